"""What differences mean for the year: worked by hand, and what must hold for any year."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.sampling.projection import (
    ALL,
    DRAWN,
    NOTHING,
    PICKED,
    RATIO,
    UNCHECKED,
    Looked,
    Unit,
    coverage,
    percent_of,
    project,
)

D = Decimal
FIVE = D(5)


def unit(stratum, kgco2e, state=DRAWN, difference="0"):
    """Return an item."""
    return Unit(stratum, D(kgco2e), state, D(difference))


def test_a_stratum_of_which_all_was_checked_counts_as_it_was_found():
    found = project([unit("s1", 600, difference="-30"), unit("s1", 400, difference="12.5")], percent=FIVE)
    assert (found.over, found.under, found.net, found.absolute) == (D(30), D("12.5"), D("-17.5"), D("42.5"))
    assert found.strata[0].basis == ALL
    assert (found.total, found.threshold, found.is_material) == (D(1000), D(50), False)


def test_a_sampled_stratum_is_projected_in_proportion_to_its_emission():
    # 2 of 4 items, 500 of 2,000 kg: over 10 x 4 = 40, under 2.5 x 4 = 10
    units = [unit("rest", 300, difference="-10"), unit("rest", 200, difference="2.5")]
    found = project([*units, unit("rest", 700, UNCHECKED), unit("rest", 800, UNCHECKED)], percent=FIVE)
    assert (found.known_over, found.known_under) == (D(10), D("2.5"))
    assert (found.over, found.under, found.net, found.absolute) == (D(40), D(10), D(-30), D(50))
    assert found.strata[0].basis == RATIO
    assert not found.is_material  # 50 of 100


def test_what_was_picked_by_hand_counts_as_it_is_and_is_not_projected():
    # picked: 1,000 kg with 100 too much. The rest, 1,000 kg: 250 drawn with 5 too much, so 20.
    units = [unit("rest", 1000, PICKED, "-100"), unit("rest", 250, difference="-5"), unit("rest", 750, UNCHECKED)]
    found = project(units, percent=FIVE)
    assert found.over == D(120)
    assert found.is_material  # 120 of 100


@pytest.mark.parametrize(("difference", "material"), [("-99.999999999999999999", False), ("-100", True), ("0", False)])
def test_a_sum_of_errors_that_reaches_the_threshold_is_material(difference, material):
    assert project([unit("s1", 2000, difference=difference)], percent=FIVE).is_material is material


def test_a_ratio_that_does_not_come_out_even_is_rounded_once():
    found = project([unit("rest", 3, difference="-1"), unit("rest", 4, UNCHECKED)], percent=FIVE)
    assert found.over == D("2.333333333333333333")  # 7/3


def test_strata_are_projected_each_by_itself_and_then_summed():
    units = [unit("s1", 100, difference="-1"), unit("s1", 100, UNCHECKED), unit("s2", 50, difference="4")]
    found = project(units, percent=FIVE)
    assert (found.over, found.under) == (D(2), D(4))
    assert [stratum.key for stratum in found.strata] == ["s1", "s2"]


@pytest.mark.parametrize("checked", [[], [unit("rest", 0, difference="7")]])
def test_where_nothing_that_emits_was_checked_nothing_is_projected_and_it_is_said(checked):
    found = project([*checked, unit("rest", 90, UNCHECKED)], percent=FIVE)
    assert found.open == ("rest",)
    assert found.strata[0].basis == NOTHING
    assert found.under == sum((each.difference for each in checked), D(0))


def test_a_difference_without_a_check_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="not checked"):
        project([unit("rest", 1, UNCHECKED, "1")], percent=FIVE)


def test_nothing_at_all_is_no_misstatement():
    found = project([], percent=FIVE)
    assert (found.total, found.absolute, found.is_material, found.open) == (D(0), D(0), False, ())


UNITS = st.lists(
    st.builds(
        Unit,
        st.sampled_from(["s1", "s2", "rest"]),
        st.decimals(0, 10**7, places=6),
        st.sampled_from([DRAWN, PICKED]),
        st.decimals(-(10**5), 10**5, places=6),
    ),
    max_size=25,
)


@given(UNITS)
def test_checking_everything_projects_exactly_the_known_sum(units):
    found = project(units, percent=FIVE)
    assert found.net == sum((each.difference for each in units), D(0))
    assert (found.over, found.under) == (found.known_over, found.known_under)
    assert found.open == ()


@given(UNITS, st.data())
def test_the_projection_never_depends_on_the_order_of_items(units, data):
    states = data.draw(st.lists(st.booleans(), min_size=len(units), max_size=len(units)))
    some = [Unit(u.stratum, u.kgco2e) if left else u for u, left in zip(units, states, strict=True)]
    assert project(data.draw(st.permutations(some)), percent=FIVE) == project(some, percent=FIVE)


@given(st.integers(1, 40), st.integers(1, 40), st.decimals("0.1", 1000, places=3), st.decimals(-50, 50, places=3))
def test_items_alike_project_as_many_times_as_there_are_items(checked, left, size, difference):
    units = [Unit("rest", size, DRAWN, difference)] * checked + [Unit("rest", size)] * left
    found = project(units, percent=FIVE)
    assert abs(Fraction(found.net) - Fraction(difference) * (checked + left)) <= Fraction(1, 10**18)


def test_coverage_tells_each_scope_and_all_of_them():
    looked = [
        Looked("1", D(60), sampled=True, checked=True),
        Looked("1", D(40), sampled=True, checked=False),
        Looked("2", D(100), sampled=False, checked=False),
        Looked("3", D(900), sampled=True, checked=True),
    ]
    one, two, total = coverage(looked, ("1", "2"))
    assert (one.sampled, one.checked) == (D(100), D(60))
    assert (two.sampled, two.checked) == (D(0), D(0))
    assert (total.scope, total.kgco2e, total.sampled, total.checked) == ("total", D(200), D(50), D(30))


def test_a_share_of_nothing_is_none_and_not_zero():
    assert percent_of(D(0), D(0)) is None
    assert percent_of(D(1), D(3)) == D("33.333333333333333333")
