"""A verifier's workbook: goes out, is filled in without an account, comes back with a preview, stores all or nothing."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.calc.workbooks import sample as places
from inventories.models import RequestedDocument, Sample, SampleCheck, SampleItem
from inventories.selectors.sampling.samples import samples
from inventories.services.sampling.checking import Look, record_checks

from .sampled_years import drawn, found, frozen, sampled

__all__ = ["frozen", "sampled"]
SOON = timezone.localdate() + dt.timedelta(days=10)


@pytest.fixture
def page(town):
    def address(name):
        return reverse(f"inventories:{name}", args=[town.key, "2567"])

    return address


@pytest.fixture
def out(sign_in, orn, page):
    """Return a function that downloads the workbook and opens it."""

    def downloaded():
        response = sign_in(orn).get(page("sample_workbook"))
        assert response.status_code == 200
        return openpyxl.load_workbook(io.BytesIO(response.content))

    return downloaded


@pytest.fixture
def back(sign_in, orn, page):
    """Return a function that uploads a workbook as the owner and gives the preview."""

    def uploaded(book, *, name="กรอกแล้ว.xlsx", person=orn):
        file = io.BytesIO()
        if book is not None:
            book.save(file)
        file.seek(0)
        file.name = name
        return sign_in(person).post(page("sample_bring"), {"file": file})

    return uploaded


def rows(book, *, drawn_only=True) -> list[int]:
    """Return the rows of items, those in the sample alone."""
    sheet = book[places.ITEM_SHEET]
    every = range(places.FIRST_ITEM, sheet.max_row + 1)
    return [row for row in every if bool(sheet.cell(row, places.DRAWN).value) is drawn_only]


def fill(book, row, outcome, *, found=None, kgco2e=None, remark=None) -> None:
    """Fill in a row as a verifier does."""
    sheet = book[places.ITEM_SHEET]
    for column, value in (
        (places.OUTCOME, outcome), (places.FOUND, found), (places.FOUND_KGCO2E, kgco2e), (places.REMARK, remark),
    ):  # fmt: skip
        sheet.cell(row, column).value = value


def store(sign_in, person, page, preview):
    """Press the button of a preview."""
    return sign_in(person).post(page("sample_bring"), {"parcel": preview.context["parcel"]})


def test_the_whole_sample_goes_out_and_its_results_come_in(sign_in, orn, town, sampled, page, out, back):
    book = out()
    first, second, third = rows(book)[:3]
    fill(book, first, "ตรงกัน")
    fill(book, second, "มีผลต่าง", found="๙๐", remark="ตามใบเสร็จ 0417")
    fill(book, third, "ตรวจไม่ได้", remark="ไม่พบใบเสร็จ")
    preview = back(book)
    assert preview.status_code == 200
    assert "ผลการตรวจ 3 รายการ" in preview.content.decode()
    with tenant_scope(town):
        assert not SampleCheck.objects.of(town).exists()  # nothing is stored by looking
    assert store(sign_in, orn, page, preview).url == page("sample_list")
    with tenant_scope(town):
        checks = list(SampleCheck.objects.of(town).order_by("pk"))
        entry = Entry.objects.of(town).get(act="sample.checked")
    assert [each.outcome for each in checks] == ["agrees", "differs", "cannot"]
    assert {(each.came_in, each.checked_by) for each in checks} == {("workbook", orn)}
    assert checks[1].found_amount == 90
    assert len(entry.facts["file_sha256"]) == 64
    again = back(out())
    assert "ไม่มีสิ่งใหม่" in again.content.decode()


def test_a_verifier_without_account_draws_by_the_plan(sign_in, orn, town, frozen, page, out, back, diesel):
    book = out()
    plan = book[places.PLAN_SHEET]
    plan.cell(places.SEED_ROW, places.PLAN_VALUE).value = "2567-x"
    plan.cell(places.MATERIALITY_ROW, places.PLAN_VALUE).value = 2.5
    row = next(r for r in range(places.FIRST_RISK, plan.max_row + 1) if plan.cell(r, 1).value == f"s{diesel.pk}")
    for column in (places.INHERENT, places.CONTROL, places.DETECTION):
        plan.cell(row, column).value = "ต่ำ"
    preview = back(book)
    assert "2567-x" in preview.content.decode()
    assert store(sign_in, orn, page, preview).status_code == 302
    with tenant_scope(town):
        sample = Sample.objects.of(town).get()
        of_diesel = [item for item in found(frozen) if item.row.line == f"s{diesel.pk}"]
    assert (sample.seed, sample.materiality, sample.came_in) == ("2567-x", Decimal("2.50"), "workbook")
    assert len(of_diesel) == 2
    assert rows(out())  # the next workbook says what was drawn


def test_a_row_that_was_not_drawn_becomes_a_pick(sign_in, orn, town, sampled, page, out, back):
    book = out()
    fill(book, rows(book, drawn_only=False)[0], "ตรงกัน", remark="ยอดสูงผิดปกติ")
    preview = back(book)
    assert store(sign_in, orn, page, preview).status_code == 302
    with tenant_scope(town):
        item = SampleItem.objects.of(town).get(stratum="picked")
        assert (item.reason, item.came_in) == ("ยอดสูงผิดปกติ", "workbook")
        assert SampleCheck.objects.of(town).get().item_id == item.pk


def test_papers_are_asked_for_in_the_workbook(sign_in, orn, town, sampled, page, out, back):
    book = out()
    sheet = book[places.PAPER_SHEET]
    typed = ("คำสั่งแต่งตั้งคณะทำงาน", "สำนักปลัด", f"{SOON.day}/{SOON.month}/{SOON.year + 543}")
    for column, text in enumerate(typed, places.WHAT):
        sheet.cell(places.FIRST_PAPER, column).value = text
    assert store(sign_in, orn, page, back(book)).status_code == 302
    with tenant_scope(town):
        row = RequestedDocument.objects.of(town).get()
    assert (row.what, row.from_whom, row.due_on) == ("คำสั่งแต่งตั้งคณะทำงาน", "สำนักปลัด", SOON)
    assert "ไม่มีสิ่งใหม่" in back(out()).content.decode()


@pytest.mark.parametrize(
    ("filled", "column", "why"),
    [
        ({"outcome": "ใช่"}, places.OUTCOME, "ไม่ใช่คำในรายการ"),
        ({"outcome": "มีผลต่าง", "remark": "x"}, places.FOUND, "ไม่มีค่าที่ตรวจพบ"),
        ({"outcome": "มีผลต่าง", "found": 1, "kgco2e": 2, "remark": "x"}, places.FOUND, "สองช่อง"),
        ({"outcome": "มีผลต่าง", "found": "สอง", "remark": "x"}, places.FOUND, "“สอง”"),
        ({"outcome": "มีผลต่าง", "found": -5, "remark": "x"}, places.FOUND, "ติดลบ"),
        ({"outcome": "มีผลต่าง", "found": 100, "remark": "x"}, places.FOUND, "เท่ากับ"),
        ({"outcome": "มีผลต่าง", "found": 90}, places.REMARK, "หมายเหตุ"),
        ({"outcome": "ตรวจไม่ได้"}, places.REMARK, "หมายเหตุ"),
        ({"outcome": "ตรงกัน", "found": 90}, places.FOUND, "ไม่ใช่มีผลต่าง"),
        ({"outcome": None, "remark": "ลืมเลือกผล"}, places.OUTCOME, "ยังไม่ได้เลือก"),
    ],
)
def test_a_fault_is_named_by_its_cell_and_nothing_can_be_stored(town, sampled, out, back, filled, column, why):
    book = out()
    row = next(each for each in rows(book) if book[places.ITEM_SHEET].cell(each, places.REPORTED).value == 100)
    fill(book, row, **filled)
    fill(book, rows(book)[-1], "ตรงกัน")
    preview = back(book)
    assert preview.status_code == 422
    assert preview.context["parcel"] == ""
    fault = preview.context["read"].faults[0]
    cell = book[places.ITEM_SHEET].cell(row, column).coordinate
    assert (fault.sheet, fault.cell) == (places.ITEM_SHEET, cell)
    assert why in fault.sentence
    assert fault.remedy
    assert cell in preview.content.decode()


def test_what_was_recorded_since_the_download_is_a_fault(town, sampled, wichai, out, back):
    book = out()
    row = rows(book)[0]
    fill(book, row, "ตรวจไม่ได้", remark="ไม่พบ")
    key = places.key_of(book[places.ITEM_SHEET].cell(row, places.KEY).value)
    with tenant_scope(town):
        item = next(i for i in found(sampled) if (i.row.line, f"{i.row.month:%Y-%m}") == (key.line, key.month))
        record_checks(inventory=sampled, actor=wichai, looks=[Look(item.row.pk, "agrees")])
    assert "เปลี่ยนไปหลังดาวน์โหลด" in back(book).content.decode()


def test_a_preview_that_is_no_longer_true_stores_nothing(sign_in, orn, town, sampled, wichai, page, out, back):
    book = out()
    for row in rows(book)[:2]:
        fill(book, row, "ตรงกัน")
    preview = back(book)
    with tenant_scope(town):
        record_checks(inventory=sampled, actor=wichai, looks=[Look(found(sampled)[0].row.pk, "agrees")])
    response = store(sign_in, orn, page, preview)
    assert response.status_code == 422
    assert "ระหว่าง" in response.content.decode()
    with tenant_scope(town):
        assert SampleCheck.objects.of(town).count() == 1


def test_a_second_draw_makes_the_workbook_old(town, sampled, wichai, out, back):
    book = out()
    with tenant_scope(town):
        drawn(sampled, wichai, seed="b", seen=1, reason="ปรับแผน")
        assert len(samples(sampled)) == 2
    assert "สุ่มใหม่หลังจากดาวน์โหลด" in back(book).content.decode()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_with_a_sentence(sign_in, orn, sampled, page, content):
    file = io.BytesIO(content)
    file.name = "x.xlsx"
    response = sign_in(orn).post(page("sample_bring"), {"file": file})
    assert response.status_code == 422
    assert response.context["form"].errors["file"]


def test_another_workbook_is_not_taken_for_ours(sampled, back, out):
    other = openpyxl.Workbook()
    other.active["A1"] = "อะไรก็ได้"
    assert "ไม่ใช่สมุดงานผู้ทวนสอบ" in back(other).content.decode()
    book = out()
    book[places.MARK_SHEET]["A4"] = "2568"
    assert "ไม่ใช่สมุดงานผู้ทวนสอบ" in back(book).content.decode()


def test_a_parcel_that_was_tampered_with_or_is_of_another_person_stores_nothing(
    sign_in, orn, wichai, town, sampled, page, out, back
):
    book = out()
    fill(book, rows(book)[0], "ตรงกัน")
    parcel = back(book).context["parcel"]
    for person, text in ((orn, f"{parcel}x"), (wichai, parcel), (orn, "")):
        response = sign_in(person).post(page("sample_bring"), {"parcel": text})
        assert response.status_code == 422
    with tenant_scope(town):
        assert not SampleCheck.objects.of(town).exists()


@pytest.mark.parametrize("person", ["nid", "anan", "pim"])
def test_only_the_owner_and_the_verifier_bring_a_workbook(request, sign_in, sampled, page, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.get(page("sample_workbook")).status_code == 200
    assert client.get(page("sample_bring")).status_code == 403
    assert client.post(page("sample_bring"), {"parcel": "x"}).status_code == 403


def test_the_verifier_may_bring_their_own_workbook(sign_in, wichai, town, sampled, page, out, back):
    book = out()
    fill(book, rows(book)[0], "ตรงกัน")
    assert store(sign_in, wichai, page, back(book, person=wichai)).status_code == 302
    with tenant_scope(town):
        assert SampleCheck.objects.of(town).get().came_in == "workbook"


def test_a_draft_has_no_workbook(sign_in, orn, year, page):
    assert sign_in(orn).get(page("sample_workbook")).status_code == 404
    assert sign_in(orn).get(page("sample_bring")).status_code == 404


def test_the_same_state_gives_the_same_bytes(sign_in, orn, sampled, page):
    one, two = (sign_in(orn).get(page("sample_workbook")).content for _each in range(2))
    assert one == two
