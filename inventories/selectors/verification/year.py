"""A year as a verifier meets it: its version, totals, every source by weight, what is apart, what must be known first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from inventories.models import Exclusion, Inventory, InventorySource, Notation, Scope, Snapshot, Source
from inventories.selectors.baht.reconciling import open_baht
from inventories.selectors.bill_cells import cells_of, lines_touching, rule_in_force
from inventories.selectors.boundary import exclusions
from inventories.selectors.cells import read_cells
from inventories.selectors.evidence.cells import cells_with_evidence
from inventories.selectors.notations import Noted, noted
from inventories.selectors.overview import YearSummary, year_summary
from inventories.selectors.plausibility import Known, flags
from inventories.selectors.registers.lines import Reconciliation
from inventories.selectors.registers.reconciling import reconciliation_in_force
from inventories.selectors.results import UseTotals, totals_by_use
from inventories.selectors.spans import spans

ZERO = Decimal(0)
_FIGURES = """
SELECT use_id, sum(amount), array_agg(month ORDER BY month) FILTER (WHERE amount IS NOT NULL),
       array_remove(array_agg(CASE WHEN estimated THEN month END ORDER BY month), NULL)
  FROM cell GROUP BY use_id
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a source's cells hold: their sum, the months with a number, those estimated, those that have a document."""

    amount: Decimal | None = None
    months: tuple[dt.date, ...] = ()
    estimated: tuple[dt.date, ...] = ()
    documented: frozenset[dt.date] = frozenset()
    of_the_year: bool = False  # a paper stands for the source's whole year

    @property
    def without(self) -> list[dt.date]:
        """Return the months with a number that no document stands for."""
        return [month for month in self.months if month not in self.documented and not self.of_the_year]

    @property
    def with_document(self) -> int:
        """Return how many months with a number have a document."""
        return len(self.months) - len(self.without)

    @property
    def estimated_words(self) -> str:
        """Return the estimated months in few words."""
        return spans(self.estimated)


@dataclass(frozen=True, slots=True)
class Line:
    """A source by weight: kgCO2e in its scope, its share of that and of Scope 1 to 3 in percent (None: of nothing)."""

    use: InventorySource
    totals: UseTotals | None
    figures: Figures
    rank: int
    of_scope: Decimal | None
    of_total: Decimal | None

    @property
    def kgco2e(self) -> Decimal | None:
        """Return what it counts in its scope, of a source outside the scopes what is reported apart."""
        if self.totals is None:
            return None
        return self.totals.separate if self.use.scope == Scope.SEPARATE else self.totals.counted


@dataclass(frozen=True, slots=True)
class ScopeBlock:
    """A scope with its sources, the heaviest first. `share`: of Scope 1 to 3 in percent."""

    scope: Scope
    kgco2e: Decimal | None
    reported: Decimal | None
    share: Decimal | None
    lines: list[Line]

    @property
    def label(self) -> str:
        """Return its name."""
        return str(self.scope.label)


@dataclass(frozen=True, slots=True)
class VerifiedYear:
    """Everything the home of a year's verification shows."""

    inventory: Inventory
    summary: YearSummary
    scopes: list[ScopeBlock]
    apart: list[Line]  # with kgCO2e of gases outside the seven, or with biogenic CO2
    estimated: list[Line]
    noted: list[Noted]
    open_doubts: int
    explained_doubts: int
    excluded: list[Exclusion]
    registers: Reconciliation
    open_baht: int  # kinds of expense whose difference to the treasury's accounts waits for words

    @property
    def snapshot(self) -> Snapshot | None:
        """Return the newest frozen version, None where there is none."""
        return self.summary.snapshot

    @property
    def lines(self) -> list[Line]:
        """Return every source in the order of the page."""
        return [line for block in self.scopes for line in block.lines]

    @property
    def figures(self) -> int:
        """Return how many months of sources have a number."""
        return sum(len(line.figures.months) for line in self.lines if line.use.parent_id is None)

    @property
    def documented(self) -> int:
        """Return for how many of these a document stands."""
        return sum(line.figures.with_document for line in self.lines if line.use.parent_id is None)

    @property
    def not_estimated(self) -> list[Noted]:
        """Return what is not estimated (NE)."""
        return [each for each in self.noted if each.notation == Notation.NOT_ESTIMATED]

    @property
    def elsewhere(self) -> list[Noted]:
        """Return what is included elsewhere (IE)."""
        return [each for each in self.noted if each.notation == Notation.ELSEWHERE]

    @property
    def estimated_cells(self) -> int:
        """Return how many months are estimated."""
        return sum(len(line.figures.estimated) for line in self.estimated)


