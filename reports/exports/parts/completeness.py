"""What is missing, estimated or left out on purpose, source by source."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reports.exports import thai_words
from reports.exports.facts import SourceFacts
from reports.exports.parts.reading import NO_MONTHS, Document, amounts_of, month_keys

YEAR = 12
NO_FACTS = SourceFacts()
INCOMPLETE = "ข้อมูลไม่ครบ 12 เดือน"
COMPLETE = "ข้อมูลครบ 12 เดือนทุกแหล่ง"


@dataclass(frozen=True, slots=True)
class Gap:
    """A source about whose months something must be said: the months of each kind in words."""

    name: str
    missing: str
    not_estimated: str
    estimated: str
    others: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether the year is whole, in a word, and the sources about which something must be said."""

    complete: bool
    word: str
    sources: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why months of a source are estimated or have no figure, in words."""

    name: str
    months: str
    what: str
    why: str


def completeness(
    inventory: Document, result: Document, facts: Mapping[str, SourceFacts] = MappingProxyType({})
) -> Completeness:
    """Return how complete a year is. A year without sources, or of less than 12 months, is not."""
    keys = month_keys(inventory)
    complete = bool(result["completeness"]["complete"] and inventory["sources"]) and len(keys) == YEAR
    gaps = tuple(
        gap
        for source in inventory["sources"]
        if source["method"] != NO_MONTHS
        and (gap := _gap(inventory, source, keys, facts.get(source["id"], NO_FACTS))) is not None
    )
    return Completeness(complete, COMPLETE if complete else INCOMPLETE, len(inventory["sources"]), gaps)


def reasons(inventory: Document, facts: Mapping[str, SourceFacts]) -> tuple[Reason, ...]:
    """Return what was said of estimates and of months without a figure, in the document's order; of derived lines nothing."""
    count = len(month_keys(inventory))
    return tuple(
        Reason(source["name"], thai_words.month_list(list(each.months), count), each.what_th, each.reason_th)
        for source in inventory["sources"]
        if "parent" not in source
        for each in facts.get(source["id"], NO_FACTS).reasons
    )


def _gap(inventory: Document, source: Document, keys: tuple[str, ...], facts: SourceFacts) -> Gap | None:
    amounts = {key: amount for key, amount in amounts_of(inventory, source).items() if key not in facts.not_asked}
    keys = tuple(key for key in keys if key not in facts.not_asked)

    def months_with(notation: str) -> str:
        return thai_words.month_list([key for key in keys if amounts.get(key) == notation], len(keys))

    missing = thai_words.month_list([key for key in keys if key not in amounts], len(keys))
    estimated = thai_words.month_list([key for key in keys if key in source.get("estimated", ())], len(keys))
    others = "; ".join(
        f"{thai_words.NOTATIONS[notation]} {months}"
        for notation in ("NO", "IE", "C")
        if (months := months_with(notation))
    )
    gap = Gap(source["name"], missing, months_with("NE"), estimated, others)
    return gap if missing or gap.not_estimated or estimated or others else None
