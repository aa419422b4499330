"""The main job: a month of litres and kilowatt-hours is typed, and Scope 1, 2 and 3 change."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope
from inventories.selectors.inventories import inventory
from inventories.selectors.results import totals

DIESEL, POWER = "น้ำมันดีเซล รถยนต์ของสำนักงาน", "ไฟฟ้าสำนักงาน"
GRID = "/m/demo/2567/grid/"


def kgco2e() -> dict[str, Decimal]:
    town = Municipality.objects.get(key="demo")
    with tenant_scope(town):
        return totals(inventory(town, "2567")).scopes


def cell(page, source: str, month: str):
    return page.get_by_role("textbox", name=f"{source} {month}", exact=True)


def test_one_litre_more_adds_exactly_its_factor(window):
    page = window("demo-entry")
    page.goto(GRID)
    expect(page.locator("#sum-1")).to_have_text("11.02")
    before = kgco2e()
    assert sum(before.values()) == Decimal("220986.93744")
    cell(page, DIESEL, "ม.ค.").fill("72.65")
    cell(page, DIESEL, "ม.ค.").press("Enter")
    expect(page.locator("#saved")).to_contain_text("บันทึกแล้ว")
    after = kgco2e()
    assert after["1"] - before["1"] == Decimal("2.7406")
    assert (after["2"], after["3"]) == (before["2"], before["3"])
    assert page.errors == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with javascript", "without javascript"])
def test_a_month_is_typed_and_a_wrong_figure_is_told_and_kept(window, javascript):
    page = window("demo-entry", javascript=javascript)
    page.goto(GRID)
    cell(page, POWER, "ก.พ.").fill("สองหมื่น")
    cell(page, POWER, "ก.พ.").press("Enter")
    if javascript:
        page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("alert").first).to_contain_text("ไม่ใช่ตัวเลข")
    expect(cell(page, POWER, "ก.พ.")).to_have_value("สองหมื่น")
    cell(page, POWER, "ก.พ.").fill("๒๒,๗๖๓.๖")
    cell(page, POWER, "ก.พ.").press("Enter")
    expect(page.locator("#sum-2")).to_have_text("192.58")  # 100 kWh more at 0.4999
    expect(cell(page, POWER, "ก.พ.")).to_have_value("22,763.6")


def test_two_people_on_one_cell_the_slower_one_chooses(window):
    first, second = window("demo-entry"), window("demo-owner")
    first.goto(GRID)
    second.goto(GRID)
    cell(first, DIESEL, "มี.ค.").fill("120")
    cell(first, DIESEL, "มี.ค.").press("Enter")
    expect(first.locator("#saved")).to_contain_text("บันทึกแล้ว")
    cell(second, DIESEL, "มี.ค.").fill("110")
    cell(second, DIESEL, "มี.ค.").press("Enter")
    message = second.locator(".cell-msg")
    expect(message).to_contain_text("ผู้บันทึกข้อมูล (ตัวอย่าง) แก้ตัวเลขนี้เป็น 120 เมื่อ")
    second.get_by_role("button", name="ใช้ของท่าน 110").click()
    expect(cell(second, DIESEL, "มี.ค.")).to_have_value("110")


def test_the_keyboard_moves_as_in_a_spreadsheet(window):
    page = window("demo-entry")
    page.goto(GRID)
    cell(page, DIESEL, "ม.ค.").focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, DIESEL, "ก.พ.")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "บ่อเกรอะของบุคลากร", "ก.พ.")).to_be_focused()
    page.keyboard.type("7")
    page.keyboard.press("Escape")
    expect(cell(page, "บ่อเกรอะของบุคลากร", "ก.พ.")).to_have_value("1,900")


def test_the_year_comes_out_as_pdf_and_as_a_document_to_recalculate(window, tmp_path):
    page = window("demo-entry")
    page.goto("/m/demo/2567/")
    for name, start in (("PDF", b"%PDF-"), ("JSON", b"{")):
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile(name)).first.click()
        download.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)


def test_whoever_may_not_write_sees_no_field(window):
    for reader in ("demo-province", "demo-verifier"):
        page = window(reader)
        page.goto(GRID)
        expect(page.get_by_text(DIESEL)).to_be_visible()
        expect(page.locator("input[data-month]")).to_have_count(0)
