"""A municipality: a neutral key that never changes, and names and kinds that do, each with its dates."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cfo_site import thai


class Kind(models.TextChoices):
    """The three kinds of a Thai municipality."""

    CITY = "city", _("เทศบาลนคร")
    TOWN = "town", _("เทศบาลเมือง")
    SUBDISTRICT = "subdistrict", _("เทศบาลตำบล")


class Confidence(models.TextChoices):
    """How sure a fact is; it travels with the fact to every screen and paper."""

    HIGH = "high", _("สูง")
    MEDIUM = "medium", _("ปานกลาง")
    LOW = "low", _("ต่ำ")


class Municipality(models.Model):
    """A municipality. ทต. become ทม. and keep their key; an old report prints the old name."""

    key = models.SlugField(_("รหัส"), max_length=60, unique=True)
    district_th = models.CharField(_("อำเภอ"), max_length=80)
    district_en = models.CharField(max_length=80)
    dla_code = models.CharField(_("รหัส อปท."), max_length=8, blank=True)
    of_province = models.BooleanField(default=True)  # one of the 31; False for the demonstration office
    credit_th = models.TextField(blank=True)  # what its pages and papers say of where its figures come from
    credit_en = models.TextField(blank=True)
    sort_key = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("เทศบาล")
        verbose_name_plural = _("เทศบาล")
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.key

    def name_on(self, day: dt.date) -> "MunicipalityName":
        """Return the name in force on a day, or the nearest one known. Raises MunicipalityName.DoesNotExist if none."""
        names = sorted(self.names.all(), key=lambda name: name.valid_from or dt.date.min)
        if not names:
            raise MunicipalityName.DoesNotExist(self.key)
        begun = [name for name in names if name.valid_from is None or name.valid_from <= day]
        return begun[-1] if begun else names[0]

    @property
    def name_today(self) -> "MunicipalityName":
        """Return the name in force today."""
        return self.name_on(timezone.localdate())


class MunicipalityName(models.Model):
    """A name and kind with its dates, source and confidence."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="names")
    name_th = models.CharField(_("ชื่อ"), max_length=120)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=120)
    kind = models.CharField(_("ประเภทเทศบาล"), max_length=12, choices=Kind.choices)
    valid_from = models.DateField(_("ใช้ตั้งแต่"), null=True, blank=True)
    valid_to = models.DateField(_("ใช้ถึง"), null=True, blank=True)
    source = models.TextField(_("แหล่งที่มา"), blank=True)
    confidence = models.CharField(_("ความเชื่อมั่น"), max_length=6, choices=Confidence.choices)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("municipality", F("valid_from").asc(nulls_first=True))
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "valid_from"], nulls_distinct=False, name="one_name_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="name_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name_th

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep SARA AM as one character."""
        self.name_th = thai.normalise(self.name_th)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed through


class MunicipalityYear(models.Model):
    """Yearly facts of a municipality; each may be unknown, and says where it is from."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("ปี พ.ศ."))
    population = models.PositiveIntegerField(_("ประชากร (คน)"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("บุคลากร (คน)"), null=True, blank=True)
    budget_baht = models.DecimalField(_("งบประมาณ (บาท)"), max_digits=16, decimal_places=2, null=True, blank=True)
    area_km2 = models.DecimalField(_("พื้นที่ (ตร.กม.)"), max_digits=9, decimal_places=3, null=True, blank=True)
    source = models.TextField(_("แหล่งที่มา"), blank=True)
    confidence = models.CharField(_("ความเชื่อมั่น"), max_length=6, choices=Confidence.choices)

    class Meta:
        ordering = ("municipality", "year")
        constraints = (models.UniqueConstraint(fields=["municipality", "year"], name="one_row_of_facts_a_year"),)

    def __str__(self) -> str:
        return f"{self.municipality} {self.year}"
