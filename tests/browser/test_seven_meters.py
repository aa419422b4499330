"""An invoice with seven meters, pasted from a spreadsheet at once: looked at, recorded, and its sum is in the grid."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import BillLine, Meter
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.inventories import inventory, inventory_sources

POWER = "ไฟฟ้าสำนักงาน"
HEADINGS = "รหัสเครื่องวัด\tวันที่อ่านครั้งก่อน\tวันที่อ่านหน่วย\tครั้งก่อน\tครั้งหลัง\tตัวคูณ\tจำนวนหน่วย\tจำนวนเงิน"
METERS = [(f"8{n}0", 1000 * n, 1000 * n + 100 + n) for n in range(1, 8)]  # invented
TABLE = "\n".join(
    [HEADINGS]
    + [f"{meter}\t๓๑/๑๒/๒๕๖๖\t31 ม.ค. 2567\t{a:,}\t{b:,}\t20\t{(b - a) * 20:,}\t{b - a}.50" for meter, a, b in METERS]
)
SUM = sum((b - a) * 20 for _meter, a, b in METERS)


def january():
    town = Municipality.objects.get(key="demo")
    with tenant_scope(town):
        use = inventory_sources(inventory(town, "2567")).get(category="electricity")
        month = use.inventory.first_month
        rows = amounts_in_force(town, source_ids=[use.source_id], months=[month])
        meters = Meter.objects.of(town).filter(source=use.source_id).count()
        lines = BillLine.objects.of(town).filter(source=use.source_id).count()
    return rows[use.source_id, month], meters, lines


@pytest.mark.parametrize("javascript", [True, False], ids=["with javascript", "without javascript"])
def test_seven_meters_are_pasted_looked_at_and_recorded(window, javascript):
    page = window("demo-entry", javascript=javascript)
    page.goto("/m/demo/2567/grid/")
    held = january()[0].amount
    page.get_by_role("link", name="บิลและใบแจ้งหนี้").first.click()
    page.get_by_role("link", name="บิลค่าไฟฟ้า").click()
    page.get_by_text("วางตารางจาก Excel ครั้งเดียวหลายบรรทัด").click()
    page.get_by_label("ตาราง", exact=True).fill(TABLE)
    page.get_by_label("เลขที่ยังไม่มีในระบบ ให้เป็นของ").select_option(label=POWER)
    page.get_by_role("button", name="นำตารางมาใส่เป็นบรรทัด").click()
    expect(page.get_by_text("อ่านได้ 7 บรรทัด")).to_be_visible()
    expect(page.get_by_label("เลขอ่านครั้งก่อน 7")).to_have_value("7,000")
    page.get_by_label("เลขที่ใบแจ้งหนี้").fill("910001")
    page.get_by_label("วันที่ในบิล", exact=True).fill("๓๑/๑/๒๕๖๗")
    page.get_by_role("button", name="ตรวจดู").last.click()
    expect(page.get_by_role("heading", name="ผลต่อตัวเลขรายเดือน")).to_be_visible()
    expect(page.get_by_text("ระบบจะจำเลข 810, 820, 830, 840, 850, 860, 870")).to_be_visible()
    assert january() == (january()[0], 0, 0), "looking stores nothing"
    page.get_by_role("button", name="บันทึกบิล").click()
    expect(page.get_by_role("alert")).to_contain_text("ยังไม่ได้เลือกว่าจะใช้ตัวเลขใด")
    assert january()[0].amount == held
    page.get_by_role("radio", name="ใช้ยอดจากบิล").check()
    page.get_by_role("button", name="บันทึกบิล").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("910001")
    row, meters, lines = january()
    assert (row.amount, row.came_by, meters, lines) == (Decimal(SUM), "bill", 7, 7)
    page.goto("/m/demo/2567/grid/")
    expect(page.get_by_role("textbox", name=f"{POWER} ม.ค.", exact=True)).to_have_value(f"{SUM:,}")
    assert page.errors == []
