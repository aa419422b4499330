"""`manage.py benchmark documents`: how long PDF, workbook and JSON of a year take, and how large they are.

Each is made as the site makes it, facts gathered from the database included.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from cfo_site.accounts.selectors import municipality
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Inventory, InventorySource
from inventories.selectors.document import document_in_force
from reports.exports.gathering import year_facts
from reports.exports.workbook.year import year_workbook
from reports.exports.year import year_pdf
from reports.management.benchmarks.measure import Timing, timed
from reports.management.benchmarks.years import YEAR, passing_year

DOCUMENTS: Mapping[str, Callable[[Inventory], bytes]] = {
    "json": lambda year: json.dumps(document_in_force(year), ensure_ascii=False, indent=1).encode(),
    "xlsx": lambda year: year_workbook(year_facts(year)),
    "pdf": lambda year: year_pdf(year_facts(year)),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Ask for numbers of sources."""
    parser.add_argument("--sources", type=int, nargs="*", default=[60, 200], help="sizes of the synthetic years")


def run(write: Callable[[str], object], options: Mapping[str, Any]) -> None:
    """Measure the demonstration year, where it is loaded, and synthetic years; print a line for each document."""
    write(f"{'year':<22}{'document':<10}{'kB':>9}{'median s':>10}{'best s':>9}{'first s':>9}{'per source':>12}")
    with _demonstration() as year:
        if year is None:
            write("demonstration year: not loaded (manage.py load_demo)")
        else:
            _measure(write, "demonstration", year, options["repeat"])
    for sources in options["sources"]:
        with passing_year(sources) as year:
            _measure(write, f"{sources} sources", year, options["repeat"])


@contextmanager
def _demonstration() -> Iterator[Inventory | None]:
    town = municipality("demo")
    if town is None:
        yield None
        return
    with tenant_scope(town):
        yield Inventory.objects.of(town).filter(year=YEAR).select_related("municipality", "gwp_set").first()


def _measure(write: Callable[[str], object], name: str, year: Inventory, repeat: int) -> None:
    sources = max(InventorySource.objects.of(year.municipality).filter(inventory=year).count(), 1)
    for document, make in DOCUMENTS.items():
        timing, made = timed(partial(make, year), repeat)
        write(_line(f"{name:<22}{document:<10}{len(made) / 1000:>9.1f}", timing, sources))


def _line(before: str, timing: Timing, sources: int) -> str:
    each = timing.median / sources * 1000
    return f"{before}{timing.median:>10.3f}{timing.best:>9.3f}{timing.first:>9.3f}{each:>9.1f} ms"
