"""The sources in the order and with the numbers under which every sheet knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import gcd
from typing import Any

from emission_factors.calc.units import ratio
from inventories.calc.catalogue import METHODS
from reports.exports import thai_words
from reports.exports.facts import SourceFacts, YearFacts
from reports.exports.parts.reading import amounts_of, by_scope, is_known, month_keys, unit_of
from reports.exports.workbook.places import FIRST_ROW
from reports.exports.workbook.terms import Term, constant

SEPARATE = "separate"
LANDFILL = "landfill_fod"  # reckoned from the deposits of many years; it has no months

Source = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A source: its number (from 1), its row on the sheet of sources, its documents and what it is called.

    `amounts`: by month as documents write them, a derived source's are its parent's. `conversion`: what one unit of
    them is in the unit that the factor or the method counts in; None for a landfill.
    """

    number: int
    row: int
    source: Source
    result: Source
    facts: SourceFacts
    amounts: Mapping[str, str]
    unit: str
    conversion: Term | None
    parent_row: int | None
    known: bool  # a number is known, or that it did not occur

    @property
    def scope(self) -> str:
        """Return the scope as documents write it: 1, 2, 3 or separate."""
        return str(self.source["scope"])

    @property
    def method(self) -> str:
        """Return the name of the method."""
        return str(self.source["method"])

    @property
    def monthly(self) -> Mapping[str, str] | None:
        """Return kgCO2e by month in the source's own scope, or None where the result is one for the whole period."""
        return self.result.get("kgco2e_by_month")

    def number_in(self, month: str) -> Decimal | None:
        """Return the amount of a month, None where there is none or a notation key."""
        text = self.amounts.get(month)
        return None if text is None or text in thai_words.NOTATIONS else Decimal(text)

    @property
    def numbers(self) -> list[Decimal]:
        """Return the amounts of the months that have one."""
        return [number for month in self.amounts if (number := self.number_in(month)) is not None]


@dataclass(frozen=True, slots=True)
class Year:
    """What all sheets share: the facts, the months as documents write them and as heads do, and the sources."""

    facts: YearFacts
    months: tuple[str, ...]
    month_heads: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def simulated(self) -> str:
        """Return what stands in the column ข้อมูลจำลอง of every row."""
        return "ใช่" if self.facts.simulated else "ไม่ใช่"

    def of(self, scope: str) -> list[Line]:
        """Return the sources of a scope; they stand together."""
        return [line for line in self.lines if line.scope == scope]


def year_of(facts: YearFacts) -> Year:
    """Return the sources scope by scope, as the PDF lists them."""
    inventory = facts.inventory
    results = {result["id"]: result for result in facts.result["sources"]}
    ordered = [source for _, sources in by_scope(inventory) for source in sources]
    rows = {source["id"]: FIRST_ROW + place for place, source in enumerate(ordered)}
    lines = []
    for number, source in enumerate(ordered, 1):
        known = facts.sources.get(source["id"], SourceFacts())
        landfill = source["method"] == LANDFILL
        lines.append(
            Line(
                number=number,
                row=rows[source["id"]],
                source=source,
                result=results[source["id"]],
                facts=known,
                amounts={} if landfill else amounts_of(inventory, source),
                unit="" if landfill else unit_of(inventory, source, known),
                conversion=None if landfill else _conversion(source, _own_unit(inventory, source)),
                parent_row=rows[source["parent"]] if "parent" in source else None,
                known=is_known(inventory, source),
            )
        )
    months = month_keys(inventory)
    return Year(facts, months, tuple(thai_words.month(month) for month in months), tuple(lines))


def _own_unit(inventory: Source, source: Source) -> str:
    """Return the unit in which the amounts are counted, as documents write it; a derived source's is its parent's."""
    if "parent" in source:
        source = next(each for each in inventory["sources"] if each["id"] == source["parent"])
    return str(source["unit"])


def _conversion(source: Source, unit: str) -> Term:
    """Return how many of the unit of the factor or the method one `unit` is: 1000, 0.54, or 5/18."""
    targets = (source["factor"]["unit"],) if "factor" in source else METHODS[source["method"]].units
    bridge = source.get("conversion")
    if bridge is None:
        times, over = _ratio(unit, targets)
        return _fraction(Decimal(times), over)
    there, on = ratio(unit, bridge["from"]), _ratio(bridge["to"], targets)
    times, over = there[0] * on[0], there[1] * on[1]
    common = gcd(times, over)
    return _fraction(Decimal(bridge["ratio"]) * (times // common), over // common)


def _ratio(unit: str, targets: tuple[str, ...]) -> tuple[int, int]:
    return (1, 1) if unit in targets else ratio(unit, targets[0])


def _fraction(times: Decimal, over: int) -> Term:
    return constant(times) if over == 1 else constant(times) / constant(over)
