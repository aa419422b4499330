"""The rules against unlikely figures: what they find, what they leave alone, and what must be explained."""

import datetime as dt
from decimal import Decimal

import pytest

from inventories.calc.plausibility import finding as rules
from inventories.calc.plausibility.look import at_stake, findings, is_demanded
from inventories.calc.plausibility.people import Staff
from inventories.calc.plausibility.series import Series, back, significant, times
from inventories.selectors.plausibility_rules import thresholds

MONTHS = tuple(dt.date(2024, month, 1) for month in range(1, 13))
LAST_YEAR = tuple(dt.date(2023, month, 1) for month in range(1, 13))
LIVELY = ("1012", "1047", "983", "1008.5", "1101", "951", "1023", "999", "1066", "1038", "977", "1055")


def series(amounts, before=(), source=1, **fields):
    """A source whose months are the given amounts from January on, None where nothing was entered."""
    figures = {month: Decimal(amount) for month, amount in zip(MONTHS, amounts, strict=False) if amount is not None}
    figures |= {month: Decimal(amount) for month, amount in zip(LAST_YEAR, before, strict=False) if amount is not None}
    return Series(source=source, unit=fields.pop("unit", "litre"), figures=figures, months=MONTHS, **fields)


def found(*every, staff=None):
    return findings(every, thresholds(), staff or Staff())


def said(*every, staff=None):
    return [(each.month.month, each.rule) for each in found(*every, staff=staff)]


def with_one(month, amount, amounts=LIVELY):
    return [amount if number == month else each for number, each in enumerate(amounts, 1)]


def test_a_lively_year_is_left_alone():
    assert said(series(LIVELY)) == []


@pytest.mark.parametrize(("amount", "rule", "factor"), [
    ("10120", rules.SLIP_OVER, 10), ("101200", rules.SLIP_OVER, 100), ("1012000", rules.SLIP_OVER, 1000),
    ("101.2", rules.SLIP_UNDER, 10), ("1.012", rules.SLIP_UNDER, 1000),
])  # fmt: skip
def test_a_digit_or_a_unit_too_many_or_too_few(amount, rule, factor):
    (doubt,) = found(series(with_one(6, amount)))
    assert (doubt.month.month, doubt.rule, doubt.factor) == (6, rule, factor)
    assert doubt.doubt == abs(Decimal(amount) - doubt.compared)


def test_the_published_slip_of_1122222_heads_in_one_month_weighs_more_than_anything():
    days = series(with_one(12, "1122222", ["33988"] * 6 + ["34010"] * 6), unit="person.day", kind="septic-staff")
    fuel = series(with_one(3, "9900"), source=2)
    rates = {1: Decimal("0.336"), 2: Decimal("2.7")}
    weighed = sorted(found(days, fuel), key=lambda each: -at_stake(each, rates[each.source]))
    assert (weighed[0].source, weighed[0].month.month, weighed[0].amount) == (1, 12, Decimal(1122222))
    assert is_demanded(weighed[0], at_stake(weighed[0], rates[1]), Decimal(5_000_000), thresholds())


@pytest.mark.parametrize(("amount", "is_odd"), [("1300", False), ("1450", True), ("790", False), ("700", True)])
def test_thirty_percent_from_the_median_is_let_pass(amount, is_odd):
    assert (said(series(with_one(6, amount))) == [(6, rules.JUMP_MEDIAN)]) is is_odd


def test_a_season_that_was_there_last_year_is_no_jump():
    season = ["500", "1500", "500", "500", "500", "1490", "500", "500", "500", "500", "500", "502"]
    again = ["505", "1550", "498", "510", "497", "1455", "503", "499", "511", "513", "496", "507"]
    assert said(series(again, before=season)) == []


def test_against_the_same_month_of_last_year_where_there_is_one():
    assert said(series(with_one(7, "2400"), before=LIVELY[::-1])) == [(7, rules.JUMP_LAST_YEAR)]


def test_two_months_are_compared_only_grossly():
    assert said(series(["100.1", "180.2"])) == []
    assert said(series(["100.1", "280.2"])) == [(2, rules.JUMP_PREVIOUS)]


def test_the_first_month_alone_says_nothing():
    assert said(series(["1122222"])) == []


def test_a_new_level_is_asked_about_once():
    raised = ["1001", "1013", "998", "1022", "1009", "1004", "1031", "1017", "1455.5", "1462", "1448", "1470"]
    assert said(series(raised, before=LIVELY)) == [(9, rules.JUMP_LAST_YEAR)]


