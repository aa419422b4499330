"""Registers of what a municipality owns, and the accounts of the treasury."""

import re
import unicodedata

import cfo_site.accounts.tenancy
import django.db.models.deletion
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable
from django.conf import settings
from django.db import migrations, models

from inventories.operations import FrozenPart

REGISTERS = {"electricity": "electricity", "water": "water", "fuel": "vehicle"}
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def register_meters(apps, schema_editor):
    """Make an item of each meter and vehicle that bills know already; afterwards saving a meter does."""
    alias = schema_editor.connection.alias  # the owner's: the serving role may not read a table that is being made
    meters = apps.get_model("inventories", "Meter").objects.using(alias)
    items = apps.get_model("inventories", "RegisterItem").objects.using(alias)
    seen = set()
    for meter in meters.filter(kind__in=REGISTERS).order_by("pk").iterator():
        kind = REGISTERS[meter.kind]
        key = re.sub(r"[\s\-–./]", "", unicodedata.normalize("NFC", meter.number).translate(DIGITS)).upper() or meter.number
        if (meter.municipality_id, kind, key) in seen:
            continue  # the same number written otherwise: one item stands for both
        seen.add((meter.municipality_id, kind, key))
        items.create(
            municipality_id=meter.municipality_id, kind=kind, number=meter.number, number_key=key, meter_id=meter.pk,
            first_day=meter.first_day, last_day=meter.last_day,
            changed_by_id=meter.changed_by_id, changed_at=meter.changed_at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_tickets"),
        ("inventories", "0016_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("vehicle", "รถและเครื่องจักร"), ("electricity", "มิเตอร์ไฟฟ้า"), ("water", "มิเตอร์น้ำประปา"), ("cooling", "เครื่องปรับอากาศและเครื่องทำความเย็น"), ("extinguisher", "ถังดับเพลิง"), ("site", "อาคารและสถานที่")], max_length=12, verbose_name="ทะเบียน")),
                ("number", models.CharField(max_length=60, verbose_name="เลขประจำรายการ")),
                ("number_key", models.CharField(max_length=60)),
                ("description", models.CharField(blank=True, max_length=200, verbose_name="รายการ")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="ที่ตั้งหรือที่ใช้")),
                ("quantity", models.PositiveIntegerField(default=1, verbose_name="จำนวน")),
                ("agent", models.CharField(blank=True, max_length=20, verbose_name="ชนิดสาร")),
                ("charge_kg", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name="ปริมาณสารต่อหน่วย (กก.)")),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="ได้มาเมื่อ")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="ใช้ถึงวันที่")),
                ("changed_at", models.DateTimeField(verbose_name="บันทึกเมื่อ")),
                ("changed_by", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("division", cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.division", verbose_name="กองที่รับผิดชอบ")),
                ("meter", cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.meter")),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality")),
            ],
            options={
                "verbose_name": "รายการในทะเบียน",
                "ordering": ("municipality", "kind", "number_key"),
            },
        ),
        migrations.CreateModel(
            name="ItemLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(blank=True, null=True, verbose_name="ตั้งแต่วันที่")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="ถึงวันที่")),
                ("linked_at", models.DateTimeField(verbose_name="บันทึกเมื่อ")),
                ("linked_by", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality")),
                ("source", cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.source", verbose_name="แหล่งปล่อย")),
                ("item", cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.registeritem")),
            ],
            options={
                "verbose_name": "แหล่งปล่อยของรายการในทะเบียน",
                "ordering": ("municipality", "item", "first_day", "id"),
            },
        ),
        migrations.CreateModel(
            name="ItemExclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=500, verbose_name="เหตุผล")),
                ("decided_at", models.DateTimeField(verbose_name="ตัดสินใจเมื่อ")),
                ("decided_by", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("inventory", cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inventories.inventory")),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality")),
                ("item", cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.registeritem")),
            ],
            options={
                "verbose_name": "รายการในทะเบียนที่ไม่รวม",
                "ordering": ("municipality", "inventory", "item"),
            },
        ),
        migrations.CreateModel(
            name="TreasuryAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("electricity", "ค่าไฟฟ้า"), ("water", "ค่าน้ำประปา"), ("fuel", "ค่าน้ำมันเชื้อเพลิง")], max_length=12, verbose_name="ชนิด")),
                ("number", models.CharField(max_length=40, verbose_name="เลขที่บัญชี")),
                ("name", models.CharField(max_length=160, verbose_name="ชื่อบัญชี")),
                ("baht", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="ยอดทั้งปี (บาท)")),
                ("paper", models.CharField(max_length=200, verbose_name="เอกสารที่มา")),
                ("recorded_at", models.DateTimeField(verbose_name="บันทึกเมื่อ")),
                ("evidence", cfo_site.accounts.tenancy.TenantForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.evidence", verbose_name="หลักฐานในดัชนี")),
                ("inventory", cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="inventories.inventory")),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality")),
                ("recorded_by", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "บัญชีของกองคลัง",
                "ordering": ("municipality", "inventory", "kind", "number"),
            },
        ),
        migrations.CreateModel(
            name="BahtExplanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("electricity", "ค่าไฟฟ้า"), ("water", "ค่าน้ำประปา"), ("fuel", "ค่าน้ำมันเชื้อเพลิง")], max_length=12, verbose_name="ชนิด")),
                ("number", models.PositiveIntegerField(verbose_name="ครั้งที่")),
                ("papers", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="ยอดจากบิล (บาท)")),
                ("ledger", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="ยอดจากบัญชี (บาท)")),
                ("text", models.TextField(max_length=1000, verbose_name="คำชี้แจง")),
                ("explained_at", models.DateTimeField(verbose_name="ชี้แจงเมื่อ")),
                ("explained_by", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("inventory", cfo_site.accounts.tenancy.TenantForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventories.inventory")),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality")),
            ],
            options={
                "verbose_name": "คำชี้แจงผลต่างเป็นเงิน",
                "constraints": [models.UniqueConstraint(fields=("municipality", "inventory", "kind", "number"), name="baht_explanations_are_numbered"), models.CheckConstraint(condition=models.Q(("kind__in", ["electricity", "water", "fuel"])), name="kind_of_explained_baht_is_known"), models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="baht_explanations_count_from_1"), models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="explained_baht_has_words")],
            },
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.UniqueConstraint(fields=("municipality", "kind", "number_key"), name="an_item_is_registered_once"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.UniqueConstraint(fields=("municipality", "meter"), name="a_meter_is_one_item"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["vehicle", "electricity", "water", "cooling", "extinguisher", "site"])), name="register_is_known"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("number", ""), _negated=True), models.Q(("number_key", ""), _negated=True)), name="an_item_has_a_number"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.CheckConstraint(condition=models.Q(("quantity__gte", 1), ("quantity__lte", 100000)), name="an_item_is_one_or_more"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("agent", ""), ("charge_kg__isnull", True)), ("kind__in", ["cooling", "extinguisher"]), _connector="OR"), name="a_charge_is_of_what_holds_one"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.CheckConstraint(condition=models.Q(("charge_kg__isnull", True), ("charge_kg__gt", 0), _connector="OR"), name="a_charge_is_above_zero"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.CheckConstraint(condition=models.Q(("first_day__isnull", True), ("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"), name="an_item_ends_after_it_begins"),
        ),
        migrations.AddConstraint(
            model_name="registeritem",
            constraint=models.CheckConstraint(condition=models.Q(("meter__isnull", True), ("kind__in", ["vehicle", "electricity", "water"]), _connector="OR"), name="a_meter_is_in_its_register"),
        ),
        migrations.AddIndex(
            model_name="itemlink",
            index=models.Index(fields=["municipality", "source"], name="register_items_of_a_source"),
        ),
        migrations.AddConstraint(
            model_name="itemlink",
            constraint=models.UniqueConstraint(fields=("municipality", "item", "source", "first_day"), name="an_item_is_linked_once", nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name="itemlink",
            constraint=models.CheckConstraint(condition=models.Q(("first_day__isnull", True), ("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"), name="a_link_of_an_item_ends_after_it_begins"),
        ),
        migrations.AddIndex(
            model_name="itemexclusion",
            index=models.Index(fields=["municipality", "item"], name="exclusions_of_an_item"),
        ),
        migrations.AddConstraint(
            model_name="itemexclusion",
            constraint=models.UniqueConstraint(fields=("municipality", "inventory", "item"), name="an_item_is_left_out_once"),
        ),
        migrations.AddConstraint(
            model_name="itemexclusion",
            constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="leaving_an_item_out_has_a_reason"),
        ),
        migrations.AddConstraint(
            model_name="treasuryaccount",
            constraint=models.UniqueConstraint(fields=("municipality", "inventory", "kind", "number"), name="an_account_is_entered_once"),
        ),
        migrations.AddConstraint(
            model_name="treasuryaccount",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["electricity", "water", "fuel"])), name="kind_of_an_account_is_known"),
        ),
        migrations.AddConstraint(
            model_name="treasuryaccount",
            constraint=models.CheckConstraint(condition=models.Q(("baht__gte", 0), ("baht__lt", 1000000000000)), name="baht_of_an_account_are_in_range"),
        ),
        migrations.AddConstraint(
            model_name="treasuryaccount",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("number", ""), _negated=True), models.Q(("name", ""), _negated=True), models.Q(("paper", ""), _negated=True)), name="an_account_says_where_it_comes_from"),
        ),
        TenantTable("inventories_registeritem"),
        TenantReference("inventories_registeritem", "division_id", "inventories_division"),
        TenantReference("inventories_registeritem", "meter_id", "inventories_meter"),
        TenantTable("inventories_itemlink"),
        TenantReference("inventories_itemlink", "item_id", "inventories_registeritem"),
        TenantReference("inventories_itemlink", "source_id", "inventories_source"),
        TenantTable("inventories_itemexclusion"),
        TenantReference("inventories_itemexclusion", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_itemexclusion", "item_id", "inventories_registeritem"),
        FrozenPart("inventories_itemexclusion"),
        TenantTable("inventories_treasuryaccount"),
        TenantReference("inventories_treasuryaccount", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_treasuryaccount", "evidence_id", "inventories_evidence"),
        FrozenPart("inventories_treasuryaccount"),
        TenantTable("inventories_bahtexplanation"),
        TenantReference("inventories_bahtexplanation", "inventory_id", "inventories_inventory"),
        AppendOnly("inventories_bahtexplanation"),
        FrozenPart("inventories_bahtexplanation"),
        migrations.RunPython(register_meters, migrations.RunPython.noop),
    ]
