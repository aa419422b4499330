"""The ledger: every act, in the same transaction, chained by hash."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The append-only book of acts."""

    name = "cfo_site.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Let years and months be read as words in every act."""
        from cfo_site.ledger import words  # noqa: F401  # registering is the point
