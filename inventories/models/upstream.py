"""That a year also counts how its fuels and electricity were come by (Scope 3.3)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory


class UpstreamChoice(TenantModel):
    """There while the switch of a year is on. `densities`: {fuel: {"ratio", "reason"}} in kg per litre, own values only."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    densities = models.JSONField(default=dict, blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    chosen_at = models.DateTimeField(_("เลือกเมื่อ"))

    class Meta:
        verbose_name = _("การได้มาซึ่งเชื้อเพลิงและพลังงาน")
        constraints = (models.UniqueConstraint(fields=["municipality", "inventory"], name="upstream_is_chosen_once"),)

    def __str__(self) -> str:
        return str(self.inventory)
