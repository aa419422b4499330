"""What holds for all inventories: splitting, order, and the sum of gases."""

from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from emission_factors.calc.decimals import plain
from inventories.calc.document import from_mapping
from inventories.calc.result import calculate, to_mapping

from .example_town import YEAR, factor, source, town
from .inventory_generator import GWP, inventory

D = Decimal
F = Fraction

AMOUNTS = st.decimals(0, 10**12, places=6)
# At most 9 places, so that amount x factor needs no rounding at the 18th.
FACTORS = st.dictionaries(
    st.sampled_from(sorted(GWP["values"])), st.decimals(0, 1000, places=9), min_size=1, max_size=5
)


def calculated(*sources):
    """Return the result of a document."""
    return calculate(from_mapping(inventory(list(sources))))


def fuel(name, amounts, gases):
    """Return a factor source with amounts by month."""
    return source(
        name,
        "factor",
        amounts={month: plain(amount) for month, amount in amounts.items()},
        factor=factor("kg", gases={gas: plain(kg) for gas, kg in gases.items()}),
    )


@given(st.lists(AMOUNTS, min_size=1, max_size=12), FACTORS)
@settings(deadline=None)
def test_splitting_a_figure_over_months_never_changes_the_total(parts, gases):
    with localcontext(prec=50):
        together = sum(parts, D(0))
    split = calculated(fuel("a", dict(zip(YEAR, parts, strict=False)), gases))
    whole = calculated(fuel("a", {"2024-07": together}, gases))
    assert split.scopes == whole.scopes
    assert split.sources[0].kg == whole.sources[0].kg


@given(st.lists(AMOUNTS, min_size=1, max_size=12), FACTORS)
@settings(deadline=None)
def test_splitting_a_source_in_two_never_changes_the_total(parts, gases):
    months = dict(zip(YEAR, parts, strict=False))
    early = {month: amount for month, amount in months.items() if month < "2024-06"}
    late = {month: amount for month, amount in months.items() if month >= "2024-06"}
    one, two = calculated(fuel("a", months, gases)), calculated(fuel("a", early, gases), fuel("b", late, gases))
    assert one.scopes == two.scopes
    assert one.scope_1_2_3 == two.scope_1_2_3


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_sources_months_and_gases_never_matters(random):
    def shuffled(mapping):
        items = list(mapping.items())
        random.shuffle(items)
        return dict(items)

    document = town()
    for each in document["sources"]:
        if "amounts" in each:
            each["amounts"] = shuffled(each["amounts"])
        if "factor" in each:
            each["factor"]["gases"] = shuffled(each["factor"]["gases"])
    random.shuffle(document["sources"])
    document = shuffled(document)
    plain_order = calculate(from_mapping(town()))
    mixed = calculate(from_mapping(document))
    assert mixed.sha256 == plain_order.sha256 or document["sources"] != town()["sources"]
    assert mixed.scopes == plain_order.scopes
    assert mixed.completeness == plain_order.completeness
    assert {each.source_id: each.kgco2e for each in mixed.sources} == {
        each.source_id: each.kgco2e for each in plain_order.sources
    }


@given(st.dictionaries(st.sampled_from(YEAR), AMOUNTS, min_size=1), FACTORS)
@settings(deadline=None)
def test_co2e_is_the_sum_of_gas_times_potential(amounts, gases):
    made = to_mapping(calculated(fuel("a", amounts, gases)))["sources"][0]
    potentials = {gas: F(value) for gas, value in GWP["values"].items()}
    counted = sum(F(kg) * potentials[gas] for gas, kg in made["kg"].items() if gas not in GWP["outside"])
    apart = sum(F(kg) * potentials[gas] for gas, kg in made["kg"].items() if gas in GWP["outside"])
    assert (F(made["kgco2e"]), F(made["separate_kgco2e"])) == (counted, apart)
    assert {gas: F(kg) for gas, kg in made["kg"].items()} == {
        gas: sum(map(F, amounts.values())) * F(kg) for gas, kg in gases.items()
    }


@given(AMOUNTS, st.sampled_from(["Wh", "kWh", "MWh", "MJ", "GJ"]), st.sampled_from(["kWh", "MJ"]))
@settings(deadline=None)
def test_a_converted_amount_differs_from_the_exact_one_by_less_than_the_last_stored_place(amount, unit, wanted):
    joules = {"Wh": 3600, "kWh": 3_600_000, "MWh": 3_600_000_000, "MJ": 10**6, "GJ": 10**9}
    made = source("a", "factor", unit, amounts={"2024-01": plain(amount)}, factor=factor(wanted))
    exact = F(amount) * F(joules[unit], joules[wanted]) * F("0.4999")
    assert abs(F(calculated(made).sources[0].kgco2e) - exact) <= F(1, 2 * 10**18)


@given(st.integers(1, 10**6))
@settings(max_examples=40, deadline=None)
def test_rows_for_the_database_sum_to_the_result(amount):
    document = town()
    document["sources"][3]["amounts"]["2024-01"] = str(amount)
    result = calculate(from_mapping(document))
    with localcontext(prec=100):
        for made in result.sources:
            totals = {}
            for row in made.rows():
                assert -row.kg.as_tuple().exponent <= 18
                totals[row.part, row.gas] = totals.get((row.part, row.gas), D(0)) + row.kg
            apart = {gas: kg for (part, gas), kg in totals.items() if part != "biogenic"}
            assert apart == made.kg
            assert totals.get(("biogenic", "CO2"), D(0)) == made.biogenic_co2_kg
