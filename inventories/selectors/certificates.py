"""Certificates of a municipality, and when each must be renewed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from cfo_site.accounts.gate import Visitor
from cfo_site.accounts.models import Municipality
from inventories.calc.renewal import CORRECTION_DAYS, VERIFICATION_DAYS, Renewal, Round, first_day, renewal
from inventories.models import Inventory, RenewalPlan, StateChange
from inventories.selectors.rounds import every_round, plannable

NOTICE = dt.timedelta(days=30)  # before the verification must begin, so that there is time to engage a body


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of a registered year, with the plan back from its last day. `renewed`: a later one follows it."""

    step: StateChange
    ends_on: dt.date
    plan: Renewal | None
    renewed: bool
    today: dt.date

    @property
    def inventory(self) -> Inventory:
        """Return the year that was registered."""
        year: Inventory = self.step.inventory
        return year

    @property
    def starts_on(self) -> dt.date:
        """Return its first day: a certificate lasts exactly a year."""
        return first_day(self.ends_on)

    @property
    def is_expired(self) -> bool:
        """Say whether its last day is over."""
        return self.ends_on < self.today

    @property
    def is_due(self) -> bool:
        """Say whether it is time to renew: a later certificate does not follow, and the verification should begin soon."""
        if self.renewed:
            return False
        return self.is_expired or (self.plan is not None and self.today >= self.plan.verify_from - NOTICE)

    @property
    def is_late(self) -> bool:
        """Say whether the documents can no longer be with TGO in time."""
        return self.plan is not None and not self.renewed and self.today > self.plan.file_by


def certificates(municipality: Municipality, *, visitor: Visitor, today: dt.date) -> list[Certificate]:
    """Return the certificates of a municipality that the visitor may see, the newest first; in three queries."""
    rows = _registered(StateChange.objects.of(municipality)).order_by("-ends_on", "-pk")
    seen: set[int] = set()
    steps = []
    for step in rows:  # a year that was corrected is registered again: its newest certificate counts
        if step.inventory_id not in seen and visitor.sees_year(step.inventory.token):
            seen.add(step.inventory_id)
            steps.append(step)
    plan = renewal_plan(municipality)
    return _planned(steps, {municipality.pk: plan}, plannable(every_round()), today)


def certificates_due(*, today: dt.date) -> list[Certificate]:
    """Return the newest certificate of each municipality that is to be renewed, the first to expire first.

    To be read inside the scope of every municipality; in a fixed number of queries.
    """
    rows = _registered(StateChange.objects.of_every_municipality()).prefetch_related("municipality__names")
    newest = list(rows.order_by("municipality_id", "-ends_on", "-pk").distinct("municipality_id"))
    plans = {row.municipality_id: row for row in RenewalPlan.objects.of_every_municipality()}
    found: list[Certificate] = []
    rounds = plannable(every_round())
    for step in newest:
        plan = plans.get(step.municipality_id) or usual_plan()
        found += _planned([step], {step.municipality_id: plan}, rounds, today)
    return sorted((each for each in found if each.is_due), key=lambda each: each.ends_on)


def certificate_due(municipality: Municipality, *, visitor: Visitor, today: dt.date) -> Certificate | None:
    """Return the certificate of a municipality that is to be renewed, None where none is."""
    return next((each for each in certificates(municipality, visitor=visitor, today=today) if each.is_due), None)


def renewal_plan(municipality: Municipality) -> RenewalPlan:
    """Return how many days a municipality wants; the usual ones where it has said nothing."""
    return RenewalPlan.objects.of(municipality).first() or usual_plan()


def usual_plan() -> RenewalPlan:
    """Return the usual days, not stored."""
    return RenewalPlan(verification_days=VERIFICATION_DAYS, correction_days=CORRECTION_DAYS)


def _registered(rows: QuerySet[StateChange]) -> QuerySet[StateChange]:
    return rows.filter(act="register", ends_on__isnull=False).select_related("inventory")


def _planned(
    steps: Iterable[StateChange], plans: dict[int, RenewalPlan], rounds: list[Round], today: dt.date
) -> list[Certificate]:
    listed = [(step, step.ends_on) for step in steps if step.ends_on is not None]
    last: dict[int, dt.date] = {}
    for step, ends_on in listed:
        last[step.municipality_id] = max(ends_on, last.get(step.municipality_id, ends_on))
    return [
        Certificate(
            step,
            ends_on,
            renewal(
                ends_on, rounds, verification_days=plans[step.municipality_id].verification_days,
                correction_days=plans[step.municipality_id].correction_days,
            ),
            renewed=ends_on < last[step.municipality_id],
            today=today,
        )
        for step, ends_on in listed
    ]  # fmt: skip
