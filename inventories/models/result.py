"""Stored results: one row per source × month × gas × part, so that every total is one SQL sum."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory_source import InventorySource


class Part(models.TextChoices):
    """Where a result counts."""

    COUNTED = "counted", _("ในประเภท")
    SEPARATE = "separate", _("รายงานแยก")
    BIOGENIC = "biogenic", _("คาร์บอนไดออกไซด์ชีวภาพ")


class MonthlyResult(TenantModel):
    """Kilograms of one gas of a source in a month (null: an annual result), rounded once to 18 places; its GWP frozen."""

    inventory_source = TenantForeignKey(InventorySource, on_delete=models.CASCADE)
    month = models.DateField(null=True, blank=True)
    part = models.CharField(max_length=8, choices=Part.choices)
    gas = models.CharField(max_length=24)
    kg = models.DecimalField(max_digits=38, decimal_places=18)
    gwp = models.DecimalField(max_digits=24, decimal_places=12)
    kgco2e = models.GeneratedField(
        expression=F("kg") * F("gwp"),
        output_field=models.DecimalField(max_digits=62, decimal_places=30),
        db_persist=True,
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "inventory_source", "month", "part", "gas"], nulls_distinct=False,
                name="one_result_of_a_gas_a_month",
            ),
            models.CheckConstraint(condition=Q(kg__gte=0), name="a_result_is_not_negative"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inventory_source} {self.month} {self.gas}"
