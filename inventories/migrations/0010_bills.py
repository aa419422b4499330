"""Meters with their dates; bills with their lines, their withdrawal and their papers; to which months a bill belongs."""

import cfo_site.accounts.tenancy
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0009_evidence"),
    ]

    operations = [
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('electricity', 'ไฟฟ้า'), ('water', 'น้ำประปา'), ('fuel', 'น้ำมันเชื้อเพลิง'), ('other', 'อื่น ๆ')], max_length=12, verbose_name='ชนิด')),
                ('issuer', models.CharField(max_length=160, verbose_name='ผู้ออกบิล')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='เลขที่ใบแจ้งหนี้')),
                ('account', models.CharField(blank=True, max_length=60, verbose_name='หมายเลขผู้ใช้หรือบัญชีแสดงสัญญา')),
                ('bill_date', models.DateField(verbose_name='วันที่ในบิล')),
                ('invoice_month', models.DateField(verbose_name='เดือนของใบแจ้งหนี้')),
                ('dates_are', models.CharField(choices=[('readings', 'วันอ่านมิเตอร์ครั้งก่อนและครั้งหลัง'), ('days', 'วันแรกและวันสุดท้ายที่คิดหน่วย')], default='readings', max_length=8, verbose_name='วันที่บนบิลคือ')),
                ('baht', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='รวมเงิน (บาท)')),
                ('particulars', models.JSONField(blank=True, default=dict)),
                ('content_sha256', models.CharField(max_length=64)),
                ('recorded_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
                ('entry_number', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'บิล',
                'ordering': ('municipality', '-invoice_month', '-id'),
            },
        ),
        migrations.CreateModel(
            name='BillEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
            ],
            options={
                'verbose_name': 'หลักฐานของบิล',
            },
        ),
        migrations.CreateModel(
            name='BillLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='บรรทัดที่')),
                ('first_day', models.DateField(verbose_name='ตั้งแต่วันที่')),
                ('last_day', models.DateField(verbose_name='ถึงวันที่')),
                ('reading_before', models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True, verbose_name='เลขอ่านครั้งก่อน')),
                ('reading_after', models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True, verbose_name='เลขอ่านครั้งหลัง')),
                ('multiplier', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=12, verbose_name='ตัวคูณ')),
                ('units', models.DecimalField(decimal_places=9, max_digits=24, verbose_name='จำนวนหน่วย')),
                ('on_peak', models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True, verbose_name='หน่วย On-Peak')),
                ('off_peak', models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True, verbose_name='หน่วย Off-Peak')),
                ('baht', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='เงิน (บาท)')),
            ],
            options={
                'verbose_name': 'บรรทัดของบิล',
                'ordering': ('municipality', 'bill', 'position'),
            },
        ),
        migrations.CreateModel(
            name='BillWithdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=500, verbose_name='เหตุผล')),
                ('withdrawn_at', models.DateTimeField(verbose_name='ถอนเมื่อ')),
                ('entry_number', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'การถอนบิล',
            },
        ),
        migrations.CreateModel(
            name='Meter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('electricity', 'ไฟฟ้า'), ('water', 'น้ำประปา'), ('fuel', 'น้ำมันเชื้อเพลิง'), ('other', 'อื่น ๆ')], max_length=12, verbose_name='ชนิด')),
                ('number', models.CharField(max_length=60, verbose_name='เลขมิเตอร์หรือทะเบียนรถ')),
                ('account', models.CharField(blank=True, max_length=60, verbose_name='หมายเลขผู้ใช้หรือบัญชีแสดงสัญญา')),
                ('multiplier', models.DecimalField(decimal_places=4, default=Decimal('1'), max_digits=12, verbose_name='ตัวคูณ')),
                ('first_day', models.DateField(blank=True, null=True, verbose_name='ใช้ตั้งแต่วันที่')),
                ('last_day', models.DateField(blank=True, null=True, verbose_name='ใช้ถึงวันที่')),
                ('opening', models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True, verbose_name='เลขอ่านแรก')),
                ('closing', models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True, verbose_name='เลขอ่านสุดท้าย')),
                ('tank_litres', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='ความจุถัง (ลิตร)')),
                ('changed_at', models.DateTimeField(verbose_name='บันทึกเมื่อ')),
            ],
            options={
                'verbose_name': 'มิเตอร์หรือรถ',
                'ordering': ('municipality', 'source', 'kind', 'id'),
            },
        ),
        migrations.AddField(
            model_name='inventory',
            name='bill_rule',
            field=models.CharField(choices=[('invoice', 'ตามเดือนของใบแจ้งหนี้'), ('days', 'ตามจำนวนวันของแต่ละเดือน')], default='invoice', max_length=7, verbose_name='บิลนับเข้าเดือน'),
        ),
        migrations.AddConstraint(
            model_name='inventory',
            constraint=models.CheckConstraint(condition=models.Q(('bill_rule__in', ['invoice', 'days'])), name='bill_rule_is_known'),
        ),
        migrations.AddField(
            model_name='bill',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality'),
        ),
        migrations.AddField(
            model_name='bill',
            name='recorded_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bill',
            name='refers_to',
            field=cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.bill', verbose_name='ลดหนี้ของบิล'),
        ),
        migrations.AddField(
            model_name='bill',
            name='replaces',
            field=cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.bill', verbose_name='แทนบิล'),
        ),
        migrations.AddField(
            model_name='billevidence',
            name='added_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='billevidence',
            name='bill',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.bill'),
        ),
        migrations.AddField(
            model_name='billevidence',
            name='evidence',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.evidence'),
        ),
        migrations.AddField(
            model_name='billevidence',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality'),
        ),
        migrations.AddField(
            model_name='billline',
            name='bill',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.bill'),
        ),
        migrations.AddField(
            model_name='billline',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality'),
        ),
        migrations.AddField(
            model_name='billline',
            name='source',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.source'),
        ),
        migrations.AddField(
            model_name='billwithdrawal',
            name='bill',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.bill'),
        ),
        migrations.AddField(
            model_name='billwithdrawal',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality'),
        ),
        migrations.AddField(
            model_name='billwithdrawal',
            name='withdrawn_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meter',
            name='changed_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meter',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.municipality'),
        ),
        migrations.AddField(
            model_name='meter',
            name='source',
            field=cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.source', verbose_name='แหล่งปล่อย'),
        ),
        migrations.AddField(
            model_name='billline',
            name='meter',
            field=cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventories.meter'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['municipality', 'invoice_month'], name='bills_of_a_month'),
        ),
        migrations.AddIndex(
            model_name='bill',
            index=models.Index(fields=['municipality', 'number'], name='bills_by_number'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['electricity', 'water', 'fuel', 'other'])), name='kind_of_a_bill_is_known'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('dates_are__in', ['readings', 'days'])), name='dates_of_a_bill_are_known'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('invoice_month__day', 1)), name='invoice_month_is_a_first'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.CheckConstraint(condition=models.Q(('baht__isnull', True), models.Q(('baht__gt', -1000000000000), ('baht__lt', 1000000000000)), _connector='OR'), name='baht_of_a_bill_are_in_range'),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.UniqueConstraint(fields=('municipality', 'replaces'), name='a_bill_is_replaced_once'),
        ),
        migrations.AddConstraint(
            model_name='billevidence',
            constraint=models.UniqueConstraint(fields=('municipality', 'bill', 'evidence'), name='a_paper_is_tied_to_a_bill_once'),
        ),
        migrations.AddConstraint(
            model_name='billwithdrawal',
            constraint=models.UniqueConstraint(fields=('municipality', 'bill'), name='a_bill_is_withdrawn_once'),
        ),
        migrations.AddConstraint(
            model_name='billwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_bills_withdrawal_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='meter',
            index=models.Index(fields=['municipality', 'source'], name='meters_of_a_source'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.UniqueConstraint(fields=('municipality', 'kind', 'number'), name='a_meter_is_named_once'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['electricity', 'water', 'fuel', 'other'])), name='kind_of_a_meter_is_known'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='a_meter_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(('multiplier__gt', 0)), name='a_multiplier_is_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__isnull', True), ('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='a_meter_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opening__isnull', True), ('opening__gte', 0), _connector='OR'), models.Q(('closing__isnull', True), ('closing__gte', 0), _connector='OR')), name='readings_of_a_meter_are_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(('closing__isnull', True), ('last_day__isnull', False), _connector='OR'), name='a_last_reading_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='meter',
            constraint=models.CheckConstraint(condition=models.Q(('tank_litres__isnull', True), models.Q(('kind', 'fuel'), ('tank_litres__gt', 0)), _connector='OR'), name='a_tank_is_of_a_vehicle'),
        ),
        migrations.AddIndex(
            model_name='billline',
            index=models.Index(fields=['municipality', 'source', 'last_day'], name='bill_lines_of_a_source'),
        ),
        migrations.AddIndex(
            model_name='billline',
            index=models.Index(fields=['municipality', 'meter'], name='bill_lines_of_a_meter'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=models.UniqueConstraint(fields=('municipality', 'bill', 'position'), name='bill_lines_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='a_line_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=models.CheckConstraint(condition=models.Q(('units__gt', -1000000000000000), ('units__lt', 1000000000000000)), name='units_of_a_line_are_in_range'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=models.CheckConstraint(condition=models.Q(('multiplier__gt', 0)), name='multiplier_of_a_line_is_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='billline',
            constraint=models.CheckConstraint(condition=models.Q(('position__gte', 1)), name='bill_lines_count_from_1'),
        ),
        TenantTable("inventories_meter"),
        TenantTable("inventories_bill"),
        TenantTable("inventories_billline"),
        TenantTable("inventories_billwithdrawal"),
        TenantTable("inventories_billevidence"),
        TenantReference("inventories_meter", "source_id", "inventories_source"),
        TenantReference("inventories_bill", "refers_to_id", "inventories_bill"),
        TenantReference("inventories_bill", "replaces_id", "inventories_bill"),
        TenantReference("inventories_billline", "bill_id", "inventories_bill"),
        TenantReference("inventories_billline", "source_id", "inventories_source"),
        TenantReference("inventories_billline", "meter_id", "inventories_meter"),
        TenantReference("inventories_billwithdrawal", "bill_id", "inventories_bill"),
        TenantReference("inventories_billevidence", "bill_id", "inventories_bill"),
        TenantReference("inventories_billevidence", "evidence_id", "inventories_evidence"),
        AppendOnly("inventories_bill"),
        AppendOnly("inventories_billline"),
        AppendOnly("inventories_billwithdrawal"),
        AppendOnly("inventories_billevidence"),
    ]
