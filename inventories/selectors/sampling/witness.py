"""Whether samples, their items and what was found are still those which the ledger speaks of."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from cfo_site.accounts.models import Municipality
from cfo_site.ledger.models import Entry
from emission_factors.calc.decimals import plain
from inventories import acts
from inventories.calc.hashing import document_sha256
from inventories.models import Sample, SampleCheck, SampleItem
from inventories.selectors import row_hashes


def changed_samples(municipality: Municipality) -> Iterator[str]:
    """Yield each draw, pick and look whose rows are not those that were recorded, and what is gone."""
    drawn = _entries(municipality, acts.SAMPLE_DRAWN.key)
    added = drawn | _entries(municipality, acts.SAMPLE_PICKED.key)
    for sample in Sample.objects.of(municipality).order_by("pk"):
        facts = drawn.pop(sample.entry_number, {})
        said = (facts.get("seed"), facts.get("version"), facts.get("materiality"), facts.get("rule_sha256"))
        rule = document_sha256({"rule": sample.rule, "risks": sample.risks})
        if said != (sample.seed, sample.version, plain(sample.materiality), rule):
            yield f"sample {sample.pk}: not as entry {sample.entry_number} says"
    for number in sorted(drawn):
        yield f"sample of entry {number}: is gone"
    items = SampleItem.objects.of(municipality).order_by("entry_number", "pk")
    for number, rows in groupby(items.iterator(), key=attrgetter("entry_number")):
        yield from _against(added, number, row_hashes.of_sample_items(list(rows)), "items of a sample")
    yield from _gone(added, "items of a sample")
    looked = _entries(municipality, acts.SAMPLE_CHECKED.key)
    checks = SampleCheck.objects.of(municipality).order_by("entry_number", "pk")
    for number, found in groupby(checks.iterator(), key=attrgetter("entry_number")):
        yield from _against(looked, number, row_hashes.of_sample_checks(list(found)), "results of a sample")
    yield from _gone(looked, "results of a sample")


def _entries(municipality: Municipality, act: str) -> dict[int, dict[str, object]]:
    return dict(Entry.objects.of(municipality).filter(act=act).values_list("number", "facts"))


def _against(entries: dict[int, dict[str, object]], number: int, found: str, noun: str) -> Iterator[str]:
    facts = entries.pop(number, None)
    if facts is None or facts["rows_sha256"] != found:
        yield f"{noun} of entry {number}: not as they were recorded"


def _gone(entries: dict[int, dict[str, object]], noun: str) -> Sequence[str]:
    return [f"{noun} of entry {number}: are gone" for number in sorted(entries)]
