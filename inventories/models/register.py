"""Registers of what a municipality owns: which things there are, and which source each of them stands behind."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory
from inventories.models.meter import LONGEST_NUMBER, BillKind, Meter
from inventories.models.source import Division, Source

LONGEST_REASON = 500
MOST_PIECES = 100_000


class RegisterKind(models.TextChoices):
    """The registers that a verifier asks for (practice, section 5); the value is part of addresses."""

    VEHICLE = "vehicle", _("รถและเครื่องจักร")
    ELECTRICITY = "electricity", _("มิเตอร์ไฟฟ้า")
    WATER = "water", _("มิเตอร์น้ำประปา")
    COOLING = "cooling", _("เครื่องปรับอากาศและเครื่องทำความเย็น")
    EXTINGUISHER = "extinguisher", _("ถังดับเพลิง")
    SITE = "site", _("อาคารและสถานที่")

    @property
    def has_charge(self) -> bool:
        """Say whether its things hold an agent by weight."""
        return self in {RegisterKind.COOLING, RegisterKind.EXTINGUISHER}

    @property
    def number_label(self) -> str:
        """Return what the own number of its things is called."""
        return str(_NUMBERS[self])


_NUMBERS = {
    RegisterKind.VEHICLE: _("ทะเบียนรถหรือเลขครุภัณฑ์"),
    RegisterKind.ELECTRICITY: _("หมายเลขผู้ใช้ไฟฟ้า (CA) หรือเลขมิเตอร์"),
    RegisterKind.WATER: _("เลขที่ผู้ใช้น้ำหรือเลขมิเตอร์"),
    RegisterKind.COOLING: _("เลขครุภัณฑ์หรือหมายเลขเครื่อง"),
    RegisterKind.EXTINGUISHER: _("เลขครุภัณฑ์หรือหมายเลขถัง"),
    RegisterKind.SITE: _("เลขทะเบียนหรือรหัสอาคาร"),
}
REGISTER_OF_METERS = {  # of a kind of meter, the register in which it is an item
    BillKind.ELECTRICITY: RegisterKind.ELECTRICITY,
    BillKind.WATER: RegisterKind.WATER,
    BillKind.FUEL: RegisterKind.VEHICLE,
}


class RegisterItem(TenantModel):
    """One line of a register: a vehicle, a meter, a group of equal air-conditioners, a building.

    `number` is its own; `number_key` is the number as it is compared, by which a line that is pasted again is recognised.
    `charge_kg` is what one piece holds of its `agent` (a key of fixtures/registers/agents.csv). A meter or vehicle of
    bills (`meter`) is an item by itself; its source is the meter's. Ended by its last day, never deleted.
    """

    kind = models.CharField(_("ทะเบียน"), max_length=12, choices=RegisterKind.choices)
    number = models.CharField(_("เลขประจำรายการ"), max_length=LONGEST_NUMBER)
    number_key = models.CharField(max_length=LONGEST_NUMBER)
    description = models.CharField(_("รายการ"), max_length=200, blank=True)
    place = models.CharField(_("ที่ตั้งหรือที่ใช้"), max_length=200, blank=True)
    division = TenantForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("กองที่รับผิดชอบ")
    )
    quantity = models.PositiveIntegerField(_("จำนวน"), default=1)
    agent = models.CharField(_("ชนิดสาร"), max_length=20, blank=True)
    charge_kg = models.DecimalField(_("ปริมาณสารต่อหน่วย (กก.)"), max_digits=12, decimal_places=4, null=True, blank=True)
    first_day = models.DateField(_("ได้มาเมื่อ"), null=True, blank=True)  # None: not known, long ago
    last_day = models.DateField(_("ใช้ถึงวันที่"), null=True, blank=True)  # None: in use
    meter = TenantForeignKey(Meter, on_delete=models.PROTECT, null=True, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("รายการในทะเบียน")
        ordering = ("municipality", "kind", "number_key")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "kind", "number_key"], name="an_item_is_registered_once"),
            models.UniqueConstraint(fields=["municipality", "meter"], name="a_meter_is_one_item"),
            models.CheckConstraint(condition=Q(kind__in=RegisterKind.values), name="register_is_known"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(number_key=""), name="an_item_has_a_number"),
            models.CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PIECES), name="an_item_is_one_or_more"
            ),
            models.CheckConstraint(
                condition=Q(agent="", charge_kg__isnull=True)
                | Q(kind__in=[RegisterKind.COOLING, RegisterKind.EXTINGUISHER]),
                name="a_charge_is_of_what_holds_one",
            ),
            models.CheckConstraint(
                condition=Q(charge_kg__isnull=True) | Q(charge_kg__gt=0), name="a_charge_is_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="an_item_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(meter__isnull=True)
                | Q(kind__in=[RegisterKind.VEHICLE, RegisterKind.ELECTRICITY, RegisterKind.WATER]),
                name="a_meter_is_in_its_register",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def lives_in(self, first: dt.date, last: dt.date) -> bool:
        """Say whether it was there on any day of a period."""
        return (self.first_day is None or self.first_day <= last) and (self.last_day is None or first <= self.last_day)


class ItemLink(TenantModel):
    """That an item stands behind a source, from a day to a day; None: as long as the item is there."""

    item = TenantForeignKey(RegisterItem, on_delete=models.PROTECT)
    source = TenantForeignKey(Source, on_delete=models.PROTECT, verbose_name=_("แหล่งปล่อย"))
    first_day = models.DateField(_("ตั้งแต่วันที่"), null=True, blank=True)
    last_day = models.DateField(_("ถึงวันที่"), null=True, blank=True)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    linked_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("แหล่งปล่อยของรายการในทะเบียน")
        ordering = ("municipality", "item", "first_day", "id")
        indexes = (models.Index(fields=["municipality", "source"], name="register_items_of_a_source"),)
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "item", "source", "first_day"],
                nulls_distinct=False,
                name="an_item_is_linked_once",
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="a_link_of_an_item_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.source_id}"


class ItemExclusion(TenantModel):
    """Why an item of a register stands behind no source of a year."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    item = TenantForeignKey(RegisterItem, on_delete=models.PROTECT)
    reason = models.TextField(_("เหตุผล"), max_length=LONGEST_REASON)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(_("ตัดสินใจเมื่อ"))

    class Meta:
        verbose_name = _("รายการในทะเบียนที่ไม่รวม")
        ordering = ("municipality", "inventory", "item")
        indexes = (models.Index(fields=["municipality", "item"], name="exclusions_of_an_item"),)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "item"], name="an_item_is_left_out_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="leaving_an_item_out_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} {self.item_id}"
