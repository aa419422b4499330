"""Years to measure with: as many sources as asked for, every month filled; nothing of them stays in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from cfo_site.accounts.models import Municipality, MunicipalityName, User
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor, GwpSet
from inventories.models import Inventory
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.inventories import open_year
from inventories.services.sources import Addition, add_sources

YEAR = 2567
EDITION, GWP_SET = "tgo-cfo-2565", "AR5-TGO-2565"


@contextmanager
def passing_year(sources: int) -> Iterator[Inventory]:
    """Yield a full year of an invented municipality, within its scope; afterwards all of it is rolled back.

    Raises CommandError where the library of factors is not loaded.
    """
    with transaction.atomic():
        town = Municipality.objects.create(key="benchmark", district_th="(สมมติ)", sort_key="~", of_province=False)
        MunicipalityName.objects.create(
            municipality=town, name_th="เทศบาลสำหรับวัดความเร็ว", kind="subdistrict", confidence="high", source="invented"
        )
        actor = User.objects.create(username="benchmark", display_name="benchmark")
        with tenant_scope(town):
            yield filled_year(town, actor, sources=sources, year=YEAR)
        transaction.set_rollback(True)


def filled_year(town: Municipality, actor: User, *, sources: int, year: int) -> Inventory:
    """Open a year with so many sources of three scopes, all figures different, and fill it; needs the town's scope."""
    editions = list(Edition.objects.filter(key=EDITION))
    if not editions:
        raise CommandError("The library of factors is not loaded: manage.py load_factors")
    inventory = open_year(
        municipality=town,
        actor=actor,
        year=year,
        year_kind="calendar",
        gwp_set=GwpSet.objects.get(key=GWP_SET),
        editions=editions,
    )
    kinds = _kinds()
    additions = [
        Addition({"name_th": f"{kind['name']} {number:03d}", "unit": kind["unit"]}, kind["use"])
        for number, kind in ((number, kinds[number % len(kinds)]) for number in range(sources))
    ]
    uses = add_sources(inventory=inventory, actor=actor, additions=additions)
    changes = [
        AmountChange(use.source_id, month, _amount(number, place))
        for number, use in enumerate(uses)
        for place, month in enumerate(inventory.month_list)
    ]
    record_amounts(municipality=town, actor=actor, changes=changes)
    return inventory


def _amount(number: int, month: int) -> Decimal:
    """Return an amount that is like no other, with three decimals."""
    return (Decimal(100 + number * 7 + month * 3) / 7).quantize(Decimal("0.001"))


def _kinds() -> list[dict[str, Any]]:
    """Return vehicles, lamps, and what others measure in another unit than the factor's."""
    diesel = Factor.objects.get(edition__key=EDITION, key__endswith=".on.diesel.l")
    power = Factor.objects.filter(category="electricity", printed_kgco2e=Decimal("0.4999")).first()
    electricity = {"category": "electricity", "method": "factor", "factor": power}
    return [
        {
            "name": "รถเก็บขนขยะ",
            "unit": "litre",
            "use": {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel},
        },
        {"name": "โคมไฟถนน", "unit": "kWh", "use": {"scope": "2", **electricity}},
        {"name": "ไฟฟ้าที่ผู้เช่าใช้", "unit": "MWh", "use": {"scope": "3", **electricity, "category": "leased_assets"}},
    ]
