"""Reading stored results: every total is one SQL sum. Nothing here calculates an emission."""

import datetime as dt
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
    scopes = {scope.value: ZERO for scope in Scope}
    biogenic = ZERO
    for row in _results(inventory).values("inventory_source__scope", "part").annotate(kgco2e=Sum("kgco2e")):
        if row["part"] == Part.BIOGENIC:
            biogenic += row["kgco2e"]
        else:
            scopes[Scope.SEPARATE if row["part"] == Part.SEPARATE else row["inventory_source__scope"]] += row["kgco2e"]
    return Totals(scopes, biogenic)


def totals_by_use(inventory: Inventory, *, use: InventorySource | None = None) -> dict[int, UseTotals]:
    """Return totals by the primary key of the InventorySource, of all or of one; one without a result is absent."""
    found: dict[int, dict[str, Decimal]] = {}
    wanted = _results(inventory) if use is None else _results(inventory).filter(inventory_source=use)
    for row in wanted.values("inventory_source", "part").annotate(kgco2e=Sum("kgco2e")):
        found.setdefault(row["inventory_source"], {})[row["part"]] = row["kgco2e"]
    return {
        use: UseTotals(parts.get(Part.COUNTED, ZERO), parts.get(Part.SEPARATE, ZERO), parts.get(Part.BIOGENIC, ZERO))
        for use, parts in found.items()
    }


def totals_by_scope_and_month(inventory: Inventory) -> dict[tuple[str, dt.date | None], Decimal]:
    """Return kgCO2e by (scope, month); month None holds annual results."""
    found: dict[tuple[str, dt.date | None], Decimal] = {}
    grouped = _results(inventory).exclude(part=Part.BIOGENIC).values("inventory_source__scope", "part", "month")
    for row in grouped.annotate(kgco2e=Sum("kgco2e")):
        scope = Scope.SEPARATE.value if row["part"] == Part.SEPARATE else row["inventory_source__scope"]
        found[scope, row["month"]] = found.get((scope, row["month"]), ZERO) + row["kgco2e"]
    return found


def _results(inventory: Inventory) -> QuerySet[MonthlyResult]:
    return MonthlyResult.objects.of(inventory.municipality).filter(inventory_source__inventory=inventory)
