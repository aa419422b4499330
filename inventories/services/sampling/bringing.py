"""Storing what came in a verifier's workbook: a draw or what was found, picks and papers asked for, all or nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from inventories.models import CameIn, Inventory
from inventories.policies import Refused
from inventories.selectors.sampling.population import Key
from inventories.selectors.sampling.samples import items, sample_in_force
from inventories.services.path import held
from inventories.services.sampling.checking import Look, record_checks
from inventories.services.sampling.drawing import draw_sample, frozen_population, pick_items
from inventories.services.sampling.papers import Request, request_documents


@dataclass(frozen=True, slots=True)
class Pick:
    """An item that the verifier chose in the workbook, and why."""

    key: Key
    reason: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What a verifier's workbook says that is not known yet.

    `number`: of the draw that it was made from; `plan`: what a draw takes, None where none is asked for; `looks`: by
    line and month, their item not known yet.
    """

    number: int
    plan: Mapping[str, Any] | None = None
    looks: tuple[tuple[Key, Look], ...] = ()
    picks: tuple[Pick, ...] = ()
    requests: tuple[Request, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Say whether there is nothing to store."""
        return not (self.plan or self.looks or self.picks or self.requests)


@transaction.atomic
def bring(
    *, inventory: Inventory, actor: User, brought: Brought, file_sha256: str, now: dt.datetime | None = None
) -> None:
    """Store what a workbook says, marked as having come in one. Raises policies.Refused, and then stores nothing."""
    now = now or timezone.now()
    inventory = held(inventory)
    sample = sample_in_force(inventory)
    if brought.number != (sample.number if sample else 0):
        raise Refused(_("มีการสุ่มใหม่หลังจากดาวน์โหลดสมุดงานนี้ โปรดดาวน์โหลดสมุดงานใหม่แล้วคัดลอกผลไปกรอก"))
    door = CameIn.WORKBOOK
    if brought.plan is not None:
        draw_sample(inventory=inventory, actor=actor, seen=brought.number, came_in=door, now=now, **brought.plan)
    for reason, keys in _by_reason(brought.picks).items():
        pick_items(inventory=inventory, actor=actor, picks=keys, reason=reason, came_in=door, now=now)
    if brought.looks:
        looks = _looks(inventory, brought.looks)
        record_checks(inventory=inventory, actor=actor, looks=looks, came_in=door, file_sha256=file_sha256, now=now)
    if brought.requests:
        request_documents(inventory=inventory, actor=actor, requests=brought.requests, came_in=door, now=now)


def _looks(inventory: Inventory, looks: Sequence[tuple[Key, Look]]) -> list[Look]:
    """Return looks with the items that they are of, those just picked among them."""
    sample = sample_in_force(inventory)
    if sample is None:
        raise Refused(_("ยังไม่ได้สุ่มตรวจบัญชีนี้ โปรดสุ่มก่อน แล้วจึงเลือกเพิ่ม"))
    known = {item.key: item.row.pk for item in items(sample, frozen_population(inventory))}
    return [replace(look, item=known.get(key, 0)) for key, look in looks]


def _by_reason(picks: Sequence[Pick]) -> dict[str, list[Key]]:
    grouped: dict[str, list[Key]] = {}
    for pick in picks:
        grouped.setdefault(pick.reason, []).append(pick.key)
    return grouped
