"""Reading an inventory document where a source leans on another: months, amounts, units, names."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from reports.exports import thai_words
from reports.exports.facts import SourceFacts
from reports.exports.figures import exact_sum

NO_MONTHS = "landfill_fod"  # calculated from the deposits of many years
Document = Mapping[str, Any]


def month_keys(inventory: Document) -> tuple[str, ...]:
    """Return the months of the period as the inventory document writes them."""
    return thai_words.months_of(inventory["period"]["first_month"], int(inventory["period"]["months"]))


def names(inventory: Document) -> dict[str, str]:
    """Return the name of each source by its id."""
    return {source["id"]: source["name"] for source in inventory["sources"]}


def amounts_of(inventory: Document, source: Document) -> dict[str, str]:
    """Return the amounts of a source by month; a derived one takes its parent's."""
    if "parent" in source:
        source = _parent(inventory, source)
    return dict(source["amounts"])


def unit_of(inventory: Document, source: Document, facts: SourceFacts) -> str:
    """Return the unit of a source's amounts in words; a derived source counts in its parent's."""
    if facts.unit_th:
        return facts.unit_th
    return str(source["unit"] if "unit" in source else _parent(inventory, source)["unit"])


def total_amount(amounts: Mapping[str, str]) -> Decimal | None:
    """Return the sum of the months that hold a number, or None where none does."""
    numbers = [Decimal(amount) for amount in amounts.values() if amount not in thai_words.NOTATIONS]
    return exact_sum(numbers) if numbers else None


def is_known(inventory: Document, source: Document) -> bool:
    """Tell whether anything is known of a source: a number, or that it did not occur; a landfill has its deposits."""
    if source["method"] == NO_MONTHS:
        return True
    return any(amount != "NE" for amount in amounts_of(inventory, source).values())


def by_scope(inventory: Document) -> Iterable[tuple[str, list[Document]]]:
    """Return the scopes that have sources, in the order of the forms, with their sources in the document's order."""
    for scope in thai_words.SCOPES:
        sources = [source for source in inventory["sources"] if source["scope"] == scope]
        if sources:
            yield scope, sources


def _parent(inventory: Document, source: Document) -> Document:
    return next(each for each in inventory["sources"] if each["id"] == source["parent"])
