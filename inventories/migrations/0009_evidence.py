"""Evidence: the index of papers, the files they are in, and the figures they stand for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0008_entry"),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField(verbose_name="ขนาด")),
                ("media_type", models.CharField(max_length=80, verbose_name="ชนิดไฟล์")),
                ("width", models.PositiveIntegerField(blank=True, null=True)),
                ("height", models.PositiveIntegerField(blank=True, null=True)),
                ("pages", models.PositiveIntegerField(blank=True, null=True, verbose_name="จำนวนหน้า")),
                ("stored_at", models.DateTimeField(verbose_name="เก็บเมื่อ")),
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
                    "stored_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ไฟล์หลักฐาน",
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("1", "ประเภทที่ 1 ทางตรง"),
                            ("2", "ประเภทที่ 2 ทางอ้อมจากพลังงาน"),
                            ("3", "ประเภทที่ 3 ทางอ้อมอื่น ๆ"),
                            ("separate", "การปล่อยที่รายงานแยก"),
                        ],
                        max_length=8,
                        verbose_name="ประเภท",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปี พ.ศ.")),
                ("month", models.PositiveSmallIntegerField(default=0, verbose_name="เดือน")),
                ("running", models.PositiveIntegerField(verbose_name="ลำดับ")),
                ("code", models.CharField(max_length=20, verbose_name="รหัสหลักฐาน")),
                ("kind", models.CharField(max_length=30, verbose_name="ชนิดเอกสาร")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="เลขที่เอกสาร")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="วันที่เอกสาร")),
                ("issuer", models.CharField(blank=True, max_length=160, verbose_name="ผู้ออกเอกสาร")),
                (
                    "baht",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="จำนวนเงิน (บาท)"
                    ),
                ),
                (
                    "kept_at",
                    models.CharField(blank=True, max_length=200, verbose_name="ที่เก็บต้นฉบับ (แฟ้ม / กอง / เลขที่ฎีกา)"),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="หมายเหตุ")),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="ชื่อไฟล์")),
                ("recorded_at", models.DateTimeField(verbose_name="บันทึกเมื่อ")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="ยกเลิกเมื่อ")),
                ("cancelled_for", models.TextField(blank=True, max_length=500, verbose_name="เหตุผลที่ยกเลิก")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "file",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.evidencefile",
                        verbose_name="ไฟล์",
                    ),
                ),
            ],
            options={
                "verbose_name": "หลักฐาน",
                "ordering": ("municipality", "year", "month", "scope", "running"),
            },
        ),
        migrations.CreateModel(
            name="EvidenceUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(blank=True, null=True, verbose_name="เดือน")),
                ("page", models.PositiveIntegerField(blank=True, null=True, verbose_name="หน้า")),
                ("added_at", models.DateTimeField(verbose_name="บันทึกเมื่อ")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "evidence",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.evidence",
                    ),
                ),
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
                    "source",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "ตัวเลขที่ใช้หลักฐาน",
                "ordering": ("municipality", "evidence", "source", "month"),
            },
        ),
        migrations.CreateModel(
            name="FileWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(max_length=500, verbose_name="เหตุผล")),
                ("withdrawn_at", models.DateTimeField(verbose_name="ถอนเมื่อ")),
                (
                    "file",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.evidencefile",
                    ),
                ),
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
                    "withdrawn_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "การถอนไฟล์",
            },
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.UniqueConstraint(fields=("municipality", "sha256"), name="a_file_is_stored_once"),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="a_file_has_its_hash"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencefile",
            constraint=models.CheckConstraint(condition=models.Q(("size__gte", 1)), name="a_file_holds_something"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["municipality", "file"], name="evidence_by_file"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("municipality", "scope", "year", "month", "running"), name="evidence_is_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(fields=("municipality", "code"), name="a_code_names_one_paper"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(condition=models.Q(("month__lte", 12)), name="evidence_month_is_known"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(condition=models.Q(("running__gte", 1)), name="evidence_counts_from_1"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 2500), ("year__lte", 2700)), name="evidence_year_is_buddhist"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["1", "2", "3", "separate"])), name="evidence_scope_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("kind", ""), _negated=True), models.Q(("code", ""), _negated=True)),
                name="evidence_is_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True), ("cancelled_for", "")),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        ("cancelled_by__isnull", False),
                        models.Q(("cancelled_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_cancelling_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="evidenceuse",
            index=models.Index(fields=["municipality", "source", "month"], name="evidence_of_a_cell"),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.UniqueConstraint(
                fields=("municipality", "evidence", "source", "month"),
                name="a_paper_stands_for_a_cell_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__isnull", True), ("month__day", 1), _connector="OR"),
                name="evidence_month_is_named_by_its_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("page__isnull", True), models.Q(("page__gte", 1), ("page__lte", 9999)), _connector="OR"
                ),
                name="a_page_is_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="filewithdrawal",
            constraint=models.UniqueConstraint(fields=("municipality", "file"), name="a_file_is_withdrawn_once"),
        ),
        migrations.AddConstraint(
            model_name="filewithdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_withdrawal_has_a_reason"
            ),
        ),
        TenantTable("inventories_evidencefile"),
        AppendOnly("inventories_evidencefile"),
        TenantTable("inventories_filewithdrawal"),
        TenantReference("inventories_filewithdrawal", "file_id", "inventories_evidencefile"),
        AppendOnly("inventories_filewithdrawal"),
        TenantTable("inventories_evidence"),
        TenantReference("inventories_evidence", "file_id", "inventories_evidencefile"),
        TenantTable("inventories_evidenceuse"),
        TenantReference("inventories_evidenceuse", "evidence_id", "inventories_evidence"),
        TenantReference("inventories_evidenceuse", "source_id", "inventories_source"),
    ]
