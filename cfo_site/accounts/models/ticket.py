"""A one-time code with which a person sets a password: on a printed slip, or in a link that is handed over."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def code_hash(code: str) -> str:
    """Return the SHA-256, in hex, by which a code is kept: the code itself is stored nowhere."""
    return hashlib.sha256(code.strip().casefold().encode()).hexdigest()


class Ticket(models.Model):
    """Opens the choice of a password once, until it ends, is used, or a newer one takes its place."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tickets")
    code_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(_("ออกเมื่อ"))
    ends_at = models.DateTimeField(_("ใช้ได้ถึง"))
    used_at = models.DateTimeField(_("ใช้เมื่อ"), null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ใบแจ้งบัญชีผู้ใช้")
        constraints = (models.CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="a_ticket_ends_later"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"
