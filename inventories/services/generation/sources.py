"""Which sources a town has: as many of each kind as its size asks for, or as many in all as a load test wants."""

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice

from cfo_site.thai import BE
from inventories.services.generation.chance import draw, swing
from inventories.services.generation.tables import Kind, Tables
from inventories.services.generation.towns import Town

MARK = "จำลอง"  # begins the identifier of every generated source, by which it is found again
ANCHOR = 2567  # the year in which a source uses what the profile says
FIRST_CHANGE = dt.date(2566 - BE, 4, 1)
MONTHS_OF_CHANGE = 27  # new vehicles and meters come, old ones go, from then on
_NUMBER_AT_END = re.compile(r",?( (แห่งที่|สถานีที่|คันที่|มิเตอร์ที่|หลังที่|station|meter))? \{n\}$")


@dataclass(frozen=True, slots=True)
class PlannedSource:
    """One source of a town: the n-th of its kind. `monthly`: what it uses a month in the anchor year, before its season."""

    town: str
    kind: Kind = field(hash=False)  # its key is in the identifier's
    number: int
    name_th: str
    name_en: str
    monthly: float
    growth: float
    first_month: dt.date | None = None
    last_month: dt.date | None = None

    @property
    def identifier(self) -> str:
        """Return the mark by which the source is found again."""
        return f"{MARK}-{self.kind.key}-{self.number:02d}"

    def is_used_in(self, year: int) -> bool:
        """Say whether the source is in use in any month of a calendar year (B.E.)."""
        first, last = dt.date(year - BE, 1, 1), dt.date(year - BE, 12, 1)
        return (self.first_month or first) <= last and (self.last_month or last) >= first


def sources_of(town: Town, year: int, tables: Tables, wanted: int | None = None) -> list[PlannedSource]:
    """Return a town's sources of a year, in the order in which they are added; exactly so many if a number is given."""
    having = sorted((kind for kind in tables.kinds if town.has(kind.trait)), key=lambda kind: kind.rank)
    in_use = (source for source in _in_order_of_rank(town, having) if source.is_used_in(year))
    if wanted is None:
        usual = sum(_usual_number(town, kind) for kind in having)
        in_use = (source for source in islice(_in_order_of_rank(town, having), usual) if source.is_used_in(year))
    chosen = list(islice(in_use, wanted))
    return sorted(chosen, key=lambda source: (source.kind.place, source.number))


def _in_order_of_rank(town: Town, kinds: list[Kind]) -> Iterator[PlannedSource]:
    """Yield the first of each kind, then the second and so on up to the usual number; then more of those that repeat."""
    numbers = {kind.key: _usual_number(town, kind) for kind in kinds}
    for number in range(1, max(numbers.values(), default=0) + 1):
        for kind in kinds:
            if number <= numbers[kind.key]:
                yield _source(town, kind, number, numbers[kind.key])
    repeating = [kind for kind in kinds if kind.every is not None]
    for more in count(1) if repeating else ():
        for kind in repeating:
            yield _source(town, kind, numbers[kind.key] + more, numbers[kind.key])


def _usual_number(town: Town, kind: Kind) -> int:
    if kind.every is None:
        return 1
    return min(kind.most, max(1, math.ceil(town.sizes[kind.driver] / kind.every)))


def _source(town: Town, kind: Kind, number: int, of: int) -> PlannedSource:
    total = (kind.base + kind.per * town.sizes[kind.driver]) * (1 + kind.spread * swing(town.key, kind.key, "level"))
    weight = 1 + 0.4 * swing(town.key, kind.key, number, "weight") if kind.every is not None else 1.0
    if number == 1 and of > 1 and len(kind.names_th) > 1:
        weight += 0.5  # the first that is named is the main building, the main car
    first, last = _life(town, kind, number)
    return PlannedSource(
        town=town.key,
        kind=kind,
        number=number,
        name_th=_name(kind.names_th, number, of),
        name_en=_name(kind.names_en, number, of),
        monthly=total / of * weight,
        growth=kind.growth + (0.02 * swing(town.key, kind.key, number, "growth") if kind.growth else 0.0),
        first_month=first,
        last_month=last,
    )


def _life(town: Town, kind: Kind, number: int) -> tuple[dt.date | None, dt.date | None]:
    """Return when a further source came or went; the first of a kind is always there."""
    chance = draw(town.key, kind.key, number, "life")
    if number == 1 or not 0 <= chance < 0.16:  # noqa: PLR2004 - one in ten came, one in sixteen went
        return None, None
    after = FIRST_CHANGE.month - 1 + int(MONTHS_OF_CHANGE * draw(town.key, kind.key, number, "when"))
    month = dt.date(FIRST_CHANGE.year + after // 12, after % 12 + 1, 1)
    return (month, None) if chance < 0.1 else (None, month)  # noqa: PLR2004


def _name(names: tuple[str, ...], number: int, of: int) -> str:
    template = names[min(number, len(names)) - 1]
    if number > len(names) and "{n}" not in template:
        template += " {n}"
    if of == number == len(names) == 1:
        template = _NUMBER_AT_END.sub("", template)
    return template.format(n=number)
