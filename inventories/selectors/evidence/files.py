"""Files of evidence: where they lie, how much room they take, and whether they are still what was handed in."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from cfo_site.accounts.models import Municipality
from cfo_site.files import store
from inventories.models import Evidence, EvidenceFile, FileWithdrawal


@dataclass(frozen=True, slots=True)
class Room:
    """How much a municipality keeps and may keep, in bytes, and whether the disk itself takes more files."""

    used: int
    most: int
    disk_takes: bool

    @property
    def percent(self) -> int:
        """Return how full it is, whole percent, rounded down."""
        return min(100, self.used * 100 // self.most) if self.most else 100


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What looking at every file of a municipality came to: how many are as they were, and the hashes of the others.

    `orphans`: bytes that no row names, left by an upload that was broken off; they do no harm.
    """

    whole: int
    missing: list[str]
    changed: list[str]
    left_behind: list[str]  # withdrawn, and the bytes are still there
    orphans: list[str]

    @property
    def is_well(self) -> bool:
        """Say whether every file is there and is what was handed in."""
        return not (self.missing or self.changed or self.left_behind)


def folder(municipality: Municipality) -> Path:
    """Return where a municipality's files lie; no two share a folder, so that one can be handed over or removed whole."""
    root: Path = settings.EVIDENCE_DIR
    return root / str(municipality.pk)


def withdrawal_of(file: EvidenceFile) -> FileWithdrawal | None:
    """Return how a file was withdrawn, None where it was not."""
    rows = FileWithdrawal.objects.of(file.municipality).filter(file=file)
    return rows.select_related("withdrawn_by").first()


def others_with(file: EvidenceFile, *, besides: Evidence) -> list[Evidence]:
    """Return the other lines of the index, of any year, whose file it is too."""
    rows = Evidence.objects.of(file.municipality).filter(file=file).exclude(pk=besides.pk)
    return list(rows.order_by("code"))


def stored_bytes(municipality: Municipality) -> int:
    """Return how many bytes a municipality keeps; withdrawn files take none."""
    withdrawn = FileWithdrawal.objects.of(municipality).values("file")
    kept = EvidenceFile.objects.of(municipality).exclude(pk__in=withdrawn)
    return kept.aggregate(total=Sum("size"))["total"] or 0


def room(municipality: Municipality) -> Room:
    """Return how much a municipality keeps and may keep."""
    free = store.free_space(folder(municipality))
    return Room(stored_bytes(municipality), settings.EVIDENCE_BYTES, free > settings.DISK_RESERVE_BYTES)


def check_files(municipality: Municipality) -> FileCheck:
    """Read every file of a municipality and compare it with the hash that the row and the ledger carry."""
    where, there = folder(municipality), set(store.hashes(folder(municipality)))
    withdrawn = set(FileWithdrawal.objects.of(municipality).values_list("file__sha256", flat=True))
    known = set(EvidenceFile.objects.of(municipality).values_list("sha256", flat=True))
    wanted = known - withdrawn
    changed = sorted(sha256 for sha256 in wanted & there if not store.is_true(where, sha256))
    return FileCheck(
        whole=len(wanted & there) - len(changed),
        missing=sorted(wanted - there),
        changed=changed,
        left_behind=sorted(withdrawn & there),
        orphans=sorted(there - known),
    )
