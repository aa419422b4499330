"""A source's meters and vehicles, with their dates: what a line of a bill names."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.source import Source

LONGEST_NUMBER = 60


class BillKind(models.TextChoices):
    """What a bill is for; it decides which fields are asked."""

    ELECTRICITY = "electricity", _("ไฟฟ้า")
    WATER = "water", _("น้ำประปา")
    FUEL = "fuel", _("น้ำมันเชื้อเพลิง")
    OTHER = "other", _("อื่น ๆ")

    @property
    def is_fuel(self) -> bool:
        """Say whether its lines are slips of vehicles rather than periods of meters."""
        return self == BillKind.FUEL

    @property
    def is_periodic(self) -> bool:
        """Say whether one is expected each month."""
        return self in {BillKind.ELECTRICITY, BillKind.WATER}


class Meter(TenantModel):
    """A meter by its number, or a vehicle by its plate. One that was replaced has its last day, the next its first.

    In the month of a replacement both count, each with its own two readings. Dates are None where the beginning is not
    known and while it is in use; readings are of those days. `account` is the contract or user number it is billed by.
    """

    source = TenantForeignKey(Source, on_delete=models.PROTECT, verbose_name=_("แหล่งปล่อย"))
    kind = models.CharField(_("ชนิด"), max_length=12, choices=BillKind.choices)
    number = models.CharField(_("เลขมิเตอร์หรือทะเบียนรถ"), max_length=LONGEST_NUMBER)
    account = models.CharField(_("หมายเลขผู้ใช้หรือบัญชีแสดงสัญญา"), max_length=LONGEST_NUMBER, blank=True)
    multiplier = models.DecimalField(_("ตัวคูณ"), max_digits=12, decimal_places=4, default=Decimal(1))
    first_day = models.DateField(_("ใช้ตั้งแต่วันที่"), null=True, blank=True)
    last_day = models.DateField(_("ใช้ถึงวันที่"), null=True, blank=True)
    opening = models.DecimalField(_("เลขอ่านแรก"), max_digits=18, decimal_places=3, null=True, blank=True)
    closing = models.DecimalField(_("เลขอ่านสุดท้าย"), max_digits=18, decimal_places=3, null=True, blank=True)
    tank_litres = models.DecimalField(_("ความจุถัง (ลิตร)"), max_digits=8, decimal_places=2, null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("มิเตอร์หรือรถ")
        ordering = ("municipality", "source", "kind", "id")
        indexes = (models.Index(fields=["municipality", "source"], name="meters_of_a_source"),)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "kind", "number"], name="a_meter_is_named_once"),
            models.CheckConstraint(condition=Q(kind__in=BillKind.values), name="kind_of_a_meter_is_known"),
            models.CheckConstraint(condition=~Q(number=""), name="a_meter_has_a_number"),
            models.CheckConstraint(condition=Q(multiplier__gt=0), name="a_multiplier_is_above_zero"),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="a_meter_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=(Q(opening__isnull=True) | Q(opening__gte=0)) & (Q(closing__isnull=True) | Q(closing__gte=0)),
                name="readings_of_a_meter_are_not_negative",
            ),
            models.CheckConstraint(condition=Q(closing__isnull=True) | Q(last_day__isnull=False), name="a_last_reading_has_its_day"),
            models.CheckConstraint(
                condition=Q(tank_litres__isnull=True) | Q(tank_litres__gt=0, kind=BillKind.FUEL),
                name="a_tank_is_of_a_vehicle",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def is_in_use_on(self, day: dt.date) -> bool:
        """Say whether a day lies within its dates."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)
