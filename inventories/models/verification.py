"""The verification of a year: the agreement with an outside body, its statement, and the files that came from it."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.evidence import EvidenceFile
from inventories.models.inventory import Inventory
from inventories.models.state_change import StateChange

USUAL_MATERIALITY = Decimal(5)  # percent of the year's total (cfo.md, section 7: to be agreed with the body)


class Assurance(models.TextChoices):
    """How sure the body's conclusion is (ISO 14064-3)."""

    LIMITED = "limited", _("อย่างจำกัด (limited)")
    REASONABLE = "reasonable", _("อย่างสมเหตุสมผล (reasonable)")


class Verification(TenantModel):
    """One engagement of an outside body for a year: who, by which criteria, the agreement's fields and the plan's days.

    The numbers of the agreement's fields are those of ข้อตกลงเบื้องต้นในการทวนสอบ (1.1 to 2.2).
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("ข้อตกลงที่"))
    body = models.CharField(_("หน่วยงานทวนสอบ"), max_length=200)
    accreditation = models.CharField(_("เลขที่การรับรองระบบงานหรือการขึ้นทะเบียน"), max_length=120, blank=True)
    contact_name = models.CharField(_("ผู้ติดต่อของหน่วยงานทวนสอบ"), max_length=120, blank=True)
    contact_phone = models.CharField(_("โทรศัพท์ของผู้ติดต่อ"), max_length=60, blank=True)
    contact_email = models.EmailField(_("อีเมลของผู้ติดต่อ"), blank=True)
    assurance = models.CharField(
        _("ระดับความเชื่อมั่น"), max_length=10, choices=Assurance.choices, default=Assurance.LIMITED
    )
    materiality = models.DecimalField(
        _("เกณฑ์ความมีสาระสำคัญ (ร้อยละของยอดรวม)"), max_digits=5, decimal_places=2, default=USUAL_MATERIALITY,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    criteria = models.TextField(_("เกณฑ์ที่ใช้ทวนสอบ"), max_length=1000)
    organisation = models.CharField(_("1.1 ชื่อองค์กร"), max_length=200)
    address = models.TextField(_("1.2 ที่อยู่"), max_length=500, blank=True)
    organisation_kind = models.CharField(_("1.3 ประเภทองค์กร"), max_length=120)
    coordinator_name = models.CharField(_("1.4 ชื่อผู้ประสานงาน"), max_length=120, blank=True)
    coordinator_position = models.CharField(_("1.4 ตำแหน่งผู้ประสานงาน"), max_length=120, blank=True)
    coordinator_division = models.CharField(_("1.4 สำนัก / กองของผู้ประสานงาน"), max_length=120, blank=True)
    coordinator_phone = models.CharField(_("1.4 โทรศัพท์ผู้ประสานงาน"), max_length=60, blank=True)
    responsible = models.TextField(_("1.5 ผู้รับผิดชอบและที่อยู่สำหรับติดต่อ"), max_length=500, blank=True)
    phone = models.CharField(_("1.6 โทรศัพท์"), max_length=60, blank=True)
    email = models.EmailField(_("1.7 อีเมล"), blank=True)
    report_purpose = models.TextField(_("2.1 วัตถุประสงค์ของการทำรายงาน"), max_length=1000)
    objective = models.TextField(_("2.2 วัตถุประสงค์การทวนสอบ"), max_length=1000)
    opening_on = models.DateField(_("ประชุมเปิด"), null=True, blank=True)
    desk_review_on = models.DateField(_("ตรวจเอกสาร"), null=True, blank=True)
    site_visit_on = models.DateField(_("ตรวจ ณ สถานที่"), null=True, blank=True)
    interviews_on = models.DateField(_("สัมภาษณ์ผู้เกี่ยวข้อง"), null=True, blank=True)
    closing_on = models.DateField(_("ประชุมปิด"), null=True, blank=True)
    begun_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("ข้อตกลงการทวนสอบ")
        ordering = ("municipality", "inventory", "number")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "number"], name="agreements_are_numbered"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agreements_count_from_1"),
            models.CheckConstraint(condition=Q(assurance__in=Assurance.values), name="assurance_is_known"),
            models.CheckConstraint(condition=Q(materiality__gt=0, materiality__lte=100), name="materiality_is_a_share"),
            models.CheckConstraint(condition=~Q(body="") & ~Q(criteria=""), name="an_agreement_is_with_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} #{self.number}"


class VerifierFile(TenantModel):
    """A workbook that a verifier without an account sent, and what was taken from it. Never changed."""

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    verification = TenantForeignKey(Verification, on_delete=models.PROTECT)
    file = TenantForeignKey(EvidenceFile, on_delete=models.PROTECT)
    raised = models.PositiveIntegerField(_("ข้อค้นพบใหม่"))
    decided = models.PositiveIntegerField(_("ข้อที่พิจารณาแล้ว"))
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    brought_at = models.DateTimeField(_("นำเข้าเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries the file's hash

    class Meta:
        verbose_name = _("ไฟล์ของผู้ทวนสอบ")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "file"], name="a_verifiers_file_comes_once"),
            models.CheckConstraint(
                condition=Q(raised__gt=0) | Q(decided__gt=0), name="a_verifiers_file_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} {self.file_id}"


class Conclusion(models.TextChoices):
    """How a body concludes. With an adverse conclusion, or none, the verification is stopped instead."""

    CLEAN = "clean", _("ไม่มีเงื่อนไข")
    QUALIFIED = "qualified", _("มีเงื่อนไข")


class Statement(TenantModel):
    """What the body states of one frozen version: kept as it was stated. Never changed.

    Number, day and who signed stand with the step on the path. `over` and `under`: differences left uncorrected.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    verification = TenantForeignKey(Verification, on_delete=models.PROTECT)
    step = TenantForeignKey(StateChange, on_delete=models.PROTECT)
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))
    document_sha256 = models.CharField(max_length=64)
    conclusion = models.CharField(_("ผลสรุป"), max_length=9, choices=Conclusion.choices)
    wording = models.TextField(_("ข้อความสรุป"), max_length=4000)
    qualifications = models.TextField(_("เงื่อนไขหรือข้อจำกัด"), max_length=4000, blank=True)
    reviewed_by = models.CharField(_("ผู้ทบทวนทางเทคนิค"), max_length=120, blank=True)
    assurance = models.CharField(_("ระดับความเชื่อมั่น"), max_length=10, choices=Assurance.choices)
    materiality = models.DecimalField(_("เกณฑ์ความมีสาระสำคัญ"), max_digits=5, decimal_places=2)
    criteria = models.TextField(_("เกณฑ์ที่ใช้ทวนสอบ"), max_length=1000)
    scope_1 = models.DecimalField(max_digits=38, decimal_places=18)  # kgCO2e, of the frozen document
    scope_2 = models.DecimalField(max_digits=38, decimal_places=18)
    scope_3 = models.DecimalField(max_digits=38, decimal_places=18)
    over = models.DecimalField(max_digits=20, decimal_places=6)  # tCO2e
    under = models.DecimalField(max_digits=20, decimal_places=6)

    class Meta:
        verbose_name = _("ถ้อยแถลงผลการทวนสอบ")
        ordering = ("municipality", "inventory", "step")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "step"], name="a_step_states_once"),
            models.CheckConstraint(condition=Q(conclusion__in=Conclusion.values), name="conclusion_is_known"),
            models.CheckConstraint(
                condition=Q(conclusion=Conclusion.CLEAN) | ~Q(qualifications=""), name="a_qualified_conclusion_says_why"
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="a_statement_has_its_words"),
            models.CheckConstraint(condition=Q(over__gte=0, under__gte=0), name="differences_are_apart"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} v{self.version}"


