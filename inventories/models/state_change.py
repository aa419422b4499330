"""The steps a year took on its path, and which figures a correction opens."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.evidence import EvidenceFile
from inventories.models.inventory import Inventory, State
from inventories.models.source import Source


class StateChange(TenantModel):
    """One step: who took a year from which state to which, when and why. Never changed.

    An approval on paper names who signed: that person needs no account. `alone`: prepared and checked by one person.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    number = models.PositiveIntegerField(_("ลำดับ"))
    act = models.CharField(max_length=20)  # a key of inventories.policies.path
    before = models.CharField(max_length=10, choices=State.choices)
    after = models.CharField(max_length=10, choices=State.choices)
    version = models.PositiveSmallIntegerField(_("ฉบับที่"), default=0)  # of the frozen year; 0 before there is one
    reason = models.TextField(_("เหตุผล"), blank=True, max_length=2000)
    alone = models.BooleanField(default=False)
    signed_by = models.CharField(_("ผู้ลงนาม"), max_length=120, blank=True)
    signed_position = models.CharField(_("ตำแหน่ง"), max_length=120, blank=True)
    signed_on = models.DateField(_("วันที่ลงนาม"), null=True, blank=True)
    reference = models.CharField(_("เลขที่หนังสือ / เลขที่ใบรับรอง"), max_length=120, blank=True)
    ends_on = models.DateField(_("ใช้ได้ถึงวันที่"), null=True, blank=True)  # of a certificate
    scan = TenantForeignKey(  # of the paper; what it was called is not kept: names cannot be erased here
        EvidenceFile, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("ภาพของเอกสาร")
    )
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("เมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries this step

    class Meta:
        verbose_name = _("ขั้นตอนของบัญชี")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "number"], name="steps_are_numbered"),
            models.CheckConstraint(
                condition=Q(before__in=State.values) & Q(after__in=State.values), name="a_step_is_between_known_states"
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True, signed_by="") | Q(signed_on__isnull=False) & ~Q(signed_by=""),
                name="a_signature_has_name_and_day",
            ),
            models.CheckConstraint(
                condition=Q(scan__isnull=True) | ~Q(signed_by="") | ~Q(reference=""), name="a_scan_is_of_a_paper"
            ),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} #{self.number} {self.act}"


class CorrectionCell(TenantModel):
    """A figure that an open correction may change: no other figure of the year can be (practice, section 1)."""

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    version = models.PositiveSmallIntegerField(_("ฉบับที่แก้ไข"))  # the frozen version that is being corrected
    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    month = models.DateField(_("เดือน"))

    class Meta:
        verbose_name = _("ตัวเลขที่เปิดแก้ไข")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "inventory", "version", "source", "month"], name="a_figure_is_opened_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="opened_month_is_a_first"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} v{self.version} {self.source_id} {self.month:%Y-%m}"
