"""Readiness for verification: organisation, data-management roles, scores A and B, instruments, Scope 3 screening."""

import cfo_site.accounts.tenancy
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from cfo_site.accounts.operations import TenantReference, TenantTable
from inventories.operations import FrozenPart


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tickets'),
        ('inventories', '0020_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='เครื่องมือ')),
                ('serial', models.CharField(max_length=80, verbose_name='หมายเลขเครื่อง')),
                ('accuracy', models.CharField(blank=True, max_length=120, verbose_name='ช่วงวัดและความละเอียด')),
                ('changed_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('source', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.source', verbose_name='แหล่งปล่อย')),
            ],
            options={
                'verbose_name': 'เครื่องมือวัด',
            },
        ),
        migrations.CreateModel(
            name='Calibration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calibrated_on', models.DateField(verbose_name='วันที่สอบเทียบ')),
                ('valid_to', models.DateField(verbose_name='ใช้ได้ถึงวันที่')),
                ('paper', models.CharField(max_length=200, verbose_name='ใบรับรองการสอบเทียบและที่เก็บ')),
                ('recorded_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('recorded_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instrument', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.instrument')),
            ],
            options={
                'verbose_name': 'การสอบเทียบ',
                'ordering': ('instrument', 'calibrated_on'),
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField(blank=True, max_length=500, verbose_name='ที่อยู่ของสำนักงาน')),
                ('executive', models.CharField(blank=True, max_length=160, verbose_name='นายกเทศมนตรี')),
                ('coordinator', models.CharField(blank=True, max_length=160, verbose_name='ผู้ประสานงาน')),
                ('coordinator_contact', models.CharField(blank=True, max_length=160, verbose_name='ติดต่อผู้ประสานงาน')),
                ('responsible', models.CharField(blank=True, max_length=160, verbose_name='ผู้รับผิดชอบข้อมูล')),
                ('proof', models.CharField(blank=True, max_length=300, verbose_name='เอกสารยืนยันขอบเขต')),
                ('output', models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True, verbose_name='ผลผลิต')),
                ('output_unit', models.CharField(blank=True, max_length=60, verbose_name='หน่วยของผลผลิต')),
                ('changed_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inventories.inventory')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'ข้อมูลองค์กร',
            },
        ),
        migrations.CreateModel(
            name='QualityRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(choices=[('collect', 'เก็บและบันทึกข้อมูล'), ('check', 'ตรวจสอบข้อมูล'), ('compile', 'รวบรวมและคำนวณ'), ('approve', 'อนุมัติ')], max_length=8, verbose_name='บทบาท')),
                ('position', models.CharField(max_length=120, verbose_name='ตำแหน่ง')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='ชื่อ-สกุล')),
                ('duty', models.CharField(blank=True, max_length=300, verbose_name='หน้าที่')),
                ('frequency', models.CharField(blank=True, max_length=80, verbose_name='ความถี่')),
                ('changed_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('division', cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.division', verbose_name='กอง')),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inventories.inventory')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'บทบาทจัดการข้อมูล',
            },
        ),
        migrations.CreateModel(
            name='Scope3Screening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('criteria', models.JSONField()),
                ('cut_off', models.DecimalField(decimal_places=3, max_digits=6, verbose_name='มีนัยสำคัญตั้งแต่คะแนน')),
                ('rationale', models.TextField(max_length=2000, verbose_name='หลักเกณฑ์และเหตุผล')),
                ('changed_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inventories.inventory')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'เกณฑ์คัดกรองประเภทที่ 3',
            },
        ),
        migrations.CreateModel(
            name='ScreenedCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='หมวด')),
                ('applicable', models.BooleanField(verbose_name='เกี่ยวข้อง')),
                ('scores', models.JSONField(blank=True, default=dict)),
                ('chosen', models.BooleanField(default=False, verbose_name='เลือกประเมิน')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='เหตุผล')),
                ('changed_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inventories.inventory')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
            ],
            options={
                'verbose_name': 'หมวดที่คัดกรอง',
                'ordering': ('inventory', 'number'),
            },
        ),
        migrations.CreateModel(
            name='DataQuality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('a', models.PositiveSmallIntegerField(choices=[(6, '6 เก็บข้อมูลอย่างต่อเนื่อง (อัตโนมัติ)'), (3, '3 มิเตอร์และใบเสร็จ'), (1, '1 ประมาณค่า')], verbose_name='คะแนนข้อมูลกิจกรรม (A)')),
                ('b', models.PositiveSmallIntegerField(choices=[(4, '4 ค่า EF จากการวัดที่มีคุณภาพ'), (3, '3 ค่า EF จากผู้ผลิตหรือระดับประเทศ'), (2, '2 ค่า EF ระดับภูมิภาค'), (1, '1 ค่า EF ระดับสากล')], verbose_name='คะแนนค่า EF (B)')),
                ('changed_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('changed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('use', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='inventories.inventorysource')),
            ],
            options={
                'verbose_name': 'คะแนนคุณภาพข้อมูล',
                'constraints': [models.UniqueConstraint(fields=('municipality', 'use'), name='a_source_is_scored_once'), models.CheckConstraint(condition=models.Q(('a__in', [6, 3, 1]), ('b__in', [4, 3, 2, 1])), name='quality_scores_are_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(fields=('municipality', 'source', 'serial'), name='an_instrument_of_a_source_is_told_once'),
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('serial', ''), _negated=True)), name='an_instrument_is_named'),
        ),
        migrations.AddConstraint(
            model_name='calibration',
            constraint=models.UniqueConstraint(fields=('municipality', 'instrument', 'calibrated_on'), name='a_calibration_is_told_once'),
        ),
        migrations.AddConstraint(
            model_name='calibration',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('calibrated_on'))), name='a_calibration_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='calibration',
            constraint=models.CheckConstraint(condition=models.Q(('paper', ''), _negated=True), name='a_calibration_has_a_paper'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(fields=('municipality', 'inventory'), name='an_organisation_is_told_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('output__isnull', True), ('output_unit', '')), models.Q(('output__gt', Decimal('0')), ('output__lt', Decimal('1000000000000000')), models.Q(('output_unit', ''), _negated=True)), _connector='OR'), name='an_output_has_its_unit'),
        ),
        migrations.AddIndex(
            model_name='qualityrole',
            index=models.Index(fields=['municipality', 'inventory'], name='quality_roles_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='qualityrole',
            constraint=models.CheckConstraint(condition=models.Q(('task__in', ['collect', 'check', 'compile', 'approve'])), name='quality_task_is_known'),
        ),
        migrations.AddConstraint(
            model_name='qualityrole',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('task', 'collect'), _negated=True), ('division__isnull', False), _connector='OR'), name='a_division_collects'),
        ),
        migrations.AddConstraint(
            model_name='qualityrole',
            constraint=models.CheckConstraint(condition=models.Q(('position', ''), _negated=True), name='a_quality_role_has_a_position'),
        ),
        migrations.AddConstraint(
            model_name='scope3screening',
            constraint=models.UniqueConstraint(fields=('municipality', 'inventory'), name='criteria_are_set_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='scope3screening',
            constraint=models.CheckConstraint(condition=models.Q(('cut_off__gt', Decimal('0'))), name='a_cut_off_is_above_nothing'),
        ),
        migrations.AddConstraint(
            model_name='scope3screening',
            constraint=models.CheckConstraint(condition=models.Q(('rationale', ''), _negated=True), name='criteria_have_their_reasons'),
        ),
        migrations.AddConstraint(
            model_name='screenedcategory',
            constraint=models.UniqueConstraint(fields=('municipality', 'inventory', 'number'), name='a_category_is_screened_once'),
        ),
        migrations.AddConstraint(
            model_name='screenedcategory',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1), ('number__lte', 15)), name='screened_category_is_known'),
        ),
        migrations.AddConstraint(
            model_name='screenedcategory',
            constraint=models.CheckConstraint(condition=models.Q(('applicable', True), models.Q(('chosen', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='not_applicable_has_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='screenedcategory',
            constraint=models.CheckConstraint(condition=models.Q(('chosen', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='not_assessed_has_its_reason'),
        ),
        TenantTable("inventories_instrument"),
        TenantTable("inventories_calibration"),
        TenantTable("inventories_organisation"),
        TenantTable("inventories_qualityrole"),
        TenantTable("inventories_dataquality"),
        TenantTable("inventories_scope3screening"),
        TenantTable("inventories_screenedcategory"),
        TenantReference("inventories_instrument", "source_id", "inventories_source"),
        TenantReference("inventories_calibration", "instrument_id", "inventories_instrument"),
        TenantReference("inventories_organisation", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_qualityrole", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_qualityrole", "division_id", "inventories_division"),
        TenantReference("inventories_dataquality", "use_id", "inventories_inventorysource"),
        TenantReference("inventories_scope3screening", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_screenedcategory", "inventory_id", "inventories_inventory"),
        FrozenPart("inventories_organisation"),
        FrozenPart("inventories_qualityrole"),
        FrozenPart("inventories_scope3screening"),
        FrozenPart("inventories_screenedcategory"),
        FrozenPart("inventories_dataquality", through="inventories_inventorysource", column="use_id"),
    ]
