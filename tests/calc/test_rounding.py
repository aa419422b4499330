"""Reported tonnes: rounded up, after a trace of a division has been rounded away."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.rounding import reported_tonnes


@pytest.mark.parametrize(
    ("kgco2e", "tonnes"),
    [
        ("0", "0"),
        ("0.0000001", "0"),
        ("0.0000005", "0"),
        ("0.0000015", "1"),
        ("0.000001", "1"),
        ("1", "1"),
        ("999.999999", "1"),
        ("1000", "1"),
        ("1000.0000004", "1"),
        ("1000.0000005", "1"),
        ("1000.0000006", "2"),
        ("220986.93744", "221"),
    ],
)
def test_a_started_tonne_is_a_tonne_and_a_trace_is_none(kgco2e, tonnes):
    assert str(reported_tonnes(Decimal(kgco2e))) == tonnes


@given(st.decimals(0, 10**20, places=18))
def test_the_reported_tonnes_are_never_below_and_less_than_one_above(kgco2e):
    with localcontext(prec=60):
        reported = reported_tonnes(kgco2e)
        assert -Decimal("0.000001") < reported - kgco2e / 1000 < 1


def test_the_context_of_the_caller_changes_nothing():
    with localcontext(prec=3):
        assert reported_tonnes(Decimal("123456789.000001")) == 123457
