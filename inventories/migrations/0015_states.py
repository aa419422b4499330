"""The path of a year, its steps and corrections; the database itself keeps frozen years as they are."""

import cfo_site.accounts.tenancy
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable
from inventories.operations import FrozenYear, FrozenFigures, FrozenPart


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tickets'),
        ('emission_factors', '0001_library'),
        ('inventories', '0014_reminders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='ฉบับที่แก้ไข')),
                ('month', models.DateField(verbose_name='เดือน')),
            ],
            options={
                'verbose_name': 'ตัวเลขที่เปิดแก้ไข',
            },
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='ลำดับ')),
                ('act', models.CharField(max_length=20)),
                ('before', models.CharField(choices=[('draft', 'กำลังจัดทำ'), ('submitted', 'ส่งตรวจภายใน'), ('approved', 'อนุมัติโดยผู้บริหาร'), ('locked', 'ล็อกฉบับ'), ('verifying', 'อยู่ระหว่างทวนสอบ'), ('verified', 'ทวนสอบแล้ว'), ('filed', 'ยื่น อบก.'), ('returned', 'อบก. ขอแก้ไข'), ('registered', 'ขึ้นทะเบียนแล้ว'), ('correcting', 'กำลังแก้ไขฉบับ')], max_length=10)),
                ('after', models.CharField(choices=[('draft', 'กำลังจัดทำ'), ('submitted', 'ส่งตรวจภายใน'), ('approved', 'อนุมัติโดยผู้บริหาร'), ('locked', 'ล็อกฉบับ'), ('verifying', 'อยู่ระหว่างทวนสอบ'), ('verified', 'ทวนสอบแล้ว'), ('filed', 'ยื่น อบก.'), ('returned', 'อบก. ขอแก้ไข'), ('registered', 'ขึ้นทะเบียนแล้ว'), ('correcting', 'กำลังแก้ไขฉบับ')], max_length=10)),
                ('version', models.PositiveSmallIntegerField(default=0, verbose_name='ฉบับที่')),
                ('reason', models.TextField(blank=True, max_length=2000, verbose_name='เหตุผล')),
                ('alone', models.BooleanField(default=False)),
                ('signed_by', models.CharField(blank=True, max_length=120, verbose_name='ผู้ลงนาม')),
                ('signed_position', models.CharField(blank=True, max_length=120, verbose_name='ตำแหน่ง')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='วันที่ลงนาม')),
                ('reference', models.CharField(blank=True, max_length=120, verbose_name='เลขที่หนังสือ / เลขที่ใบรับรอง')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ใช้ได้ถึงวันที่')),
                ('changed_at', models.DateTimeField(verbose_name='เมื่อ')),
                ('entry_number', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'ขั้นตอนของบัญชี',
            },
        ),
        migrations.RemoveConstraint(
            model_name='inventory',
            name='state_is_known',
        ),
        migrations.AddField(
            model_name='inventory',
            name='corrects_whole',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='inventory',
            name='review',
            field=models.CharField(choices=[('none', 'ยังไม่ตรวจทาน'), ('remarks', 'มีข้อสังเกต'), ('done', 'ตรวจทานเบื้องต้นแล้ว')], default='none', max_length=7, verbose_name='การตรวจทานของจังหวัด'),
        ),
        migrations.AddField(
            model_name='inventory',
            name='review_of',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='reason',
            field=models.TextField(blank=True, max_length=2000, verbose_name='เหตุผลที่แก้ไข'),
        ),
        migrations.AlterField(
            model_name='inventory',
            name='state',
            field=models.CharField(choices=[('draft', 'กำลังจัดทำ'), ('submitted', 'ส่งตรวจภายใน'), ('approved', 'อนุมัติโดยผู้บริหาร'), ('locked', 'ล็อกฉบับ'), ('verifying', 'อยู่ระหว่างทวนสอบ'), ('verified', 'ทวนสอบแล้ว'), ('filed', 'ยื่น อบก.'), ('returned', 'อบก. ขอแก้ไข'), ('registered', 'ขึ้นทะเบียนแล้ว'), ('correcting', 'กำลังแก้ไขฉบับ')], default='draft', max_length=10, verbose_name='สถานะ'),
        ),
        migrations.AddConstraint(
            model_name='inventory',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'approved', 'locked', 'verifying', 'verified', 'filed', 'returned', 'registered', 'correcting'])), name='state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='inventory',
            constraint=models.CheckConstraint(condition=models.Q(('review__in', ['none', 'remarks', 'done'])), name='review_is_known'),
        ),
        migrations.AddConstraint(
            model_name='inventory',
            constraint=models.CheckConstraint(condition=models.Q(('corrects_whole', False), ('state', 'correcting'), _connector='OR'), name='only_a_correction_corrects'),
        ),
        migrations.AddField(
            model_name='correctioncell',
            name='inventory',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory'),
        ),
        migrations.AddField(
            model_name='correctioncell',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality'),
        ),
        migrations.AddField(
            model_name='correctioncell',
            name='source',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.source'),
        ),
        migrations.AddField(
            model_name='statechange',
            name='changed_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statechange',
            name='inventory',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.inventory'),
        ),
        migrations.AddField(
            model_name='statechange',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality'),
        ),
        migrations.AddConstraint(
            model_name='correctioncell',
            constraint=models.UniqueConstraint(fields=('municipality', 'inventory', 'version', 'source', 'month'), name='a_figure_is_opened_once'),
        ),
        migrations.AddConstraint(
            model_name='correctioncell',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='opened_month_is_a_first'),
        ),
        migrations.AddConstraint(
            model_name='statechange',
            constraint=models.UniqueConstraint(fields=('municipality', 'inventory', 'number'), name='steps_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='statechange',
            constraint=models.CheckConstraint(condition=models.Q(('before__in', ['draft', 'submitted', 'approved', 'locked', 'verifying', 'verified', 'filed', 'returned', 'registered', 'correcting']), ('after__in', ['draft', 'submitted', 'approved', 'locked', 'verifying', 'verified', 'filed', 'returned', 'registered', 'correcting'])), name='a_step_is_between_known_states'),
        ),
        migrations.AddConstraint(
            model_name='statechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_by', ''), ('signed_on__isnull', True)), models.Q(('signed_on__isnull', False), models.Q(('signed_by', ''), _negated=True)), _connector='OR'), name='a_signature_has_name_and_day'),
        ),
        TenantTable("inventories_statechange"),
        TenantTable("inventories_correctioncell"),
        TenantReference("inventories_statechange", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_correctioncell", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_correctioncell", "source_id", "inventories_source"),
        AppendOnly("inventories_statechange"),
        AppendOnly("inventories_correctioncell"),
        FrozenYear(),
        FrozenFigures(),
        *(FrozenPart(table) for table in (
            "inventories_inventorysource", "inventories_inventoryedition", "inventories_exclusion", "inventories_apartline",
            "inventories_upstreamchoice", "inventories_warninganswer",
        )),
        FrozenPart("inventories_monthlyresult", through="inventories_inventorysource", column="inventory_source_id"),
    ]
