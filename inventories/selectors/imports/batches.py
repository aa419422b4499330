"""Files that were read in for a year: their list, one of them, what of them was stored, and where their bytes lie."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from cfo_site.accounts.models import Municipality
from cfo_site.files import store
from inventories.calc.workbooks.lines import Contents
from inventories.calc.workbooks.template import LAYOUT
from inventories.models import AmountRevision, ImportBatch, ImportedAmount, ImportState, Inventory
from inventories.selectors.amounts import Cell, amounts_in_force
from inventories.selectors.imports.targets import in_force, targets


def imports_of(inventory: Inventory) -> QuerySet[ImportBatch]:
    """Return the files of a year, newest first, with who uploaded, committed and undid them."""
    rows = ImportBatch.objects.of(inventory.municipality).filter(inventory=inventory).defer("plan", "seen")
    people = ("uploaded_by", "committed_by", "undone_by")
    return rows.select_related("inventory", *people).order_by("-uploaded_at", "-pk")


def waiting_files(inventory: Inventory) -> int:
    """Return how many files of a year were read and are neither stored nor thrown away."""
    rows = ImportBatch.objects.of(inventory.municipality).filter(inventory=inventory)
    return rows.filter(state=ImportState.PREVIEWED).count()


def import_or_404(inventory: Inventory, pk: int) -> ImportBatch:
    """Return a file of a year, or answer 404."""
    rows = ImportBatch.objects.of(inventory.municipality).filter(inventory=inventory, pk=pk)
    batch = rows.select_related("municipality", "uploaded_by", "committed_by", "undone_by").first()
    if batch is None:
        raise Http404
    batch.inventory = inventory
    return batch


def drawn_up(inventory: Inventory, contents: Contents) -> ImportBatch:
    """Return an unsaved batch of what was read for a year, with the revision that each cell holds now.

    Our own template came with the figures of the year, so it replaces them; anything else fills empty cells until the
    person says otherwise.
    """
    seen: dict[str, dict[str, int]] = {}
    for (source, month), row in in_force(inventory, targets(inventory)).items():
        seen.setdefault(str(source), {})[f"{month:%Y-%m}"] = row.number
    return ImportBatch(
        municipality=inventory.municipality,
        inventory=inventory,
        layout=contents.layout,
        layout_label=contents.label,
        plan=contents.as_mapping(),
        seen=seen,
        choices={"replace": contents.layout == LAYOUT},
    )


def twin_of(batch: ImportBatch) -> ImportBatch | None:
    """Return the newest import of the very same file whose figures are stored, None where there is none."""
    rows = ImportBatch.objects.of(batch.municipality).filter(inventory=batch.inventory, sha256=batch.sha256)
    return rows.filter(state=ImportState.COMMITTED).select_related("committed_by").order_by("-committed_at").first()


def folder(municipality: Municipality) -> Path:
    """Return where the workbooks of a municipality lie; no two share a folder."""
    root: Path = settings.IMPORT_DIR
    return root / str(municipality.pk)


def file_of(batch: ImportBatch) -> Path | None:
    """Return where a file's bytes lie, None where they are gone."""
    there = store.place(folder(batch.municipality), batch.sha256)
    return there if there.is_file() else None


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure that came from a file: its revision, the one it replaced (None: the cell was empty), and the newest.

    `now` is the same revision as long as nobody changed the cell since.
    """

    imported: ImportedAmount
    before: AmountRevision | None
    now: AmountRevision

    @property
    def revision(self) -> AmountRevision:
        """Return the revision that the file made."""
        revision: AmountRevision = self.imported.revision
        return revision

    @property
    def changed_since(self) -> bool:
        """Say whether somebody changed the cell after the file was stored."""
        return self.now.number != self.revision.number


def stored_figures(batch: ImportBatch) -> list[StoredFigure]:
    """Return what a file stored, in the order of sources and months, each with what was there before and is there now."""
    rows = ImportedAmount.objects.of(batch.municipality).filter(batch=batch).select_related("revision__source")
    imported = sorted(rows, key=lambda row: (row.revision.source_id, row.revision.month))
    sources = {row.revision.source_id for row in imported}
    months: set[dt.date] = {row.revision.month for row in imported}
    now = amounts_in_force(batch.municipality, source_ids=sources, months=months)
    before = _before(batch, {(row.revision.source_id, row.revision.month): row.revision.number for row in imported})
    return [
        StoredFigure(row, before.get(cell), now[cell])
        for row in imported
        for cell in [(row.revision.source_id, row.revision.month)]
    ]


def _before(batch: ImportBatch, numbers: dict[Cell, int]) -> dict[Cell, AmountRevision]:
    """Return by cell the revision before a number."""
    rows = AmountRevision.objects.of(batch.municipality).filter(
        source__in={source for source, _month in numbers}, month__in={month for _source, month in numbers}
    )
    return {
        (row.source_id, row.month): row for row in rows if row.number == numbers.get((row.source_id, row.month), 0) - 1
    }
