"""The pages of a file: brought, looked at, chosen, stored, thrown away, taken back; and whatever is malformed."""

import io
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import store
from inventories.models import AmountRevision, ImportBatch, Source
from inventories.selectors.imports.batches import folder
from tests.workbooks.lifelike import v_sheet

from .conftest import make_diesel, make_year
from .test_import_store import DIESEL, POWER, figures

SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
DIESEL_ROW = (DIESEL, "ลิตร", *range(1, 13))


def workbook(*rows, heads=SHORT, title="ปี 2567") -> bytes:
    """A table as offices make it: name, unit, twelve months."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("ข้อมูลรายเดือน")
    sheet.write_string(0, 0, f"ปริมาณกิจกรรมรายเดือน {title}")
    for column, head in enumerate(("รายการ", "หน่วย", *heads)):
        sheet.write(1, column, head)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    book.close()
    return file.getvalue()


class Office:
    """Somebody at the pages of a year's files."""

    def __init__(self, client, town) -> None:
        self.client, self.town = client, town
        self.list = reverse("inventories:import_list", args=[town.key, "2567"])

    def bring(self, content: bytes, name="ไฟล์.xlsx"):
        return self.client.post(self.list, {"file": SimpleUploadedFile(name, content)})

    def brought(self, content: bytes, name="ไฟล์.xlsx") -> str:
        response = self.bring(content, name)
        assert response.status_code == 302, response.context["form"].errors
        return response.url

    def look(self, where: str):
        response = self.client.get(where)
        assert response.status_code == 200
        return response

    def press(self, where: str, act: str, **said):
        """Send the page's form as the browser would: what is ticked and chosen, and what is said here."""
        sent = fields(self.look(where)) | said
        return self.client.post(f"{where}{act}/", {name: value for name, value in sent.items() if value is not None})


def fields(response) -> dict[str, object]:
    """Return the fields of the page's own form as a browser sends them."""
    from html.parser import HTMLParser

    found: dict[str, object] = {}

    class Form(HTMLParser):
        inside = select = None

        def handle_starttag(self, tag, attrs):
            each = dict(attrs)
            if tag == "form":
                self.inside = "/import/" in (each.get("action") or "")
            if not self.inside:
                return
            if tag == "input" and (each.get("type") not in {"checkbox", "radio"} or "checked" in each):
                value = each.get("value", "on")
                if each["name"] == "known" and "known" in found:
                    found["known"] = [*found["known"], value]
                else:
                    found[each["name"]] = [value] if each["name"] == "known" else value
            if tag == "select":
                self.select = each["name"]
            if tag == "option" and "selected" in each:
                found[self.select] = each["value"]

        def handle_endtag(self, tag):
            if tag == "form":
                self.inside = None

    Form().feed(response.content.decode())
    return found


@pytest.fixture
def office(sign_in, nid, town, year, diesel, electricity):
    """นิด at the pages of 2567, which has a truck and a meter."""
    return Office(sign_in(nid), town)


def test_a_file_is_brought_looked_at_stored_and_taken_back(office, diesel, electricity):
    where = office.brought(workbook(DIESEL_ROW, (POWER, "kWh", 100)))
    page = office.look(where).content.decode()
    assert "บันทึก 13 ช่อง" in page
    assert figures(diesel) == {}
    done = office.press(where, "commit")
    assert (done.status_code, done.url) == (302, where)
    assert figures(diesel)["2024-12"] == Decimal(12)
    assert figures(electricity) == {"2024-01": Decimal(100)}
    page = office.look(where).content.decode()
    assert "ข้อมูลรายเดือน!C3" in page
    office.press(where, "undo")
    assert not any(figures(diesel).values())
    listed = office.look(office.list).content.decode()
    assert "เลิกการนำเข้าแล้ว" in listed


def test_every_value_says_where_it_goes_and_what_it_replaces(office, diesel, record, nid):
    record(diesel, "99")
    where = office.brought(workbook(DIESEL_ROW))
    page = office.press(where, "choose", mode="replace")
    page = office.look(where).content.decode()
    assert page.index("C3") < page.index("D3")
    assert "99" in page
    assert nid.display_name in page
    assert "แทนที่" in page
    assert "99 → <b>78</b>" in page


