"""Bills with their lines. Nothing of them is ever changed: a mistake is withdrawn, its correction entered anew."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.calc.bills import Readings, expected_units
from inventories.models.evidence import Evidence
from inventories.models.meter import LONGEST_NUMBER, BillKind, Meter
from inventories.models.source import Source

LONGEST_REASON = 500
LIMIT = 10**15


class Dates(models.TextChoices):
    """What the two dates of a line are on the paper; stored are always the first and the last day that it covers."""

    READINGS = "readings", _("วันอ่านมิเตอร์ครั้งก่อนและครั้งหลัง")
    DAYS = "days", _("วันแรกและวันสุดท้ายที่คิดหน่วย")


class Bill(TenantModel):
    """An invoice, a statement, a bundle of slips. In force while no BillWithdrawal names it.

    `invoice_month` is the month it is the invoice of; `particulars` what the paper says besides, for the eye and for the
    reconciliation in baht: {office, tariff, energy, service, ft, vat}, money as plain decimals. A credit bill refers to
    the one it corrects, and alone may have negative units.
    """

    kind = models.CharField(_("ชนิด"), max_length=12, choices=BillKind.choices)
    issuer = models.CharField(_("ผู้ออกบิล"), max_length=160)
    number = models.CharField(_("เลขที่ใบแจ้งหนี้"), max_length=LONGEST_NUMBER, blank=True)
    account = models.CharField(_("หมายเลขผู้ใช้หรือบัญชีแสดงสัญญา"), max_length=LONGEST_NUMBER, blank=True)
    bill_date = models.DateField(_("วันที่ในบิล"))
    invoice_month = models.DateField(_("เดือนของใบแจ้งหนี้"))
    dates_are = models.CharField(_("วันที่บนบิลคือ"), max_length=8, choices=Dates.choices, default=Dates.READINGS)
    baht = models.DecimalField(_("รวมเงิน (บาท)"), max_digits=14, decimal_places=2, null=True, blank=True)
    particulars = models.JSONField(default=dict, blank=True)
    refers_to = TenantForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("ลดหนี้ของบิล"))
    replaces = TenantForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("แทนบิล"))
    content_sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(_("บันทึกเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries its hash

    class Meta:
        verbose_name = _("บิล")
        ordering = ("municipality", "-invoice_month", "-id")
        indexes = (
            models.Index(fields=["municipality", "invoice_month"], name="bills_of_a_month"),
            models.Index(fields=["municipality", "number"], name="bills_by_number"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=BillKind.values), name="kind_of_a_bill_is_known"),
            models.CheckConstraint(condition=Q(dates_are__in=Dates.values), name="dates_of_a_bill_are_known"),
            models.CheckConstraint(condition=Q(invoice_month__day=1), name="invoice_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(baht__isnull=True) | Q(baht__gt=-(10**12), baht__lt=10**12), name="baht_of_a_bill_are_in_range"
            ),
            models.UniqueConstraint(fields=["municipality", "replaces"], name="a_bill_is_replaced_once"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"


class BillLine(TenantModel):
    """What a bill says of one meter or vehicle and period: units in the unit of the source, exactly as printed.

    `reading_before` and `reading_after` are of the meter, or kilometres of the vehicle.
    """

    bill = TenantForeignKey(Bill, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(_("บรรทัดที่"))
    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    meter = TenantForeignKey(Meter, on_delete=models.PROTECT, null=True, blank=True)
    first_day = models.DateField(_("ตั้งแต่วันที่"))
    last_day = models.DateField(_("ถึงวันที่"))
    reading_before = models.DecimalField(_("เลขอ่านครั้งก่อน"), max_digits=18, decimal_places=3, null=True, blank=True)
    reading_after = models.DecimalField(_("เลขอ่านครั้งหลัง"), max_digits=18, decimal_places=3, null=True, blank=True)
    multiplier = models.DecimalField(_("ตัวคูณ"), max_digits=12, decimal_places=4, default=Decimal(1))
    units = models.DecimalField(_("จำนวนหน่วย"), max_digits=24, decimal_places=9)
    on_peak = models.DecimalField(_("หน่วย On-Peak"), max_digits=24, decimal_places=9, null=True, blank=True)
    off_peak = models.DecimalField(_("หน่วย Off-Peak"), max_digits=24, decimal_places=9, null=True, blank=True)
    baht = models.DecimalField(_("เงิน (บาท)"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("บรรทัดของบิล")
        ordering = ("municipality", "bill", "position")
        indexes = (
            models.Index(fields=["municipality", "source", "last_day"], name="bill_lines_of_a_source"),
            models.Index(fields=["municipality", "meter"], name="bill_lines_of_a_meter"),
        )
        constraints = (
            models.UniqueConstraint(fields=["municipality", "bill", "position"], name="bill_lines_are_numbered"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="a_line_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(units__gt=-LIMIT, units__lt=LIMIT), name="units_of_a_line_are_in_range"),
            models.CheckConstraint(condition=Q(multiplier__gt=0), name="multiplier_of_a_line_is_above_zero"),
            models.CheckConstraint(condition=Q(position__gte=1), name="bill_lines_count_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.bill} {self.position}"

    @property
    def days(self) -> int:
        """Return how many days it covers."""
        return (self.last_day - self.first_day + dt.timedelta(days=1)).days

    @property
    def is_slip(self) -> bool:
        """Say whether it is a slip of one day's fuel, which counts in the month of that day whatever the rule."""
        return self.bill.kind == BillKind.FUEL and self.first_day == self.last_day

    @property
    def expected(self) -> Decimal | None:
        """Return what its units should be where readings, or peaks, contradict them; None where nothing does.

        A vehicle's readings are kilometres and say nothing of its litres.
        """
        if self.bill.kind == BillKind.FUEL:
            return None
        return expected_units(
            Readings(
                units=self.units,
                before=self.reading_before,
                after=self.reading_after,
                multiplier=self.multiplier,
                on_peak=self.on_peak,
                off_peak=self.off_peak,
            )
        )


class BillWithdrawal(TenantModel):
    """A bill was entered by mistake, or is replaced by a correction: since then it counts in no figure. Never changed."""

    bill = TenantForeignKey(Bill, on_delete=models.PROTECT)
    reason = models.TextField(_("เหตุผล"), max_length=LONGEST_REASON)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(_("ถอนเมื่อ"))
    entry_number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("การถอนบิล")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "bill"], name="a_bill_is_withdrawn_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_bills_withdrawal_has_a_reason"),
        )

    def __str__(self) -> str:
        return str(self.bill_id)


class BillEvidence(TenantModel):
    """That a bill's paper is a line of the index of evidence. Never changed; a second paper is a second row."""

    bill = TenantForeignKey(Bill, on_delete=models.PROTECT)
    evidence = TenantForeignKey(Evidence, on_delete=models.PROTECT)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("หลักฐานของบิล")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "bill", "evidence"], name="a_paper_is_tied_to_a_bill_once"),
        )

    def __str__(self) -> str:
        return f"{self.bill_id} {self.evidence_id}"
