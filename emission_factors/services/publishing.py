"""Storing what is published: what is new is added, what is already there must be the same."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from emission_factors.services.reading import Row

Published = TypeVar("Published", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Written(Generic[Published]):
    """A row of a file and the object it makes."""

    row: Row
    thing: Published


def check(written: Iterable[Written[Published]], *, leave: Sequence[str] = ()) -> None:
    """Note what the model's fields refuse (too long, not a choice), except the fields in `leave`."""
    for each in written:
        try:
            each.thing.clean_fields(exclude=leave)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                each.row.fault(name, " ".join(messages))


def once(written: Iterable[Written[Published]], key: Callable[[Published], Hashable], column: str) -> None:
    """Note keys that stand in more than one row."""
    seen: dict[Hashable, Row] = {}
    for each in written:
        before = seen.setdefault(key(each.thing), each.row)
        if before is not each.row:
            each.row.fault(column, _("ซ้ำกับแถว %(row)s") % {"row": before.number})


def missing(
    written: Sequence[Written[Published]],
    stored: Iterable[Published],
    key: Callable[[Published], Hashable],
    fields: Sequence[str],
) -> list[Published]:
    """Return what is not stored yet; note every field in which a stored row differs from the file."""
    there = {key(thing): thing for thing in stored}
    new: list[Published] = []
    for each in written:
        before = there.get(key(each.thing))
        if before is None:
            new.append(each.thing)
            continue
        for name in fields:
            old, given = getattr(before, name), getattr(each.thing, name)
            if not _same(old, given):
                each.row.fault(name, _unchangeable(old, given))
    return new


def _same(old: object, given: object) -> bool:
    if isinstance(old, Decimal) and isinstance(given, Decimal):
        return str(old) == str(given)  # 2.70 and 2.7 are printed differently
    return old == given


def _unchangeable(old: Any, given: Any) -> str:
    return _("ต่างจากค่าที่เผยแพร่แล้ว (เก็บไว้: %(old)s แฟ้ม: %(given)s) ค่าที่เผยแพร่แล้วแก้ไม่ได้ ให้ออกเป็นรุ่นใหม่แทน") % {
        "old": "–" if old in (None, "") else old,
        "given": "–" if given in (None, "") else given,
    }
