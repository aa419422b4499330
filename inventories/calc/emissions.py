"""Emissions of one source: kg by month and gas, and what of them counts where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from emission_factors.calc.decimals import EXACT, WORKING
from emission_factors.calc.gases import GwpSet
from inventories.calc import kilograms
from inventories.calc.basis import Basis, read_basis
from inventories.calc.completeness import Completeness, of_source
from inventories.calc.faults import Notebook
from inventories.calc.methods.schema import ZERO
from inventories.calc.period import Period
from inventories.calc.reading import Reader
from inventories.calc.source import SEPARATE_SCOPE, Descent, Source, descend, read_source

Part = Literal["counted", "separate", "biogenic"]
COUNTED: Part = "counted"
SEPARATE: Part = "separate"
BIOGENIC: Part = "biogenic"


class Row(NamedTuple):
    """One stored result: kg of a gas in a month (None: in the whole period) and where it counts."""

    month: str | None
    gas: str
    part: Part
    kg: Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """The kg of one gas, month by month, in one part of the result."""

    gas: str
    part: Part
    kg: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class SourceResult:
    """The result of one source, exact from the stored kilograms on.

    ``months``: the months that have a number, or (None,) where the result is one for the whole period. ``kg``: by gas,
    counted and separate together, biogenic CO2 not among them. ``kgco2e``: what counts in the source's own scope; for
    the scope ``separate`` it equals ``separate_kgco2e``. ``kgco2e_by_month``: the same by month, None where annual.
    """

    source_id: str
    scope: str
    months: tuple[str | None, ...]
    series: tuple[Series, ...]
    kg: Mapping[str, Decimal]
    kgco2e: Decimal
    kgco2e_by_month: Mapping[str, Decimal] | None
    separate_kgco2e: Decimal
    biogenic_co2_kg: Decimal
    completeness: Completeness

    def rows(self) -> Iterator[Row]:
        """Yield a row for each month and gas, ready to be stored."""
        for series in self.series:
            for month, kg in zip(self.months, series.kg, strict=True):
                yield Row(month, series.gas, series.part, kg)


def calculate_source(
    source: Mapping[str, object],
    *,
    gwp: Mapping[str, object],
    period: Mapping[str, object],
    blends: Mapping[str, object] | None = None,
    waste_types: Mapping[str, object] | None = None,
    parent: Mapping[str, object] | None = None,
) -> SourceResult:
    """Calculate one source without the rest of the document.

    All arguments are shaped as in the inventory document; ``parent`` is the source a derived one takes its amounts
    from. Raises Faults, exactly those a document with this source would have.
    """
    notebook = Notebook()
    given: dict[str, object] = {"gwp": gwp, "period": period, "blends": blends, "waste_types": waste_types}
    common = {key: value for key, value in given.items() if value is not None}
    with localcontext(WORKING):
        basis = read_basis(Reader(notebook), common)
        descent = _descent(source, parent, basis, notebook)
        source_id = source.get("id")
        reader = Reader(notebook, source_id if isinstance(source_id, str) else None, 1)
        ready = read_source(reader, dict(source), basis, descent)
    notebook.check()
    return result_of(ready, *basis.ground())


def _descent(
    source: Mapping[str, object], parent: Mapping[str, object] | None, basis: Basis, notebook: Notebook
) -> Descent | None:
    if "parent" not in source:
        return None
    source_id, parent_id = source.get("id"), source["parent"]
    reader = Reader(notebook, source_id if isinstance(source_id, str) else None, 1)
    if parent is None or parent.get("id") != parent_id:
        reader.note("parent_missing", "parent", parent=str(parent_id))
        return Descent(None)
    if "parent" in parent:
        reader.note("parent_derived", "parent", parent=str(parent_id), grandparent=str(parent["parent"]))
        return Descent(None)
    return descend(reader, read_source(Reader(notebook, str(parent_id), 0), dict(parent), basis, None))


def result_of(source: Source, period: Period, gwp: GwpSet) -> SourceResult:
    """Return the result of a source that has been read without fault."""
    with localcontext(WORKING):
        series = tuple(_series(source, gwp))
    months: tuple[str | None, ...] = tuple(source.amounts.numbers) if source.monthly else (None,)
    own = SEPARATE if source.scope == SEPARATE_SCOPE else COUNTED
    totals = {COUNTED: ZERO, SEPARATE: ZERO}
    by_month = [ZERO] * len(months)
    kg: dict[str, Decimal] = {}
    biogenic = ZERO
    with localcontext(EXACT):
        for each in series:
            total = sum(each.kg, ZERO)
            if each.part == BIOGENIC:
                biogenic += total
                continue
            potential = gwp.of(each.gas)
            kg[each.gas] = total
            totals[each.part] += total * potential
            if each.part == own and source.monthly:
                by_month = [so_far + more * potential for so_far, more in zip(by_month, each.kg, strict=True)]
    return SourceResult(
        source_id=source.id,
        scope=source.scope,
        months=months,
        series=series,
        kg=kg,
        kgco2e=totals[own],
        kgco2e_by_month=dict(zip(source.amounts.numbers, by_month, strict=True)) if source.monthly else None,
        separate_kgco2e=totals[SEPARATE],
        biogenic_co2_kg=biogenic,
        completeness=of_source(source.amounts, period, has_months=source.has_months),
    )


def _series(source: Source, gwp: GwpSet) -> Iterator[Series]:
    numbers = source.amounts.numbers
    for line in source.lines:
        if line.biogenic:
            part = BIOGENIC
        elif source.scope == SEPARATE_SCOPE or line.gas in gwp.outside:
            part = SEPARATE
        else:
            part = COUNTED
        if source.monthly:
            yield Series(line.gas, part, tuple(kilograms.by_month(line, numbers)))
        else:
            yield Series(line.gas, part, (kilograms.of_period(line, numbers),))
