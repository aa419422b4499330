"""What one frozen version of a year says otherwise than another: source by source, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from inventories.calc.document import Document
from inventories.calc.methods.schema import ZERO
from inventories.calc.result import calculate
from inventories.calc.source import SEPARATE_SCOPE, Source


@dataclass(frozen=True, slots=True)
class MonthDifference:
    """A month's figure, a number or a notation key, before and after; empty where there is none."""

    month: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SourceDifference:
    """A source that is otherwise. None: it is not in that version.

    Amounts are sums of the year in ``unit``; kgCO2e are unrounded, of a source outside the scopes those of its own part.
    """

    source_id: str
    name: str
    scope: str
    unit: str
    months: tuple[MonthDifference, ...]
    amount_before: Decimal | None
    amount_after: Decimal | None
    kgco2e_before: Decimal | None
    kgco2e_after: Decimal | None

    @property
    def kgco2e(self) -> Decimal:
        """Return what it adds to the year, negative where it takes away."""
        return less(self.kgco2e_after, self.kgco2e_before)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions of a year beside each other: what is otherwise, and kgCO2e of scopes 1 to 3."""

    sources: tuple[SourceDifference, ...]
    total_before: Decimal
    total_after: Decimal

    @property
    def total(self) -> Decimal:
        """Return by how much the later version is more; the sum of its sources in scopes 1 to 3."""
        return less(self.total_after, self.total_before)


def difference(before: Document, after: Document) -> Difference:
    """Return what ``after`` says otherwise than ``before``, in its order; what it no longer has comes last."""
    then, now = _sources(before), _sources(after)
    results_then, results_now = _kgco2e(before), _kgco2e(after)
    every = [
        _difference(shown, then.get(key), now.get(key), results_then.get(key), results_now.get(key))
        for key, shown in (now | {key: source for key, source in then.items() if key not in now}).items()
    ]
    return Difference(
        tuple(one for one in every if one.months or one.kgco2e_before != one.kgco2e_after),
        calculate(before).scope_1_2_3.kgco2e,
        calculate(after).scope_1_2_3.kgco2e,
    )


def less(one: Decimal | None, other: Decimal | None) -> Decimal:
    """Return ``one`` less ``other``, exactly; what is not there counts nothing."""
    with localcontext(EXACT):
        return (one or ZERO) - (other or ZERO)


def _sources(document: Document) -> dict[str, Source]:
    return {source.id: source for source in document.sources}


def _kgco2e(document: Document) -> Mapping[str, Decimal]:
    scopes = {source.id: source.scope for source in document.sources}
    return {
        each.source_id: each.separate_kgco2e if scopes[each.source_id] == SEPARATE_SCOPE else each.kgco2e
        for each in calculate(document).sources
    }


def _difference(
    shown: Source, before: Source | None, after: Source | None, kg_before: Decimal | None, kg_after: Decimal | None
) -> SourceDifference:
    return SourceDifference(
        source_id=shown.id,
        name=shown.name,
        scope=shown.scope,
        unit=shown.unit,
        months=_months(before, after),
        amount_before=_sum(before),
        amount_after=_sum(after),
        kgco2e_before=kg_before,
        kgco2e_after=kg_after,
    )


def _months(before: Source | None, after: Source | None) -> tuple[MonthDifference, ...]:
    then, now = _figures(before), _figures(after)
    return tuple(
        MonthDifference(month, then.get(month, ""), now.get(month, ""))
        for month in sorted(then.keys() | now.keys())
        if then.get(month, "") != now.get(month, "")
    )


def _figures(source: Source | None) -> dict[str, str]:
    if source is None or source.parent is not None:  # the figures of a derived source are its parent's
        return {}
    numbers = {month: f"{number.normalize():f}" for month, number in source.amounts.numbers.items()}
    return numbers | source.amounts.notations


def _sum(source: Source | None) -> Decimal | None:
    if source is None:
        return None
    with localcontext(EXACT):
        return sum(source.amounts.numbers.values(), ZERO)
