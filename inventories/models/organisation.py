"""What a report says of the organisation in a year: chapter 2 of TCFO_R_02, and the output by which intensity is told."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory


class Organisation(TenantModel):
    """Address, who answers, what proves the boundary, and the output (ผลผลิต) of one year. Empty: nobody said it yet."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    address = models.TextField(_("ที่อยู่ของสำนักงาน"), max_length=500, blank=True)
    executive = models.CharField(_("นายกเทศมนตรี"), max_length=160, blank=True)
    coordinator = models.CharField(_("ผู้ประสานงาน"), max_length=160, blank=True)
    coordinator_contact = models.CharField(_("ติดต่อผู้ประสานงาน"), max_length=160, blank=True)
    responsible = models.CharField(_("ผู้รับผิดชอบข้อมูล"), max_length=160, blank=True)
    proof = models.CharField(_("เอกสารยืนยันขอบเขต"), max_length=300, blank=True)
    output = models.DecimalField(_("ผลผลิต"), max_digits=24, decimal_places=9, null=True, blank=True)
    output_unit = models.CharField(_("หน่วยของผลผลิต"), max_length=60, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("ข้อมูลองค์กร")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory"], name="an_organisation_is_told_once_a_year"),
            models.CheckConstraint(
                condition=Q(output__isnull=True, output_unit="")
                | (Q(output__gt=Decimal(0), output__lt=Decimal(10**15)) & ~Q(output_unit="")),
                name="an_output_has_its_unit",
            ),
        )

    def __str__(self) -> str:
        return str(self.inventory)
