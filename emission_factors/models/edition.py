"""Publisher and Edition: who says so, and in which issue of the list. A published edition never changes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Publisher(models.Model):
    """Who publishes factors: TGO, the IPCC, a national inventory."""

    key = models.SlugField(_("รหัส"), max_length=40, unique=True)
    name_th = models.CharField(_("ชื่อ"), max_length=200)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=200)

    class Meta:
        verbose_name = _("ผู้เผยแพร่")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name_th


class Edition(models.Model):
    """One issue of a publisher's list. A newer one names the one it supersedes; nothing is changed or deleted."""

    key = models.SlugField(_("รหัส"), max_length=60, unique=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, related_name="editions")
    title_th = models.CharField(_("ชื่อรุ่น"), max_length=250)
    title_en = models.CharField(_("ชื่อรุ่นภาษาอังกฤษ"), max_length=250)
    gwp_basis = models.CharField(_("ฐาน GWP"), max_length=40, blank=True)  # a GwpSet's key, an IPCC report, or unstated
    valid_from = models.DateField(_("ใช้ตั้งแต่"), null=True, blank=True)
    valid_to = models.DateField(_("ใช้ถึง"), null=True, blank=True)
    published_at = models.DateField(_("วันที่เผยแพร่"), null=True, blank=True)  # by the publisher, where known to the day
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("ใช้แทน")
    )
    source = models.TextField(_("แหล่งที่มา"))
    licence = models.TextField(_("เงื่อนไขการใช้"), blank=True)
    file_name = models.CharField(_("แฟ้มข้อมูล"), max_length=120)
    sha256 = models.CharField(max_length=64)
    note = models.TextField(_("หมายเหตุ"), blank=True)

    class Meta:
        verbose_name = _("รุ่นของค่า EF")
        ordering = (F("valid_from").desc(nulls_last=True), "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(supersedes=F("id")), name="an_edition_supersedes_another"),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def undated(self) -> bool:
        """Say whether the publisher gave no dates of use at all."""
        return self.valid_from is None and self.valid_to is None
