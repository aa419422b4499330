"""A register pasted from Excel: columns by their heading or in the order given, each line new, changed, known or faulty."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventories.forms.bill.headings import TOTALS
from inventories.forms.bill.reading import read_day
from inventories.forms.registers.headings import HEADINGS
from inventories.forms.registers.reading import read_agent, read_charge, read_division, read_pieces, read_text
from inventories.forms.tables import folded_heading, rows_of
from inventories.models import Division, RegisterItem, RegisterKind
from inventories.models.meter import LONGEST_NUMBER
from inventories.selectors.registers.columns import COLUMNS, columns_of
from inventories.selectors.registers.items import Known, key_of
from inventories.services.registers.items import Wanted

MOST_LINES = 1000
MOST_LETTERS = 400_000
LONGEST_WORDS = 200
_HEAD_WITHIN = 6  # rows above the table that a copied sheet may have: its title, whose it is
_FIELDS = {heading: name for name, headings in HEADINGS.items() for heading in headings}


class LineOutcome(StrEnum):
    """What storing would do with a pasted line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(slots=True)
class Line:
    """A pasted line: its place in the table, what it says, and what it would do; `faults` name what to mend."""

    place: int
    typed: dict[str, str]
    fields: dict[str, Any] = field(default_factory=dict)
    item: RegisterItem | None = None
    faults: list[str] = field(default_factory=list)

    @property
    def shown(self) -> dict[str, str]:
        """Return every column as it was typed, empty where nothing was."""
        return dict.fromkeys(COLUMNS, "") | self.typed

    @property
    def outcome(self) -> LineOutcome:
        """Return what storing would do with it."""
        if self.faults:
            return LineOutcome.FAULTY
        if self.item is None:
            return LineOutcome.NEW
        return LineOutcome.CHANGED if self.changes else LineOutcome.SAME

    @property
    def changes(self) -> dict[str, Any]:
        """Return the fields that differ from the item that is there."""
        return {name: value for name, value in self.fields.items() if getattr(self.item, name) != value}


@dataclass(slots=True)
class Table:
    """A pasted register: its lines, and what of it was passed over, by its words."""

    lines: list[Line] = field(default_factory=list)
    columns_left: list[str] = field(default_factory=list)
    rows_left: list[str] = field(default_factory=list)

    def of(self, outcome: str) -> list[Line]:
        """Return the lines of one outcome."""
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def writes(self) -> int:
        """Return how many lines would be stored."""
        return len(self.of(LineOutcome.NEW)) + len(self.of(LineOutcome.CHANGED))


class PasteForm(forms.Form):
    """A register as copied from a spreadsheet, read against the one that is there."""

    table = forms.CharField(
        label=gettext_lazy("ตารางที่คัดลอกมา"),
        strip=False,
        max_length=MOST_LETTERS,
        help_text=gettext_lazy(
            "คัดลอกจาก Excel หรือ LibreOffice พร้อมหัวตาราง หนึ่งบรรทัดต่อหนึ่งรายการ เลขไทยใช้ได้ ช่องว่างไม่ลบข้อมูลเดิม"
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("ยังไม่มีข้อมูลในช่องวางตาราง โปรดคัดลอกตารางจาก Excel แล้ววางในช่องนี้"),
            "max_length": gettext_lazy("ตารางยาวเกินไป โปรดวางทีละส่วน"),
        },
    )

    def __init__(
        self, data: Any = None, *, register: RegisterKind, known: Known, divisions: Sequence[Division]
    ) -> None:
        super().__init__(data)
        self.register, self.known = register, known
        self.divisions = {each.name_th: each for each in divisions}

    def clean_table(self) -> Table:
        """Return the table, faulty lines too: they are told one by one. Raises ValidationError where nothing can be read."""
        rows = [row for row in rows_of(self.cleaned_data["table"], longest=LONGEST_WORDS) if any(row)]
        read = read_register(rows, self.register, self.known, self.divisions)
        if not read.lines:
            raise ValidationError(_("ไม่พบบรรทัดข้อมูล โปรดคัดลอกบรรทัดข้อมูลมาด้วย ไม่ใช่เฉพาะหัวตาราง"), code="headings_only")
        if len(read.lines) > MOST_LINES:
            raise ValidationError(
                _("วางได้ครั้งละไม่เกิน %(most)s บรรทัด แต่ตารางนี้มี %(count)s บรรทัด โปรดวางทีละส่วน")
                % {"most": MOST_LINES, "count": len(read.lines)},
                code="too_many",
            )
        return read

    def wanted(self) -> list[Wanted]:
        """Return what is to be stored."""
        table: Table = self.cleaned_data["table"]
        return [Wanted(line.fields, line.item) for line in table.lines]


