"""Evidence from the figures' side: of a cell, of a source, what the dossier freezes, and which figures have none."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from inventories.models import Evidence, EvidenceUse, Inventory, InventorySource
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.evidence.entries import Paper, of_year, papers, uses_in
from inventories.selectors.evidence.kinds import kind_label
from inventories.selectors.inventories import inventory_sources


@dataclass(frozen=True, slots=True)
class OfCell:
    """The papers of one month of a source, those of its whole year, and how many others of the year can be taken."""

    use: InventorySource
    month: dt.date
    papers: list[tuple[Paper, int | None]]  # with the page
    of_the_year: list[tuple[Paper, int | None]]

    @property
    def count(self) -> int:
        """Return how many papers stand for the figure."""
        return len(self.papers) + len(self.of_the_year)


@dataclass(frozen=True, slots=True)
class Bare:
    """A source with the months whose figure no paper stands for."""

    use: InventorySource
    months: list[dt.date]


@dataclass(frozen=True, slots=True)
class Divider:
    """A sheet before the papers of a source: the codes of each month, of the whole year first (month None)."""

    use: InventorySource
    months: list[tuple[dt.date | None, list[str]]]


def of_cell(use: InventorySource, month: dt.date) -> OfCell:
    """Return the evidence of one month of a source, cancelled papers left out, in a fixed number of queries."""
    of_source = uses_in(use.inventory).filter(source=use.source_id)
    pages: dict[tuple[int, bool], int | None] = {
        (each.evidence_id, each.month is None): each.page for each in of_source if each.month in {month, None}
    }
    rows = of_year(use.inventory).filter(pk__in={pk for pk, _whole in pages}, cancelled_at__isnull=True)
    found = {paper.evidence.pk: paper for paper in papers(use.inventory, rows)}
    return OfCell(
        use,
        month,
        [(paper, pages[pk, False]) for pk, paper in found.items() if (pk, False) in pages],
        [(paper, pages[pk, True]) for pk, paper in found.items() if (pk, True) in pages],
    )


def of_source(use: InventorySource) -> list[tuple[EvidenceUse, Paper]]:
    """Return the evidence of a source in its year, of the whole year first, then by month; cancelled papers left out."""
    uses = list(uses_in(use.inventory).filter(source=use.source_id))
    rows = of_year(use.inventory).filter(pk__in={each.evidence_id for each in uses}, cancelled_at__isnull=True)
    found = {paper.evidence.pk: paper for paper in papers(use.inventory, rows)}
    listed = [(each, found[each.evidence_id]) for each in uses if each.evidence_id in found]
    return sorted(listed, key=lambda pair: (pair[0].month or dt.date.min, pair[1].evidence.code))


def choices_for(use: InventorySource, month: dt.date | None) -> list[Evidence]:
    """Return the papers of a year that do not stand for a cell yet and could, the newest first."""
    taken = uses_in(use.inventory).filter(source=use.source_id, month=month).order_by().values("evidence")
    rows = of_year(use.inventory).filter(cancelled_at__isnull=True).exclude(pk__in=taken)
    return list(rows.order_by("-recorded_at", "-pk"))


def cells_with_evidence(inventory: Inventory) -> set[tuple[int, dt.date | None]]:
    """Return (source, month) of what has a paper in a year; month None: a paper of the whole year. One query."""
    rows = uses_in(inventory).filter(evidence__cancelled_at__isnull=True).order_by()
    return set(rows.values_list("source_id", "month"))


def without_evidence(inventory: Inventory) -> list[Bare]:
    """Return the figures of a year that no paper stands for, by source; a month without activity asks for none.

    That is a state and no fault: papers stay with the treasury until a verifier samples them.
    """
    having = cells_with_evidence(inventory)
    uses = [use for use in inventory_sources(inventory) if use.parent_id is None]
    months = inventory.month_list
    amounts = amounts_in_force(inventory.municipality, source_ids={use.source_id for use in uses}, months=months)
    bare = []
    for use in uses:
        if (use.source_id, None) in having:
            continue
        missing = [
            month
            for month in months
            if use.counts_in(month)
            and (row := amounts.get((use.source_id, month))) is not None
            and row.amount is not None
            and (use.source_id, month) not in having
        ]
        if missing:
            bare.append(Bare(use, missing))
    return bare


def dividers(inventory: Inventory) -> list[Divider]:
    """Return a sheet for each source of a year that has figures of its own, with the codes behind it by month."""
    months = [None, *inventory.month_list]
    codes: dict[tuple[int, dt.date | None], list[str]] = defaultdict(list)
    for use in uses_in(inventory).filter(evidence__cancelled_at__isnull=True).select_related("evidence"):
        codes[use.source_id, use.month].append(use.evidence.code)
    return [
        Divider(
            use, [(month, sorted(codes[use.source_id, month])) for month in months if (use.source_id, month) in codes]
        )
        for use in inventory_sources(inventory)
        if use.parent_id is None
    ]


def evidence_for_dossier(inventory: Inventory) -> list[dict[str, Any]]:
    """Return a year's index as the dossier freezes it: what each paper said, its file's hash, what it stands for."""
    return [
        {
            "code": paper.evidence.code,
            "kind": kind_label(paper.evidence.kind),
            "number": paper.evidence.number,
            "date": paper.evidence.issued_on and paper.evidence.issued_on.isoformat(),
            "issuer": paper.evidence.issuer,
            "baht": None if paper.evidence.baht is None else str(paper.evidence.baht),
            "kept_at": paper.evidence.kept_at,
            "note": paper.evidence.note,
            "sha256": paper.evidence.file.sha256 if paper.evidence.file else None,
            "file_withdrawn": paper.withdrawn is not None,
            "cancelled": paper.evidence.cancelled_for or None,
        }
        for paper in papers(inventory, of_year(inventory))
    ]


def codes_for_dossier(inventory: Inventory) -> dict[int, dict[str, list[str]]]:
    """Return, by source, the codes of each month's papers with their page (S2-2568-03-001 p. 2); "" for the whole year's."""
    codes: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = uses_in(inventory).filter(evidence__cancelled_at__isnull=True).select_related("evidence")
    for use in rows.order_by("source_id", "month", "evidence__code"):
        page = f" p. {use.page}" if use.page else ""
        codes[use.source_id][f"{use.month:%Y-%m}" if use.month else ""].append(f"{use.evidence.code}{page}")
    return {source: dict(months) for source, months in codes.items()}
