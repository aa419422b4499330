"""What was decided beside the figures is printed: boundary, exclusions, reasons, either total, tables apart."""

from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor, GwpSet
from inventories.selectors.boundary_questions import questions
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.apart import save_apart_line
from inventories.services.boundary import Answer, add_exclusion, answer_questions
from inventories.services.inventories import open_year
from inventories.services.sources import add_source
from inventories.services.upstream import count_upstream
from reports.exports.gathering import year_facts
from reports.exports.parts.decisions import NOT_ESTIMATED, decisions
from reports.exports.year import year_parts
from tests.inventories.conftest import lock


@pytest.fixture
def decided_year(town, orn, nid):
    """A whole year in the transition with a truck, a meter and everything decided."""
    with tenant_scope(town):
        year = open_year(
            municipality=town, actor=orn, year=2568, year_kind="calendar", gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
            editions=list(Edition.objects.filter(key__in=("tgo-cfo-2565", "tgo-cfo-2569", "tgo-cfp-2565"))),
        )  # fmt: skip
        diesel = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.diesel.l")
        grid = Factor.objects.get(key="tgo-grid-2016-2018.scope2.kwh")
        truck = add_source(
            inventory=year, actor=orn, source={"name_th": "รถขยะ", "unit": "litre"}, catalogue_key="diesel-garbage-truck",
            use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel},
        )  # fmt: skip
        meter = add_source(
            inventory=year, actor=orn, source={"name_th": "มิเตอร์", "unit": "kWh"},
            use={"scope": "2", "category": "electricity", "method": "factor", "factor": grid},
        )  # fmt: skip
        changes = [
            AmountChange(use.source_id, month, Decimal(1000)) for use in (truck, meter) for month in year.month_list
        ]
        record_amounts(municipality=town, actor=nid, changes=changes)
        own = questions()["collection"].choice("own")
        answer_questions(use=truck, actor=orn, answers=[Answer("collection", own, "ตามทะเบียนรถ")])
        add_exclusion(inventory=year, actor=orn, what="ถ่านหุงต้ม", why="น้อยมาก", tco2e=None)
        fields = {"kind": "solar", "name": "แผงหลังคา", "quantity": Decimal(500), "unit": "kWh", "evidence": "มิเตอร์ลูก"}
        save_apart_line(inventory=year, actor=orn, fields=fields)
        count_upstream(inventory=year, actor=orn, densities={})
        return year


def page(town, year) -> str:
    with tenant_scope(town):
        return year_parts(year_facts(year))["page"]


def test_everything_that_was_decided_is_on_paper(town, decided_year):
    text = page(town, decided_year)
    for words in (
        "เทศบาลเป็นเจ้าของรถเก็บขนขยะและซื้อน้ำมันเอง จึงรายงานในประเภทที่ 1 ตามทะเบียนรถ", "ความรู้ทางวิชาชีพ", "ทะเบียนรถของเทศบาล",
        "ถ่านหุงต้ม", "น้อยมาก", NOT_ESTIMATED, "ช่วงเปลี่ยนผ่าน", "ใช้ในบัญชีนี้", "แผงหลังคา", "มิเตอร์ลูก", "ไม่นำมาหักออก",
        "คำนวณการได้มาซึ่งเชื้อเพลิงและพลังงาน (3.3) ต่อจาก", "การได้มาของน้ำมันดีเซล: รถขยะ", "0.837",
    ):  # fmt: skip
        assert words in text, words


def test_the_difference_is_printed_with_its_sign(town, decided_year):
    with tenant_scope(town):
        facts = year_facts(decided_year)
    (grid, gwp) = decisions(facts.decisions, facts.apart_wordings).sensitivities
    assert grid.rows[-1].difference
    assert grid.rows[-1].scope_1_2.startswith("-0.299")
    assert [row.used for row in gwp.rows] == [True, False, False]


def test_nothing_apart_is_said_in_a_sentence(town, orn, year, diesel):
    text = page(town, year)
    assert "หรือ REC ในบัญชีนี้" in text
    assert "ไม่มีสิ่งที่ไม่รวม" in text
    assert "ไม่ได้คำนวณการได้มาซึ่งเชื้อเพลิงและพลังงาน" in text


def test_a_locked_year_prints_what_was_frozen(town, orn, anan, decided_year):
    with tenant_scope(town):
        before = year_facts(decided_year).decisions
        lock(inventory=decided_year, actor=anan)
        decided_year.refresh_from_db()
        after = year_facts(decided_year)
    assert after.decisions == before
    assert "แผงหลังคา" in page(town, decided_year)


def test_a_year_frozen_before_these_were_kept_prints_nothing_of_them():
    assert not decisions({}, ()).known
