"""Small calculation sheets kept with their figures, and the working days that a municipality states for itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.amount import AmountRevision

MOST_DAYS = 31


class CalculationSheet(TenantModel):
    """The sheet from which a figure was computed: never changed, one to a revision, so that the two cannot part.

    `inputs` are what was typed, numbers written plainly; `working` the steps as they were shown, with the defaults taken
    and where those come from. Both are frozen: a later version of the sheet's definition changes neither.
    """

    revision = TenantForeignKey(AmountRevision, on_delete=models.PROTECT)
    kind = models.CharField(_("ใบคำนวณ"), max_length=30)
    version = models.PositiveSmallIntegerField(_("รุ่นของใบคำนวณ"))
    unit = models.CharField(_("หน่วย"), max_length=20)
    inputs = models.JSONField(_("ค่าที่กรอก"))
    inputs_sha256 = models.CharField(max_length=64)
    working = models.JSONField(_("วิธีทำ"))
    result = models.DecimalField(_("ผลลัพธ์"), max_digits=24, decimal_places=9)
    note = models.TextField(_("หมายเหตุ"), blank=True, max_length=500)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(_("บันทึกเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries the hash of the inputs

    class Meta:
        verbose_name = _("ใบคำนวณ")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "revision"], name="a_revision_has_one_sheet"),
            models.CheckConstraint(condition=Q(result__gte=0, result__lt=10**15), name="a_sheets_result_is_in_range"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.revision_id}"


class WorkingDays(TenantModel):
    """How many days a municipality works in a month, where that differs from weekdays less public holidays."""

    month = models.DateField(_("เดือน"))
    days = models.PositiveSmallIntegerField(_("วันทำงาน"))
    reason = models.CharField(_("เหตุผล"), max_length=200)

    class Meta:
        verbose_name = _("วันทำงานของเดือน")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "month"], name="working_days_are_stated_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="working_days_month_is_a_first"),
            models.CheckConstraint(condition=Q(days__lte=MOST_DAYS), name="working_days_fit_a_month"),
            models.CheckConstraint(condition=~Q(reason=""), name="working_days_have_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.days}"
