"""One-time links and what was sent through them; from which year a set-up was copied."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0011_workbooks"),
    ]

    operations = [
        migrations.AddField(
            model_name='inventory',
            name='copied_from',
            field=cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory', verbose_name='คัดลอกการตั้งค่าจากบัญชี'),
        ),
        migrations.AddField(
            model_name='exclusion',
            name='copied_from',
            field=cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory', verbose_name='คัดลอกจากบัญชี'),
        ),
        migrations.AddField(
            model_name='inventorysource',
            name='copied_from',
            field=cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory', verbose_name='คัดลอกจากบัญชี'),
        ),
        migrations.CreateModel(
            name='OneTimeLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_month', models.DateField(verbose_name='ตั้งแต่เดือน')),
                ('last_month', models.DateField(verbose_name='ถึงเดือน')),
                ('for_whom', models.CharField(max_length=120, verbose_name='ส่งให้ใคร')),
                ('address_sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(verbose_name='สร้างเมื่อ')),
                ('expires_at', models.DateTimeField(verbose_name='ใช้ได้ถึง')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ยกเลิกเมื่อ')),
                ('inventory', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory')),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('source', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.source')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ลิงก์ใช้ครั้งเดียว',
                'ordering': ('municipality', '-id'),
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='ครั้งที่')),
                ('sender', models.CharField(blank=True, max_length=120, verbose_name='ผู้ส่ง')),
                ('note', models.TextField(blank=True, max_length=500, verbose_name='หมายเหตุ')),
                ('photo_name', models.CharField(blank=True, max_length=200)),
                ('received_at', models.DateTimeField(verbose_name='ได้รับเมื่อ')),
                ('state', models.CharField(choices=[('waiting', 'รอรับ'), ('replaced', 'ส่งใหม่แทนแล้ว'), ('accepted', 'รับแล้ว'), ('declined', 'ไม่รับ')], default='waiting', max_length=8, verbose_name='สถานะ')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='ตัดสินใจเมื่อ')),
                ('reason', models.TextField(blank=True, max_length=500, verbose_name='เหตุผลที่ไม่รับ')),
                ('decided_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.onetimelink')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('photo', cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.evidencefile', verbose_name='รูปถ่าย')),
            ],
            options={
                'verbose_name': 'ตัวเลขที่ส่งทางลิงก์',
                'ordering': ('municipality', 'link', 'number'),
            },
        ),
        migrations.CreateModel(
            name='SubmittedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='เดือน')),
                ('amount', models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True, verbose_name='ปริมาณ')),
                ('notation', models.CharField(blank=True, choices=[('NO', 'ไม่มีกิจกรรม'), ('NE', 'ยังไม่ประเมิน'), ('IE', 'รวมในรายการอื่น'), ('C', 'ข้อมูลลับ')], max_length=2, verbose_name='สัญลักษณ์')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality')),
                ('submission', cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.submission')),
            ],
            options={
                'verbose_name': 'ตัวเลขของเดือนที่ส่งทางลิงก์',
                'ordering': ('municipality', 'submission', 'month'),
            },
        ),
        migrations.AddIndex(
            model_name='onetimelink',
            index=models.Index(fields=['municipality', 'inventory'], name='links_of_a_year'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.UniqueConstraint(fields=('municipality', 'address_sha256'), name='a_token_opens_one_link'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(('address_sha256__regex', '^[0-9a-f]{64}$')), name='a_token_is_a_hash'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(('first_month__day', 1), ('last_month__day', 1), ('last_month__gte', models.F('first_month'))), name='a_link_asks_for_months_in_order'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='a_link_expires_after_it_is_made'),
        ),
        migrations.AddConstraint(
            model_name='onetimelink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='somebody_withdraws_a_link'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('municipality', 'link', 'number'), name='submissions_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('municipality', 'link'), name='one_submission_of_a_link_waits'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='submissions_count_from_1'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'replaced', 'accepted', 'declined'])), name='submission_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state__in', ['waiting', 'replaced'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['accepted', 'declined'])), _connector='OR'), name='somebody_decides_on_a_submission'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state', 'declined'), _negated=True), ('reason', '')), _connector='OR'), name='only_declining_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='submittedfigure',
            constraint=models.UniqueConstraint(fields=('municipality', 'submission', 'month'), name='a_month_is_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='submittedfigure',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='sent_month_is_a_first'),
        ),
        migrations.AddConstraint(
            model_name='submittedfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('notation', 'NO')), models.Q(('amount__gte', 0), ('amount__isnull', False), ('amount__lt', 1000000000000000), ('notation', '')), _connector='OR'), name='a_sent_figure_is_an_amount_or_nothing_occurred'),
        ),
        TenantReference("inventories_inventory", "copied_from_id", "inventories_inventory"),
        TenantReference("inventories_exclusion", "copied_from_id", "inventories_inventory"),
        TenantReference("inventories_inventorysource", "copied_from_id", "inventories_inventory"),
        TenantTable("inventories_onetimelink"),
        TenantTable("inventories_submission"),
        TenantTable("inventories_submittedfigure"),
        TenantReference("inventories_onetimelink", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_onetimelink", "source_id", "inventories_source"),
        TenantReference("inventories_submission", "link_id", "inventories_onetimelink"),
        TenantReference("inventories_submission", "photo_id", "inventories_evidencefile"),
        TenantReference("inventories_submittedfigure", "submission_id", "inventories_submission"),
        AppendOnly("inventories_submittedfigure"),
    ]
