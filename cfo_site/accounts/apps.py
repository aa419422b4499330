"""Accounts: who people are, which municipality is whose, and the two locks on every row."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Grants the serving role what it needs after every migration: who migrates is not who serves."""

    name = "cfo_site.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the grants; make the acts known to the ledger."""
        from cfo_site.accounts import act_words, acts  # noqa: F401  # registering is the point
        from cfo_site.accounts.roles import grant_to_app

        post_migrate.connect(grant_to_app, sender=self)
