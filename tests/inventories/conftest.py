"""A year of ทุ่งทราย with a car and a meter, and one of the other town."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.models import User
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor, GwpSet
from inventories.models import Inventory, InventorySource, Snapshot, State
from inventories.services import path
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.inventories import open_year
from inventories.services.sources import add_source

from .method_forms import FORMS, typed

JANUARY = dt.date(2024, 1, 1)


def make_year(town, owner, *, year: int = 2567, kind: str = "calendar") -> Inventory:
    """Open a year with TGO's April 2565 edition; needs the town's scope."""
    return open_year(
        municipality=town,
        actor=owner,
        year=year,
        year_kind=kind,
        gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
        editions=[Edition.objects.get(key="tgo-cfo-2565")],
    )


def make_diesel(inventory, owner, name: str = "น้ำมันดีเซล รถเก็บขนขยะ") -> InventorySource:
    """Add a car that burns TGO's on-road diesel: 2.70… kg of three gases a litre."""
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key__endswith=".on.diesel.l")
    return add_source(
        inventory=inventory,
        actor=owner,
        source={"name_th": name, "unit": "litre"},
        use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor},
    )


def make_electricity(inventory, owner) -> InventorySource:
    """Add a meter on TGO's grid factor 0.4999, which has no gas split."""
    factor = Factor.objects.filter(category="electricity", printed_kgco2e=Decimal("0.4999")).first()
    return add_source(
        inventory=inventory,
        actor=owner,
        source={"name_th": "ไฟฟ้าสำนักงาน", "unit": "kWh"},
        use={"scope": "2", "category": "electricity", "method": "factor", "factor": factor},
    )


def approve(*, inventory: Inventory, actor) -> None:
    """Take a draft along its path until it is approved: handed in by somebody else, then approved by `actor`."""
    other = User.objects.exclude(pk=actor.pk).order_by("pk").first() or actor
    path.submit(inventory=inventory, actor=other)
    path.approve(inventory=inventory, actor=actor)


def lock(*, inventory: Inventory, actor, now: dt.datetime | None = None) -> Snapshot:
    """Take a draft along its path until it is locked: handed in by somebody else, then approved and locked by `actor`."""
    if inventory.state == State.DRAFT:
        other = User.objects.exclude(pk=actor.pk).order_by("pk").first() or actor
        path.submit(inventory=inventory, actor=other, now=now)
        path.approve(inventory=inventory, actor=actor, now=now)
    return path.lock(inventory=inventory, actor=actor, now=now)


@pytest.fixture
def year(town, orn):
    """ทุ่งทราย's draft of 2567."""
    with tenant_scope(town):
        return make_year(town, orn)


@pytest.fixture
def diesel(town, orn, year):
    """Its garbage truck."""
    with tenant_scope(town):
        return make_diesel(year, orn)


@pytest.fixture
def electricity(town, orn, year):
    """Its office meter."""
    with tenant_scope(town):
        return make_electricity(year, orn)


@pytest.fixture
def their_diesel(other_town, olarn):
    """The other town's truck, in its own 2567."""
    with tenant_scope(other_town):
        return make_diesel(make_year(other_town, olarn), olarn, "น้ำมันดีเซล รถของเมืองอื่น")


@pytest.fixture
def record(town, nid):
    """Return a function that records one amount as นิด in ทุ่งทราย's scope."""

    def recorded(use, amount, *, month=JANUARY, based_on=0, **fields):
        change = AmountChange(
            use.source_id, month, Decimal(amount) if amount is not None else None, based_on=based_on, **fields
        )
        with tenant_scope(town):
            return record_amounts(municipality=town, actor=nid, changes=[change])

    return recorded


@pytest.fixture
def fill(town, nid):
    """Return a function that records all months of a use with one amount."""

    def filled(use, amount):
        changes = [AmountChange(use.source_id, month, Decimal(amount)) for month in use.inventory.month_list]
        with tenant_scope(town):
            return record_amounts(municipality=town, actor=nid, changes=changes)

    return filled


@pytest.fixture
def full_year(town, orn):
    """ทุ่งทราย's draft of 2567 with every edition of TGO and IPCC; use it in the place of `year`."""
    with tenant_scope(town):
        return open_year(
            municipality=town,
            actor=orn,
            year=2567,
            year_kind="calendar",
            gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
            editions=list(Edition.objects.filter(publisher__key__in=["tgo", "ipcc"])),
        )


@pytest.fixture
def add_line(sign_in, orn, nid, town, full_year):
    """Return a function that adds a line of the catalogue through its form and fills all months."""

    def added(line: str) -> InventorySource:
        changes, amount, _expected = FORMS[line]
        sent = typed(**{name: value for name, value in changes.items() if isinstance(value, str)})
        page = reverse("inventories:source_add", args=[town.key, "2567", line])
        if "factor" in changes:
            edition, key = changes["factor"]
            form = sign_in(orn).get(page).context["form"]
            chosen = Factor.objects.get(edition__key=edition, key=key).pk if key else form.initial["factor"]
            sent["factor"] = str(chosen)
        response = sign_in(orn).post(page, sent)
        assert response.status_code == 302, response.context["form"].errors
        with tenant_scope(town):
            use = InventorySource.objects.of(town).select_related("source", "inventory", "factor").latest("pk")
            if amount is not None:
                cells = [AmountChange(use.source_id, month, Decimal(amount)) for month in full_year.month_list]
                record_amounts(municipality=town, actor=nid, changes=cells)
        return use

    return added