def read_register(
    rows: Sequence[Sequence[str]], register: RegisterKind, known: Known, divisions: Mapping[str, Division]
) -> Table:
    """Read the rows of a pasted register. A line that cannot be stored carries its faults."""
    done, names, start = Table(), columns_of(register), 0
    head = next((place for place, row in enumerate(rows[:_HEAD_WITHIN]) if _is_heading(row)), None)
    if head is not None:
        names = _named(rows[head], columns_of(register))
        done.columns_left = [cell for cell, name in zip(rows[head], names, strict=True) if cell and not name]
        done.rows_left = [" ".join(filter(None, row)) for row in rows[:head]]
        start = head + 1
    lines = _Lines(register, known, divisions)
    for place, row in enumerate(rows[start:], start + 1):
        if folded_heading(next((cell for cell in row if cell), "")).startswith(TOTALS):
            done.rows_left.append(" ".join(filter(None, row)))
            continue
        typed = {name: cell for name, cell in zip(names, row, strict=False) if name and cell}
        done.lines.append(lines.read(place, typed))
    return done


class _Lines:
    """Reads the lines of a table one after the other; a number may stand in one of them."""

    def __init__(self, register: RegisterKind, known: Known, divisions: Mapping[str, Division]) -> None:
        self.register, self.known = register, known
        self.seen: dict[str, int] = {}
        self.readers: dict[str, Callable[[str], Any]] = {
            "description": read_text,
            "place": read_text,
            "division": lambda text: read_division(text, divisions),
            "quantity": read_pieces,
            "agent": lambda text: read_agent(text, register),
            "charge_kg": read_charge,
            "first_day": read_day,
            "last_day": read_day,
        }

    def read(self, place: int, typed: dict[str, str]) -> Line:
        """Return what a line says, with its faults."""
        line = Line(place, typed)
        self._number(line)
        for name, read in self.readers.items():
            if name in typed:
                try:
                    line.fields[name] = read(typed[name])
                except ValidationError as wrong:
                    line.faults.extend(wrong.messages)
        first, last = (line.fields.get(name, getattr(line.item, name, None)) for name in ("first_day", "last_day"))
        if first and last and last < first:
            line.faults.append(_("วันสุดท้ายอยู่ก่อนวันที่ได้มา โปรดตรวจวันที่"))
        return line

    def _number(self, line: Line) -> None:
        number = read_text(line.typed.get("number", ""))
        if not number:
            line.faults.append(_("ไม่มี%(number)s โปรดใส่เลขของรายการ") % {"number": self.register.number_label})
            return
        if len(number) > LONGEST_NUMBER:
            line.faults.append(_("เลขยาวเกิน %(most)s ตัวอักษร โปรดตรวจว่าวางตรงคอลัมน์") % {"most": LONGEST_NUMBER})
            return
        first = self.seen.setdefault(key_of(number), line.place)
        if first != line.place:
            said = {"number": number, "line": first}
            line.faults.append(_("เลข %(number)s ซ้ำกับบรรทัดที่ %(line)s โปรดลบบรรทัดหนึ่งออก") % said)
        found = self.known.find(number)
        if len(found) > 1:
            line.faults.append(
                _("เลข %(number)s เป็นบัญชีของมิเตอร์ %(count)s ตัวที่อยู่ในทะเบียนแล้ว โปรดใช้เลขมิเตอร์ หรือลบบรรทัดนี้")
                % {"number": number, "count": len(found)}
            )
        line.item = found[0] if found else None
        if line.item is None:
            line.fields["number"] = number


def _named(row: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """Return the column that each heading names, empty for none: of several of one name the first."""
    names: list[str] = []
    for cell in row:
        name = _FIELDS.get(folded_heading(cell), "")
        names.append(name if name in columns and name not in names else "")
    return tuple(names)


def _is_heading(row: Sequence[str]) -> bool:
    return sum(folded_heading(cell) in _FIELDS for cell in row) > 1
