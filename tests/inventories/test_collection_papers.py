"""Calendar, calendar file, hand-over sheet and memo: what stands in them, and that they are what they say they are."""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.urls import reverse

from cfo_site.accounts.models import MunicipalityName
from cfo_site.accounts.tenancy import tenant_scope
from inventories.exports.icalendar import _folded, calendar_file
from inventories.exports.memo import memo
from inventories.models import Source
from inventories.selectors.collection import collections

from .conftest import JANUARY, make_diesel
from .divisions import clerk, finance

__all__ = ["clerk", "finance"]
NOW = dt.datetime(2024, 3, 10, 2, 0, tzinfo=dt.UTC)
TODAY = NOW.date()  # the figure of January is late, that of February may come, ten are ahead
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def to(name: str, town, query: str = "") -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567"]) + query


def collected(town, year, today=TODAY):
    with tenant_scope(town):
        return collections(year, today=today)


# --- the calendar ---


def test_the_calendar_says_by_when_each_figure_is_expected(sign_in, nid, town, diesel, electricity, record):
    record(diesel, "5")
    record(diesel, None, month=JANUARY.replace(month=2), notation="NO")
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=electricity.source_id).update(frequency="annual", due_month=9)
    page = sign_in(nid).get(to("collection_calendar", town)).content.decode()
    of_truck, of_meter = (
        re.search(rf"{name}.*?</tr>", page, re.DOTALL).group() for name in ("รถเก็บขนขยะ", "ไฟฟ้าสำนักงาน")
    )
    assert of_truck.count("มีตัวเลขแล้ว") == 2
    assert of_truck.count("เลยกำหนด") == 10
    assert "1 พ.ค. 2567" in of_truck  # thirty days after the end of March
    assert of_meter.count("–</span>") == 11
    assert "31 ต.ค. 2567" in of_meter


def test_the_calendar_shows_one_division_if_told_so_and_refuses_another_towns(sign_in, nid, town, finance, clerk):
    browser = sign_in(nid)
    page = browser.get(to("collection_calendar", town, f"?division={finance.pk}")).content.decode()
    assert "ไฟฟ้าสำนักงาน" in page
    assert "รถเก็บขนขยะ" not in page
    assert f'calendar.ics?division={finance.pk}"' in page
    assert browser.get(to("collection_calendar", town, "?division=0")).status_code == 422
    assert browser.get(to("collection_ics", town, "?division=0")).status_code == 404


# --- the calendar file (RFC 5545) ---


def unfolded(file: bytes) -> list[str]:
    assert file.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert b"\n" not in file.replace(b"\r\n", b"")
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


def events(lines: list[str]) -> list[dict[str, str]]:
    found = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in {"BEGIN", "END"}:
            found[-1].setdefault(name, value)
    return found


def test_the_file_holds_a_whole_day_for_each_division_and_month_that_is_still_to_come(town, year, finance, clerk):
    lines = unfolded(calendar_file(year, collected(town, year), now=NOW))
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 24
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 24
    found = events(lines)
    assert len({event["UID"] for event in found}) == 24
    first = found[0]
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20240302", "20240303")
    assert first["DTSTAMP"] == "20240310T020000Z"
    assert first["SUMMARY"].startswith("ครบกำหนดส่งข้อมูลเดือน ม.ค. 2567: ")


def test_what_has_a_meaning_in_the_format_is_escaped(town, orn, year, finance):
    with tenant_scope(town):
        make_diesel(year, orn, "รถ; เครื่อง, ปั๊ม \\ อื่น")
    text = "\n".join(unfolded(calendar_file(year, collected(town, year), now=NOW)))
    assert "รถ\\; เครื่อง\\, ปั๊ม \\\\ อื่น" in text
    assert "กองคลัง\\n- ไฟฟ้าสำนักงาน" in text


