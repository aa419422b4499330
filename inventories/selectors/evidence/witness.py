"""Whether the rows of files are still those which the ledger speaks of; their bytes are read by `verify_evidence`."""

from collections.abc import Iterator

from cfo_site.accounts.models import Municipality
from cfo_site.ledger.models import Entry
from inventories import acts
from inventories.models import EvidenceFile, FileWithdrawal


def changed_files(municipality: Municipality) -> Iterator[str]:
    """Yield each file whose row says something else than its entry, each withdrawal without one, and what is gone."""
    stored = dict(
        Entry.objects.of(municipality).filter(act=acts.FILE_STORED.key).values_list("number", "facts")
    )  # fmt: skip
    for row in EvidenceFile.objects.of(municipality).order_by("pk").iterator():
        facts = stored.pop(row.entry_number, None)
        if facts != {"sha256": row.sha256, "size": row.size, "media_type": row.media_type}:
            yield f"file of evidence {row.pk}: not as entry {row.entry_number} says"
    for number in sorted(stored):
        yield f"file of evidence of entry {number}: is gone"
    told = Entry.objects.of(municipality).filter(act=acts.FILE_WITHDRAWN.key)
    withdrawn = {facts["sha256"] for facts in told.values_list("facts", flat=True)}
    known = set(FileWithdrawal.objects.of(municipality).values_list("file__sha256", flat=True))
    for sha256 in sorted(known ^ withdrawn):
        yield f"file of evidence {sha256}: its withdrawal and the ledger disagree"