def test_why_there_is_nothing_to_store_is_said_as_it_is(office, diesel, record):
    record(diesel, "5")
    other = office.look(office.brought(workbook((DIESEL, "ลิตร", 6)))).content.decode()
    assert "1 ช่องมีตัวเลขอื่นอยู่แล้วและคงไว้" in other
    same = office.look(office.brought(workbook((DIESEL, "ลิตร", 5)))).content.decode()
    assert "ไม่มีตัวเลขใดเปลี่ยนจากที่มีอยู่" in same
    wrong = office.look(office.brought(workbook((DIESEL, "ลิตร", None, "x")))).content.decode()
    assert "ยังไม่มีช่องใดพร้อมบันทึก" in wrong


@pytest.mark.parametrize(
    ("frequency", "due", "told"),
    [("monthly", None, None), ("quarterly", None, "กรอกทุกไตรมาส"), ("annual", 12, "กรอกปีละครั้ง")],
)
def test_months_of_a_source_that_is_asked_for_less_often_are_told_so(office, town, diesel, frequency, due, told):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(frequency=frequency, due_month=due)
    page = office.look(office.brought(workbook((DIESEL, "ลิตร", 5)))).content.decode()
    assert ("จึงไม่มีช่องของเดือนนี้" in page) == (told is not None)
    assert told is None or f"{DIESEL} {told}" in page


def test_a_total_of_the_year_stands_beside_what_its_months_come_to(office, diesel, fill):
    sheet = v_sheet([("ขอบเขต 1", DIESEL, "ลิตร", 1300)], period="ม.ค.67-ธ.ค.67")
    fill(diesel, "100")
    page = office.look(office.brought(sheet)).content.decode()
    assert "เป็นยอดทั้งปี แต่แหล่งปล่อยนี้กรอกรายเดือน" in page
    assert "รวมทั้งปี 1,200" in page


def test_choices_are_kept_and_shown_before_anything_is_stored(office, diesel, record):
    record(diesel, "99")
    where = office.brought(workbook(DIESEL_ROW))
    answer = office.press(where, "commit", mode="replace")
    assert (answer.status_code, answer.url) == (302, where)
    assert figures(diesel) == {"2024-01": Decimal(99)}
    assert "ท่านเปลี่ยนตัวเลือก" in office.look(where).content.decode()
    office.press(where, "commit")
    assert figures(diesel)["2024-01"] == Decimal(1)


def test_a_row_may_be_left_out_and_taken_in_again(office, diesel, electricity):
    where = office.brought(workbook(DIESEL_ROW, (POWER, "kWh", 100)))
    office.press(where, "choose", **{"keep-1": None})
    assert "บันทึก 1 ช่อง" in office.look(where).content.decode()
    office.press(where, "choose", **{"keep-1": "on"})
    assert "บันทึก 13 ช่อง" in office.look(where).content.decode()


def test_a_row_of_nobody_gets_its_source_from_the_person(office, diesel, their_diesel):
    where = office.brought(workbook(("ของเหลวในถังใบใหญ่", "ลิตร", 5)))
    assert "ยังไม่รู้แหล่ง" in office.look(where).content.decode()
    refused = office.press(where, "commit", **{"row-1": str(their_diesel.source_id)})
    assert refused.status_code == 422
    office.press(where, "choose", **{"row-1": str(diesel.source_id)})
    office.press(where, "commit")
    assert figures(diesel) == {"2024-01": Decimal(5)}


def test_faults_are_told_with_cell_value_rule_and_remedy_and_the_file_comes_back_marked(office, diesel):
    where = office.brought(workbook((DIESEL, "ลิตร", 5, "สองร้อย", -3)))
    response = office.look(where)
    rows = {problem.place: problem for problem in response.context["problems"]}
    assert rows.keys() == {"ข้อมูลรายเดือน!D3", "ข้อมูลรายเดือน!E3"}
    assert rows["ข้อมูลรายเดือน!D3"].raw == "สองร้อย"
    assert all(each.word.sentence and each.word.remedy for each in rows.values())
    marked = office.client.get(f"{where}marked/")
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    cell = book["ข้อมูลรายเดือน"]["D3"]
    assert cell.comment.text.startswith(rows["ข้อมูลรายเดือน!D3"].word.sentence)
    assert book["ข้อมูลรายเดือน"]["C3"].comment is None
    assert office.press(where, "commit").status_code == 422
    assert figures(diesel) == {}
    office.press(where, "choose", partial="on")
    office.press(where, "commit")
    assert figures(diesel) == {"2024-01": Decimal(5)}


