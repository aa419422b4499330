"""A source in one inventory: how its amounts become emissions there."""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.calc.catalogue import METHODS
from inventories.models.category import Category, Scope
from inventories.models.inventory import Inventory
from inventories.models.source import Source


class Method(models.TextChoices):
    """Methods the application offers; their arithmetic and parameters are in inventories.calc."""

    FACTOR = "factor", _("ปริมาณ × ค่า EF")
    REFRIGERANT = "refrigerant", _("สารทำความเย็น (ปริมาณ × GWP)")
    SEPTIC_TANK = "septic_tank", _("บ่อเกรอะ (คน-วัน)")
    WASTEWATER_COD = "wastewater_cod", _("น้ำเสียจากปริมาณ COD")
    WASTEWATER_DOMESTIC = "wastewater_domestic", _("น้ำเสียชุมชนจากจำนวนคน")
    LANDFILL_FOD = "landfill_fod", _("หลุมฝังกลบ (การย่อยสลายอันดับหนึ่ง)")
    FERTILISER = "fertiliser", _("ปุ๋ย")
    COMPOSTING = "composting", _("การหมักทำปุ๋ย")
    ANAEROBIC_DIGESTION = "anaerobic_digestion", _("การหมักแบบไร้อากาศ (ก๊าซชีวภาพ)")
    INCINERATION = "incineration", _("การเผาในเตาเผาขยะ")
    OPEN_BURNING = "open_burning", _("การเผากลางแจ้ง")

    @property
    def has_months(self) -> bool:
        """Say whether amounts by month are asked for; a landfill has its history of deposits instead."""
        return METHODS[self.value].monthly


class Origin(models.TextChoices):
    """Where the amount comes from: the three boxes of TCFO_R_02, chapter 4."""

    MEASURED = "measured", _("ตรวจวัด")
    PAID = "paid", _("หลักฐานการชำระเงิน")
    ESTIMATED = "estimated", _("ประเมินค่า")


class InventorySource(TenantModel):
    """Scope, category, method, factor and parameters of a source in an inventory."""

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    scope = models.CharField(_("ประเภท"), max_length=8, choices=Scope.choices)
    category = models.CharField(_("รายการ"), max_length=24, choices=Category.choices)
    category_order = models.PositiveSmallIntegerField(editable=False)
    method = models.CharField(_("วิธีคำนวณ"), max_length=24, choices=Method.choices)
    factor = models.ForeignKey(
        "emission_factors.Factor", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("ค่าการปล่อยก๊าซเรือนกระจก (EF)"),
    )  # fmt: skip
    parameters = models.JSONField(_("ค่าที่ใช้ในการคำนวณ"), default=dict, blank=True)  # as in the inventory document
    # Where parameters come from: {parameter: {preset, reason, estimated}}, all optional; goes into the dossier.
    assumptions = models.JSONField(_("ที่มาและเหตุผลของค่าที่ใช้"), default=dict, blank=True)
    origin = models.CharField(_("ที่มาของข้อมูล"), max_length=9, choices=Origin.choices, default=Origin.PAID)
    boundary_note = models.TextField(_("หมายเหตุเรื่องขอบเขต"), blank=True)
    first_month = models.DateField(_("ใช้ตั้งแต่เดือน"), null=True, blank=True)  # within the period; null: from its start
    last_month = models.DateField(_("ใช้ถึงเดือน"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0)
    # The year whose set-up this is a copy of, until somebody has confirmed that it still holds.
    copied_from = TenantForeignKey(
        Inventory, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("คัดลอกจากบัญชี")
    )
    # An upstream line (Scope 3.3) shares the source of the use it derives from and takes that one's amounts.
    parent = TenantForeignKey("self", on_delete=models.CASCADE, null=True, blank=True)
    label = models.CharField(_("ชื่อรายการที่คำนวณต่อ"), max_length=220, blank=True)
    conversion = models.JSONField(null=True, blank=True)  # as in the inventory document

    class Meta:
        verbose_name = _("แหล่งปล่อยในบัญชี")
        ordering = ("scope", "category_order", "position", "id")
        indexes = (models.Index(fields=["municipality", "source"], name="inventory_sources_of_a_source"),)
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "inventory", "source", "first_month"], nulls_distinct=False,
                condition=Q(parent__isnull=True), name="a_source_enters_an_inventory_once",
            ),
            models.UniqueConstraint(
                fields=["municipality", "parent", "factor"], condition=Q(parent__isnull=False),
                name="an_upstream_line_is_derived_once",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(parent__isnull=False, scope=Scope.THREE, method=Method.FACTOR),
                name="an_upstream_line_is_in_scope_3",
            ),
            models.CheckConstraint(
                condition=Q(method=Method.FACTOR, factor__isnull=False) | (~Q(method=Method.FACTOR) & Q(factor__isnull=True)),
                name="a_factor_where_the_method_asks_for_it",
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="scope_is_known"),
            models.CheckConstraint(
                condition=Q(last_month__isnull=True) | Q(first_month__isnull=True) | Q(last_month__gte=F("first_month")),
                name="use_ends_after_it_begins",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inventory} {self.source}"

    @property
    def name_th(self) -> str:
        """Return the name of the line: its source's, or its own where it derives from another."""
        return self.label or self.source.name_th

    @property
    def name_en(self) -> str:
        """Return the English name of its source; of a line that derives from another there is none."""
        return "" if self.label else self.source.name_en

    def counts_in(self, month: dt.date) -> bool:
        """Say whether the source counts in its inventory in a month: inside the period, its life and its range of use.

        An annual or quarterly source counts in the months that its figures are for alone. A landfill counts in no month:
        it has a result of the whole period.
        """
        return bool(self.counted([month]))

    def counted(self, months: Iterable[dt.date]) -> list[dt.date]:
        """Return those of some months in which it counts, as `counts_in` says of each."""
        if not self.has_months:
            return []
        source, inventory = self.source, self.inventory
        first = max((each for each in (self.first_month, source.first_month) if each), default=dt.date.min)
        last = min((each for each in (self.last_month, source.last_month) if each), default=dt.date.max)
        return [
            month for month in months if first <= month <= last and inventory.covers(month) and source.asks_in(month)
        ]

    @property
    def has_months(self) -> bool:
        """Say whether it has amounts by month."""
        return Method(self.method).has_months

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the order of the category beside it, so that lists are sorted by the database."""
        self.category_order = Category.order(self.category)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed through
