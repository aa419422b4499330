"""Reminding divisions: asking for a letter, saying that one was told otherwise, what came of sending.

A letter is put off as a job in the transaction of its step, so that there is never one without the other. The job holds
ids alone; address and words are read when it is sent (docs/adr/0006).
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Division, Fault, Inventory, Outcome, ReminderStep
from inventories.policies import Refused
from inventories.selectors.collection import collection_of, collections
from inventories.selectors.inventories import inventories
from inventories.selectors.reminders import asked, is_on_its_way, last_step
from inventories.services.locking import locked_open

DELIVER = "inventories.deliver_reminder"  # the job's name; its function stands in inventories.tasks
AGAIN = dt.timedelta(days=7)  # between two letters that nobody asked for, or since the division was told otherwise


@transaction.atomic
def tell(*, inventory: Inventory, division: Division, actor: User, now: dt.datetime | None = None) -> ReminderStep:
    """Note that a division was told by LINE, telephone or letter. Raises Refused where nothing is to be told."""
    now = now or timezone.now()
    inventory = locked_open(inventory)
    late = _late(inventory, division, now)
    return _step(inventory, division, Outcome.TOLD, actor=actor, late=late, now=now)


@transaction.atomic
def ask_for_letter(
    *, inventory: Inventory, division: Division, actor: User | None, now: dt.datetime | None = None
) -> ReminderStep:
    """Have the worker send a division its letter. Raises Refused where there is no way, no reason, or one on its way."""
    now = now or timezone.now()
    inventory = locked_open(inventory)
    if not settings.SENDS_EMAIL:
        raise Refused(_("ระบบนี้ไม่ได้ตั้งค่าอีเมลไว้ โปรดคัดลอกข้อความไปส่งทางอื่น"))
    if not division.email:
        raise Refused(_("ยังไม่มีอีเมลของ%(division)s โปรดเพิ่มในหน้ากองก่อน") % {"division": division.name_th})
    if is_on_its_way(last_step(inventory, division), now=now):
        raise Refused(_("อีเมลถึง%(division)s กำลังรอส่งอยู่แล้ว") % {"division": division.name_th})
    late = _late(inventory, division, now)
    step = _step(inventory, division, Outcome.ASKED, actor=actor, late=late, now=now)
    app.configure_task(DELIVER).defer(municipality=inventory.municipality_id, step=step.pk)
    return step


def ask_where_late(*, municipality: Municipality, now: dt.datetime | None = None) -> list[ReminderStep]:
    """Ask for the letters that nobody needs to ask for: to divisions that want them, that are late, once in a week.

    In every year that may still be changed; inside the municipality's scope. Without e-mail nothing is asked for.
    """
    now = now or timezone.now()
    steps: list[ReminderStep] = []
    if not settings.SENDS_EMAIL:
        return steps
    today = timezone.localdate(now)
    for inventory in inventories(municipality):
        if not inventory.is_open:  # what was handed in or is being corrected asks no division for figures
            continue
        for each in asked(inventory, collections(inventory, today=today), now=now):
            division = each.collection.division
            if division is None or not division.reminds or not each.collection.late:
                continue
            if each.last is None or now - each.last.at >= AGAIN:
                steps.append(ask_for_letter(inventory=inventory, division=division, actor=None, now=now))
    return steps


@transaction.atomic
def record_end(
    *, beginning: ReminderStep, outcome: Outcome, attempt: int, late: int = 0, fault: Fault = Fault.NONE,
    now: dt.datetime | None = None,
) -> ReminderStep:  # fmt: skip
    """Keep what came of an attempt to send the letter of a step."""
    return _step(
        beginning.inventory, beginning.division, outcome, actor=None, late=late, now=now or timezone.now(),
        beginning=beginning, attempt=attempt, fault=fault,
    )  # fmt: skip


def _late(inventory: Inventory, division: Division, now: dt.datetime) -> int:
    """Return how many figures of a division are late. Raises Refused where none is late or may come now."""
    collection = collection_of(inventory, division, today=timezone.localdate(now))
    if not collection.late and not collection.waiting:
        raise Refused(_("%(division)s ไม่มีข้อมูลค้าง จึงไม่ต้องแจ้ง") % {"division": division.name_th})
    return len(collection.late)


def _step(
    inventory: Inventory,
    division: Division,
    outcome: Outcome,
    *,
    actor: User | None,
    late: int,
    now: dt.datetime,
    beginning: ReminderStep | None = None,
    attempt: int = 0,
    fault: Fault = Fault.NONE,
) -> ReminderStep:
    step = ReminderStep(
        municipality=inventory.municipality, inventory=inventory, division=division, beginning=beginning,
        outcome=outcome, fault=fault, attempt=attempt, late=late, at=now, by=actor,
    )  # fmt: skip
    facts: dict[str, object] = {
        "year": inventory.token, "division": division.pk, "outcome": outcome.value, "late": late,
    }  # fmt: skip
    step.entry_number = ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.REMINDED, subject=f"inventory:{inventory.pk}",
        facts=facts, now=now,
    ).number  # fmt: skip
    step.clean_fields(exclude=["municipality", "inventory", "division", "beginning", "by"])
    step.save(force_insert=True)
    return step
