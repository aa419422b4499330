"""The verification of a year: agreement, findings, statement, renewal of its certificate, TGO's rounds."""

import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0018_sampling"),
    ]

    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="ข้อตกลงที่")),
                ("body", models.CharField(max_length=200, verbose_name="หน่วยงานทวนสอบ")),
                (
                    "accreditation",
                    models.CharField(blank=True, max_length=120, verbose_name="เลขที่การรับรองระบบงานหรือการขึ้นทะเบียน"),
                ),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="ผู้ติดต่อของหน่วยงานทวนสอบ")),
                ("contact_phone", models.CharField(blank=True, max_length=60, verbose_name="โทรศัพท์ของผู้ติดต่อ")),
                ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมลของผู้ติดต่อ")),
                (
                    "assurance",
                    models.CharField(
                        choices=[("limited", "อย่างจำกัด (limited)"), ("reasonable", "อย่างสมเหตุสมผล (reasonable)")],
                        default="limited",
                        max_length=10,
                        verbose_name="ระดับความเชื่อมั่น",
                    ),
                ),
                (
                    "materiality",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("5"),
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="เกณฑ์ความมีสาระสำคัญ (ร้อยละของยอดรวม)",
                    ),
                ),
                ("criteria", models.TextField(max_length=1000, verbose_name="เกณฑ์ที่ใช้ทวนสอบ")),
                ("organisation", models.CharField(max_length=200, verbose_name="1.1 ชื่อองค์กร")),
                ("address", models.TextField(blank=True, max_length=500, verbose_name="1.2 ที่อยู่")),
                ("organisation_kind", models.CharField(max_length=120, verbose_name="1.3 ประเภทองค์กร")),
                ("coordinator_name", models.CharField(blank=True, max_length=120, verbose_name="1.4 ชื่อผู้ประสานงาน")),
                (
                    "coordinator_position",
                    models.CharField(blank=True, max_length=120, verbose_name="1.4 ตำแหน่งผู้ประสานงาน"),
                ),
                (
                    "coordinator_division",
                    models.CharField(blank=True, max_length=120, verbose_name="1.4 สำนัก / กองของผู้ประสานงาน"),
                ),
                ("coordinator_phone", models.CharField(blank=True, max_length=60, verbose_name="1.4 โทรศัพท์ผู้ประสานงาน")),
                (
                    "responsible",
                    models.TextField(blank=True, max_length=500, verbose_name="1.5 ผู้รับผิดชอบและที่อยู่สำหรับติดต่อ"),
                ),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="1.6 โทรศัพท์")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="1.7 อีเมล")),
                ("report_purpose", models.TextField(max_length=1000, verbose_name="2.1 วัตถุประสงค์ของการทำรายงาน")),
                ("objective", models.TextField(max_length=1000, verbose_name="2.2 วัตถุประสงค์การทวนสอบ")),
                ("opening_on", models.DateField(blank=True, null=True, verbose_name="ประชุมเปิด")),
                ("desk_review_on", models.DateField(blank=True, null=True, verbose_name="ตรวจเอกสาร")),
                ("site_visit_on", models.DateField(blank=True, null=True, verbose_name="ตรวจ ณ สถานที่")),
                ("interviews_on", models.DateField(blank=True, null=True, verbose_name="สัมภาษณ์ผู้เกี่ยวข้อง")),
                ("closing_on", models.DateField(blank=True, null=True, verbose_name="ประชุมปิด")),
                ("begun_at", models.DateTimeField(verbose_name="บันทึกเมื่อ")),
                (
                    "inventory",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.inventory",
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
            ],
            options={
                "verbose_name": "ข้อตกลงการทวนสอบ",
                "ordering": ("municipality", "inventory", "number"),
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="ฉบับที่")),
                ("document_sha256", models.CharField(max_length=64)),
                (
                    "conclusion",
                    models.CharField(
                        choices=[("clean", "ไม่มีเงื่อนไข"), ("qualified", "มีเงื่อนไข")], max_length=9, verbose_name="ผลสรุป"
                    ),
                ),
                ("wording", models.TextField(max_length=4000, verbose_name="ข้อความสรุป")),
                ("qualifications", models.TextField(blank=True, max_length=4000, verbose_name="เงื่อนไขหรือข้อจำกัด")),
                ("reviewed_by", models.CharField(blank=True, max_length=120, verbose_name="ผู้ทบทวนทางเทคนิค")),
                (
                    "assurance",
                    models.CharField(
                        choices=[("limited", "อย่างจำกัด (limited)"), ("reasonable", "อย่างสมเหตุสมผล (reasonable)")],
                        max_length=10,
                        verbose_name="ระดับความเชื่อมั่น",
                    ),
                ),
                ("materiality", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="เกณฑ์ความมีสาระสำคัญ")),
                ("criteria", models.TextField(max_length=1000, verbose_name="เกณฑ์ที่ใช้ทวนสอบ")),
                ("scope_1", models.DecimalField(decimal_places=18, max_digits=38)),
                ("scope_2", models.DecimalField(decimal_places=18, max_digits=38)),
                ("scope_3", models.DecimalField(decimal_places=18, max_digits=38)),
                ("over", models.DecimalField(decimal_places=6, max_digits=20)),
                ("under", models.DecimalField(decimal_places=6, max_digits=20)),
                (
                    "inventory",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.inventory",
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
                    "step",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.statechange",
                    ),
                ),
                (
                    "verification",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.verification",
                    ),
                ),
            ],
            options={
                "verbose_name": "ถ้อยแถลงผลการทวนสอบ",
                "ordering": ("municipality", "inventory", "step"),
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CAR", "CAR ต้องแก้ไข"),
                            ("CL", "CL ขอคำชี้แจง"),
                            ("FAR", "FAR ติดตามปีถัดไป"),
                            ("OBS", "OBS ข้อสังเกต"),
                        ],
                        max_length=3,
                        verbose_name="ชนิด",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                ("clause", models.CharField(blank=True, max_length=200, verbose_name="ข้อกำหนดที่อ้าง")),
                ("text", models.TextField(max_length=4000, verbose_name="สิ่งที่พบ")),
                ("month", models.DateField(blank=True, null=True, verbose_name="เดือน")),
                (
                    "effect",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="ผลต่อยอดรวม"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="ฉบับที่")),
                ("raised_at", models.DateTimeField(verbose_name="เมื่อ")),
                ("entry_number", models.PositiveIntegerField()),
                (
                    "evidence",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.evidence",
                        verbose_name="หลักฐาน",
                    ),
                ),
                (
                    "inventory",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.inventory",
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
                    "raised_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.source",
                        verbose_name="แหล่งปล่อย",
                    ),
                ),
                (
                    "verification",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.verification",
                    ),
                ),
            ],
            options={
                "verbose_name": "ข้อค้นพบ",
                "ordering": ("municipality", "inventory", "kind", "number"),
            },
        ),
        migrations.CreateModel(
            name="VerifierFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raised", models.PositiveIntegerField(verbose_name="ข้อค้นพบใหม่")),
                ("decided", models.PositiveIntegerField(verbose_name="ข้อที่พิจารณาแล้ว")),
                ("brought_at", models.DateTimeField(verbose_name="นำเข้าเมื่อ")),
                ("entry_number", models.PositiveIntegerField()),
                (
                    "brought_by",
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
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.evidencefile",
                    ),
                ),
                (
                    "inventory",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.inventory",
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
                    "verification",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.verification",
                    ),
                ),
            ],
            options={
                "verbose_name": "ไฟล์ของผู้ทวนสอบ",
            },
        ),
        migrations.CreateModel(
            name="FindingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="ลำดับ")),
                (
                    "act",
                    models.CharField(
                        choices=[("answer", "ตอบ"), ("return", "ส่งกลับ"), ("close", "ปิด"), ("withdraw", "ถอน")],
                        max_length=8,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("open", "รอคำตอบ"),
                            ("answered", "ตอบแล้ว รอผู้ทวนสอบ"),
                            ("closed", "ปิดแล้ว"),
                            ("withdrawn", "ถอนแล้ว"),
                        ],
                        max_length=9,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="ข้อความ")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("corrected", "แก้ไขในฉบับใหม่แล้ว"),
                            ("explained", "คำชี้แจงหรือหลักฐานเพียงพอ ไม่ต้องแก้ตัวเลข"),
                            ("left", "คงผลต่างไว้ไม่แก้ เพราะต่ำกว่าเกณฑ์ความมีสาระสำคัญ"),
                        ],
                        max_length=9,
                        verbose_name="ผล",
                    ),
                ),
                (
                    "effect",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True, verbose_name="ผลต่างที่คงไว้"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="ฉบับที่")),
                ("done_at", models.DateTimeField(verbose_name="เมื่อ")),
                ("entry_number", models.PositiveIntegerField()),
                (
                    "done_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finding",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.finding",
                    ),
                ),
                (
                    "inventory",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.inventory",
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
                    "brought",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.verifierfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "ขั้นของข้อค้นพบ",
                "ordering": ("municipality", "finding", "number"),
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="brought",
            field=cfo_site.accounts.tenancy.TenantForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="inventories.verifierfile",
            ),
        ),
        migrations.CreateModel(
            name="FilingRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="ปี พ.ศ.")),
                ("number", models.PositiveSmallIntegerField(verbose_name="รอบที่")),
                ("documents_by", models.DateField(verbose_name="ส่งเอกสารภายใน")),
                ("fee_by", models.DateField(blank=True, null=True, verbose_name="ชำระค่าธรรมเนียมภายใน")),
                ("announced_on", models.DateField(verbose_name="ประกาศผล")),
                ("source", models.CharField(max_length=300, verbose_name="ที่มา")),
                ("withdrawn", models.BooleanField(default=False)),
                ("stated_at", models.DateTimeField(verbose_name="เมื่อ")),
                (
                    "stated_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "รอบพิจารณาของ อบก.",
                "ordering": ("year", "number", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2500), ("year__lte", 2700)), name="round_year_is_buddhist"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 24)), name="rounds_count_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("documents_by__lt", models.F("announced_on"))),
                        name="documents_come_before_the_announcement",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "step",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.findingstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "หลักฐานของคำตอบ",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "step", "evidence"), name="an_answer_points_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RenewalPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verification_days", models.PositiveSmallIntegerField(verbose_name="วันสำหรับการทวนสอบ")),
                ("correction_days", models.PositiveSmallIntegerField(verbose_name="วันสำหรับการแก้ไข")),
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
                "verbose_name": "แผนต่ออายุใบรับรอง",
                "constraints": [
                    models.UniqueConstraint(fields=("municipality",), name="a_municipality_has_one_renewal_plan"),
                    models.CheckConstraint(
                        condition=models.Q(("correction_days__lte", 365), ("verification_days__lte", 365)),
                        name="a_renewal_takes_under_a_year",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.UniqueConstraint(
                fields=("municipality", "inventory", "number"), name="agreements_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="agreements_count_from_1"),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(("assurance__in", ["limited", "reasonable"])), name="assurance_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(("materiality__gt", 0), ("materiality__lte", 100)), name="materiality_is_a_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("body", ""), _negated=True), models.Q(("criteria", ""), _negated=True)),
                name="an_agreement_is_with_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("municipality", "step"), name="a_step_states_once"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("conclusion__in", ["clean", "qualified"])), name="conclusion_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("conclusion", "clean"), models.Q(("qualifications", ""), _negated=True), _connector="OR"
                ),
                name="a_qualified_conclusion_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("wording", ""), _negated=True), name="a_statement_has_its_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("over__gte", 0), ("under__gte", 0)), name="differences_are_apart"
            ),
        ),
        migrations.AddConstraint(
            model_name="verifierfile",
            constraint=models.UniqueConstraint(
                fields=("municipality", "inventory", "file"), name="a_verifiers_file_comes_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="verifierfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("raised__gt", 0), ("decided__gt", 0), _connector="OR"),
                name="a_verifiers_file_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.UniqueConstraint(
                fields=("municipality", "finding", "number"), name="steps_of_a_finding_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("act__in", ["answer", "return", "close", "withdraw"]),
                    ("after__in", ["open", "answered", "closed", "withdrawn"]),
                ),
                name="a_step_of_a_finding_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "close"), ("outcome__in", ["corrected", "explained", "left"])),
                    models.Q(models.Q(("act", "close"), _negated=True), ("outcome", "")),
                    _connector="OR",
                ),
                name="closing_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("effect__isnull", False), ("outcome", "left")),
                    models.Q(models.Q(("outcome", "left"), _negated=True), ("effect__isnull", True)),
                    _connector="OR",
                ),
                name="what_is_left_is_weighed",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["corrected", "explained"]), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="a_step_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["municipality", "source", "month"], name="findings_of_a_cell"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("municipality", "inventory", "kind", "number"), name="findings_are_numbered_within_their_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["CAR", "CL", "FAR", "OBS"])), name="finding_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1), ("version__gte", 1)), name="findings_count_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_finding_says_what_was_found"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("month__isnull", True), models.Q(("month__day", 1), ("source__isnull", False)), _connector="OR"
                ),
                name="a_month_is_of_a_source",
            ),
        ),
        TenantTable("inventories_verification"),
        TenantReference("inventories_verification", "inventory_id", "inventories_inventory"),
        TenantTable("inventories_verifierfile"),
        TenantReference("inventories_verifierfile", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_verifierfile", "verification_id", "inventories_verification"),
        TenantReference("inventories_verifierfile", "file_id", "inventories_evidencefile"),
        AppendOnly("inventories_verifierfile"),
        TenantTable("inventories_statement"),
        TenantReference("inventories_statement", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_statement", "verification_id", "inventories_verification"),
        TenantReference("inventories_statement", "step_id", "inventories_statechange"),
        AppendOnly("inventories_statement"),
        TenantTable("inventories_renewalplan"),
        TenantTable("inventories_finding"),
        TenantReference("inventories_finding", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_finding", "verification_id", "inventories_verification"),
        TenantReference("inventories_finding", "source_id", "inventories_source"),
        TenantReference("inventories_finding", "evidence_id", "inventories_evidence"),
        TenantReference("inventories_finding", "brought_id", "inventories_verifierfile"),
        AppendOnly("inventories_finding"),
        TenantTable("inventories_findingstep"),
        TenantReference("inventories_findingstep", "finding_id", "inventories_finding"),
        TenantReference("inventories_findingstep", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_findingstep", "brought_id", "inventories_verifierfile"),
        AppendOnly("inventories_findingstep"),
        TenantTable("inventories_findingpaper"),
        TenantReference("inventories_findingpaper", "step_id", "inventories_findingstep"),
        TenantReference("inventories_findingpaper", "evidence_id", "inventories_evidence"),
        AppendOnly("inventories_findingpaper"),
        AppendOnly("inventories_filinground"),
    ]
