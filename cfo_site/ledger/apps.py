"""The ledger: every act, in the same transaction, chained by hash."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The append-only book of acts."""

    name = "cfo_site.ledger"
    label = "ledger"
