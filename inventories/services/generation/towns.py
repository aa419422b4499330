"""How large a town is taken to be, and what it has: from its population where known, otherwise by its kind."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cfo_site.accounts.models import Municipality
from inventories.services.generation.chance import draw, swing
from inventories.services.generation.tables import Population, Tables

ROUND_TO = 50  # an assumed population claims no more


@dataclass(frozen=True, slots=True)
class Town:
    """What the figures of a town are made from. `sizes`: population, staff, lamps ..."""

    key: str
    sizes: Mapping[str, float]
    traits: frozenset[str]

    def has(self, trait: str) -> bool:
        """Say whether the town has a trait; with a minus, whether it lacks it; every town has the empty one."""
        return trait[1:] not in self.traits if trait.startswith("-") else not trait or trait in self.traits


def towns_of_province(tables: Tables, keys: Iterable[str] | None = None) -> list[tuple[Municipality, Town]]:
    """Return the municipalities of the province (all, or those named) with what is assumed of each."""
    found = Municipality.objects.filter(of_province=True).prefetch_related("names", "years")
    if keys is not None:
        found = found.filter(key__in=list(keys))
    return [(municipality, _town_of(municipality, tables)) for municipality in found]


def _town_of(municipality: Municipality, tables: Tables) -> Town:
    known = [year for year in municipality.years.all() if year.population]
    latest = max(known, key=lambda year: year.year).population if known else None
    newest = max(municipality.names.all(), key=lambda name: name.valid_from or dt.date.min)
    return make_town(municipality.key, kind=newest.kind, population=latest, tables=tables)


def make_town(key: str, *, kind: str, population: int | None, tables: Tables) -> Town:
    """Return a town's sizes and traits; they depend on its key, kind and population alone."""
    if population is None:
        population = _assumed_population(key, tables.populations.get(key) or tables.populations[kind])
    sizes: dict[str, float] = {"population": population}
    for driver in tables.drivers:
        expected = driver.base + driver.per * sizes[driver.of]
        sizes[driver.name] = round(expected * (1 + driver.spread * swing(key, driver.name)))
    traits = frozenset(
        trait.name
        for trait in tables.traits
        if trait.least <= population <= trait.most and draw(key, "trait", trait.name) < trait.share
    )
    return Town(key, sizes, traits)


def _assumed_population(key: str, assumed: Population) -> int:
    if not assumed.spread:
        return assumed.mean
    return round(assumed.mean * (1 + assumed.spread * swing(key, "population")) / ROUND_TO) * ROUND_TO
