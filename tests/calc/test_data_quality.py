"""Scores of data quality, calibrations month by month, and the mean by which a category of Scope 3 is significant."""

import datetime as dt
from decimal import Decimal

import pytest

from inventories.calc.calibration import uncovered
from inventories.calc.data_quality import level, mean
from inventories.calc.screening import Criterion, highest, is_significant, missing
from inventories.calc.screening import mean as mean_of

DAY = dt.date
MONTHS = [DAY(2024, month, 1) for month in (1, 2, 3)]
THREE = [Criterion(key, Decimal(1), (1, 3, 5)) for key in ("magnitude", "influence", "risk")]
# Weights that sum to 1, scores 1 to 5, significant from 5 on: a practitioner's tool.
TOOL = [
    Criterion(key, Decimal(weight), (1, 2, 3, 4, 5))
    for key, weight in (("magnitude", "0.6"), ("influence", "0.2"), ("risk", "0.1"), ("opportunity", "0.1"))
]


@pytest.mark.parametrize(
    ("score", "expected"), [("1", 1), ("6", 1), ("6.5", 2), ("9", 2), ("12", 2), ("18", 3), ("24", 4)]
)
def test_the_four_levels(score, expected):
    assert level(Decimal(score)) == expected


def test_the_mean_is_weighted_by_emissions():
    assert mean([(9, Decimal(300)), (3, Decimal(100))]) == Decimal("7.5")
    assert mean([(9, Decimal(0))]) is None
    assert mean([]) is None


def test_a_month_is_covered_by_one_calibration_or_by_two_that_follow_on_each_other():
    assert uncovered(MONTHS, [(DAY(2023, 12, 1), DAY(2024, 3, 31))]) == []
    assert uncovered(MONTHS, [(DAY(2024, 2, 16), DAY(2024, 12, 31)), (DAY(2023, 1, 1), DAY(2024, 2, 15))]) == []


def test_a_day_without_calibration_leaves_its_month_open():
    assert uncovered(MONTHS, [(DAY(2023, 1, 1), DAY(2024, 2, 14)), (DAY(2024, 2, 16), DAY(2024, 12, 31))]) == [
        MONTHS[1]
    ]
    assert uncovered(MONTHS, [(DAY(2024, 1, 2), DAY(2024, 2, 28))]) == MONTHS  # 2024 has a 29 February
    assert uncovered(MONTHS, []) == MONTHS
    assert uncovered([], []) == []


def test_equal_weights_compare_the_plain_mean():
    assert mean_of(THREE, {"magnitude": 5, "influence": 3, "risk": 1}) == 3
    assert is_significant(THREE, {"magnitude": 5, "influence": 3, "risk": 1}, Decimal(3)) is True
    assert is_significant(THREE, {"magnitude": 3, "influence": 3, "risk": 1}, Decimal(3)) is False


def test_weights_that_sum_to_one_reach_their_cut_off_exactly():
    best = {"magnitude": 5, "influence": 5, "risk": 5, "opportunity": 5}
    assert is_significant(TOOL, best, Decimal(5)) is True
    assert is_significant(TOOL, best | {"risk": 4}, Decimal(5)) is False
    assert mean_of(TOOL, best | {"risk": 4}) == Decimal("4.9")
    assert highest(TOOL) == 5


def test_a_third_is_not_rounded_into_significance():
    scores = {"magnitude": 3, "influence": 1, "risk": 1}  # 5 ÷ 3 = 1.666…
    assert is_significant(THREE, scores, Decimal("1.667")) is False
    assert is_significant(THREE, scores, Decimal("1.666")) is True


def test_while_a_score_is_missing_or_not_of_its_scale_nothing_is_said():
    assert missing(THREE, {"magnitude": 5, "influence": 2}) == ["influence", "risk"]
    assert mean_of(THREE, {"magnitude": 5}) is None
    assert is_significant(THREE, {"magnitude": 5}, Decimal(1)) is None
    assert is_significant([], {}, Decimal(1)) is None
    assert highest([]) == 0
