"""Error propagation, approach 1 of the IPCC."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.uncertainty import (
    NothingToWeigh,
    Uncertain,
    contributions,
    of_inventory,
    of_product,
    of_sum,
)

D = Decimal

PER_CENT = st.decimals(0, 200, places=2)
KG = st.decimals(1, 10**9, places=3)


def test_a_product_is_the_root_of_the_sum_of_squares():
    assert of_product([D(3), D(4)]) == 5


def test_a_sum_is_weighed_by_the_quantities():
    assert of_sum([(D(300), D(2)), (D(400), D(2)), (D(300), D(0))]) == 1


def test_an_inventory_is_a_sum_of_products():
    sources = [Uncertain(D(300), D(3), D(4)), Uncertain(D(400), D(0), D(5))]
    assert of_inventory(sources) == of_sum([(D(300), D(5)), (D(400), D(5))])
    assert contributions(sources) == [D("0.36"), D("0.64")]


def test_a_share_of_nothing_has_no_percentage():
    with pytest.raises(NothingToWeigh):
        of_sum([(D(0), D(5))])


def test_without_uncertainty_nobody_contributes():
    assert contributions([Uncertain(D(1), D(0), D(0))]) == [D(0)]


@given(st.lists(st.tuples(KG, PER_CENT, PER_CENT), min_size=1, max_size=6))
def test_a_total_is_never_less_certain_than_its_worst_source_and_shares_sum_to_one(parts):
    sources = [Uncertain(*part) for part in parts]
    worst = max(of_product(part[1:]) for part in parts)
    assert of_inventory(sources) <= worst + D("1e-20")
    assert abs(sum(contributions(sources)) - 1) < D("1e-20") or worst == 0