def test_a_newer_file_replaces_what_an_older_one_brought_and_leaves_out_what_came(
    town, year, finance, record, electricity
):
    before = events(unfolded(calendar_file(year, collected(town, year), now=NOW)))
    record(electricity, "3")
    after = events(unfolded(calendar_file(year, collected(town, year), now=NOW + dt.timedelta(days=9))))
    assert {event["UID"] for event in after} < {event["UID"] for event in before}
    assert len(after) == len(before) - 1


@pytest.mark.parametrize("letters", ["a" * 200, "ก" * 200, "a" + "ก" * 99, "", "x" * 75, "x" * 76])
def test_a_long_line_is_folded_between_letters_at_75_octets(letters):
    pieces = list(_folded(letters))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == letters


def test_a_file_without_an_event_is_none(sign_in, nid, town, diesel, fill):
    browser = sign_in(nid)
    file = browser.get(to("collection_ics", town))
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="cfo-thung-sai-2567.ics"'
    fill(diesel, "1")
    assert "ไม่มีปฏิทินให้ดาวน์โหลด" in browser.get(to("collection_ics", town), follow=True).content.decode()


# --- the hand-over sheet ---


def test_the_hand_over_sheet_says_where_figures_come_from_and_whom_to_ask(
    sign_in, nid, town, finance, electricity, record
):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=electricity.source_id).update(
            paper="ใบแจ้งค่าไฟฟ้า", identifier="02000123", location="อาคารสำนักงาน", delay_days=45
        )
    record(electricity, "1234.5")
    record(electricity, None, month=JANUARY.replace(month=2), notation="NO")
    page = sign_in(nid).get(to("handover", town)).content.decode()
    for words in ("สอบถาม: งานการเงิน โทร. 12", "ใบแจ้งค่าไฟฟ้า", "02000123", "อาคารสำนักงาน", "ภายใน 45 วันหลังสิ้นเดือน"):
        assert words in page, words
    row = re.search(r"ไฟฟ้าสำนักงาน.*?</tr>", page, re.DOTALL).group()
    assert "ไม่มีกิจกรรม" in row, "the newest month with a figure or a notation"
    assert "ก.พ. 2567" in row
    assert "มี.ค.–ธ.ค. 2567" in row


def test_the_hand_over_sheet_names_no_person(sign_in, orn, nid, town, finance, electricity, record):
    record(electricity, "1")
    main = sign_in(orn).get(to("handover", town)).content.decode().partition("<main")[2]
    for person in (orn, nid):
        assert person.display_name not in main
        assert person.username not in main


