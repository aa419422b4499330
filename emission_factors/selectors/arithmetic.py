"""A stored factor as the calculator sees it, and what it comes to under each GWP set."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc import factors as calc
from emission_factors.calc.decimals import EXACT, WORKING
from emission_factors.calc.gases import CH4, CH4_FOSSIL, CO2, CO2E, N2O, UnknownGas
from emission_factors.calc.gases import GwpSet as CalcGwpSet
from emission_factors.models import Factor, GwpSet

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_chain = re.compile(rf"NCV {_NUMBER} MJ/(\S+) x \({_NUMBER},{_NUMBER},{_NUMBER}\) kg/TJ(?:; ([^;]+))?").search
GAS_ORDER = (CO2, CH4_FOSSIL, CH4, N2O, CO2E)  # jsonb keeps its own
_PER_TERA = Decimal(10) ** 6  # MJ in a TJ


@dataclass(frozen=True, slots=True)
class Total:
    """kg CO2e per unit under a GWP set; None where the set lacks a gas. `agrees`: with the printed total, if any."""

    gwp_set: GwpSet
    kgco2e: Decimal | None
    agrees: bool | None
    is_basis: bool


@dataclass(frozen=True, slots=True)
class GasLine:
    """One gas of a factor under its own basis; without a basis only the kilograms are known."""

    gas: str
    kg: Decimal
    gwp: Decimal | None
    kgco2e: Decimal | None
    outside: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Net calorific value x kg of a gas per TJ = kg of the gas per unit."""

    gas: str
    kg_per_tj: Decimal
    kg: Decimal
    exact: bool  # False where the note gives the calorific value rounded


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fuel's factor comes about, where the note gives it: MJ per unit, then each gas."""

    ncv: Decimal
    unit: str
    table: str
    steps: list[Step]


def to_calc(factor: Factor) -> calc.Factor:
    """Return a stored factor as the calculator's immutable data; its edition should be selected with it."""
    return calc.Factor(
        key=factor.key,
        edition=factor.edition.key,
        unit=factor.unit,
        kg_by_gas={gas: Decimal(kg) for gas, kg in factor.gases.items()},
        biogenic_co2=factor.biogenic_co2 or Decimal(0),
        printed_kgco2e=factor.printed_kgco2e,
        gwp_basis=factor.gwp_basis,
        source=factor.source,
        confidence=factor.confidence,
    )


def gwp_to_calc(gwp_set: GwpSet) -> CalcGwpSet:
    """Return a stored GWP set as the calculator's immutable data."""
    values = {gas: Decimal(value) for gas, value in gwp_set.values.items()}
    return CalcGwpSet(gwp_set.key, values, frozenset(gwp_set.outside))


def basis_of(factor: Factor, gwp_sets: Iterable[GwpSet]) -> GwpSet | None:
    """Return the set with which a factor's own total was made.

    Its basis names a set, or only the IPCC report: then the first set of that report. Where none is stated, None,
    except for rows of CO2 or CO2e alone, which are the same under every set.
    """
    sets = list(gwp_sets)
    for each in sets:
        if factor.gwp_basis == each.key:
            return each
    same_everywhere = not factor.gwp_basis and factor.gases.keys() <= {CO2, CO2E}
    return next((each for each in sets if same_everywhere or factor.gwp_basis == each.report), None)


def totals(factor: Factor, gwp_sets: Iterable[GwpSet]) -> list[Total]:
    """Return what a factor comes to under each set, and whether that is the printed total."""
    sets = list(gwp_sets)
    basis, row = basis_of(factor, sets), to_calc(factor)
    found = []
    for each in sets:
        gwp = gwp_to_calc(each)
        try:
            found.append(Total(each, row.kgco2e(gwp), row.agrees_with_print(gwp), each == basis))
        except UnknownGas:
            found.append(Total(each, None, None, each == basis))
    return found


def gas_lines(factor: Factor, basis: GwpSet | None) -> list[GasLine]:
    """Return a factor gas by gas, in the order of the basis: CO2 first, then CH4, N2O and the others."""
    gwp = gwp_to_calc(basis) if basis else None
    order = {gas: place for place, gas in enumerate(GAS_ORDER)}
    lines = []
    for gas in sorted(factor.gases, key=lambda name: (order.get(name, len(order)), name)):
        kg = Decimal(factor.gases[gas])
        weight = gwp.of(gas) if gwp and gwp.knows(gas) else None
        with localcontext(EXACT):
            lines.append(
                GasLine(gas, kg, weight, None if weight is None else kg * weight, bool(gwp and gas in gwp.outside))
            )
    return lines


def derivation(factor: Factor) -> Derivation | None:
    """Return the chain from net calorific value to each gas that a factor's note states, or None."""
    match = _chain(factor.note)
    if match is None:
        return None
    ncv, unit, *per_tj, table = match.groups()
    published = _by_gas(factor)
    steps = []
    with localcontext(WORKING):
        for gas, kg_per_tj in zip(("CO2", "CH4", "N2O"), map(Decimal, per_tj), strict=True):
            kg = Decimal(ncv) * kg_per_tj / _PER_TERA
            steps.append(Step(gas, kg_per_tj, kg, kg == published.get(gas)))
    return Derivation(Decimal(ncv), unit, table or "", steps)


def _by_gas(factor: Factor) -> dict[str, Decimal]:
    kg = {gas: Decimal(value) for gas, value in factor.gases.items()}
    carbon = kg.get("CO2") or factor.biogenic_co2 or Decimal(0)
    return {"CO2": carbon, "CH4": kg.get("CH4_fossil", kg.get("CH4", Decimal(0))), "N2O": kg.get("N2O", Decimal(0))}