def test_what_somebody_else_typed_meanwhile_is_shown_with_both_values_and_nothing_is_stored(
    office, diesel, record, nid
):
    where = office.brought(workbook((DIESEL, "ลิตร", 5, 6)))
    record(diesel, "50")
    answer = office.press(where, "commit")
    assert answer.status_code == 409
    (clash,) = answer.context["clash_rows"]
    assert (clash["ours"], clash["theirs"], clash["clash"].who) == ("5", "50", nid.display_name)
    assert figures(diesel) == {"2024-01": Decimal(50)}
    office.press(where, "commit", clash="theirs")
    assert figures(diesel) == {"2024-01": Decimal(50), "2024-02": Decimal(6)}


def test_the_files_figure_replaces_the_others_once_that_is_said(office, diesel, record):
    where = office.brought(workbook((DIESEL, "ลิตร", 5, 6)))
    record(diesel, "50")
    office.press(where, "commit", clash="ours")
    assert figures(diesel) == {"2024-01": Decimal(5), "2024-02": Decimal(6)}


def test_undoing_shows_what_changed_since_and_leaves_it(office, diesel, record):
    where = office.brought(workbook((DIESEL, "ลิตร", 5, 6)))
    office.press(where, "commit")
    record(diesel, "50", based_on=1)
    assert "มี 1 ช่องที่มีผู้แก้หลังจากนำเข้า" in office.look(where).content.decode()
    undone = office.press(where, "undo")
    assert "1 ช่องกลับเป็นค่าก่อนนำเข้า อีก 1 ช่องมีผู้แก้ภายหลัง" in office.look(undone.url).content.decode()
    assert figures(diesel)["2024-01"] == Decimal(50)


def test_undoing_all_says_that_all_is_as_before(office, diesel):
    where = office.brought(workbook((DIESEL, "ลิตร", 5, 6)))
    office.press(where, "commit")
    undone = office.look(office.press(where, "undo").url).content.decode()
    assert "ตัวเลขกลับเป็นค่าก่อนนำเข้า" in undone
    assert "มีผู้แก้ภายหลัง" not in undone


def test_undoing_takes_what_changed_since_along_where_that_is_ticked(office, diesel, record):
    where = office.brought(workbook((DIESEL, "ลิตร", 5, 6)))
    office.press(where, "commit")
    record(diesel, "50", based_on=1)
    office.press(where, "undo", also="on")
    assert not any(figures(diesel).values())


def test_a_file_thrown_away_is_gone_and_stays_in_the_list(office, diesel):
    where = office.brought(workbook(DIESEL_ROW))
    assert office.press(where, "discard").url == office.list
    page = office.look(where).content.decode()
    assert "ทิ้งแล้ว" in page
    assert "บันทึก 12 ช่อง" not in page
    assert office.client.post(f"{where}discard/").status_code == 302
    assert office.client.post(f"{where}commit/", {"shown": "x"}).status_code == 422


def test_a_file_of_another_year_can_only_be_thrown_away(office, diesel):
    where = office.brought(workbook(DIESEL_ROW, title="ปี 2565"))
    page = office.look(where).content.decode()
    assert "นำเข้าไฟล์นี้ไม่ได้" in page
    assert "commit/" not in page
    assert office.press(where, "commit").status_code == 422
    assert figures(diesel) == {}


def test_a_csv_is_read_too_and_comes_back_as_it_was(office, diesel):
    heads = ",".join(f"{month} 2567" for month in SHORT)
    text = f"รายการ,หน่วย,{heads}\n{DIESEL},ลิตร,{','.join(map(str, range(1, 13)))}\n".encode("utf-8-sig")
    where = office.brought(text, "ข้อมูล.csv")
    office.press(where, "commit")
    assert figures(diesel)["2024-03"] == Decimal(3)
    response = office.client.get(f"{where}file/")
    assert response.content == text
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_csv_with_faults_comes_back_as_a_marked_workbook(office, diesel):
    where = office.brought(f"รายการ,หน่วย,{','.join(SHORT)}\n{DIESEL},ลิตร,สองร้อย\n".encode("cp874"), "ข้อมูล.csv")
    answer = office.client.get(f"{where}marked/")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    assert sheet["C2"].value == "สองร้อย"
    assert sheet["C2"].comment.text
    assert sheet["B2"].comment is None


