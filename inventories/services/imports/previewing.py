"""A file before anything of it is stored: kept to be looked at, its choices changed, or thrown away."""

import datetime as dt
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import Municipality, User
from cfo_site.files import store
from inventories.calc.workbooks.lines import Contents
from inventories.models import ImportBatch, ImportState, Inventory
from inventories.models.workbook import LONGEST_NAME
from inventories.policies import Refused, check_open
from inventories.selectors.imports.batches import drawn_up, folder


@transaction.atomic
def keep_preview(
    *, inventory: Inventory, actor: User, file: IO[bytes], name: str, contents: Contents, now: dt.datetime | None = None
) -> ImportBatch:
    """Keep a file that was read, with the revision that each cell of the year holds now. No figure is stored.

    Raises Refused for a locked year and where the disk is full.
    """
    now = now or timezone.now()
    check_open(inventory)
    remove_stale(municipality=inventory.municipality, now=now)
    stored = store.digest(file)
    where = folder(inventory.municipality)
    if store.free_space(where) - stored.size < settings.DISK_RESERVE_BYTES:
        raise Refused(_no_disk())
    batch = drawn_up(inventory, contents)
    batch.name, batch.sha256, batch.size = _plain_name(name), stored.sha256, stored.size
    batch.uploaded_by, batch.uploaded_at = actor, now
    batch.full_clean(exclude=["municipality", "inventory", "uploaded_by"])
    batch.save(force_insert=True)
    try:
        store.put(where, file, stored)
    except OSError:
        raise Refused(_no_disk()) from None
    return batch


@transaction.atomic
def choose(*, batch: ImportBatch, choices: Mapping[str, Any]) -> ImportBatch:
    """Keep what the person said about a file. Raises Refused for one that does not wait any more."""
    held = hold(batch)
    check_waits(held)
    held.choices = dict(choices)
    held.save(update_fields=["choices"])
    return held


@transaction.atomic
def discard(*, batch: ImportBatch) -> ImportBatch:
    """Throw a file away that was not stored; a second time changes nothing. Raises Refused for one that was stored."""
    held = hold(batch)
    if held.state == ImportState.DISCARDED:
        return held
    check_waits(held)
    _throw_away(held)
    return held


@transaction.atomic
def remove_stale(*, municipality: Municipality, now: dt.datetime) -> int:
    """Throw away what nobody committed for settings.PREVIEW_DAYS; return how many files that were."""
    before = now - dt.timedelta(days=settings.PREVIEW_DAYS)
    waiting = ImportBatch.objects.of(municipality).filter(state=ImportState.PREVIEWED, uploaded_at__lt=before)
    stale = list(waiting.select_related("municipality").select_for_update(of=("self",), skip_locked=True))
    for batch in stale:
        _throw_away(batch)
    return len(stale)


def hold(batch: ImportBatch) -> ImportBatch:
    """Lock a batch and return it as it is now, with the municipality and the year of the one given."""
    held = ImportBatch.objects.of(batch.municipality).select_for_update(of=("self",)).get(pk=batch.pk)
    held.municipality, held.inventory = batch.municipality, batch.inventory
    return held


def check_waits(batch: ImportBatch) -> None:
    """Refuse what nobody can decide about any more."""
    if not batch.waits:
        raise Refused(
            _("ไฟล์นี้%(state)s จึงเปลี่ยนไม่ได้อีก หากต้องการนำเข้าใหม่ โปรดอัปโหลดไฟล์อีกครั้ง") % {"state": batch.get_state_display()}
        )


def _throw_away(batch: ImportBatch) -> None:
    """Empty a batch, and remove its bytes once that is certain, unless another upload of the same file needs them."""
    batch.state, batch.plan, batch.seen, batch.choices = ImportState.DISCARDED, {}, {}, {}
    batch.save(update_fields=["state", "plan", "seen", "choices"])
    others = ImportBatch.objects.of(batch.municipality).filter(sha256=batch.sha256)
    if not others.exclude(state=ImportState.DISCARDED).exists():
        where, sha256 = folder(batch.municipality), batch.sha256
        transaction.on_commit(lambda: store.remove(where, sha256))


def _plain_name(name: str) -> str:
    """Return a file's name without folders and signs that nobody sees, short enough to keep."""
    last = thai.normalise(name.replace("\\", "/").rpartition("/")[2])
    return "".join(sign for sign in last if sign.isprintable()).strip()[-LONGEST_NAME:] or "file"


def _no_disk() -> str:
    return _("ที่เก็บไฟล์ของระบบใกล้เต็ม จึงยังรับไฟล์ไม่ได้ ตัวเลขยังกรอกได้ตามปกติ โปรดแจ้งผู้ดูแลระบบ")
