"""Totals of an inventory by scope, exact sums of the stored kilograms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from inventories.calc.emissions import COUNTED, SEPARATE, SourceResult
from inventories.calc.methods.schema import ZERO
from inventories.calc.rounding import reported_tonnes
from inventories.calc.source import SCOPES, SEPARATE_SCOPE


@dataclass(frozen=True, slots=True)
class ScopeTotal:
    """What counts in one scope: kg CO2e, kg by gas, and the whole tonnes as reported."""

    kgco2e: Decimal
    kg: Mapping[str, Decimal]
    reported_tco2e: Decimal


@dataclass(frozen=True, slots=True)
class Combined:
    """Several scopes together: the exact sum of kg CO2e, and the sum of the tonnes as reported for each."""

    kgco2e: Decimal
    reported_tco2e: Decimal


def by_scope(results: Iterable[SourceResult]) -> dict[str, ScopeTotal]:
    """Return the totals of scopes 1, 2, 3 and separate.

    A gas outside the scopes counts in ``separate``, whatever scope its source has (rule 4).
    """
    kgco2e = dict.fromkeys(SCOPES, ZERO)
    kg: dict[str, dict[str, Decimal]] = {scope: {} for scope in SCOPES}
    with localcontext(EXACT):
        for result in results:
            kgco2e[SEPARATE_SCOPE] += result.separate_kgco2e
            if result.scope != SEPARATE_SCOPE:
                kgco2e[result.scope] += result.kgco2e
            for series in result.series:
                if series.part in (COUNTED, SEPARATE):
                    gases = kg[result.scope if series.part == COUNTED else SEPARATE_SCOPE]
                    gases[series.gas] = gases.get(series.gas, ZERO) + result.kg[series.gas]
    return {scope: ScopeTotal(kgco2e[scope], kg[scope], reported_tonnes(kgco2e[scope])) for scope in SCOPES}


def combined(totals: Mapping[str, ScopeTotal], scopes: Iterable[str]) -> Combined:
    """Return several scopes together; the reported tonnes are the sum of the rounded ones (Fr-05 C14, C15)."""
    chosen = [totals[scope] for scope in scopes]
    with localcontext(EXACT):
        return Combined(
            sum((total.kgco2e for total in chosen), ZERO), sum((total.reported_tco2e for total in chosen), ZERO)
        )
