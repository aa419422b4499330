"""What a year would come to with the figures of a file: calculated by the same arithmetic that stores results."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from emission_factors.calc.decimals import plain
from inventories.calc import document, result
from inventories.calc.workbooks.outcomes import Outcome
from inventories.models import Inventory, InventorySource, Scope
from inventories.selectors.document import inventory_mapping, source_id
from inventories.selectors.fault_sentences import fault_sentence
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.results import COUNTED_SCOPES, ZERO


@dataclass(frozen=True, slots=True)
class Weight:
    """kgCO2e by scope and by use; `fault`: why it cannot be calculated, "" where it can."""

    scopes: dict[str, Decimal]
    uses: dict[int, Decimal]
    fault: str = ""

    @property
    def scope_1_2_3(self) -> Decimal:
        """Return kgCO2e of Scope 1, 2 and 3, unrounded."""
        return sum((self.scopes.get(scope, ZERO) for scope in COUNTED_SCOPES), ZERO)


def weigh(inventory: Inventory, found: Iterable[Outcome]) -> Weight:
    """Return what a year comes to once outcomes are stored. Nothing is stored."""
    uses = list(inventory_sources(inventory))
    mapping = inventory_mapping(inventory, sources=uses)
    by_source: dict[int, list[Outcome]] = {}
    for outcome in found:
        by_source.setdefault(outcome.source or 0, []).append(outcome)
    written = {each["id"]: each for each in mapping["sources"]}
    for use in uses:
        for outcome in by_source.get(use.source_id, ()) if use.parent_id is None else ():
            _put(written[source_id(use)], use, outcome)
    try:
        calculated = result.calculate(document.from_mapping(mapping))
    except document.Faults as faults:
        names = {source_id(use): str(use.name_th) for use in uses}
        said = [f"{names.get(fault.source_id or '', '')}: {fault_sentence(fault)}" for fault in faults.faults]
        return Weight({}, {}, " ".join(said))
    by_id = {each.source_id: each for each in calculated.sources}
    weights = {}
    for use in uses:
        each = by_id[source_id(use)]
        weights[use.pk] = each.separate_kgco2e if use.scope == Scope.SEPARATE else each.kgco2e
    return Weight({scope: total.kgco2e for scope, total in calculated.scopes.items()}, weights)


def _put(mapping: dict[str, object], use: InventorySource, outcome: Outcome) -> None:
    """Write a figure into a source of the document, if the use counts in its month."""
    if not use.counts_in(dt.date.fromisoformat(f"{outcome.month}-01")):
        return
    amounts, estimated = mapping["amounts"], mapping["estimated"]
    assert isinstance(amounts, dict)  # noqa: S101 - for the type checker
    assert isinstance(estimated, list)  # noqa: S101 - for the type checker
    amounts[outcome.month] = plain(outcome.amount) if outcome.amount is not None else outcome.notation
    if outcome.month in estimated:
        estimated.remove(outcome.month)
