"""How a sheet is described: its inputs as plain data, where its defaults come from, and the function that calculates it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from emission_factors.calc.units import dimension

if TYPE_CHECKING:
    from inventories.calc.sheets.reading import Given
    from inventories.calc.sheets.working import Working

Shape = Literal["number", "whole", "choice", "text"]

# How a form begins a field of the next month: with what it held, with nothing, with the days of the month, or with
# its working days by the calendar.
Start = Literal["keep", "empty", "days", "working_days"]

ZERO = Decimal(0)
MOST_ROWS = 30
LONGEST_TEXT = 80


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a default comes from. ``confidence``: high, medium, low, or gk (general knowledge, no document seen)."""

    key: str
    text: str
    confidence: Literal["high", "medium", "low", "gk"]


@dataclass(frozen=True, slots=True)
class Default:
    """What is taken where nothing is typed."""

    value: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers to a question. ``gives`` are defaults of other inputs; ``units``: only when counting in these.

    ``span``: for an input, the lowest and highest value that the basis knows; outside it the working says so.
    """

    value: str
    gives: Mapping[str, Default] = field(default_factory=dict)
    span: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """One input: what may be typed for it and how it begins next month.

    Numbers lie between ``minimum`` and ``maximum``, both included (``above_minimum``: the minimum excluded; ``in_month``:
    at most the days of the month). ``beside`` takes no part in deciding whether a row was filled in at all: it may stand
    there beforehand. ``carried``: the input of the month before that this one continues (closing stock becomes opening
    stock). ``units``: asked only when the sheet counts in one of these.
    """

    name: str
    shape: Shape = "number"
    unit: str = ""
    meaning: str = ""
    required: bool = True
    default: Default | None = None
    minimum: Decimal = ZERO
    above_minimum: bool = False
    maximum: Decimal | None = None
    in_month: bool = False
    choices: tuple[Choice, ...] = ()
    start: Start = "keep"
    carried: str = ""
    beside: bool = False
    suggested: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def choice(self, value: str) -> Choice | None:
        """Return one of the answers, None for another."""
        return next((choice for choice in self.choices if choice.value == value), None)


Inputs = Mapping[str, object]  # {"fields": {name: text}, "rows": [{name: text}, ...]}, decimals written plainly


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheet: what it asks once (``fields``) and per row (``rows``), in which units it counts, its formula.

    ``units``: the units it can count in; an amount in another unit of the same dimension is converted exactly.
    ``categories``: categories of source that it suits; ``only``: of these, those that it suits in one dimension alone
    (waste by the litre of fuel, not by the kilogram). ``estimated``: whether its result counts as estimated: always,
    never, or as the working says ("depends"). ``version``: goes up whenever the same inputs would give another amount.
    """

    kind: str
    units: tuple[str, ...]
    categories: tuple[str, ...]
    formula: str
    source: str
    calculate: Callable[[Given], Working]
    example: Inputs
    examples: Mapping[str, Inputs] = field(default_factory=dict)  # by unit, where the first does not fit
    fields: tuple[Input, ...] = ()
    rows: tuple[Input, ...] = ()
    first_rows: tuple[Mapping[str, str], ...] = ({},)
    most_rows: int = MOST_ROWS
    estimated: Literal["always", "never", "depends"] = "never"
    only: Mapping[str, str] = field(default_factory=dict)
    version: int = 1

    def suits(self, unit: str, category: str) -> bool:
        """Say whether the sheet is of use for a source."""
        fits = self.only.get(category, dimension(unit)) == dimension(unit)
        return fits and category in self.categories and self.counts_in(unit) is not None

    def counts_in(self, unit: str) -> str | None:
        """Return the unit in which the sheet counts for a source of ``unit``: itself, or one that converts to it."""
        if unit in self.units:
            return unit
        return next((own for own in self.units if dimension(own) == dimension(unit)), None)

    def example_in(self, unit: str) -> Inputs:
        """Return the worked example for a unit in which the sheet counts."""
        return self.examples.get(unit, self.example)

    def asked(self, part: Literal["fields", "rows"], unit: str) -> tuple[Input, ...]:
        """Return the inputs asked when counting in ``unit``; choices that do not fit it left out."""
        inputs = self.fields if part == "fields" else self.rows
        return tuple(_fitting(each, unit) for each in inputs if not each.units or unit in each.units)


def _fitting(each: Input, unit: str) -> Input:
    if all(not choice.units or unit in choice.units for choice in each.choices):
        return each
    return replace(each, choices=tuple(choice for choice in each.choices if not choice.units or unit in choice.units))
