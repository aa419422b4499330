"""Unlikely figures of a year: found afresh, ranked by what is at stake, and where they show."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.models import MunicipalityYear
from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.plausibility import finding as rules
from inventories.models import InventorySource
from inventories.selectors.grid import grid, row_or_404
from inventories.selectors.inventories import inventory
from inventories.selectors.plausibility import flag_and_beside, flags, owed
from inventories.selectors.plausibility_rules import (
    FOLDER,
    RuleFault,
    read_reasons,
    read_thresholds,
    reasons,
    thresholds,
)
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.demonstration import generator
from inventories.services.explanations import explain
from inventories.services.generation.loading import generate_province
from inventories.services.generation.tables import tables
from inventories.services.sources import Addition, add_sources
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel, make_year

LIVELY = ("1012", "1047", "983", "1008.5", "1101", "951", "1023", "999", "1066", "1038", "977", "1055")
MARCH, JUNE, DECEMBER = JANUARY.replace(month=3), JANUARY.replace(month=6), JANUARY.replace(month=12)


@pytest.fixture
def enter(town, nid):
    """Return a function that enters a year's amounts from January on, one of them another."""

    def entered(use, amounts=LIVELY, **others):
        months = use.inventory.month_list
        values = dict(zip(months, amounts, strict=True)) | {months[int(key[1:]) - 1]: v for key, v in others.items()}
        changes = [AmountChange(use.source_id, month, Decimal(value)) for month, value in values.items()]
        with tenant_scope(town):
            record_amounts(municipality=town, actor=nid, changes=changes)

    return entered


@pytest.fixture
def people(town, orn, year):
    """The septic tank of the staff, in person-days."""
    use = {"scope": "1", "category": "septic", "method": "septic_tank"}
    with tenant_scope(town):
        (found,) = add_sources(
            inventory=year, actor=orn,
            additions=[Addition({"name_th": "บ่อเกรอะบุคลากร", "unit": "person.day"}, use, "septic-staff")],
        )  # fmt: skip
        return found


def page(client, town, name="check_list", *more):
    return client.get(reverse(f"inventories:{name}", args=[town.key, "2567", *more]))


def test_a_year_like_others_has_nothing_to_check(town, year, diesel, enter, sign_in, nid):
    enter(diesel)
    with tenant_scope(town):
        assert flags(year) == []
    assert "ไม่มีตัวเลขที่ต้องชี้แจง" in page(sign_in(nid), town).content.decode()


def test_the_published_slip_of_1122222_in_one_month_stands_first_and_must_be_explained(
    town, year, diesel, electricity, people, enter, sign_in, nid
):
    enter(diesel, m6="9510")
    enter(electricity, m3="98300")
    enter(people, ["2765"] * 5 + ["2801", "2711", "2799", "2788", "2730", "2799.5", "1122222"])
    with tenant_scope(town):
        first, second, third = flags(year)
        assert (first.use, first.month, first.amount, first.demanded) == (people, DECEMBER, Decimal(1122222), True)
        assert first.kgco2e > second.kgco2e > third.kgco2e
        assert {second.demanded, third.demanded} == {True}  # the slip does not make the others look small
    body = page(sign_in(nid), town).content.decode()
    assert body.index("บ่อเกรอะบุคลากร") < body.index("ไฟฟ้าสำนักงาน") < body.index("น้ำมันดีเซล รถเก็บขนขยะ")
    assert "1,122,222 คน-วัน" in body
    grid_page = page(sign_in(nid), town, "grid").content.decode()
    assert grid_page.count('class="c odd') == 3


def test_what_is_at_stake_is_the_difference_to_the_usual_at_the_stored_rate(town, year, diesel, enter):
    enter(diesel, m6="9510")
    with tenant_scope(town):
        (flag,) = flags(year)
        (doubt,) = flag.doubts
        rate = Decimal(grid(year, today=DECEMBER).rows[0].kgco2e) / sum([*map(Decimal, LIVELY), Decimal(9510 - 951)])
        assert doubt.finding.rule == rules.SLIP_OVER
        assert doubt.kgco2e == pytest.approx((Decimal(9510) - doubt.finding.compared) * rate)


def test_a_small_source_is_listed_and_nothing_is_demanded(town, year, diesel, electricity, enter, sign_in, nid):
    enter(electricity, [str(Decimal(each) * 1001) for each in LIVELY])
    enter(diesel, m6="1999.5")
    with tenant_scope(town):
        assert [(flag.month, flag.demanded) for flag in flags(year)] == [(JUNE, False)]
        assert owed(year) == []
        assert {cell.state for row in grid(year, today=DECEMBER).rows for cell in row.cells} == {"amount"}
    body = page(sign_in(nid), town).content.decode()
    assert "ถูกต้องทั้ง 1 ช่อง" in body
    assert "1,999.5 ลิตร" in body


