"""Taking a file back: every cell as it was before; what somebody changed since stays, unless it is asked for."""

import datetime as dt
from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.calc.sheets.catalogue import SHEETS
from inventories.models import AmountRevision, Inventory
from inventories.policies import Refused
from inventories.selectors.imports.batches import stored_figures
from inventories.selectors.results import totals
from inventories.selectors.sheets import sheet_in_force
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts
from inventories.services.imports.undoing import undo
from inventories.services.sheets import record_sheet

from .bringing import Bringing, contents, whole_year
from .conftest import JANUARY
from .test_import_store import DIESEL, figures

FEBRUARY = dt.date(2024, 2, 1)


@pytest.fixture
def take_back(town, orn):
    """Return a function that undoes a batch as อร."""

    def taken_back(brought, **more):
        with tenant_scope(town):
            return undo(batch=brought.batch, actor=orn, **more)

    return taken_back


def in_force(use, month):
    with tenant_scope(use.municipality):
        rows = AmountRevision.objects.of(use.municipality).filter(source=use.source_id, month=month)
        return rows.order_by("-number").first()


def test_every_cell_goes_back_to_what_it_was_and_empty_ones_are_empty_again(
    year, diesel, nid, orn, town, record, take_back
):
    record(diesel, "5")
    with tenant_scope(town):
        before = totals(year)
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7, 8]))).choose(replace=True)
    brought.commit()
    undone = take_back(brought)
    assert (undone.batch.state, undone.batch.undone_by, undone.left) == ("undone", orn, 0)
    assert figures(diesel)["2024-01"] == Decimal(5)
    assert not figures(diesel)["2024-02"]
    assert in_force(diesel, JANUARY).number == 3
    with tenant_scope(town):
        assert totals(year) == before
        entry = Entry.objects.of(town).get(act="import.undone")
    assert (entry.facts["count"], entry.facts["left"]) == (2, 0)


def test_what_was_said_about_a_figure_before_comes_back_with_it(year, diesel, nid, town, take_back):
    change = AmountChange(
        diesel.source_id, JANUARY, Decimal(5), estimated=True, estimation="neighbours", came_by="estimate", reason="หาย"
    )
    with tenant_scope(town):
        record_amounts(municipality=town, actor=nid, changes=[change])
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7]))).choose(replace=True)
    brought.commit()
    assert not in_force(diesel, JANUARY).estimated
    take_back(brought)
    row = in_force(diesel, JANUARY)
    assert (row.amount, row.estimated, row.estimation, row.came_by, row.reason) == (
        Decimal(5), True, "neighbours", "estimate", "หาย",
    )  # fmt: skip


def test_a_figures_calculation_sheet_comes_back_with_it(year, diesel, nid, town, take_back):
    sheet = SHEETS["tank_stock"]
    with tenant_scope(town):
        kept = record_sheet(use=diesel, month=JANUARY, actor=nid, sheet=sheet, inputs=sheet.example, based_on=0)
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7]))).choose(replace=True)
    brought.commit()
    with tenant_scope(town):
        assert sheet_in_force(diesel, JANUARY) is None
    take_back(brought)
    with tenant_scope(town):
        again = sheet_in_force(diesel, JANUARY)
        assert (again.inputs, again.result, again.revision.number) == (kept.inputs, kept.result, 3)


def test_a_second_click_takes_nothing_back_twice(year, diesel, nid, record, take_back):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7])))
    brought.commit()
    take_back(brought)
    record(diesel, "9", based_on=2)
    again = take_back(brought)
    assert (again.batch.state, again.restored, again.left) == ("undone", 0, 0)
    assert figures(diesel) == {"2024-01": Decimal(9)}
    with pytest.raises(Refused, match="เปลี่ยนไม่ได้อีก"):
        brought.commit()


def test_cells_changed_since_stay_as_they_are(year, diesel, nid, town, record, take_back):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7, 8])))
    brought.commit()
    record(diesel, "70", based_on=1)
    with tenant_scope(town):
        assert [figure.changed_since for figure in stored_figures(brought.batch)] == [True, False]
    take_back(brought)
    assert figures(diesel)["2024-01"] == Decimal(70)
    assert not figures(diesel)["2024-02"]


def test_cells_changed_since_go_back_too_when_that_is_asked_for_what_was_told(year, diesel, nid, record, take_back):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7, 8])))
    brought.commit()
    record(diesel, "70", based_on=1)
    place = (diesel.source_id, "2024-01")
    with pytest.raises(ChangedSince):
        take_back(brought, also={place: 1})
    assert figures(diesel) == {"2024-01": Decimal(70), "2024-02": Decimal(8)}
    take_back(brought, also={place: 2})
    assert set(figures(diesel).values()) <= {None, ""}


def test_a_file_that_was_not_stored_has_nothing_to_take_back(year, diesel, nid, take_back):
    with pytest.raises(Refused, match="ยังไม่ได้บันทึก"):
        take_back(Bringing(year, nid, contents(whole_year(DIESEL, [7]))))


def test_of_a_locked_year_nothing_is_taken_back(year, diesel, nid, town, take_back):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7])))
    brought.commit()
    with tenant_scope(town):
        Inventory.objects.of(town).filter(pk=year.pk).update(state="locked")
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        take_back(brought)
    assert figures(diesel) == {"2024-01": Decimal(7)}


def test_two_files_are_taken_back_in_either_order(year, diesel, nid, take_back):
    first = Bringing(year, nid, contents(whole_year(DIESEL, [7])), b"PK 1")
    first.commit()
    second = Bringing(year, nid, contents(whole_year(DIESEL, [8])), b"PK 2").choose(replace=True)
    second.commit()
    take_back(first)
    assert figures(diesel) == {"2024-01": Decimal(8)}
    take_back(second)
    assert figures(diesel) == {"2024-01": Decimal(7)}
