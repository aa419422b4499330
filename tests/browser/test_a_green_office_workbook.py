"""A Green Office workbook with faults: told, given back marked, corrected, stored, seen in the grid, taken back."""

import io
import os
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope
from inventories.selectors.inventories import inventory
from inventories.selectors.results import totals
from tests.browser.looking import findings
from tests.workbooks.lifelike import green_office_gases

POWER = "ไฟฟ้าสำนักงาน"
SHEET = "สรุปการคำนวณ ปี 2567"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOTS = os.environ.get("CFO_SHOTS")


def shot(page, name: str) -> None:
    if SHOTS:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def kgco2e() -> Decimal:
    town = Municipality.objects.get(key="demo")
    with tenant_scope(town):
        return totals(inventory(town, "2567")).scopes["2"]


def bring(page, content: bytes, name: str) -> None:
    page.goto("/m/demo/2567/import/")
    page.get_by_label("ไฟล์ .xlsx หรือ .csv").set_input_files({"name": name, "mimeType": MIME, "buffer": content})
    page.get_by_role("button", name="อ่านไฟล์และแสดงให้ตรวจ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ตรวจก่อนบันทึก")


@pytest.mark.parametrize("javascript", [True, False], ids=["with javascript", "without javascript"])
def test_a_workbook_with_faults_is_corrected_stored_and_taken_back(window, javascript):
    page = window("demo-entry", javascript=javascript)
    page.goto("/m/demo/2567/grid/")
    before = kgco2e()
    page.get_by_role("link", name="นำเข้าไฟล์").click()
    shot(page, "list")
    wrong = green_office_gases(year=2567, cells={("ไฟฟ้า", 1): "สองหมื่น", ("ไฟฟ้า", 2): " ๒๐,๐๐๐ ", ("Diesel", 3): -4})
    bring(page, wrong, "1.5(1) 2567.xlsx")
    problems = page.get_by_role("region", name="ช่องที่ต้องแก้")
    expect(problems).to_contain_text("สองหมื่น")
    expect(problems).to_contain_text(f"{SHEET}!")
    shot(page, "faults")
    if javascript:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert findings(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดไฟล์เดิมที่ทำเครื่องหมายช่องเหล่านี้แล้ว").click()
    marked = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    told = [cell for row in marked[SHEET].iter_rows() for cell in row if cell.comment]
    assert {cell.value for cell in told} >= {"สองหมื่น", -4}

    bring(page, corrected(wrong), "1.5(1) 2567 แก้แล้ว.xlsx")
    expect(page.get_by_text("สองหมื่น")).to_have_count(0)
    page.get_by_label("แทนที่ด้วยตัวเลขในไฟล์").check()
    page.get_by_role("button", name="แสดงผลตามที่เลือก").click()
    page.get_by_role("button", name=re.compile("^บันทึก")).click()
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("ช่องที่นำเข้าไม่ได้")
    if javascript:
        expect(refusal).to_be_focused()
        assert findings(page) == []
    assert kgco2e() == before
    page.get_by_label("นำเข้าเฉพาะช่องที่พร้อม").check()
    page.get_by_role("button", name="แสดงผลตามที่เลือก").click()
    shot(page, "ready")
    page.get_by_role("button", name=re.compile("^บันทึก")).click()
    expect(page.get_by_role("status").first).to_contain_text("บันทึกจากไฟล์แล้ว")
    shot(page, "done")
    after = kgco2e()
    assert after != before
    page.goto("/m/demo/2567/grid/")
    expect(page.get_by_role("textbox", name=f"{POWER} ก.พ.", exact=True)).to_have_value("20,000")
    page.go_back()
    page.get_by_role("button", name="เลิกการนำเข้า").click()
    expect(page.get_by_text("ตัวเลขกลับเป็นค่าก่อนนำเข้า")).to_be_visible()
    assert kgco2e() == before
    assert page.errors == []


def corrected(content: bytes) -> bytes:
    """What the office does with the marked cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book[SHEET].iter_rows():
        for cell in row:
            if cell.value == "สองหมื่น":
                cell.value = 21000
            if cell.value == -4:
                cell.value = 4
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
