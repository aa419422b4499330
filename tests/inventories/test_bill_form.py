"""Entering a bill by its form and by a pasted table, looking at what it does, what is refused."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Bill, BillLine, Meter
from inventories.services.meters import save_meter

from .bill_forms import amount, at, enter, field_values, head, one_line
from .conftest import JANUARY

SEVEN = "\n".join(
    ["หมายเลขผู้ใช้ไฟฟ้า\tรหัสเครื่องวัด\tสถานที่\tวันที่อ่านครั้งก่อน\tวันที่อ่านหน่วย\tครั้งก่อน\tครั้งหลัง\tตัวคูณ\tจำนวนหน่วย\tจำนวนเงิน"]
    + [
        f"02000000000{n}\t๕๐๐{n}\tเสาที่ {n}\t๑๕/๑๒/๒๕๖๖\t15 ม.ค. 2567\t1,00{n}\t1,10{n}\t2\t200\t{n},000.50"
        for n in range(1, 8)
    ]
    + ["รวม\t\t\t\t\t\t\t\t1,400\t28,003.50"]
)


@pytest.fixture
def meters(town, nid, electricity):
    """Seven meters of the office, numbers 5001 to 5007."""
    with tenant_scope(town):
        return [
            save_meter(
                municipality=town,
                actor=nid,
                fields={
                    "source": electricity.source, "kind": "electricity", "number": f"500{n}",
                    "account": f"02000000000{n}", "multiplier": Decimal(2),
                },
            )
            for n in range(1, 8)
        ]  # fmt: skip


def test_a_bill_is_looked_at_and_then_recorded(sign_in, nid, town, electricity):
    client, where = sign_in(nid), at(town, "bill_add", "electricity")
    shown = client.post(where, head() | one_line(electricity))
    assert shown.status_code == 200
    assert "ผลต่อตัวเลขรายเดือน" in shown.content.decode()
    with tenant_scope(town):
        assert not Bill.objects.of(town).exists(), "looking stores nothing"
    done = enter(client, town, **head(), **one_line(electricity))
    assert done.status_code == 302
    assert amount(town, electricity) == 100
    with tenant_scope(town):
        line = BillLine.objects.of(town).select_related("bill").get()
    assert (line.first_day, line.last_day) == (dt.date(2023, 12, 16), dt.date(2024, 1, 15))
    assert (line.reading_before, line.reading_after, line.baht) == (1000, 1100, Decimal("450.25"))
    assert (line.bill.account, line.bill.invoice_month) == ("020000000001", JANUARY)
    told = client.get(done.url).content.decode()
    assert "16 ธ.ค. 2566" in told
    assert "450.25" in told


def test_saving_without_having_looked_only_shows(sign_in, nid, town, electricity):
    page = sign_in(nid).post(at(town, "bill_add", "electricity"), head(do="save") | one_line(electricity))
    assert page.status_code == 200
    with tenant_scope(town):
        assert not Bill.objects.of(town).exists()


def test_the_seven_meters_of_one_invoice_are_pasted_at_once(sign_in, nid, town, electricity, meters):
    client, where = sign_in(nid), at(town, "bill_add", "electricity")
    page = client.post(where, {"do": "paste", "table": SEVEN, "open": "1"})
    html = page.content.decode()
    assert page.status_code == 200
    assert "อ่านได้ 7 บรรทัด" in html
    assert "สถานที่" in html, "a column that is not used is named"
    sent = field_values(html)
    assert [sent[f"l{n}_what"] for n in range(1, 8)] == [f"m{meter.pk}" for meter in meters]
    done = enter(client, town, **sent | head(baht="28,003.50"))
    assert done.status_code == 302
    with tenant_scope(town):
        lines = list(BillLine.objects.of(town).order_by("position"))
    assert [line.meter_id for line in lines] == [meter.pk for meter in meters]
    assert {(line.first_day, line.last_day, line.units) for line in lines} == {
        (dt.date(2023, 12, 16), dt.date(2024, 1, 15), Decimal(200))
    }
    assert sum(line.baht for line in lines) == Decimal("28003.50")
    assert amount(town, electricity) == 1400


def test_a_table_without_a_heading_is_read_in_the_order_that_is_said(sign_in, nid, town, electricity, meters):
    page = sign_in(nid).post(
        at(town, "bill_add", "electricity"),
        {"do": "paste", "table": "5003\t15/12/2566\t15/1/2567\t10\t110\t2\t200\t900", "open": "1"},
    )
    sent = field_values(page.content.decode())
    read = [sent[f"l1_{name}"] for name in ("what", "first", "last", "before", "after", "multiplier", "units", "baht")]
    assert read == [f"m{meters[2].pk}", "15/12/2566", "15/1/2567", "10", "110", "2", "200", "900"]


def test_unknown_numbers_and_faults_are_named_by_line_and_nothing_typed_is_lost(
    sign_in, nid, town, electricity, meters
):
    table = "5001\t15/12/2566\t15/1/2567\t10\t110\t2\t200\t900\n9999\t32/1/2567\t15/1/2567\tx\t110\t2\tสองร้อย\t900"
    page = sign_in(nid).post(at(town, "bill_add", "electricity"), head(do="paste", table=table))
    html = page.content.decode()
    assert page.status_code == 422
    for said in ("บรรทัดที่ 2: ไม่พบเลข 9999", "บรรทัดที่ 2: ไม่มีวันที่ 32", "บรรทัดที่ 2: ไม่ใช่ตัวเลข"):
        assert said in html
    assert "บรรทัดที่ 1:" not in html
    sent = field_values(html)
    assert (sent["l2_units"], sent["l2_first"], sent["number"]) == ("สองร้อย", "32/1/2567", "700001")


def test_numbers_that_nobody_knows_become_meters_of_the_source_that_is_said(sign_in, nid, town, electricity):
    client, where = sign_in(nid), at(town, "bill_add", "electricity")
    said = {"do": "paste", "table": SEVEN, "open": "1", "unknown": f"s{electricity.source_id}"}
    page = client.post(where, said)
    assert page.status_code == 200
    sent = field_values(page.content.decode()) | head()
    looked = client.post(where, sent).content.decode()
    assert "ระบบจะจำเลข 5001, 5002, 5003, 5004, 5005, 5006, 5007" in looked
    with tenant_scope(town):
        assert not Meter.objects.of(town).exists(), "looking stores nothing"
    assert enter(client, town, **sent).status_code == 302
    assert enter(client, town, **sent).status_code == 302, "sent twice"
    with tenant_scope(town):
        meters = list(Meter.objects.of(town).order_by("number"))
        lines = list(BillLine.objects.of(town).order_by("position"))
    assert [(meter.number, meter.multiplier) for meter in meters] == [(f"500{n}", 2) for n in range(1, 8)]
    assert [line.meter_id for line in lines] == [meter.pk for meter in meters]
    assert amount(town, electricity) == 1400


def test_a_meter_replaced_within_an_account_is_found_by_the_day(sign_in, nid, town, electricity, meters):
    with tenant_scope(town):
        old = meters[0]
        save_meter(
            municipality=town, actor=nid, meter=old, fields={"last_day": dt.date(2024, 1, 10), "closing": Decimal(9)}
        )
        fields = {"source": electricity.source, "kind": "electricity", "number": "6001", "account": old.account}
        new = save_meter(
            municipality=town, actor=nid, fields=fields | {"first_day": dt.date(2024, 1, 10), "opening": Decimal(0)}
        )
    rows = ["020000000001\t15/12/2566\t10/1/2567\t1\t9\t1\t8\t", "020000000001\t10/1/2567\t15/1/2567\t0\t3\t1\t3\t"]
    rows[0] = rows[0].replace("10/1/2567", "9/1/2567")
    page = sign_in(nid).post(at(town, "bill_add", "electricity"), head(do="paste", table="\n".join(rows)))
    sent = field_values(page.content.decode())
    assert (sent["l1_what"], sent["l2_what"]) == (f"m{old.pk}", f"m{new.pk}")


def test_an_empty_paste_says_what_to_do(sign_in, nid, town, electricity):
    page = sign_in(nid).post(at(town, "bill_add", "electricity"), head(do="paste", table="  \n"))
    assert page.status_code == 422
    assert "โปรดคัดลอกตารางจาก Excel" in page.content.decode()


def test_slips_of_fuel_are_summed_by_vehicle_and_month(sign_in, nid, town, year, diesel):
    with tenant_scope(town):
        fields = {"source": diesel.source, "kind": "fuel", "number": "กข 1234"}
        save_meter(municipality=town, actor=nid, fields=fields)
    table = (
        "วันที่\tทะเบียนรถ\tลิตร\tบาท\tไมล์ก่อน\tไมล์หลัง\n"
        "5/1/2567\tกข-1234\t40\t1,400\t10000\t10400\n20/1/2567\tกข1234\t60\t2,100\t10400\t11000\n"
        "2/2/2567\tกข 1234\t35.5\t1,242.50\t11000\t11300"
    )
    client, where = sign_in(nid), at(town, "bill_add", "fuel")
    sent = field_values(client.post(where, {"do": "paste", "table": table, "open": "1"}).content.decode())
    about = head(issuer="ปั๊มสหกรณ์", account="", number="")
    shown = client.post(where, sent | about)
    html = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown.content.decode()))
    assert "กข 1234 น้ำมันดีเซล รถเก็บขนขยะ ม.ค. 2567 2 100 ลิตร 3,500.00 1,000 10" in html
    assert enter(client, town, "fuel", **sent | about).status_code == 302
    assert (amount(town, diesel), amount(town, diesel, JANUARY.replace(month=2))) == (100, Decimal("35.5"))


def test_a_cell_that_somebody_typed_is_shown_with_both_figures_and_asks(sign_in, nid, town, electricity, record):
    record(electricity, "4812")
    client, where = sign_in(nid), at(town, "bill_add", "electricity")
    line = one_line(electricity, units="4650", before="", after="")
    shown = client.post(where, head() | line)
    html = shown.content.decode()
    assert "4,812" in html
    assert "นิด ผู้บันทึกข้อมูล" in html
    sent = head() | line | field_values(html) | {"do": "save"}
    undecided = client.post(where, sent)
    assert undecided.status_code == 422
    assert "ยังไม่ได้เลือกว่าจะใช้ตัวเลขใด" in undecided.content.decode()
    kept = client.post(where, sent | {f"c-{electricity.source_id}-2024-01": "keep"})
    assert kept.status_code == 302
    assert amount(town, electricity) == 4812
    listed = client.get(at(town, "bill_list")).content.decode()
    assert "ช่องที่ไม่ตรงกับบิล" in listed
    chosen = re.search(r'name="cell" value="([^"]+)"', listed)[1]
    assert client.post(at(town, "bills_use"), {"cell": chosen}).status_code == 302
    assert amount(town, electricity) == 4650
    assert "ช่องที่ไม่ตรงกับบิล" not in client.get(at(town, "bill_list")).content.decode()


def test_a_figure_changed_between_looking_and_saving_stops_it(sign_in, nid, town, electricity, record):
    client, where = sign_in(nid), at(town, "bill_add", "electricity")
    sent = head() | one_line(electricity)
    sent |= field_values(client.post(where, sent).content.decode()) | {"do": "save"}
    record(electricity, "7")
    stopped = client.post(where, sent)
    assert stopped.status_code == 409
    assert amount(town, electricity) == 7
    again = stopped.content.decode()
    sent |= field_values(again) | {"do": "save", f"c-{electricity.source_id}-2024-01": "replace"}
    assert client.post(where, sent).status_code == 302
    assert amount(town, electricity) == 100


def test_broken_arithmetic_is_said_stored_and_demanded_before_the_year_is_locked(sign_in, nid, anan, town, electricity):
    client = sign_in(nid)
    shown = client.post(at(town, "bill_add", "electricity"), head() | one_line(electricity, units="108"))
    assert "เลขอ่านและตัวคูณได้ 100 หน่วย แต่บิลระบุ 108 หน่วย" in shown.content.decode()
    assert enter(client, town, **head(), **one_line(electricity, units="108")).status_code == 302
    assert "เลขอ่านไม่ตรงกับหน่วย" in client.get(at(town, "bill_list")).content.decode()
    checked = client.get(at(town, "check_list")).content.decode()
    assert "ต้องชี้แจงหรือแก้ไข 1 ช่อง" in checked
    assert "เลขอ่านและตัวคูณได้ 100" in checked


@pytest.mark.parametrize(("changed", "said"), [
    ({"number": ""}, "โปรดพิมพ์เลขที่ใบแจ้งหนี้"),
    ({"bill_date": "เมื่อวาน"}, "อ่านวันที่"),
    ({"l1_units": "-5"}, "หน่วยติดลบได้เฉพาะบิลลดหนี้"),
    ({"l1_units": "ไม่มี"}, "โปรดพิมพ์เป็นตัวเลข"),
    ({"l1_units": ""}, "โปรดพิมพ์จำนวนหน่วย"),
    ({"l1_what": ""}, "โปรดเลือกมิเตอร์หรือแหล่งปล่อย"),
    ({"l1_first": "15/1/2567"}, "วันอ่านครั้งก่อนต้องมาก่อน"),
    ({"l1_first": "15/12/2560"}, "ช่วงวันที่ยาวเกิน"),
    ({"l1_baht": "1.234"}, "ทศนิยมเกิน 2 ตำแหน่ง"),
    ({"l1_multiplier": "0"}, "ตัวคูณต้องมากกว่า 0"),
    ({"baht": "สิบบาท"}, "ไม่ใช่ตัวเลข"),
    ({"l1_units": "9" * 16}, "ตัวเลขมากเกินไป"),
])  # fmt: skip
def test_wrong_input_is_answered_with_a_sentence_and_everything_as_typed(
    changed, said, sign_in, nid, town, electricity
):
    sent = head() | one_line(electricity) | changed
    page = sign_in(nid).post(at(town, "bill_add", "electricity"), sent)
    assert page.status_code == 422
    assert said in page.content.decode()
    back = field_values(page.content.decode())
    assert {name: back[name] for name in changed} == changed


def test_a_line_that_is_there_twice_is_refused(sign_in, nid, town, electricity):
    second = {name.replace("l1_", "l2_"): value for name, value in one_line(electricity).items()}
    page = sign_in(nid).post(at(town, "bill_add", "electricity"), head() | one_line(electricity) | second)
    assert page.status_code == 422
    assert "บรรทัดที่ 2: ซ้ำกับบรรทัดที่ 1" in page.content.decode()


def test_a_contract_number_of_another_length_is_noticed_and_accepted(sign_in, nid, town, electricity):
    shown = sign_in(nid).post(at(town, "bill_add", "electricity"), head(account="12345") | one_line(electricity))
    assert "มักมี 12 หลัก แต่ที่พิมพ์มี 5 หลัก" in shown.content.decode()
    assert enter(sign_in(nid), town, **head(account="12345"), **one_line(electricity)).status_code == 302


def test_money_that_does_not_add_up_is_noticed(sign_in, nid, town, electricity):
    sent = head(energy="400", service="10", ft="5", vat="29.05", baht="500") | one_line(electricity)
    html = sign_in(nid).post(at(town, "bill_add", "electricity"), sent).content.decode()
    assert "รวมเป็น 444.05 บาท ไม่เท่ากับรวมเงินของบิล 500.00 บาท" in html
    assert "เงินของทุกบรรทัดรวมเป็น 450.25 บาท" in html


def test_another_line_is_added_by_a_button_with_and_without_htmx(sign_in, nid, town, electricity):
    client, where = sign_in(nid), at(town, "bill_add", "electricity")
    sent = head(do="line", open="8") | one_line(electricity)
    whole = client.post(where, sent).content.decode()
    assert ("l9_units" in whole, "<h1>" in whole, 'value="๑๐๐"' in whole) == (True, True, True)
    part = client.post(where, sent, headers={"HX-Request": "true"}).content.decode()
    assert ("l9_units" in part, "<h1>" in part) == (True, False)
