"""What was read from an uploaded file: every figure with its cell, everything that was not read with its reason.

Reading touches neither database nor screen. Nothing is guessed silently: what is doubtful carries a Notice, what may not
be stored a Fault, and what is not a figure of a month is listed as Ignored.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know or to confirm. `rule` is a stable key; `sentence` says what, `remedy` what to do about it.

    A rule in ASKING must be confirmed by a person before the figure is stored.
    """

    rule: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell (or the whole file) cannot be stored as it stands, and how to mend it."""

    rule: str
    sentence: str
    remedy: str


# notices that put a question: "-" taken as not occurring; a unit behind a figure; a sheet without a year, or with two
ASKING = frozenset({"dash", "unit_in_text", "year_assumed", "years_disagree"})


class Unreadable(Exception):
    """A file that cannot be read at all: a sentence for the person at the screen and the way to mend it."""

    def __init__(self, rule: str, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.rule, self.sentence, self.remedy = rule, sentence, remedy


@dataclass(frozen=True, slots=True)
class Found:
    """One cell with something in it, in a place where a figure belongs.

    `cell`: as "N3". `raw`: as a person sees it. `month`: the first of the month, None for an annual total only.
    `unit`: as the file writes it. Exactly one of `amount`, `notation` (a value of models.Notation, only proposed when
    there is a notice of ASKING) and `fault` is given. Amounts have at most 9 decimals.
    """

    sheet: str
    cell: str
    raw: str
    row_label: str
    row_key: str
    month: dt.date | None
    unit: str
    amount: Decimal | None = None
    notation: str = ""
    fault: Fault | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def asks(self) -> tuple[Notice, ...]:
        """Return the notices that a person must confirm."""
        return tuple(notice for notice in self.notices if notice.rule in ASKING)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A cell or range that was not read, and why: a stable key and a sentence."""

    sheet: str
    cell: str
    raw: str
    why: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures: one source, or one line of a form that a source must be found for.

    `key`: the source's key in our own template (its primary key as text), "layout:row" of a form that we know, such as
    goffice:diesel-mobile, or "". `scope`: "1", "2", "3", "separate" or "". `catalogue`: keys of fixtures/catalogue that
    such a row usually is, likeliest first. `cell` is where the label stands. Empty cells are not in `cells`: an empty
    cell says nothing about its month. `total_in_file`: the total that the file itself gives for the row, in `total_cell`.
    """

    sheet: str
    label: str
    key: str
    unit: str
    cells: tuple[Found, ...]
    total_in_file: Decimal | None = None
    total_cell: str = ""
    scope: str = ""
    catalogue: tuple[str, ...] = ()
    cell: str = ""
    notices: tuple[Notice, ...] = ()

    @property
    def total_read(self) -> Decimal:
        """Return the sum of the amounts that were read."""
        return sum((found.amount for found in self.cells if found.amount is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Sum:
    """The file's own total of a row beside the sum of the cells read. `differs`: by more than half of its last digit."""

    sheet: str
    cell: str
    row_label: str
    in_file: Decimal
    read: Decimal
    differs: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file. `year`: of the Buddhist era, as the file says, or None. `faults` are of the file as a whole.

    `municipality_key` and `version` are given by our own template only.
    """

    layout: str
    layout_label: str
    version: str = ""
    year: int | None = None
    municipality_key: str = ""
    rows: tuple[Row, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()
    sums: tuple[Sum, ...] = field(default=())

    @property
    def found(self) -> tuple[Found, ...]:
        """Return the cells of all rows in the file's order."""
        return tuple(found for row in self.rows for found in row.cells)
