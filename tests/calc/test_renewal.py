"""Counting back from a certificate's last day, and weighing what is left uncorrected."""

import datetime as dt
from decimal import Decimal

import pytest

from inventories.calc.misstatement import weigh
from inventories.calc.renewal import Round, first_day, renewal

ROUNDS = [
    Round("3/2570", dt.date(2027, 5, 24), dt.date(2027, 6, 23)),
    Round("4/2570", dt.date(2027, 7, 26), dt.date(2027, 8, 25)),
    Round("5/2570", dt.date(2027, 9, 27), dt.date(2027, 10, 27)),
]


def test_the_last_round_announced_before_the_expiry_less_30_and_90_days():
    plan = renewal(dt.date(2027, 8, 30), reversed(ROUNDS))
    assert (plan.round.name, plan.file_by, plan.is_provisional) == ("4/2570", dt.date(2027, 7, 26), False)
    assert (plan.correct_from, plan.verify_from) == (dt.date(2027, 6, 26), dt.date(2027, 3, 28))


def test_a_round_announced_on_the_last_day_is_in_time_and_the_day_after_is_not():
    assert renewal(dt.date(2027, 8, 25), ROUNDS).round.name == "4/2570"
    assert renewal(dt.date(2027, 8, 24), ROUNDS).round.name == "3/2570"


def test_days_of_ones_own():
    plan = renewal(dt.date(2027, 8, 30), ROUNDS, verification_days=10, correction_days=0)
    assert (plan.correct_from, plan.verify_from) == (dt.date(2027, 7, 26), dt.date(2027, 7, 16))


def test_a_plan_by_the_last_round_that_is_known_says_so_and_none_is_made_up():
    assert renewal(dt.date(2028, 8, 30), ROUNDS).is_provisional
    assert renewal(dt.date(2027, 1, 1), ROUNDS) is None
    assert renewal(dt.date(2027, 1, 1), []) is None


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (dt.date(2027, 8, 30), dt.date(2026, 8, 31)),
        (dt.date(2026, 12, 31), dt.date(2026, 1, 1)),
        (dt.date(2028, 2, 29), dt.date(2027, 3, 1)),
    ],
)
def test_a_certificate_lasts_exactly_a_year(last, first):
    assert first_day(last) == first


def test_over_and_under_are_summed_apart_and_never_set_off():
    found = weigh([Decimal(3), Decimal(-2), Decimal("0.5")], total=Decimal(100), percent=Decimal(5))
    assert (found.over, found.under, found.sum, found.threshold) == (Decimal("3.5"), 2, Decimal("5.5"), 5)
    assert found.is_material
    assert found.share == Decimal("5.5")


def test_the_sum_must_stay_below_the_threshold():
    assert weigh([Decimal(5)], total=Decimal(100), percent=Decimal(5)).is_material
    assert not weigh([Decimal("4.999999")], total=Decimal(100), percent=Decimal(5)).is_material
    assert not weigh([], total=Decimal(0), percent=Decimal(5)).is_material
    assert weigh([], total=Decimal(0), percent=Decimal(5)).share is None
