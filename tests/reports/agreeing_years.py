"""Years entered through the application's own doors, each with something over which documents could come to differ."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from cfo_site.accounts.models import Municipality, User
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor, GwpSet
from inventories.models import Inventory
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.demonstration import load_office
from inventories.services.inventories import open_year
from inventories.services.sources import Addition, add_sources
from reports.management.benchmarks.years import filled_year

DEMO = Path(settings.BASE_DIR) / "fixtures" / "demo"
Amount = str | None  # "12.5", "NO", "~12.5" for an estimate, None for nothing


def office() -> Inventory:
    """The demonstration office, published by others."""
    call_command("load_factors", folder=DEMO / "emission_factors", verbosity=0)
    load_office(DEMO / "office.json")
    town = Municipality.objects.get(key="demo")
    with tenant_scope(town):
        return Inventory.objects.of(town).select_related("municipality").get()


@dataclass(frozen=True)
class Row:
    """A source with its twelve amounts."""

    name: str
    unit: str
    amounts: Iterable[Amount]
    use: Mapping[str, Any]


class Years:
    """Opens years of one town and fills them."""

    def __init__(self, town: Municipality, person: User) -> None:
        self.town, self.person = town, person
        self.last = 2560

    def year(self, *rows: Row, edition: str = "tgo-cfo-2565", gwp: str = "AR5-TGO-2565") -> Inventory:
        self.last += 1
        year = open_year(
            municipality=self.town, actor=self.person, year=self.last, year_kind="calendar",
            gwp_set=GwpSet.objects.get(key=gwp), editions=[Edition.objects.get(key=edition)],
        )  # fmt: skip
        additions = [
            Addition({"name_th": f"{row.name} {year.year}", "unit": row.unit}, {**FIRST, **row.use}) for row in rows
        ]
        uses = add_sources(inventory=year, actor=self.person, additions=additions)
        changes = [
            _change(use.source_id, month, amount)
            for use, row in zip(uses, rows, strict=True)
            for month, amount in zip(year.month_list, row.amounts, strict=True)
            if amount is not None
        ]
        record_amounts(municipality=self.town, actor=self.person, changes=changes)
        return year

    def with_gaps(self) -> Inventory:
        """Missing months, a nought, an estimate, and every notation key."""
        thirds = ["~33.333333333"] * 6
        return self.year(
            Row("ดีเซล", "litre", ["71.65", "0", "NO", None, "12.5", "NE", *thirds], {"factor": diesel()}),
            Row("ไฟฟ้า", "kWh", ["1234.5", "IE", "C", *["0.1"] * 9], {"factor": grid(), **SECOND}),
            Row("น้ำประปา", "kWh", [None] * 12, {"factor": grid(), **THIRD}),
        )

    def with_refrigerants(self) -> Inventory:
        """R-22, which is in no total, and R-410A, a blend."""
        refills = ["NO"] * 5 + ["1.35", "0.7"] + ["NO"] * 5
        cold = {"category": "refrigerant", "method": "refrigerant"}
        return self.year(
            Row("แอร์เก่า", "kg", refills, {**cold, "parameters": {"refrigerant": "R-22"}}),
            Row("แอร์ใหม่", "kg", refills, {**cold, "parameters": {"refrigerant": "R-410A"}}),
            Row("ไฟฟ้า", "kWh", ["1000.01"] * 12, {"factor": grid(), **SECOND}),
        )

    def with_biogenic(self) -> Inventory:
        """B7 of the edition of 2569, whose CO2 is partly biogenic; and firewood."""
        wood = {"factor": factor("tgo-cfo-2569.st.wood.kg"), "category": "stationary_combustion"}
        litres = [str(month * Decimal("101.7")) for month in range(1, 13)]
        return self.year(
            Row("ดีเซล B7", "litre", litres, {"factor": factor("tgo-cfo-2569.on.b7.l")}),
            Row("ฟืน", "kg", ["3.333"] * 12, wood),
            edition="tgo-cfo-2569",
            gwp="AR5-TGO-2569",
        )

    def without_scope_3(self) -> Inventory:
        """Scopes 1 and 2 only."""
        return self.year(
            Row("ดีเซล", "litre", ["100.05"] * 12, {"factor": diesel()}),
            Row("ไฟฟ้า", "kWh", ["2000.3"] * 12, {"factor": grid(), **SECOND}),
        )


FIRST = {"scope": "1", "category": "mobile_onroad", "method": "factor"}
SECOND = {"scope": "2", "category": "electricity"}
THIRD = {"scope": "3", "category": "other_indirect"}


def factor(key: str) -> Factor:
    return Factor.objects.get(key=key)


def diesel() -> Factor:
    return Factor.objects.get(edition__key="tgo-cfo-2565", key__endswith=".on.diesel.l")


def grid() -> Factor:
    return Factor.objects.filter(category="electricity", printed_kgco2e=Decimal("0.4999")).first()


def _change(source_id: int, month: dt.date, amount: str) -> AmountChange:
    if amount.isalpha():
        return AmountChange(source_id, month, notation=amount)
    return AmountChange(source_id, month, Decimal(amount.lstrip("~")), estimated=amount.startswith("~"))


def all_years(town: Municipality, person: User) -> dict[str, Inventory]:
    """Return every kind of year by name."""
    years = Years(town, person)
    with tenant_scope(town):
        found = {
            "gaps": years.with_gaps(),
            "refrigerants": years.with_refrigerants(),
            "biogenic": years.with_biogenic(),
            "no scope 3": years.without_scope_3(),
            "large": filled_year(town, person, sources=200, year=2569),
        }
    return {"office": office(), **found}
