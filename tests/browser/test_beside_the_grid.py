"""What stands beside a figure: by keyboard from the grid and back, and as a page without JavaScript."""

from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS

GRID = "/m/demo/2567/grid/"
FEBRUARY = "input[name=m2]"


def diesel(page):
    return page.locator("tr.src").filter(has_text="น้ำมันดีเซล").first


def test_a_figure_is_marked_from_the_keyboard_and_the_grid_follows(window):
    page = window("demo-entry")
    page.goto(GRID)
    cell = diesel(page).locator(FEBRUARY)
    cell.click()
    panel = page.locator("#beside")
    expect(panel.locator("#beside-heading")).to_contain_text("ก.พ. 2567")
    before = page.locator("#sum-1").text_content()
    page.keyboard.press("F6")
    expect(panel).to_be_focused()
    panel.locator("input[name=state][value=NO]").focus()
    page.keyboard.press("Space")
    panel.locator("textarea[name=reason]").focus()
    page.keyboard.type("รถจอดซ่อม")
    panel.locator("#beside-save").focus()
    page.keyboard.press("Enter")
    expect(cell).to_have_value("ไม่มี")
    expect(page.locator("#sum-1")).not_to_have_text(before)
    expect(panel.locator("#beside-save")).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("บันทึกแล้ว")  # no clash with one's own mark
    page.reload()
    expect(diesel(page).locator(FEBRUARY)).to_have_value("75")
    assert page.errors == []


def test_a_refusal_stays_in_the_panel_with_what_was_chosen(window):
    page = window("demo-entry")
    page.goto(GRID)
    cell = diesel(page).locator(FEBRUARY)
    stood = cell.input_value()
    cell.click()
    panel = page.locator("#beside")
    panel.locator("input[name=state][value=IE]").check()
    panel.locator("#beside-save").click()
    expect(panel.locator(".err-sum")).to_contain_text("โปรดเลือกว่ารวมอยู่ในรายการใด")
    expect(panel.locator("input[name=state][value=IE]")).to_be_checked()
    expect(cell).to_have_value(stood)


def test_without_javascript_it_is_a_page(window):
    page = window("demo-entry", javascript=False, width="telephone")
    page.goto(GRID)
    use = diesel(page).get_attribute("data-use")
    page.goto(f"{GRID}{use}/2024-02/beside/")
    page.locator("input[name=state][value=estimated]").check()
    page.locator("textarea[name=reason]").fill("จากเลขไมล์")
    page.locator("#beside-save").click()
    expect(page.locator(".messages")).to_contain_text("บันทึกแล้ว")
    expect(page.locator("main")).to_contain_text("จากเลขไมล์")
    assert page.viewport_size["width"] == WIDTHS["telephone"][0]


def test_missing_months_are_estimated_after_a_look_at_the_working(window):
    page = window("demo-entry")
    page.goto(GRID)
    row = diesel(page)
    use = row.get_attribute("data-use")
    cell = row.locator(FEBRUARY)
    cell.click()
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(page.locator("#saved")).to_contain_text("บันทึกแล้ว")
    page.goto("/m/demo/2567/completeness/?category=1.mobile_onroad")
    page.get_by_role("link", name="ประมาณเดือนที่ขาด").click()
    page.get_by_label("ก.พ. 2567").check()
    page.get_by_label("ค่าเฉลี่ยของเดือนก่อนและเดือนหลัง").check()
    page.get_by_label("เหตุผลที่ไม่มีตัวเลขจริง").fill("ใบสั่งจ่ายหาย")
    page.get_by_role("button", name="ดูค่าประมาณก่อน").click()
    expect(page.locator("table.t")).to_contain_text("÷ 2 ลิตร")
    page.get_by_role("button", name="บันทึกค่าประมาณ 1 เดือน").click()
    expect(page.locator(".messages")).to_contain_text("บันทึกค่าประมาณ 1 เดือนแล้ว")
    page.goto(GRID)
    expect(page.locator(f"tr[data-use='{use}'] td.est")).to_have_count(1)
