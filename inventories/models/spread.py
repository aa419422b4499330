"""How much sources of a kind usually take in municipalities of a kind. Names nobody; belongs to no municipality."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.models.municipality import Kind
from inventories.calc.spread import FEWEST


class SourceSpread(models.Model):
    """Quartiles, over municipalities, of the mean of a month and source in one year. Replaced whole at each refresh.

    Without quartiles while there are too few municipalities: what must not be shown is not kept either.
    """

    year = models.CharField(_("ปี"), max_length=6)  # token of the inventories: 2568, fy2568
    kind = models.CharField(_("ประเภทเทศบาล"), max_length=12, choices=Kind.choices)
    catalogue_key = models.CharField(max_length=40)
    unit = models.CharField(_("หน่วย"), max_length=20)
    towns = models.PositiveIntegerField(_("เทศบาล (แห่ง)"))
    generated = models.PositiveIntegerField(default=0)  # of these, with figures invented for the demonstration
    p25 = models.DecimalField(max_digits=24, decimal_places=9, null=True, blank=True)
    median = models.DecimalField(max_digits=24, decimal_places=9, null=True, blank=True)
    p75 = models.DecimalField(max_digits=24, decimal_places=9, null=True, blank=True)
    refreshed_at = models.DateTimeField(_("ปรับปรุงเมื่อ"))

    class Meta:
        verbose_name = _("ช่วงของแหล่งปล่อยชนิดเดียวกัน")
        constraints = (
            models.UniqueConstraint(fields=["year", "kind", "catalogue_key", "unit"], name="a_spread_is_told_once"),
            models.CheckConstraint(
                condition=Q(towns__gte=FEWEST, p25__isnull=False, median__isnull=False, p75__isnull=False)
                | Q(towns__lt=FEWEST, p25__isnull=True, median__isnull=True, p75__isnull=True),
                name="a_spread_of_few_is_not_told",
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.catalogue_key}"
