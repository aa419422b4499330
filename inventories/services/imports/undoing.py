"""Taking a file's figures back: each cell as it was before, as a new revision; what changed since stays unless asked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.calc.workbooks.outcomes import Place
from inventories.models import CameBy, ImportBatch, ImportState
from inventories.policies import Refused
from inventories.selectors import row_hashes
from inventories.selectors.imports.batches import StoredFigure, stored_figures
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts
from inventories.services.continuing import keep_explanations, keep_sheet
from inventories.services.imports.previewing import hold
from inventories.services.locking import locked_open, uses_of


@dataclass(frozen=True, slots=True)
class Undone:
    """A file that was taken back: how many cells are as before it, and how many stay as somebody left them since."""

    batch: ImportBatch
    restored: int
    left: int


@transaction.atomic
def undo(
    *, batch: ImportBatch, actor: User, also: Mapping[Place, int] | None = None, now: dt.datetime | None = None
) -> Undone:
    """Put the cells of a stored file back to what they held before; a second time changes nothing.

    Cells that somebody changed since are left as they are, but for those in `also`: their revision numbers as they were
    told to the person who asked. Raises Refused (locked year, never stored) and ChangedSince (changed once more).
    """
    now = now or timezone.now()
    sources = {figure.revision.source_id for figure in stored_figures(batch)}
    inventory = locked_open(batch.inventory, besides=uses_of(batch.municipality, sources))
    held = hold(batch)
    held.inventory = inventory
    if held.state == ImportState.UNDONE:
        return Undone(held, 0, 0)
    if not held.is_committed:
        raise Refused(_("ไฟล์นี้ยังไม่ได้บันทึก จึงไม่มีอะไรให้เลิก"))
    figures = stored_figures(held)
    changes = _changes(figures, also or {})
    rows = record_amounts(municipality=held.municipality, actor=actor, changes=changes, now=now) if changes else []
    before = {(figure.revision.source_id, figure.revision.month): figure.before for figure in figures}
    for row in rows:
        if (same := before[row.source_id, row.month]) is not None and same.amount is not None:
            keep_sheet(same, row, actor, now)
            keep_explanations(inventory, same, row, actor, now)
    held.state, held.undone_by, held.undone_at = ImportState.UNDONE, actor, now
    held.save(update_fields=["state", "undone_by", "undone_at"])
    ledger.append(
        municipality=held.municipality,
        actor=actor,
        act=acts.IMPORT_UNDONE,
        subject=f"import_batch:{held.pk}",
        facts={
            "year": inventory.token,
            "count": len(rows),
            "left": held.stored - len(rows),
            "file_sha256": held.sha256,
            "rows_sha256": row_hashes.of_revisions(rows),
        },
        now=now,
    )
    return Undone(held, len(rows), held.stored - len(rows))


def _changes(figures: list[StoredFigure], also: Mapping[Place, int]) -> list[AmountChange]:
    wanted: list[AmountChange] = []
    stale: list[AmountChange] = []
    for figure in figures:
        place = figure.revision.source_id, f"{figure.revision.month:%Y-%m}"
        if figure.changed_since and place not in also:
            continue
        wanted.append(_back(figure))
        if figure.changed_since and also[place] != figure.now.number:
            stale.append(wanted[-1])
    if stale:
        message = _("มีผู้แก้ตัวเลขของไฟล์นี้อีกหลังจากที่ท่านเปิดหน้า จึงยังไม่ได้เลิกการนำเข้า โปรดตรวจรายการใหม่")
        raise ChangedSince(message, stale)
    return wanted


def _back(figure: StoredFigure) -> AmountChange:
    """Return the change that makes a cell what it was before the file, with all that was said of the figure then."""
    row, before = figure.revision, figure.before
    if before is None:
        return AmountChange(row.source_id, row.month, based_on=figure.now.number, came_by=CameBy.WORKBOOK)
    return AmountChange(
        row.source_id,
        row.month,
        before.amount,
        before.notation,
        based_on=figure.now.number,
        estimated=before.estimated,
        estimation=before.estimation,
        elsewhere_id=before.elsewhere_id,
        came_by=before.came_by,
        reason=before.reason,
    )
