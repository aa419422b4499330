"""Bills against the treasury's ledger, exact to the satang."""

from decimal import Decimal

import pytest

from inventories.calc.baht import Comparison, Outcome, per_unit, total

FIVE = Decimal("0.05")


def compared(papers, ledger) -> Comparison:
    return Comparison(*(None if each is None else Decimal(each) for each in (papers, ledger)))


@pytest.mark.parametrize(
    ("papers", "ledger", "outcome"),
    [
        (None, None, Outcome.NOTHING),
        ("100", None, Outcome.NO_LEDGER),
        ("105.00", "100.00", Outcome.AGREES),  # 5 % is not above 5 %
        ("105.01", "100.00", Outcome.OPEN),
        ("94.99", "100.00", Outcome.OPEN),
        ("95.00", "100.00", Outcome.AGREES),
        (None, "100.00", Outcome.OPEN),  # no paper at all
        (None, "0", Outcome.AGREES),
        ("0.01", "0", Outcome.OPEN),
        ("0", "0", Outcome.AGREES),
    ],
)
def test_a_difference_above_the_threshold_is_open_until_it_is_explained(papers, ledger, outcome):
    comparison = compared(papers, ledger)
    assert comparison.outcome(FIVE, explained=False) is outcome
    explained = Outcome.EXPLAINED if outcome is Outcome.OPEN else outcome
    assert comparison.outcome(FIVE, explained=True) is explained


def test_the_difference_has_its_sign_and_its_share_of_the_ledger():
    comparison = compared("1150.25", "1000.00")
    assert comparison.difference == Decimal("150.25")
    assert comparison.share == Decimal("0.15025")
    assert compared("900", "1000").share == Decimal("-0.1")
    assert compared("5", "0").share is None
    assert compared("5", None).difference is None


def test_sums_are_exact_and_nothing_known_is_not_zero():
    assert total([Decimal("999999999999.99"), Decimal("0.01"), None]) == Decimal(10**12)
    assert total([None]) is None
    assert total([]) is None


def test_baht_by_unit_is_told_where_both_are_known():
    assert per_unit(Decimal("450.00"), Decimal(100)) == Decimal("4.5")
    assert per_unit(Decimal(450), Decimal(0)) is None
    assert per_unit(None, Decimal(1)) is None
    assert per_unit(Decimal(1), None) is None
