"""How a figure came in, by which method it was estimated, where else it is included; how often a source gives one."""

import cfo_site.accounts.tenancy
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cfo_site.accounts.operations import TenantReference


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('inventories', '0007_explanations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='amountrevision',
            name='came_by',
            field=models.CharField(choices=[('typed', 'พิมพ์'), ('sheet', 'ใบคำนวณ'), ('bill', 'บิล'), ('workbook', 'ไฟล์ที่นำเข้า'), ('link', 'ลิงก์ใช้ครั้งเดียว'), ('estimate', 'ประมาณค่าโดยระบบ'), ('generated', 'ข้อมูลจำลอง')], default='typed', max_length=10, verbose_name='เข้ามาทาง'),
        ),
        migrations.AddField(
            model_name='amountrevision',
            name='elsewhere',
            field=cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.source', verbose_name='รวมอยู่ในรายการ'),
        ),
        migrations.AddField(
            model_name='amountrevision',
            name='estimation',
            field=models.CharField(blank=True, choices=[('last_year', 'เท่าเดือนเดียวกันของปีก่อน'), ('neighbours', 'ค่าเฉลี่ยของเดือนก่อนและเดือนหลัง'), ('per_day', 'เฉลี่ยต่อวันจากบิลที่อยู่ติดกัน'), ('own', 'วิธีอื่นที่ระบุไว้')], max_length=10, verbose_name='วิธีประมาณค่า'),
        ),
        migrations.AddField(
            model_name='source',
            name='due_month',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ได้ตัวเลขในเดือน'),
        ),
        migrations.AddField(
            model_name='source',
            name='frequency',
            field=models.CharField(choices=[('monthly', 'ทุกเดือน'), ('quarterly', 'ทุกไตรมาส'), ('annual', 'ปีละครั้ง')], default='monthly', max_length=9, verbose_name='ได้ตัวเลขบ่อยเพียงใด'),
        ),
        migrations.AddConstraint(
            model_name='amountrevision',
            constraint=models.CheckConstraint(condition=models.Q(('estimation', ''), ('estimated', True), _connector='OR'), name='a_method_of_an_estimate'),
        ),
        migrations.AddConstraint(
            model_name='amountrevision',
            constraint=models.CheckConstraint(condition=models.Q(('estimation__in', ['', 'last_year', 'neighbours', 'per_day', 'own'])), name='method_of_estimation_is_known'),
        ),
        migrations.AddConstraint(
            model_name='amountrevision',
            constraint=models.CheckConstraint(condition=models.Q(('came_by__in', ['typed', 'sheet', 'bill', 'workbook', 'link', 'estimate', 'generated'])), name='door_of_a_figure_is_known'),
        ),
        migrations.AddConstraint(
            model_name='amountrevision',
            constraint=models.CheckConstraint(condition=models.Q(('elsewhere__isnull', True), ('notation', 'IE'), _connector='OR'), name='only_elsewhere_is_elsewhere'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('frequency__in', ['monthly', 'quarterly', 'annual'])), name='frequency_is_known'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_month__gte', 1), ('due_month__lte', 12), ('frequency', 'annual')), models.Q(models.Q(('frequency', 'annual'), _negated=True), ('due_month__isnull', True)), _connector='OR'), name='an_annual_source_has_its_month'),
        ),
        TenantReference("inventories_amountrevision", "elsewhere_id", "inventories_source"),
    ]
