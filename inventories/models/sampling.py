"""A verifier's sample of a year: what was drawn by which rule, what was found at each item, what papers were asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.category import Scope
from inventories.models.evidence import Evidence
from inventories.models.inventory import Inventory
from inventories.models.source import Source

LONGEST_SEED = 40
LONGEST_REMARK = 2000


class Verified(models.TextChoices):
    """Which total is verified."""

    ONE_TWO = "1_2", _("ประเภทที่ 1 และ 2")
    ONE_TWO_THREE = "1_2_3", _("ประเภทที่ 1, 2 และ 3")

    @property
    def scopes(self) -> tuple[str, ...]:
        """Return the scopes that are in it."""
        return tuple(self.value.split("_"))


class CameIn(models.TextChoices):
    """By which door a verifier's word came: on screen, or in the workbook of one without an account."""

    SCREEN = "screen", _("บนหน้าจอ")
    WORKBOOK = "workbook", _("สมุดงานของผู้ทวนสอบ")


class Stratum(models.TextChoices):
    """Why an item is in the sample."""

    LARGE = "large", _("แหล่งใหญ่")
    REST = "rest", _("สุ่ม")
    PICKED = "picked", _("ผู้ทวนสอบเลือก")


class Checked(models.TextChoices):
    """What came of looking at an item."""

    AGREES = "agrees", _("ตรวจแล้ว ตรงกัน")
    DIFFERS = "differs", _("ตรวจแล้ว มีผลต่าง")
    CANNOT = "cannot", _("ตรวจไม่ได้")


