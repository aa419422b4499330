"""`keep_ledger_heads`: append the heads of all chains to the file outside the database. To be run daily."""

from typing import Any

from django.core.management.base import BaseCommand

from cfo_site.ledger import heads


class Command(BaseCommand):
    """Append what has changed since the last time."""

    help = (
        "Appends the head of every chain that has grown to the file LEDGER_HEADS. Run it daily and copy the file away."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Append."""
        self.stdout.write(f"{len(heads.keep())} heads kept")
