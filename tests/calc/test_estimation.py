"""Estimates of a missing month: worked examples, and what holds of any."""

import datetime as dt
from calendar import monthrange
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emission_factors.calc.decimals import is_amount, plain
from inventories.calc.estimation import Known, by_days, middle, places_of, same_as

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=9)
MONTHS = st.tuples(st.integers(2000, 2040), st.integers(1, 12))


def month(year: int, number: int, amount: object) -> Known:
    last = monthrange(year, number)[1]
    return Known(dt.date(year, number, 1), dt.date(year, number, last), Decimal(str(amount)))


KNOWN = st.builds(lambda when, amount: month(*when, amount), MONTHS, AMOUNTS)


def test_last_years_figure_is_taken_as_it_is():
    assert same_as(month(2023, 3, "1204.5")) == Decimal("1204.5")


def test_the_mean_of_the_months_before_and_after():
    assert middle(month(2024, 2, 100), month(2024, 4, 125)) == Decimal("112.50")


def test_by_days_a_short_month_gets_less_than_a_long_one():
    before, after = month(2024, 1, 310), month(2024, 3, 310)  # ten a day
    assert by_days([before, after], 29) == Decimal("290.00")
    assert by_days([before, after], 31) == Decimal("310.00")


def test_by_days_one_neighbour_is_enough():
    assert by_days([month(2024, 4, 300)], 31) == Decimal("310.00")


def test_days_of_bills_that_are_no_months_count_as_they_are():
    bill = Known(dt.date(2024, 1, 16), dt.date(2024, 2, 14), Decimal(300))
    assert bill.days == 30
    assert by_days([bill], 31) == Decimal("310.00")


def test_half_a_hundredth_is_rounded_up():
    assert middle(month(2024, 1, "0.01"), month(2024, 3, "0.02")) == Decimal("0.02")


@pytest.mark.parametrize(
    ("amounts", "places"), [(["5"], 2), (["0.125", "3"], 3), (["1.500"], 2), (["0.123456789"], 9), (["0E-9"], 2)]
)
def test_it_has_as_many_decimals_as_what_it_comes_from_and_two_at_least(amounts, places):
    assert places_of([month(2024, 1, amount) for amount in amounts]) == places


def test_a_figure_as_the_database_gives_it_says_no_more_than_as_it_was_typed():
    stored = [month(2024, 1, "12.500000000"), month(2024, 3, "0.000000000")]
    assert places_of(stored) == 2
    assert str(middle(*stored)) == "6.25"


def test_without_a_neighbour_or_a_day_there_is_no_estimate():
    with pytest.raises(ValueError, match="31 days by 0"):
        by_days([], 31)
    with pytest.raises(ValueError, match="0 days"):
        by_days([month(2024, 1, 1)], 0)


@given(KNOWN, KNOWN)
def test_a_mean_lies_between_the_two_whichever_comes_first(one, other):
    found = middle(one, other)
    assert min(one.amount, other.amount) <= found <= max(one.amount, other.amount)
    assert found == middle(other, one)


@given(KNOWN, KNOWN, st.integers(1, 366))
def test_a_daily_rate_lies_between_the_two_rates(one, other, days):
    found = by_days([one, other], days)
    rates = [each.amount / each.days for each in (one, other)]
    slack = Decimal(1).scaleb(-places_of([one, other]))
    assert min(rates) * days - slack <= found <= max(rates) * days + slack


@given(KNOWN, KNOWN, st.integers(1, 31))
def test_an_estimate_can_be_stored_as_an_amount(one, other, days):
    for found in (middle(one, other), by_days([one, other], days)):
        assert is_amount(plain(found.normalize() if found else Decimal(0)))


@given(KNOWN)
def test_a_month_by_its_own_days_is_itself(known):
    assert by_days([known], known.days) == known.amount