class Sample(TenantModel):
    """One draw. Never changed: another draw of the year says why and leaves this one as it is.

    `rule` and `risks` are the numbers it was drawn by (inventories.calc.sampling.draw): with them and the seed anybody
    draws the same from the frozen version `version`.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("ครั้งที่"))
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))
    seed = models.CharField(_("ค่าเริ่มสุ่ม"), max_length=LONGEST_SEED)
    materiality = models.DecimalField(_("เกณฑ์ความมีสาระสำคัญ (ร้อยละ)"), max_digits=5, decimal_places=2)
    verified = models.CharField(_("ยอดที่ทวนสอบ"), max_length=5, choices=Verified.choices, default=Verified.ONE_TWO_THREE)
    rule = models.JSONField()
    risks = models.JSONField(
        default=dict, blank=True
    )  # {"s12": ["low", "medium", "high"]}; a line not named is middling
    reason = models.TextField(_("เหตุผลที่สุ่มใหม่"), blank=True, max_length=LONGEST_REMARK)
    came_in = models.CharField(max_length=8, choices=CameIn.choices, default=CameIn.SCREEN)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    drawn_at = models.DateTimeField(_("สุ่มเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries the draw

    class Meta:
        verbose_name = _("การสุ่มตรวจ")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "number"], name="draws_are_numbered"),
            models.CheckConstraint(condition=Q(seed__regex=r"^[A-Za-z0-9-]+$"), name="a_seed_can_be_copied"),
            models.CheckConstraint(
                condition=Q(materiality__gt=0, materiality__lte=100), name="materiality_is_a_percentage"
            ),
            models.CheckConstraint(condition=Q(verified__in=Verified.values), name="verified_total_is_known"),
            models.CheckConstraint(condition=Q(came_in__in=CameIn.values), name="door_of_a_draw_is_known"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="another_draw_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} #{self.number}"

    @property
    def verified_total(self) -> Verified:
        """Return which total is verified."""
        return Verified(self.verified)


class SampleItem(TenantModel):
    """A month of a source, or its figure of the whole year, in a sample; its figure as it was then. Never changed.

    `line` is the source's id in the frozen document (s12). `upstream_kgco2e`: of the lines of Scope 3 that take its amount.
    """

    sample = TenantForeignKey(Sample, on_delete=models.PROTECT)
    line = models.CharField(max_length=24)
    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    month = models.DateField(_("เดือน"), null=True, blank=True)
    stratum = models.CharField(_("ที่มา"), max_length=6, choices=Stratum.choices)
    reason = models.TextField(_("เหตุผลที่เลือก"), blank=True, max_length=LONGEST_REMARK)
    scope = models.CharField(_("ประเภท"), max_length=8, choices=Scope.choices)
    figure = models.CharField(_("ค่าในรายงาน"), max_length=40, blank=True)  # a plain number or a notation's letters
    kgco2e = models.DecimalField(max_digits=62, decimal_places=30)
    upstream_kgco2e = models.DecimalField(max_digits=62, decimal_places=30)
    came_in = models.CharField(max_length=8, choices=CameIn.choices, default=CameIn.SCREEN)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField(_("เมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries this row's hash

    class Meta:
        verbose_name = _("รายการสุ่มตรวจ")
        ordering = ("municipality", "sample", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "sample", "line", "month"], nulls_distinct=False, name="an_item_is_drawn_once"
            ),
            models.CheckConstraint(condition=Q(month__isnull=True) | Q(month__day=1), name="sampled_month_is_a_first"),
            models.CheckConstraint(condition=Q(stratum__in=Stratum.values), name="stratum_is_known"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="scope_of_an_item_is_known"),
            models.CheckConstraint(condition=Q(line__regex=r"^s[0-9]+$"), name="an_item_names_a_line"),
            models.CheckConstraint(
                condition=Q(stratum=Stratum.PICKED) & ~Q(reason="") | ~Q(stratum=Stratum.PICKED) & Q(reason=""),
                name="a_pick_has_a_reason",
            ),
            models.CheckConstraint(condition=Q(came_in__in=CameIn.values), name="door_of_an_item_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.line} {self.month or ''}".strip()

    @property
    def use_id(self) -> int:
        """Return the primary key of the source in the year, as addresses name it."""
        return int(self.line.removeprefix("s"))


class SampleCheck(TenantModel):
    """What was found at an item, in one version of the year. Never changed: a later look is the next number.

    The verifier's own value is an amount in the source's unit or kgCO2e. Differences are found less reported, in kgCO2e
    recalculated from the frozen document: of the source in its scope, and of what takes its amount in Scope 3.
    """

    item = TenantForeignKey(SampleItem, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("ครั้งที่"))
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))
    figure = models.CharField(max_length=40, blank=True)  # what was looked at, as SampleItem.figure
    kgco2e = models.DecimalField(max_digits=62, decimal_places=30)
    outcome = models.CharField(_("ผลการตรวจ"), max_length=7, choices=Checked.choices)
    found_amount = models.DecimalField(_("ค่าที่ตรวจพบ"), max_digits=24, decimal_places=9, null=True, blank=True)
    found_kgco2e = models.DecimalField(_("ค่าที่ตรวจพบ (kgCO2e)"), max_digits=24, decimal_places=9, null=True, blank=True)
    difference_kgco2e = models.DecimalField(max_digits=62, decimal_places=30, default=0)
    upstream_difference_kgco2e = models.DecimalField(max_digits=62, decimal_places=30, default=0)
    remark = models.TextField(_("หมายเหตุ"), blank=True, max_length=LONGEST_REMARK)
    came_in = models.CharField(max_length=8, choices=CameIn.choices, default=CameIn.SCREEN)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    checked_at = models.DateTimeField(_("ตรวจเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries this row's hash

    class Meta:
        verbose_name = _("ผลการตรวจรายการ")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "item", "number"], name="looks_are_numbered"),
            models.CheckConstraint(condition=Q(outcome__in=Checked.values), name="outcome_of_a_look_is_known"),
            models.CheckConstraint(condition=Q(came_in__in=CameIn.values), name="door_of_a_look_is_known"),
            models.CheckConstraint(
                condition=(
                    Q(outcome=Checked.DIFFERS)
                    & (
                        Q(found_amount__isnull=False, found_kgco2e__isnull=True)
                        | Q(found_amount__isnull=True, found_kgco2e__isnull=False)
                    )
                )
                | (
                    ~Q(outcome=Checked.DIFFERS)
                    & Q(found_amount__isnull=True, found_kgco2e__isnull=True)
                    & Q(difference_kgco2e=0, upstream_difference_kgco2e=0)
                ),
                name="a_difference_says_what_was_found",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Checked.AGREES) | ~Q(remark=""), name="a_doubtful_look_is_remarked"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} #{self.number} {self.outcome}"


class RequestedDocument(TenantModel):
    """A paper that a verifier asks for: what, from whom, until when; received on a day, or not wanted any more."""

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("ลำดับ"))
    item = TenantForeignKey(SampleItem, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("รายการสุ่มตรวจ"))
    what = models.CharField(_("เอกสารที่ขอ"), max_length=300)
    from_whom = models.CharField(_("ขอจาก"), max_length=160)
    due_on = models.DateField(_("ภายในวันที่"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(_("ขอเมื่อ"))
    received_on = models.DateField(_("ได้รับวันที่"), null=True, blank=True)
    evidence = TenantForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("หลักฐานในดัชนี")
    )
    dropped_for = models.TextField(_("เหตุผลที่ไม่ต้องใช้แล้ว"), blank=True, max_length=LONGEST_REMARK)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    closed_at = models.DateTimeField(_("บันทึกเมื่อ"), null=True, blank=True)

    class Meta:
        verbose_name = _("เอกสารที่ขอ")
        ordering = ("municipality", "inventory", "number")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "number"], name="requests_are_numbered"),
            models.CheckConstraint(condition=~Q(what="") & ~Q(from_whom=""), name="a_request_says_what_from_whom"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(dropped_for=""), name="received_or_not_wanted"
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True) | Q(received_on__isnull=False), name="a_received_paper_has_its_day"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, received_on__isnull=True, dropped_for="")
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & (Q(received_on__isnull=False) | ~Q(dropped_for="")),
                name="a_closed_request_says_how",
            ),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} #{self.number}"

    @property
    def is_open(self) -> bool:
        """Say whether the paper is still waited for."""
        return self.closed_at is None
