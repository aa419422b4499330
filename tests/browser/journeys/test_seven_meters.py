"""An invoice with seven meters, pasted as a table of lines; one meter's number is mistyped and put right."""

from decimal import Decimal

from playwright.sync_api import expect

from cfo_site.accounts.models import User
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import BillLine
from inventories.selectors.inventories import inventory, inventory_sources
from inventories.services.meters import save_meter
from tests.browser.journeys.conftest import cell, office, stored, troubles

POWER = "ไฟฟ้าสำนักงาน"
HEADINGS = "เลขมิเตอร์\tจากวันที่\tถึงวันที่\tเลขก่อน\tเลขหลัง\tตัวคูณ\tหน่วย\tบาท"
METERS = [(f"500123450{n}", 1000 * n, 1000 * n + 109 + n) for n in range(1, 8)]  # invented
MISTYPED = "5001234509"
UNITS = sum((after - before) * 20 for _number, before, after in METERS)


def table() -> str:
    """Return the table as it comes out of a spreadsheet: Thai digits and Buddhist years in some lines."""
    lines = [HEADINGS]
    for number, before, after in METERS:
        units = (after - before) * 20
        written = MISTYPED if (number, before, after) == METERS[-1] else number
        lines.append(
            f"{written}\t31/12/2566\t๓๑ ม.ค. ๒๕๖๗\t{before:,}\t{after:,}\t20\t{units:,}\t{units * Decimal('4.18'):,}"
        )
    return "\n".join(lines)


def test_an_invoice_with_seven_meters_is_recorded(window, step):
    town = office()
    with tenant_scope(town):
        use = inventory_sources(inventory(town, "2567")).get(category="electricity")
        for number, _before, _after in METERS:
            fields = {"source": use.source, "kind": "electricity", "number": number, "multiplier": Decimal(20)}
            save_meter(municipality=town, actor=User.objects.get(username="demo-entry"), fields=fields)
    page = window("demo-entry")
    page.goto("/m/demo/2567/grid/")
    held = stored(POWER, "2024-01").amount
    page.get_by_role("link", name="บิลและใบแจ้งหนี้").first.click()
    kind = page.get_by_role("link", name="บิลค่าไฟฟ้า")
    step("open", page, page.locator("main .head").first, kind, press=kind)
    kind.click()

    page.get_by_text("วางตารางจาก Excel ครั้งเดียวหลายบรรทัด").click()
    page.get_by_label("ตาราง", exact=True).fill(table())
    page.locator("#table").evaluate("each => { each.scrollTop = 0; }")
    fill = page.get_by_role("button", name="นำตารางมาใส่เป็นบรรทัด")
    step("paste", page, page.locator("#paste summary"), page.locator("#table"), fill, press=fill)
    fill.click()

    expect(page.get_by_role("region", name="บรรทัดของบิล", exact=True).get_by_role("status")).to_contain_text(
        "อ่านได้ 7 บรรทัด"
    )
    line = page.locator(".bill-lines tbody tr:not(.said)").nth(6)
    expect(page.locator("tr.said")).to_contain_text(f"ไม่พบเลข {MISTYPED}")
    expect(line.locator("td.before input")).to_have_value("7,000")
    choice = line.locator("select")
    step("unknown", page, page.locator(".bill-lines"), page.locator("#lines-title"), press=choice)
    choice.select_option(label=f"{METERS[-1][0]} · {POWER}")

    page.get_by_label("เลขที่ใบแจ้งหนี้").fill("910001")
    date = page.get_by_label("วันที่ในบิล", exact=True)
    date.fill("๓๑/๑/๒๕๖๗")
    look = page.get_by_role("button", name="ตรวจดู").last
    step("head", page, page.locator("main h1"), page.locator(".pair").first, press=date)
    look.click()

    section = page.get_by_role("region", name="ผลต่อตัวเลขรายเดือน")
    replace = section.get_by_role("radio", name="ใช้ยอดจากบิล")
    replace.check()
    save = section.get_by_role("button", name="บันทึกบิล")
    assert stored(POWER, "2024-01").amount == held, "looking stores nothing"
    step("outcome", page, section, press=save)
    save.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("910001")
    step("recorded", page, page.locator("main > .read"), press=page.get_by_role("link", name="แก้ไขบิล"))
    row = stored(POWER, "2024-01")
    assert (row.amount, row.came_by) == (Decimal(UNITS), "bill")
    with tenant_scope(town):
        lines = BillLine.objects.of(town).order_by("pk").select_related("meter")
        assert [(each.meter.number, each.reading_after) for each in lines] == [
            (number, after) for number, _before, after in METERS
        ]
    page.goto("/m/demo/2567/grid/")
    expect(cell(page, POWER, "ม.ค.")).to_have_value(f"{UNITS:,}")
    assert troubles(page) == []
