"""Saying what a figure is: it stays, its door, sheet and explanations stay; why and where are asked."""

from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.sheets.catalogue import SHEETS
from inventories.models import AmountRevision, CalculationSheet, CameBy, Explanation
from inventories.policies import Refused
from inventories.selectors.plausibility import flags
from inventories.selectors.results import totals_by_use
from inventories.selectors.sheets import sheet_in_force
from inventories.selectors.witnesses import changed_explanations, changed_figures, changed_sheets
from inventories.services.amounts import ChangedSince
from inventories.services.explanations import explain
from inventories.services.marks import mark_figure
from inventories.services.sheets import record_sheet
from tests.inventories.conftest import lock

from .conftest import JANUARY


@pytest.fixture
def mark(town, nid):
    """Return a function that marks January of a source as นิด."""

    def marked(use, state, *, based_on=1, **fields):
        with tenant_scope(town):
            return mark_figure(use=use, month=JANUARY, actor=nid, state=state, based_on=based_on, **fields)

    return marked


def in_force(town, use) -> AmountRevision:
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).filter(source=use.source_id, month=JANUARY)
        return rows.select_related("elsewhere").latest("number")


def test_a_figure_marked_as_estimated_stays_and_keeps_its_door(town, diesel, record, mark):
    record(diesel, "120", came_by=CameBy.WORKBOOK)
    mark(diesel, "estimated", reason="จากเลขไมล์")
    row = in_force(town, diesel)
    assert (row.amount, row.estimated, row.estimation, row.reason) == (120, True, "own", "จากเลขไมล์")
    assert (row.came_by, row.number) == ("workbook", 2)
    mark(diesel, "metered", based_on=2)
    row = in_force(town, diesel)
    assert (row.amount, row.estimated, row.estimation, row.reason) == (120, False, "", "")


def test_the_method_of_an_estimate_stays_when_only_the_note_is_another(town, diesel, record, mark):
    record(diesel, "120", estimated=True, estimation="neighbours", came_by=CameBy.ESTIMATE, reason="บิลหาย")
    mark(diesel, "estimated", reason="บิลหาย แจ้งความแล้ว")
    row = in_force(town, diesel)
    assert (row.estimation, row.came_by, row.reason) == ("neighbours", "estimate", "บิลหาย แจ้งความแล้ว")


def test_a_note_belongs_to_its_figure_and_stays_in_the_past_when_another_is_typed(town, diesel, record, mark):
    record(diesel, "120")
    mark(diesel, "metered", reason="รวมบิลเดือนก่อน")
    record(diesel, "130", based_on=2)
    assert in_force(town, diesel).reason == ""
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).filter(source=diesel.source_id).order_by("number")
        assert [row.reason for row in rows] == ["", "รวมบิลเดือนก่อน", ""]


def test_a_notation_takes_the_figures_place_and_its_emission_is_gone(town, diesel, record, mark):
    record(diesel, "120")
    mark(diesel, "NO", reason="ส่งซ่อมทั้งเดือน")
    row = in_force(town, diesel)
    assert (row.amount, row.notation, row.reason, row.came_by) == (None, "NO", "ส่งซ่อมทั้งเดือน", "typed")
    with tenant_scope(town):
        assert diesel.pk not in totals_by_use(diesel.inventory)


def test_no_activity_needs_no_reason_and_an_empty_cell_can_have_it(town, diesel, mark):
    mark(diesel, "NO", based_on=0)
    assert in_force(town, diesel).notation == "NO"


@pytest.mark.parametrize("state", ["NE", "IE", "estimated"])
def test_what_must_be_reasoned_is_refused_without(town, diesel, record, mark, state):
    record(diesel, "120")
    with pytest.raises(Refused, match="โปรดพิมพ์"):
        mark(diesel, state, reason="  ")
    assert in_force(town, diesel).number == 1
    mark(diesel, "NE", reason="รอสำเนาบิล")
    assert in_force(town, diesel).notation == "NE"


