"""Two people on one cell: whoever is slower sees both figures and who it was, and chooses; once each way."""

from playwright.sync_api import Page, expect

from tests.browser.journeys.conftest import cell, low, stored, troubles

DIESEL = "น้ำมันดีเซล รถยนต์ของสำนักงาน"


def save(page: Page, month: str, amount: str) -> None:
    cell(page, DIESEL, month).fill(amount)
    cell(page, DIESEL, month).press("Enter")
    expect(page.locator("#saved")).to_contain_text("บันทึกแล้ว")
    expect(page.locator("td.saving")).to_have_count(0)


def test_two_people_type_into_one_cell(window, step):
    first, second = window("demo-entry"), low(window("demo-owner"))
    second.goto("/m/demo/2567/grid/")
    first.goto("/m/demo/2567/grid/")
    save(first, "มี.ค.", "120")
    cell(second, DIESEL, "มี.ค.").click()
    expect(second.locator("#beside")).to_contain_text(DIESEL)
    step("type", second, press=cell(second, DIESEL, "มี.ค."))

    second.keyboard.type("110")
    second.keyboard.press("Tab")
    message = second.locator(".cell-msg")
    expect(message).to_contain_text("ผู้บันทึกข้อมูล (ตัวอย่าง) แก้ตัวเลขนี้เป็น 120 เมื่อ")
    mine = second.get_by_role("button", name="ใช้ของท่าน 110")
    step("told", second, press=mine)
    assert stored(DIESEL, "2024-03").amount == 120
    mine.click()
    expect(cell(second, DIESEL, "มี.ค.")).to_have_value("110")
    expect(second.locator("td.saving")).to_have_count(0)
    assert stored(DIESEL, "2024-03").amount == 110

    save(first, "เม.ย.", "40")
    before = stored(DIESEL, "2024-04")
    cell(second, DIESEL, "เม.ย.").fill("45")
    cell(second, DIESEL, "เม.ย.").press("Tab")
    theirs = second.get_by_role("button", name="ใช้ของผู้อื่น 40", exact=True)
    expect(second.locator("#held")).to_contain_text("มีผู้อื่นแก้ 1 ช่องไปแล้ว")
    step("theirs", second, press=theirs)
    theirs.click()
    expect(second.locator("#held")).to_be_hidden()
    expect(cell(second, DIESEL, "เม.ย.")).to_have_value("40")
    expect(second.locator("#saved")).not_to_contain_text("ยังไม่ได้บันทึก")
    assert stored(DIESEL, "2024-04") == before, "nothing was stored"

    cell(second, DIESEL, "มี.ค.").click()
    history = second.locator("#beside").get_by_text("ประวัติการแก้ไข 3 ครั้ง")
    history.click()
    second.set_viewport_size({"width": 1280, "height": 1200})
    step("history", second, history.locator("xpath=.."), press=history)
    expect(second.locator("#beside")).to_contain_text("ผู้บันทึกข้อมูล (ตัวอย่าง)")
    assert troubles(first, second) == []
