"""Many cells at once: a block as the page sends it, and a table as it was copied from a spreadsheet."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.forms.amount import Typed, read_based_on, typed
from inventories.models import Notation
from inventories.selectors.grid import CELL_WORDS, Cell, Grid, Row

MOST_CELLS = 5000
DASHES = frozenset("-–—−")
LEAVE, NOT_OCCURRING = "leave", "no"  # what a lone dash in a pasted table means
_BROKEN = "block"


def drafts_of(user: User) -> str:
    """Return the name under which a browser keeps what a person has not saved yet: it tells nothing about them."""
    return salted_hmac("inventories.grid.drafts", str(user.pk)).hexdigest()[:20]


def read_block(data: Mapping[str, str]) -> list[Typed]:
    """Read a block as the page sends it: `cells`, a JSON list of [use, "2024-01", based_on, text or revision].

    In the place of a text the number of an earlier revision says that this one is to hold again (0: an empty cell).
    Raises ValidationError if the page did not make it.
    """
    broken = ValidationError(_("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้ากรอกข้อมูลใหม่แล้วลองอีกครั้ง"), code=_BROKEN)
    try:
        listed = json.loads(data.get("cells", ""))
    except ValueError:
        raise broken from None
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_CELLS:
        raise broken
    cells = [_read(each) for each in listed]
    if None in cells or len({(cell.use, cell.month) for cell in cells if cell}) != len(cells):
        raise broken
    return [cell for cell in cells if cell is not None]


def _read(each: object) -> Typed | None:
    match each:
        case [int() as use, str() as month, int() as based_on, str() as text]:
            back = None
        case [int() as use, str() as month, int() as based_on, int() as back]:
            text = ""
        case _:
            return None
    try:
        first = dt.date.fromisoformat(f"{month}-01")
        numbers = [read_based_on(str(number)) for number in (based_on, back or 0)]
    except (ValueError, ValidationError):
        return None
    if back is not None:
        return Typed(use, first, "", numbers[0], back=numbers[1])
    return typed(use, first, text, based_on)


def write_block(cells: Iterable[Typed]) -> str:
    """Return a block as `read_block` takes it."""
    return json.dumps(
        [[cell.use, f"{cell.month:%Y-%m}", cell.based_on, cell.text] for cell in cells], ensure_ascii=False
    )


def read_table(text: str) -> list[list[str]]:
    """Return the lines and cells of a table as Excel and LibreOffice copy it: tabs, line ends, quoted cells."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    csv.field_size_limit(max(csv.field_size_limit(), len(plain) + 1))  # an open quote takes in all that follows
    lines = list(csv.reader(io.StringIO(plain), delimiter="\t"))
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return [[" ".join(cell.split()) for cell in line] for line in lines]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a value of a pasted table goes: its cell as it stands, and what would be typed into it."""

    row: Row
    cell: Cell
    typed: Typed

    @property
    def empties(self) -> bool:
        """Say whether it takes a figure away."""
        return not self.typed.text.strip() and bool(self.cell.text)


@dataclass(slots=True)
class Placement:
    """What a pasted table would change, what is no figure, what has no place and why, and how many values stay as they are."""

    placed: list[Placed] = field(default_factory=list)
    same: int = 0
    left_out: list[str] = field(default_factory=list)
    dashes: int = 0

    @property
    def faults(self) -> list[Placed]:
        """Return what cannot be read."""
        return [each for each in self.placed if each.typed.error]


def place(table: Sequence[Sequence[str]], page: Grid, *, first: Row, column: int, dash: str) -> Placement:
    """Lay a table over the grid, its first cell on column `column` (1…) of the row `first`.

    Values beyond the grid, over months in which a source is not used, over what is calculated from others and over
    locked months are left out, each said once. `dash`: what a lone dash means, LEAVE or NOT_OCCURRING.
    """
    found = Placement()
    rows = page.rows
    start = next(place for place, row in enumerate(rows) if row.use.pk == first.use.pk)
    for line, texts in enumerate(table):
        if start + line >= len(rows):
            if any(text.strip() for text in texts):
                found.left_out.append(_("บรรทัดที่ %(line)s ของข้อมูลที่วาง: เลยบรรทัดสุดท้ายของตาราง") % {"line": line + 1})
            continue
        _place_line(found, rows[start + line], texts, column, dash)
    return found


def _place_line(found: Placement, row: Row, texts: Sequence[str], column: int, dash: str) -> None:
    name = plain_name(row.use)
    if not row.takes_figures:
        if any(text.strip() for text in texts):
            message = _("%(source)s: คำนวณจากรายการอื่นหรือไม่กรอกรายเดือน")
            found.left_out.append(message % {"source": name})
        return
    for place, text in enumerate(texts, column - 1):
        if place >= len(row.cells):
            if text.strip():
                found.left_out.append(
                    _("%(source)s: ค่า %(text)s เลยเดือนสุดท้ายของตาราง") % {"source": name, "text": text}
                )
            continue
        cell = row.cells[place]
        where = {"source": name, "month": thai_month(cell.month), "year": cell.word}
        if cell.state in {"off", "kept"}:
            if text.strip() and text.strip() not in DASHES:
                off = _("%(source)s %(month)s: ไม่ได้ใช้ในเดือนนี้")
                kept = _("%(source)s %(month)s: ล็อกแล้วใน %(year)s")
                found.left_out.append((off if cell.state == "off" else kept) % where)
            continue
        if text.strip() in DASHES:
            found.dashes += 1
            text = str(CELL_WORDS[Notation.NOT_OCCURRING]) if dash == NOT_OCCURRING else ""  # noqa: PLW2901
        new = typed(row.use.pk, cell.month, text, cell.number)
        if not new.error and new.reading == typed(row.use.pk, cell.month, cell.text, cell.number).reading:
            found.same += 1
        else:
            found.placed.append(Placed(row, cell, new))