def test_a_level_three_times_as_high_is_asked_about_every_month():
    baht = ["1001", "1013", "998", "1022", "1009", "1004", "1031", "1017", "4202", "4193", "4222", "4211.5"]
    assert [month for month, _rule in said(series(baht, before=LIVELY))] == [9, 10, 11, 12]


def test_a_source_that_swings_anyhow_may_swing():
    swings = ["100.5", "160", "61", "143", "78", "171", "92", "55", "133", "119", "166", "70"]
    assert said(series(swings)) == []


def test_a_zero_among_months_that_all_have_something():
    assert said(series(with_one(4, "0"))) == [(4, rules.ZERO)]
    assert said(series(["0", "5", "0", "0", "7", "0", "0"])) == []


def test_zeros_and_gaps_do_not_pull_the_median():
    sparse = ["0", None, "41", "0", "43.5", None, "0", "39", "0", "0", "42", "410"]
    assert said(series(sparse)) == [(12, rules.SLIP_OVER)]


def test_a_negative_amount_is_broken():
    (doubt,) = found(series(with_one(2, "-5")))
    assert (doubt.rule, doubt.broken) == (rules.NEGATIVE, True)
    assert is_demanded(doubt, None, Decimal(10**9), thresholds())


def test_round_numbers_in_a_row():
    typed = ["1000", "1100", "1000", "1200", "1013", "987", "1021", "1044", "1100", "1000", "1037", "995"]
    (doubt,) = [each for each in found(series(typed)) if each.rule == rules.ROUND]
    assert (doubt.month.month, doubt.count, doubt.other_month.month) == (1, 4, 4)


def test_a_month_typed_again():
    assert said(series(with_one(6, "1101"))) == [(6, rules.COPIED_MONTH)]  # May has 1101


def test_whole_packs_repeat_by_themselves():
    packs = ["149.688", "174.636", "149.688", "174.636", "124.74", "149.688", "174.636", "124.74"]
    assert said(series(packs)) == []


def test_last_years_year_typed_again():
    (doubt,) = found(series(LIVELY, before=LIVELY))
    assert (doubt.rule, doubt.count, doubt.other_month) == (rules.COPIED_YEAR, 12, LAST_YEAR[0])


def test_two_sources_that_say_the_same():
    one, two = series(LIVELY, category="mobile"), series(LIVELY, source=2, category="mobile")
    (doubt,) = found(two, one)
    assert (doubt.source, doubt.other_source, doubt.count) == (2, 1, 12)
    assert said(one, series(LIVELY, source=2, category="electricity")) == []


def test_an_estimate_is_no_copy():
    assert said(series(with_one(6, "1101"), estimated={MONTHS[5]})) == []


def test_days_of_work_against_registered_staff():
    staff = Staff(100, dict.fromkeys(MONTHS, 21))
    days = {"unit": "person.day", "kind": "septic-staff"}
    usual = ["2080", "2100", "2061", "2095", "2077", "2099", "2055", "2088", "2091", "2064", "2072", "2098"]
    assert said(series(usual, **days), staff=staff) == []
    (doubt,) = found(series(with_one(3, "2400", usual), **days), staff=staff)
    assert (doubt.rule, doubt.compared, doubt.broken) == (rules.OVER_STAFF, Decimal(2100), False)
    doubts = found(series(with_one(3, "3500", usual), **days), staff=staff)  # more than 100 x 31 days
    assert [each.rule for each in doubts if each.broken] == [rules.OVER_STAFF]
    assert said(series(with_one(3, "2400", usual), unit="person.day", kind="septic-visitors"), staff=staff) == []


def test_heads_against_registered_staff():
    staff = Staff(100, {})
    heads = series(["104", "102", "130"], unit="person", kind="septic-staff")
    assert (3, rules.OVER_STAFF) in said(heads, staff=staff)


def test_what_must_be_explained_is_more_than_a_hundredth():
    (doubt,) = found(series(with_one(6, "10120")))
    base = at_stake(doubt, Decimal("2.7")) * 100
    assert not is_demanded(doubt, base / 100, base, thresholds())
    assert is_demanded(doubt, base / 100 + 1, base, thresholds())
    assert not is_demanded(doubt, None, base, thresholds())


def test_helpers():
    assert back(dt.date(2024, 1, 1)) == dt.date(2023, 12, 1)
    assert back(dt.date(2024, 3, 1), 12) == dt.date(2023, 3, 1)
    assert times(Decimal(5), Decimal(10)) == times(Decimal(10), Decimal(5)) == 2
    assert [significant(Decimal(text)) for text in ("12.50", "12500", "0.0012", "0")] == [3, 3, 2, 0]
