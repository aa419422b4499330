"""The path of a year: which steps lie behind it, which one it is at, which are ahead."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import thai_date
from inventories.models import Inventory, Snapshot, State
from inventories.selectors.completeness import Progress

DONE, NOW, AHEAD = "done", "now", ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its word, `done`, `now` or empty, and what is known of it."""

    word: str
    place: str
    note: str = ""


def path(inventory: Inventory, snapshot: Snapshot | None, progress: Progress) -> list[Step]:
    """Return the steps of a year. The province's review is none of them: it never holds a year up."""
    steps = [
        (str(State.DRAFT.label), _drafting(inventory, progress)),
        (_("ส่งตรวจภายใน"), ""),
        (_("อนุมัติโดยผู้บริหาร"), ""),
        (str(State.LOCKED.label), _locking(snapshot)),
        (_("อยู่ระหว่างทวนสอบ"), ""),
        (_("ทวนสอบแล้ว"), ""),
        (_("ยื่น อบก."), _filing(inventory)),
        (_("ขึ้นทะเบียนแล้ว"), ""),
    ]
    at = {State.DRAFT.value: 0, State.LOCKED.value: 3}[inventory.state]
    return [
        Step(word, DONE if place < at else NOW if place == at else AHEAD, note)
        for place, (word, note) in enumerate(steps)
    ]


def _drafting(inventory: Inventory, progress: Progress) -> str:
    if inventory.is_locked:
        return _("เปิดเมื่อ %(day)s") % {"day": thai_date(timezone.localdate(inventory.opened_at))}
    return _("ครบ %(complete)s จาก %(months)s เดือน") % {
        "complete": progress.complete_months, "months": progress.months,
    }  # fmt: skip


def _locking(snapshot: Snapshot | None) -> str:
    if snapshot is None:
        return ""
    return _("ฉบับที่ %(version)s %(day)s") % {
        "version": snapshot.version, "day": thai_date(timezone.localdate(snapshot.locked_at)),
    }  # fmt: skip


def _filing(inventory: Inventory) -> str:
    return _("คาดว่า %(day)s") % {"day": thai_date(inventory.filing_date)} if inventory.filing_date else ""
