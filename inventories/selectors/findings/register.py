"""Reading the findings of a year, those carried over from former years, and what was done to each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404

from cfo_site.accounts.models import Municipality
from inventories.models import (
    BEFORE_STATEMENT,
    CorrectionCell,
    Evidence,
    Finding,
    FindingAct,
    FindingKind,
    FindingPaper,
    FindingState,
    FindingStep,
    Inventory,
    Snapshot,
)

LONGEST_NUMBER, LONGEST_REASON = 6, 300
UNSETTLED = (FindingState.OPEN, FindingState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding as it stands, seen from one year. `mended`: the version in which its figure was corrected, 0 for none."""

    finding: Finding
    state: str
    last: FindingStep | None
    carried: bool
    mended: int = 0

    @property
    def word(self) -> str:
        """Return its state in words; one that was returned says so."""
        if self.is_returned:
            return str(FindingAct.RETURN.label)
        return str(FindingState(self.state).label)

    @property
    def is_returned(self) -> bool:
        """Say whether the verifier sent the answer back."""
        return self.state == FindingState.OPEN and self.last is not None

    @property
    def is_unsettled(self) -> bool:
        """Say whether somebody still has to do something."""
        return self.state in UNSETTLED

    @property
    def name(self) -> str:
        """Return CAR-1, of a former year FAR-1/2567."""
        return f"{self.finding.label}/{self.finding.inventory.token}" if self.carried else self.finding.label


@dataclass(frozen=True, slots=True)
class Told:
    """A step of a finding with the papers it points to."""

    step: FindingStep
    papers: list[Evidence]


def register(inventory: Inventory, *, kind: str = "", state: str = "") -> list[Standing]:
    """Return the findings of a year, then the FARs of former years that are or were open in it. A fixed number of queries.

    `state`: one of FindingState, or nothing for all.
    """
    rows = _standing_rows(inventory.municipality).filter(_of_year(inventory))
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    return _standings(inventory, sorted(rows, key=lambda row: (row.inventory_id != inventory.pk, row.kind, row.number)))


def standing_or_404(inventory: Inventory, pk: int) -> Standing:
    """Return a finding that shows in a year, or answer 404."""
    found = _standings(inventory, _standing_rows(inventory.municipality).filter(_of_year(inventory), pk=pk))
    if not found:
        raise Http404
    return found[0]


def standing(inventory: Inventory, finding: Finding) -> Standing:
    """Return how a finding stands, seen from a year."""
    (found,) = _standings(inventory, _standing_rows(inventory.municipality).filter(pk=finding.pk))
    return found


def thread(finding: Finding) -> list[Told]:
    """Return what was done to a finding, oldest first, in two queries."""
    rows = FindingStep.objects.of(finding.municipality).filter(finding=finding)
    steps = list(rows.select_related("done_by", "inventory", "brought__verification").order_by("number"))
    papers: dict[int, list[Evidence]] = defaultdict(list)
    linked = FindingPaper.objects.of(finding.municipality).filter(step__in=[step.pk for step in steps])
    for row in linked.select_related("evidence").order_by("evidence__code"):
        papers[row.step_id].append(row.evidence)
    return [Told(step, papers[step.pk]) for step in steps]


def of_cell(municipality: Municipality, source: int, month: dt.date | None = None) -> list[Finding]:
    """Return the unsettled findings about a source, or about one month of it, in one query."""
    rows = _standing_rows(municipality).filter(source=source, state__in=UNSETTLED)
    if month is not None:
        rows = rows.filter(Q(month=month) | Q(month__isnull=True))
    return list(rows.order_by("kind", "number"))


def before_statement(inventory: Inventory) -> list[Finding]:
    """Return the CARs and CLs of a year that are not closed."""
    rows = _standing_rows(inventory.municipality).filter(inventory=inventory, kind__in=BEFORE_STATEMENT)
    return list(rows.filter(state__in=UNSETTLED).order_by("kind", "number"))


