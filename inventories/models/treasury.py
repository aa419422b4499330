"""What the treasury booked in a year for electricity, water and fuel, and why the bills come to something else."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.evidence import Evidence
from inventories.models.inventory import Inventory
from inventories.models.meter import BillKind

LONGEST_EXPLANATION = 1000


class MoneyKind(models.TextChoices):
    """What is reconciled in baht (practice, section 5); the values are those of bills."""

    ELECTRICITY = BillKind.ELECTRICITY.value, _("ค่าไฟฟ้า")
    WATER = BillKind.WATER.value, _("ค่าน้ำประปา")
    FUEL = BillKind.FUEL.value, _("ค่าน้ำมันเชื้อเพลิง")


class TreasuryAccount(TenantModel):
    """An account of the treasury's ledger with what was booked in it in the period of a year, and the paper that says so."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    kind = models.CharField(_("ชนิด"), max_length=12, choices=MoneyKind.choices)
    number = models.CharField(_("เลขที่บัญชี"), max_length=40)
    name = models.CharField(_("ชื่อบัญชี"), max_length=160)
    baht = models.DecimalField(_("ยอดทั้งปี (บาท)"), max_digits=14, decimal_places=2)
    paper = models.CharField(_("เอกสารที่มา"), max_length=200)
    evidence = TenantForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("หลักฐานในดัชนี")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("บัญชีของกองคลัง")
        ordering = ("municipality", "inventory", "kind", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "inventory", "kind", "number"], name="an_account_is_entered_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=MoneyKind.values), name="kind_of_an_account_is_known"),
            models.CheckConstraint(condition=Q(baht__gte=0, baht__lt=10**12), name="baht_of_an_account_are_in_range"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(name="") & ~Q(paper=""), name="an_account_says_where_it_comes_from"
            ),
        )

    def __str__(self) -> str:
        return self.number


class BahtExplanation(TenantModel):
    """Why bills and ledger differ. It holds for the two sums that it was given for: once either changes, it is asked anew.

    Append-only: another explanation is the next number.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    kind = models.CharField(_("ชนิด"), max_length=12, choices=MoneyKind.choices)
    number = models.PositiveIntegerField(_("ครั้งที่"))
    papers = models.DecimalField(_("ยอดจากบิล (บาท)"), max_digits=16, decimal_places=2, null=True, blank=True)
    ledger = models.DecimalField(_("ยอดจากบัญชี (บาท)"), max_digits=16, decimal_places=2)
    text = models.TextField(_("คำชี้แจง"), max_length=LONGEST_EXPLANATION)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    explained_at = models.DateTimeField(_("ชี้แจงเมื่อ"))

    class Meta:
        verbose_name = _("คำชี้แจงผลต่างเป็นเงิน")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "inventory", "kind", "number"], name="baht_explanations_are_numbered"
            ),
            models.CheckConstraint(condition=Q(kind__in=MoneyKind.values), name="kind_of_explained_baht_is_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="baht_explanations_count_from_1"),
            models.CheckConstraint(condition=~Q(text=""), name="explained_baht_has_words"),
        )

    def __str__(self) -> str:
        return f"{self.inventory_id} {self.kind} #{self.number}"
