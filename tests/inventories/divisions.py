"""Divisions of ทุ่งทราย for tests of what they owe."""

from typing import Any

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Division, Source
from inventories.services.divisions import save_division

EMAIL = "khlang@thung-sai.example"


def make_division(town, owner, name: str, *, uses=(), **fields: Any) -> Division:
    """Add a division, and make it the one that gives the figures of uses; needs the town's scope."""
    blank = {"name_th": name, "email": "", "reminds": False, "addressee": "", "contact": ""}
    division = save_division(municipality=town, actor=owner, fields=blank | fields)
    for use in uses:
        Source.objects.of(town).filter(pk=use.source_id).update(division=division)
        use.source.refresh_from_db(from_queryset=Source.objects.of(town))
    return division


@pytest.fixture
def finance(town, orn, electricity):
    """กองคลัง, which gives the meter's figures and can be written to."""
    with tenant_scope(town):
        return make_division(town, orn, "กองคลัง", uses=[electricity], email=EMAIL, contact="งานการเงิน โทร. 12")


@pytest.fixture
def clerk(town, orn, diesel):
    """สำนักปลัดเทศบาล, which gives the truck's figures and has no address."""
    with tenant_scope(town):
        return make_division(town, orn, "สำนักปลัดเทศบาล", uses=[diesel])
