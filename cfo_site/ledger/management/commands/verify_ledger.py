"""`verify_ledger`: check every chain from its first entry to its head, and what it speaks of against the stored rows."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger import chain, heads, selectors, witnesses


class Command(BaseCommand):
    """Check every chain; exit 1 and name the first break of each that is broken, and each row that was changed."""

    help = (
        "Checks the ledger of every municipality and of the province with the key, against the heads kept outside the "
        "database, and the stored rows against the ledger. Exits 1 and names what was changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check."""
        kept = heads.kept()
        wrong: list[str] = []
        if found := chain.first_wrong_line(kept, key=settings.LEDGER_KEY):
            wrong.append(f"kept heads, line {found[0]}: {found[1]}")
        chains = entries = 0
        with every_municipality(reason="the ledger is checked as a whole"):
            for municipality in (None, *Municipality.objects.order_by("sort_key", "key")):
                chains, entries = chains + 1, entries + selectors.head(municipality).last_number
                name = str(municipality or "province")
                if found := selectors.first_break(municipality, kept=kept):
                    wrong.append(f"{name}: entry {found[0]}: {found[1]}")
                if municipality:
                    wrong += [f"{name}: {each}" for each in witnesses.contradictions(municipality)]
        if wrong:
            raise CommandError("\n".join([f"not as it was written: {len(wrong)}", *wrong]), returncode=1)
        self.stdout.write(f"{chains} chains with {entries} entries hold; {len(kept)} kept heads agree")
