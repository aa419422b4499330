"""Chain, Entry, EntryText: who did what when, never changed, each entry naming the one before it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import TenantQuerySet


class Chain(models.Model):
    """The head of a chain: one per municipality, one (without municipality) for acts that belong to none."""

    municipality = models.OneToOneField(Municipality, on_delete=models.PROTECT, null=True, related_name="+")
    last_number = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality"], nulls_distinct=False, name="one_chain_for_each"),
        )

    def __str__(self) -> str:
        return f"{self.municipality or 'province'} #{self.last_number}"


class Entry(models.Model):
    """One act. Holds ids and hashes only; names and free text stay outside, so that they can be erased."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    number = models.PositiveIntegerField(_("ลำดับ"))
    at = models.DateTimeField(_("เวลา"))
    actor_id = models.BigIntegerField(
        _("ผู้กระทำ"), null=True, blank=True
    )  # by id, no foreign key: the person's row may be erased
    act = models.CharField(_("การกระทำ"), max_length=60)
    subject = models.CharField(_("เกี่ยวกับ"), max_length=80, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    objects = TenantQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "number"], nulls_distinct=False, name="entries_are_numbered_without_gap"
            ),
        )

    def __str__(self) -> str:
        return f"#{self.number} {self.act}"

    def content(self) -> dict[str, object]:
        """Return what the hash covers."""
        return {
            "municipality": self.municipality_id,
            "number": self.number,
            "at": self.at.isoformat(),
            "actor": self.actor_id,
            "act": self.act,
            "subject": self.subject,
            "facts": self.facts,
            "text_hash": self.text_hash,
        }


class EntryText(models.Model):
    """The free text of an entry and its salt. May be erased (PDPA); the chain then keeps only the hash."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="text")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    objects = TenantQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text
