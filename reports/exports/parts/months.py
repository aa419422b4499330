"""The emissions of each month by scope, for a table and for a chart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.monthly import Month
from reports.exports import thai_words
from reports.exports.figures import NOTHING, checked, exact_sum, rounded, tonnes_of
from reports.exports.parts.reading import Document, amounts_of, month_keys, names
from reports.exports.parts.totals import IN_TOTALS

PLACES = 3  # a kilogram of a tonne
Scopes = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month's tCO2e by scope. `missing` counts the sources without a figure; not `known` while none has one."""

    label: str
    scopes: tuple[str, ...]
    total: str
    missing: int
    known: bool


@dataclass(frozen=True, slots=True)
class Months:
    """The table of emissions by month, its sums, the same as data of a chart, and what has no monthly result."""

    rows: tuple[MonthRow, ...]
    sums: tuple[str, ...]
    total: str
    chart: tuple[Month, ...]
    yearly_only: tuple[str, ...]
    highest: str


def months(inventory: Document, result: Document) -> Months:
    """Return the emissions of each month by scope in tCO2e; what is reported apart is in no bar and no sum."""
    keys = month_keys(inventory)
    tonnes = _tonnes(inventory, result, keys)
    counted = [source for source in inventory["sources"] if source["scope"] in IN_TOTALS]
    asked = [amounts for amounts in (amounts_of(inventory, source) for source in counted) if amounts]
    missing = {key: sum(key not in amounts for amounts in asked) for key in keys}
    known = {key: missing[key] < len(asked) for key in keys}
    given = {scope: _months_given(inventory, scope) for scope in IN_TOTALS}
    columns = [
        _column(values[place] if values[place] or key in given[scope] else None for key, values in tonnes.items())
        for place, scope in enumerate(IN_TOTALS)
    ]
    totals = _column(exact_sum(values) if known[key] else None for key, values in tonnes.items())
    rows = tuple(
        MonthRow(thai_words.month(key), tuple(each[place] for each in columns), totals[place], missing[key], known[key])
        for place, key in enumerate(keys)
    )
    name_of = names(inventory)
    yearly = (each["id"] for each in result["sources"] if "kgco2e_by_month" not in each)
    in_totals = {source["id"] for source in counted}
    return Months(
        rows=rows,
        sums=tuple(each[-1] for each in columns),
        total=totals[-1],
        chart=tuple(Month(thai_words.month(key), tonnes[key], known[key]) for key in keys),
        yearly_only=tuple(name_of[source] for source in yearly if source in in_totals),
        highest=thai_words.month_long(max(keys, key=lambda key: exact_sum(tonnes[key]))),
    )


def _tonnes(inventory: Document, result: Document, keys: tuple[str, ...]) -> Mapping[str, Scopes]:
    """Return {month: tCO2e of scopes 1, 2 and 3}, from the results of the sources that have monthly ones."""
    scope_of = {source["id"]: source["scope"] for source in inventory["sources"]}
    monthly = [(scope_of[source["id"]], source.get("kgco2e_by_month", {})) for source in result["sources"]]

    def tonnes(key: str, wanted: str) -> Decimal:
        return tonnes_of(checked(exact_sum(Decimal(by.get(key, "0")) for scope, by in monthly if scope == wanted)))

    return {key: (tonnes(key, "1"), tonnes(key, "2"), tonnes(key, "3")) for key in keys}


def _months_given(inventory: Document, scope: str) -> set[str]:
    """Return the months for which any source of a scope has an entry."""
    return {key for source in inventory["sources"] if source["scope"] == scope for key in amounts_of(inventory, source)}


def _column(values: Iterable[Decimal | None]) -> list[str]:
    """Return the values of a column, and their sum as the last; – where nothing is known."""
    each = list(values)
    known = [value for value in each if value is not None]
    whole = exact_sum(known) if known else None
    return [NOTHING if value is None else rounded(value, PLACES) for value in (*each, whole)]
