"""`manage.py report MUNICIPALITY YEAR --format pdf|xlsx|json --output FILE`: the documents without a browser."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cfo_site.accounts.selectors import municipality
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Inventory
from inventories.selectors.document import document_in_force
from inventories.selectors.inventories import inventory
from reports.exports.gathering import year_facts
from reports.exports.workbook.year import year_workbook
from reports.exports.year import year_pdf


def _json(year: Inventory) -> bytes:
    return json.dumps(document_in_force(year), ensure_ascii=False, indent=1).encode()


def _pdf(year: Inventory) -> bytes:
    return year_pdf(year_facts(year))


def _xlsx(year: Inventory) -> bytes:
    return year_workbook(year_facts(year))


FORMATS = {"json": _json, "pdf": _pdf, "xlsx": _xlsx}


class Command(BaseCommand):
    """Write one document of one year to a file."""

    help = "Write a document of a year: pdf for people, xlsx with live formulas, json for recalculation"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the municipality, the Buddhist-era year (fy2568 for a budget year), the format and the file."""
        parser.add_argument("municipality", help="key of the municipality")
        parser.add_argument("year", help="Buddhist-era year: 2568, or fy2568 for a budget year")
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or say what is not there."""
        town = municipality(options["municipality"])
        if town is None:
            raise CommandError(f"There is no municipality {options['municipality']}.")
        with tenant_scope(town):
            try:
                year = inventory(town, options["year"])
            except (Inventory.DoesNotExist, ValueError):
                raise CommandError(f"{town.key} has no inventory of {options['year']}.") from None
            content = FORMATS[options["format"]](year)
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{options['output']}: {len(content):,} bytes")
