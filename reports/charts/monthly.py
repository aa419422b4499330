"""Emissions month by month as stacked bars, a colour and a place for each scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts.axis import figure, places_for, ticks
from reports.charts.drawing import CO2E, Svg, chart, element, escape

_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 34, 26  # room for the scale (at least), the unit and the months
_DIGIT = 7.5  # what a digit or a comma takes at most, in a type of 13
_BAR = 0.47  # of a month's room
_GAP = 1.4  # white between two scopes


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its label and the tCO2e of scopes 1, 2 and 3. Not `known` while no figure of it exists."""

    label: str
    scopes: tuple[Decimal, Decimal, Decimal]
    known: bool = True


@dataclass(frozen=True, slots=True)
class Size:
    """How large a chart is drawn, in its own units (13 of which are the height of its type)."""

    width: int
    height: int
    values: bool = True  # the month's total above its bar
    every_label: bool = True


WIDE = Size(1080, 330)
NARROW = Size(358, 250, values=False, every_label=False)
PAPER = Size(690, 270)


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of a bar that stands for one scope, from `top` down over `height`."""

    scope: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's place: left edge and width of its bar, its segments from below, and its total in tCO2e."""

    month: Month
    left: float
    width: float
    segments: tuple[Segment, ...]
    total: Decimal


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of a chart stands.

    `left` is where the scale ends and the bars begin, `base` the height of 0, `scale` each number with its text and
    its height. `values`: there is room for the totals above the bars.
    """

    left: float
    base: float
    scale: tuple[tuple[str, float], ...]
    bars: tuple[Bar, ...]
    values: bool


def monthly_layout(months: Sequence[Month], size: Size = WIDE) -> Layout:
    """Return where the bars of these months stand. Raises ValueError for a negative or not finite value."""
    values = [value for month in months for value in month.scopes]
    if any(not value.is_finite() or value < 0 for value in values):
        raise ValueError("a bar can only show finite values from 0")
    totals = [sum(month.scopes, Decimal(0)) for month in months]
    numbers = ticks(max(totals, default=Decimal(0)))
    base = float(size.height - _BOTTOM)
    per_tonne = (base - _TOP) / float(numbers[-1])
    labels = _labels(numbers)
    left = max(_LEFT, _DIGIT * max(map(len, labels)) + 10)
    room = (size.width - left - _RIGHT) / max(len(months), 1)
    bars = tuple(
        Bar(month, left + room * (place + (1 - _BAR) / 2), room * _BAR, _stack(month, base, per_tonne), total)
        for place, (month, total) in enumerate(zip(months, totals, strict=True))
    )
    scale = tuple((label, base - float(value) * per_tonne) for label, value in zip(labels, numbers, strict=True))
    widest = max((len(_total(bar, bars)) for bar in bars), default=0)
    return Layout(left, base, scale, bars, size.values and widest * _DIGIT <= room)


def _labels(numbers: tuple[Decimal, ...]) -> list[str]:
    exponent = numbers[1].normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return [figure(value, places if value else 0) for value in numbers]


def _total(bar: Bar, bars: tuple[Bar, ...]) -> str:
    """Return the total of a bar with the decimals that tell the bars apart."""
    return figure(bar.total, places_for(max(each.total for each in bars)))


def _stack(month: Month, base: float, per_tonne: float) -> tuple[Segment, ...]:
    segments = []
    for scope, value in enumerate(month.scopes, start=1):
        height = float(value) * per_tonne
        base -= height
        if height > 0:
            segments.append(Segment(scope, base, height))
    return tuple(segments)


def monthly_bars(months: Sequence[Month], *, name: str, title: str, description: str, size: Size = WIDE) -> Svg:
    """Return the chart as SVG. `name`, `title` and `description`: see `drawing.chart`. Raises as `monthly_layout`."""
    layout = monthly_layout(months, size)
    left, right = layout.left, size.width - _RIGHT
    parts = []
    for label, y in layout.scale:
        parts.append(element("line", class_="base" if y == layout.base else "ax", x1=left, x2=right, y1=y, y2=y))
        parts.append(element("text", label, class_="q", x=left - 6, y=y + 4, text_anchor="end"))
    parts.append(element("text", CO2E.format(before="t"), class_="q", x=0, y=11))
    for place, bar in enumerate(layout.bars):
        parts += _draw(bar, layout)
        if size.every_label or place % 2 == 0:
            middle = bar.left + bar.width / 2
            label = escape(bar.month.label)
            parts.append(element("text", label, class_="q", x=middle, y=size.height - 8, text_anchor="middle"))
    return chart(parts, name=name, title=title, description=description, width=size.width, height=size.height)


def _draw(bar: Bar, layout: Layout) -> list[str]:
    if not bar.month.known:
        top = layout.scale[-1][1] + (layout.base - layout.scale[-1][1]) * 0.3
        return [element("rect", class_="wait", x=bar.left, y=top, width=bar.width, height=layout.base - top)]
    parts = []
    for segment in bar.segments:
        gap = min(_GAP, segment.height / 3)
        parts.append(
            element(
                "rect", class_=f"f{segment.scope}", x=bar.left, y=segment.top + gap / 2, width=bar.width,
                height=segment.height - gap,
            )
        )  # fmt: skip
    if layout.values:
        top = bar.segments[-1].top if bar.segments else layout.base
        parts.append(
            element("text", _total(bar, layout.bars), x=bar.left + bar.width / 2, y=top - 6, text_anchor="middle")
        )
    return parts
