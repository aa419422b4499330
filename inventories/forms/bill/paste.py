"""A table of lines pasted from Excel or LibreOffice: columns by their heading, or in the order that is given."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from inventories.forms.bill.headings import HEADINGS, TOTALS
from inventories.forms.bill.kinds import WORDS
from inventories.forms.bill.reading import read_day
from inventories.forms.tables import folded_heading, rows_of
from inventories.selectors.meters import Directory

MOST_LINES = 60  # more do not fit one form; a larger statement comes as several bills
_FIELDS = {heading: name for name, headings in HEADINGS.items() for heading in headings}


@dataclass(slots=True)
class Pasted:
    """What a pasted table holds: its lines by field, as typed; columns and rows that were passed over, by their words."""

    lines: list[dict[str, str]] = field(default_factory=list)
    columns_left: list[str] = field(default_factory=list)
    rows_left: list[str] = field(default_factory=list)
    by_heading: bool = False


def pasted(text: str, kind: str) -> Pasted:
    """Read a pasted table. Raises ValidationError where there is nothing to read, or more than one form holds."""
    rows = [row for row in rows_of(text) if any(row)]
    if not rows:
        raise ValidationError(_("ยังไม่มีข้อมูลในช่องวางตาราง โปรดคัดลอกตารางจาก Excel แล้ววางในช่องนี้"), code="empty")
    done = Pasted()
    names: Sequence[str] = WORDS[kind].pasted
    if _is_heading(rows[0]):
        done.by_heading = True
        names = [_FIELDS.get(folded_heading(cell), "") for cell in rows[0]]
        done.columns_left = [cell for cell, name in zip(rows[0], names, strict=True) if cell and not name]
        rows = rows[1:]
    for row in rows:
        if _is_total(row):
            done.rows_left.append(" ".join(cell for cell in row if cell))
            continue
        done.lines.append(_line(row, names))
    if not done.lines:
        raise ValidationError(_("พบแต่หัวตาราง ไม่พบบรรทัดข้อมูล โปรดคัดลอกบรรทัดข้อมูลมาด้วย"), code="headings_only")
    if len(done.lines) > MOST_LINES:
        raise ValidationError(
            _("วางได้ครั้งละไม่เกิน %(most)s บรรทัด แต่ตารางนี้มี %(count)s บรรทัด โปรดแบ่งเป็นหลายบิล")
            % {"most": MOST_LINES, "count": len(done.lines)},
            code="too_many",
        )
    return done


def as_typed(done: Pasted, kind: str, directory: Directory, *, unknown: str = "") -> dict[str, str]:
    """Return pasted lines as the fields of a form, each number turned into the meter or source that it alone names.

    `unknown`: the choice for numbers that name nothing yet; empty leaves them to be chosen line by line.
    """
    typed = {"open": str(len(done.lines))}
    for place, line in enumerate(done.lines, 1):
        values = {column.name: line.get(column.name, "") for column in WORDS[kind].columns}
        found = directory.find(line.get("number", ""), _day_or_none(line.get("last", "")))
        if len(found) == 1:
            values["what"] = found[0].key
        elif not found and line.get("number") and unknown in directory.choices:
            values["what"] = unknown
        values["number"] = line.get("number", "")
        typed |= {f"l{place}_{name}": value for name, value in values.items()}
    return typed


def _day_or_none(text: str) -> dt.date | None:
    try:
        return read_day(text)
    except ValidationError:
        return None


def _is_heading(row: Sequence[str]) -> bool:
    return sum(folded_heading(cell) in _FIELDS for cell in row) > 1


def _is_total(row: Sequence[str]) -> bool:
    """Say whether a row is the table's own total: it begins with the word."""
    first = next((cell for cell in row if cell), "")
    return folded_heading(first).startswith(TOTALS)


def _line(row: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Return a row by field. Of a meter's and an account's number the meter's counts, else the account's."""
    found = {name: cell for name, cell in zip(names, row, strict=False) if name and cell}
    account = found.pop("account", "")
    if account and not found.get("number"):
        found["number"] = account
    return found
