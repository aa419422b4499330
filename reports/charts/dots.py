"""One dot for each value, in a line for each group: how far values of a kind lie apart, and their middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from reports.charts.axis import figure, places_for, ticks
from reports.charts.drawing import Svg, chart, element, escape

_TOP, _LINE, _BOTTOM = 14, 62, 28
_RADIUS = 5.5
_CLOSE = 2 * _RADIUS + 1  # dots nearer than this stand above one another
_STEP = 9
_RIGHT = 16
_WORTH_A_MIDDLE = 2


@dataclass(frozen=True, slots=True)
class Group:
    """A line of the chart: its name, a few quiet words beside it, and its values."""

    label: str
    note: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """How wide a chart is drawn. `beside`: room left of the scale for names; 0 puts them above their line."""

    width: int
    beside: int


WIDE = Frame(520, 104)
NARROW = Frame(358, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A group's place: the height of its dots, each dot's x and y, and its middle (value, x) where there is one."""

    group: Group
    y: float
    dots: tuple[tuple[float, float], ...]
    middle: tuple[Decimal, float] | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: the scale (text, x), the lines, and the height of the picture."""

    scale: tuple[tuple[str, float], ...]
    lines: tuple[Line, ...]
    height: int


def dots_layout(groups: Sequence[Group], frame: Frame = WIDE) -> Layout:
    """Return where the dots stand on a scale from 0. Raises ValueError for a negative or not finite value."""
    values = [value for group in groups for value in group.values]
    if any(not value.is_finite() or value < 0 for value in values):
        raise ValueError("a dot can only show finite values from 0")
    numbers = ticks(max(values, default=Decimal(0)))
    left = frame.beside + _RADIUS + 2
    per_unit = (frame.width - _RIGHT - left) / float(numbers[-1])

    def x(value: Decimal) -> float:
        return left + float(value) * per_unit

    places = 0 if numbers[1] == numbers[1].to_integral_value() else places_for(numbers[-1])
    lines = []
    for place, group in enumerate(groups):
        y = _TOP + _LINE * place + _LINE * 0.6
        middle = median(group.values) if len(group.values) >= _WORTH_A_MIDDLE else None
        lines.append(
            Line(group, y, _beeswarm(sorted(map(x, group.values)), y), None if middle is None else (middle, x(middle)))
        )
    return Layout(
        tuple((figure(number, places if number else 0), x(number)) for number in numbers),
        tuple(lines),
        _TOP + _LINE * len(groups) + _BOTTOM,
    )


def _beeswarm(places: Sequence[float], y: float) -> tuple[tuple[float, float], ...]:
    """Return dots that do not hide one another: a near one stands above or below the line, in turn."""
    dots, run = list[tuple[float, float]](), 0
    for x in places:
        run = run + 1 if dots and x - dots[-1][0] < _CLOSE else 0
        offset = (0, -_STEP, _STEP)[run % 3]
        dots.append((x, y + offset))
    return tuple(dots)


def dots_by_group(groups: Sequence[Group], *, name: str, title: str, description: str, frame: Frame = WIDE) -> Svg:
    """Return the chart as SVG. `name`, `title` and `description`: see `drawing.chart`. Raises as `dots_layout`."""
    layout = dots_layout(groups, frame)
    base = layout.height - _BOTTOM
    parts = []
    for label, x in layout.scale:
        parts.append(element("line", class_="ax", x1=x, x2=x, y1=_TOP, y2=base))
        parts.append(element("text", label, class_="q", x=x, y=base + 18, text_anchor="middle"))
    for line in layout.lines:
        parts += _draw(line, frame)
    return chart(parts, name=name, title=title, description=description, width=frame.width, height=layout.height)


def _draw(line: Line, frame: Frame) -> list[str]:
    label, note = escape(line.group.label), escape(line.group.note)
    if frame.beside:
        parts = [
            element("text", label, class_="b", x=0, y=line.y - 2),
            element("text", note, class_="q", x=0, y=line.y + 15),
        ]
    else:
        names = element("tspan", label, class_="b") + " " + element("tspan", note, class_="q")
        parts = [element("text", names, x=0, y=line.y - 20)]
    parts += [element("circle", class_="dot", cx=x, cy=y, r=_RADIUS) for x, y in line.dots]
    if line.middle is not None:
        value, x = line.middle
        parts.append(element("line", class_="med", x1=x, x2=x, y1=line.y - 16, y2=line.y + 16))
        parts.append(element("text", figure(value, places_for(value)), class_="b", x=x + 5, y=line.y + 24))
    return parts
