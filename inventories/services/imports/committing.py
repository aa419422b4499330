"""Storing what a preview showed: all of it in one transaction, once, and nothing that was not shown."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.calc.workbooks.outcomes import Outcome, Place
from inventories.models import AmountRevision, CameBy, ImportBatch, ImportedAmount, ImportState, Inventory
from inventories.models.workbook import LONGEST_CELLS
from inventories.policies import Refused
from inventories.selectors import row_hashes
from inventories.selectors.imports.preview import Preview, month_of, preview
from inventories.selectors.imports.sentences import cell_name
from inventories.selectors.imports.targets import targets
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts
from inventories.services.imports.previewing import check_waits, hold
from inventories.services.locking import locked_open, uses_of


class ShownOtherwise(Refused):
    """What would be stored is not what was shown; nothing was stored."""


@transaction.atomic
def commit(
    *,
    batch: ImportBatch,
    actor: User,
    shown: str,
    known: Mapping[Place, int] | None = None,
    ours: bool = True,
    now: dt.datetime | None = None,
) -> ImportBatch:
    """Store what a preview with digest `shown` showed, and return the batch; a second time changes nothing.

    `known`: revision numbers of cells that somebody changed since the file was made, as they were told to the person,
    who decided: `ours` replaces them by the file's figures, else those cells stay. Raises Refused (locked year, open
    questions, nothing to store), ShownOtherwise, and ChangedSince where such cells were not told, or changed once more.
    """
    now = now or timezone.now()
    inventory = _lock(batch)
    held = hold(batch)
    if held.is_committed:
        return held
    check_waits(held)
    held.inventory = inventory
    found = preview(held)
    _check(found, shown)
    wanted = _settled(found, known or {}, ours=ours)
    if not wanted:
        raise Refused(_("ไม่มีตัวเลขใดเปลี่ยนจากที่มีอยู่ จึงไม่มีอะไรต้องบันทึก"))
    rows = record_amounts(
        municipality=held.municipality, actor=actor, changes=[_change(each) for each in wanted], now=now
    )
    _keep_cells(held, wanted, rows)
    held.state, held.committed_by, held.committed_at, held.stored = ImportState.COMMITTED, actor, now, len(rows)
    held.save(update_fields=["state", "committed_by", "committed_at", "stored"])
    ledger.append(
        municipality=held.municipality,
        actor=actor,
        act=acts.IMPORT_COMMITTED,
        subject=f"import_batch:{held.pk}",
        facts={
            "year": inventory.token,
            "count": len(rows),
            "layout": held.layout,
            "file_sha256": held.sha256,
            "rows_sha256": row_hashes.of_revisions(rows),
        },
        now=now,
    )
    return held


def _lock(batch: ImportBatch) -> Inventory:
    """Lock every year in which a source of the file's year counts: then nobody changes a figure between look and act."""
    sources = [target.source.pk for target in targets(batch.inventory)]
    return locked_open(batch.inventory, besides=uses_of(batch.municipality, sources))


def _check(found: Preview, shown: str) -> None:
    if found.blocks:
        raise Refused(" ".join(f"{word.sentence} {word.remedy}" for word in found.blocks))
    if found.digest != shown:
        raise ShownOtherwise(_("ผลของไฟล์เปลี่ยนไปจากที่แสดงไว้ จึงยังไม่ได้บันทึก โปรดตรวจใหม่แล้วกดบันทึกอีกครั้ง"))
    if found.open_count and not found.choices.partial:
        raise Refused(
            _("ยังมี %(count)s ช่องที่นำเข้าไม่ได้ โปรดแก้ตามรายการ หรือเลือกนำเข้าเฉพาะช่องที่พร้อม") % {"count": found.open_count}
        )


def _settled(found: Preview, known: Mapping[Place, int], *, ours: bool) -> list[Outcome]:
    """Return what to store once it is said what becomes of cells that somebody changed meanwhile."""
    clashing = [outcome for outcome in found.stored if outcome.clashes]
    untold = [outcome for outcome in clashing if known.get(outcome.place) != outcome.now.number]
    if untold:
        message = _("มีผู้แก้ %(count)s ช่องหลังจากที่ไฟล์นี้จัดทำหรืออัปโหลด จึงยังไม่ได้บันทึกอะไร โปรดเลือกว่าจะใช้ตัวเลขใด")
        raise ChangedSince(message % {"count": len(clashing)}, [_change(outcome) for outcome in untold])
    return [outcome for outcome in found.stored if ours or not outcome.clashes]


def _change(outcome: Outcome) -> AmountChange:
    source, month = outcome.place
    return AmountChange(
        source, month_of(month), outcome.amount, outcome.notation, outcome.now.number, came_by=CameBy.WORKBOOK
    )


def _keep_cells(batch: ImportBatch, wanted: Sequence[Outcome], rows: Sequence[AmountRevision]) -> None:
    """Keep from which cells of the file each revision came."""
    by_cell = {(outcome.source, outcome.month): outcome for outcome in wanted}
    kept = []
    for row in rows:
        parts = by_cell[row.source_id, f"{row.month:%Y-%m}"].parts
        cells = " + ".join(cell_name(line.sheet, given.cell) for line, given in parts)
        raw = " + ".join(given.raw for _line, given in parts)
        kept.append(
            ImportedAmount(
                municipality=batch.municipality,
                batch=batch,
                revision=row,
                cells=cells[:LONGEST_CELLS],
                raw=raw[:LONGEST_CELLS],
            )
        )
    ImportedAmount.objects.bulk_create(kept, batch_size=2000)
