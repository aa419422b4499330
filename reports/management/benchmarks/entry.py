"""`manage.py benchmark entry`: a cell, a pasted block and the grid, in a database of 31 towns, commit included.

The figures are written for good, so they go into a database of their own, made on the same server by the owner's role
and dropped afterwards; the application serves there as everywhere, under its own role. Pages and forms go through
Django's test client, all middleware included.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from cfo_site.accounts.models import Membership, Municipality, MunicipalityName, User
from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from inventories.forms.block import drafts_of
from inventories.models import AmountRevision, Inventory, InventorySource
from reports.management.benchmarks import workbook
from reports.management.benchmarks.measure import timed
from reports.management.benchmarks.years import YEAR, filled_year

WIDE, NARROW = 200, 20  # sources of the grids that are compared
PASTED = 60  # sources of a pasted block, twelve months each
OF_CELLS = 20  # times as many runs for a cell as for the rest: it is short
HTMX = {"HX-Request": "true"}
UNCOLLECTED = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # what was collected may be older


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at the grid of a year: the client is signed in as its entry officer."""

    client: Client
    actor: User
    year: Inventory
    uses: list[InventorySource]

    @property
    def address(self) -> str:
        """Return where the grid is."""
        return reverse("inventories:grid", args=[self.year.municipality.key, self.year.token])


def add_arguments(parser: ArgumentParser) -> None:
    """Ask for the size of the database."""
    parser.add_argument("--towns", type=int, default=31, help="municipalities (31)")
    parser.add_argument("--years", type=int, default=5, help="years of each (5)")
    parser.add_argument("--sources", type=int, default=PASTED, help=f"sources of each year ({PASTED})")
    parser.add_argument("--here", action="store_true", help="in this database, which must be empty: it is filled")


def run(write: Callable[[str], object], options: Mapping[str, Any]) -> None:
    """Make a database, fill it and measure there; print sizes, then a line for each."""
    if options["here"]:
        with override_settings(STORAGES=settings.STORAGES | {"staticfiles": UNCOLLECTED}):
            _measure(write, options)
        return
    with _own_database() as environment:
        sizes = [f"--{name}={options[name]}" for name in ("towns", "years", "sources", "repeat")]
        command = [sys.executable, "manage.py", "benchmark", "entry", "--here", *sizes]
        done = subprocess.run(  # noqa: S603 - ourselves
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CommandError(done.stderr.strip() or "The measuring failed.")
        for line in done.stdout.splitlines()[2:]:  # the machine has been printed
            write(line)


@contextmanager
def _own_database() -> Iterator[dict[str, str]]:
    """Make an empty database with the tables of the application; yield the environment that leads there."""
    owner = connections["owner" if "owner" in connections else "default"]
    name = f"cfo_benchmark_{os.getpid()}"
    urls = {key: os.environ[key] for key in ("DATABASE_URL", "DATABASE_OWNER_URL") if os.environ.get(key)}
    environment = os.environ | {key: _in(url, name) for key, url in urls.items()}
    with owner._nodb_cursor() as cursor:  # noqa: SLF001 - how Django itself makes a test database
        cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    try:
        yield environment
    finally:
        with owner._nodb_cursor() as cursor:  # noqa: SLF001
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")


def _in(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}")).replace(":///", "://@/", 1)


def _measure(write: Callable[[str], object], options: Mapping[str, Any]) -> None:
    if "accounts_municipality" in connection.introspection.table_names() and Municipality.objects.exists():
        raise CommandError("This database holds municipalities already: nothing was measured.")
    call_command("migrate", verbosity=0)
    call_command("load_factors", verbosity=0)
    officer = User.objects.create(username="benchmark-entry", display_name="benchmark")
    for number in range(options["towns"]):
        town = _town(f"benchmark-{number}", officer)
        for year in range(options["years"]):
            with tenant_scope(town):
                filled_year(town, officer, sources=options["sources"], year=YEAR - year)
    town = Municipality.objects.get(key="benchmark-0")
    with tenant_scope(town):
        filled_year(town, officer, sources=PASTED, year=YEAR + 1)
    write(_sizes())
    write(f"{'act':<44}{'kB':>8}{'queries':>9}{'median ms':>11}{'best ms':>9}{'first ms':>10}")
    _save_a_cell(write, _desk(officer, town, YEAR), options["repeat"])
    _paste_a_block(write, _desk(officer, town, YEAR + 1), options["repeat"])
    workbook.run(write, options)  # the preview of a workbook of 720 cells, beside the same figures
    _read_grids(write, officer, options["repeat"])


def _town(key: str, officer: User) -> Municipality:
    town = Municipality.objects.create(key=key, district_th="(สมมติ)", sort_key=key, of_province=False)
    MunicipalityName.objects.create(
        municipality=town, name_th="เทศบาลสำหรับวัดความเร็ว", kind="subdistrict", confidence="high", source="invented"
    )
    Membership.objects.create(municipality=town, user=officer, role="entry")
    return town


def _desk(officer: User, town: Municipality, year: int) -> Desk:
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    client = Client(SERVER_NAME=hosts[0].lstrip(".") if hosts else "localhost")
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).select_related("municipality").get(year=year)
        uses = list(InventorySource.objects.of(town).filter(inventory=inventory).select_related("inventory"))
    return Desk(client, officer, inventory, uses)


