"""Formulas that carry what they come to: a term is written as a cell reads it and knows its exact value.

So the value stored beside a formula comes from the same expression as the formula, and the two cannot part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING, plain

LOOSE, PRODUCT, WHOLE = range(3)  # how tightly a text holds together: a sum, a product, a cell or a call


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a formula, without the leading =, and its value (50 digits)."""

    text: str
    value: Decimal
    binding: int = WHOLE

    def within(self, binding: int) -> str:
        """Return the text as an operand of an operator that binds so tightly."""
        return self.text if self.binding >= binding else f"({self.text})"

    def __add__(self, other: "Term") -> "Term":
        with localcontext(WORKING):
            return Term(f"{self.text}+{other.text}", self.value + other.value, LOOSE)

    def __sub__(self, other: "Term") -> "Term":
        with localcontext(WORKING):
            return Term(f"{self.text}-{other.within(PRODUCT)}", self.value - other.value, LOOSE)

    def __mul__(self, other: "Term") -> "Term":
        with localcontext(WORKING):
            return Term(f"{self.within(PRODUCT)}*{other.within(PRODUCT)}", self.value * other.value, PRODUCT)

    def __truediv__(self, other: "Term") -> "Term":
        with localcontext(WORKING):
            return Term(f"{self.within(PRODUCT)}/{other.within(WHOLE)}", self.value / other.value, PRODUCT)


def constant(number: int | Decimal | str) -> Term:
    """Return a number that stands in the formula itself, not in a cell; not below 0."""
    value = Decimal(number)
    return Term(plain(value), value)


def exponential(term: Term, *, negative: bool) -> Term:
    """Return e to the power of a term, or of the term with a minus sign."""
    sign = "-" if negative else ""
    with localcontext(WORKING):
        return Term(f"EXP({sign}{term.within(WHOLE)})", (-term.value if negative else term.value).exp())


def total(terms: Iterable[Term]) -> Term:
    """Return the sum of terms; 0 where there are none."""
    each = list(terms)
    if not each:
        return constant(0)
    whole = each[0]
    for term in each[1:]:
        whole += term
    return whole
