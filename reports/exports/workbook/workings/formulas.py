"""The formulas of the methods, as cells reckon them: the same as in `inventories.calc.methods`, written once more.

A test recalculates them with a calculating program and holds the outcome against the application's figures.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from emission_factors.calc.gases import CH4, CO2, N2O
from inventories.calc.methods.constants import CO2_PER_C, DAYS_PER_YEAR, GRAMS_PER_KG, N2O_PER_N, UREA_CARBON
from inventories.calc.period import days_in_month
from reports.exports.workbook.terms import WHOLE, Term, constant
from reports.exports.workbook.workings.block import Block

GRAMS = constant(GRAMS_PER_KG)
NOTHING = constant(0)


@dataclass(frozen=True, slots=True)
class Formula:
    """kg of one gas per unit, for all months or month by month; `fixed`: kg for the whole period."""

    gas: str
    per_unit: Term | tuple[Term, ...] | None
    fixed: Term | None = None
    biogenic: bool = False


def ratio(masses: tuple[int, int]) -> tuple[Term, Term]:
    """Return a ratio of masses as its two numbers: multiply by one, divide by the other."""
    return constant(masses[0]), constant(masses[1])


def taken_off(block: Block, *terms: tuple[str, Term | None]) -> Term | None:
    """Return what the absolute parameters take off, below 0; None where they are all 0. Terms: (name, × what)."""
    if not any(block.number(name) for name, _ in terms):
        return None
    taken = NOTHING
    for name, times in terms:
        taken -= block[name] if times is None else block[name] * times
    return taken


def chosen(block: Block, name: str, word: str, term: Term, otherwise: Term, *, now: bool) -> Term:
    """Return a term that counts only while a parameter's cell holds a word; `now`: whether it does."""
    text = f'IF({block[name].text}="{word}",{term.text},{otherwise.text})'
    return Term(text, term.value if now else otherwise.value, WHOLE)


def refrigerant(block: Block) -> tuple[Formula, ...]:
    """Return the mass fraction of each component; a gas with a GWP of its own is itself, whole."""
    block.parameters()
    name = str(block.given["refrigerant"])
    if name in block.potentials.places:
        return (Formula(name, constant(1)),)
    blend = block.year.facts.inventory["blends"][name]
    return tuple(Formula(gas, block.potentials.shares[name, gas].there) for gas in blend)


def septic_tank(block: Block) -> tuple[Formula, ...]:
    """Return CH4 = person-days × BOD × Bo × MCF × fraction."""
    block.parameters()
    return (Formula(CH4, block["bod_g_per_person_day"] / GRAMS * block["bo"] * block["mcf"] * block["fraction"]),)


def wastewater_cod(block: Block) -> tuple[Formula, ...]:
    """Return CH4 = (m3 × return × COD − sludge) × Bo × MCF − recovered; the COD may differ by month."""
    block.parameters()
    of_cod = block["bo"] * block["mcf"]
    fixed = taken_off(block, ("sludge_cod_kg", of_cod), ("recovered_ch4_kg", None))
    by_month = block.months("cod_kg_per_m3")
    if by_month is None:
        return (Formula(CH4, block["return_fraction"] * block["cod_kg_per_m3"] * of_cod, fixed),)
    return (Formula(CH4, tuple(block["return_fraction"] * cod.here * of_cod for cod in by_month), fixed),)


def wastewater_domestic(block: Block) -> tuple[Formula, ...]:
    """Return CH4, and N2O where protein or the plant's own emission is given; both by the days of the month."""
    block.parameters()
    block.month_heads()
    calendar = tuple(Decimal(days_in_month(month)) for month in block.year.months)
    days = block.numbers_by_month("วันในเดือน", "วัน", calendar, "given_whole")
    of_bod = block["bo"] * block["mcf"]
    daily = block["bod_g_per_person_day"] / GRAMS * block["industrial_factor"] * block["utilisation"] * of_bod
    taken = taken_off(block, ("sludge_bod_kg", of_bod), ("recovered_ch4_kg", None))
    methane = Formula(CH4, tuple(day.here * daily for day in days), taken)
    protein, plant = "protein_kg_per_person_year", "plant_n2o_g_per_person_year"
    if protein not in block.given and not block.number(plant):
        return (methane,)
    n2o, nitrogen = ratio(N2O_PER_N)
    yearly = block[plant] / GRAMS
    removed = None
    if protein in block.given:
        of_nitrogen = block["ef_effluent"] * n2o / nitrogen
        eaten = block[protein] * block["n_per_protein"] * block["f_non_con"] * block["f_ind_com"]
        yearly = eaten * of_nitrogen + yearly
        removed = taken_off(block, ("n_sludge_kg", of_nitrogen))
    year = constant(DAYS_PER_YEAR)
    return methane, Formula(N2O, tuple(day.here / year * yearly for day in days), removed)


def fertiliser(block: Block) -> tuple[Formula, ...]:
    """Return N2O, direct and indirect, and CO2 of urea."""
    block.parameters()
    n2o, nitrogen = ratio(N2O_PER_N)
    co2, carbon = ratio(CO2_PER_C)
    leached = block["frac_leach"] * block["ef5"]
    leached = chosen(block, "wet", "ใช่", leached, NOTHING, now=block.given["wet"] is True)
    shares = block["ef1"] + block["frac_gasf"] * block["ef4"] + leached
    return (
        Formula(N2O, block["n_fraction"] * n2o / nitrogen * shares),
        Formula(CO2, block["urea_fraction"] * constant(UREA_CARBON) * co2 / carbon),
    )


def biological(block: Block) -> tuple[Formula, ...]:
    """Return CH4 and N2O of composting or digestion."""
    block.parameters()
    recovered = taken_off(block, ("recovered_ch4_kg", None))
    return Formula(CH4, block["ch4_g_per_kg"] / GRAMS, recovered), Formula(N2O, block["n2o_g_per_kg"] / GRAMS)


FORMULAS: Mapping[str, Callable[[Block], tuple[Formula, ...]]] = {
    "refrigerant": refrigerant,
    "septic_tank": septic_tank,
    "wastewater_cod": wastewater_cod,
    "wastewater_domestic": wastewater_domestic,
    "fertiliser": fertiliser,
    "composting": biological,
    "anaerobic_digestion": biological,
}
