"""What is shown beside an inventory and is in none of its totals: own solar, energy sold, sinks, projects, RECs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory


class ApartKind(models.TextChoices):
    """Which table of the report a line stands in (TCFO_R_02, 3.2.5, 3.2.7, 3.2.8; own solar beside 3.2.4)."""

    SOLAR = "solar", _("ไฟฟ้าที่ผลิตเองจากพลังงานแสงอาทิตย์")
    SOLD = "sold", _("พลังงาน ความร้อน หรือไอน้ำที่จำหน่ายออก")
    SINK = "sink", _("การกักเก็บคาร์บอน")
    PROJECT = "project", _("โครงการลดก๊าซเรือนกระจก")
    REC = "rec", _("ใบรับรองสิทธิพลังงานหมุนเวียน (REC)")


class ApartLine(TenantModel):
    """A line of one of those tables. `quantity` in `unit`; None where only the fact is known."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    kind = models.CharField(_("ตาราง"), max_length=8, choices=ApartKind.choices)
    name = models.CharField(_("ชื่อ"), max_length=200)
    quantity = models.DecimalField(_("ปริมาณ"), max_digits=24, decimal_places=9, null=True, blank=True)
    unit = models.CharField(_("หน่วย"), max_length=20, blank=True)
    place = models.CharField(_("ที่ตั้ง / จ่ายให้"), max_length=200, blank=True)
    standard = models.CharField(_("มาตรฐาน"), max_length=120, blank=True)
    period = models.CharField(_("ช่วงเวลา"), max_length=120, blank=True)
    evidence = models.TextField(_("หลักฐาน"), blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("รายการที่รายงานแยก")
        ordering = ("inventory", "kind", "id")
        indexes = (models.Index(fields=["municipality", "inventory", "kind"], name="apart_lines_of_a_year"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ApartKind.values), name="apart_kind_is_known"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gte=0, quantity__lt=10**15),
                name="apart_quantity_is_plausible",
            ),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.name}"