def test_a_csv_whose_name_no_sheet_may_have_comes_back_marked_too(office, diesel):
    table = f"รายการ,หน่วย,{','.join(SHORT)}\n{DIESEL},ลิตร,สองร้อย\n".encode()
    where = office.brought(table, "ดีเซล [แก้ไข]: ครึ่งปี.csv")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(office.client.get(f"{where}marked/").content)).worksheets
    assert sheet["C2"].comment.text


def test_only_what_waits_comes_back_marked(office, diesel):
    where = office.brought(workbook(DIESEL_ROW))
    office.press(where, "commit")
    assert office.client.get(f"{where}marked/").status_code == 404


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7", b"\xff\xfe\x00\x01", b"hello"])
def test_what_cannot_be_read_is_told_and_nothing_is_kept(office, town, content):
    response = office.bring(content)
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    with tenant_scope(town):
        assert not ImportBatch.objects.of(town).exists()
    assert list(store.hashes(folder(town))) == []


def test_no_file_at_all_is_asked_for(office):
    response = office.client.post(office.list, {})
    assert (response.status_code, response.context["form"].errors["file"]) == (422, ["โปรดเลือกไฟล์"])


def test_a_file_that_is_too_large_is_let_go(office, settings, town):
    settings.UPLOAD_BYTES = 1000
    response = office.bring(b"PK" + b"0" * 2000)
    assert response.status_code == 422
    assert "20 MB" in str(response.context["form"].errors["file"])


def test_readers_look_and_cannot_act(sign_in, office, wichai, pim, anan, town):
    where = office.brought(workbook(DIESEL_ROW))
    for person in (wichai, pim, anan):
        client = sign_in(person)
        page = client.get(where).content.decode()
        assert DIESEL in page
        assert "commit/" not in page
        assert client.post(office.list, {}).status_code == 403
        assert client.post(f"{where}commit/", {}).status_code == 403
        assert client.get(f"{where}file/").status_code == 200


def test_a_file_of_another_year_or_town_is_not_found_under_ones_own(sign_in, office, orn, town, olarn, other_town):
    where = office.brought(workbook(DIESEL_ROW))
    with tenant_scope(town):
        make_diesel(make_year(town, orn, year=2568), orn)
    with tenant_scope(other_town):
        make_year(other_town, olarn)
    elsewhere = (where.replace("2567", "2568"), where.replace(town.key, other_town.key))
    for address, person in zip(elsewhere, (orn, olarn), strict=True):
        for act in ("", "file/", "marked/"):
            assert sign_in(person).get(f"{address}{act}").status_code == 404
        for act in ("choose", "commit", "discard", "undo"):
            assert sign_in(person).post(f"{address}{act}/", {}).status_code == 404
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()


def test_an_english_page_tells_faults_in_english(office, settings):
    where = office.brought(workbook((DIESEL, "ลิตร", "สองร้อย")))
    office.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = office.look(where)
    (problem,) = response.context["problems"]
    assert problem.word.remedy.isascii()
    with tenant_scope(office.town):
        kept = ImportBatch.objects.of(office.town).get().plan
    assert not kept["lines"][0]["cells"][0]["fault"]["remedy"].isascii()


def test_the_same_file_again_is_told(office, diesel):
    content = workbook(DIESEL_ROW)
    office.press(office.brought(content), "commit")
    page = office.look(office.brought(content)).content.decode()
    assert "ไฟล์เดียวกันนี้บันทึกไปแล้ว" in page
    assert "ไม่มีอะไรต้องบันทึก" in page


@pytest.mark.parametrize("count", [2, 12])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    office, town, orn, year, django_assert_max_num_queries, count
):
    with tenant_scope(town):
        names = [make_diesel(year, orn, f"รถคันที่ {number}").name_th for number in range(count)]
    where = office.brought(workbook(*((name, "ลิตร", *range(1, 13)) for name in names)))
    with django_assert_max_num_queries(40):
        office.look(where)
    office.press(where, "commit")
    with django_assert_max_num_queries(40):
        office.look(where)
