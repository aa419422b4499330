"""Reading meters and vehicles, and finding the one that a paper names."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import Http404

from cfo_site import thai
from cfo_site.accounts.models import Municipality
from inventories.models import BillKind, Inventory, InventorySource, Meter, Source
from inventories.selectors.inventories import inventory_sources

UNITS = {  # of a kind, those in which its units are counted; the first is the likeliest
    BillKind.ELECTRICITY: ("kWh", "MWh"),
    BillKind.WATER: ("m3",),
    BillKind.FUEL: ("litre", "kg", "m3", "scf"),
}


def meters_of(municipality: Municipality) -> QuerySet[Meter]:
    """Return all meters and vehicles of a municipality, each with its source."""
    return Meter.objects.of(municipality).select_related("source", "municipality")


def meter_or_404(inventory: Inventory, pk: int) -> Meter:
    """Return a meter of a source of a year, or answer 404."""
    sources = inventory_sources(inventory).filter(parent__isnull=True).values("source")
    found = meters_of(inventory.municipality).filter(pk=pk, source__in=sources).first()
    if found is None:
        raise Http404
    return found


def billable_uses(inventory: Inventory, kind: str = "") -> list[InventorySource]:
    """Return the sources of a year that bills can be of: they have months, and count in the kind's unit."""
    uses = [
        use for use in inventory_sources(inventory).filter(parent__isnull=True) if use.has_months
    ]  # a source that stands twice, with months that do not overlap, is one source of bills
    units = UNITS.get(BillKind(kind), ()) if kind else ()
    first: dict[int, InventorySource] = {}
    for use in uses:
        if not units or use.source.unit in units:
            first.setdefault(use.source_id, use)
    return list(first.values())


@dataclass(frozen=True, slots=True)
class SourceMeters:
    """A source with its meters and vehicles, those in use first."""

    use: InventorySource
    meters: list[Meter]


def meter_list(inventory: Inventory) -> list[SourceMeters]:
    """Return the sources of a year that have meters, in the order of the grid."""
    by_source: dict[int, list[Meter]] = defaultdict(list)
    for meter in meters_of(inventory.municipality).order_by("kind", "last_day", "number"):
        by_source[meter.source_id].append(meter)
    return [
        SourceMeters(use, sorted(by_source[use.source_id], key=lambda meter: meter.last_day is not None))
        for use in billable_uses(inventory)
        if use.source_id in by_source
    ]


def folded(number: str) -> str:
    """Return a number as it is compared: Arabic digits, no blanks, no strokes, capitals."""
    return re.sub(r"[\s\-–./]", "", thai.arabic_digits(thai.normalise(number))).upper()


@dataclass(frozen=True, slots=True)
class Named:
    """What a number on a paper names: a source, and its meter where it is known as one."""

    source: Source
    meter: Meter | None = None

    @property
    def key(self) -> str:
        """Return it as a form chooses it."""
        return f"m{self.meter.pk}" if self.meter else f"s{self.source.pk}"


@dataclass(frozen=True, slots=True)
class Directory:
    """Which numbers name which meters and sources of a year; several where one account has several meters."""

    kind: str
    choices: Mapping[str, Named]
    by_number: Mapping[str, list[Named]] = field(default_factory=dict)

    def find(self, number: str, day: dt.date | None) -> list[Named]:
        """Return what a number names: a meter before an account, an account before a source's identifier.

        Of several meters of one account those that were in use on the day.
        """
        found = list(self.by_number.get(folded(number), ()))
        if day is None or len(found) < 2:  # noqa: PLR2004 - nothing to choose from
            return found
        return [each for each in found if each.meter is None or each.meter.is_in_use_on(day)] or found


def directory(inventory: Inventory, kind: str) -> Directory:
    """Return the directory of a year for a kind of bill, in two queries."""
    uses = billable_uses(inventory, kind)
    sources = {use.source_id: use.source for use in uses}
    meters = [meter for meter in meters_of(inventory.municipality).filter(kind=kind) if meter.source_id in sources]
    choices: dict[str, Named] = {}
    by_number: dict[str, list[Named]] = defaultdict(list)
    for use in uses:
        for meter in meters:
            if meter.source_id == use.source_id:
                named = Named(use.source, meter)
                choices[named.key] = named
        plain = Named(use.source)
        choices[plain.key] = plain
    known = [named for named in choices.values() if named.meter]
    _enter(by_number, ((named.meter.number, named) for named in known if named.meter))
    _enter(by_number, ((named.meter.account, named) for named in known if named.meter))
    metered = {named.source.pk for named in known}
    by_identifier = [named for named in choices.values() if named.meter or named.source.pk not in metered]
    _enter(by_number, ((named.source.identifier, named) for named in by_identifier))
    return Directory(kind, choices, dict(by_number))


def _enter(by_number: dict[str, list[Named]], pairs: Iterable[tuple[str, Named]]) -> None:
    """Enter numbers that name nothing stronger yet."""
    new: dict[str, list[Named]] = defaultdict(list)
    for number, named in pairs:
        if (key := folded(number)) and key not in by_number:
            new[key].append(named)
    by_number.update(new)
