"""From register to number, as pure arithmetic: lives of things, ties to sources, what is open."""

import datetime as dt
from decimal import Decimal

import pytest

from inventories.calc.registers import (
    Life,
    Standing,
    Tie,
    share_of_charge,
    standing,
    ties_in,
    total_charge,
)

YEAR = Life(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
ALWAYS = Life()


def day(month, of_month=1, year=2024):
    return dt.date(year, month, of_month)


@pytest.mark.parametrize(
    ("life", "meets"),
    [
        (ALWAYS, True),
        (Life(last=day(12, 31, 2023)), False),
        (Life(last=day(1)), True),
        (Life(first=day(12, 31)), True),
        (Life(first=day(1, 1, 2025)), False),
        (Life(day(3), day(4)), True),
    ],
)
def test_a_thing_is_of_a_year_from_its_first_to_its_last_day_both_included(life, meets):
    assert life.meets(YEAR) is meets
    assert YEAR.meets(life) is meets
    assert (standing(life, YEAR, [], excluded=False) is Standing.OUTSIDE) is not meets


def test_days_of_both_are_from_the_later_beginning_to_the_earlier_end():
    assert Life(first=day(3)).within(YEAR) == Life(day(3), day(12, 31))
    assert Life(last=day(3)).within(Life(first=day(4))) is None


def test_a_thing_stands_behind_a_source_that_is_used_and_tied_in_days_of_both():
    ties = [Tie(1, Life(last=day(12, 31, 2023))), Tie(2, Life(first=day(6))), Tie(3, ALWAYS), Tie(2, ALWAYS)]
    assert ties_in(ALWAYS, YEAR, ties, {1, 2}) == [2]
    assert ties_in(ALWAYS, YEAR, ties, {1, 2, 3}) == [2, 3]
    assert ties_in(Life(last=day(5, 31)), YEAR, ties[:2], {1, 2}) == []
    assert ties_in(Life(first=day(1, 1, 2025)), YEAR, ties, {1, 2, 3}) == []


def test_a_source_counts_before_an_exclusion_and_neither_is_open():
    assert standing(ALWAYS, YEAR, [1], excluded=True) is Standing.LINKED
    assert standing(ALWAYS, YEAR, [], excluded=True) is Standing.EXCLUDED
    assert standing(ALWAYS, YEAR, [], excluded=False) is Standing.OPEN


def test_the_charge_is_pieces_times_kilograms_and_unknown_is_not_zero():
    assert total_charge([(3, Decimal("0.85")), (2, None), (1, Decimal("6.8"))]) == Decimal("9.35")
    assert total_charge([(2, None)]) is None
    assert total_charge([]) is None


def test_what_was_refilled_is_a_share_of_the_charge_where_both_are_known():
    assert share_of_charge(Decimal(2), Decimal(8)) == Decimal("0.25")
    assert share_of_charge(Decimal(0), Decimal(8)) == 0
    assert share_of_charge(None, Decimal(8)) is None
    assert share_of_charge(Decimal(2), None) is None
