"""First-order decay: nothing is lost, years are weighed by their months, and the site may change."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emission_factors.calc.decimals import WORKING
from inventories.calc.document import from_mapping
from inventories.calc.methods.landfill_fod import decomposed
from inventories.calc.result import calculate

from .example_town import landfill
from .inventory_generator import inventory

D = Decimal
F = Fraction


def ch4_kg(period=("2024-01", 12), **parameters):
    """Return the kg of methane of one landfill."""
    first_month, months = period
    document = inventory([landfill(**parameters)], period={"first_month": first_month, "months": months})
    return calculate(from_mapping(document)).sources[0].kg["CH4"]


def one_type(**parameters):
    """Return parameters of a site with one deposit of 1000 t of food in 2020."""
    return {
        "deposits": {"food": {"2020": "1000"}},
        "doc": {"food": "0.15"},
        "k": {"food": "0.4"},
        "mcf": "1",
        **parameters,
    }


@given(
    st.dictionaries(st.integers(1950, 2020), st.decimals(0, 10**6, places=3), min_size=1, max_size=8),
    st.decimals("0.02", "2", places=3),
)
@settings(max_examples=60, deadline=None)
def test_what_went_in_has_decomposed_or_is_still_there(deposited, k):
    """decomposed up to T + stock(T) = deposited up to T, for every T."""
    with localcontext(WORKING):
        years = range(min(deposited), 2060)
        out = sum(decomposed(deposited, k, year) for year in years)
        remains = (-k).exp()
        stock = D(0)
        for year in years:
            stock = deposited.get(year, D(0)) + stock * remains
        assert abs(out + stock - sum(deposited.values())) < D("1e-30")


@given(st.decimals("0.5", "3", places=2))
def test_in_the_end_all_degradable_carbon_has_left(k):
    with localcontext(WORKING):
        gone = sum(decomposed({2000: D(1000)}, k, year) for year in range(2000, 2300))
    assert abs(gone - 1000) < D("1e-20")


def test_nothing_decays_in_the_year_of_deposit_or_before():
    assert ch4_kg(**one_type(inventory_year="2020")) == 0
    assert ch4_kg(**one_type(inventory_year="2019")) == 0


def test_the_first_year_of_decay_by_hand():
    expected = 1000 * 0.15 * 0.5 * (1 - math.exp(-0.4)) * 0.5 * 16 / 12 * 1000
    assert math.isclose(ch4_kg(**one_type(inventory_year="2021")), expected, rel_tol=1e-14)


def test_each_later_year_gives_less_by_e_to_the_minus_k():
    one, two = (ch4_kg(**one_type(inventory_year=str(year))) for year in (2021, 2022))
    assert math.isclose(two / one, math.exp(-0.4), rel_tol=1e-14)


def test_types_decay_each_with_their_own_k_and_add_up():
    both = ch4_kg()
    parts = [
        ch4_kg(deposits={kind: years}, doc={kind: doc}, k={kind: k})
        for kind, years, doc, k in (
            ("food", {"2021": "1000", "2022": "1100", "2023": "1200"}, "0.15", "0.4"),
            ("paper", {"2021": "300", "2022": "310", "2023": "320"}, "0.40", "0.07"),
        )
    ]
    assert abs(both - sum(parts)) <= D("2e-18")


def test_an_open_dump_made_sanitary_keeps_the_mcf_of_the_year_of_deposit():
    years = {"2021": "1000", "2022": "1000"}
    mixed = ch4_kg(**one_type(deposits={"food": years}, mcf={"2021": "0.4", "2022": "1"}))
    early = ch4_kg(**one_type(deposits={"food": {"2021": "1000"}}, mcf="0.4"))
    late = ch4_kg(**one_type(deposits={"food": {"2022": "1000"}}, mcf="1"))
    assert abs(mixed - early - late) <= D("2e-18")


def test_a_year_without_deposit_needs_no_mcf():
    years = {"2021": "0", "2022": "1000"}
    assert ch4_kg(**one_type(deposits={"food": years}, mcf={"2022": "1"})) == ch4_kg(
        **one_type(deposits={"food": {"2022": "1000"}})
    )


def test_docf_may_differ_by_type():
    assert ch4_kg(**one_type(docf={"food": "0.7"})) == ch4_kg(**one_type(docf="0.7"))


def test_oxidation_works_on_what_is_not_recovered():
    generated = F(ch4_kg(**one_type()))
    emitted = F(ch4_kg(**one_type(recovered_ch4_t="1.5", ox="0.1")))
    assert abs(emitted - (generated - 1500) * F("0.9")) <= F(2, 10**18)


def test_a_fiscal_year_takes_three_months_of_one_year_and_nine_of_the_next():
    fiscal = F(ch4_kg(period=("2023-10", 12)))
    years = [F(ch4_kg(inventory_year=year)) for year in ("2023", "2024")]
    assert abs(fiscal - (3 * years[0] + 9 * years[1]) / 12) <= F(2, 10**18)


def test_half_a_year_is_half_of_its_emission():
    assert abs(F(ch4_kg(period=("2024-01", 6))) - F(ch4_kg()) / 2) <= F(2, 10**18)


def test_recovery_is_for_the_whole_period_however_long():
    half = F(ch4_kg(period=("2024-01", 6)))
    assert abs(half - F(ch4_kg(period=("2024-01", 6), recovered_ch4_t="2")) - 2000) <= F(2, 10**18)


@pytest.mark.parametrize("period", [("2024-01", 12), ("2023-10", 12), ("2024-05", 1)])
def test_a_stated_inventory_year_is_that_whole_year_whatever_the_period(period):
    assert ch4_kg(period=period, inventory_year="2024") == ch4_kg()


def test_a_landfill_misses_no_month_and_has_no_monthly_result():
    result = calculate(from_mapping(inventory([landfill()])))
    assert result.sources[0].kgco2e_by_month is None
    assert result.completeness.complete
    assert [row.month for row in result.sources[0].rows()] == [None]
