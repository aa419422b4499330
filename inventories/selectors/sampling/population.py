"""What can be sampled of a frozen year: every figure with its kgCO2e, read from the frozen document and dossier."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any

from emission_factors.calc.decimals import EXACT, plain
from inventories.calc import document as documents
from inventories.calc.emissions import SourceResult
from inventories.calc.result import Result, calculate
from inventories.calc.sampling.draw import WHOLE_YEAR, Line
from inventories.models import Scope, Snapshot, Verified

ZERO = Decimal(0)
Key = tuple[str, dt.date | None]  # (line, month)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a month, or of the whole year (month None), as it was frozen.

    `amount`: a plain number or the letters of a notation. `kgco2e` counts in the source's scope, `upstream_kgco2e` in
    Scope 3: of the lines that take its amount.
    """

    line: str
    month: dt.date | None
    amount: str
    kgco2e: Decimal
    upstream_kgco2e: Decimal

    @property
    def is_number(self) -> bool:
        """Say whether there is a number, not a notation."""
        return self.amount[:1].isdigit() or not self.amount


@dataclass(frozen=True, slots=True)
class Row:
    """A source of the frozen year that has figures of its own, with what the dossier says of it."""

    line: str
    source_id: int
    name: str
    scope: str
    unit: str
    site: str
    kgco2e: Decimal  # of the year, in its scope
    evidence: Mapping[str, list[str]]  # codes by month; "" for the whole year
    figures: tuple[Figure, ...]

    @property
    def scope_mark(self) -> str:
        """Return what stands in the square wherever its scope is named."""
        return Scope(self.scope).mark

    def codes(self, month: dt.date | None) -> list[str]:
        """Return the codes of the papers behind a figure."""
        own = self.evidence.get(f"{month:%Y-%m}", []) if month else []
        return [*own, *self.evidence.get("", [])]


class Population:
    """The figures of one frozen version, and the exact recalculation of one of them with another amount."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.version = snapshot.version
        self._mapping: dict[str, Any] = json.loads(snapshot.document)
        self.result: Result = calculate(documents.from_mapping(self._mapping))
        self._results: dict[str, SourceResult] = {each.source_id: each for each in self.result.sources}
        said = {each["id"]: each for each in json.loads(snapshot.dossier)["sources"]}
        own = [each for each in self._mapping["sources"] if "parent" not in each]
        self.rows: dict[str, Row] = {each["id"]: self._row(each, said[each["id"]]) for each in own}

    @cached_property
    def figures(self) -> dict[Key, Figure]:
        """Return every figure by line and month."""
        return {(each.line, each.month): each for row in self.rows.values() for each in row.figures}

    @property
    def scope_1_2(self) -> Decimal:
        """Return kgCO2e of Scope 1 and 2."""
        return self.result.scope_1_2.kgco2e

    def lines(self, verified: Verified) -> list[Line]:
        """Return what can be drawn: sources of the scopes that are verified, their months with a number."""
        return [
            Line(
                row.line,
                row.kgco2e,
                tuple(f"{each.month:%Y-%m}" if each.month else WHOLE_YEAR for each in row.figures if each.is_number),
                row.site,
            )
            for row in self.rows.values()
            if row.scope in verified.scopes
        ]

    def difference(self, key: Key, amount: Decimal) -> tuple[Decimal, Decimal]:
        """Return kgCO2e found less reported if a month's amount were another: in its scope, and upstream in Scope 3.

        Recalculated from the frozen document, exactly. Raises documents.Faults for an amount that no document may hold.
        """
        line, month = key
        sources = [each for each in self._mapping["sources"] if each["id"] == line or each.get("parent") == line]
        changed = [
            each | {"amounts": each["amounts"] | {f"{month:%Y-%m}": plain(amount)}} if each["id"] == line else each
            for each in sources
        ]
        result = calculate(documents.from_mapping(self._mapping | {"sources": changed}))
        with localcontext(EXACT):
            return self._less(result, line, derived=False), self._less(result, line, derived=True)

    def _less(self, result: Result, line: str, *, derived: bool) -> Decimal:
        new = [each for each in result.sources if (each.source_id != line) is derived]
        return sum(
            (each.kgco2e - self._results[each.source_id].kgco2e for each in new if each.scope != Scope.SEPARATE), ZERO
        )

    def _row(self, source: Mapping[str, Any], said: Mapping[str, Any]) -> Row:
        result = self._results[source["id"]]
        counted = source["scope"] != Scope.SEPARATE
        return Row(
            line=source["id"],
            source_id=said["source"],
            name=source["name"],
            scope=source["scope"],
            unit=source["unit"],
            site=said["location"] or said["division"],
            kgco2e=result.kgco2e if counted else ZERO,
            evidence=said["evidence"],
            figures=tuple(self._figures(source, result, counted=counted)),
        )

    def _figures(self, source: Mapping[str, Any], result: SourceResult, *, counted: bool) -> list[Figure]:
        line, amounts = source["id"], source["amounts"]
        derived = [self._results[each["id"]] for each in self._mapping["sources"] if each.get("parent") == line]
        with localcontext(EXACT):
            if result.kgco2e_by_month is None:
                numbers = [Decimal(amount) for amount in amounts.values() if amount[:1].isdigit()]
                amount = plain(sum(numbers, ZERO)) if numbers else ""
                upstream = sum((each.kgco2e for each in derived), ZERO)
                return [Figure(line, None, amount, result.kgco2e if counted else ZERO, upstream)]
            return [
                Figure(
                    line,
                    dt.date.fromisoformat(f"{month}-01"),
                    amount,
                    result.kgco2e_by_month.get(month, ZERO) if counted else ZERO,
                    sum(((each.kgco2e_by_month or {}).get(month, ZERO) for each in derived), ZERO),
                )
                for month, amount in sorted(amounts.items())
            ]
