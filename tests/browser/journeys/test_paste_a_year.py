"""A year pasted as a block from a spreadsheet, with a month in which nothing happened and one that was mistyped."""

from decimal import Decimal

from playwright.sync_api import expect

from tests.browser.journeys.conftest import cell, figures, low, open_next_year, stored, troubles

DIESEL, SEPTIC, POND = "น้ำมันดีเซล รถยนต์ของสำนักงาน", "บ่อเกรอะของบุคลากร", "บ่อบำบัดน้ำเสียแบบไม่เติมอากาศ"
BLOCK = (
    "71.65\t๑๑๖.๕๓\t117.5\t-\t22.83\t59.89\t68.7\t85.39\t128.43\t57.5\t67.69\t66.54\r\n"
    '"1,995"\t"1,900"\t1995\t1805\t1995\t1805\t19oo\t1995\t1995\t1900\t2090\t1805\r\n'
    "291\t467.3\t507.6\t452.3\t408.7\t369\t462.1\t348.6\t355.5\t463.6\t508.1\t1032.6\r\n"
)


def test_a_year_is_pasted_as_a_block(window, step):
    open_next_year()
    page = low(window("demo-entry"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/m/demo/2568/grid/")
    first = cell(page, DIESEL, "ม.ค.")
    first.click()
    expect(page.locator("#beside")).to_contain_text(DIESEL)
    step("start", page, press=first)

    page.evaluate("text => navigator.clipboard.writeText(text)", BLOCK)
    page.keyboard.press("ControlOrMeta+v")
    dialog = page.get_by_role("dialog", name="ข้อมูลที่วางมีเครื่องหมาย - อยู่ 1 ช่อง")
    no = dialog.get_by_role("button", name="ไม่มีกิจกรรม")
    expect(no).to_be_visible()
    step("dash", page, dialog, press=no)
    no.click()

    mend = page.get_by_role("button", name="ไปช่องที่ต้องแก้")
    expect(page.locator("#held")).to_contain_text("ยังไม่ได้บันทึก 36 ช่อง มีช่องที่ต้องแก้ 1 ช่อง")
    step("mend", page, press=mend)
    assert figures("2568") == {}, "a block is stored whole or not at all"
    mend.click()
    expect(cell(page, SEPTIC, "ก.ค.")).to_be_focused()
    page.keyboard.type("1900")
    page.keyboard.press("Enter")

    expect(page.locator("#saved")).to_contain_text("บันทึกแล้ว")
    expect(page.locator("td.saving")).to_have_count(0)
    expect(page.locator("#beside")).to_contain_text(POND)
    step("saved", page, press=page.locator("#saved"))
    assert len(figures("2568")) == 36
    assert stored(DIESEL, "2025-02").amount == Decimal("116.53")
    assert (stored(DIESEL, "2025-04").notation, stored(DIESEL, "2025-04").amount) == ("NO", None)
    assert stored(SEPTIC, "2025-07").amount == 1900
    assert stored(POND, "2025-12").amount == Decimal("1032.6")

    undo = page.get_by_role("button", name="เลิกทำ")
    undo.click()
    expect(cell(page, POND, "ธ.ค.")).to_have_value("")
    expect(page.locator("td.saving")).to_have_count(0)
    expect(page.locator("#sum-all")).to_have_text("0.00")
    step("undo", page, press=undo)
    assert stored(POND, "2025-12").amount is None
    page.get_by_role("button", name="ทำซ้ำ").click()
    expect(cell(page, POND, "ธ.ค.")).to_have_value("1,032.6")
    expect(page.locator("td.saving")).to_have_count(0)
    assert stored(POND, "2025-12").amount == Decimal("1032.6")
    assert troubles(page) == []
