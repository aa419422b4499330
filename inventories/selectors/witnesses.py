"""Whether the stored rows are still those which the ledger speaks of: figures, explanations, sheets, frozen years."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from cfo_site.accounts.models import Municipality
from cfo_site.ledger.models import Entry
from emission_factors.calc.decimals import plain
from inventories import acts
from inventories.calc.hashing import document_sha256
from inventories.models import AmountRevision, CalculationSheet, Explanation, Snapshot, SubmittedFigure
from inventories.selectors import row_hashes

AT_ONCE = 2000  # rows read at a time


def changed_figures(municipality: Municipality) -> Iterator[str]:
    """Yield each act of recording whose figures are not those that were recorded, and figures that no act speaks of."""
    rows = AmountRevision.objects.of(municipality).order_by("entry_number", "pk")
    yield from _against_entries(municipality, rows, acts.AMOUNTS_RECORDED.key, row_hashes.of_revisions, "figures")


def changed_explanations(municipality: Municipality) -> Iterator[str]:
    """Yield each act of explaining whose explanations are not those that were given."""
    rows = Explanation.objects.of(municipality).order_by("entry_number", "pk")
    yield from _against_entries(
        municipality, rows, acts.FIGURES_EXPLAINED.key, row_hashes.of_explanations, "explanations"
    )


def changed_sheets(municipality: Municipality) -> Iterator[str]:
    """Yield each calculation sheet whose inputs or result are not those that were kept."""
    entries = _facts(municipality, acts.SHEET_KEPT.key)
    for sheet in CalculationSheet.objects.of(municipality).order_by("pk").iterator(AT_ONCE):
        facts = entries.get(sheet.entry_number, {})
        if (facts.get("inputs_sha256"), facts.get("result")) != (document_sha256(sheet.inputs), plain(sheet.result)):
            yield f"calculation sheet {sheet.pk}: not as entry {sheet.entry_number} says"


def changed_snapshots(municipality: Municipality) -> Iterator[str]:
    """Yield each frozen year whose texts are not those that were locked, and each lock whose frozen year is gone."""
    locked = {
        (entry.subject, entry.facts["version"]): entry
        for entry in Entry.objects.of(municipality).filter(act=acts.YEAR_LOCKED.key)
    }
    for snapshot in Snapshot.objects.of(municipality).order_by("pk").iterator():
        name = f"frozen year {snapshot.inventory_id}, version {snapshot.version}"
        if (entry := locked.pop((f"inventory:{snapshot.inventory_id}", snapshot.version), None)) is None:
            yield f"{name}: no entry speaks of it"
            continue
        for part in ("document", "dossier"):
            found = sha256(getattr(snapshot, part).encode()).hexdigest()
            if {found} != {entry.facts[f"{part}_sha256"], getattr(snapshot, f"{part}_sha256")}:
                yield f"{name}: its {part} is not the one that entry {entry.number} locked"
    for subject, version in locked:
        yield f"frozen year {subject.partition(':')[2]}, version {version}: is gone"


def changed_submissions(municipality: Municipality) -> Iterator[str]:
    """Yield each receipt through a one-time link whose figures are not those that came."""
    received = {
        (entry.facts["link"], entry.facts["number"]): entry
        for entry in Entry.objects.of(municipality).filter(act=acts.SUBMISSION_RECEIVED.key)
    }
    rows = SubmittedFigure.objects.of(municipality).select_related("submission").order_by("submission_id", "month")
    for sent, group in groupby(rows.iterator(AT_ONCE), key=attrgetter("submission")):
        name = f"submission {sent.number} of link {sent.link_id}"
        if (entry := received.pop((sent.link_id, sent.number), None)) is None:
            yield f"{name}: no entry speaks of it"
        elif row_hashes.of_submission(list(group)) != entry.facts["rows_sha256"]:
            yield f"{name}: not as entry {entry.number} says"
    for link, number in sorted(received):
        yield f"submission {number} of link {link}: is gone"


def _against_entries(municipality: Municipality, rows: Any, act: str, hashed: Any, noun: str) -> Iterator[str]:
    entries = _facts(municipality, act)
    for number, group in groupby(rows.iterator(AT_ONCE), key=attrgetter("entry_number")):
        if (facts := entries.pop(number, None)) is None:
            yield f"{noun} of entry {number}: no such entry speaks of them"
        elif hashed(list(group)) != facts["rows_sha256"]:
            yield f"{noun} of entry {number}: not as they were recorded"
    for number in sorted(entries):
        yield f"{noun} of entry {number}: are gone"


def _facts(municipality: Municipality, act: str) -> dict[int, dict[str, Any]]:
    return dict(Entry.objects.of(municipality).filter(act=act).values_list("number", "facts"))
