"""Factor: so much of each gas per unit, as published; and Retirement, the only way in which one ends."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.models.municipality import Confidence
from emission_factors.models.edition import Edition
from emission_factors.models.fields import PrintedDecimalField
from emission_factors.models.wording import Category, Quality, Unit

GREATEST = 10**15  # no factor is as large; also what keeps NaN and infinity out of a numeric column


def _plausible(field: str, name: str) -> models.CheckConstraint:
    """Return the constraint that a figure is unknown or a finite number from 0."""
    within = Q(**{f"{field}__gte": Decimal(0), f"{field}__lt": Decimal(GREATEST)})
    return models.CheckConstraint(condition=within | Q(**{f"{field}__isnull": True}), name=name)


class Factor(models.Model):
    """Kilograms of each gas per unit. Insert only: a correction is a row of a newer edition.

    `gases` {gas: plain decimal} with the names of the inventory document (CO2, CH4_fossil, CH4, N2O, R-32 ...), or
    {"CO2e": ...} alone where the publisher gives no split.
    `biogenic_co2` kg per unit: null = not published, 0 = none. It is in no scope.
    `printed_kgco2e` the publisher's total as printed, with its places; null where none is printed.
    `total_kgco2e` that total unrounded, from the publisher's workbook or from its gases and `gwp_basis`.
    The key is unique within its edition only: another publisher need not know ours.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="factors", verbose_name=_("รุ่น"))
    key = models.CharField(_("รหัส"), max_length=80)
    name_th = models.CharField(_("ชื่อ"), max_length=250)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=250)
    category = models.CharField(_("หมวด"), max_length=30, choices=Category.choices)
    scope_hint = models.CharField(_("ขอบเขตที่มักใช้"), max_length=40, blank=True)
    unit = models.CharField(_("หน่วย"), max_length=20, choices=Unit.choices)
    gases = models.JSONField(_("ก๊าซ (กก. ต่อหน่วย)"))  # empty only for a row of biogenic CO2 alone
    biogenic_co2 = PrintedDecimalField(_("คาร์บอนไดออกไซด์ชีวภาพ (กก. ต่อหน่วย)"), null=True, blank=True)
    printed_kgco2e = PrintedDecimalField(_("ค่าที่พิมพ์ (kgCO2e ต่อหน่วย)"), null=True, blank=True)
    total_kgco2e = PrintedDecimalField(_("ค่ารวมไม่ปัดเศษ (kgCO2e ต่อหน่วย)"))
    gwp_basis = models.CharField(_("ฐาน GWP"), max_length=40, blank=True)
    valid_from = models.DateField(_("ใช้ตั้งแต่"), null=True, blank=True)
    valid_to = models.DateField(_("ใช้ถึง"), null=True, blank=True)
    source = models.TextField(_("แหล่งที่มา"))
    confidence = models.CharField(_("ความเชื่อมั่น"), max_length=6, choices=Confidence.choices)
    quality = models.PositiveSmallIntegerField(_("คะแนนค่า EF (B)"), choices=Quality.choices, default=Quality.NATIONAL)
    note = models.TextField(_("หมายเหตุ"), blank=True)
    search = models.TextField(editable=False)
    sort_key = models.CharField(max_length=520, editable=False, db_collation="C")

    class Meta:
        verbose_name = _("ค่าการปล่อยก๊าซเรือนกระจก (EF)")
        ordering = ("sort_key", "edition", "key")
        constraints = (
            models.UniqueConstraint(fields=["edition", "key"], name="a_factor_is_in_an_edition_once"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="factor_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(gases={}) | Q(biogenic_co2__isnull=False), name="factor_has_gases"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="factor_confidence_is_known"),
            models.CheckConstraint(condition=Q(quality__in=Quality.values), name="factor_quality_is_known"),
            _plausible("biogenic_co2", "factor_biogenic_co2_is_a_number"),
            _plausible("printed_kgco2e", "factor_printed_total_is_a_number"),
            _plausible("total_kgco2e", "factor_total_is_a_number"),
        )
        indexes = (models.Index(fields=["category"], name="factor_by_category"),)

    def __str__(self) -> str:
        return self.key

    @property
    def undated(self) -> bool:
        """Say whether no dates of use are published; such rows are offered always and marked."""
        return self.valid_from is None and self.valid_to is None

    @property
    def retired(self) -> "Retirement | None":
        """Return how it ended, or None while it is in use."""
        return getattr(self, "retirement", None)

    @property
    def split(self) -> bool:
        """Say whether the publisher gives gases, not only a total."""
        return "CO2e" not in self.gases


class Retirement(models.Model):
    """The end of a factor: it is no longer offered and stays where it was used. Final, like everything published."""

    factor = models.OneToOneField(Factor, on_delete=models.PROTECT, related_name="retirement")
    retired_on = models.DateField(_("เลิกใช้เมื่อ"))
    reason = models.TextField(_("เหตุผล"))

    class Meta:
        verbose_name = _("การเลิกใช้ค่า EF")

    def __str__(self) -> str:
        return f"{self.factor_id} {self.retired_on}"
