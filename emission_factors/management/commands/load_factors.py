"""`load_factors`: bring the factor library into the database; what is published already must be the same."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from emission_factors.services import FixtureFault, load_editions, load_library


class Command(BaseCommand):
    """Load GWP sets, blends and editions from fixtures/, or the editions of one folder. Safe to repeat."""

    help = "Load the factor library from fixtures/; with --folder only the editions of that folder. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("--folder", type=Path, help="a folder with editions.csv and a CSV file for each edition")

    def handle(self, *_args: Any, folder: Path | None, verbosity: int, **_options: Any) -> None:
        """Load and say what was new."""
        try:
            if folder:
                loaded = load_editions(folder=folder.resolve())
            else:
                loaded = load_library(fixtures=settings.BASE_DIR / "fixtures")
        except FixtureFault as fault:
            raise CommandError("Nothing was loaded:\n" + "\n".join(fault.faults)) from None
        if verbosity:
            self.stdout.write(
                f"Loaded {loaded.factors} factors in {len(loaded.editions)} editions, "
                f"{len(loaded.gwp_sets)} GWP sets, {loaded.blends} blends."
                if loaded.anything
                else "The factor library is up to date."
            )
