"""`manage.py refresh_spread`: what sources of a kind take in municipalities of a kind, read afresh from all of them."""

from typing import Any

from django.core.management.base import BaseCommand

from inventories.services.spread import refresh_spread


class Command(BaseCommand):
    """Replace the spreads; safe to repeat at any time."""

    help = "Read afresh what sources of a kind take in municipalities of a kind (shown beside a figure, nobody named)"

    def handle(self, *args: Any, **options: Any) -> None:
        """Refresh and say how many there are."""
        self.stdout.write(f"{refresh_spread()} spreads of sources of one kind, in municipalities of one kind.")
