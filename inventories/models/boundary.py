"""What was decided about the boundary: answers to its questions, exclusions, and reasons given against a warning."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory
from inventories.models.source import Source


class BoundaryAnswer(TenantModel):
    """The answer to a boundary question about a source. It belongs to the source, so it holds for later years as well.

    Never overwritten: another answer is the next number. `question` and `answer` are keys of fixtures/boundary.
    """

    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    question = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)
    number = models.PositiveIntegerField(_("ครั้งที่"))
    reason = models.TextField(_("เหตุผล"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(_("ตอบเมื่อ"))

    class Meta:
        verbose_name = _("คำตอบเรื่องขอบเขต")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "source", "question", "number"], name="boundary_answers_are_numbered"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="boundary_answers_count_from_1"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.question} = {self.answer} #{self.number}"


class Exclusion(TenantModel):
    """Something left out of a year, with the reason (TCFO_R_02, 3.1.5).

    `source` is set where it was, or would have been, a source of the year; `use` holds what its InventorySource was, so
    that it can be put back. `tco2e` is an estimate in tonnes; None: not estimated.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    source = TenantForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    what = models.CharField(_("สิ่งที่ไม่รวม"), max_length=200)
    why = models.TextField(_("เหตุผล"))
    tco2e = models.DecimalField(_("ปริมาณโดยประมาณ (tCO2e)"), max_digits=18, decimal_places=3, null=True, blank=True)
    use = models.JSONField(default=dict, blank=True)
    # The year whose decision this is a copy of, until somebody has confirmed that it still holds.
    copied_from = TenantForeignKey(
        Inventory, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("คัดลอกจากบัญชี")
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(_("ตัดสินใจเมื่อ"))

    class Meta:
        verbose_name = _("สิ่งที่ไม่รวมในขอบเขต")
        ordering = ("inventory", "id")
        indexes = (models.Index(fields=["municipality", "inventory"], name="exclusions_of_a_year"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(tco2e__isnull=True) | Q(tco2e__gte=Decimal(0), tco2e__lt=Decimal(10**15)),
                name="excluded_tonnes_are_plausible",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="an_exclusion_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.what}"


class WarningAnswer(TenantModel):
    """The reason why a warning of double counting does not hold in a year.

    `rule` is a code of inventories.calc.double_counting, `subject` the primary keys of the InventorySources concerned,
    in order: once other sources are concerned, the warning is open again.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    rule = models.CharField(max_length=40)
    subject = models.TextField()
    reason = models.TextField(_("เหตุผล"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(_("ตอบเมื่อ"))

    class Meta:
        verbose_name = _("คำชี้แจงเรื่องการนับซ้ำ")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "inventory", "rule", "subject"], name="a_warning_is_answered_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_warning_answer_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.rule} {self.subject}"
