"""`load_municipalities`: the municipalities of fixtures/municipalities, their dated names and yearly facts."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from cfo_site.accounts import services

FILES = ("municipalities", "names", "years")


class Command(BaseCommand):
    """Load the register; safe to repeat."""

    help = "Loads the municipalities with their dated names and yearly facts. Safe to repeat; removes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let another folder be named."""
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures" / "municipalities")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load."""
        try:
            towns, names, years = (_rows(options["folder"] / f"{name}.csv") for name in FILES)
            loaded = services.load_municipalities(towns=towns, names=names, years=years)
        except (OSError, KeyError, ValueError, ValidationError) as problem:
            message = f"Nothing was loaded: {problem}"
            raise CommandError(message) from problem
        self.stdout.write(
            f"{loaded.municipalities} municipalities: {loaded.added} rows added, {loaded.changed} changed"
        )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
