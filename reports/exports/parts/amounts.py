"""The amounts as they were given, source by source and month by month; empty, 0 and not occurring told apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.exports import thai_words
from reports.exports.facts import SourceFacts
from reports.exports.figures import NOTHING, exact
from reports.exports.parts.reading import (
    NO_MONTHS,
    Document,
    amounts_of,
    by_scope,
    month_keys,
    names,
    total_amount,
    unit_of,
)

MISSING = "ไม่มีข้อมูล"


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of a source. `kind`: `given`, `zero`, `est` (estimated), `key` (a notation key), `void` (missing), `off`.

    Off: no figure is asked for the month, as that of another month covers it.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A source's amounts. `total` is the sum of what is known; `partial` where something is missing from it."""

    name: str
    unit: str
    cells: tuple[Cell, ...]
    total: str
    partial: bool
    derived_from: str
    rhythm: str


@dataclass(frozen=True, slots=True)
class AmountGroup:
    """The sources of a scope."""

    label: str
    css: str
    mark: str
    rows: tuple[AmountRow, ...]


def amount_groups(inventory: Document, facts: Mapping[str, SourceFacts]) -> tuple[AmountGroup, ...]:
    """Return the table of amounts, scope by scope, without sources that have no months."""
    groups = []
    for scope, sources in by_scope(inventory):
        rows = tuple(
            _row(inventory, source, facts.get(source["id"], SourceFacts()))
            for source in sources
            if source["method"] != NO_MONTHS
        )
        if rows:
            label, css, mark = thai_words.scope(scope)
            groups.append(AmountGroup(label, css, mark, rows))
    return tuple(groups)


def _row(inventory: Document, source: Document, facts: SourceFacts) -> AmountRow:
    amounts = amounts_of(inventory, source)
    estimated = source.get("estimated", ())
    cells = tuple(
        Cell("off", NOTHING) if key in facts.not_asked else _cell(amounts.get(key), estimated=key in estimated)
        for key in month_keys(inventory)
    )
    total = total_amount(amounts)
    return AmountRow(
        name=source["name"],
        unit=unit_of(inventory, source, facts),
        cells=cells,
        total="" if total is None else exact(total),
        partial=any(cell.kind == "void" or cell.text == thai_words.NOTATIONS["NE"] for cell in cells),
        derived_from=names(inventory)[source["parent"]] if "parent" in source else "",
        rhythm=facts.rhythm_th,
    )


def _cell(amount: str | None, *, estimated: bool) -> Cell:
    if amount is None:
        return Cell("void", MISSING)
    if amount in thai_words.NOTATIONS:
        return Cell("key", thai_words.NOTATIONS[amount])
    if estimated:
        return Cell("est", exact(amount))
    return Cell("given" if Decimal(amount) else "zero", exact(amount))
