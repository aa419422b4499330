"""The demonstration office and the province with a little of everything, so that no page is looked at empty."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from cfo_site.accounts.models import Membership, Municipality, User
from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.sheets.catalogue import SHEETS
from inventories.models import ApartKind, ApartLine, Evidence, Inventory, InventorySource
from inventories.selectors.boundary import asked_of
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.apart import save_apart_line
from inventories.services.boundary import add_exclusion
from inventories.services.evidence.entries import cancel_evidence
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from inventories.services.inventories import open_year
from inventories.services.sheets import record_sheet
from inventories.services.sources import add_source
from tests.conftest import make_town
from tests.inventories.evidence_files import PDF, upload

OFFICE, YEAR, NEXT_YEAR = "demo", "2567", "2568"
BEGINNER = "wang-mai"
JANUARY, FEBRUARY = dt.date(2024, 1, 1), dt.date(2024, 2, 1)


@dataclass(frozen=True, slots=True, repr=False)
class Furnished:
    """What the pages are about: the office, its car, a source whose boundary is asked, solar power, a bill."""

    town: Municipality
    diesel: InventorySource
    asked: InventorySource
    line: ApartLine
    paper: Evidence
    generated: str


def load(*, years: int = 2, sources: int | None = 8) -> None:
    """Load the 31 municipalities, generated years of them and the office with its four people."""
    call_command("load_municipalities", verbosity=0, stdout=StringIO())
    call_command("load_demo", years=years, sources=sources, verbosity=0, stdout=StringIO())


def furnish() -> Furnished:
    """Load all that and add to the office: a sheet, an estimate, an open question, something left out, an empty year."""
    load()
    town = Municipality.objects.get(key=OFFICE)
    owner, entry = User.objects.get(username="demo-owner"), User.objects.get(username="demo-entry")
    beginner = make_town(BEGINNER, "เทศบาลตำบลวังใหม่", "Wang Mai Subdistrict Municipality")
    Municipality.objects.filter(pk=beginner.pk).update(of_province=False)
    for role in ("owner", "approver"):
        Membership.objects.create(municipality=beginner, user=owner, role=role)
    with tenant_scope(town):
        year = Inventory.objects.of(town).get(year=int(YEAR))
        uses = InventorySource.objects.of(town).filter(inventory=year).select_related("source", "factor__edition")
        diesel = uses.get(category="mobile_onroad")
        sheet = SHEETS["tank_stock"]
        record_sheet(use=diesel, month=JANUARY, actor=entry, sheet=sheet, inputs=sheet.example, based_on=1)
        record_amounts(
            municipality=town,
            actor=entry,
            changes=[AmountChange(diesel.source_id, FEBRUARY, None, "NO", based_on=1)],
        )
        asked = add_source(
            inventory=year,
            actor=owner,
            catalogue_key="diesel-vehicle",
            source={"name_th": "รถบรรทุกน้ำ", "name_en": "Water truck", "unit": "litre"},
            use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor},
        )
        assert asked_of(asked).open
        add_exclusion(inventory=year, actor=owner, what="การเดินทางของผู้มาติดต่อ", why="ไม่มีข้อมูล", tco2e=None)
        solar = {"kind": ApartKind.SOLAR, "name": "หลังคาสำนักงาน", "quantity": Decimal(5200), "unit": "kWh"}
        line = save_apart_line(inventory=year, actor=owner, fields=solar)
        paper = _papers(year, diesel, entry)
        open_year(
            municipality=town,
            actor=owner,
            year=int(NEXT_YEAR),
            year_kind="calendar",
            gwp_set=year.gwp_set,
            editions=[diesel.factor.edition],
        )
    return Furnished(town, diesel, asked, line, paper, generated=_with_gaps())


def _papers(year: Inventory, use: InventorySource, actor: User) -> Evidence:
    """Return a fuel order with its file, for two months; a paper without a file and one that was struck out are beside it."""
    places = [Place(use.source_id, JANUARY, 1), Place(use.source_id, FEBRUARY, 2)]
    fields = {"kind": "fuel_order", "number": "12/2567", "issued_on": JANUARY, "issuer": "สถานีบริการน้ำมัน (ข้อมูลจำลอง)",
              "baht": Decimal("18450.50"), "kept_at": "แฟ้มน้ำมัน กองคลัง"}  # fmt: skip
    file = upload("ใบสั่งจ่ายน้ำมัน ม.ค.-ก.พ. 2567.pdf", PDF)
    paper = hand_in(inventory=year, actor=actor, fields=fields, places=places, upload=file).evidence
    for number in ("13/2567", "14/2567"):
        beside = hand_in(inventory=year, actor=actor, fields={"kind": "receipt", "number": number}, places=places[:1])
    cancel_evidence(evidence=beside.evidence, inventory=year, actor=actor, reason="ลงทะเบียนซ้ำ")
    return paper


def _with_gaps() -> str:
    """Return the key of a generated town whose year is a draft, as its pages have open work."""
    for town in Municipality.objects.filter(of_province=True).order_by("sort_key"):
        with tenant_scope(town):
            if Inventory.objects.of(town).filter(state="draft", year=int(NEXT_YEAR)).exists():
                return town.key
    raise AssertionError("every generated year is locked")


def cookies_of(username: str, url: str) -> list[dict[str, str]]:
    """Return what a browser keeps of somebody who has signed in; the sign-in itself has its own tests."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return [{"name": name, "value": morsel.value, "url": url} for name, morsel in client.cookies.items()]
