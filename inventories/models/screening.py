"""Which categories of Scope 3 are significant: criteria of the organisation's own, and each of the 15 judged by them."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory

CATEGORIES = range(1, 16)


class Scope3Screening(TenantModel):
    """The criteria of a year (Fr-03.2): {key: {weight, scale}} of those used, from which mean a category is significant, why."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    criteria = models.JSONField()  # keys of fixtures/screening; weights as plain decimals, scales by their key
    cut_off = models.DecimalField(_("มีนัยสำคัญตั้งแต่คะแนน"), max_digits=6, decimal_places=3)
    rationale = models.TextField(_("หลักเกณฑ์และเหตุผล"), max_length=2000)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("เกณฑ์คัดกรองประเภทที่ 3")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory"], name="criteria_are_set_once_a_year"),
            models.CheckConstraint(condition=Q(cut_off__gt=Decimal(0)), name="a_cut_off_is_above_nothing"),
            models.CheckConstraint(condition=~Q(rationale=""), name="criteria_have_their_reasons"),
        )

    def __str__(self) -> str:
        return str(self.inventory)


class ScreenedCategory(TenantModel):
    """One of the 15 categories in a year: not applicable with its reason, or scored, and whether it is assessed."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    number = models.PositiveSmallIntegerField(_("หมวด"))
    applicable = models.BooleanField(_("เกี่ยวข้อง"))
    scores = models.JSONField(default=dict, blank=True)  # {key of the criterion: score}
    chosen = models.BooleanField(_("เลือกประเมิน"), default=False)
    reason = models.TextField(_("เหตุผล"), max_length=1000, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("หมวดที่คัดกรอง")
        ordering = ("inventory", "number")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "number"], name="a_category_is_screened_once"),
            models.CheckConstraint(
                condition=Q(number__gte=CATEGORIES[0], number__lte=CATEGORIES[-1]), name="screened_category_is_known"
            ),
            models.CheckConstraint(
                condition=Q(applicable=True) | (Q(chosen=False) & ~Q(reason="")), name="not_applicable_has_its_reason"
            ),
            models.CheckConstraint(condition=Q(chosen=True) | ~Q(reason=""), name="not_assessed_has_its_reason"),
        )

    def __str__(self) -> str:
        return f"{self.inventory} 3.{self.number}"
