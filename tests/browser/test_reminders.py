"""What divisions owe, as an officer uses it: copying the text, noting it, with and without JavaScript, and on paper."""

import pytest

from tests.browser.furnished import OFFICE, YEAR

REMINDERS = f"/m/{OFFICE}/{YEAR}/reminders/"
LANDSCAPE = {"width": 1054, "height": 725}  # A4 across less its margins, in CSS pixels


@pytest.fixture
def owed(view, standing):
    """The page of the furnished office, in which the water truck has no division and nothing entered."""
    page = view("demo-owner")
    page.goto(REMINDERS)
    return page


def test_the_text_is_copied_by_one_button(owed):
    owed.context.grant_permissions(["clipboard-read", "clipboard-write"])
    owed.locator("summary").first.click()
    owed.get_by_role("button", name="คัดลอกข้อความ").first.click()
    owed.get_by_role("button", name="คัดลอกแล้ว").wait_for()
    copied = owed.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("เรื่อง ขอข้อมูลสำหรับบัญชีก๊าซเรือนกระจก")
    assert "รถบรรทุกน้ำ" in copied
    assert owed.locator("#announce").inner_text() == "คัดลอกแล้ว"
    assert owed.errors == []


def test_the_text_is_there_to_be_copied_by_hand_where_a_page_may_not_reach_the_clipboard(owed):
    owed.add_init_script("delete Navigator.prototype.clipboard")
    owed.goto(REMINDERS)
    owed.locator("summary").first.click()
    owed.get_by_role("button", name="คัดลอกข้อความ").first.click()
    owed.get_by_role("button", name="คัดลอกแล้ว").wait_for()
    assert owed.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_without_javascript_the_text_stands_in_its_field_and_no_button_promises_to_copy_it(chromium, standing, owed):
    context = chromium.new_context(java_script_enabled=False, base_url=standing[0])
    context.add_cookies(owed.context.cookies())
    try:
        page = context.new_page()
        page.goto(REMINDERS)
        page.locator("summary").first.click()
        assert "รถบรรทุกน้ำ" in page.locator("textarea").first.input_value()
        assert page.get_by_role("button", name="คัดลอกข้อความ").count() == 0
    finally:
        context.close()


@pytest.mark.parametrize("name", ["calendar", "handover"])
def test_on_paper_nothing_is_to_be_pressed_and_nothing_runs_off_the_sheet(name, view, standing):
    page = view("demo-owner")
    page.goto(f"/m/{OFFICE}/{YEAR}/{name}/")
    page.set_viewport_size(LANDSCAPE)
    page.emulate_media(media="print")
    try:
        for selector in ("nav", ".btn", ".foot", "select"):
            assert page.locator(f"{selector}:visible").count() == 0, selector
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        wide = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
        assert page.evaluate(wide) == 0, "a table is cut off"
    finally:
        page.emulate_media(media="null")
