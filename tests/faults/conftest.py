"""A town with sixty sources, a server of its own, and what must be true after every fault."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from cfo_site.accounts.models import Membership, Municipality, User
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Factor
from inventories.forms.block import drafts_of
from inventories.models import AmountRevision, Inventory, InventorySource, MonthlyResult
from inventories.services.sources import Addition, add_sources
from tests.conftest import make_person, make_town
from tests.faults.server import Server
from tests.inventories.conftest import make_year

SOURCES, CELLS = 60, 720


def pytest_collection_modifyitems(items):
    """Mark what is in this folder: it kills processes."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.faults)
            if "DATABASE_URL" not in os.environ:
                item.add_marker(pytest.mark.skip(reason="kills things: only on the throw-away cluster of the tests"))


@dataclass(frozen=True, slots=True)
class Office:
    """A town with a year of sixty sources, and who enters its figures."""

    town: Municipality
    year: Inventory
    nid: User
    uses: list[InventorySource]

    @property
    def block(self) -> tuple[str, dict[str, str]]:
        """Return where a block of 720 cells goes, and what a browser sends."""
        cells = [
            [use.pk, f"{month:%Y-%m}", 0, f"{row * 100 + month.month}"]
            for row, use in enumerate(self.uses, 1)
            for month in self.year.month_list
        ]
        fields = {"cells": json.dumps(cells), "who": drafts_of(self.nid)}
        return reverse("inventories:block_save", args=[self.town.key, self.year.token]), fields

    def rows(self) -> tuple[int, int, int]:
        """Return how many figures are there, how many months have a result, and how often the ledger says so."""
        with tenant_scope(self.town):
            figures = AmountRevision.objects.of(self.town)
            assert set(figures.values_list("number", flat=True)) <= {1}
            results = MonthlyResult.objects.of(self.town).values("inventory_source", "month").distinct()
            entries = Entry.objects.of(self.town).filter(act="amounts.recorded")
            return figures.count(), results.count(), entries.count()

    def is_sound(self) -> None:
        """Have the chain verified and every result calculated anew."""
        call_command("verify_ledger", stdout=StringIO())
        if self.rows()[0]:
            out = StringIO()
            call_command("recompute", "--check", stdout=out)
            assert " 0 differ" in out.getvalue()


ALL, NONE = (CELLS, CELLS, 1), (0, 0, 0)


@pytest.fixture
def office(committed_db) -> Office:
    """ทุ่งทราย with sixty vehicles in its 2567."""
    call_command("createcachetable", verbosity=0)
    town, nid = make_town("thung-sai", "เทศบาลตำบลทุ่งทราย", "Thung Sai"), make_person("nid", "นิด ผู้บันทึกข้อมูล")
    Membership.objects.create(municipality=town, user=nid, role="entry")
    diesel = Factor.objects.get(edition__key="tgo-cfo-2565", key__endswith=".on.diesel.l")
    use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel}
    with tenant_scope(town):
        year = make_year(town, nid)
        vehicles = [Addition({"name_th": f"รถคันที่ {n}", "unit": "litre"}, use) for n in range(1, SOURCES + 1)]
        uses = add_sources(inventory=year, actor=nid, additions=vehicles)
    return Office(town, year, nid, uses)


@pytest.fixture
def serve() -> Iterator[Callable[[], Server]]:
    """Return a function that starts the server; what still runs afterwards is killed."""
    started: list[Server] = []

    def start() -> Server:
        started.append(Server())
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.kill()
