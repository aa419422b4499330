"""What a file says, as it is kept with an import: rows, the cells of each, and what was not read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from emission_factors.calc.decimals import plain


@dataclass(frozen=True, slots=True)
class Word:
    """A rule by its stable key, with the sentence and the remedy for people."""

    rule: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One cell. `month`: 2024-01, "" for a figure of the whole year. One of amount, notation and fault.

    `asks`: what must be confirmed before its figure counts; `notices`: what is only told.
    """

    cell: str
    raw: str
    month: str
    unit: str
    amount: Decimal | None = None
    notation: str = ""
    fault: Word | None = None
    asks: tuple[Word, ...] = ()
    notices: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells; `number` names it within its file. `catalogue`: the kinds of source it usually is."""

    number: int
    sheet: str
    cell: str
    label: str
    key: str
    unit: str
    scope: str
    catalogue: tuple[str, ...]
    cells: tuple[Given, ...]
    notices: tuple[Word, ...] = ()

    @property
    def says_something(self) -> bool:
        """Say whether there is more in it than zeros and words: leaving it out would lose a figure."""
        return any(given.fault is not None or given.amount for given in self.cells)


@dataclass(frozen=True, slots=True)
class Left:
    """A cell or range that was not read, and why."""

    sheet: str
    cell: str
    raw: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Total:
    """A total that stands in the file, beside the sum of the cells read."""

    sheet: str
    cell: str
    label: str
    in_file: Decimal
    read: Decimal
    differs: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """A whole file. `year`: of the Buddhist era, None where it says none; `municipality`: as our own template says."""

    layout: str
    label: str
    year: int | None
    municipality: str
    lines: tuple[Line, ...]
    left: tuple[Left, ...] = ()
    faults: tuple[Word, ...] = ()
    notices: tuple[Word, ...] = ()
    totals: tuple[Total, ...] = ()

    @property
    def cell_count(self) -> int:
        """Return how many cells were read."""
        return sum(len(line.cells) for line in self.lines)

    def as_mapping(self) -> dict[str, Any]:
        """Return it as JSON keeps it; amounts written plainly."""
        written: dict[str, Any] = _plain(asdict(self))
        return written


def from_mapping(written: Mapping[str, Any]) -> Contents:
    """Return what `as_mapping` wrote."""
    return Contents(
        layout=written["layout"],
        label=written["label"],
        year=written["year"],
        municipality=written["municipality"],
        lines=tuple(_line(each) for each in written["lines"]),
        left=tuple(Left(**each) for each in written["left"]),
        faults=_words(written["faults"]),
        notices=_words(written["notices"]),
        totals=tuple(
            Total(**{**each, "in_file": Decimal(each["in_file"]), "read": Decimal(each["read"])})
            for each in written["totals"]
        ),
    )


def _line(written: Mapping[str, Any]) -> Line:
    cells, notices = tuple(_given(each) for each in written["cells"]), _words(written["notices"])
    return Line(**{**written, "catalogue": tuple(written["catalogue"]), "cells": cells, "notices": notices})


def _given(written: Mapping[str, Any]) -> Given:
    amount, fault = written["amount"], written["fault"]
    return Given(
        written["cell"],
        written["raw"],
        written["month"],
        written["unit"],
        Decimal(amount) if amount is not None else None,
        written["notation"],
        Word(**fault) if fault else None,
        _words(written["asks"]),
        _words(written["notices"]),
    )


def _words(written: list[dict[str, str]]) -> tuple[Word, ...]:
    return tuple(Word(**each) for each in written)


def _plain(value: Any) -> Any:
    """Write amounts as text, everything else as JSON has it."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
