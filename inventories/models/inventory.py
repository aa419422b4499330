"""One municipality's inventory of one year: its period, what was chosen once for it, and its state."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from cfo_site.thai import BE, month_and_year, year_title
from inventories.calc.bills import BY_DAYS, BY_INVOICE


class YearKind(models.TextChoices):
    """Calendar year, or the budget year from October named by the year in which it ends."""

    CALENDAR = "calendar", _("ปีปฏิทิน (ม.ค.–ธ.ค.)")
    FISCAL = "fiscal", _("ปีงบประมาณ (ต.ค.–ก.ย.)")


class State(models.TextChoices):
    """The state of a year (practice, section 1); what may be done in which, and by whom, is decided in `policies`."""

    DRAFT = "draft", _("กำลังจัดทำ")
    SUBMITTED = "submitted", _("ส่งตรวจภายใน")
    APPROVED = "approved", _("อนุมัติโดยผู้บริหาร")
    LOCKED = "locked", _("ล็อกฉบับ")
    VERIFYING = "verifying", _("อยู่ระหว่างทวนสอบ")
    VERIFIED = "verified", _("ทวนสอบแล้ว")
    FILED = "filed", _("ยื่น อบก.")
    RETURNED = "returned", _("อบก. ขอแก้ไข")
    REGISTERED = "registered", _("ขึ้นทะเบียนแล้ว")
    CORRECTING = "correcting", _("กำลังแก้ไขฉบับ")


# What was frozen is what counts: pages recalculate nothing, papers read the snapshot.
FROZEN = frozenset({
    State.LOCKED, State.VERIFYING, State.VERIFIED, State.FILED, State.RETURNED, State.REGISTERED,
})  # fmt: skip


class Review(models.TextChoices):
    """What the province's working group says of a year. A flag beside the path: it holds nothing up."""

    NONE = "none", _("ยังไม่ตรวจทาน")
    REMARKS = "remarks", _("มีข้อสังเกต")
    DONE = "done", _("ตรวจทานเบื้องต้นแล้ว")


class Approach(models.TextChoices):
    """How the organisational boundary is drawn (ISO 14064-1:2018, 5.1)."""

    OPERATIONAL = "operational", _("การควบคุมการดำเนินงาน")
    FINANCIAL = "financial", _("การควบคุมทางการเงิน")
    EQUITY = "equity", _("แนวทางปันส่วนตามกรรมสิทธิ์")


class BillRule(models.TextChoices):
    """To which months the units of a bill belong: those of the invoice, or each day's own; one rule for all years."""

    INVOICE = BY_INVOICE, _("ตามเดือนของใบแจ้งหนี้")
    DAYS = BY_DAYS, _("ตามจำนวนวันของแต่ละเดือน")


def first_month_of(kind: str, year: int) -> dt.date:
    """Return the first month of a Buddhist-era year: January, or October of the year before for a budget year."""
    return dt.date(year - BE, 1, 1) if kind == YearKind.CALENDAR else dt.date(year - BE - 1, 10, 1)


class Inventory(TenantModel):
    """A year. Its editions and GWP set are chosen once for it."""

    year = models.PositiveSmallIntegerField(_("ปี พ.ศ."))
    year_kind = models.CharField(_("รอบปี"), max_length=8, choices=YearKind.choices, default=YearKind.CALENDAR)
    first_month = models.DateField(_("เดือนแรก"))
    months = models.PositiveSmallIntegerField(_("จำนวนเดือน"), default=12)
    filing_date = models.DateField(_("วันที่คาดว่าจะยื่น อบก."), null=True, blank=True)
    approach = models.CharField(
        _("แนวทางการกำหนดขอบเขต"), max_length=11, choices=Approach.choices, default=Approach.OPERATIONAL
    )
    gwp_set = models.ForeignKey(
        "emission_factors.GwpSet", on_delete=models.PROTECT, related_name="+", verbose_name=_("ชุดค่า GWP")
    )
    bill_rule = models.CharField(_("บิลนับเข้าเดือน"), max_length=7, choices=BillRule.choices, default=BillRule.INVOICE)
    state = models.CharField(_("สถานะ"), max_length=10, choices=State.choices, default=State.DRAFT)
    # While a correction is open: whether it reaches the whole year or named figures only (CorrectionCell).
    corrects_whole = models.BooleanField(default=False)
    review = models.CharField(_("การตรวจทานของจังหวัด"), max_length=7, choices=Review.choices, default=Review.NONE)
    review_of = models.PositiveSmallIntegerField(default=0)  # the version that was looked at; 0: the draft
    opened_at = models.DateTimeField(auto_now_add=True)
    copied_from = TenantForeignKey(  # the year whose set-up it began with
        "self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("คัดลอกการตั้งค่าจากบัญชี")
    )

    class Meta:
        verbose_name = _("บัญชีรายการก๊าซเรือนกระจก")
        ordering = ("municipality", "-first_month")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "year", "year_kind"], name="a_year_is_opened_once"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=12), name="period_is_1_to_12_months"),
            models.CheckConstraint(condition=Q(first_month__day=1), name="period_begins_on_a_first"),
            models.CheckConstraint(condition=Q(year__gte=2500, year__lte=2700), name="year_is_buddhist"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="state_is_known"),
            models.CheckConstraint(condition=Q(review__in=Review.values), name="review_is_known"),
            models.CheckConstraint(
                condition=Q(corrects_whole=False) | Q(state=State.CORRECTING), name="only_a_correction_corrects"
            ),
            models.CheckConstraint(condition=Q(bill_rule__in=BillRule.values), name="bill_rule_is_known"),
        )

    def __str__(self) -> str:
        return self.token

    @property
    def token(self) -> str:
        """Return the year as addresses and commands name it: 2568, or fy2568 for a budget year."""
        return f"{'fy' if self.year_kind == YearKind.FISCAL else ''}{self.year}"

    @property
    def title(self) -> str:
        """Return ปี 2568 or ปีงบประมาณ 2568; in English 2568 BE (2025)."""
        return year_title(self.year, fiscal=self.year_kind == YearKind.FISCAL)

    @property
    def month_list(self) -> list[dt.date]:
        """Return the first day of each month of the period, in order."""
        start = self.first_month.year * 12 + self.first_month.month - 1
        return [dt.date(m // 12, m % 12 + 1, 1) for m in range(start, start + self.months)]

    def covers(self, month: dt.date) -> bool:
        """Say whether a month lies within the period, as `month_list` does, without making the list."""
        after = (month.year - self.first_month.year) * 12 + month.month - self.first_month.month
        return 0 <= after < self.months

    @property
    def last_day(self) -> dt.date:
        """Return the last day of the period."""
        after = self.first_month.year * 12 + self.first_month.month - 1 + self.months
        return dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)

    @property
    def period_text(self) -> str:
        """Return ม.ค. 2568 – ธ.ค. 2568."""
        months = self.month_list
        return f"{month_and_year(months[0])} – {month_and_year(months[-1])}"

    @property
    def is_open(self) -> bool:
        """Say whether sources, boundary and every figure may be changed: a draft, or opened whole by a correction."""
        return self.state == State.DRAFT or (self.state == State.CORRECTING and self.corrects_whole)

    @property
    def is_locked(self) -> bool:
        """Say whether the frozen version is what counts."""
        return self.state in FROZEN


class InventoryEdition(TenantModel):
    """An edition of factors chosen for an inventory; the picker offers from these."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    edition = models.ForeignKey("emission_factors.Edition", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "edition"], name="an_edition_is_chosen_once"),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.edition}"
