"""The grid as a good spreadsheet: by keyboard alone, blocks in and out, undo, two people, no connection, no session."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision, InventorySource
from inventories.services.demonstration import PASSWORD
from tests.browser.conftest import WIDTHS
from tests.browser.furnished import OFFICE, YEAR, cookies_of

GRID = f"/m/{OFFICE}/{YEAR}/grid/"
SEPTIC, POND, POWER = "บ่อเกรอะของบุคลากร", "บ่อบำบัดน้ำเสียแบบไม่เติมอากาศ", "ไฟฟ้าสำนักงาน"
TRUCK = "รถบรรทุกน้ำ"


@pytest.fixture
def desk(chromium, standing) -> Iterator[Callable[..., Page]]:
    """Return a function that opens the grid for somebody, with own cookies and a clipboard."""
    opened = []

    def sit(username: str = "demo-entry", *, width: str = "wide", javascript: bool = True) -> Page:
        across, down = WIDTHS[width]
        context = chromium.new_context(
            locale="th-TH",
            base_url=standing[0],
            viewport={"width": across, "height": down},
            java_script_enabled=javascript,
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=standing[0])
        context.add_cookies(cookies_of(username, standing[0]))
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(GRID)
        return page

    yield sit
    for context in opened:
        for page in context.pages:
            page.wait_for_load_state("networkidle")  # what is read in passing must not meet the cleaning of the tables
            assert page.errors == []
        context.close()


def cell(page: Page, source: str, month: str) -> Locator:
    return page.get_by_role("textbox", name=f"{source} {month}", exact=True)


def stored(standing, source: str, month: str) -> AmountRevision | None:
    """Return the revision in force of a cell, as the database has it."""
    town = standing[1].town
    with tenant_scope(town):
        use = InventorySource.objects.of(town).get(inventory__year=int(YEAR), source__name_th=source, parent=None)
        rows = AmountRevision.objects.of(town).filter(source=use.source_id, month=f"{month}-01")
        return rows.order_by("-number").first()


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("บันทึกแล้ว")
    expect(page.locator("td.saving")).to_have_count(0)


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("ControlOrMeta+v")


def test_the_whole_grid_by_keyboard_alone(desk, standing):
    page = desk()
    keys = page.keyboard
    cell(page, SEPTIC, "ม.ค.").focus()
    keys.press("End")
    expect(cell(page, SEPTIC, "ธ.ค.")).to_be_focused()
    keys.press("Home")
    keys.press("ControlOrMeta+ArrowRight")
    expect(cell(page, SEPTIC, "ธ.ค.")).to_be_focused()
    keys.press("ControlOrMeta+ArrowLeft")
    keys.type("1700")
    keys.press("Tab")
    expect(cell(page, SEPTIC, "ก.พ.")).to_be_focused()
    keys.type("1800")
    keys.press("Enter")
    expect(cell(page, POND, "ม.ค.")).to_be_focused()  # Enter goes to where Tab began
    keys.press("Shift+Enter")
    expect(cell(page, SEPTIC, "ม.ค.")).to_be_focused()
    saved(page)
    expect(cell(page, SEPTIC, "ม.ค.")).to_have_value("1,700")
    keys.press("F2")
    keys.press("Backspace")
    keys.press("ArrowLeft")  # moves within the text
    keys.type("5")
    expect(cell(page, SEPTIC, "ม.ค.")).to_have_value("1,750")
    keys.press("Escape")
    expect(cell(page, SEPTIC, "ม.ค.")).to_have_value("1,700")
    keys.type("๑๗๑๐")
    keys.press("ControlOrMeta+s")
    saved(page)
    expect(cell(page, SEPTIC, "ม.ค.")).to_be_focused()
    expect(cell(page, SEPTIC, "ม.ค.")).to_have_value("1,710")
    assert stored(standing, SEPTIC, "2024-01").amount == 1710
    keys.press("F6")
    expect(page.locator("#beside")).to_be_focused()
    keys.press("F6")
    expect(cell(page, SEPTIC, "ม.ค.")).to_be_focused()


def test_a_block_is_filled_emptied_and_taken_back_by_keyboard_alone(desk, standing):
    page = desk()
    keys = page.keyboard
    cell(page, SEPTIC, "ม.ค.").focus()
    before = cell(page, SEPTIC, "ม.ค.").input_value()
    keys.type("1720")
    keys.press("ControlOrMeta+s")
    saved(page)
    keys.press("ControlOrMeta+z")
    expect(cell(page, SEPTIC, "ม.ค.")).to_have_value(before)
    keys.press("ControlOrMeta+y")
    expect(cell(page, SEPTIC, "ม.ค.")).to_have_value("1,720")
    saved(page)
    keys.press("Shift+ArrowRight")
    keys.press("Shift+ArrowRight")
    keys.press("Shift+ArrowDown")
    expect(page.locator("#announce")).to_have_text("เลือก 6 ช่อง")
    expect(page.locator("td.sel")).to_have_count(6)
    keys.press("ControlOrMeta+r")
    expect(cell(page, SEPTIC, "มี.ค.")).to_have_value("1,720")
    saved(page)
    keys.press("Delete")
    expect(cell(page, POND, "ก.พ.")).to_have_value("")
    saved(page)
    keys.press("ControlOrMeta+z")
    expect(cell(page, POND, "ก.พ.")).to_have_value("291")
    keys.press("ControlOrMeta+z")
    expect(cell(page, POND, "ก.พ.")).to_have_value("467.3")
    saved(page)
    assert stored(standing, SEPTIC, "2024-01").amount == 1720


def test_a_block_goes_out_and_another_comes_in_from_a_spreadsheet(desk, standing):
    page = desk()
    cell(page, SEPTIC, "มิ.ย.").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ControlOrMeta+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = [line.split("\t") for line in copied.split("\n")]
    assert [len(line) for line in lines] == [2, 2]
    assert "," not in copied, "figures as another program reads them"
    cell(page, SEPTIC, "มิ.ย.").focus()
    paste(page, '"1,600"\t๑๖๐๑\r\n400.5\t\r\n')
    expect(cell(page, SEPTIC, "มิ.ย.")).to_have_value("1,600")
    expect(cell(page, SEPTIC, "ก.ค.")).to_have_value("1,601")
    expect(cell(page, POND, "ก.ค.")).to_have_value("")
    saved(page)
    assert stored(standing, POND, "2024-06").amount == 400.5
    assert stored(standing, POND, "2024-07").amount is None
    assert stored(standing, SEPTIC, "2024-06").entry_number == stored(standing, POND, "2024-07").entry_number
    page.keyboard.press("ControlOrMeta+z")
    expect(cell(page, POND, "ก.ค.")).to_have_value(lines[1][1])


def test_a_dash_is_asked_about_once_and_leaving_the_question_pastes_nothing(desk, standing):
    page = desk()
    cell(page, TRUCK, "ม.ค.").focus()
    dialog = page.get_by_role("dialog", name="ข้อมูลที่วางมีเครื่องหมาย - อยู่ 2 ช่อง")
    paste(page, "10\t-\t–\t0")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(cell(page, TRUCK, "ม.ค.")).to_have_value("")
    expect(cell(page, TRUCK, "ม.ค.")).to_be_focused()
    paste(page, "10\t-\t–\t0")
    page.get_by_role("button", name="ไม่มีกิจกรรม").press("Enter")
    expect(cell(page, TRUCK, "ก.พ.")).to_have_value("ไม่มี")
    expect(cell(page, TRUCK, "เม.ย.")).to_have_value("0")
    saved(page)
    assert (stored(standing, TRUCK, "2024-02").notation, stored(standing, TRUCK, "2024-04").amount) == ("NO", 0)
    page.keyboard.press("ControlOrMeta+z")
    expect(cell(page, TRUCK, "ก.พ.")).to_have_value("")


def test_what_has_no_cell_is_told_exactly_and_nothing_is_stored_until_chosen(desk, standing):
    page = desk()
    cell(page, TRUCK, "พ.ย.").focus()
    paste(page, "1\t2\t3\t4")
    dialog = page.get_by_role("dialog", name="บางค่าไม่มีช่องให้วาง")
    expect(dialog).to_contain_text("เลยขอบตาราง 2 ช่อง")
    expect(dialog).to_contain_text("วางได้ 2 ช่อง")
    assert stored(standing, TRUCK, "2024-11") is None
    page.get_by_role("button", name="ยกเลิกการวาง").press("Enter")
    expect(cell(page, TRUCK, "พ.ย.")).to_have_value("")
    paste(page, "1\t2\t3\t4")
    page.get_by_role("button", name="วางเฉพาะช่องที่กรอกได้").press("Enter")
    expect(cell(page, TRUCK, "ธ.ค.")).to_have_value("2")
    saved(page)
    assert stored(standing, TRUCK, "2024-11").amount == 1


def test_one_wrong_cell_of_a_block_keeps_it_back_until_it_is_mended(desk, standing):
    page = desk()
    cell(page, TRUCK, "พ.ค.").focus()
    paste(page, "5\tหก\t7")
    bar = page.locator("#held")
    expect(bar).to_contain_text("ยังไม่ได้บันทึก 3 ช่อง มีช่องที่ต้องแก้ 1 ช่อง")
    expect(bar).to_contain_text(f"{TRUCK} มิ.ย.: ไม่ใช่ตัวเลข")
    assert stored(standing, TRUCK, "2024-05") is None
    page.get_by_role("button", name="ไปช่องที่ต้องแก้").click()
    expect(cell(page, TRUCK, "มิ.ย.")).to_be_focused()
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    saved(page)
    expect(bar).to_be_hidden()
    assert [stored(standing, TRUCK, f"2024-0{month}").amount for month in (5, 6, 7)] == [5, 6, 7]


def test_a_refused_block_can_be_given_up(desk, standing):
    page = desk()
    before = cell(page, POWER, "มี.ค.").input_value()
    cell(page, POWER, "มี.ค.").focus()
    paste(page, "1\tx")
    page.get_by_role("button", name="ยกเลิก กลับเป็นตัวเลขเดิม").click()
    expect(cell(page, POWER, "มี.ค.")).to_have_value(before)
    expect(page.locator("#held")).to_be_hidden()
    page.reload()
    expect(page.locator("#drafts")).to_be_hidden()


def test_of_two_people_on_a_block_the_slower_one_chooses_by_keyboard(desk, standing):
    first, second = desk("demo-entry"), desk("demo-owner")
    cell(first, SEPTIC, "ก.ย.").fill("1500")
    cell(first, SEPTIC, "ก.ย.").press("Enter")
    saved(first)
    cell(second, SEPTIC, "ส.ค.").focus()
    paste(second, "1400\t1401\t1402")
    expect(second.locator("#held")).to_contain_text("มีผู้อื่นแก้ 1 ช่องไปแล้ว จึงยังไม่ได้บันทึก 3 ช่อง")
    expect(second.locator("#held")).to_contain_text("แก้ตัวเลขนี้เป็น 1,500 เมื่อ")
    assert stored(standing, SEPTIC, "2024-08").amount != 1400
    cell(second, SEPTIC, "ก.ย.").focus()
    second.keyboard.press("Tab")
    second.keyboard.press("Tab")
    expect(second.get_by_role("button", name="ใช้ของผู้อื่น 1,500", exact=True)).to_be_focused()
    second.keyboard.press("Enter")
    saved(second)
    expect(cell(second, SEPTIC, "ก.ย.")).to_have_value("1,500")
    assert [stored(standing, SEPTIC, f"2024-{month}").amount for month in ("08", "09", "10")] == [1400, 1500, 1402]


def test_nothing_is_taken_back_that_somebody_else_has_changed(desk, standing):
    first, second = desk("demo-entry"), desk("demo-owner")
    cell(first, POND, "พ.ย.").fill("501")
    cell(first, POND, "พ.ย.").press("Enter")
    saved(first)
    second.reload()
    cell(second, POND, "พ.ย.").fill("502")
    cell(second, POND, "พ.ย.").press("Enter")
    saved(second)
    cell(first, POND, "พ.ย.").focus()
    first.keyboard.press("ControlOrMeta+z")
    told = first.locator("#undone")
    expect(told).to_contain_text("เลิกทำไม่ได้ มีผู้อื่นแก้ตัวเลขไปแล้ว")
    expect(told).to_contain_text(f"{POND} พ.ย.")
    expect(cell(first, POND, "พ.ย.")).to_have_value("502")
    assert stored(standing, POND, "2024-11").amount == 502


def test_without_a_connection_nothing_typed_is_gone(desk, standing):
    page = desk()
    page.context.set_offline(True)
    cell(page, POWER, "ก.ย.").fill("36000")
    cell(page, POWER, "ก.ย.").press("Enter")
    expect(page.locator("#held")).to_contain_text("ยังส่งไม่ได้ 1 ช่อง")
    expect(page.locator("td.unsaved")).to_have_count(1)
    page.context.set_offline(False)  # it goes out by itself
    saved(page)
    assert stored(standing, POWER, "2024-09").amount == 36000
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('cfo-draft')).length") == 0


def test_what_could_not_be_sent_is_offered_again_when_the_page_is_opened(desk, standing):
    page = desk()
    page.route("**/grid/block/", lambda route: route.abort())
    cell(page, POWER, "ต.ค.").fill("31000")
    cell(page, POWER, "ต.ค.").press("Enter")
    expect(page.locator("td.unsaved")).to_have_count(1)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "31000" in kept
    assert "demo-entry" not in kept
    page.once("dialog", lambda dialog: dialog.accept())
    page.unroute("**/grid/block/")
    page.reload()
    expect(page.locator("#drafts")).to_contain_text("มีตัวเลขที่พิมพ์ไว้แต่ยังไม่ได้บันทึก 1 ช่อง")
    expect(page.locator("#drafts")).to_contain_text(f"{POWER} ต.ค.: 31000")
    page.get_by_role("button", name="ใส่กลับและบันทึก").click()
    saved(page)
    assert stored(standing, POWER, "2024-10").amount == 31000
    page.reload()
    expect(page.locator("#drafts")).to_be_hidden()


def leave_unsaved(page: Page, source: str, month: str, text: str) -> None:
    """Type a figure when the session has ended."""
    page.context.clear_cookies(name="sessionid")
    cell(page, source, month).fill(text)
    cell(page, source, month).press("Enter")
    expect(page.get_by_role("dialog", name="เข้าสู่ระบบอีกครั้ง")).to_be_visible()


def sign_in_there(page: Page, username: str, password: str = PASSWORD) -> None:
    page.get_by_role("dialog").get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_role("dialog").get_by_label("รหัสผ่าน", exact=True).fill(password)
    page.get_by_role("dialog").get_by_label("รหัสผ่าน", exact=True).press("Enter")


def test_whose_session_has_ended_signs_in_on_the_same_page_and_loses_nothing(desk, standing):
    page = desk()
    leave_unsaved(page, POWER, "พ.ค.", "37001")
    sign_in_there(page, "demo-entry", "ผิด")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("เข้าสู่ระบบไม่สำเร็จ")
    sign_in_there(page, "demo-entry")
    expect(page.get_by_role("dialog")).to_have_count(0)
    saved(page)
    assert stored(standing, POWER, "2024-05").amount == 37001
    assert page.url.endswith(GRID)
    page.get_by_role("button", name="ออกจากระบบ").click()  # a form of the page, with the token of the new session
    page.wait_for_url("**/accounts/login/**")


def test_what_one_person_left_unsaved_another_does_not_send(desk, standing):
    page = desk()
    before = stored(standing, POWER, "2024-06").number
    leave_unsaved(page, POWER, "มิ.ย.", "37002")
    sign_in_there(page, "demo-owner")
    expect(page.locator("#held")).to_contain_text("ผู้ที่เข้าสู่ระบบไม่ใช่คนที่พิมพ์ตัวเลขนี้")
    assert stored(standing, POWER, "2024-06").number == before
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="เปิดหน้านี้ใหม่").click()
    expect(cell(page, POWER, "มิ.ย.")).not_to_have_value("37002")
    expect(page.locator("#drafts")).to_be_hidden()


def test_signing_out_leaves_nothing_behind(desk):
    page = desk()
    page.route("**/grid/block/", lambda route: route.abort())
    cell(page, POWER, "ก.ค.").fill("37003")
    cell(page, POWER, "ก.ค.").press("Enter")
    expect(page.locator("td.unsaved")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/accounts/login/**")
    assert "37003" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("javascript", [True, False], ids=["with javascript", "without javascript"])
def test_on_a_telephone_one_source_at_a_time(desk, standing, javascript):
    page = desk(width="telephone", javascript=javascript)
    month, amount = ("2024-08", 88) if javascript else ("2024-09", 99)
    page.get_by_role("link", name=TRUCK, exact=True).click()
    page.wait_for_url("**source=**")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if javascript else True
    field = page.get_by_role("textbox", name=f"{TRUCK} {'ส.ค.' if javascript else 'ก.ย.'} 2567")
    field.fill(str(amount))
    if javascript:
        field.press("Enter")
        saved(page)
    else:
        page.get_by_role("button", name="บันทึกแหล่งปล่อยนี้").click()
        expect(field).to_have_value(str(amount))
    assert stored(standing, TRUCK, month).amount == amount
    page.get_by_role("link", name="ก่อนหน้า").click()
    expect(page.get_by_role("heading", level=2).first).not_to_contain_text(TRUCK)
    page.get_by_role("link", name="ทุกแหล่งปล่อย").click()
    expect(page.get_by_role("link", name=TRUCK, exact=True)).to_be_visible()


def test_a_table_is_pasted_without_javascript(desk, standing):
    page = desk(javascript=False)
    page.goto(f"{GRID}paste/")
    page.get_by_label("บรรทัดแรกเป็นของแหล่งปล่อย").select_option(label=TRUCK)
    page.get_by_label("ช่องแรกเป็นของเดือน").select_option(label="ต.ค. 2567")
    page.get_by_label("ตารางที่คัดลอกมา").fill("๑๐๑\t-")
    page.get_by_role("button", name="ดูก่อนบันทึก").click()
    expect(page.get_by_role("alert")).to_contain_text("มีเครื่องหมาย - อยู่ 1 ช่อง")
    page.get_by_label("ไม่มีกิจกรรมในเดือนนั้น").check()
    page.get_by_role("button", name="ดูก่อนบันทึก").click()
    expect(page.get_by_role("table")).to_contain_text("101")
    page.get_by_role("button", name="บันทึก 2 ช่อง").click()
    page.wait_for_url(f"**{GRID}")
    assert (stored(standing, TRUCK, "2024-10").amount, stored(standing, TRUCK, "2024-11").notation) == (101, "NO")