def verified_year(inventory: Inventory) -> VerifiedYear:
    """Return a year for the home of its verification, in a fixed number of queries."""
    summary = year_summary(inventory)
    by_use = totals_by_use(inventory)
    figures = figures_by_use(inventory, summary.uses)
    sources: Mapping[int, Source] = {use.source_id: use.source for use in summary.uses}
    blocks = [_block(summary, scope, by_use, figures) for scope in Scope]
    every = [line for block in blocks for line in block.lines]
    doubts = flags(inventory, Known(summary.uses, by_use, summary.totals))
    return VerifiedYear(
        inventory=inventory,
        summary=summary,
        scopes=[block for block in blocks if block.lines],
        apart=[
            line
            for line in every
            if line.totals and (line.totals.biogenic_kg or (line.totals.separate and line.use.scope != Scope.SEPARATE))
        ],
        estimated=[line for line in every if line.figures.estimated and line.use.parent_id is None],
        noted=noted(inventory, {use.pk: use for use in summary.uses}, sources),
        open_doubts=sum(flag.open for flag in doubts),
        explained_doubts=sum(not flag.open for flag in doubts),
        excluded=exclusions(inventory),
        registers=reconciliation_in_force(inventory),
        open_baht=len(open_baht(inventory)),
    )


def figures_by_use(inventory: Inventory, uses: Iterable[InventorySource]) -> dict[int, Figures]:
    """Return what the cells of a year hold by the primary key of the use; one that derives has its parent's."""
    listed = list(uses)
    by_month, whole = documented_months(inventory, {use.source_id for use in listed})
    source_of = {use.pk: use.source_id for use in listed}
    found = {
        use: Figures(
            amount,
            tuple(months or ()),
            tuple(estimated),
            frozenset(by_month.get(source_of[use], ())),
            source_of[use] in whole,
        )
        for use, amount, months, estimated in read_cells(_FIGURES, [inventory])
    }
    for use in listed:  # a landfill has no cells; what was deposited is proved by papers of its whole year
        fallback = Figures(of_the_year=use.source_id in whole)
        found[use.pk] = found.get(use.parent_id or use.pk, fallback)
    return found


def documented_months(inventory: Inventory, sources: set[int]) -> tuple[dict[int, set[dt.date]], set[int]]:
    """Return the months of sources that a paper of the index or a bill stands for, and sources with one of the year."""
    months: dict[int, set[dt.date]] = defaultdict(set)
    whole = set()
    for source, month in cells_with_evidence(inventory):
        if month is None:
            whole.add(source)
        else:
            months[source].add(month)
    rule = rule_in_force(inventory.municipality)
    mine = set(inventory.month_list)
    for line in lines_touching(inventory.municipality, source_ids=sources, months=mine):
        for source, month in cells_of(line, rule):
            if month in mine:
                months[source].add(month)
    return months, whole


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return a share in percent, for the eye; None where there is nothing to have a share of."""
    return Decimal(100) * part / whole if part is not None and whole else None


def _block(
    summary: YearSummary, scope: Scope, by_use: Mapping[int, UseTotals], figures: Mapping[int, Figures]
) -> ScopeBlock:
    uses = [use for use in summary.uses if use.scope == scope]
    in_scope = {pk: totals.separate if scope == Scope.SEPARATE else totals.counted for pk, totals in by_use.items()}
    known = any(use.pk in by_use for use in uses)
    kgco2e = sum((in_scope.get(use.pk, ZERO) for use in uses), ZERO) if known else None
    whole = None if scope == Scope.SEPARATE else summary.totals.scope_1_2_3
    ranked = sorted(uses, key=lambda use: -in_scope.get(use.pk, Decimal(-1)))
    return ScopeBlock(
        scope=scope,
        kgco2e=kgco2e,
        reported=summary.totals.reported[scope] if known and scope != Scope.SEPARATE else None,
        share=share(kgco2e, whole),
        lines=[
            Line(
                use,
                by_use.get(use.pk),
                figures[use.pk],
                rank,
                share(in_scope.get(use.pk), kgco2e),
                share(in_scope.get(use.pk), whole),
            )
            for rank, use in enumerate(ranked, start=1)
        ],
    )
