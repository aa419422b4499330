"""The demonstration office and the province with a little of everything, so that no page is looked at empty."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, StringIO

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from cfo_site.accounts.bearer import new_secret
from cfo_site.accounts.models import Membership, Municipality, User
from cfo_site.accounts.services import make_ticket
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition
from inventories.calc.sheets.catalogue import SHEETS
from inventories.calc.workbooks.lines import Word
from inventories.models import (
    ApartKind,
    ApartLine,
    Bill,
    BillLine,
    Evidence,
    Inventory,
    InventorySource,
    Meter,
    OneTimeLink,
    RegisterItem,
    TreasuryAccount,
)
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.boundary import asked_of
from inventories.selectors.imports.preview import preview
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.apart import save_apart_line
from inventories.services.bills import record_bill
from inventories.services.boundary import add_exclusion
from inventories.services.evidence.entries import cancel_evidence
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from inventories.services.imports.committing import commit
from inventories.services.imports.previewing import choose, keep_preview
from inventories.services.inventories import open_year
from inventories.services.links import Made, Sent, make_link, receive
from inventories.services.meters import save_meter
from inventories.services.sheets import record_sheet
from inventories.services.sources import add_source
from tests.browser.furnished_findings import furnish_findings
from tests.browser.furnished_quality import furnish_quality
from tests.browser.furnished_sample import furnish_sample
from tests.conftest import make_town
from tests.inventories.bringing import FAULT
from tests.inventories.bringing import contents as contents_of_import
from tests.inventories.bringing import given as import_cell
from tests.inventories.bringing import line as import_line
from tests.inventories.evidence_files import PDF, upload

OFFICE, YEAR, NEXT_YEAR = "demo", "2567", "2568"
BEGINNER = "wang-mai"
JANUARY, FEBRUARY = dt.date(2024, 1, 1), dt.date(2024, 2, 1)


@dataclass(frozen=True, slots=True, repr=False)
class Furnished:
    """What the pages are about: the office, its car, a source whose boundary is asked, solar power, a bill, a link."""

    town: Municipality
    diesel: InventorySource
    asked: InventorySource
    line: ApartLine
    paper: Evidence
    bill: Bill
    meter: Meter
    generated: str
    frozen: str  # a generated year that is locked, as addresses name it: town/year
    link: OneTimeLink
    token: str
    copied: int  # the car's use in the year whose set-up was copied
    waiting: int  # a workbook that waits, with something of everything that a person may have to decide
    imported: int  # one that was stored, of which a cell was changed since
    person: int  # who enters figures, and holds a slip
    code: str  # of that slip
    item: int  # a car of the office's register
    account: int  # of its treasury
    quality: dict[str, int]  # a role of data management and an instrument, as addresses name them
    sample: dict[str, int]  # of the year that findings are of: an item, one that was looked at, a paper
    findings: dict[str, str | int]  # a generated year in verification: town, year, an answered and an open finding


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
        bill = _bill(uses.get(category="electricity"), entry)
        open_year(
            municipality=town,
            actor=owner,
            year=int(NEXT_YEAR),
            year_kind="calendar",
            gwp_set=year.gwp_set,
            editions=[diesel.factor.edition],
        )
        copy = open_year(
            municipality=town,
            actor=owner,
            year=int(NEXT_YEAR),
            year_kind="fiscal",
            gwp_set=year.gwp_set,
            editions=[Edition.objects.get(key="tgo-cfo-2565")],
            copy_from=year,
        )
        copied = InventorySource.objects.of(town).get(inventory=copy, source=diesel.source_id, parent=None)
        made = _link(diesel, entry)
        waiting, imported = _imports(year, diesel, entry)
        item = RegisterItem.objects.of(town).filter(kind="vehicle", meter=None).earliest("pk")
        account = TreasuryAccount.objects.of(town).earliest("pk")
        quality = furnish_quality(year, diesel, owner)
    frozen = _frozen()
    return Furnished(
        town,
        diesel,
        asked,
        line,
        paper,
        *bill,
        generated=_with_gaps(),
        frozen=frozen,
        link=made.link,
        token=made.token,
        copied=copied.pk,
        waiting=waiting,
        imported=imported,
        person=entry.pk,
        code=make_ticket(person=entry, actor=owner)[1],
        item=item.pk,
        account=account.pk,
        quality=quality,
        findings=(verified := furnish_findings(besides=frozen)),
        sample=furnish_sample(verified),
    )


def _bill(use: InventorySource, actor: User) -> tuple[Bill, Meter]:
    """Return the invoice of a meter, and the meter; it says what its cell holds, and the days before it have none."""
    town = use.municipality
    fields = {"source": use.source, "kind": "electricity", "number": "5001 (ข้อมูลจำลอง)", "account": "020000000001"}
    meter = save_meter(municipality=town, actor=actor, fields=fields)
    held = amounts_in_force(town, source_ids=[use.source_id], months=[JANUARY])[use.source_id, JANUARY]
    bill = Bill(kind="electricity", issuer="การไฟฟ้าส่วนภูมิภาค (ข้อมูลจำลอง)", number="700001", account="020000000001",
                bill_date=dt.date(2024, 1, 31), invoice_month=JANUARY, baht=Decimal("21500.75"))  # fmt: skip
    line = BillLine(bill=bill, source=use.source, meter=meter, first_day=dt.date(2024, 1, 5), last_day=dt.date(2024, 1, 31),
                    reading_before=Decimal(1000), reading_after=1000 + round(held.amount, 3), units=held.amount)  # fmt: skip
    seen = {(use.source_id, JANUARY): held.number}
    return record_bill(municipality=town, actor=actor, bill=bill, lines=[line], seen=seen), meter


def _imports(year: Inventory, use: InventorySource, actor: User) -> tuple[int, int]:
    """Return a workbook that waits and one that was stored (ข้อมูลจำลอง); a cell of each was changed meanwhile."""
    june, july = dt.date(2024, 6, 1), dt.date(2024, 7, 1)
    stored = contents_of_import(
        import_line(use.source.name_th, import_cell("66.5", "2024-06"), import_cell("70", "2024-07", cell="D3"))
    )
    wanted = import_line(
        use.source.name_th,
        import_cell("71", "2024-07"), import_cell("สองร้อย", "2024-08", cell="D3", fault=FAULT),
        import_cell("-", "2024-09", cell="E3", notation="NO", asks=(Word("dash", "ขีดในไฟล์หมายถึงไม่มีกิจกรรมใช่หรือไม่"),)),
        import_cell("5", "2024-10", cell="F3", unit="กก."),
    )  # fmt: skip
    nobody = import_line("ของเหลวในถังใบใหญ่", import_cell("12", "2024-01", cell="C4"), number=2)
    twice = [import_line("ไฟฟ้าสำนักงาน", import_cell("5", "2024-01", cell=f"C{number + 2}"), unit="kWh", number=number) for number in (3, 4)]  # fmt: skip
    kept = []
    for contents in (stored, contents_of_import(wanted, nobody, *twice)):
        name = "1.5(1) ข้อมูลจำลอง.xlsx"
        batch = keep_preview(inventory=year, actor=actor, file=BytesIO(b"PK"), name=name, contents=contents)
        kept.append(choose(batch=batch, choices={"replace": True}))
    commit(batch=kept[0], actor=actor, shown=preview(kept[0]).digest)
    held = amounts_in_force(year.municipality, source_ids=[use.source_id], months=[june, july])
    changes = [
        AmountChange(use.source_id, month, Decimal(99), based_on=held[use.source_id, month].number)
        for month in (june, july)
    ]
    record_amounts(municipality=year.municipality, actor=actor, changes=changes)
    return kept[1].pk, kept[0].pk


def _link(use: InventorySource, actor: User) -> Made:
    """Return a one-time link through which something came that waits to be accepted, in the place of a first try."""
    made = make_link(
        use=use, actor=actor, first_month=JANUARY, last_month=dt.date(2024, 3, 1), days=30, secret=new_secret(),
        for_whom="สถานีดับเพลิง (ข้อมูลจำลอง)",
    )  # fmt: skip
    figures: dict[dt.date, Decimal | None] = {JANUARY: Decimal("812.5"), FEBRUARY: None}
    for note, photo in (("", None), ("เดือนกุมภาพันธ์รถซ่อม", upload("ใบเติมน้ำมัน.pdf", PDF))):
        sent = Sent(figures, "หัวหน้าสถานี (ข้อมูลจำลอง)", note, photo)
        receive(municipality=use.municipality, address_sha256=made.link.address_sha256, sent=sent)
    return made


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


def _frozen() -> str:
    """Return town/year of a generated year that is locked."""
    for town in Municipality.objects.filter(of_province=True).order_by("sort_key"):
        with tenant_scope(town):
            if year := Inventory.objects.of(town).filter(state="locked").first():
                return f"{town.key}/{year.token}"
    raise AssertionError("no generated year is locked")


def cookies_of(username: str, url: str) -> list[dict[str, str]]:
    """Return what a browser keeps of somebody who has signed in; the sign-in itself has its own tests."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
    return [{"name": name, "value": morsel.value, "url": url} for name, morsel in client.cookies.items()]