class RenewalPlan(TenantModel):
    """How many days a municipality wants for the next verification and for correcting before it files again."""

    verification_days = models.PositiveSmallIntegerField(_("วันสำหรับการทวนสอบ"))
    correction_days = models.PositiveSmallIntegerField(_("วันสำหรับการแก้ไข"))

    class Meta:
        verbose_name = _("แผนต่ออายุใบรับรอง")
        constraints = (
            models.UniqueConstraint(fields=["municipality"], name="a_municipality_has_one_renewal_plan"),
            models.CheckConstraint(
                condition=Q(verification_days__lte=365, correction_days__lte=365), name="a_renewal_takes_under_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.municipality_id}"


class FilingRound(models.Model):
    """A round in which TGO considers inventories, as the province states it over the fixture. Never changed: the newest counts."""

    year = models.PositiveSmallIntegerField(_("ปี พ.ศ."))
    number = models.PositiveSmallIntegerField(_("รอบที่"))
    documents_by = models.DateField(_("ส่งเอกสารภายใน"))
    fee_by = models.DateField(_("ชำระค่าธรรมเนียมภายใน"), null=True, blank=True)
    announced_on = models.DateField(_("ประกาศผล"))
    source = models.CharField(_("ที่มา"), max_length=300)
    withdrawn = models.BooleanField(default=False)  # the round is not held
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    stated_at = models.DateTimeField(_("เมื่อ"))

    class Meta:
        verbose_name = _("รอบพิจารณาของ อบก.")
        ordering = ("year", "number", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(year__gte=2500, year__lte=2700), name="round_year_is_buddhist"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=24), name="rounds_count_from_1"),
            models.CheckConstraint(
                condition=Q(documents_by__lt=F("announced_on")), name="documents_come_before_the_announcement"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
