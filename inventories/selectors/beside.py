"""Everything that stands beside one figure, in a fixed number of queries whatever the size of the year."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Sum

from inventories.models import AmountRevision, Estimation, InventorySource, MonthlyResult, Part
from inventories.selectors.plausibility import Beside, Flag, look_beside
from inventories.selectors.sheets import KeptFigure, figures_of
from inventories.selectors.spread import OwnKind, own_kind


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One cell: its figure in force (None: never entered), what it is compared with, and how it came to be as it is."""

    use: InventorySource
    month: dt.date
    figure: AmountRevision | None
    past: list[KeptFigure]  # all revisions, the one in force first
    flag: Flag | None
    beside: Beside
    kind: OwnKind

    @property
    def number(self) -> int:
        """Return the revision shown: 0 where nothing was ever entered."""
        return self.figure.number if self.figure else 0

    @property
    def sheet(self) -> bool:
        """Say whether the figure in force came from a calculation sheet."""
        return bool(self.past and self.past[0].sheet)

    @property
    def estimation(self) -> str:
        """Return by which method the figure is estimated; empty where it is not, or nobody said how."""
        if self.figure is None or not self.figure.estimation:
            return ""
        return str(Estimation(self.figure.estimation).label)

    @property
    def monthly(self) -> Decimal | None:
        """Return the figure as that of one month, to compare it with its kind: a year's figure is that of twelve."""
        amount = self.beside.amount
        return None if amount is None else round(amount / self.use.source.covers, 2)


def neighbourhood(use: InventorySource, month: dt.date) -> Neighbourhood:
    """Return what stands beside the figure of a source in a month of its year."""
    flag, beside = look_beside(use, month)
    past = figures_of(use, month)
    return Neighbourhood(
        use=use,
        month=month,
        figure=past[0].revision if past else None,
        past=past,
        flag=flag,
        beside=replace(beside, kgco2e=_kgco2e(use, month)),
        kind=own_kind(use),
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A source by its key and names: a list to choose from needs no more, and has hundreds."""

    pk: int
    name_th: str
    name_en: str


def may_include(use: InventorySource) -> list[Named]:
    """Return the other sources of a year, in the order of the grid: those in whose figure another may be included."""
    rows = InventorySource.objects.of(use.municipality).filter(inventory=use.inventory_id, parent__isnull=True)
    ordered = rows.order_by("scope", "category_order", "position", "pk")
    named = ordered.values_list("source_id", "source__name_th", "source__name_en")
    found = {pk: Named(pk, name_th, name_en) for pk, name_th, name_en in named}
    return [each for pk, each in found.items() if pk != use.source_id]


def _kgco2e(use: InventorySource, month: dt.date) -> Decimal | None:
    """Return the stored kgCO2e of one month, that of gases reported apart included; None where nothing was calculated."""
    rows = MonthlyResult.objects.of(use.municipality).filter(inventory_source=use, month=month)
    total: Decimal | None = rows.exclude(part=Part.BIOGENIC).aggregate(total=Sum("kgco2e"))["total"]
    return total
