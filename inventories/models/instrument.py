"""What measures an amount, and its calibrations (TCFO_R_02, 7.3). They belong to the source, so they hold for all years."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.source import Source


class Instrument(TenantModel):
    """A scale, a flow meter, a gauge: what a source whose origin is ตรวจวัด is measured with."""

    source = TenantForeignKey(Source, on_delete=models.PROTECT, verbose_name=_("แหล่งปล่อย"))
    name = models.CharField(_("เครื่องมือ"), max_length=160)
    serial = models.CharField(_("หมายเลขเครื่อง"), max_length=80)
    accuracy = models.CharField(_("ช่วงวัดและความละเอียด"), max_length=120, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("เครื่องมือวัด")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "source", "serial"], name="an_instrument_of_a_source_is_told_once"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(serial=""), name="an_instrument_is_named"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.serial}"


class Calibration(TenantModel):
    """One calibration: from which day to which day it holds, and the paper that says so."""

    instrument = TenantForeignKey(Instrument, on_delete=models.PROTECT)
    calibrated_on = models.DateField(_("วันที่สอบเทียบ"))
    valid_to = models.DateField(_("ใช้ได้ถึงวันที่"))
    paper = models.CharField(_("ใบรับรองการสอบเทียบและที่เก็บ"), max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("การสอบเทียบ")
        ordering = ("instrument", "calibrated_on")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "instrument", "calibrated_on"], name="a_calibration_is_told_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("calibrated_on")), name="a_calibration_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(paper=""), name="a_calibration_has_a_paper"),
        )

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.calibrated_on}"
