"""Reading instruments, their calibrations, and in which months of a year a measured source was out of calibration."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from cfo_site.accounts.models import Municipality
from inventories.calc.calibration import uncovered
from inventories.models import Calibration, Instrument, Inventory, InventorySource, Origin
from inventories.selectors.inventories import inventory_sources


@dataclass(frozen=True, slots=True)
class Held:
    """An instrument with its calibrations, oldest first, and the months of the year in which it was out of calibration."""

    instrument: Instrument
    calibrations: list[Calibration]
    uncovered: list[dt.date]


@dataclass(frozen=True, slots=True)
class Measured:
    """A source of a year whose figures are measured, with its instruments."""

    use: InventorySource
    instruments: list[Held]

    @property
    def is_whole(self) -> bool:
        """Say whether it has an instrument, and each was in calibration in every month in which the source counts."""
        return bool(self.instruments) and not any(each.uncovered for each in self.instruments)


def measured_sources(inventory: Inventory, *, uses: Sequence[InventorySource] | None = None) -> list[Measured]:
    """Return the sources of a year that are measured, or that have an instrument anyway, in a fixed number of queries."""
    municipality = inventory.municipality
    uses = list(inventory_sources(inventory)) if uses is None else uses
    own = [use for use in uses if use.parent_id is None]
    rows = Instrument.objects.of(municipality).filter(source__in={use.source_id for use in own})
    by_source: dict[int, list[Instrument]] = defaultdict(list)
    for row in rows.order_by("name", "serial"):
        by_source[row.source_id].append(row)
    calibrations = _calibrations(municipality, [row.pk for found in by_source.values() for row in found])
    return [
        Measured(use, [_held(each, calibrations[each.pk], use, inventory) for each in by_source[use.source_id]])
        for use in own
        if use.origin == Origin.MEASURED or by_source[use.source_id]
    ]


def instrument_or_404(municipality: Municipality, pk: int) -> Instrument:
    """Return one instrument, or answer 404."""
    found = Instrument.objects.of(municipality).filter(pk=pk).select_related("source", "municipality").first()
    if found is None:
        raise Http404
    return found


def calibrations_of(instrument: Instrument) -> list[Calibration]:
    """Return the calibrations of an instrument, newest first."""
    rows = Calibration.objects.of(instrument.municipality).filter(instrument=instrument)
    return list(rows.select_related("recorded_by").order_by("-calibrated_on"))


def instruments_for_dossier(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the instruments of a year's sources with their calibrations, as the dossier keeps them."""
    return [
        {
            "source": f"s{measured.use.pk}",
            "name": held.instrument.name,
            "serial": held.instrument.serial,
            "accuracy": held.instrument.accuracy,
            "calibrations": [
                {
                    "calibrated_on": each.calibrated_on.isoformat(),
                    "valid_to": each.valid_to.isoformat(),
                    "paper": each.paper,
                }
                for each in held.calibrations
            ],
        }
        for measured in measured_sources(inventory)
        for held in measured.instruments
    ]


def _calibrations(municipality: Municipality, instruments: list[int]) -> dict[int, list[Calibration]]:
    found: dict[int, list[Calibration]] = defaultdict(list)
    for row in Calibration.objects.of(municipality).filter(instrument__in=instruments).order_by("calibrated_on"):
        found[row.instrument_id].append(row)
    return found


def _held(instrument: Instrument, calibrations: list[Calibration], use: InventorySource, inventory: Inventory) -> Held:
    months = use.counted(inventory.month_list) if use.has_months else inventory.month_list
    spans = [(each.calibrated_on, each.valid_to) for each in calibrations]
    return Held(instrument, calibrations, uncovered(months, spans))
