"""Slips of fuel summed by vehicle and month."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from inventories.calc.bills import first_of
from inventories.models import BillLine, Meter, Source


@dataclass(frozen=True, slots=True)
class VehicleMonth:
    """What a vehicle took in a month: slips, litres, baht (None: not told of all), kilometres between its readings."""

    source: Source
    meter: Meter | None
    month: dt.date
    slips: int
    units: Decimal
    baht: Decimal | None
    km: Decimal | None

    @property
    def per_100_km(self) -> Decimal | None:
        """Return litres per 100 km, None where the kilometres of every slip are not known."""
        return round(self.units / self.km * 100, 2) if self.km else None


def vehicle_sums(lines: Iterable[BillLine]) -> list[VehicleMonth]:
    """Return the sums of slips by source, vehicle and month, in the order in which they stand on the paper."""
    groups: dict[tuple[int, str, dt.date], list[BillLine]] = defaultdict(list)
    for line in lines:
        groups[line.source_id, line.meter.number if line.meter else "", first_of(line.last_day)].append(line)
    return [_month(month, listed) for (_source, _meter, month), listed in groups.items()]


def _month(month: dt.date, lines: list[BillLine]) -> VehicleMonth:
    baht = [line.baht for line in lines if line.baht is not None]
    km = [
        line.reading_after - line.reading_before
        for line in lines
        if line.reading_after is not None and line.reading_before is not None
    ]
    whole = len(km) == len(lines) and all(each > 0 for each in km)
    return VehicleMonth(
        lines[0].source,
        lines[0].meter,
        month,
        len(lines),
        sum((line.units for line in lines), Decimal(0)),
        sum(baht, Decimal(0)) if len(baht) == len(lines) else None,
        sum(km, Decimal(0)) if whole else None,
    )