# --- the memo ---


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def words(file: bytes) -> str:
    from docx import Document

    document = Document(io.BytesIO(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def written(town, year, *, today=TODAY, whole_year=False, thai_digits=False) -> bytes:
    asked = collected(town, year, today)
    with tenant_scope(town):
        return memo(year, asked, today=today, whole_year=whole_year, thai_digits=thai_digits)


def test_the_memo_has_the_official_form_and_asks_for_months_that_are_over(town, year, finance, clerk):
    text = words(written(town, year))
    for head in ("บันทึกข้อความ", "ส่วนราชการ", "วันที่", "เรื่อง", "เรียน", "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ"):
        assert text.count(head) >= 2, head
    assert "ผู้อำนวยการกองคลัง" in text
    assert "ประจำปี พ.ศ. 2567" in text
    assert "ม.ค.–ก.พ. 2567" in text
    assert "ธ.ค." not in text
    assert "มีนาคม 2567" in text


def test_the_memo_of_a_whole_year_asks_for_every_month_without_a_figure(town, year, finance, electricity, record):
    record(electricity, "1", month=JANUARY.replace(month=3))
    text = words(written(town, year, whole_year=True))
    assert "ม.ค.–ก.พ. 2567, เม.ย.–ธ.ค. 2567" in text


def test_thai_digits_are_used_throughout_or_not_at_all(town, year, finance):
    text = words(written(town, year, thai_digits=True))
    assert "พ.ศ. ๒๕๖๗" in text
    assert not re.search("[0-9]", text)
    assert not re.search("[๐-๙]", words(written(town, year)))


def test_word_is_told_of_thai_in_every_way_it_asks(town, year, finance):
    file = parts(written(town, year))
    styles = file["word/styles.xml"]
    normal = re.search(r'<w:style [^>]*w:styleId="Normal".*?</w:style>', styles, re.DOTALL).group()
    assert 'w:cs="TH SarabunPSK"' in normal
    assert '<w:szCs w:val="32"/>' in normal
    assert 'w:bidi="th-TH"' in normal
    assert '<w:altName w:val="TH Sarabun New,Sarabun,' in file["word/fontTable.xml"]
    heading = re.search(r"<w:r>(?:(?!</w:r>).)*บันทึกข้อความ</w:t></w:r>", file["word/document.xml"], re.DOTALL).group()
    for mark in ("<w:b/>", "<w:bCs/>", '<w:sz w:val="58"/>', '<w:szCs w:val="58"/>'):
        assert mark in heading, mark


def test_the_sheet_to_fill_in_lies_across_and_is_empty_where_a_figure_is_asked_for(
    town, year, finance, electricity, clerk
):
    from docx import Document

    with tenant_scope(town):
        Source.objects.of(town).filter(pk=electricity.source_id).update(frequency="quarterly")
    document = Document(io.BytesIO(written(town, year, today=dt.date(2024, 5, 20))))
    turned = [section.page_width > section.page_height for section in document.sections]
    assert turned == [False, True, False, True]
    sheets = {table.rows[1].cells[0].text: table for table in document.tables[1::2]}
    assert [cell.text for cell in sheets["ไฟฟ้าสำนักงาน"].rows[1].cells] == ["ไฟฟ้าสำนักงาน", "kWh", ""]
    assert [cell.text for cell in sheets["น้ำมันดีเซล รถเก็บขนขยะ"].rows[0].cells][2:] == [
        "ม.ค. 67",
        "ก.พ. 67",
        "มี.ค. 67",
        "เม.ย. 67",
    ]


def test_the_same_day_gives_the_same_bytes_and_nobodys_name(town, orn, nid, year, finance, electricity, record):
    record(electricity, "1")
    first = written(town, year)
    assert first == written(town, year)
    whole = "".join(parts(first).values())
    for person in (orn.display_name, nid.display_name, "python-docx"):
        assert person not in whole


def test_the_memo_bears_the_name_of_the_day_it_is_written(town, year, finance):
    MunicipalityName.objects.create(
        municipality=town, name_th="เทศบาลเมืองทุ่งทราย", name_en="Thung Sai Town Municipality", kind="town",
        valid_from=dt.date(2024, 4, 1), confidence="high", source="invented",
    )  # fmt: skip
    assert "เทศบาลตำบลทุ่งทราย" in words(written(town, year))
    year.municipality.refresh_from_db()
    assert "เทศบาลเมืองทุ่งทราย" in words(written(town, year, today=dt.date(2024, 6, 1)))


def test_a_memo_is_downloaded_for_one_division_and_in_thai_digits_by_setting(
    sign_in, nid, town, finance, clerk, settings
):
    browser = sign_in(nid)
    answer = browser.get(to("memo", town, f"?division={finance.pk}"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cfo-memo-thung-sai-2567.docx"'
    assert "กองคลัง" in words(answer.content)
    assert "สำนักปลัดเทศบาล" not in words(answer.content)
    settings.CFO_THAI_DIGITS = True
    assert "๒๕๖๗" in words(browser.get(to("memo", town)).content)
    assert "๒๕๖๗" not in words(browser.get(to("memo", town, "?digits=arabic")).content)
    assert browser.get(to("memo", town, "?months=some")).status_code == 404


def test_where_nothing_is_to_be_asked_there_is_no_memo(sign_in, nid, town, diesel, fill):
    fill(diesel, "1")
    page = sign_in(nid).get(to("memo", town), follow=True).content.decode()
    assert "ไม่มีข้อมูลที่ต้องขอ" in page
