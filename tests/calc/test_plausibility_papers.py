"""Doubts about lines of bills: readings, chains of readings, odometers, litres by kilometre and by tank."""

import datetime as dt
from decimal import Decimal

import pytest

from inventories.calc.plausibility.look import findings, is_demanded
from inventories.calc.plausibility.papers import Paper, Papers
from inventories.calc.plausibility.people import Staff
from inventories.calc.plausibility.series import Series
from inventories.selectors.plausibility_rules import thresholds

JANUARY, FEBRUARY, MARCH = dt.date(2024, 1, 1), dt.date(2024, 2, 1), dt.date(2024, 3, 1)
FIGURES = {JANUARY: Decimal(500), FEBRUARY: Decimal(510), MARCH: Decimal(505)}


def paper(month=JANUARY, units="100", *, days=28, **more):
    last = month + dt.timedelta(days=days - 1)
    figures = {
        name: Decimal(value) if isinstance(value, str) else value
        for name, value in ({"meter": 1} | more).items()
    }  # fmt: skip
    return Paper(source=7, months=(month,), first=month, last=last, units=Decimal(units), **figures)


def slip(day, units, before=None, after=None, **more):
    month = JANUARY.replace(day=1)
    return paper(
        month.replace(day=day), units, days=1, vehicle=True,
        **{key: value for key, value in {"before": before, "after": after}.items() if value} | more,
    )  # fmt: skip


def looked(*papers, sums=None, figures=FIGURES):
    fixed = [at_first(each) for each in papers]
    series = Series(source=7, unit="kWh", figures=figures, months=tuple(FIGURES))
    found = findings([series], thresholds(), Staff(), Papers(fixed, sums or {}))
    return [each for each in found if each.said is not None]


def at_first(each):
    """A slip's cell is the month of its day."""
    months = tuple(month.replace(day=1) for month in each.months)
    return Paper(**{name: getattr(each, name) for name in each.__slots__} | {"months": months})


def test_units_that_the_readings_contradict_are_broken_whatever_they_weigh():
    (found,) = looked(paper(units="408", expected="480"))
    assert (found.rule, found.month, found.doubt, found.compared) == ("reading", JANUARY, 72, 572)
    assert is_demanded(found, None, Decimal(10**9), thresholds())


def test_a_line_that_agrees_is_no_doubt_nor_is_one_whose_cell_is_empty():
    assert looked(paper()) == []
    assert looked(paper(dt.date(2024, 4, 1), units="408", expected="480")) == []


def test_of_a_line_of_two_months_the_last_with_a_figure_is_named():
    two = paper(FEBRUARY, expected="90")
    both = Paper(**{name: getattr(two, name) for name in two.__slots__} | {"months": (FEBRUARY, MARCH)})
    assert [each.month for each in looked(both)] == [MARCH]
    assert [each.month for each in looked(both, figures={FEBRUARY: Decimal(1)})] == [FEBRUARY]


def test_readings_that_do_not_follow_are_asked_about_with_the_units_between():
    before, after = paper(before="100", after="200"), paper(FEBRUARY, before="250", after="300", multiplier="4")
    (found,) = looked(after, before)
    assert (found.rule, found.month, found.doubt, found.readings) == ("reading_chain", FEBRUARY, 200, (200, 250))
    assert not found.broken
    assert looked(before, paper(FEBRUARY, before="200", after="300")) == []
    assert looked(before, paper(FEBRUARY, before="0", after="300", meter=2)) == [], "another meter begins anew"


def test_an_odometer_never_goes_back():
    (found,) = looked(slip(5, "40", "12500", "12100"))
    assert (found.rule, found.broken) == ("odometer", True)
    (found,) = looked(slip(5, "40", "12000", "12500"), slip(9, "40", "11900", "12600"))
    assert (found.rule, found.readings, found.day.day) == ("odometer", (12500, 11900), 9)
    assert looked(slip(5, "40", "12000", "12400"), slip(9, "40", "12450", "12850")) == []


def test_one_slip_holds_no_more_than_the_tank():
    (found,) = looked(slip(5, "95", tank="80"))
    assert (found.rule, found.doubt, found.broken) == ("over_tank", 15, False)
    assert looked(slip(5, "82", tank="80")) == [], "pumps and gauges differ a little"
    assert looked(paper(units="95", tank="80", vehicle=True)) == [], "a statement of a month is no single filling"


@pytest.mark.parametrize(("litres", "doubted"), [("40", False), ("75", False), ("85", True), ("18", True)])
def test_litres_by_kilometre_are_held_against_the_vehicles_own_history(litres, doubted):
    usual = [slip(day, "40", str(10000 + day * 400), str(10400 + day * 400)) for day in (1, 2, 3, 4)]
    found = looked(*usual, slip(5, litres, "12000", "12400"))
    assert [each.rule for each in found] == (["fuel_rate"] if doubted else [])
    if doubted:
        assert (found[0].doubt, found[0].readings) == (abs(Decimal(litres) - 40), (Decimal(litres) / 4, 10))


def test_two_slips_are_no_history():
    assert looked(slip(1, "40", "10000", "10400"), slip(2, "400", "10400", "10800")) == []


def test_a_figure_that_is_not_the_sum_of_its_bills_is_asked_about():
    (found,) = looked(paper(), sums={(7, JANUARY): Decimal(480), (7, FEBRUARY): Decimal(510)})
    assert (found.rule, found.month, found.doubt, found.compared) == ("bills_differ", JANUARY, 20, 480)


def test_of_many_lines_of_a_cell_the_heaviest_speaks():
    (found,) = looked(paper(units="408", expected="480"), paper(units="10", expected="20", meter=2))
    assert found.doubt == 72
