"""Correcting a frozen year: named figures are opened, changed, and a new version supersedes the one before it."""

import datetime as dt
import json
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import chain
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.calc import hashing
from inventories.calc.decided import changed_parts
from inventories.models import CorrectionCell, Inventory, Snapshot, State, StateChange
from inventories.policies import Refused
from inventories.policies.path import check_step
from inventories.selectors.document import mapping_to_keep
from inventories.selectors.dossier import dossier_mapping
from inventories.selectors.inventories import inventory_sources, latest_snapshot
from inventories.selectors.path import last_step
from inventories.services.freezing import freeze
from inventories.services.path import held, record_step

Cell = tuple[int, dt.date]  # (source, month)


@transaction.atomic
def open_correction(
    *,
    inventory: Inventory,
    actor: User,
    reason: str,
    cells: Collection[Cell] = (),
    whole: bool = False,
    now: dt.datetime | None = None,
) -> StateChange:
    """Open named figures of a frozen year, or the whole of it, for a reason. Raises policies.Refused.

    Figures that are not named stay as they are: what was accepted is not reopened by a change elsewhere.
    """
    now = now or timezone.now()
    inventory = held(inventory)
    check_step(inventory, "correct", reason=reason)
    chosen = sorted(set(cells))
    if bool(chosen) == whole:
        raise Refused(_("โปรดเลือกตัวเลขที่ต้องแก้ไข หรือเลือกเปิดทั้งบัญชี อย่างใดอย่างหนึ่ง"))
    snapshot = _frozen(inventory)
    _open(inventory, actor, snapshot, chosen, whole=whole, now=now)
    change = record_step(
        inventory, actor, "correct", State.CORRECTING, reason=reason, version=snapshot.version, now=now
    )
    inventory.corrects_whole = whole
    inventory.save(update_fields=["corrects_whole"])
    return change


@transaction.atomic
def open_more(*, inventory: Inventory, actor: User, cells: Collection[Cell], now: dt.datetime | None = None) -> None:
    """Open further figures in a correction that is open. Raises policies.Refused."""
    inventory = held(inventory)
    check_step(inventory, "lock_correction")
    if not cells or inventory.corrects_whole:
        raise Refused(_("โปรดติ๊กตัวเลขที่ต้องเปิดเพิ่ม ถ้าเปิดไว้ทั้งบัญชีแล้วไม่ต้องเปิดอีก"))
    _open(inventory, actor, _frozen(inventory), sorted(set(cells)), whole=False, now=now or timezone.now())


@transaction.atomic
def lock_correction(*, inventory: Inventory, actor: User, now: dt.datetime | None = None) -> Snapshot:
    """Freeze the corrected year as the next version. Raises policies.Refused, also where nothing was changed.

    A verification that was going on goes on with the new version; else the year stands where it was locked.
    """
    now = now or timezone.now()
    inventory = held(inventory)
    check_step(inventory, "lock_correction")
    opened = last_step(inventory, "correct")
    if opened is None or not (inventory.corrects_whole or _differs(inventory)):
        raise Refused(_("ยังไม่มีตัวเลขใดเปลี่ยน จึงไม่มีฉบับใหม่ให้ล็อก หากไม่ต้องแก้แล้ว ให้ยกเลิกการแก้ไข"))
    snapshot = freeze(inventory, actor=actor, now=now, reason=opened.reason)
    after = State.VERIFYING if opened.before == State.VERIFYING else State.LOCKED
    record_step(inventory, actor, "lock_correction", after, reason=opened.reason, version=snapshot.version, now=now)
    return snapshot


@transaction.atomic
def drop_correction(*, inventory: Inventory, actor: User, now: dt.datetime | None = None) -> StateChange:
    """Close a correction in which nothing was changed: the version before it still counts. Raises policies.Refused."""
    inventory = held(inventory)
    check_step(inventory, "drop_correction")
    opened = last_step(inventory, "correct")
    if opened is None or _differs(inventory):
        raise Refused(_("มีตัวเลขหรือข้อมูลที่เปลี่ยนไปแล้ว โปรดแก้กลับให้ตรงกับฉบับที่ล็อก หรือล็อกฉบับแก้ไข"))
    return record_step(inventory, actor, "drop_correction", State(opened.before), now=now)


def _open(
    inventory: Inventory, actor: User, snapshot: Snapshot, cells: list[Cell], *, whole: bool, now: dt.datetime
) -> None:
    counted = {
        (use.source_id, month)
        for use in inventory_sources(inventory).filter(parent__isnull=True)
        for month in inventory.month_list
        if use.counts_in(month)
    }
    if set(cells) - counted:
        raise Refused(_("บางช่องที่เลือกไม่อยู่ในบัญชีนี้ โปรดเปิดหน้าใหม่แล้วเลือกอีกครั้ง"))
    CorrectionCell.objects.bulk_create(
        [
            CorrectionCell(
                municipality=inventory.municipality, inventory=inventory, version=snapshot.version, source_id=source,
                month=month,
            )
            for source, month in cells
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.CORRECTION_OPENED,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token,
            "version": snapshot.version,
            "count": len(cells),
            "whole": whole,
            "rows_sha256": chain.rows_hash([source, f"{month:%Y-%m}"] for source, month in cells),
        },
        now=now,
    )


def _frozen(inventory: Inventory) -> Snapshot:
    snapshot = latest_snapshot(inventory)
    if snapshot is None:
        message = f"{inventory} is frozen without a frozen document"
        raise LookupError(message)
    return snapshot


def _differs(inventory: Inventory) -> bool:
    """Say whether what would be frozen now says something else than what was frozen last: figures, or decisions.

    Names are no part of what a correction corrects: the municipality, a source or a division may have got another.
    """
    snapshot = _frozen(inventory)
    then, now = json.loads(snapshot.document), mapping_to_keep(inventory)
    if _without_names(now) != _without_names(then):
        return True
    # As the text has it, for dates and numbers are written there.
    dossier = json.loads(hashing.canonical_text(dossier_mapping(inventory)))
    return bool(changed_parts(json.loads(snapshot.dossier), dossier))


def _without_names(document: dict[str, Any]) -> dict[str, Any]:
    sources = [{name: value for name, value in source.items() if name != "name"} for source in document["sources"]]
    kept = {name: value for name, value in document.items() if name not in {"municipality", "dossier_sha256"}}
    return kept | {"sources": sources}
