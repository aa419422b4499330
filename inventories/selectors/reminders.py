"""Reading what was done to remind divisions."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from cfo_site.accounts.models import Municipality
from inventories.models import BEGINNINGS, ENDS, Division, Inventory, ReminderStep
from inventories.selectors.collection import Collection

SHOWN = 50  # steps that the page's log shows
STALLED = dt.timedelta(hours=12)  # a letter on its way for longer was lost with its worker


@dataclass(frozen=True, slots=True)
class Asked:
    """A division with what is expected of it, its newest step in the year, and whether a letter is on its way."""

    collection: Collection
    last: ReminderStep | None
    on_its_way: bool


def asked(inventory: Inventory, collected: list[Collection], *, now: dt.datetime) -> list[Asked]:
    """Return divisions with their newest step, in one query."""
    steps = ReminderStep.objects.of(inventory.municipality).filter(inventory=inventory)
    newest = {step.division_id: step for step in steps.order_by("division_id", "-pk").distinct("division_id")}
    found = []
    for each in collected:
        last = newest.get(each.division.pk) if each.division else None
        found.append(Asked(each, last, on_its_way=is_on_its_way(last, now=now)))
    return found


def is_on_its_way(last: ReminderStep | None, *, now: dt.datetime) -> bool:
    """Say whether a letter was asked for and is neither sent nor given up; one of long ago was lost with its worker."""
    return last is not None and last.outcome not in ENDS and now - last.at < STALLED


def log(inventory: Inventory) -> list[ReminderStep]:
    """Return the newest steps of a year, newest first, with division and person."""
    steps = ReminderStep.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(steps.select_related("division", "by").order_by("-pk")[:SHOWN])


def last_step(inventory: Inventory, division: Division) -> ReminderStep | None:
    """Return the newest step of a division in a year."""
    steps = ReminderStep.objects.of(inventory.municipality).filter(inventory=inventory, division=division)
    return steps.order_by("-pk").first()


def begun(municipality: Municipality, step: int) -> ReminderStep:
    """Return the step that asked for a letter, with its year and division. Raises ReminderStep.DoesNotExist."""
    steps = ReminderStep.objects.of(municipality).filter(outcome__in=BEGINNINGS)
    return steps.select_related("inventory__municipality", "division", "municipality").get(pk=step)


def is_ended(step: ReminderStep) -> bool:
    """Say whether a letter that was asked for is sent, given up or no longer wanted."""
    return ReminderStep.objects.of(step.municipality).filter(beginning=step, outcome__in=ENDS).exists()


def division_or_404(municipality: Municipality, division: int) -> Division:
    """Return a division by primary key, or answer 404."""
    found = Division.objects.of(municipality).filter(pk=division).first()
    if found is None:
        raise Http404
    return found


def municipalities_to_remind() -> list[int]:
    """Return the municipalities with a division that wants letters, by primary key; inside `every_municipality`."""
    rows = Division.objects.of_every_municipality().filter(reminds=True)
    return sorted(set(rows.values_list("municipality_id", flat=True)))
