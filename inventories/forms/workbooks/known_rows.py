"""Rows of known forms, as fixtures/workbooks/rows.csv has them: read once, found by their spellings."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from inventories.forms.workbooks.headings import folded

FILE = settings.BASE_DIR / "fixtures" / "workbooks" / "rows.csv"


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row of a form. `key` as Row.key has it: goffice-1.5:electricity."""

    key: str
    scope: str
    groups: tuple[str, ...]
    unit: str
    spellings: frozenset[str]
    catalogue: tuple[str, ...]


@cache
def known_rows(layout: str) -> Sequence[KnownRow]:
    """Return the rows that a form is known to have."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            KnownRow(
                f"{layout}:{row['key']}",
                row["scope"],
                tuple(folded(word) for word in row["group"].split("|") if word),
                row["unit"],
                frozenset(folded(spelling) for spelling in row["spellings"].split("|")),
                tuple(row["catalogue"].split()),
            )
            for row in csv.DictReader(lines)
            if row["layout"] == layout
        ]


@cache
def _by_spelling(layout: str) -> Mapping[str, Sequence[KnownRow]]:
    found: dict[str, list[KnownRow]] = {}
    for row in known_rows(layout):
        for spelling in row.spellings:
            found.setdefault(spelling, []).append(row)
    return found


def known_row(layout: str, label: str, *, beside: str = "") -> KnownRow | None:
    """Return the row of a form that a label names. `beside`: the headings above and beside it, for rows that need one."""
    around = ""
    for row in _by_spelling(layout).get(folded(label), ()):
        around = around or folded(beside)
        if not row.groups or any(group in around for group in row.groups):
            return row
    return None
