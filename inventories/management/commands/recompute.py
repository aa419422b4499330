"""`manage.py recompute [--check]`: stored results against a fresh calculation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cfo_site.accounts.selectors import all_municipalities
from cfo_site.accounts.tenancy import tenant_scope
from inventories.selectors.fresh import against_frozen, compare
from inventories.selectors.inventories import inventories, inventory_sources
from inventories.services.results import recalculate


class Command(BaseCommand):
    """Recompute every inventory, or with --check only compare and say what differs."""

    help = "Calculate all stored results afresh; --check only compares and fails on a difference"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --check and a choice of one municipality."""
        parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
        parser.add_argument("--municipality", help="key of one municipality; all without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the municipalities, each in its own scope."""
        compared, differences = 0, list[str]()
        for town in all_municipalities(key=options["municipality"]):
            with tenant_scope(town):
                for inventory in inventories(town):
                    uses = list(inventory_sources(inventory))
                    rows, found = compare(inventory, uses)
                    compared += rows
                    found += against_frozen(inventory)
                    differences += [f"{town.key} {inventory.token} {line}" for line in found]
                    if found and not options["check"] and not inventory.is_locked:
                        recalculate(inventory, uses)
        for line in differences:
            self.stdout.write(line)
        self.stdout.write(f"{compared} stored results compared, {len(differences)} differ.")
        if options["check"] and differences:
            raise CommandError("Stored results differ from a fresh calculation (see above).")
        if options["check"] and not compared:
            raise CommandError("There was nothing to compare.")
