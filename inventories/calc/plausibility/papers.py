"""Lines of bills against their meters and vehicles: readings, odometer, litres by kilometre and by the tank.

Source: (หลัง − ก่อน) × ตัวคูณ = หน่วย of the bill; the project's practice, section 4.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median as middle

from inventories.calc.plausibility.finding import (
    BILLS_DIFFER,
    FUEL_RATE,
    ODOMETER,
    OVER_TANK,
    READING,
    READING_CHAIN,
    Finding,
    Thresholds,
)
from inventories.calc.plausibility.series import times

Cell = tuple[int, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A line of a bill: of which source and months (the last one is where a doubt about it stands), of which meter.

    ``units`` as printed; ``expected``: what its readings or peaks make instead, None where nothing contradicts;
    ``vehicle``: its readings are kilometres; ``tank``: litres its tank holds; ``slip``: it is of a single day.
    """

    source: int
    months: tuple[dt.date, ...]
    meter: int | None
    first: dt.date
    last: dt.date
    units: Decimal
    expected: Decimal | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    multiplier: Decimal = Decimal(1)
    vehicle: bool = False
    tank: Decimal | None = None

    @property
    def slip(self) -> bool:
        """Say whether it is of a single day."""
        return self.first == self.last

    @property
    def km(self) -> Decimal | None:
        """Return the kilometres between a vehicle's readings, None where there are none or they go back."""
        if not self.vehicle or self.before is None or self.after is None or self.after <= self.before:
            return None
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Papers:
    """The lines of the year's bills and of the time before it, and what the bills of each cell come to."""

    lines: Sequence[Paper] = ()
    sums: Mapping[Cell, Decimal] = field(default_factory=dict)


def doubts_of_papers(papers: Papers, figures: Mapping[Cell, Decimal], thresholds: Thresholds) -> Iterator[Finding]:
    """Yield what bills say against themselves, one another and the figures of their cells.

    ``figures``: those of the year looked at; a line whose cell is not among them is history only. One finding of a rule
    stands for a cell: the one with most units in doubt.
    """
    found: dict[tuple[int, dt.date, str], Finding] = {}
    by_meter: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers.lines:
        if paper.meter is not None and paper.units >= 0:
            by_meter[paper.meter].append(paper)
        _keep(found, _of_line(paper, figures))
    for listed in by_meter.values():
        for finding in _of_meter(sorted(listed, key=lambda each: (each.last, each.first)), figures, thresholds):
            _keep(found, finding)
    for cell, total in papers.sums.items():
        if cell in figures and figures[cell] != total:
            _keep(found, _finding(BILLS_DIFFER, cell, figures, said=figures[cell], expected=total))
    yield from found.values()


def _keep(found: dict[tuple[int, dt.date, str], Finding], finding: Finding | None) -> None:
    if finding is None:
        return
    key = (finding.source, finding.month, finding.rule)
    if key not in found or finding.doubt > found[key].doubt:
        found[key] = finding


def _of_line(paper: Paper, figures: Mapping[Cell, Decimal]) -> Finding | None:
    """Return that a line's readings and multiplier do not make its units, or that its odometer runs backwards."""
    if paper.expected is not None:
        return _of(READING, paper, figures, expected=paper.expected, broken=True)
    if paper.vehicle and paper.before is not None and paper.after is not None and paper.after < paper.before:
        return _of(ODOMETER, paper, figures, expected=Decimal(0), broken=True)
    return None


def _of_meter(
    listed: Sequence[Paper], figures: Mapping[Cell, Decimal], thresholds: Thresholds
) -> Iterator[Finding | None]:
    """Yield doubts about lines of one meter or vehicle in the order of their days."""
    rates = {place: each.units / each.km for place, each in enumerate(listed) if each.km}
    end: Decimal | None = None
    for place, paper in enumerate(listed):
        if paper.before is not None and end is not None and not paper.vehicle and paper.before != end:
            step = abs(paper.before - end) * paper.multiplier
            yield _of(READING_CHAIN, paper, figures, expected=paper.units + step, readings=(end, paper.before))
        if paper.vehicle and paper.before is not None and end is not None and paper.before < end:
            yield _of(ODOMETER, paper, figures, expected=Decimal(0), readings=(end, paper.before), broken=True)
        end = paper.after if paper.after is not None else end
        if paper.tank is not None and paper.slip and paper.units > paper.tank * (1 + thresholds.tank_slack):
            yield _of(OVER_TANK, paper, figures, expected=paper.tank)
        others = [rate for other, rate in rates.items() if other != place]
        if place in rates and len(others) >= thresholds.fuel_history:
            usual = middle(others)
            if usual > 0 and rates[place] > 0 and times(rates[place], usual) > thresholds.fuel_times:
                km = paper.km or Decimal(0)
                yield _of(FUEL_RATE, paper, figures, expected=usual * km, readings=(rates[place] * 100, usual * 100))


def _of(
    rule: str,
    paper: Paper,
    figures: Mapping[Cell, Decimal],
    *,
    expected: Decimal,
    readings: tuple[Decimal, Decimal] | None = None,
    broken: bool = False,
) -> Finding | None:
    """Return a finding about a line in the last of its months that has a figure, None where none has."""
    month = next((each for each in sorted(paper.months, reverse=True) if (paper.source, each) in figures), None)
    if month is None:
        return None
    if readings is None and paper.before is not None and paper.after is not None:
        readings = (paper.before, paper.after)
    return _finding(
        rule,
        (paper.source, month),
        figures,
        said=paper.units,
        expected=expected,
        readings=readings,
        day=paper.last,
        broken=broken,
    )


def _finding(
    rule: str,
    cell: Cell,
    figures: Mapping[Cell, Decimal],
    *,
    said: Decimal,
    expected: Decimal,
    readings: tuple[Decimal, Decimal] | None = None,
    day: dt.date | None = None,
    broken: bool = False,
) -> Finding:
    amount = figures[cell]
    return Finding(
        rule=rule,
        source=cell[0],
        month=cell[1],
        amount=amount,
        doubt=abs(said - expected),
        compared=amount - said + expected,
        said=said,
        expected=expected,
        readings=readings,
        day=day,
        broken=broken,
    )
