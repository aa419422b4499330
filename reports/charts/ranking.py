"""The largest sources as horizontal bars, each below its name and amount, so that a long name takes no room away."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.axis import figure, places_for
from reports.charts.drawing import Svg, chart, element, escape

_ROW, _NAME_LINE, _BAR_TOP, _BAR = 40, 14, 21, 10
_TYPE = 13
_WIDEST = 0.62  # of the type size: what a letter takes at most on average, so that names end before the amount
_AMOUNT_ROOM = 110
_MARK = 30  # square and number of the scope before the name


@dataclass(frozen=True, slots=True)
class Rank:
    """A source: its name, its scope (1, 2 or 3) and its tCO2e."""

    label: str
    scope: int
    tonnes: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """A source's place: top of its row, and how long its bar is."""

    rank: Rank
    top: float
    length: float


def ranking_layout(ranks: Sequence[Rank], width: int) -> tuple[Row, ...]:
    """Return where the bars stand, in the order given; the longest fills the width.

    Raises ValueError for a negative or not finite value, or a scope other than 1, 2, 3.
    """
    if any(not rank.tonnes.is_finite() or rank.tonnes < 0 for rank in ranks):
        raise ValueError("a bar can only show finite values from 0")
    if any(rank.scope not in {1, 2, 3} for rank in ranks):
        raise ValueError("a source in a ranking counts in scope 1, 2 or 3")
    highest = max((rank.tonnes for rank in ranks), default=Decimal(0))
    return tuple(
        Row(rank, float(place * _ROW), float(rank.tonnes / highest) * width if highest else 0.0)
        for place, rank in enumerate(ranks)
    )


def ranking_bars(ranks: Sequence[Rank], *, name: str, title: str, description: str, width: int = 690) -> Svg:
    """Return the chart as SVG; a name too long for its line ends in … and is read out whole. Raises as the layout."""
    rows = ranking_layout(ranks, width)
    places = places_for(max((row.rank.tonnes for row in rows), default=Decimal(0)))
    parts = []
    for row in rows:
        line = row.top + _NAME_LINE
        shown = shorten(row.rank.label, width - _MARK - _AMOUNT_ROOM)
        label = element("text", escape(shown), x=_MARK, y=line)
        if shown != row.rank.label:
            label = element("g", f"<title>{escape(row.rank.label)}</title>{label}")
        parts += [
            element("rect", class_=f"f{row.rank.scope}", x=0, y=line - 10, width=10, height=10),
            element("text", str(row.rank.scope), class_="b", x=15, y=line),
            label,
            element("text", figure(row.rank.tonnes, places), x=width, y=line, text_anchor="end"),
        ]
        if row.length > 0:
            parts.append(
                element(
                    "rect", class_=f"f{row.rank.scope}", x=0, y=row.top + _BAR_TOP, width=max(row.length, 1),
                    height=_BAR,
                )
            )  # fmt: skip
    height = max(len(rows) * _ROW, 1)
    return chart(parts, name=name, title=title, description=description, width=width, height=height)


def shorten(text: str, room: float) -> str:
    """Return a text that fits into `room` units of a line, ending in … where it was too long.

    Thai marks take no room; no syllable is cut before its marks.
    """
    budget = room / (_TYPE * _WIDEST)
    wide = sum(_takes_room(letter) for letter in text)
    if wide <= budget:
        return text
    kept, used = [], 0
    for letter in text:
        used += _takes_room(letter)
        if used > budget - 1:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


def _takes_room(letter: str) -> bool:
    return unicodedata.category(letter) != "Mn"
