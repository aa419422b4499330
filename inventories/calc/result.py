"""The result of an inventory, and its document ``cfo-result/1``."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT, plain
from inventories.calc.completeness import Completeness, of_inventory
from inventories.calc.document import Document
from inventories.calc.emissions import SourceResult, result_of
from inventories.calc.methods.schema import ZERO
from inventories.calc.totals import Combined, ScopeTotal, by_scope, combined

FORMAT = "cfo-result/1"


@dataclass(frozen=True, slots=True)
class Result:
    """All results of one inventory document, named by its sha256."""

    sources: tuple[SourceResult, ...]
    scopes: Mapping[str, ScopeTotal]
    scope_1_2: Combined
    scope_1_2_3: Combined
    biogenic_co2_kg: Decimal
    completeness: Completeness
    sha256: str


def calculate(document: Document) -> Result:
    """Calculate every source and the totals of a document. A document that was read without fault always has a result."""
    sources = tuple(result_of(source, document.period, document.gwp) for source in document.sources)
    scopes = by_scope(sources)
    with localcontext(EXACT):
        biogenic = sum((source.biogenic_co2_kg for source in sources), ZERO)
    return Result(
        sources=sources,
        scopes=scopes,
        scope_1_2=combined(scopes, ("1", "2")),
        scope_1_2_3=combined(scopes, ("1", "2", "3")),
        biogenic_co2_kg=biogenic,
        completeness=of_inventory((source.completeness for source in sources), document.period),
        sha256=document.sha256,
    )


def to_mapping(result: Result) -> dict[str, object]:
    """Return the result document; all quantities are strings of plain decimals, ``ne_count`` is an integer."""
    return {
        "format": FORMAT,
        "sources": [_source(source) for source in result.sources],
        "scopes": {scope: _scope(total) for scope, total in result.scopes.items()},
        "biogenic_co2_kg": plain(result.biogenic_co2_kg),
        "scope_1_2": _combined(result.scope_1_2),
        "scope_1_2_3": _combined(result.scope_1_2_3),
        "completeness": _completeness(result.completeness),
        "sha256": result.sha256,
    }


def _source(source: SourceResult) -> dict[str, object]:
    mapping: dict[str, object] = {"id": source.source_id, "kg": _by_gas(source.kg), "kgco2e": plain(source.kgco2e)}
    if source.kgco2e_by_month is not None:
        mapping["kgco2e_by_month"] = {month: plain(kg) for month, kg in source.kgco2e_by_month.items()}
    mapping["biogenic_co2_kg"] = plain(source.biogenic_co2_kg)
    mapping["separate_kgco2e"] = plain(source.separate_kgco2e)
    mapping["completeness"] = _completeness(source.completeness)
    return mapping


def _by_gas(kg: Mapping[str, Decimal]) -> dict[str, str]:
    return {gas: plain(value) for gas, value in kg.items()}


def _scope(total: ScopeTotal) -> dict[str, object]:
    return {"kgco2e": plain(total.kgco2e), "kg": _by_gas(total.kg), "reported_tco2e": plain(total.reported_tco2e)}


def _combined(total: Combined) -> dict[str, object]:
    return {"kgco2e": plain(total.kgco2e), "reported_tco2e": plain(total.reported_tco2e)}


def _completeness(completeness: Completeness) -> dict[str, object]:
    return {
        "months_present": list(completeness.months_present),
        "months_missing": list(completeness.months_missing),
        "months_estimated": list(completeness.months_estimated),
        "ne_count": completeness.ne_count,
        "complete": completeness.complete,
    }