def unsettled(inventory: Inventory) -> int:
    """Return how many findings of a year, and FARs carried into it, are not settled."""
    return _standing_rows(inventory.municipality).filter(_of_year(inventory), state__in=UNSETTLED).count()


def begun_by_finding(inventory: Inventory, label: str) -> dict[str, Any]:
    """Return what a correction begins with that a finding, named as CAR-1, asks for: cells and reason. Empty for no such."""
    kind, _dash, number = label.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER):
        return {}
    rows = Finding.objects.of(inventory.municipality).filter(inventory=inventory, kind=kind, number=int(number))
    found = rows.first()
    if found is None:
        return {}
    cells = [f"{found.source_id}:{found.month:%Y-%m}"] if found.source_id and found.month else []
    return {"cells": cells, "reason": f"{found.label} {found.text}"[:LONGEST_REASON]}


def unanswered(inventory: Inventory) -> list[Finding]:
    """Return the findings of a year, and FARs carried into it, that the municipality has to answer, in one query."""
    rows = _standing_rows(inventory.municipality).filter(_of_year(inventory), state=FindingState.OPEN)
    return list(rows.exclude(kind=FindingKind.OBS).order_by("kind", "number"))


def newest_version(inventory: Inventory) -> int:
    """Return the number of the newest frozen version of a year, 0 where there is none."""
    rows = Snapshot.objects.of(inventory.municipality).filter(inventory=inventory)
    return rows.order_by("-version").values_list("version", flat=True).first() or 0


def next_number(inventory: Inventory, kind: str) -> int:
    """Return the number that the next finding of a kind gets in a year that is held."""
    rows = Finding.objects.of(inventory.municipality).filter(inventory=inventory, kind=kind)
    return (rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1


def _standing_rows(municipality: Municipality) -> QuerySet[Any]:
    last = FindingStep.objects.of(municipality).filter(finding=OuterRef("pk")).order_by("-number")
    rows = Finding.objects.of(municipality).annotate(
        state=Coalesce(Subquery(last.values("after")[:1]), Value(FindingState.OPEN.value)),
        last_step=Subquery(last.values("pk")[:1]),
        last_begun=Subquery(last.values("inventory__first_month")[:1]),
    )
    return rows.select_related("inventory", "source", "evidence", "raised_by", "verification", "brought")


def _of_year(inventory: Inventory) -> Q:
    carried = Q(kind=FindingKind.FAR, inventory__first_month__lt=inventory.first_month)
    touched = Q(state__in=UNSETTLED) | Q(state=FindingState.CLOSED, last_begun__gte=inventory.first_month)
    return Q(inventory=inventory) | (carried & touched)


def _standings(inventory: Inventory, rows: Iterable[Finding]) -> list[Standing]:
    found = list(rows)
    if not found:
        return []
    steps = FindingStep.objects.of(inventory.municipality).select_related("done_by", "inventory")
    last = steps.in_bulk([row.last_step for row in found if row.last_step])  # type: ignore[attr-defined]  # annotated
    mended = _mended(inventory, found)
    return [
        Standing(
            row,
            row.state,  # type: ignore[attr-defined]
            last.get(row.last_step),  # type: ignore[attr-defined]
            carried=row.inventory_id != inventory.pk,
            mended=mended.get(row.pk, 0),
        )
        for row in found
    ]


def _mended(inventory: Inventory, findings: list[Finding]) -> dict[int, int]:
    """Return the first version frozen after a correction that opened a finding's figure, by the finding's key."""
    sources = {each.source_id for each in findings if each.source_id}
    if not sources:
        return {}
    cells = CorrectionCell.objects.of(inventory.municipality).filter(inventory=inventory, source__in=sources)
    opened = list(cells.order_by("version").values_list("version", "source", "month"))
    newest = newest_version(inventory) if opened else 0
    found: dict[int, int] = {}
    for each in findings:
        for version, source, month in opened:
            about = source == each.source_id and each.month in {None, month}
            if about and each.inventory_id == inventory.pk and each.version <= version < newest:
                found.setdefault(each.pk, version + 1)
    return found
