"""Adding and changing sources of a year."""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.calc import document
from inventories.calc.faults import Fault
from inventories.models import Category, Division, Frequency, Inventory, InventorySource, Source
from inventories.selectors.document import inventory_mapping
from inventories.services.locking import hold, locked_open, uses_of
from inventories.services.results import recalculate
from inventories.services.upstream import follow

USE_FIELDS = ("scope", "category", "method", "factor", "parameters", "conversion", "assumptions", "origin", "boundary_note", "first_month", "last_month")  # fmt: skip
# What of a source counts in its other years too.
REACHING = {"unit", "frequency", "due_month", "first_month", "last_month"}
REFERENCES = ("municipality", "inventory", "source", "division", "factor")


class Uncalculable(ValidationError):
    """The calculator cannot calculate a source as it was set up; `faults` say what it has against it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__({"parameters": [fault.message for fault in faults]})
        self.faults = list(faults)


@dataclass(frozen=True, slots=True)
class Addition:
    """A source to be added to a year: one that the municipality has already, or the fields of a new one; and its use."""

    source: Source | Mapping[str, Any]
    use: Mapping[str, Any]
    catalogue_key: str = ""


@transaction.atomic
def add_division(*, municipality: Municipality, actor: User, name_th: str) -> Division:
    """Return the division of that name, adding it where there is none yet."""
    division, added = Division.objects.of(municipality).get_or_create(
        municipality=municipality, name_th=name_th, defaults={"position": Division.objects.of(municipality).count()}
    )
    if added:
        division.full_clean()
        ledger.append(
            municipality=municipality, actor=actor, act=acts.DIVISION_ADDED, subject=f"division:{division.pk}"
        )
    return division


@transaction.atomic
def add_source(
    *, inventory: Inventory, actor: User, source: dict[str, Any], use: dict[str, Any], catalogue_key: str = ""
) -> InventorySource:
    """Add a source and its use in a year. `source` and `use` hold the fields of Source and InventorySource.

    Raises policies.Refused for a locked year and ValidationError for fields that do not fit or cannot be calculated.
    """
    municipality = inventory.municipality
    inventory = locked_open(inventory)
    new = Source(municipality=municipality, catalogue_key=catalogue_key, **source)
    new.full_clean()
    new.save()
    position = InventorySource.objects.of(municipality).filter(inventory=inventory).count()
    added = InventorySource(municipality=municipality, inventory=inventory, source=new, position=position, **use)
    _save_use(added)
    if not added.has_months:
        recalculate(inventory, [added])  # a landfill needs no figure of a month to have a result
    _record_addition(added, actor)
    follow(inventory, [added])
    return added


@transaction.atomic
def add_sources(*, inventory: Inventory, actor: User, additions: Sequence[Addition]) -> list[InventorySource]:
    """Add many sources to a year at once, all or none, with a ledger entry for each. Return their uses in that order.

    A source that the municipality has already (of another year) is used again, and what it has in this year's months
    is calculated. Asks the calculator once for all. Raises as add_source, and policies.Refused where months of two uses
    of a source overlap; what a form never lets through (months that end before they begin, a source used twice from
    the same month) is refused by the database's constraints with IntegrityError.
    """
    if not additions:
        return []
    municipality = inventory.municipality
    there = [addition.source.pk for addition in additions if isinstance(addition.source, Source)]
    inventory = locked_open(inventory, besides=uses_of(municipality, there) if there else ())
    sources = _saved_sources(municipality, additions)
    position = InventorySource.objects.of(municipality).filter(inventory=inventory).count()
    added = [
        InventorySource(
            municipality=municipality, inventory=inventory, source=source, position=position + place, **addition.use
        )
        for place, (source, addition) in enumerate(zip(sources, additions, strict=True))
    ]
    for use in added:
        use.clean_fields(exclude=[*REFERENCES, "category_order"])
        use.category_order = Category.order(use.category)
    InventorySource.objects.bulk_create(added)
    check_no_overlap(added)
    _check_calculable(inventory, added)
    again = [
        use
        for use, addition in zip(added, additions, strict=True)
        if isinstance(addition.source, Source) or not use.has_months
    ]
    recalculate(inventory, again)
    for use in added:
        _record_addition(use, actor)
    follow(inventory, added)
    return added


@transaction.atomic
def change_source(
    *, use: InventorySource, actor: User, source_changes: dict[str, Any], use_changes: dict[str, Any]
) -> InventorySource:
    """Change a source and its use in a year that is still a draft, and calculate it afresh. Raises as add_source.

    A unit, a frequency or a life (first and last month) that also changes what counts in other years is refused where one
    of them is locked; those that are drafts are calculated afresh as well.
    """
    inventory = hold(use)
    source = use.source
    changed = [name for name, value in source_changes.items() if getattr(source, name) != value]
    reaches_others = bool(REACHING & set(changed))
    changed += [name for name, value in use_changes.items() if getattr(use, name) != value]
    if not changed:
        return use
    others = [other for other in uses_of(use.municipality, [source.pk]) if other.pk != use.pk] if reaches_others else []
    before = {other.pk: _months_in_use(other) for other in others}
    for target, values in ((source, source_changes), (use, use_changes)):
        for name, value in values.items():
            setattr(target, name, value)
    source.full_clean()
    source.save()
    _save_use(use)
    if {"first_month", "last_month"} & use_changes.keys():
        check_no_overlap([use])
    recalculate(inventory, [use])
    for other in others:
        other.source = source
        if "unit" in changed or _months_in_use(other) != before[other.pk]:
            policies.check_open(other.inventory)
            _check_calculable(other.inventory, [other])
            recalculate(other.inventory, [other])
    follow(inventory, [use])
    if {"name_th", "unit"} & set(changed):
        _follow_elsewhere(use)
    ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.SOURCE_CHANGED,
        subject=f"inventory_source:{use.pk}",
        facts={"year": inventory.token, "fields": ", ".join(sorted(set(changed))), "sha256": _sha256(use)},
    )
    return use


def check_no_overlap(uses: Sequence[InventorySource]) -> None:
    """Refuse uses of one source in one year whose months overlap: a figure of such a month would count twice.

    Of stored uses, in one query; the months of a line that derives from another are its parent's. Raises policies.Refused.
    """
    municipality, sources = uses[0].municipality, {use.source_id for use in uses}
    rows = InventorySource.objects.of(municipality).filter(source__in=sources, parent__isnull=True)
    counted: dict[tuple[int, int], list[InventorySource]] = defaultdict(list)
    for row in rows.filter(inventory__in={use.inventory_id for use in uses}).select_related("source", "inventory"):
        counted[row.source_id, row.inventory_id].append(row)
    for together in counted.values():
        policies.check_no_overlap(together)


def _follow_elsewhere(use: InventorySource) -> None:
    """Bring what derives from the same source in other drafts up to date: its lines bear the source's name."""
    others = {each.inventory_id: each.inventory for each in uses_of(use.municipality, [use.source_id])}
    for pk, inventory in sorted(others.items()):
        if pk != use.inventory_id and policies.may_change(inventory):
            follow(inventory, ())


