"""A photograph and a figure by a one-time link: an officer makes it, a telephone without an account sends, they accept."""

import io
import re
from decimal import Decimal

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Evidence
from tests.browser.journeys.conftest import cell, office, open_next_year, stored, troubles

DIESEL = "น้ำมันดีเซล รถยนต์ของสำนักงาน"
STATION = "สถานีดับเพลิง (ข้อมูลจำลอง)"


def photograph() -> bytes:
    """Return a picture of a slip on a table."""
    shot = Image.new("RGB", (1600, 1200), (120, 100, 80))
    ImageDraw.Draw(shot).rectangle((300, 150, 1300, 1050), fill=(245, 244, 238))
    into = io.BytesIO()
    shot.save(into, "JPEG")
    return into.getvalue()


def ask_for_two_months(officer: Page) -> None:
    """Fill in the form of a link as far as its button."""
    officer.goto("/m/demo/2568/grid/")
    officer.get_by_role("link", name="ลิงก์ใช้ครั้งเดียว").click()
    officer.get_by_role("link", name="สร้างลิงก์").click()
    officer.get_by_label("แหล่งปล่อย", exact=True).select_option(label=DIESEL)
    officer.get_by_label("ตั้งแต่เดือน").select_option("2025-01")
    officer.get_by_label("ถึงเดือน").select_option("2025-02")
    officer.get_by_label("ส่งให้ใคร").fill(STATION)


def test_a_photo_comes_by_a_one_time_link(window, step, settings):
    settings.SITE_URL = "https://cfo.example.go.th"
    open_next_year()
    officer = window("demo-entry")
    ask_for_two_months(officer)
    make = officer.get_by_role("button", name="สร้างลิงก์")
    step("make", officer, officer.locator("main > div"), press=make)
    make.click()

    text = officer.get_by_label("ข้อความสำหรับส่งทาง LINE")
    copy = officer.get_by_role("button", name="คัดลอกข้อความ")
    expect(copy).to_be_visible()
    step("send", officer, officer.locator("main > div"), press=copy)
    address = re.search(r"/s/\S+", text.input_value())[0]

    station = window(width="telephone")
    station.goto(address)
    station.get_by_label("ม.ค. 2568").fill("๒๑๐.๕")
    photo = station.get_by_label("หรือเลือกรูปที่ถ่ายไว้แล้ว")
    photo.set_input_files({"name": "bill.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    expect(station.get_by_text("ย่อภาพแล้ว")).to_be_visible()
    station.get_by_label("ชื่อผู้ส่ง").fill("หัวหน้าสถานี (ข้อมูลจำลอง)")
    send = station.get_by_role("button", name="ส่งให้เทศบาล")
    step("fill", station, station.locator("main h1"), send, press=send)
    send.click()
    expect(station.get_by_role("heading", level=1)).to_have_text("ได้รับแล้ว ขอบคุณ")
    again = station.locator("summary", has_text="ส่งใหม่แทน")
    assert stored(DIESEL, "2025-01") is None, "it counts when it is accepted"

    officer.goto("/m/demo/")
    way = officer.get_by_role("link", name="รอรับ 1 รายการ")
    step("sent", station, station.locator("main h1"), again, press=station.get_by_role("heading", level=1))
    way.click()
    accept_way = officer.get_by_role("link", name=STATION)
    step("waiting", officer, officer.locator("main h1"), officer.get_by_role("table"), press=accept_way)
    accept_way.click()
    accept = officer.get_by_role("button", name="รับและบันทึกในตาราง")
    step("accept", officer, officer.locator("main h1"), accept, officer.get_by_role("table"), press=accept)
    with officer.expect_download() as download:
        officer.get_by_role("link", name="ดาวน์โหลดรูป").click()
    assert download.value.suggested_filename == "bill.jpg"
    accept.click()
    expect(officer.get_by_text("รับแล้ว บันทึกตัวเลข 1 เดือนในตาราง")).to_be_visible()

    row = stored(DIESEL, "2025-01")
    assert (row.amount, stored(DIESEL, "2025-02")) == (Decimal("210.5"), None)
    town = office()
    with tenant_scope(town):
        assert Evidence.objects.of(town).get().file is not None
    officer.goto("/m/demo/2568/grid/")
    expect(cell(officer, DIESEL, "ม.ค.")).to_have_value("210.5")
    station.goto(address)
    expect(station.get_by_role("heading", level=1)).to_have_text("ลิงก์นี้ใช้ไม่ได้")
    assert troubles(officer, station) == []
