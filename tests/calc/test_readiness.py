"""The score of readiness: a weighted mean of what is done, never 100 while something is open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.readiness import Level, Outcome, Verdict, score

MUST, SHOULD, NOTE = Level.MUST, Level.SHOULD, Level.NOTE


def outcome(level, weight, still, of, *, kg=("0", "0")):
    return Outcome(level, Decimal(weight), still, of, Decimal(kg[0]), Decimal(kg[1]))


def test_nothing_open_is_100_and_ready():
    found = score([outcome(MUST, 5, 0, 10), outcome(SHOULD, 1, 0, 3)])
    assert (found.points, found.verdict, found.open_musts, found.open_shoulds) == (100, Verdict.READY, 0, 0)


def test_the_mean_is_weighted_and_rounded_down():
    # (3 × 1 + 1 × 2/3) ÷ 4 = 91.66… %
    found = score([outcome(MUST, 3, 0, 4), outcome(SHOULD, 1, 1, 3)])
    assert (found.points, found.verdict, found.open_shoulds) == (91, Verdict.NEARLY, 1)


def test_an_open_must_blocks_whatever_the_score():
    found = score([outcome(MUST, "0.001", 1, 1000), outcome(SHOULD, 1000, 0, 1)])
    assert (found.points, found.verdict, found.open_musts) == (99, Verdict.BLOCKED, 1)


def test_kilograms_count_before_number_where_they_are_known():
    by_number = score([outcome(MUST, 1, 1, 2)])
    by_weight = score([outcome(MUST, 1, 1, 2, kg=("10", "1000"))])
    assert (by_number.points, by_weight.points) == (50, 99)


def test_what_is_open_and_weighs_nothing_counts_by_number():
    assert score([outcome(MUST, 1, 1, 4, kg=("0", "1000"))]).points == 75


def test_a_check_with_nothing_to_look_at_does_not_count_and_a_note_neither():
    assert score([outcome(MUST, 9, 0, 0), outcome(NOTE, 0, 5, 5), outcome(MUST, 1, 1, 2)]).points == 50
    assert score([outcome(NOTE, 0, 5, 5), outcome(MUST, 1, 0, 2)]).verdict == Verdict.READY


def test_where_nothing_counts_nothing_is_ready():
    found = score([outcome(NOTE, 0, 1, 1)])
    assert (found.points, found.verdict) == (0, Verdict.BLOCKED)


outcomes = st.builds(
    lambda level, weight, of, still, open_kg, more: Outcome(
        level, weight if level is not NOTE else Decimal(0), min(still, of), of, open_kg, open_kg + more
    ),
    st.sampled_from(list(Level)),
    st.decimals("0.01", "100", places=2),
    st.integers(0, 500),
    st.integers(0, 500),
    st.decimals(0, 10**12, places=6),
    st.decimals(0, 10**12, places=6),
)


@given(st.lists(outcomes, max_size=12))
def test_the_score_is_0_to_100_and_100_exactly_when_nothing_is_open(given_ones):
    found = score(given_ones)
    assert 0 <= found.points <= 100
    counted = [each for each in given_ones if each.counts]
    whole = bool(counted) and not any(each.open for each in counted)
    assert (found.points == 100) is whole
    assert (found.verdict is Verdict.READY) is whole


@pytest.mark.parametrize("still", [1, 2, 3])
def test_more_open_never_scores_more(still):
    assert score([outcome(MUST, 1, still, 4)]).points <= score([outcome(MUST, 1, still - 1, 4)]).points
