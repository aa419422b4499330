"""Reading stored results: every total is one SQL sum. Nothing here calculates an emission."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from inventories.calc.rounding import reported_tonnes
from inventories.models import Inventory, InventorySource, MonthlyResult, Part, Scope

ZERO = Decimal(0)
COUNTED_SCOPES = (Scope.ONE, Scope.TWO, Scope.THREE)


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals of a year: kgCO2e by scope (`1`, `2`, `3`, `separate`), and kg of biogenic CO2, which is in none."""

    scopes: dict[str, Decimal]
    biogenic_kg: Decimal

    @property
    def scope_1_2(self) -> Decimal:
        """Return kgCO2e of Scope 1 and 2, unrounded."""
        return self.scopes["1"] + self.scopes["2"]

    @property
    def scope_1_2_3(self) -> Decimal:
        """Return kgCO2e of Scope 1, 2 and 3, unrounded."""
        return self.scope_1_2 + self.scopes["3"]

    @property
    def reported(self) -> dict[str, Decimal]:
        """Return whole tCO2e by scope, each rounded up, with 1_2 and 1_2_3 as sums of those (TGO Fr-05)."""
        tonnes = {scope: reported_tonnes(kg) for scope, kg in self.scopes.items()}
        tonnes["1_2"] = tonnes["1"] + tonnes["2"]
        tonnes["1_2_3"] = tonnes["1_2"] + tonnes["3"]
        return tonnes


@dataclass(frozen=True, slots=True)
class UseTotals:
    """Totals of one source of a year: kgCO2e in its scope, kgCO2e reported apart, kg of biogenic CO2."""

    counted: Decimal = ZERO
    separate: Decimal = ZERO
    biogenic_kg: Decimal = ZERO


def totals(inventory: Inventory) -> Totals:
    """Return a year's totals."""
    return _summed(
        (row["inventory_source__scope"], row["part"], row["kgco2e"])
        for row in _results(inventory).values("inventory_source__scope", "part").annotate(kgco2e=Sum("kgco2e"))
    )


def totals_and_months(inventory: Inventory) -> tuple[Totals, dict[tuple[str, dt.date | None], Decimal]]:
    """Return a year's totals, and kgCO2e by (scope, month) as `totals_by_scope_and_month` does, in one query."""
    grouped = _results(inventory).values("inventory_source__scope", "part", "month").annotate(kgco2e=Sum("kgco2e"))
    rows = [(row["inventory_source__scope"], row["part"], row["month"], row["kgco2e"]) for row in grouped]
    months: dict[tuple[str, dt.date | None], Decimal] = {}
    for scope, part, month, kgco2e in rows:
        if part != Part.BIOGENIC:
            key = (Scope.SEPARATE.value if part == Part.SEPARATE else scope, month)
            months[key] = months.get(key, ZERO) + kgco2e
    return _summed((scope, part, kgco2e) for scope, part, _month, kgco2e in rows), months


def totals_by_use(inventory: Inventory, *, uses: Collection[InventorySource] | None = None) -> dict[int, UseTotals]:
    """Return totals by the primary key of the InventorySource, of all or of some; one without a result is absent."""
    found: dict[int, dict[str, Decimal]] = {}
    wanted = _results(inventory) if uses is None else _results(inventory).filter(inventory_source__in=uses)
    for row in wanted.values("inventory_source", "part").annotate(kgco2e=Sum("kgco2e")):
        found.setdefault(row["inventory_source"], {})[row["part"]] = row["kgco2e"]
    return {
        use: UseTotals(parts.get(Part.COUNTED, ZERO), parts.get(Part.SEPARATE, ZERO), parts.get(Part.BIOGENIC, ZERO))
        for use, parts in found.items()
    }


def totals_by_scope_and_month(inventory: Inventory) -> dict[tuple[str, dt.date | None], Decimal]:
    """Return kgCO2e by (scope, month); month None holds annual results."""
    return totals_and_months(inventory)[1]


def _results(inventory: Inventory) -> QuerySet[MonthlyResult]:
    return MonthlyResult.objects.of(inventory.municipality).filter(inventory_source__inventory=inventory)


def _summed(rows: Iterable[tuple[str, str, Decimal]]) -> Totals:
    """Return the totals of sums by scope and part."""
    scopes = {scope.value: ZERO for scope in Scope}
    biogenic = ZERO
    for scope, part, kgco2e in rows:
        if part == Part.BIOGENIC:
            biogenic += kgco2e
        else:
            scopes[Scope.SEPARATE if part == Part.SEPARATE else scope] += kgco2e
    return Totals(scopes, biogenic)
