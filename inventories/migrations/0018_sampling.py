"""A verifier's sample: what was drawn by which rule, what was found at each item, what papers were asked for."""

import cfo_site.accounts.tenancy
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0017_registers"),
    ]

    operations = [
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='ครั้งที่')),
                ('version', models.PositiveSmallIntegerField(verbose_name='ฉบับที่')),
                ('seed', models.CharField(max_length=40, verbose_name='ค่าเริ่มสุ่ม')),
                ('materiality', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='เกณฑ์ความมีสาระสำคัญ (ร้อยละ)')),
                ('verified', models.CharField(choices=[('1_2', 'ประเภทที่ 1 และ 2'), ('1_2_3', 'ประเภทที่ 1, 2 และ 3')], default='1_2_3', max_length=5, verbose_name='ยอดที่ทวนสอบ')),
                ('rule', models.JSONField()),
                ('risks', models.JSONField(blank=True, default=dict)),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='เหตุผลที่สุ่มใหม่')),
                ('came_in', models.CharField(choices=[('screen', 'บนหน้าจอ'), ('workbook', 'สมุดงานของผู้ทวนสอบ')], default='screen', max_length=8)),
                ('drawn_at', models.DateTimeField(verbose_name='สุ่มเมื่อ')),
                ('entry_number', models.PositiveIntegerField()),
                ('drawn_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'การสุ่มตรวจ',
            },
        ),
        migrations.CreateModel(
            name='SampleItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(max_length=24)),
                ('month', models.DateField(blank=True, null=True, verbose_name='เดือน')),
                ('stratum', models.CharField(choices=[('large', 'แหล่งใหญ่'), ('rest', 'สุ่ม'), ('picked', 'ผู้ทวนสอบเลือก')], max_length=6, verbose_name='ที่มา')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='เหตุผลที่เลือก')),
                ('scope', models.CharField(choices=[('1', 'ประเภทที่ 1 ทางตรง'), ('2', 'ประเภทที่ 2 ทางอ้อมจากพลังงาน'), ('3', 'ประเภทที่ 3 ทางอ้อมอื่น ๆ'), ('separate', 'การปล่อยที่รายงานแยก')], max_length=8, verbose_name='ประเภท')),
                ('figure', models.CharField(blank=True, max_length=40, verbose_name='ค่าในรายงาน')),
                ('kgco2e', models.DecimalField(decimal_places=30, max_digits=62)),
                ('upstream_kgco2e', models.DecimalField(decimal_places=30, max_digits=62)),
                ('came_in', models.CharField(choices=[('screen', 'บนหน้าจอ'), ('workbook', 'สมุดงานของผู้ทวนสอบ')], default='screen', max_length=8)),
                ('added_at', models.DateTimeField(verbose_name='เมื่อ')),
                ('entry_number', models.PositiveIntegerField()),
                ('added_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('sample', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.sample')),
                ('source', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.source')),
            ],
            options={
                'verbose_name': 'รายการสุ่มตรวจ',
                'ordering': ('municipality', 'sample', 'id'),
            },
        ),
        migrations.CreateModel(
            name='SampleCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='ครั้งที่')),
                ('version', models.PositiveSmallIntegerField(verbose_name='ฉบับที่')),
                ('figure', models.CharField(blank=True, max_length=40)),
                ('kgco2e', models.DecimalField(decimal_places=30, max_digits=62)),
                ('outcome', models.CharField(choices=[('agrees', 'ตรวจแล้ว ตรงกัน'), ('differs', 'ตรวจแล้ว มีผลต่าง'), ('cannot', 'ตรวจไม่ได้')], max_length=7, verbose_name='ผลการตรวจ')),
                ('found_amount', models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True, verbose_name='ค่าที่ตรวจพบ')),
                ('found_kgco2e', models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True, verbose_name='ค่าที่ตรวจพบ (kgCO2e)')),
                ('difference_kgco2e', models.DecimalField(decimal_places=30, default=0, max_digits=62)),
                ('upstream_difference_kgco2e', models.DecimalField(decimal_places=30, default=0, max_digits=62)),
                ('remark', models.TextField(blank=True, max_length=2000, verbose_name='หมายเหตุ')),
                ('came_in', models.CharField(choices=[('screen', 'บนหน้าจอ'), ('workbook', 'สมุดงานของผู้ทวนสอบ')], default='screen', max_length=8)),
                ('checked_at', models.DateTimeField(verbose_name='ตรวจเมื่อ')),
                ('entry_number', models.PositiveIntegerField()),
                ('checked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('item', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.sampleitem')),
            ],
            options={
                'verbose_name': 'ผลการตรวจรายการ',
            },
        ),
        migrations.CreateModel(
            name='RequestedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='ลำดับ')),
                ('what', models.CharField(max_length=300, verbose_name='เอกสารที่ขอ')),
                ('from_whom', models.CharField(max_length=160, verbose_name='ขอจาก')),
                ('due_on', models.DateField(verbose_name='ภายในวันที่')),
                ('asked_at', models.DateTimeField(verbose_name='ขอเมื่อ')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='ได้รับวันที่')),
                ('dropped_for', models.TextField(blank=True, max_length=2000, verbose_name='เหตุผลที่ไม่ต้องใช้แล้ว')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='บันทึกเมื่อ')),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.evidence', verbose_name='หลักฐานในดัชนี')),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('item', cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.sampleitem', verbose_name='รายการสุ่มตรวจ')),
            ],
            options={
                'verbose_name': 'เอกสารที่ขอ',
                'ordering': ('municipality', 'inventory', 'number'),
            },
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.UniqueConstraint(fields=('municipality', 'inventory', 'number'), name='draws_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.CheckConstraint(condition=models.Q(('seed__regex', '^[A-Za-z0-9-]+$')), name='a_seed_can_be_copied'),
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.CheckConstraint(condition=models.Q(('materiality__gt', 0), ('materiality__lte', 100)), name='materiality_is_a_percentage'),
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.CheckConstraint(condition=models.Q(('verified__in', ['1_2', '1_2_3'])), name='verified_total_is_known'),
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.CheckConstraint(condition=models.Q(('came_in__in', ['screen', 'workbook'])), name='door_of_a_draw_is_known'),
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='another_draw_says_why'),
        ),
        migrations.AddConstraint(
            model_name='sampleitem',
            constraint=models.UniqueConstraint(fields=('municipality', 'sample', 'line', 'month'), name='an_item_is_drawn_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='sampleitem',
            constraint=models.CheckConstraint(condition=models.Q(('month__isnull', True), ('month__day', 1), _connector='OR'), name='sampled_month_is_a_first'),
        ),
        migrations.AddConstraint(
            model_name='sampleitem',
            constraint=models.CheckConstraint(condition=models.Q(('stratum__in', ['large', 'rest', 'picked'])), name='stratum_is_known'),
        ),
        migrations.AddConstraint(
            model_name='sampleitem',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['1', '2', '3', 'separate'])), name='scope_of_an_item_is_known'),
        ),
        migrations.AddConstraint(
            model_name='sampleitem',
            constraint=models.CheckConstraint(condition=models.Q(('line__regex', '^s[0-9]+$')), name='an_item_names_a_line'),
        ),
        migrations.AddConstraint(
            model_name='sampleitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stratum', 'picked'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('stratum', 'picked'), _negated=True), ('reason', '')), _connector='OR'), name='a_pick_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='sampleitem',
            constraint=models.CheckConstraint(condition=models.Q(('came_in__in', ['screen', 'workbook'])), name='door_of_an_item_is_known'),
        ),
        migrations.AddConstraint(
            model_name='samplecheck',
            constraint=models.UniqueConstraint(fields=('municipality', 'item', 'number'), name='looks_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='samplecheck',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['agrees', 'differs', 'cannot'])), name='outcome_of_a_look_is_known'),
        ),
        migrations.AddConstraint(
            model_name='samplecheck',
            constraint=models.CheckConstraint(condition=models.Q(('came_in__in', ['screen', 'workbook'])), name='door_of_a_look_is_known'),
        ),
        migrations.AddConstraint(
            model_name='samplecheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'differs'), models.Q(models.Q(('found_amount__isnull', False), ('found_kgco2e__isnull', True)), models.Q(('found_amount__isnull', True), ('found_kgco2e__isnull', False)), _connector='OR')), models.Q(models.Q(('outcome', 'differs'), _negated=True), ('found_amount__isnull', True), ('found_kgco2e__isnull', True), ('difference_kgco2e', 0), ('upstream_difference_kgco2e', 0)), _connector='OR'), name='a_difference_says_what_was_found'),
        ),
        migrations.AddConstraint(
            model_name='samplecheck',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', 'agrees'), models.Q(('remark', ''), _negated=True), _connector='OR'), name='a_doubtful_look_is_remarked'),
        ),
        migrations.AddConstraint(
            model_name='requesteddocument',
            constraint=models.UniqueConstraint(fields=('municipality', 'inventory', 'number'), name='requests_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='requesteddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('from_whom', ''), _negated=True)), name='a_request_says_what_from_whom'),
        ),
        migrations.AddConstraint(
            model_name='requesteddocument',
            constraint=models.CheckConstraint(condition=models.Q(('received_on__isnull', True), ('dropped_for', ''), _connector='OR'), name='received_or_not_wanted'),
        ),
        migrations.AddConstraint(
            model_name='requesteddocument',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__isnull', True), ('received_on__isnull', False), _connector='OR'), name='a_received_paper_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='requesteddocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('dropped_for', ''), ('received_on__isnull', True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('received_on__isnull', False), models.Q(('dropped_for', ''), _negated=True), _connector='OR')), _connector='OR'), name='a_closed_request_says_how'),
        ),
        *(TenantTable(f"inventories_{table}") for table in ("sample", "sampleitem", "samplecheck", "requesteddocument")),
        TenantReference("inventories_sample", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_sampleitem", "sample_id", "inventories_sample"),
        TenantReference("inventories_sampleitem", "source_id", "inventories_source"),
        TenantReference("inventories_samplecheck", "item_id", "inventories_sampleitem"),
        TenantReference("inventories_requesteddocument", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_requesteddocument", "item_id", "inventories_sampleitem"),
        TenantReference("inventories_requesteddocument", "evidence_id", "inventories_evidence"),
        *(AppendOnly(f"inventories_{table}") for table in ("sample", "sampleitem", "samplecheck")),
    ]
