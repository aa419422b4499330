"""The path of a year as it is drawn: which stations lie behind it, which one it is at, which are ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import thai_date
from inventories.models import Inventory, State, StateChange
from inventories.selectors.completeness import Progress

DONE, NOW, AHEAD = "done", "now", ""
STATIONS = (
    State.DRAFT, State.SUBMITTED, State.APPROVED, State.LOCKED,
    State.VERIFYING, State.VERIFIED, State.FILED, State.REGISTERED,
)  # fmt: skip
# Beside the way: a correction is made of what was locked, what TGO wants changed had been filed.
STANDS_AT = {State.CORRECTING: State.LOCKED, State.RETURNED: State.FILED}


@dataclass(frozen=True, slots=True)
class Station:
    """A station: its word, `done`, `now` or empty, and what is known of it."""

    word: str
    place: str
    note: str = ""


def stations(inventory: Inventory, steps: Sequence[StateChange], progress: Progress) -> list[Station]:
    """Return the stations of a year. The province's review is none of them: it never holds a year up.

    `steps`: all of the year, oldest first.
    """
    state = State(inventory.state)
    at = STATIONS.index(STANDS_AT.get(state, state))
    reached = {step.after: step for step in steps}  # the newest one
    return [
        Station(
            word=str((state if place == at else station).label),
            place=DONE if place < at else NOW if place == at else AHEAD,
            note=_note(inventory, station, reached.get(state if place == at else station), progress)
            if place <= at
            else _planned(inventory, station),
        )
        for place, station in enumerate(STATIONS)
    ]


def _note(inventory: Inventory, station: State, step: StateChange | None, progress: Progress) -> str:
    if station == State.DRAFT:
        if inventory.state != State.DRAFT:
            return _("เปิดเมื่อ %(day)s") % {"day": thai_date(timezone.localdate(inventory.opened_at))}
        return _("ครบ %(complete)s จาก %(months)s เดือน") % {
            "complete": progress.complete_months, "months": progress.months,
        }  # fmt: skip
    if step is None:  # passed without a step of its own, as by years of before the path was kept
        return ""
    day = thai_date(timezone.localdate(step.changed_at))
    return _("ฉบับที่ %(version)s %(day)s") % {"version": step.version, "day": day} if step.version else day


def _planned(inventory: Inventory, station: State) -> str:
    if station == State.FILED and inventory.filing_date:
        return _("คาดว่า %(day)s") % {"day": thai_date(inventory.filing_date)}
    return ""
