"""Plain decimals: read strictly, printed canonically, and the two contexts in which all arithmetic runs.

A plain decimal is what a person writes: ASCII digits, at most one point, no sign, no exponent, no blanks, no
leading zeros before another digit ("0.5", "12", "1.500"; not "-5", "1e3", ".5", "007", "1_000", Thai digits).

Decimal contexts belong to the thread, so they are never changed globally: every public function that calculates
opens ``localcontext(WORKING)`` (products, quotients and powers up to the one rounding of a result) or
``localcontext(EXACT)`` (sums and products after it, where any further rounding would be a mistake and raises).
"""

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow

PRECISION = 50
AMOUNT_PLACES = 9
PLACES = 50
LIMIT_DIGITS = 15

WORKING = Context(prec=PRECISION, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])
# 38 digits of a stored kilogram x 65 of a warming potential, summed over any number of sources, stay below 200.
EXACT = Context(prec=200, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow, Inexact])

_WHOLE = r"(?:0|[1-9][0-9]{0,14})"
# what Decimal(text) may be asked for without further ado
is_amount = re.compile(rf"{_WHOLE}(?:\.[0-9]{{1,{AMOUNT_PLACES}}})?").fullmatch
_is_plain = re.compile(rf"{_WHOLE}(?:\.[0-9]{{1,{PLACES}}})?").fullmatch
_is_decimal_of_any_size = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch


class NotAPlainDecimal(ValueError):
    """The text is not a plain decimal. ``reason`` is ``not_decimal``, ``too_large`` or ``too_many_places``."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"{text!r}: {reason}")
        self.text = text
        self.reason = reason


def parse_amount(text: str) -> Decimal:
    """Return the amount written in ``text``: 0 <= x < 10^15 with at most 9 places. Raises NotAPlainDecimal."""
    if is_amount(text):
        return Decimal(text)
    raise NotAPlainDecimal(text, _reason(text))


def parse_decimal(text: str) -> Decimal:
    """Return the number written in ``text``: 0 <= x < 10^15 with at most 50 places. Raises NotAPlainDecimal.

    For factors, parameters and warming potentials: the full precision of a published workbook (16 digits and more)
    must pass, and 50 places are all that a calculation with 50 digits can use.
    """
    if _is_plain(text):
        return Decimal(text)
    raise NotAPlainDecimal(text, _reason(text))


def _reason(text: str) -> str:
    if not _is_decimal_of_any_size(text):
        return "not_decimal"
    return "too_large" if len(text.partition(".")[0]) > LIMIT_DIGITS else "too_many_places"


def plain(value: Decimal) -> str:
    """Print a finite decimal without exponent and without trailing zeros ("0" for every zero)."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
