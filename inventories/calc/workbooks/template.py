"""The places of our own template: what writes it and what reads it agree here. Rows and columns count from 1.

The hidden sheet `_cfo` says whose it is: A1 MARKER, A2 VERSION, A3 the municipality's key, A4 the year's token (2567,
fy2567), A5 the months of columns FIRST_MONTH… as 2024-01,2024-02,…. On the data sheet the hidden column KEY holds
`<source>:<numbers>`: the source's primary key, and of each month the number of the revision that was in force when the
template was made (0: none), with dots between. It moves with its row, so a sorted sheet stays true; readers hand it on as
it is (Row.key), `key_of` takes it apart.
"""

import re
from collections.abc import Sequence

MARKER = "municipal-cfo-template"
VERSION = "1"
MARK_SHEET = "_cfo"
DATA_SHEET = "ข้อมูล"
HELP_SHEET = "วิธีใช้"
HEAD_ROW = 4
FIRST_ROW = 5  # of the sources, one a row without a gap
KEY, SCOPE, NAME, UNIT, FIRST_MONTH = 1, 2, 3, 4, 5  # then as many months as the year has, the total, and papers
LAYOUT = "template"  # how a reading of it is called

_COLUMN = re.compile(r"([A-Z]{1,3})[0-9]+")
_KEY = re.compile(r"([0-9]{1,18}):([0-9]{1,9}(?:\.[0-9]{1,9}){0,11})")


def key_for(source: int, numbers: Sequence[int]) -> str:
    """Return the key of a row: a source, and by month the number of the revision that the template shows."""
    return f"{source}:{'.'.join(map(str, numbers))}"


def key_of(text: str, months: int) -> tuple[int, tuple[int, ...]] | None:
    """Return source and revision numbers of a row's key; None where it is not one of a template of so many months."""
    found = _KEY.fullmatch(text)
    if found is None:
        return None
    numbers = tuple(map(int, found[2].split(".")))
    return (int(found[1]), numbers) if len(numbers) == months else None


def month_at(cell: str) -> int | None:
    """Return which of a row's months a cell like F7 holds, from 0; None for a cell before them."""
    found = _COLUMN.fullmatch(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - FIRST_MONTH if column >= FIRST_MONTH else None
