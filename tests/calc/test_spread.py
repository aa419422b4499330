"""Quartiles over towns: right, coarse, and silent about few."""

from decimal import Decimal
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.spread import DIGITS, FEWEST, HALF, QUARTER, THREE_QUARTERS, coarse, quantile, spread_of

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3)


def decimals(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def test_the_quartiles_of_five_are_the_second_the_third_and_the_fourth():
    found = spread_of(decimals(50, 10, 30, 20, 40))
    assert (found.p25, found.median, found.p75) == (20, 30, 40)


def test_between_two_figures_a_straight_line_leads():
    assert quantile(decimals(1, 2, 3, 4), QUARTER) == Decimal("1.75")
    assert quantile(decimals(1, 2, 3, 4), HALF) == Decimal("2.5")


def test_of_fewer_than_five_towns_nothing_is_told_and_of_five_it_is():
    assert spread_of(decimals(1, 2, 3, 4)) is None
    assert spread_of(decimals(1, 2, 3, 4, 5)) is not None


def test_no_town_reads_its_neighbours_figure_to_the_last_digit():
    found = spread_of(decimals("1234.567", "2345.678", "3456.789", "4567.891", "5678.912"))
    assert (found.p25, found.median, found.p75) == (2350, 3460, 4570)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0"), ("12345", "12300"), ("12350", "12400"), ("0.00123456", "0.00123"), ("9.995", "10.0"), ("7", "7.00")],
)
def test_three_digits_are_kept_half_up(value, shown):
    assert coarse(Decimal(value)) == Decimal(shown)


def test_a_share_beyond_the_whole_and_a_quantile_of_nothing_are_refused():
    with pytest.raises(ValueError, match="2 of 1"):
        quantile(decimals(1), Decimal(2))
    with pytest.raises(ValueError, match="of 0"):
        quantile([], HALF)


@given(st.lists(AMOUNTS, min_size=FEWEST, max_size=60))
def test_they_are_those_of_the_standard_library(figures):
    ordered = sorted(figures)
    low, middle, high = quantiles(ordered, n=4, method="inclusive")
    assert quantile(ordered, QUARTER) == low
    assert quantile(ordered, HALF) == middle == median(ordered)
    assert quantile(ordered, THREE_QUARTERS) == high


@given(st.lists(AMOUNTS, min_size=FEWEST, max_size=60))
def test_they_lie_in_order_between_the_least_and_the_most(figures):
    found = spread_of(figures)
    assert coarse(min(figures)) <= found.p25 <= found.median <= found.p75 <= coarse(max(figures))


@given(AMOUNTS.filter(bool))
def test_what_is_coarse_is_near_and_stays_as_it_is(value):
    found = coarse(value)
    assert coarse(found) == found
    assert abs(found - value) <= max(abs(value) * Decimal(5).scaleb(-DIGITS), Decimal("5e-10"))
