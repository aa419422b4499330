"""Calculation sheets, one to a revision and never changed; working days as a municipality states them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0004_boundary_locks"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalculationSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="ใบคำนวณ")),
                ("version", models.PositiveSmallIntegerField(verbose_name="รุ่นของใบคำนวณ")),
                ("unit", models.CharField(max_length=20, verbose_name="หน่วย")),
                ("inputs", models.JSONField(verbose_name="ค่าที่กรอก")),
                ("inputs_sha256", models.CharField(max_length=64)),
                ("working", models.JSONField(verbose_name="วิธีทำ")),
                ("result", models.DecimalField(decimal_places=9, max_digits=24, verbose_name="ผลลัพธ์")),
                ("note", models.TextField(blank=True, max_length=500, verbose_name="หมายเหตุ")),
                ("recorded_at", models.DateTimeField(verbose_name="บันทึกเมื่อ")),
                ("entry_number", models.PositiveIntegerField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.municipality",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revision",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.amountrevision",
                    ),
                ),
            ],
            options={
                "verbose_name": "ใบคำนวณ",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "revision"), name="a_revision_has_one_sheet"),
                    models.CheckConstraint(
                        condition=models.Q(("result__gte", 0), ("result__lt", 10**15)),
                        name="a_sheets_result_is_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingDays",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="เดือน")),
                ("days", models.PositiveSmallIntegerField(verbose_name="วันทำงาน")),
                ("reason", models.CharField(max_length=200, verbose_name="เหตุผล")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "วันทำงานของเดือน",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "month"), name="working_days_are_stated_once_a_month"
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="working_days_month_is_a_first"),
                    models.CheckConstraint(condition=models.Q(("days__lte", 31)), name="working_days_fit_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="working_days_have_a_reason"
                    ),
                ],
            },
        ),
        TenantTable("inventories_calculationsheet"),
        TenantTable("inventories_workingdays"),
        TenantReference("inventories_calculationsheet", "revision_id", "inventories_amountrevision"),
        AppendOnly("inventories_calculationsheet"),
    ]
