"""A month without JavaScript: rows are saved by their buttons, a wrong figure is told and kept, a telephone does it too."""

from decimal import Decimal

from playwright.sync_api import expect

from cfo_site.accounts.tenancy import tenant_scope
from inventories.selectors.inventories import inventory
from inventories.selectors.results import totals
from tests.browser.journeys.conftest import cell, figures, low, office, open_next_year, stored, troubles

DIESEL, SEPTIC, POWER = "น้ำมันดีเซล รถยนต์ของสำนักงาน", "บ่อเกรอะของบุคลากร", "ไฟฟ้าสำนักงาน"


def test_a_month_is_entered_without_javascript(window, step):
    open_next_year()
    page = low(window("demo-entry", javascript=False))
    page.goto("/m/demo/2568/grid/")
    assert page.get_by_text("บันทึกเองเมื่อออกจากช่อง").is_hidden()
    row = page.get_by_role("row").filter(has_text=DIESEL)
    cell(page, DIESEL, "ม.ค.").fill("๗๑.๖๕")
    save = row.get_by_role("button", name="บันทึกแถวนี้")
    step("row", page, press=save)
    save.click()
    expect(cell(page, DIESEL, "ม.ค.")).to_have_value("71.65")
    cell(page, SEPTIC, "ม.ค.").fill("1,995")
    cell(page, SEPTIC, "ม.ค.").press("Enter")
    expect(cell(page, SEPTIC, "ม.ค.")).to_have_value("1,995")

    cell(page, POWER, "ม.ค.").fill("สองหมื่น")
    cell(page, POWER, "ม.ค.").press("Enter")
    told = page.get_by_role("alert")
    expect(told.first).to_contain_text("ยังไม่ได้บันทึก โปรดแก้ไขต่อไปนี้")
    expect(cell(page, POWER, "ม.ค.")).to_have_value("สองหมื่น")
    assert stored(POWER, "2025-01") is None
    step("wrong", page, press=told.get_by_role("link"))
    told.get_by_role("link").click()
    cell(page, POWER, "ม.ค.").fill("๑๖,๐๓๖.๔")
    cell(page, POWER, "ม.ค.").press("Enter")
    expect(page.locator("#sum-2")).to_have_text("8.02")  # 16,036.4 kWh at 0.4999
    cell(page, POWER, "ม.ค.").evaluate("each => each.scrollIntoView({block: 'center'})")
    step("totals", page, press=page.locator("#sum-all"))

    telephone = window("demo-entry", javascript=False, width="telephone")
    telephone.goto("/m/demo/2568/grid/")
    telephone.get_by_role("link", name=SEPTIC, exact=True).click()
    field = telephone.get_by_role("textbox", name=f"{SEPTIC} ก.พ. 2568")
    field.fill("1900")
    save = telephone.get_by_role("button", name="บันทึกแหล่งปล่อยนี้")
    step("telephone", telephone, telephone.locator(".one-source"), press=save)
    save.click()
    expect(field).to_have_value("1,900")

    assert {month for _source, month in figures("2568")} == {"2025-01", "2025-02"}
    assert [stored(name, "2025-01").amount for name in (DIESEL, SEPTIC, POWER)] == [
        Decimal("71.65"), Decimal(1995), Decimal("16036.4"),
    ]  # fmt: skip
    town = office()
    with tenant_scope(town):
        assert totals(inventory(town, "2568")).scopes["2"] == Decimal("16036.4") * Decimal("0.4999")
    assert troubles(page, telephone) == []
