"""A year recalculated by `inventories.calc`, beside what is stored of it: by source, by scope, and the hashes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inventories.calc import document, result
from inventories.calc.emissions import SourceResult
from inventories.calc.hashing import canonical_text
from inventories.calc.totals import Combined, ScopeTotal
from inventories.models import Inventory, Snapshot
from inventories.selectors.document import inventory_mapping, source_id
from inventories.selectors.inventories import inventory_sources, latest_snapshot
from inventories.selectors.results import Totals, UseTotals, totals, totals_by_use

COUNTED = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Pair:
    """A number as it is stored, and as it came out now. `stored` None: of a superseded version no results are kept."""

    stored: Decimal | None
    recalculated: Decimal

    @property
    def same(self) -> bool:
        """Say whether the two agree to the last digit, where there are two."""
        return self.stored is None or self.stored == self.recalculated


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source: kgCO2e in its scope, kgCO2e reported apart, kg of biogenic CO2. `use`: its key, None where it is gone."""

    source_id: str
    use: int | None
    name: str
    scope: str
    counted: Pair
    separate: Pair
    biogenic_kg: Pair

    @property
    def same(self) -> bool:
        """Say whether all its numbers agree."""
        return self.counted.same and self.separate.same and self.biogenic_kg.same


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """A total: kgCO2e unrounded, and the whole tonnes that TGO's form prints. `scope`: 1, 2, 3, separate, 1_2, 1_2_3."""

    scope: str
    kgco2e: Pair
    reported: Pair

    @property
    def same(self) -> bool:
        """Say whether both agree."""
        return self.kgco2e.same and self.reported.same


@dataclass(frozen=True, slots=True)
class Recalculation:
    """A whole year, recalculated. `version` None: of the year as it is now, which no hash was stated of.

    `stated_sha256`: what the frozen version says its document is; `found_sha256`: what the text kept of it hashes to. The
    same of its dossier; of a year that is not frozen both are empty.
    """

    version: int | None
    stated_sha256: str
    found_sha256: str
    stated_dossier_sha256: str
    found_dossier_sha256: str
    sources: list[SourceLine]
    scopes: list[ScopeLine]
    biogenic_kg: Pair

    @property
    def compared(self) -> bool:
        """Say whether there were stored results to compare with."""
        return self.biogenic_kg.stored is not None

    @property
    def same_hash(self) -> bool:
        """Say whether document and dossier are those that were frozen."""
        return (not self.stated_sha256 or self.stated_sha256 == self.found_sha256) and self.same_dossier

    @property
    def same_dossier(self) -> bool:
        """Say whether the dossier is the one that was frozen."""
        return self.stated_dossier_sha256 == self.found_dossier_sha256

    @property
    def different(self) -> list[SourceLine]:
        """Return the sources that came out otherwise."""
        return [each for each in self.sources if not each.same]

    @property
    def same(self) -> bool:
        """Say whether everything agrees: the hash, every source, every total."""
        lines: list[SourceLine | ScopeLine | Pair] = [*self.sources, *self.scopes, self.biogenic_kg]
        return self.same_hash and all(each.same for each in lines)


def recalculation(of: Snapshot | Inventory) -> Recalculation:
    """Return a frozen version, or a year, recalculated from its document and nothing else.

    Of a year: from the frozen document where it is locked, else from the year as it is now. The results stored are
    compared where they are those of the document: of the newest version of a locked year, and of a year that is open.
    Raises inventories.calc.document.Faults where the document cannot be read.
    """
    if isinstance(of, Inventory):
        newest = latest_snapshot(of) if of.is_locked else None
        return _frozen(of, newest, stored=True) if newest is not None else _as_it_is(of)
    inventory = of.inventory
    newest = latest_snapshot(inventory)
    return _frozen(inventory, of, stored=inventory.is_locked and newest is not None and newest.pk == of.pk)


def _frozen(inventory: Inventory, snapshot: Snapshot, *, stored: bool) -> Recalculation:
    read = document.parse(snapshot.document)
    found = hashlib.sha256(snapshot.document.encode()).hexdigest()
    dossier = snapshot.dossier_sha256, hashlib.sha256(snapshot.dossier.encode()).hexdigest()
    return _compared(inventory, read, snapshot.version, (snapshot.document_sha256, found), dossier, stored=stored)


def _as_it_is(inventory: Inventory) -> Recalculation:
    mapping: dict[str, Any] = inventory_mapping(inventory)
    # through the text, as whoever recalculates the downloaded document does it
    read = document.from_mapping(json.loads(canonical_text(mapping)))
    return _compared(inventory, read, None, ("", read.sha256), ("", ""), stored=True)


def _compared(
    inventory: Inventory,
    read: document.Document,
    version: int | None,
    hashes: tuple[str, str],
    dossier: tuple[str, str],
    *,
    stored: bool,
) -> Recalculation:
    calculated = result.calculate(read)
    by_use = totals_by_use(inventory) if stored else None
    of_year = totals(inventory) if stored else None
    uses = {source_id(use): use.pk for use in inventory_sources(inventory)}
    names = {source.id: source.name for source in read.sources}
    return Recalculation(
        version=version,
        stated_sha256=hashes[0],
        found_sha256=hashes[1],
        stated_dossier_sha256=dossier[0],
        found_dossier_sha256=dossier[1],
        sources=[_source(each, names[each.source_id], uses.get(each.source_id), by_use) for each in calculated.sources],
        scopes=list(_scopes(calculated, of_year)),
        biogenic_kg=Pair(of_year.biogenic_kg if of_year else None, calculated.biogenic_co2_kg),
    )


def _source(each: SourceResult, name: str, use: int | None, by_use: dict[int, UseTotals] | None) -> SourceLine:
    kept = None if by_use is None else by_use.get(use or 0, UseTotals())
    in_scope = Decimal(0) if each.scope == "separate" else each.kgco2e  # what is apart counts in no scope
    return SourceLine(
        source_id=each.source_id,
        use=use,
        name=name,
        scope=each.scope,
        counted=Pair(kept.counted if kept else None, in_scope),
        separate=Pair(kept.separate if kept else None, each.separate_kgco2e),
        biogenic_kg=Pair(kept.biogenic_kg if kept else None, each.biogenic_co2_kg),
    )


def _scopes(calculated: result.Result, kept: Totals | None) -> Iterable[ScopeLine]:
    """Yield the totals in the order of TGO's form: each scope, the two sums, and what is reported apart."""
    sums: dict[str, ScopeTotal | Combined] = {scope: calculated.scopes[scope] for scope in COUNTED}
    sums |= {"1_2": calculated.scope_1_2, "1_2_3": calculated.scope_1_2_3, "separate": calculated.scopes["separate"]}
    unrounded = None if kept is None else kept.scopes | {"1_2": kept.scope_1_2, "1_2_3": kept.scope_1_2_3}
    for scope, total in sums.items():
        yield ScopeLine(
            scope,
            Pair(unrounded[scope] if unrounded else None, total.kgco2e),
            Pair(kept.reported[scope] if kept else None, total.reported_tco2e),
        )
