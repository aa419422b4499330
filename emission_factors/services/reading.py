"""Reading the library's CSV files. Every fault is noted with file, row and column; the caller gets all at once."""

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from emission_factors.calc.decimals import NotAPlainDecimal, parse_decimal

_is_key = re.compile(r"[A-Za-z0-9][A-Za-z0-9._()-]*").fullmatch


class FixtureFault(Exception):
    """The files cannot be loaded; `faults` are sentences naming file, row and column. Nothing was stored."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(slots=True)
class Reader:
    """Collects rows and faults of the files of one folder."""

    folder: Path
    faults: list[str] = field(default_factory=list)

    def table(self, file: str, columns: Collection[str]) -> Iterator["Row"]:
        """Yield the rows of a CSV file (UTF-8, comma) that has exactly these columns."""
        path = self.folder / file
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.faults.append(_("ไม่พบแฟ้ม %(file)s ในโฟลเดอร์ %(folder)s") % {"file": file, "folder": self.folder})
            return
        except UnicodeDecodeError:
            self.faults.append(_("%(file)s: แฟ้มต้องเป็น UTF-8") % {"file": file})
            return
        reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval=None)
        found = reader.fieldnames or []
        if set(found) != set(columns):
            missing, surplus = sorted(set(columns) - set(found)), sorted(set(found) - set(columns))
            self.faults.append(
                _("%(file)s: คอลัมน์ไม่ตรง ขาด %(missing)s เกิน %(surplus)s")
                % {"file": file, "missing": ", ".join(missing) or "–", "surplus": ", ".join(surplus) or "–"}
            )
            return
        for cells in reader:
            row = Row(self, file, reader.line_num, {name: value or "" for name, value in cells.items()})
            if "" in cells or None in cells.values():
                row.fault("", _("จำนวนช่องไม่เท่ากับจำนวนคอลัมน์"))
            else:
                yield row

    def sha256(self, file: str) -> str:
        """Return the SHA-256, in hex, of a file's bytes; empty where there is no file (which `table` reports)."""
        path = self.folder / file
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

    def finish(self) -> None:
        """Raise FixtureFault if anything was wrong."""
        if self.faults:
            raise FixtureFault(self.faults)


@dataclass(slots=True)
class Row:
    """One row: cells are read by kind, and a bad one is noted and read as empty."""

    reader: Reader
    file: str
    number: int
    cells: dict[str, str]
    faulty: set[str] = field(default_factory=set)

    def fault(self, column: str, sentence: str) -> None:
        """Note a fault of a cell, or of the whole row where `column` is empty; of one cell only the first."""
        if column in self.faulty:
            return
        self.faulty.add(column)
        where = _("%(file)s แถว %(row)s") % {"file": self.file, "row": self.number}
        if column:
            where = _("%(where)s คอลัมน์ %(column)s") % {"where": where, "column": column}
        self.reader.faults.append(f"{where}: {sentence}")

    def text(self, column: str, *, required: bool = False) -> str:
        """Return the cell's text without blanks around it."""
        value = self.cells[column].strip()
        if required and not value:
            self.fault(column, _("ต้องไม่ว่าง"))
        return value

    def key(self, column: str) -> str:
        """Return a key: letters, digits, dot, hyphen, underscore, brackets."""
        value = self.text(column, required=True)
        if value and not _is_key(value):
            self.fault(column, _("%(value)s ใช้เป็นรหัสไม่ได้ ใช้ได้เฉพาะ A-Z a-z 0-9 . _ - ( )") % {"value": value})
        return value

    def one_of(self, column: str, allowed: Collection[str], *, required: bool = True) -> str:
        """Return one of the allowed words."""
        value = self.text(column, required=required)
        if value and value not in allowed:
            self.fault(column, _("ไม่รู้จัก %(value)s") % {"value": value})
            return ""
        return value

    def decimal_text(self, column: str, *, required: bool = False) -> str:
        """Return a plain decimal from 0 as written (no sign, no exponent, no comma), or "" where the cell is empty."""
        value = self.text(column, required=required)
        if not value:
            return ""
        try:
            parse_decimal(value)
        except NotAPlainDecimal:
            self.fault(column, _("%(value)s ไม่ใช่ตัวเลขทศนิยมธรรมดาตั้งแต่ 0 ขึ้นไป เช่น 0.4999") % {"value": value})
            return ""
        return value

    def decimal(self, column: str, *, required: bool = False) -> Decimal | None:
        """Return a plain decimal from 0 with its places, or None where the cell is empty."""
        value = self.decimal_text(column, required=required)
        return Decimal(value) if value else None

    def date(self, column: str) -> dt.date | None:
        """Return an ISO date (2026-01-31), or None where the cell is empty."""
        value = self.text(column)
        if not value:
            return None
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fault(column, _("%(value)s ไม่ใช่วันที่แบบ 2026-01-31 (ค.ศ.)") % {"value": value})
            return None

    def pairs(self, column: str) -> dict[str, str]:
        """Return {name: plain decimal} of a cell such as `R-32=0.5; R-125=0.5`."""
        found: dict[str, str] = {}
        for part in filter(None, (piece.strip() for piece in self.text(column).split(";"))):
            name, equals, value = (piece.strip() for piece in part.partition("="))
            try:
                parse_decimal(value)
            except NotAPlainDecimal:
                equals = ""
            if not equals or not name or name in found:
                self.fault(column, _("อ่าน %(part)s ไม่ได้ เขียนเช่น R-32=0.5; R-125=0.5") % {"part": part})
                continue
            found[name] = value
        return found
