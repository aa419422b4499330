"""The working of a sheet: exact fractions, step by step, each step's figure computed from the very parts it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from emission_factors.calc.decimals import AMOUNT_PLACES, LIMIT_DIGITS, plain
from inventories.calc.sheets.schema import Basis

PLUS, MINUS, TIMES, OVER = "+", "−", "×", "÷"
LIMIT = Decimal(10) ** LIMIT_DIGITS  # an amount is below this
_SCALE = 10**AMOUNT_PLACES


def rounded(value: Fraction) -> Decimal:
    """Return a figure with 9 places, rounded half-even: the only rounding there is."""
    return Decimal(f"{round(value * _SCALE)}E-{AMOUNT_PLACES}")


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in a step: what it is (``of``: an input, a constant or an earlier step), its unit, where a default is from."""

    value: Fraction
    unit: str
    of: str
    basis: Basis | None = None

    def as_mapping(self) -> dict[str, object]:
        """Return the term as plain data: the figure to 9 places, and whether that is all of it."""
        shown = rounded(self.value)
        mapping: dict[str, object] = {"of": self.of, "value": plain(shown), "unit": self.unit}
        if Fraction(shown) != self.value:
            mapping["rounded"] = True
        if self.basis is not None:
            mapping["default"] = {"basis": self.basis.key, "confidence": self.basis.confidence}
        return mapping


def constant(value: int, of: str, unit: str = "") -> Term:
    """Return a number that belongs to the formula (1,000 W in a kW)."""
    return Term(Fraction(value), unit, of)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the working: parts with their signs, and what they come to. ``row``: of the sheet, as typed."""

    parts: tuple[tuple[str, Term], ...]
    outcome: Term
    row: int | None = None
    title: str = ""

    def as_mapping(self) -> dict[str, object]:
        """Return the step as plain data."""
        return {
            "row": self.row,
            "title": self.title,
            "parts": [{"sign": sign} | term.as_mapping() for sign, term in self.parts],
            "outcome": self.outcome.as_mapping(),
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader of the result must know: a default far from its usual range, a km figure for another source."""

    code: str
    row: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Working:
    """What a sheet comes to: the amount in ``unit``, not yet rounded, and how."""

    value: Fraction
    unit: str
    steps: tuple[Step, ...]
    estimated: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def amount(self) -> Decimal:
        """Return the amount, rounded once to 9 places half-even."""
        return rounded(self.value)

    def as_mapping(self) -> dict[str, object]:
        """Return the working as plain data, as it is kept with the figure."""
        return {
            "amount": plain(self.amount),
            "unit": self.unit,
            "estimated": self.estimated,
            "steps": [step.as_mapping() for step in self.steps],
            "remarks": [
                {"code": each.code, "row": each.row, "values": dict(each.values)} for each in self.remarks
            ],
        }  # fmt: skip


class Steps:
    """The steps in the order in which they are taken; each yields a term for the next."""

    def __init__(self) -> None:
        self.taken: list[Step] = []
        self.remarks: list[Remark] = []

    def product(
        self, of: str, unit: str, *terms: Term, over: Iterable[Term] = (), row: int | None = None, title: str = ""
    ) -> Term:
        """Multiply terms and divide by ``over``; write the step down and return what it comes to."""
        value = Fraction(1)
        for term in terms:
            value *= term.value
        divisors = list(over)
        for term in divisors:
            value /= term.value
        parts = [(TIMES, term) for term in terms] + [(OVER, term) for term in divisors]
        return self._take(parts, Term(value, unit, of), row, title)

    def total(
        self, of: str, unit: str, *terms: Term, minus: Iterable[Term] = (), row: int | None = None, title: str = ""
    ) -> Term:
        """Add terms and take ``minus`` off; a single term alone needs no step."""
        taken_off = list(minus)
        if len(terms) == 1 and not taken_off:
            return terms[0]
        value = sum((term.value for term in terms), Fraction(0)) - sum((term.value for term in taken_off), Fraction(0))
        parts = [(PLUS, term) for term in terms] + [(MINUS, term) for term in taken_off]
        return self._take(parts, Term(value, unit, of), row, title)

    def remark(self, code: str, row: int | None = None, **values: str) -> None:
        """Note what a reader of the result must know."""
        self.remarks.append(Remark(code, row, values))

    def working(self, outcome: Term, *, estimated: bool = False) -> Working:
        """Return the working that ends in ``outcome``."""
        return Working(outcome.value, outcome.unit, tuple(self.taken), estimated, tuple(self.remarks))

    def _take(self, parts: list[tuple[str, Term]], outcome: Term, row: int | None, title: str) -> Term:
        first = ("", parts[0][1])
        self.taken.append(Step((first, *parts[1:]), outcome, row, title))
        return outcome
