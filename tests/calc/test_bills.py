"""Bills by arithmetic: readings, months by invoice or by days, what meters' bills cover."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.bills import (
    BY_DAYS,
    BY_INVOICE,
    PLACES,
    Readings,
    attribute,
    by_days,
    by_readings,
    days_by_month,
    expected_units,
    quarter_month,
    sum_of,
)
from inventories.calc.coverage import Span, gaps_and_overlaps

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
UNITS = st.decimals(-(10**9), 10**9, places=4, allow_nan=False)
PERIODS = st.tuples(DAYS, st.integers(0, 399)).map(lambda each: (each[0], each[0] + dt.timedelta(days=each[1])))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(first: str, last: str) -> Span:
    return Span(day(first), day(last))


def line(units, before=None, after=None, multiplier="1", on=None, off=None):
    figures = {"before": before, "after": after, "on_peak": on, "off_peak": off}
    read = {name: Decimal(value) if value is not None else None for name, value in figures.items()}
    return Readings(units=Decimal(units), multiplier=Decimal(multiplier), **read)


def test_readings_times_multiplier_are_the_units():
    assert expected_units(line("480", "12450", "12570", "4")) is None
    assert expected_units(line("408", "12450", "12570", "4")) == 480  # two digits changed places


def test_a_register_that_went_round_is_counted_on_only_where_that_gives_the_units():
    assert expected_units(line("14", "99998", "12")) is None
    assert by_readings(line("14", "99998", "12")) == 14
    assert expected_units(line("15", "99998", "12")) == -99986
    assert expected_units(line("4", "98", "2")) == -96, "two digits are no register that went round"


def test_on_and_off_peak_are_the_units_together():
    assert expected_units(line("300", on="100", off="200")) is None
    assert expected_units(line("310", on="100", off="200")) == 300


def test_without_both_readings_and_of_a_credit_nothing_is_expected():
    assert by_readings(line("300", before="100")) is None
    assert expected_units(line("300", after="100")) is None
    assert expected_units(line("-20", "100", "200")) is None


def test_by_invoice_all_units_are_of_the_invoices_month():
    shares = attribute(
        Decimal(310), rule=BY_INVOICE, invoice_month=day("2024-02-01"), first=day("2024-01-16"), last=day("2024-02-15")
    )
    assert shares == {day("2024-02-01"): 310}


def test_by_days_each_day_has_the_same():
    shares = by_days(Decimal(310), day("2024-01-16"), day("2024-02-15"))
    assert shares == {day("2024-01-01"): 160, day("2024-02-01"): 150}


def test_what_does_not_divide_goes_by_the_largest_remainder():
    shares = by_days(Decimal(1), day("2024-01-30"), day("2024-02-01"))
    assert shares == {day("2024-01-01"): Decimal("0.667"), day("2024-02-01"): Decimal("0.333")}


def test_a_slip_counts_on_its_day_under_either_rule():
    for rule in (BY_INVOICE, BY_DAYS):
        shares = attribute(
            Decimal(40),
            rule=rule,
            invoice_month=day("2024-03-01"),
            first=day("2024-02-20"),
            last=day("2024-02-20"),
            dated=True,
        )
        assert shares == {day("2024-02-01"): 40}


def test_a_statement_of_a_period_follows_the_rule_though_it_is_of_fuel():
    shares = attribute(
        Decimal(40),
        rule=BY_INVOICE,
        invoice_month=day("2024-03-01"),
        first=day("2024-02-20"),
        last=day("2024-02-21"),
        dated=True,
    )
    assert shares == {day("2024-03-01"): 40}


@given(UNITS, PERIODS)
def test_the_months_of_a_line_sum_to_its_units_exactly(units, period):
    shares = by_days(units, *period)
    assert sum(map(Fraction, shares.values()), Fraction(0)) == Fraction(units)
    assert shares.keys() == days_by_month(*period).keys()


@given(UNITS, PERIODS)
def test_no_month_has_the_other_sign_and_none_is_further_from_its_share_than_one_last_place(units, period):
    count = (period[1] - period[0]).days + 1
    places = max(PLACES, -units.normalize().as_tuple().exponent)
    for month, share in by_days(units, *period).items():
        assert share * units >= 0
        ideal = Fraction(units) * days_by_month(*period)[month] / count
        assert abs(Fraction(share) - ideal) < Fraction(1, 10**places)


@given(UNITS, PERIODS)
def test_a_credit_takes_back_what_its_bill_gave_month_by_month(units, period):
    given_, taken = by_days(units, *period), by_days(-units, *period)
    assert all(given_[month] + taken[month] == 0 for month in given_)


@given(st.lists(st.tuples(UNITS, PERIODS), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_month(lines, random: Random):
    shares = [by_days(units, *period) for units, period in lines]
    mixed = shares[:]
    random.shuffle(mixed)
    assert sum_of(shares) == sum_of(mixed)


@given(PERIODS)
def test_the_days_of_the_months_are_the_days_of_the_period(period):
    assert sum(days_by_month(*period).values()) == (period[1] - period[0]).days + 1


@pytest.mark.parametrize(("month", "last"), [(1, 3), (3, 3), (4, 6), (9, 9), (10, 12), (12, 12)])
def test_a_quarters_figure_stands_in_its_last_month(month, last):
    assert quarter_month(dt.date(2024, month, 1)) == dt.date(2024, last, 1)


def test_bills_side_by_side_leave_no_day_and_cover_none_twice():
    assert gaps_and_overlaps(
        [span("2024-02-01", "2024-02-29"), span("2024-01-01", "2024-01-31")],
        within=span("2024-01-01", "2024-12-31"),
    ) == ([], [])


def test_gaps_before_and_between_bills_and_days_twice_are_told():
    gaps, overlaps = gaps_and_overlaps(
        [span("2023-12-20", "2024-01-10"), span("2024-01-15", "2024-02-15"), span("2024-02-10", "2024-03-10")],
        within=span("2023-12-15", "2024-12-31"),
    )
    assert gaps == [span("2023-12-15", "2023-12-19"), span("2024-01-11", "2024-01-14")]
    assert overlaps == [span("2024-02-10", "2024-02-15")]
    assert overlaps[0].days == 6


def test_a_bill_within_another_and_one_that_is_there_three_times_are_one_overlap():
    gaps, overlaps = gaps_and_overlaps(
        [span("2024-01-01", "2024-01-31"), span("2024-01-05", "2024-01-10"), span("2024-01-08", "2024-01-20")],
        within=span("2024-01-01", "2024-12-31"),
    )
    assert (gaps, overlaps) == ([], [span("2024-01-05", "2024-01-20")])


@given(st.lists(PERIODS, max_size=6))
def test_each_day_up_to_the_last_bill_is_either_covered_once_or_told(periods):
    within = Span(dt.date(2020, 1, 1), dt.date(2032, 12, 31))
    spans = [Span(*period) for period in periods]
    gaps, overlaps = gaps_and_overlaps(spans, within=within)
    for probe in {each + dt.timedelta(days=shift) for period in periods for each in period for shift in (-1, 0, 1)}:
        if not within.first <= probe <= max(each.last for each in spans):
            continue
        times = sum(each.first <= probe <= each.last for each in spans)
        assert any(each.first <= probe <= each.last for each in gaps) == (times == 0)
        assert any(each.first <= probe <= each.last for each in overlaps) == (times > 1)
