"""Why an unlikely figure is right. The doubts themselves are found afresh each time; only what people say is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.source import Source

LONGEST_TEXT = 1000


class Explanation(TenantModel):
    """What somebody said to one doubt about a month of a source: never changed, the newest one counts.

    It belongs to source × month as the figure does, and to the revision that it explains: a new figure makes it
    obsolete. `rule` is a key of inventories.calc.plausibility, `reason` a key of fixtures/plausibility.
    """

    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    month = models.DateField(_("เดือน"))
    rule = models.CharField(max_length=20)
    revision_number = models.PositiveIntegerField(_("ครั้งที่"))
    reason = models.CharField(_("เหตุผล"), max_length=20)
    text = models.TextField(_("คำอธิบาย"), blank=True, max_length=LONGEST_TEXT)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    explained_at = models.DateTimeField(_("ชี้แจงเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries this row's hash

    class Meta:
        verbose_name = _("คำชี้แจงตัวเลข")
        indexes = (models.Index(fields=["municipality", "source", "month"], name="explanations_of_a_cell"),)
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="explained_month_is_a_first"),
            models.CheckConstraint(condition=Q(revision_number__gte=1), name="a_figure_is_explained"),
            models.CheckConstraint(condition=~Q(rule="") & ~Q(reason=""), name="an_explanation_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.month:%Y-%m} #{self.revision_number} {self.rule}"
