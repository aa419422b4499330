"""Which figure is expected when, and from whom."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Source
from inventories.selectors.collection import SOON, Stand, collection_of, collections, days, late_by_year
from inventories.selectors.handover import handovers
from inventories.selectors.spans import spans_with_years
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel, make_year
from .divisions import clerk, finance, make_division

__all__ = ["clerk", "finance"]
FEBRUARY, MARCH = dt.date(2024, 2, 1), dt.date(2024, 3, 1)


def stands(town, use, *, today):
    """Return how the figures of a use stand, by month."""
    with tenant_scope(town):
        lines = [line for each in collections(use.inventory, today=today) for line in each.lines]
    return {each.month: each.stand for line in lines if line.use == use for each in line.expected}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2024, 1, 31), Stand.AHEAD),
        (dt.date(2024, 2, 1), Stand.WAITING),
        (dt.date(2024, 3, 1), Stand.WAITING),  # thirty days after the end of January are not over
        (dt.date(2024, 3, 2), Stand.LATE),
    ],
)
def test_a_figure_is_late_after_its_own_delay_only(town, diesel, today, expected):
    assert stands(town, diesel, today=today)[JANUARY] == expected


def test_a_source_whose_paper_comes_later_is_late_later(town, diesel):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(delay_days=60)
    assert stands(town, diesel, today=dt.date(2024, 3, 31))[JANUARY] == Stand.WAITING
    assert stands(town, diesel, today=dt.date(2024, 4, 1))[JANUARY] == Stand.LATE


def test_what_was_entered_or_does_not_occur_is_done_and_what_was_withdrawn_is_not(town, diesel, record):
    record(diesel, "10")
    record(diesel, None, month=FEBRUARY, notation="NO")
    record(diesel, "3", month=MARCH)
    record(diesel, None, month=MARCH, based_on=1)
    found = stands(town, diesel, today=dt.date(2025, 6, 1))
    assert (found[JANUARY], found[FEBRUARY], found[MARCH]) == (Stand.DONE, Stand.DONE, Stand.LATE)


def test_an_annual_source_is_asked_for_in_its_month_and_a_quarterly_one_in_four(town, diesel, electricity):
    with tenant_scope(town):
        Source.objects.of(town).filter(pk=diesel.source_id).update(frequency="annual", due_month=9)
        Source.objects.of(town).filter(pk=electricity.source_id).update(frequency="quarterly")
    today = dt.date(2024, 1, 1)
    assert list(stands(town, diesel, today=today)) == [dt.date(2024, 9, 1)]
    assert [month.month for month in stands(town, electricity, today=today)] == [3, 6, 9, 12]


def test_divisions_stand_in_the_towns_order_and_sources_of_none_come_last(town, orn, year, finance, clerk):
    with tenant_scope(town):
        make_diesel(year, orn, "รถที่ไม่มีกอง")
        make_division(town, orn, "กองที่ไม่มีแหล่งปล่อย")
        found = collections(year, today=JANUARY)
    names = [each.division.name_th if each.division else "" for each in found]
    assert sorted(names[:2]) == sorted(["กองคลัง", "สำนักปลัดเทศบาล"])
    assert names[2:] == [""]
    assert [len(each.lines) for each in found] == [1, 1, 1]


def test_a_division_without_a_source_in_the_year_owes_nothing(town, orn, year, diesel):
    with tenant_scope(town):
        idle = make_division(town, orn, "กองช่าง")
        found = collection_of(year, idle, today=dt.date(2026, 1, 1))
    assert (found.lines, found.late, found.waiting) == ((), [], [])


def test_the_next_days_hold_what_falls_due_in_them_and_nothing_before_or_after(town, finance, year):
    today = dt.date(2024, 3, 2)  # the figure of January is due today: late
    with tenant_scope(town):
        collected = collections(year, today=today)
    found = days(collected, today=today)
    assert [(each.due, [one.month for one in each.expected]) for each in found] == [(dt.date(2024, 3, 31), [FEBRUARY])]
    assert found[0].due <= today + dt.timedelta(days=SOON)
    assert found[0].division == finance


def test_what_is_late_by_year_is_what_is_late_by_source_and_locked_years_owe_nothing(
    town, orn, anan, year, diesel, electricity, fill, record
):
    record(electricity, "7")
    today = dt.date(2024, 4, 15)
    with tenant_scope(town):
        late = sum(len(each.late) for each in collections(year, today=today))
        assert late == 3  # two of the truck, one of the meter
        assert late_by_year([year, make_year(town, orn, year=2569)], today=today) == {year.pk: late}
    fill(diesel, "1")
    for month in year.month_list[1:]:
        record(electricity, "7", month=month)
    with tenant_scope(town):
        lock(inventory=year, actor=anan)
        year.refresh_from_db(from_queryset=type(year).objects.of(town))
        assert late_by_year([year], today=today) == {}


def test_reading_what_is_owed_takes_the_same_queries_for_two_sources_and_twenty(town, orn, year, finance, clerk):
    def queries(read):
        with tenant_scope(town), CaptureQueriesContext(connection) as seen:
            read(year, today=dt.date(2024, 6, 1))
        return len(seen)

    few = [queries(read) for read in (collections, handovers)]
    with tenant_scope(town):
        for number in range(18):
            make_division(town, orn, f"กองที่ {number}", uses=[make_diesel(year, orn, f"รถคันที่ {number}")])
    assert [queries(read) for read in (collections, handovers)] == few


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([JANUARY], "ม.ค. 2567"),
        ([JANUARY, FEBRUARY], "ม.ค.–ก.พ. 2567"),
        ([JANUARY, MARCH], "ม.ค. 2567, มี.ค. 2567"),
        ([dt.date(2023, 12, 1), JANUARY], "ธ.ค. 2566–ม.ค. 2567"),
        ([], ""),
    ],
)
def test_months_are_told_in_few_words_with_their_years(months, words):
    assert spans_with_years(months) == words
