"""Texts and numbers measured: what of them a cell may hold, and how much room they take."""

import math
import re
import unicodedata
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING
from reports.exports.workbook.looks import places

LONGEST_TEXT = 32_000  # Excel holds 32,767 units of UTF-16

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_RAGGED = 1.12  # of a text in several lines: words do not fill a line to its end


def clean(text: str) -> str:
    """Return a text without characters that no reader sees or no file of this kind may hold."""
    return _UNSEEN.sub("", text)[:LONGEST_TEXT]


def wide(text: str) -> int:
    """Return how many places a text takes: marks above and below the line take none."""
    return max((sum(unicodedata.category(each) != "Mn" for each in line) for line in text.split("\n")), default=0)


def lines_of(text: str, width: float) -> int:
    """Return in how many lines a text stands in a column."""
    lines = 0
    for line in text.split("\n"):
        full = wide(line) / width
        lines += 1 if full <= 1 else math.ceil(full * _RAGGED)
    return lines


def shown(value: Decimal, look: str) -> str:
    """Return about what a cell shows of a number, to know how wide it is."""
    least, most = places(look)
    with localcontext(WORKING):
        value = round(value * 100 if look.endswith("share") else value, most)
    text = f"{value:,f}"
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(least, '0')}" if most else whole