def test_elsewhere_is_another_source_of_the_year(town, diesel, electricity, mark):
    mark(diesel, "IE", based_on=0, reason="ถังเดียวกัน", elsewhere_id=electricity.source_id)
    assert in_force(town, diesel).elsewhere == electricity.source
    for wrong in (None, diesel.source_id, 0):
        with pytest.raises(Refused, match="รวมอยู่ในรายการใด"):
            mark(diesel, "IE", reason="ถังเดียวกัน", elsewhere_id=wrong)


def test_nor_is_it_a_source_of_another_town(diesel, their_diesel, mark):
    with pytest.raises(Refused, match="รวมอยู่ในรายการใด"):
        mark(diesel, "IE", based_on=0, reason="x", elsewhere_id=their_diesel.source_id)


def test_without_a_figure_nothing_is_metered_or_estimated(diesel, mark):
    for state in ("metered", "estimated"):
        with pytest.raises(Refused, match="ยังไม่มีตัวเลข"):
            mark(diesel, state, based_on=0, reason="x")


def test_the_same_words_again_record_nothing(town, diesel, record, mark):
    record(diesel, "120")
    assert mark(diesel, "metered") is None
    assert mark(diesel, "metered", reason="ก") is not None
    assert mark(diesel, "metered", based_on=2, reason="ก ") is None
    assert in_force(town, diesel).number == 2


def test_a_figure_changed_meanwhile_is_not_marked(town, diesel, record, mark):
    record(diesel, "120")
    record(diesel, "130", based_on=1)
    with pytest.raises(ChangedSince):
        mark(diesel, "NO")
    assert in_force(town, diesel).amount == 130


def test_in_a_locked_year_nothing_is_marked(town, anan, diesel, fill, mark):
    fill(diesel, "10")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        mark(diesel, "NO")


def test_a_figure_from_a_sheet_keeps_its_sheet(town, nid, diesel, mark):
    with tenant_scope(town):
        sheet = SHEETS["tank_stock"]
        record_sheet(use=diesel, month=JANUARY, actor=nid, sheet=sheet, inputs=sheet.example, based_on=0)
    mark(diesel, "metered", reason="ตรวจกับถังแล้ว")
    with tenant_scope(town):
        kept = sheet_in_force(diesel, JANUARY)
        assert kept.revision.number == 2
        assert CalculationSheet.objects.of(town).count() == 2
        assert not [*changed_sheets(town), *changed_figures(town)]
    mark(diesel, "NO", based_on=2)
    with tenant_scope(town):
        assert sheet_in_force(diesel, JANUARY) is None


def test_what_was_explained_is_not_asked_again(town, nid, diesel, fill, record, mark):
    fill(diesel, "100")
    record(diesel, "90000", based_on=1)
    with tenant_scope(town):
        (flag,) = (each for each in flags(diesel.inventory) if each.month == JANUARY)
        explain(inventory=diesel.inventory, actor=nid, cell=flag.cell, reason="other", text="ซ้อมใหญ่")
    mark(diesel, "metered", based_on=2, reason="ดูบันทึกข้อความ")
    with tenant_scope(town):
        (flag,) = (each for each in flags(diesel.inventory) if each.month == JANUARY)
        assert not flag.open
        assert {each.text for each in Explanation.objects.of(town).filter(revision_number=3)} == {"ซ้อมใหญ่"}
        assert not list(changed_explanations(town))
    record(diesel, "91000", based_on=3)
    with tenant_scope(town):
        (flag,) = (each for each in flags(diesel.inventory) if each.month == JANUARY)
        assert flag.open  # another figure, another explanation


def test_an_amount_stays_to_its_last_place(town, diesel, record, mark):
    record(diesel, "0.123456789")
    mark(diesel, "estimated", reason="x")
    assert in_force(town, diesel).amount == Decimal("0.123456789")