def _sizes() -> str:
    with every_municipality(reason="sizes of what is measured"):
        figures = AmountRevision.objects.of_every_municipality().count()
        years = Inventory.objects.of_every_municipality().count()
        uses = InventorySource.objects.of_every_municipality().count()
    return f"{years:,} years, {uses:,} sources of years, {figures:,} figures; every save is committed"


def _save_a_cell(write: Callable[[str], object], desk: Desk, repeat: int) -> None:
    months, seen = desk.year.month_list, count(1)

    def save() -> HttpResponse:
        revision = next(seen)
        return _send(desk, [[desk.uses[0].pk, f"{months[0]:%Y-%m}", revision, f"{1000 + revision}.5"]])

    _line(write, "save a cell, with row, scopes and year", save, repeat * OF_CELLS)


def _paste_a_block(write: Callable[[str], object], desk: Desk, repeat: int) -> None:
    seen = count(1)
    cells = [(use, month) for use in desk.uses for month in desk.year.month_list]

    def paste() -> HttpResponse:
        revision = next(seen)
        block = [
            [use.pk, f"{month:%Y-%m}", revision, str(Decimal(revision * 1000 + place) / 4)]
            for place, (use, month) in enumerate(cells)
        ]
        return _send(desk, block)

    _line(write, f"paste {len(cells)} cells", paste, repeat)


def _read_grids(write: Callable[[str], object], officer: User, repeat: int) -> None:
    for sources in (NARROW, WIDE):
        town = _town(f"benchmark-of-{sources}", officer)
        with tenant_scope(town):
            filled_year(town, officer, sources=sources, year=YEAR)
        desk = _desk(officer, town, YEAR)

        def read(desk: Desk = desk) -> HttpResponse:
            return _answer(desk.client.get(desk.address, secure=settings.SECURE_HTTPS))

        _line(write, f"grid of {sources} sources", read, repeat)


def _send(desk: Desk, cells: list[list[object]]) -> HttpResponse:
    form = {"cells": json.dumps(cells), "who": drafts_of(desk.actor)}
    return _answer(desk.client.post(f"{desk.address}block/", form, secure=settings.SECURE_HTTPS, headers=HTMX))


def _answer(answer: Any) -> HttpResponse:
    if not isinstance(answer, HttpResponse) or answer.status_code != 200:  # noqa: PLR2004 - OK
        raise CommandError(f"An answer of {answer.status_code}: {answer.content.decode()[:300]}")
    return answer


def _line(write: Callable[[str], object], name: str, work: Callable[[], HttpResponse], repeat: int) -> None:
    timing, answer = timed(work, repeat)
    asked = _queries(work)
    figures = "".join(
        f"{each * 1000:>{width}.1f}" for each, width in ((timing.median, 11), (timing.best, 9), (timing.first, 10))
    )
    write(f"{name:<44}{len(answer.content) / 1000:>8.1f}{asked:>9}{figures}")


def _queries(work: Callable[[], HttpResponse]) -> int:
    asked = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        work()
    return asked