def test_the_year_before_excuses_a_season(town, orn, nid, year, diesel, enter):
    enter(diesel, m6="2402.5")
    with tenant_scope(town):
        assert [flag.month for flag in flags(year)] == [JUNE]
        before = make_year(town, orn, year=2566)
        changes = [AmountChange(diesel.source_id, month, Decimal(1000)) for month in before.month_list]
        make_diesel(before, orn)
        InventorySource.objects.of(town).filter(inventory=before).update(source=diesel.source_id)
        changes[5] = AmountChange(diesel.source_id, before.month_list[5], Decimal(2350))
        record_amounts(municipality=town, actor=nid, changes=changes)
        assert flags(year) == []


def test_days_of_work_are_held_against_the_registered_staff(town, nid, year, people, enter):
    MunicipalityYear.objects.create(municipality=town, year=2567, staff=60, source="invented", confidence="high")
    enter(people)  # about a thousand days; sixty people give about twelve hundred
    with tenant_scope(town):
        assert [flag.month for flag in flags(year) if flag.demanded] == []
        record_amounts(
            municipality=town, actor=nid,
            changes=[AmountChange(people.source_id, MARCH, Decimal(1800), based_on=1)],
        )  # fmt: skip
        (flag,) = [flag for flag in flags(year) if flag.month == MARCH]
        assert rules.OVER_STAFF in {doubt.finding.rule for doubt in flag.doubts}
        assert flag.demanded


def test_the_cell_turns_odd_in_the_answer_to_its_own_saving(town, year, diesel, electricity, enter, sign_in, nid):
    enter(diesel)
    enter(electricity)
    address = reverse("inventories:amount_save", args=[town.key, "2567", diesel.pk, JUNE])
    sent = {"amount": "95100", "based_on": "1"}
    body = sign_in(nid).post(address, sent, headers={"HX-Request": "true"}).content.decode()
    assert 'class="c odd' in body
    assert "อธิบาย" in body
    with tenant_scope(town):
        assert {cell.state for cell in row_or_404(year, diesel.pk, today=DECEMBER).cells} == {"amount"}


def test_beside_a_figure_stand_last_year_and_the_median(town, year, diesel, enter, sign_in, nid):
    enter(diesel, m6="1300")
    with tenant_scope(town):
        flag, beside = flag_and_beside(diesel, JUNE)
        assert flag is None
        assert beside.compared.previous == Decimal(1101)
        assert beside.compared.last_year is None
        assert beside.against_median == pytest.approx(Decimal("27.08"), rel=Decimal("0.001"))
    body = page(sign_in(nid), town, "check_cell", diesel.pk, JUNE).content.decode()
    assert "1,300" in body
    assert "ไม่มีข้อสงสัยในตัวเลขนี้" in body


def test_a_cell_outside_the_use_of_its_source_is_not_found(town, year, diesel, sign_in, nid):
    for month in (JANUARY.replace(year=2023), JANUARY.replace(year=2025)):
        assert page(sign_in(nid), town, "check_cell", diesel.pk, month).status_code == 404


