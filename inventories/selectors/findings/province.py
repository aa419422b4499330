"""CARs and CLs that wait, over all municipalities."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from inventories.models import BEFORE_STATEMENT, Finding, FindingState, FindingStep, Inventory


@dataclass(frozen=True, slots=True)
class Waiting:
    """A year in verification with CARs and CLs that are not closed: how many to be answered, how many with the verifier."""

    inventory: Inventory
    to_answer: int
    with_verifier: int


def waiting_findings() -> list[Waiting]:
    """Return the years with CARs or CLs that are not closed, by municipality; in a fixed number of queries.

    To be read inside the scope of every municipality.
    """
    last = FindingStep.objects.of_every_municipality().filter(
        municipality=OuterRef("municipality"), finding=OuterRef("pk")
    )
    rows = (
        Finding.objects.of_every_municipality()
        .filter(kind__in=BEFORE_STATEMENT)
        .annotate(
            state=Coalesce(Subquery(last.order_by("-number").values("after")[:1]), Value(FindingState.OPEN.value))
        )
        .filter(state__in=(FindingState.OPEN, FindingState.ANSWERED))
        .select_related("inventory")
        .prefetch_related("inventory__municipality__names")
    )
    years: dict[int, Inventory] = {}
    counted: Counter[tuple[int, str]] = Counter()
    for row in rows:
        years[row.inventory_id] = row.inventory
        counted[row.inventory_id, row.state] += 1
    found = [
        Waiting(year, counted[key, FindingState.OPEN], counted[key, FindingState.ANSWERED])
        for key, year in years.items()
    ]
    return sorted(found, key=lambda each: (each.inventory.municipality.sort_key, each.inventory.token))