def _months_in_use(use: InventorySource) -> list[dt.date]:
    return [month for month in use.inventory.month_list if use.counts_in(month)]


def _saved_sources(municipality: Municipality, additions: Sequence[Addition]) -> list[Source]:
    """Return the sources of additions in their order, the new ones saved."""
    sources, new = list[Source](), list[Source]()
    for addition in additions:
        if isinstance(addition.source, Source):
            sources.append(addition.source)
            continue
        source = Source(municipality=municipality, catalogue_key=addition.catalogue_key, **addition.source)
        source.clean_fields(exclude=REFERENCES)
        source.clean()
        sources.append(source)
        new.append(source)
    # The keys on (municipality, id) refuse another town's division or source; nothing needs asking beforehand.
    Source.objects.bulk_create(new)
    return sources


def _save_use(use: InventorySource) -> None:
    """Save after asking the calculator itself whether it could calculate the source."""
    use.full_clean(exclude=["category_order"])
    use.save()
    _check_calculable(use.inventory, [use])


def _check_calculable(inventory: Inventory, uses: list[InventorySource]) -> None:
    """Ask the calculator whether it could calculate sources. Raises ValidationError with what it says."""
    try:
        document.from_mapping(inventory_mapping(inventory, sources=uses))
    except document.Faults as faults:
        raise Uncalculable(faults.faults) from faults


def _record_addition(use: InventorySource, actor: User) -> None:
    ledger.append(
        municipality=use.municipality,
        actor=actor,
        act=acts.SOURCE_ADDED,
        subject=f"inventory_source:{use.pk}",
        facts={"year": use.inventory.token, "source": use.source_id, "sha256": _sha256(use)},
    )


def _sha256(use: InventorySource) -> str:
    """Return the hash that the ledger keeps of a source's set-up, names left out."""
    content = {
        "source": use.source_id, "unit": use.source.unit, "scope": use.scope, "category": use.category,
        "method": use.method, "factor": use.factor.key if use.factor else "", "parameters": use.parameters,
        "origin": use.origin,
    }  # fmt: skip
    if use.conversion:
        content["conversion"] = use.conversion
    if use.source.frequency != Frequency.MONTHLY:
        content["frequency"] = [use.source.frequency, use.source.due_month]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
