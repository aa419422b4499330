"""The history of a landfill: typed, pasted, estimated from the population, divided by composition."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.forms.parameters.history import WrongHistory, read_history, written
from inventories.models import InventorySource
from inventories.selectors.dossier import dossier_mapping
from inventories.selectors.waste import compositions, sites, waste_types, waste_types_for_document

from .method_forms import typed

LAST = 2024
BASE = {"param_deposits__composition": "ipcc-se-asia", "param_k": "wet", "param_mcf": "deep"}


@pytest.mark.parametrize(
    "text",
    ["2566\t1,200.5\n2567\t0", "2566 1200.5\n2567 0", "๒๕๖๖  1,200.50\n๒๕๖๗  0", "2023;1200.5\n2024;0",
     "ปี\tรวม (ตัน)\n2566\t1200.5\n2567\t0", "\n พ.ศ. 2566\t1200.5\n2567\t0\n"],
)  # fmt: skip
def test_a_history_is_read_however_it_comes(text):
    assert read_history(text, last=LAST).totals == {"2023": Decimal("1200.5"), "2024": Decimal(0)}


def test_a_table_by_kind_of_waste_is_read_with_its_heading():
    history = read_history("ปี\tเศษอาหาร\tplastics\tประมาณ\n2566\t10\t\tประมาณ\n2567\t5\t2\t", last=LAST)
    assert history.by_type == {
        "food": {"2023": Decimal(10), "2024": Decimal(5)}, "plastics": {"2023": Decimal(0), "2024": Decimal(2)},
    }  # fmt: skip
    assert history.estimated == ["2023"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "โปรดกรอกปริมาณขยะรายปี"),
        ("ปี\tรวม", "โปรดกรอกปริมาณขยะรายปี"),
        ("ห้าร้อยตัน", "ไม่ใช่ปี"),
        ("67 100", "ไม่ใช่ปี"),
        ("1200 100", "เป็นไปไม่ได้"),
        ("2566 abc\n2567 1", "บรรทัดที่ 1 (ปี 2566): “abc” ไม่ใช่จำนวนตัน"),
        ("2566 -5\n2567 1", "ไม่ใช่จำนวนตัน"),
        ("2566 1,20\n2567 1", "ไม่ใช่จำนวนตัน"),
        ("2566 5\n2566 6", "ปี 2566 มีซ้ำ"),
        ("2564 5\n2567 6", "ขาดปี 2565 ซึ่งอยู่ระหว่าง 2564 กับ 2567"),
        ("2567 5\n2568 6", "ปี 2568 อยู่หลังรอบปีของบัญชี"),
        ("2550 5", "ประวัติสิ้นสุดที่ปี 2550 โปรดกรอกต่อถึงปี 2566"),
        ("ปี\tทองคำ\n2566\t1", "หัวตาราง “ทองคำ” ไม่รู้จัก"),
        ("ปี\tเศษอาหาร\tfood\n2566\t1\t1", "มีซ้ำ"),
        ("ปี\tรวม\tเศษอาหาร\n2566\t1\t1", "ไม่ให้นับซ้ำ"),
        ("2566", "จำนวนช่องไม่ตรงกับหัวตาราง"),
        ("2566\t1\tประมาณ\t7", "จำนวนช่องไม่ตรงกับหัวตาราง"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, said):
    with pytest.raises(WrongHistory) as wrong:
        read_history(text, last=LAST)
    assert said in str(wrong.value)


def test_a_history_written_down_is_read_back_the_same():
    history = read_history("2565 10 ประมาณ\n2566 1200.5\n2567 0", last=LAST)
    text = written({year: str(tonnes) for year, tonnes in history.totals.items()}, {}, history.estimated)
    assert read_history(text, last=LAST) == history
    deposits = {"food": {"2023": "1", "2024": "2"}, "paper": {"2023": "3", "2024": "0"}}
    assert read_history(written({}, deposits, []), last=LAST).deposits(None) == deposits


def test_totals_are_divided_exactly_so_that_no_tonne_is_lost():
    shares = compositions()["ipcc-se-asia"].shares
    deposits = read_history("2566 1234.567\n2567 0", last=LAST).deposits(shares)
    assert sum(Decimal(table["2023"]) for table in deposits.values()) == Decimal("1234.567")
    assert deposits["food"]["2023"] == "537.036645"


@pytest.fixture
def post(sign_in, orn, town, full_year):
    """Return a function that sends the form of a landfill as อร."""
    address = reverse("inventories:source_add", args=[town.key, "2567", "dump-own"])
    return lambda **sent: sign_in(orn).post(address, typed(**(BASE | sent)))


def test_years_without_records_are_filled_from_the_population_and_marked(post, town):
    answer = post(
        prefill="1", param_deposits="2566\t3000\n2567\t3100", param_deposits__from="2563", param_deposits__people="12,000",
        param_deposits__share="50",
    )  # fmt: skip
    assert answer.status_code == 200
    with tenant_scope(town):
        assert not InventorySource.objects.of(town).exists()
    text = answer.context["form"]["param_deposits"].value()
    assert text.splitlines() == [
        "ปี\tรวม (ตัน)\tประมาณ", "2563\t1620\tประมาณ", "2564\t1620\tประมาณ", "2565\t1620\tประมาณ", "2566\t3000", "2567\t3100",
    ]  # fmt: skip
    assert post(param_deposits=text).status_code == 302
    with tenant_scope(town):
        use = InventorySource.objects.of(town).select_related("inventory__municipality").get()
        known = dossier_mapping(use.inventory)["sources"][0]["assumptions"]["deposits"]
    assert known["estimated"] == ["2020", "2021", "2022"]
    assert known["preset"] == "ipcc-se-asia"
    assert known["totals"]["2020"] == "1620"
    assert use.parameters["deposits"]["food"]["2023"] == "1305"


def test_the_whole_history_may_be_estimated(post):
    answer = post(prefill="1", param_deposits__from="2560", param_deposits__people="1000", param_deposits__rate="0.4")
    lines = answer.context["form"]["param_deposits"].value().splitlines()
    assert (lines[1], lines[-1], len(lines)) == ("2560\t400\tประมาณ", "2567\t400\tประมาณ", 9)


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({}, "param_deposits__people", "จำนวนประชากร"),
        ({"param_deposits__people": "12000"}, "param_deposits__from", "โปรดพิมพ์ปีที่เปิดใช้"),
        ({"param_deposits__people": "12000", "param_deposits__from": "เก่าแก่"}, "param_deposits__from", "โปรดพิมพ์ปีที่เปิดใช้"),
        ({"param_deposits__people": "12000", "param_deposits__from": "2566", "param_deposits": "2565 1\n2566 1"},
         "param_deposits__from", "ไม่มีปีก่อนหน้าที่ต้องประเมิน"),
        ({"param_deposits__people": "12000", "param_deposits__from": "2560", "param_deposits": "นานแล้ว 1"}, "param_deposits", "ไม่ใช่ปี"),
        ({"param_deposits__people": "1", "param_deposits__from": "2560", "param_deposits__share": "0"},
         "param_deposits__share", "มากกว่า 0"),
        ({"param_deposits__people": "1", "param_deposits__from": "2560",
          "param_deposits": "ปี\tเศษอาหาร\n2566\t1\n2567\t1"}, "param_deposits__from", "แยกชนิดของขยะแล้ว"),
    ],
)  # fmt: skip
def test_a_pre_fill_that_cannot_be_done_says_why_and_nothing_else(post, sent, field, said):
    answer = post(prefill="1", **sent)
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert said in " ".join(errors[field])
    assert answer.status_code == 422


def test_the_form_shows_the_history_as_it_was_given(sign_in, orn, town, post):
    post(
        param_deposits="2566 3000\n2567 3100", param_mcf="managed", param_mcf__before="shallow", param_mcf__since="2567"
    )
    with tenant_scope(town):
        use = InventorySource.objects.of(town).get()
    address = reverse("inventories:source_edit", args=[town.key, "2567", use.pk])
    form = sign_in(orn).get(address).context["form"]
    assert form["param_deposits"].value() == "ปี\tรวม (ตัน)\n2566\t3000\n2567\t3100"
    assert form["param_mcf__before"].value() == "shallow"
    assert form["param_mcf__since"].value() == "2567"
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert sign_in(orn).post(address, sent).status_code == 302
    with tenant_scope(town):
        again = InventorySource.objects.of(town).get()
    assert (again.parameters, again.assumptions) == (use.parameters, use.assumptions)


def test_the_tables_of_waste_are_those_of_ipcc():
    types = waste_types()
    assert {key: types[key].doc for key in ("food", "garden", "paper", "wood", "textiles", "nappies")} == {
        "food": "0.15", "garden": "0.2", "paper": "0.4", "wood": "0.43", "textiles": "0.24", "nappies": "0.24",
    }  # fmt: skip
    assert [types[key].k["wet"] for key in ("food", "garden", "paper", "wood")] == ["0.4", "0.17", "0.07", "0.035"]
    assert [types[key].k["dry"] for key in ("food", "garden", "paper", "wood")] == ["0.085", "0.065", "0.045", "0.025"]
    assert {key: each.mcf for key, each in sites().items()} == {
        "managed": "1", "semi-aerobic": "0.5", "deep": "0.8", "shallow": "0.4", "unknown": "0.6",
    }  # fmt: skip
    assert all(sum(each.percent.values()) == 100 for each in compositions().values())


def test_the_document_holds_only_the_kinds_of_waste_in_use():
    assert waste_types_for_document([{}, {"composition": {"plastics": "1"}}]) == {
        "plastics": {"dm": "1", "c": "0.75", "fcf": "1"}
    }
