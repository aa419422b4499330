"""Writing registers: one item by its form, or all lines of a pasted table, all or none."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Meter, RegisterItem
from inventories.models.register import REGISTER_OF_METERS
from inventories.policies import Refused
from inventories.selectors import row_hashes
from inventories.selectors.registers.items import all_items, key_of
from inventories.services.locking import hold_municipality

FIELDS = ("number", "description", "place", "division", "quantity", "agent", "charge_kg", "first_day", "last_day")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an item is to say, by field, and which one it is; None: a new one. Fields that are absent stay."""

    fields: Mapping[str, Any]
    item: RegisterItem | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What was stored: new items, changed ones, and how many said the same already."""

    added: list[RegisterItem]
    changed: list[RegisterItem]
    same: int


@transaction.atomic
def keep_items(
    *,
    municipality: Municipality,
    actor: User,
    register: str,
    wanted: Sequence[Wanted],
    now: dt.datetime | None = None,
) -> Kept:
    """Add items to a register and change others, all or none, with one ledger entry; what says the same is passed over.

    Raises Refused (a number that another item has, the number of a meter's item changed, a changed item that is gone)
    and ValidationError (dates or a charge that do not fit).
    """
    now = now or timezone.now()
    hold_municipality(municipality)
    there = {item.pk: item for item in all_items(municipality, register)}
    by_key = {item.number_key: item.pk for item in there.values()}
    added: list[RegisterItem] = []
    changed: list[RegisterItem] = []
    for each in wanted:
        row = there[each.item.pk] if each.item else RegisterItem(municipality=municipality, kind=register)
        if not _changes(row, each.fields):
            continue
        _give(row, each.fields, by_key)
        row.changed_by, row.changed_at = actor, now
        row.full_clean(exclude=["municipality", "changed_by"], validate_unique=False, validate_constraints=False)
        check_dates(row)
        (changed if row.pk else added).append(row)
        row.save()
        by_key[row.number_key] = row.pk
    if added or changed:
        ledger.append(
            municipality=municipality,
            actor=actor,
            act=acts.REGISTER_KEPT,
            subject=f"item:{(added + changed)[0].pk}" if len(added) + len(changed) == 1 else f"register:{register}",
            facts={
                "register": register,
                "added": len(added),
                "changed": len(changed),
                "rows_sha256": row_hashes.of_items([*added, *changed]),
            },
            now=now,
        )
    return Kept(added, changed, len(wanted) - len(added) - len(changed))


def check_dates(row: RegisterItem) -> None:
    """Refuse a last day before the first."""
    if row.first_day and row.last_day and row.last_day < row.first_day:
        raise ValidationError({"last_day": _("วันสุดท้ายอยู่ก่อนวันที่ได้มา โปรดตรวจวันที่")})


def keep_meter(meter: Meter, *, before: str, changed: Sequence[str], actor: User, now: dt.datetime) -> None:
    """Have a meter or vehicle of bills stand in its register, within the transaction that has saved it.

    An item that has its number, or its account's, becomes its item; else a new one is made. `before`: the number that it
    had; `changed`: its fields that were changed. The register's own words are left alone.
    """
    register = REGISTER_OF_METERS.get(meter.kind)  # type: ignore[call-overload]  # the kinds are texts
    items = RegisterItem.objects.of(meter.municipality)
    item = items.filter(meter=meter).first()
    if register is None or (item is not None and item.kind != register):
        items.filter(meter=meter).update(meter=None)  # it was of another kind: the register keeps its line
        item = None
    if register is None:
        return
    keys = [key_of(number) for number in (meter.number, meter.account) if number]
    if item is None:
        named = {each.number_key: each for each in items.filter(kind=register, number_key__in=keys)}
        free = next((named[key] for key in keys if key in named and named[key].meter_id is None), None)
        if free is None and keys[0] in named:
            return  # a line with this very number stands for another meter already, and for this one
        item = free or RegisterItem(
            municipality=meter.municipality, kind=register, number=meter.number, number_key=keys[0],
            first_day=meter.first_day, last_day=meter.last_day,
        )  # fmt: skip
        item.meter = meter
    else:
        if item.number_key == key_of(before) and not items.filter(kind=register, number_key=keys[0]).exists():
            item.number, item.number_key = meter.number, keys[0]
        for name in ("first_day", "last_day"):
            if name in changed:
                setattr(item, name, getattr(meter, name))
        check_dates(item)
    item.changed_by, item.changed_at = actor, now
    item.save()


def _changes(row: RegisterItem, fields: Mapping[str, Any]) -> bool:
    return row.pk is None or any(getattr(row, name) != value for name, value in fields.items())


def _give(row: RegisterItem, fields: Mapping[str, Any], by_key: dict[str, int]) -> None:
    """Give an item its fields. Raises Refused where its number is another's, or its meter's."""
    before = row.number_key
    for name, value in fields.items():
        setattr(row, name, value)
    row.number_key = key_of(row.number)
    if row.number_key == before:
        return
    if row.meter_id is not None:
        raise Refused(_("เลขของรายการนี้มาจากมิเตอร์หรือรถที่ใช้กับบิล โปรดแก้เลขในหน้ามิเตอร์และรถ"))
    if by_key.get(row.number_key, row.pk) != row.pk:
        raise Refused(
            _("เลข %(number)s มีอยู่แล้วในทะเบียน%(register)s โปรดตรวจเลข หรือแก้รายการเดิม")
            % {"number": row.number, "register": row.get_kind_display()}
        )
    by_key.pop(before, None)
