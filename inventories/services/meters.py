"""Writing meters and vehicles: adding, changing, replacing one in the middle of a month."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Meter
from inventories.policies import Refused
from inventories.selectors.bill_cells import lines_in_force
from inventories.services.registers.items import keep_meter


@transaction.atomic
def save_meter(
    *,
    municipality: Municipality,
    actor: User,
    fields: Mapping[str, Any],
    meter: Meter | None = None,
    now: dt.datetime | None = None,
) -> Meter:
    """Add a meter or vehicle, or change one; it stands in its register. `fields` are those of Meter.

    Raises ValidationError (a number given twice, dates that do not fit) and Refused where lines of bills lie outside the
    new dates, or belong to another source.
    """
    now = now or timezone.now()
    row = _held(meter) if meter else Meter(municipality=municipality)
    before = row.number
    changed = [name for name, value in fields.items() if meter is None or getattr(row, name) != value]
    if meter is not None and not changed:
        return row
    for name, value in fields.items():
        setattr(row, name, value)
    row.changed_by, row.changed_at = actor, now
    if Meter.objects.of(municipality).filter(kind=row.kind, number=row.number).exclude(pk=row.pk).exists():
        raise Refused(
            _("เลข %(number)s มีอยู่แล้วในรายการมิเตอร์และรถของเทศบาล โปรดตรวจเลข หรือแก้รายการเดิม") % {"number": row.number}
        )
    row.full_clean()
    if meter is not None:
        _check_lines_fit(row)
    row.save()
    keep_meter(row, before=before, changed=changed, actor=actor, now=now)
    act = acts.METER_CHANGED if meter else acts.METER_ADDED
    facts = {"kind": row.kind, "source": row.source_id, "fields": ", ".join(sorted(changed))}
    ledger.append(municipality=municipality, actor=actor, act=act, subject=f"meter:{row.pk}", facts=facts, now=now)
    return row


@transaction.atomic
def replace_meter(
    *,
    meter: Meter,
    actor: User,
    day: dt.date,
    closing: Decimal,
    fields: Mapping[str, Any],
    now: dt.datetime | None = None,
) -> Meter:
    """End a meter on a day with its last reading, and return the one that takes its place from that day on.

    `fields` are number, account, multiplier and opening of the new one. Both count on the day itself. Raises as
    save_meter, and Refused for a meter that has ended.
    """
    municipality = meter.municipality
    old = _held(meter)
    if old.last_day is not None:
        raise Refused(_("มิเตอร์นี้เลิกใช้แล้ว จึงเปลี่ยนอีกไม่ได้ โปรดเปลี่ยนจากมิเตอร์ที่ใช้อยู่"))
    if old.opening is not None and old.first_day == day and closing < old.opening:
        raise Refused(_("เลขอ่านสุดท้ายน้อยกว่าเลขอ่านแรกของมิเตอร์เดิม โปรดตรวจเลขอ่าน"))
    save_meter(municipality=municipality, actor=actor, meter=old, fields={"last_day": day, "closing": closing}, now=now)
    begun = {"source": old.source, "kind": old.kind, "first_day": day} | dict(fields)
    return save_meter(municipality=municipality, actor=actor, fields=begun, now=now)


def _held(meter: Meter) -> Meter:
    return (
        Meter.objects.of(meter.municipality).select_for_update(of=("self",)).select_related("source").get(pk=meter.pk)
    )


def _check_lines_fit(meter: Meter) -> None:
    """Refuse dates or a source that lines of bills in force contradict."""
    lines = lines_in_force(meter.municipality).filter(meter=meter)
    if lines.exclude(source=meter.source_id).exists():
        raise Refused(_("มิเตอร์นี้มีบิลของแหล่งปล่อยเดิมแล้ว จึงย้ายไปแหล่งอื่นไม่ได้ โปรดเพิ่มเป็นมิเตอร์ใหม่"))
    outside = [
        line
        for line in lines
        if (meter.first_day and line.last_day < meter.first_day) or (meter.last_day and line.first_day > meter.last_day)
    ]
    if outside:
        raise Refused(
            _("มีบิลของมิเตอร์นี้ %(count)s บรรทัดที่อยู่นอกช่วงวันที่ใช้ โปรดตรวจวันที่ หรือถอนบิลนั้นก่อน") % {"count": len(outside)}
        )
