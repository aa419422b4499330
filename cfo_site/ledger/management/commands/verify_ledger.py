"""`verify_ledger`: check every chain from its first entry to its head, with the key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger import selectors


class Command(BaseCommand):
    """Check every chain; exit 1 and name the first break of each that is broken."""

    help = "Checks the ledger of every municipality and of the province. Exits 1 and names the first break if one is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check."""
        breaks: list[str] = []
        chains = entries = 0
        with every_municipality(reason="the ledger is checked as a whole"):
            for municipality in (None, *Municipality.objects.order_by("sort_key", "key")):
                chains, entries = chains + 1, entries + selectors.head(municipality).last_number
                if found := selectors.first_break(municipality):
                    breaks.append(f"{municipality or 'province'}: entry {found[0]}: {found[1]}")
        if breaks:
            raise CommandError("\n".join([f"{len(breaks)} of {chains} chains are broken", *breaks]), returncode=1)
        self.stdout.write(f"{chains} chains with {entries} entries hold")
