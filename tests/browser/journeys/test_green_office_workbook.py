"""A Green Office workbook with faults: told cell by cell, given back marked, corrected, stored, taken back."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page, expect

from tests.browser.journeys.conftest import cell, figures, open_next_year, stored, troubles
from tests.workbooks.lifelike import green_office_gases

POWER = "ไฟฟ้าสำนักงาน"
SHEET = "สรุปการคำนวณ ปี 2568"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = {("ไฟฟ้า", 1): "สองหมื่น", ("ไฟฟ้า", 2): " ๒๐,๐๐๐ ", ("Diesel", 3): -4}
RIGHT = {"สองหมื่น": 21000, -4: 4}


def bring(page: Page, content: bytes, name: str) -> None:
    page.get_by_label("ไฟล์ .xlsx หรือ .csv").set_input_files({"name": name, "mimeType": MIME, "buffer": content})
    page.get_by_role("button", name="อ่านไฟล์และแสดงให้ตรวจ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ตรวจก่อนบันทึก")


def correct(content: bytes) -> bytes:
    """Do what the office does with the marked cells of the file that it got back."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    marked = [each for row in book[SHEET].iter_rows() for each in row if each.comment]
    assert {each.value for each in marked} >= RIGHT.keys()
    for each in marked:
        each.value = RIGHT.get(each.value, each.value)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def height_as_far_as(page: Page, below: Locator) -> int:
    """Return how high a window is whose bar at the bottom stands right above something."""
    return int(below.bounding_box()["y"] + page.locator(".dock").bounding_box()["height"] + 12)


def test_a_workbook_with_faults_is_corrected_and_stored(window, step):
    open_next_year()
    page = window("demo-entry")
    page.goto("/m/demo/2568/grid/")
    page.get_by_role("link", name="นำเข้าไฟล์").click()
    read = page.get_by_role("button", name="อ่านไฟล์และแสดงให้ตรวจ")
    step("upload", page, page.locator("main h1"), read, press=read)
    bring(page, green_office_gases(year=2568, cells=WRONG), "1.5(1) ปี 2568 (ข้อมูลจำลอง).xlsx")

    problems = page.locator("section", has=page.locator("#problems"))
    expect(problems).to_contain_text("สองหมื่น")
    way = page.get_by_role("link", name="ดาวน์โหลดไฟล์เดิมที่ทำเครื่องหมายช่องเหล่านี้แล้ว")
    step("faults", page, problems, press=way)
    with page.expect_download() as download:
        way.click()
    corrected = correct(Path(download.value.path()).read_bytes())

    page.goto("/m/demo/2568/import/")
    bring(page, corrected, "1.5(1) ปี 2568 แก้แล้ว (ข้อมูลจำลอง).xlsx")
    expect(page.get_by_text("สองหมื่น")).to_have_count(0)
    assert figures("2568") == {}, "looking stores nothing"
    unplaced = page.get_by_role("region", name="แถวเหล่านี้คือแหล่งปล่อยใด")
    asked = unplaced.get_by_role("combobox")
    page.set_viewport_size({"width": 1280, "height": 1200})
    step("again", page, unplaced.get_by_role("heading"), asked.nth(2), press=asked.first)
    for row in asked.all():
        row.select_option(label="ไม่นำเข้าแถวนี้")
    show = page.get_by_role("button", name="แสดงผลตามที่เลือก")
    show.click()
    partial = page.get_by_label("นำเข้าเฉพาะช่องที่พร้อม")
    if partial.count():
        partial.check()
        page.get_by_role("button", name="แสดงผลตามที่เลือก").click()
    store = page.get_by_role("button", name="บันทึก", exact=False).first
    expect(store).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": height_as_far_as(page, page.locator("#choices"))})
    step("store", page, press=store)
    page.set_viewport_size({"width": 1280, "height": 800})
    store.click()

    expect(page.get_by_role("status").first).to_contain_text("บันทึกจากไฟล์แล้ว")
    back = page.get_by_role("button", name="เลิกการนำเข้า")
    step("done", page, page.get_by_role("status").first, page.locator("main .section").first, press=back)
    assert (stored(POWER, "2025-01").amount, stored(POWER, "2025-02").amount) == (Decimal(21000), Decimal(20000))
    assert stored(POWER, "2025-01").came_by == "workbook"
    page.goto("/m/demo/2568/grid/")
    expect(cell(page, POWER, "ก.พ.")).to_have_value("20,000")
    page.go_back()
    back.click()
    expect(page.get_by_text("ตัวเลขกลับเป็นค่าก่อนนำเข้า")).to_be_visible()
    assert {row.amount for row in figures("2568").values()} == {None}
    assert troubles(page) == []
