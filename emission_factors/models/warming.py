"""Gas, GwpSet, Blend, GasAlias: what a kilogram of a gas weighs in CO2, and what a bottle with a trade name holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.models.municipality import Confidence


class Family(models.TextChoices):
    """Groups of gases; the first seven are those of the Kyoto Protocol, of which TGO's scopes consist."""

    CO2 = "co2", _("คาร์บอนไดออกไซด์")
    CH4 = "ch4", _("มีเทน")
    N2O = "n2o", _("ไนตรัสออกไซด์")
    HFC = "hfc", _("ไฮโดรฟลูออโรคาร์บอน (HFCs)")
    PFC = "pfc", _("เพอร์ฟลูออโรคาร์บอน (PFCs)")
    SF6 = "sf6", _("ซัลเฟอร์เฮกซะฟลูออไรด์")
    NF3 = "nf3", _("ไนโตรเจนไตรฟลูออไรด์")
    CFC = "cfc", _("คลอโรฟลูออโรคาร์บอน (CFCs)")
    HCFC = "hcfc", _("ไฮโดรคลอโรฟลูออโรคาร์บอน (HCFCs)")
    HALON = "halon", _("ฮาลอน")
    HFO = "hfo", _("ไฮโดรฟลูออโรโอเลฟิน (HFOs)")
    HCFO = "hcfo", _("ไฮโดรคลอโรฟลูออโรโอเลฟิน (HCFOs)")
    HC = "hc", _("ไฮโดรคาร์บอน")
    OTHER = "other", _("ก๊าซอื่น")


KYOTO = frozenset({Family.CO2, Family.CH4, Family.N2O, Family.HFC, Family.PFC, Family.SF6, Family.NF3})


class Gas(models.Model):
    """A gas under the short name that the inventory document writes (R-32, not HFC-32)."""

    name = models.CharField(_("ชื่อ"), max_length=30, unique=True)
    long_name = models.CharField(_("ชื่อเต็ม"), max_length=60)
    formula = models.CharField(_("สูตร"), max_length=40)
    family = models.CharField(_("กลุ่ม"), max_length=6, choices=Family.choices)
    source = models.TextField(_("แหล่งที่มา"), blank=True)
    confidence = models.CharField(_("ความเชื่อมั่น"), max_length=6, choices=Confidence.choices)
    note = models.TextField(_("หมายเหตุ"), blank=True)

    class Meta:
        verbose_name = _("ก๊าซ")
        ordering = ("id",)  # the order of the fixture: Kyoto first
        constraints = (
            models.CheckConstraint(condition=models.Q(family__in=Family.values), name="gas_family_is_known"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def outside(self) -> bool:
        """Say whether it is reported apart from the scopes by default."""
        return self.family not in KYOTO


class GwpSet(models.Model):
    """Global warming potentials over 100 years that an inventory chooses once.

    `values` {gas: plain decimal}, `outside` the gases among them that are reported apart (rule 4 of the document).
    """

    key = models.CharField(_("รหัส"), max_length=40, unique=True)  # the `name` in the inventory document
    name_th = models.CharField(_("ชื่อ"), max_length=200)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=200)
    report = models.CharField(
        _("รายงานของ IPCC"), max_length=10
    )  # AR4, AR5, AR6: what a factor's basis is held against
    values = models.JSONField(_("ค่า GWP"))
    outside = models.JSONField(_("รายงานแยก"), default=list)
    source = models.TextField(_("แหล่งที่มา"))
    confidence = models.CharField(_("ความเชื่อมั่น"), max_length=6, choices=Confidence.choices)
    note = models.TextField(_("หมายเหตุ"), blank=True)

    class Meta:
        verbose_name = _("ชุดค่า GWP")
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~models.Q(values={}), name="gwp_set_has_values"),)

    def __str__(self) -> str:
        return self.key


class Blend(models.Model):
    """A mixed refrigerant: `components` {gas: mass fraction}, exactly 1 in sum. A component may have no known GWP."""

    name = models.CharField(_("ชื่อ"), max_length=30, unique=True)
    components = models.JSONField(_("ส่วนผสม"))
    source = models.TextField(_("แหล่งที่มา"))
    confidence = models.CharField(_("ความเชื่อมั่น"), max_length=6, choices=Confidence.choices)
    note = models.TextField(_("หมายเหตุ"), blank=True)

    class Meta:
        verbose_name = _("สารผสม")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class GasAlias(models.Model):
    """One way of writing a gas or a blend; every name is its own alias too. Looked up folded."""

    alias = models.CharField(_("ชื่อที่พบ"), max_length=60)
    folded = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("ชื่อที่ใช้"), max_length=30)

    class Meta:
        verbose_name = _("ชื่ออื่นของก๊าซ")
        ordering = ("alias",)

    def __str__(self) -> str:
        return f"{self.alias} = {self.name}"
