"""Reading samples: which is in force, what became of each item in the version that counts now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404

from inventories.models import Checked, Inventory, Sample, SampleCheck, SampleItem, Stratum
from inventories.selectors.inventories import latest_snapshot
from inventories.selectors.sampling.population import Figure, Key, Population, Row

OPEN, CHANGED, GONE = "open", "changed", "gone"  # states of an item besides the outcomes of a look


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a sample beside the version in force: its source and figure there, and the newest look at it.

    `state`: an outcome, or open; changed: its figure is another since it was drawn or looked at; gone: the version in
    force has no such figure.
    """

    row: SampleItem
    source: Row | None
    figure: Figure | None
    look: SampleCheck | None
    looks: int
    state: str

    @property
    def is_done(self) -> bool:
        """Say whether somebody could judge the figure as it is in force."""
        return self.state in {Checked.AGREES, Checked.DIFFERS}

    @property
    def seen(self) -> int:
        """Return the number of the newest look: a form that was made from an older one is refused."""
        return self.look.number if self.look else 0

    @property
    def is_picked(self) -> bool:
        """Say whether the verifier picked it."""
        return self.row.stratum == Stratum.PICKED

    @property
    def key(self) -> Key:
        """Return line and month."""
        return self.row.line, self.row.month

    @property
    def difference_kgco2e(self) -> Decimal | None:
        """Return found less reported, in its scope and upstream, None where no valid look found a difference."""
        if self.look is None or self.state != Checked.DIFFERS:
            return None
        return self.look.difference_kgco2e + self.look.upstream_difference_kgco2e


@dataclass(frozen=True, slots=True)
class OfSource:
    """A source of the sample with its items, in the order of months, and the worst of their states."""

    source: Row | None
    line: str
    name: str
    items: tuple[Item, ...]
    share: Decimal | None  # percent of the total that is verified

    @property
    def state(self) -> str:
        """Return what the list shows of the source: what is most urgent among its items."""
        states = {item.state for item in self.items}
        order = (Checked.DIFFERS.value, CHANGED, GONE, Checked.CANNOT.value, OPEN, Checked.AGREES.value)
        if OPEN in states and Checked.DIFFERS not in states:
            return OPEN
        return next(state for state in order if state in states)

    @property
    def first(self) -> Item:
        """Return the item to which the list leads: the first that waits, else the first."""
        return next((item for item in self.items if item.state in {OPEN, CHANGED}), self.items[0])

    @property
    def months(self) -> set[dt.date | None]:
        """Return the months that are in the sample."""
        return {item.row.month for item in self.items}

    @property
    def done(self) -> int:
        """Return how many items were judged."""
        return sum(item.is_done for item in self.items)


def samples(inventory: Inventory) -> list[Sample]:
    """Return the draws of a year, the one in force first."""
    rows = Sample.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.select_related("drawn_by").order_by("-number"))


def sample_in_force(inventory: Inventory) -> Sample | None:
    """Return the newest draw of a year, or None."""
    return next(iter(samples(inventory)), None)


def population(inventory: Inventory) -> Population | None:
    """Return what can be sampled of the newest frozen version of a year; None of a year that was never frozen."""
    snapshot = latest_snapshot(inventory)
    return Population(snapshot) if snapshot else None


def items(sample: Sample, people: Population) -> list[Item]:
    """Return the items of a sample beside the version in force, by source and month, in a fixed number of queries."""
    rows = SampleItem.objects.of(sample.municipality).filter(sample=sample).select_related("source", "added_by")
    looks: dict[int, list[SampleCheck]] = {}
    found = SampleCheck.objects.of(sample.municipality).filter(item__sample=sample).select_related("checked_by")
    for look in found.order_by("number"):
        looks.setdefault(look.item_id, []).append(look)
    order = {line: place for place, line in enumerate(people.rows)}
    listed = sorted(rows, key=lambda row: (order.get(row.line, len(order)), row.line, row.month or dt.date.min))
    return [_item(row, looks.get(row.pk, []), people) for row in listed]


def by_source(found: Sequence[Item], shares: dict[str, Decimal | None]) -> list[OfSource]:
    """Return items by source, the largest share first; one that the version in force lacks comes last."""
    lines: dict[str, list[Item]] = {}
    for item in found:
        lines.setdefault(item.row.line, []).append(item)
    grouped = [
        OfSource(each[0].source, line, _name(each[0]), tuple(each), shares.get(line)) for line, each in lines.items()
    ]
    return sorted(grouped, key=lambda one: -(one.share or Decimal(0)))


def sampled_or_404(inventory: Inventory) -> tuple[Sample, Population]:
    """Return the sample in force of a year with what it was drawn from, or answer 404."""
    sample, people = sample_in_force(inventory), population(inventory)
    if sample is None or people is None:
        raise Http404
    return sample, people


def item_or_404(every: Sequence[Item], pk: int) -> Item:
    """Return one item of a sample, or answer 404."""
    one = next((item for item in every if item.row.pk == pk), None)
    if one is None:
        raise Http404
    return one


def progress(inventory: Inventory) -> tuple[int, int]:
    """Return how many items of the sample in force somebody has looked at, and how many there are; in three queries."""
    sample = sample_in_force(inventory)
    if sample is None:
        return 0, 0
    looks = SampleCheck.objects.of(inventory.municipality).filter(item__sample=sample)
    rows = SampleItem.objects.of(inventory.municipality).filter(sample=sample)
    return looks.values("item").distinct().count(), rows.count()


def looks_at(item: Item) -> list[SampleCheck]:
    """Return every look at an item, the newest first."""
    rows = SampleCheck.objects.of(item.row.municipality).filter(item=item.row).select_related("checked_by")
    return list(rows.order_by("-number"))


def next_open(every: Sequence[Item], after: Item) -> Item | None:
    """Return the next item that waits to be looked at, from one on and round; None when all are done."""
    place = next((number for number, item in enumerate(every) if item.row.pk == after.row.pk), -1)
    waiting = [item for item in (*every[place + 1 :], *every[:place]) if item.state in {OPEN, CHANGED}]
    return waiting[0] if waiting else None


def _item(row: SampleItem, looks: Sequence[SampleCheck], people: Population) -> Item:
    figure = people.figures.get((row.line, row.month))
    look = looks[-1] if looks else None
    if figure is None:
        state = GONE
    elif look is not None:
        state = look.outcome if _same(look.figure, look.kgco2e, figure) else CHANGED
    else:
        state = OPEN if _same(row.figure, row.kgco2e, figure) else CHANGED
    return Item(row, people.rows.get(row.line), figure, look, len(looks), state)


def _same(amount: str, kgco2e: Decimal, figure: Figure) -> bool:
    """Say whether a figure is still the one that was drawn or looked at: its amount, and what follows from it."""
    return amount == figure.amount and kgco2e == figure.kgco2e


def _name(item: Item) -> str:
    return item.source.name if item.source else item.row.source.name_th
