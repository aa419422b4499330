"""The frozen year: the inventory document and the dossier as they were when it was locked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory


class Snapshot(TenantModel):
    """Written by locking, never changed. Both texts are the canonical JSON that their hashes cover."""

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))
    document = models.TextField()
    document_sha256 = models.CharField(max_length=64)
    dossier = models.TextField()
    dossier_sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("เหตุผลที่แก้ไข"), blank=True, max_length=2000)  # why it supersedes the one before it
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    locked_at = models.DateTimeField(_("ล็อกเมื่อ"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "inventory", "version"], name="versions_are_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.inventory} v{self.version}"
