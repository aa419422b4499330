"""The thresholds of the rules and the ready reasons: read once from fixtures/plausibility, checked line by line."""

import csv
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from emission_factors.models import Confidence
from inventories.calc.plausibility.finding import Thresholds

FOLDER = settings.BASE_DIR / "fixtures" / "plausibility"
CONFIDENCES = frozenset({"GK", *Confidence.values})
CHECKED = "checked"  # the reason of what is cleared from the list at once


class RuleFault(ValueError):
    """A line of the rules does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A ready reason: its key, its Thai words, and whether it must be told in words of one's own as well."""

    key: str
    label_th: str
    needs_text: bool

    @property
    def label(self) -> str:
        """Return its words in the language of the page."""
        return gettext(self.label_th)


def read_thresholds(file: Path = FOLDER / "thresholds.csv") -> Thresholds:
    """Read the thresholds. Raises RuleFault where one is missing, unknown, given twice or no number above zero."""
    kinds = {each.name: each.type for each in dataclasses.fields(Thresholds)}
    values: dict[str, Any] = {}
    for line, row in _lines(file):
        name = row["threshold"]
        if name not in kinds or name in values:
            raise RuleFault(f"{file.name} line {line}: {name} is unknown or given twice")
        try:
            value = Decimal(row["value"])
        except InvalidOperation:
            raise RuleFault(f"{file.name} line {line}: {row['value']} is no number") from None
        whole = kinds[name] is int
        if not value.is_finite() or value <= 0 or (whole and value % 1):
            raise RuleFault(f"{file.name} line {line}: {row['value']} does not suit {name}")
        values[name] = int(value) if whole else value
    if missing := kinds.keys() - values.keys():
        raise RuleFault(f"{file.name}: {', '.join(sorted(missing))} missing")
    return Thresholds(**values)


def read_reasons(file: Path = FOLDER / "reasons.csv") -> tuple[Reason, ...]:
    """Read the ready reasons, in the order shown. Raises RuleFault for a key given twice or without words."""
    found: dict[str, Reason] = {}
    for line, row in _lines(file):
        if row["key"] in found or not row["label_th"] or row["text"] not in {"optional", "required"}:
            raise RuleFault(f"{file.name} line {line}: {row['key']} is given twice or does not fit")
        found[row["key"]] = Reason(row["key"], row["label_th"], row["text"] == "required")
    if CHECKED not in found:
        raise RuleFault(f"{file.name}: {CHECKED} missing")
    return tuple(found.values())


@cache
def thresholds() -> Thresholds:
    """Return the thresholds of the application."""
    return read_thresholds()


@cache
def reasons() -> tuple[Reason, ...]:
    """Return the ready reasons of the application."""
    return read_reasons()


def reason_label(key: str) -> str:
    """Return the words of a reason; its key where a database holds one of another version."""
    return next((reason.label for reason in reasons() if reason.key == key), key)


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            if row["confidence"] not in CONFIDENCES or not row["source"]:
                raise RuleFault(f"{file.name} line {number}: source or confidence is missing")
            yield number, row
