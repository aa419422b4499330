"""Last year's set-up for a new year: what of it can be copied, by which factors; and afterwards, what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality
from emission_factors.models import Factor
from emission_factors.selectors import factors_valid
from inventories.models import BoundaryAnswer, Exclusion, Inventory, InventorySource
from inventories.selectors.catalogue import item
from inventories.selectors.factor_choices import factor_choices
from inventories.selectors.inventories import chosen_editions, inventories, inventory_sources
from inventories.selectors.upstream import upstream_choice

KEPT = ("scope", "category", "method", "parameters", "conversion", "assumptions", "origin", "boundary_note")


@dataclass(frozen=True, slots=True)
class CopySource:
    """A year from which the set-up can be copied, and how many sources it has."""

    inventory: Inventory
    sources: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A source of the older year: the fields of its use in the new one, or why it is not copied."""

    use: InventorySource
    fields: dict[str, Any]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class CopiedUse:
    """A source of the new year beside what it was in the year from which it was copied."""

    use: InventorySource
    before: InventorySource | None  # None where it has left that year since
    answers: int  # how many boundary questions were answered for it in years before
    is_stale: bool  # it still counts by a factor that is not of the editions chosen for the year

    @property
    def factor_changed(self) -> bool:
        """Say whether it counts by another factor than in that year."""
        return self.before is not None and self.before.factor_id != self.use.factor_id


@dataclass(frozen=True, slots=True)
class Setup:
    """What was copied into a year and waits to be confirmed, and what of the older year is not in it."""

    copied_from: Inventory | None  # None: it began with nothing
    waiting: list[CopiedUse]
    exclusions: list[Exclusion]
    left: list[Planned]
    upstream: bool

    @property
    def changed(self) -> list[CopiedUse]:
        """Return the sources that count by another factor."""
        return [each for each in self.waiting if each.factor_changed]

    @property
    def stale(self) -> list[CopiedUse]:
        """Return the sources for which a factor must be chosen before they can be confirmed."""
        return [each for each in self.waiting if each.is_stale]

    @property
    def count(self) -> int:
        """Return how much waits to be confirmed."""
        return len(self.waiting) + len(self.exclusions)


def years_to_copy(municipality: Municipality) -> list[CopySource]:
    """Return the years that have sources, newest first."""
    rows = InventorySource.objects.of(municipality).filter(parent__isnull=True)
    counts = dict(rows.values_list("inventory").annotate(Count("source", distinct=True)))
    return [CopySource(year, counts[year.pk]) for year in inventories(municipality) if year.pk in counts]


def plan(older: Inventory, newer: Inventory) -> list[Planned]:
    """Return what becomes of each source of an older year in a new one, in the order of grid and report.

    A source that has ended before the new year, or whose use ended within the older one, is not copied. Where the factor
    is not of the editions chosen for the new year, its successor is taken: the row of the same key, else the one that
    the catalogue expects first, in the same unit; where there is none, the old one stays until somebody chooses. In a
    fixed number of queries.
    """
    editions = chosen_editions(newer)
    period = (newer.first_month, newer.last_day)
    offered = list(factors_valid(period, newer.filing_date, editions=editions))
    planned = []
    for use in _last_uses(inventory_sources(older).filter(parent__isnull=True)):
        why_not = _why_not(use, newer)
        factor = use.factor if why_not else successor(use, newer, offered) or use.factor
        begins = use.first_month if use.first_month and use.first_month > newer.first_month else None
        fields = {name: getattr(use, name) for name in KEPT} | {"factor": factor, "first_month": begins}
        planned.append(Planned(use, fields, why_not))
    return planned


def successor(use: InventorySource, newer: Inventory, offered: Sequence[Factor]) -> Factor | None:
    """Return the factor by which a use counts in a new year: its own while it is offered, else what takes its place."""
    if use.factor is None or any(factor.pk == use.factor_id for factor in offered):
        return use.factor
    found = factor_choices(
        newer, unit=use.source.unit, category=use.category, item=item(use.source.catalogue_key), among=offered
    )
    fitting = [choice for choice in found.choices if choice.factor.unit == use.factor.unit]
    same = [choice for choice in fitting if _row(choice.factor) == _row(use.factor)]
    return next((choice.factor for choice in same or (choice for choice in fitting if choice.fits)), None)


def setup_of(inventory: Inventory) -> Setup:
    """Return what was copied into a year and is not confirmed yet. In a fixed number of queries."""
    uses = list(inventory_sources(inventory).filter(parent__isnull=True))
    copied = [use for use in uses if use.copied_from_id is not None]
    rows = Exclusion.objects.of(inventory.municipality).filter(inventory=inventory)
    excluded = list(rows.select_related("source"))
    if inventory.copied_from_id is None:
        return Setup(None, [], [], [], upstream=False)
    older = inventories(inventory.municipality).get(pk=inventory.copied_from_id)
    before = {use.source_id: use for use in _last_uses(inventory_sources(older).filter(parent__isnull=True))}
    answers = BoundaryAnswer.objects.of(inventory.municipality).filter(source__in=[use.source_id for use in copied])
    answered = dict(answers.values_list("source").annotate(Count("question", distinct=True)))
    stale = {use.pk for use in stale_uses(inventory)}
    here = {use.source_id for use in uses} | {each.source_id for each in excluded}
    left = [each for each in plan(older, inventory) if each.use.source_id not in here]
    return Setup(
        older,
        [CopiedUse(use, before.get(use.source_id), answered.get(use.source_id, 0), use.pk in stale) for use in copied],
        [each for each in excluded if each.copied_from_id],
        left,
        upstream=upstream_choice(inventory) is not None,
    )


def unconfirmed(inventory: Inventory, uses: Iterable[InventorySource]) -> int:
    """Return how much that was copied into a year waits to be confirmed; `uses`: all of the year's."""
    if inventory.copied_from_id is None:
        return 0
    copied = sum(use.parent_id is None and use.copied_from_id is not None for use in uses)
    rows = Exclusion.objects.of(inventory.municipality).filter(inventory=inventory, copied_from__isnull=False)
    return copied + rows.count()


def stale_uses(inventory: Inventory) -> QuerySet[InventorySource]:
    """Return the uses of a year whose factor is of no edition chosen for it."""
    rows = InventorySource.objects.of(inventory.municipality).filter(inventory=inventory, factor__isnull=False)
    return rows.exclude(factor__edition__in=chosen_editions(inventory))


def _last_uses(uses: Iterable[InventorySource]) -> list[InventorySource]:
    """Return one use to a source: of one that was counted by two factors, the later months'."""
    last: dict[int, InventorySource] = {}
    for use in uses:
        there = last.get(use.source_id)
        if there is None or (
            there.last_month is not None and (use.last_month is None or there.last_month < use.last_month)
        ):
            last[use.source_id] = use
    return list(last.values())


def _why_not(use: InventorySource, newer: Inventory) -> str:
    source, older = use.source, use.inventory
    ended = source.last_month is not None and source.last_month < newer.first_month
    if ended or (use.last_month is not None and use.last_month < min(older.month_list[-1], newer.first_month)):
        return _("เลิกใช้แล้วก่อนรอบปีใหม่")
    if source.first_month is not None and source.first_month > newer.last_day:
        return _("ยังไม่เริ่มใช้ในรอบปีใหม่")
    return ""


def _row(factor: Factor) -> str:
    """Return the key of a factor without its edition: the same row in each edition of a list."""
    return factor.key.removeprefix(f"{factor.edition.key}.")
