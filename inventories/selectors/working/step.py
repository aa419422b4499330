"""A working: how a source's result comes about, step by step, with units; plain data for page and paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import number
from cfo_site.thai import BE, MONTHS_SHORT
from emission_factors.calc.decimals import PRECISION, WORKING
from inventories.calc.catalogue import METHODS
from inventories.calc.methods.schema import Parameter

NOTATIONS = frozenset({"NO", "NE", "IE", "C"})
PLACES = 6  # of what is shown; nothing is rounded on the way
_SMALL = Decimal("0.001")
_DIGITS = 6  # of a number smaller than that
Document = Mapping[str, Any]
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, the formula in words, the same with numbers, what that comes to.

    `value` of a step that gives a gas is the calculator's own result; `reckoned` is what the numbers shown come to,
    in 50 digits, before any rounding.
    """

    label: str
    formula: str
    numbers: str
    value: Decimal
    unit: str
    gas: str = ""
    reckoned: Decimal | None = None
    biogenic: bool = False

    @property
    def result(self) -> str:
        """Return what it comes to, with its unit."""
        return f"{shown(self.value)} {self.unit}".strip()

    @property
    def line(self) -> str:
        """Return the step in one line."""
        return f"{self.numbers} = {self.result}"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures behind a step, by month or year."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Working:
    """A source: its steps, the tables behind them, and the last line in kgCO2e."""

    steps: tuple[Step, ...]
    tables: tuple[Table, ...] = ()
    last: tuple[Step, ...] = field(default=())

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Return the steps to the gases, then those to kgCO2e."""
        return (*self.steps, *self.last)

    @property
    def paragraph(self) -> str:
        """Return the whole working in one paragraph."""
        return "; ".join(step.line for step in self.all_steps)


@dataclass(frozen=True, slots=True)
class Case:
    """What a working is made from: the inventory document, one source of it, and the calculator's result of that."""

    inventory: Document
    source: Document
    result: Document

    @property
    def months(self) -> list[str]:
        """Return the months of the period as the document writes them."""
        year, month = map(int, self.inventory["period"]["first_month"].split("-"))
        start = year * 12 + month - 1
        count = int(self.inventory["period"]["months"])
        return [f"{each // 12:04d}-{each % 12 + 1:02d}" for each in range(start, start + count)]

    @property
    def amounts(self) -> dict[str, Decimal]:
        """Return the amounts that are numbers, by month, in the unit of the source; of a derived one, its parent's."""
        source = self.source
        if "parent" in source:
            source = next(each for each in self.inventory["sources"] if each["id"] == source["parent"])
        return {month: Decimal(amount) for month, amount in source["amounts"].items() if amount not in NOTATIONS}

    @property
    def total(self) -> Decimal:
        """Return the sum of the amounts."""
        return sum(self.amounts.values(), ZERO)

    def value(self, name: str) -> Any:
        """Return a parameter, or what the method takes where it is not given."""
        return values_of(self.source["method"], self.source.get("parameters", {})).get(name)

    def number(self, name: str) -> Decimal:
        """Return a parameter that is one number."""
        return Decimal(str(self.value(name)))

    def kg(self, gas: str) -> Decimal:
        """Return the calculator's kg of a gas."""
        return Decimal(self.result["kg"].get(gas, "0"))

    def gwp(self, gas: str) -> Decimal:
        """Return the warming potential of a gas in the year's set."""
        return Decimal(1) if gas == "CO2e" else Decimal(self.inventory["gwp"]["values"].get(gas, "0"))


def values_of(method: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return all parameters of a method, those left out with the value that the calculation takes for them."""
    return {each.name: given.get(each.name, _default(each, given)) for each in METHODS[method].parameters}


def _default(parameter: Parameter, given: Mapping[str, Any]) -> Any:
    for other in parameter.otherwise:
        if given.get(other.parameter) == other.value:
            return other.default
    return parameter.default


def shown(value: Decimal) -> str:
    """Return a number with thousands commas: 6 places, or 6 digits where it is less than a thousandth."""
    with_context = WORKING.copy()
    with_context.prec = 2 * PRECISION
    if not value:
        return "0"
    places = PLACES if abs(value) >= _SMALL else _DIGITS - 1 - value.adjusted()
    return number(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN, with_context))


def exact(value: Decimal | str) -> str:
    """Return a given number as it was given, with thousands commas."""
    return number(Decimal(value))


def gas_step(  # noqa: PLR0917 - in the order in which a step is read
    case: Case, gas: str, label: str, formula: str, numbers: str, reckoned: Decimal, *, biogenic: bool = False
) -> Step:
    """Return the step that gives a gas, with the calculator's own kg."""
    value = Decimal(case.result["biogenic_co2_kg"]) if biogenic else case.kg(gas)
    return Step(label, formula, numbers, value, _("กก. %(gas)s") % {"gas": gas}, gas, reckoned, biogenic)


def month_name(key: str) -> str:
    """Return 2024-02 as ก.พ. 2567."""
    year, month = map(int, key.split("-"))
    return f"{MONTHS_SHORT[month - 1]} {year + BE}"
