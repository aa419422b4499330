"""What a year would come to with another factor or another GWP set: the same document, calculated again.

Takes and gives mappings of ``cfo-inventory/1``; what is given is never changed. Amounts are kgCO2e, unrounded; the whole
tonnes are those that TGO's Fr-05 would print.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from emission_factors.calc.decimals import EXACT, WORKING
from inventories.calc.document import Faults, from_mapping
from inventories.calc.result import calculate

Key = tuple[str, str]
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Side:
    """The totals of one way of calculating: kgCO2e of scopes 1+2 and 1+2+3, and the whole tonnes as reported."""

    name: str
    scope_1_2: Decimal
    scope_1_2_3: Decimal
    reported_1_2: Decimal
    reported_1_2_3: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """One way against another. Differences are the second less the first, in kgCO2e and in percent of the first.

    ``percent_*`` is None where the first is 0 and there is nothing to be a share of.
    """

    first: Side
    second: Side

    @property
    def difference_1_2(self) -> Decimal:
        """Return kgCO2e of scopes 1 and 2."""
        with localcontext(EXACT):
            return self.second.scope_1_2 - self.first.scope_1_2

    @property
    def difference_1_2_3(self) -> Decimal:
        """Return kgCO2e of scopes 1, 2 and 3."""
        with localcontext(EXACT):
            return self.second.scope_1_2_3 - self.first.scope_1_2_3

    @property
    def percent_1_2(self) -> Decimal | None:
        """Return the difference of scopes 1 and 2 in percent of the first."""
        return _percent(self.difference_1_2, self.first.scope_1_2)

    @property
    def percent_1_2_3(self) -> Decimal | None:
        """Return the difference of scopes 1, 2 and 3 in percent of the first."""
        return _percent(self.difference_1_2_3, self.first.scope_1_2_3)


def with_factors(document: Mapping[str, Any], instead: Mapping[Key, Mapping[str, Any]]) -> dict[str, Any]:
    """Return a document in which each factor named in ``instead`` by (key, edition) is replaced by another."""
    sources = []
    for source in document["sources"]:
        factor = source.get("factor")
        other = instead.get((factor["key"], factor["edition"])) if factor else None
        sources.append({**source, "factor": dict(other)} if other is not None else source)
    return {**document, "sources": sources}


def with_gwp(document: Mapping[str, Any], gwp: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with another GWP set."""
    return {**document, "gwp": dict(gwp)}


def side(name: str, document: Mapping[str, Any]) -> Side:
    """Return the totals of a document. Raises Faults where it cannot be calculated (a gas without GWP)."""
    found = calculate(from_mapping(document))
    return Side(
        name,
        found.scope_1_2.kgco2e,
        found.scope_1_2_3.kgco2e,
        found.scope_1_2.reported_tco2e,
        found.scope_1_2_3.reported_tco2e,
    )


def compare(ways: Sequence[tuple[str, Mapping[str, Any]]]) -> Comparison | None:
    """Return two ways, each with its name, against one another; None where either cannot be calculated."""
    try:
        first, second = (side(name, document) for name, document in ways)
    except Faults:
        return None
    return Comparison(first, second)


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    if not whole:
        return None
    with localcontext(WORKING):
        return part * HUNDRED / whole
