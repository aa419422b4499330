"""How a method is described: its parameters as plain data, and what its formula yields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, cast

from emission_factors.calc.factors import Factor
from emission_factors.calc.gases import GwpSet
from inventories.calc.period import Period

Shape = Literal[
    "number",  # "0.5"
    "number_or_by_month",  # "0.12" or {"2024-01": "0.11", ...}
    "number_or_by_year",  # "0.8" or {"2010": "0.4", "2011": "1"}
    "number_or_by_type",  # "0.5" or {"food": "0.7", ...}
    "by_type",  # {"food": "0.15", ...}
    "deposits",  # {"food": {"2010": "1200", ...}}, tonnes
    "shares",  # {"food": "0.6", "plastics": "0.4"}, summing to exactly 1
    "choice",  # one of `choices`
    "flag",  # true or false
    "text",  # free text
    "year",  # "2024"
]

ZERO = Decimal(0)
ONE = Decimal(1)

ParameterValue = Decimal | bool | str | Mapping[str, Decimal] | Mapping[str, Mapping[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another default, taken when ``parameter`` has ``value``."""

    parameter: str
    value: str | bool
    default: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method: what may be written for it, and what is taken when nothing is.

    Numbers lie between ``minimum`` and ``maximum``, both included (``above_minimum``: the minimum excluded; no
    maximum: only the general limit of 10^15). ``absolute``: kg or t for the whole period, taken off the total, after
    which the source has no monthly result. ``source``: where the default comes from, or what the number is.
    """

    name: str
    shape: Shape
    unit: str
    source: str
    default: str | bool | None = None
    required: bool = False
    minimum: Decimal = ZERO
    maximum: Decimal | None = None
    above_minimum: bool = False
    choices: tuple[str, ...] = ()
    absolute: bool = False
    otherwise: tuple[Otherwise, ...] = ()


@dataclass(frozen=True, slots=True)
class WasteType:
    """Composition of a kind of waste: dry matter of wet mass, carbon of dry matter, fossil part of carbon (0 to 1)."""

    dm: Decimal
    c: Decimal
    fcf: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """What a formula says of one gas: kg = (sum over months of amount x ``per_unit`` + ``fixed``) / ``over``.

    ``per_unit`` is one number or differs by month. ``over`` collects all denominators (28 of 44/28, 1000 of grams),
    so that everything is multiplied first and divided once, last. ``fixed`` holds what belongs to the whole period
    (recovered methane with a minus sign, a landfill's decay); where it is not 0 there is no monthly result.
    ``takes`` names the parameters behind a negative ``fixed``, the likeliest first: a fault is told there.
    """

    gas: str
    per_unit: Decimal | Mapping[str, Decimal]
    over: int = 1
    fixed: Decimal = ZERO
    biogenic: bool = False
    takes: tuple[str, ...] = ()


@dataclass(slots=True)
class Inputs:
    """All a formula may look at, and ``refuse(code, field, **values)`` to say why it cannot be used."""

    period: Period
    gwp: GwpSet
    blends: Mapping[str, Mapping[str, Decimal] | None] | None
    waste_types: Mapping[str, WasteType | None] | None
    parameters: Mapping[str, ParameterValue]
    months: tuple[str, ...]
    refuse: Callable[..., None]
    factor: Factor | None = None

    def number(self, name: str) -> Decimal:
        """Return a parameter that is one number."""
        return cast("Decimal", self.parameters[name])

    def number_or_table(self, name: str) -> Decimal | Mapping[str, Decimal]:
        """Return a parameter that is one number, or a number for each month, year or waste type."""
        return cast("Decimal | Mapping[str, Decimal]", self.parameters[name])

    def table(self, name: str) -> Mapping[str, Decimal]:
        """Return a parameter that is a number for each waste type."""
        return cast("Mapping[str, Decimal]", self.parameters[name])

    def deposits(self, name: str) -> Mapping[str, Mapping[str, Decimal]]:
        """Return a parameter that is {waste type: {year: t}}."""
        return cast("Mapping[str, Mapping[str, Decimal]]", self.parameters[name])

    def flag(self, name: str) -> bool:
        """Return a parameter that is true or false."""
        return self.parameters[name] is True

    def text(self, name: str) -> str:
        """Return a parameter that is a text or a choice."""
        return cast("str", self.parameters[name])

    def __contains__(self, name: str) -> bool:
        """Tell whether a parameter without default was given."""
        return name in self.parameters


@dataclass(frozen=True, slots=True)
class Method:
    """A method: what its amounts are, in which units, with which parameters, and its formula.

    ``units``: the unit of the amounts first, then other spellings of the same; empty where any unit will do (the
    factor says it, or there are no amounts). ``gases``: what the formula can yield; empty where factor or refrigerant
    decide. ``monthly``: whether amounts by month are asked for at all.
    """

    name: str
    amounts: str
    lines: Callable[[Inputs], tuple[Line, ...]]
    units: tuple[str, ...] = ()
    gases: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    monthly: bool = True
    by_name: Mapping[str, Parameter] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the parameters by name."""
        object.__setattr__(self, "by_name", {parameter.name: parameter for parameter in self.parameters})
