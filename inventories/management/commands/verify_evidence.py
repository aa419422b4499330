"""`manage.py verify_evidence`: read every file of evidence and hold it against the hash that row and ledger carry."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import every_municipality
from inventories.selectors.evidence.files import FileCheck, check_files


class Command(BaseCommand):
    """Check every file; exit 1 and name each that is missing, changed, or withdrawn and still there."""

    help = "Reads every file of evidence. Exits 1 and names each that is missing, changed or was withdrawn and is still there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the choice of municipalities."""
        parser.add_argument(
            "--municipality", action="append", help="key of a municipality; may be repeated (all of them)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check."""
        keys = options["municipality"]
        towns = Municipality.objects.order_by("sort_key", "key")
        chosen = [town for town in towns if not keys or town.key in keys]
        if keys and len(chosen) < len(set(keys)):
            raise CommandError(f"Not all of these are municipalities: {', '.join(keys)}.")
        whole, orphans, wrong = 0, 0, []
        with every_municipality(reason="all files of evidence are checked"):
            for town in chosen:
                found = check_files(town)
                whole, orphans = whole + found.whole, orphans + len(found.orphans)
                wrong += [f"{town.key}: {each}" for each in _told(found)]
        if wrong:
            raise CommandError("\n".join([f"{len(wrong)} files are not as they should be", *wrong]), returncode=1)
        self.stdout.write(f"{whole} files are as they were handed in")
        if orphans:
            self.stdout.write(
                f"{orphans} files that no row names, left by uploads that were broken off; they do no harm"
            )


def _told(found: FileCheck) -> list[str]:
    return [
        *(f"{sha256} is missing" for sha256 in found.missing),
        *(f"{sha256} was changed" for sha256 in found.changed),
        *(f"{sha256} was withdrawn and is still there" for sha256 in found.left_behind),
    ]
