"""Findings of a verification: what the body found, and step by step how it was answered and closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.evidence import Evidence
from inventories.models.inventory import Inventory
from inventories.models.source import Source
from inventories.models.verification import Verification, VerifierFile

LONGEST_TEXT = 4000


class FindingKind(models.TextChoices):
    """What a finding asks for. CAR and CL are closed before the statement; a FAR is carried into the next year."""

    CAR = "CAR", _("CAR ต้องแก้ไข")
    CL = "CL", _("CL ขอคำชี้แจง")
    FAR = "FAR", _("FAR ติดตามปีถัดไป")
    OBS = "OBS", _("OBS ข้อสังเกต")


BEFORE_STATEMENT = frozenset({FindingKind.CAR, FindingKind.CL})  # closed before it (practice, section 1)


class FindingState(models.TextChoices):
    """How a finding stands; after it was returned it is open again."""

    OPEN = "open", _("รอคำตอบ")
    ANSWERED = "answered", _("ตอบแล้ว รอผู้ทวนสอบ")
    CLOSED = "closed", _("ปิดแล้ว")
    WITHDRAWN = "withdrawn", _("ถอนแล้ว")


class FindingAct(models.TextChoices):
    """What is done to a finding."""

    ANSWER = "answer", _("ตอบ")
    RETURN = "return", _("ส่งกลับ")
    CLOSE = "close", _("ปิด")
    WITHDRAW = "withdraw", _("ถอน")


class Outcome(models.TextChoices):
    """How a closed finding ended. What is left uncorrected counts against materiality."""

    CORRECTED = "corrected", _("แก้ไขในฉบับใหม่แล้ว")
    EXPLAINED = "explained", _("คำชี้แจงหรือหลักฐานเพียงพอ ไม่ต้องแก้ตัวเลข")
    LEFT = "left", _("คงผลต่างไว้ไม่แก้ เพราะต่ำกว่าเกณฑ์ความมีสาระสำคัญ")


class Finding(TenantModel):
    """A finding as it was raised. Never changed.

    `effect`: tCO2e that the inventory states too much, negative where it states too little, None where it is unknown.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    verification = TenantForeignKey(Verification, on_delete=models.PROTECT)
    kind = models.CharField(_("ชนิด"), max_length=3, choices=FindingKind.choices)
    number = models.PositiveSmallIntegerField(_("ลำดับ"))
    clause = models.CharField(_("ข้อกำหนดที่อ้าง"), max_length=200, blank=True)
    text = models.TextField(_("สิ่งที่พบ"), max_length=LONGEST_TEXT)
    source = TenantForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("แหล่งปล่อย"))
    month = models.DateField(_("เดือน"), null=True, blank=True)
    evidence = TenantForeignKey(Evidence, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("หลักฐาน"))
    effect = models.DecimalField(_("ผลต่อยอดรวม"), max_digits=20, decimal_places=6, null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))  # the frozen version in which it was found
    brought = TenantForeignKey(VerifierFile, on_delete=models.PROTECT, null=True, blank=True)  # None: raised on screen
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField(_("เมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries it

    class Meta:
        verbose_name = _("ข้อค้นพบ")
        ordering = ("municipality", "inventory", "kind", "number")
        indexes = (models.Index(fields=["municipality", "source", "month"], name="findings_of_a_cell"),)
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "inventory", "kind", "number"], name="findings_are_numbered_within_their_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="finding_kind_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1, version__gte=1), name="findings_count_from_1"),
            models.CheckConstraint(condition=~Q(text=""), name="a_finding_says_what_was_found"),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__day=1, source__isnull=False), name="a_month_is_of_a_source"
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return CAR-1."""
        return f"{self.kind}-{self.number}"


class FindingStep(TenantModel):
    """Something done to a finding: who, when, in which words. Never changed.

    A FAR of a former year is answered and closed in a later one, `inventory`; `version`: the newest frozen one then.
    """

    finding = TenantForeignKey(Finding, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("ลำดับ"))
    act = models.CharField(max_length=8, choices=FindingAct.choices)
    after = models.CharField(max_length=9, choices=FindingState.choices)
    text = models.TextField(_("ข้อความ"), max_length=LONGEST_TEXT, blank=True)
    outcome = models.CharField(_("ผล"), max_length=9, choices=Outcome.choices, blank=True)
    effect = models.DecimalField(_("ผลต่างที่คงไว้"), max_digits=20, decimal_places=6, null=True, blank=True)
    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))
    brought = TenantForeignKey(VerifierFile, on_delete=models.PROTECT, null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    done_at = models.DateTimeField(_("เมื่อ"))
    entry_number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("ขั้นของข้อค้นพบ")
        ordering = ("municipality", "finding", "number")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "finding", "number"], name="steps_of_a_finding_are_numbered"),
            models.CheckConstraint(
                condition=Q(act__in=FindingAct.values) & Q(after__in=FindingState.values),
                name="a_step_of_a_finding_is_known",
            ),
            models.CheckConstraint(
                condition=Q(act=FindingAct.CLOSE, outcome__in=Outcome.values) | (~Q(act=FindingAct.CLOSE) & Q(outcome="")),
                name="closing_says_how",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.LEFT, effect__isnull=False) | (~Q(outcome=Outcome.LEFT) & Q(effect__isnull=True)),
                name="what_is_left_is_weighed",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.CORRECTED, Outcome.EXPLAINED]) | ~Q(text=""), name="a_step_says_why"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.finding_id} #{self.number} {self.act}"


class FindingPaper(TenantModel):
    """A paper of the index of evidence that an answer points to. Never changed."""

    step = TenantForeignKey(FindingStep, on_delete=models.PROTECT)
    evidence = TenantForeignKey(Evidence, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("หลักฐานของคำตอบ")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "step", "evidence"], name="an_answer_points_once"),
        )

    def __str__(self) -> str:
        return f"{self.step_id} {self.evidence_id}"