def test_the_list_is_chosen_by_division_and_by_what_is_demanded(town, year, diesel, enter, sign_in, nid):
    enter(diesel, m6="9510")
    client, address = sign_in(nid), reverse("inventories:check_list", args=[town.key, "2567"])
    assert "น้ำมันดีเซล รถเก็บขนขยะ" in client.get(address, {"show": "demanded"}).content.decode()
    assert client.get(address, {"division": "999999"}).status_code == 422
    part = client.get(address, {"show": "all"}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="doubts">')


def test_a_year_is_not_handed_in_while_an_explanation_is_missing(town, year, diesel, enter, sign_in, orn):
    enter(diesel, m6="9510")
    client, address = sign_in(orn), reverse("inventories:year_path", args=[town.key, "2567"])
    assert "น้ำมันดีเซล รถเก็บขนขยะ มิ.ย. 2567" in client.get(address).content.decode()
    refused = client.post(f"{address}submit/")
    assert refused.status_code == 422
    assert "ยังไม่ได้ชี้แจงตัวเลขที่ผิดปกติ" in refused.content.decode()


def test_twenty_sources_cost_as_many_queries_as_one(town, orn, year, diesel, enter, sign_in, nid):
    enter(diesel, m6="9510")

    def counted():
        with CaptureQueriesContext(connection) as one:
            assert page(sign_in(nid), town).status_code == 200
        return len(one)

    alone = counted()
    with tenant_scope(town):
        more = [make_diesel(year, orn, f"รถคันที่ {number}") for number in range(19)]
    for use in more:
        enter(use, m4="8000")
    assert counted() == alone


def test_the_known_slips_of_the_generated_province_are_found(db):
    call_command("load_municipalities", verbosity=0)
    known = tables().known_slips
    plans = [tables().years[2566], tables().years[2567]]
    keys = {key for key, *_place in known}
    towns = {town.key: town for town, _done in generate_province(actor=generator(), years=plans, keys=keys)}
    found = {}
    for (key, year, _kind, _number, month), slip in known.items():
        with tenant_scope(towns[key]):
            listed = flags(inventory(towns[key], str(year)))
        found[slip, key] = [flag for flag in listed if flag.month.month == month]
    assert {slip for slip, _key in found} == {"head_count", "ten_times", "unit", "copied"}
    for (slip, key), of_month in found.items():
        wanted = {
            "head_count": {rules.JUMP_LAST_YEAR},
            "ten_times": {rules.SLIP_OVER},
            "unit": {rules.SLIP_UNDER, rules.JUMP_LAST_YEAR},
            "copied": {rules.COPIED_MONTH},
        }[slip]
        assert any(doubt.finding.rule in wanted for flag in of_month for doubt in flag.doubts), (slip, key)
    (heads,) = [flag for flag in found["head_count", "noen-phra"] if flag.amount == 1122222]
    assert heads.demanded


@pytest.mark.parametrize(("change", "words"), [
    (("near,0.3", "nearby,0.3"), "unknown"), (("near,0.3", "near,-1"), "does not suit"), (("history,3", "history,2.5"), "does not suit"),
    (("near,0.3", "near,much"), "no number"), (("grid drawing: ±30 %,medium", "x,certain"), "confidence"),
])  # fmt: skip
def test_a_line_of_the_thresholds_that_does_not_fit_is_refused(tmp_path, change, words):
    text = (FOLDER / "thresholds.csv").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "thresholds.csv").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(RuleFault, match=words):
        read_thresholds(tmp_path / "thresholds.csv")


def test_a_missing_threshold_or_reason_is_refused(tmp_path):
    for name, read in (("thresholds.csv", read_thresholds), ("reasons.csv", read_reasons)):
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        (tmp_path / name).write_text("\n".join(lines[:2]), encoding="utf-8")
        with pytest.raises(RuleFault, match="missing"):
            read(tmp_path / name)


def test_the_ready_reasons_are_those_of_the_practice():
    assert [each.label_th for each in reasons()][:5] == ["เปลี่ยนมิเตอร์", "ปิดภาคเรียน", "น้ำท่วม", "เพิ่มรถ", "ใบแจ้งหนี้ล่าช้า"]
    assert [each.label_th for each in reasons() if each.needs_text] == ["อื่น ๆ"]
    assert thresholds().demanded_share == Decimal("0.01")


def test_a_locked_year_shows_its_list_and_takes_no_explanation(town, year, diesel, enter, sign_in, nid, anan):
    enter(diesel, m6="1401.5")
    with tenant_scope(town):
        for flag in flags(year):
            explain(inventory=year, actor=nid, cell=flag.cell, reason="vehicles")
        lock(inventory=year, actor=anan)
    body = page(sign_in(nid), town).content.decode()
    assert "แก้ไขไม่ได้" in body
    answer = sign_in(nid).post(reverse("inventories:check_clear", args=[town.key, "2567"]), {"cells": ""}, follow=True)
    assert "ล็อกฉบับแล้ว" in answer.content.decode()


def test_the_to_do_list_of_the_year_names_what_must_be_explained(town, year, diesel, electricity, enter, sign_in, nid):
    enter(electricity)
    enter(diesel, m6="9510", m9="1.0667")
    body = sign_in(nid).get(reverse("reports:year_overview", args=[town.key, "2567"])).content.decode()
    assert "สิ่งที่ต้องทำ 1 เรื่อง" in body
    assert "ตัวเลขผิดปกติ ต้องชี้แจงหรือแก้ไข" in body
    assert "มิ.ย. ก.ย." in body
    assert reverse("inventories:check_list", args=[town.key, "2567"]) in body
