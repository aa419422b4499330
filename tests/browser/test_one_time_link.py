"""A fire station sends a photograph and a figure by a one-time link; the officer accepts it and it stands in the grid."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import OFFICE, YEAR
from tests.inventories.evidence_files import picture

STATION = "สถานีดับเพลิง (ข้อมูลจำลอง)"


def made_by(officer: Page) -> str:
    """Make a link by the officer's own pages and return its address."""
    officer.goto(f"/m/{OFFICE}/{YEAR}/links/")
    officer.get_by_role("link", name="สร้างลิงก์").click()
    officer.get_by_label("แหล่งปล่อย", exact=True).select_option(label="น้ำมันดีเซล รถยนต์ของสำนักงาน")
    officer.get_by_label("ตั้งแต่เดือน").select_option("2024-01")
    officer.get_by_label("ถึงเดือน").select_option("2024-02")
    officer.get_by_label("ส่งให้ใคร").fill(STATION)
    officer.get_by_role("button", name="สร้างลิงก์").click()
    expect(officer.get_by_role("img", name="QR ของลิงก์")).to_be_visible()
    text = officer.get_by_label("ข้อความสำหรับส่งทาง LINE").input_value()
    return re.search(r"/s/\S+", text)[0]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_photograph_and_a_figure_come_by_a_one_time_link(window, tmp_path, javascript):
    officer = window("demo-entry", javascript=javascript)
    address = made_by(officer)

    station = window(width="telephone", javascript=javascript)
    station.goto(address)
    expect(station.get_by_role("heading", level=1)).to_have_text("ส่งตัวเลขให้เทศบาล")
    bill = tmp_path / "bill.jpg"
    bill.write_bytes(picture(size=(3000, 2000)))
    station.get_by_label("ม.ค. 2567").fill("สิบ")
    station.get_by_role("button", name="ส่งให้เทศบาล").click()
    expect(station.get_by_role("link", name="ไม่ใช่ตัวเลข")).to_be_visible()
    station.get_by_label("ม.ค. 2567").fill("๒,๑๐๐.๕")
    station.get_by_label("หรือเลือกรูปที่ถ่ายไว้แล้ว").set_input_files(bill)
    station.get_by_label("ชื่อผู้ส่ง").fill("หัวหน้าสถานี (ข้อมูลจำลอง)")
    station.get_by_role("button", name="ส่งให้เทศบาล").click()
    expect(station.get_by_role("heading", level=1)).to_have_text("ได้รับแล้ว ขอบคุณ")
    assert station.errors == []

    officer.goto(f"/m/{OFFICE}/")
    officer.get_by_role("link", name="รอรับ 1 รายการ").click()
    officer.get_by_role("link", name=STATION).click()
    expect(officer.get_by_role("row", name="ม.ค. 2567")).to_contain_text("2,100.5")
    with officer.expect_download() as photo:
        officer.get_by_role("link", name="ดาวน์โหลดรูป").click()
    assert photo.value.suggested_filename == "bill.jpg"
    officer.get_by_role("button", name="รับและบันทึกในตาราง").click()
    expect(officer.get_by_text("รับแล้ว บันทึกตัวเลข 1 เดือนในตาราง")).to_be_visible()
    officer.goto(f"/m/{OFFICE}/{YEAR}/evidence/")
    expect(officer.get_by_role("cell", name=STATION, exact=True)).to_be_visible()

    station.goto(address)
    expect(station.get_by_role("heading", level=1)).to_have_text("ลิงก์นี้ใช้ไม่ได้")
    assert officer.errors == []
