"""A frozen year under verification, drawn from by its verifier: ข้อมูลจำลอง."""

from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.sampling.draw import Risk
from inventories.models import Inventory, Sample, State, Verified
from inventories.selectors.sampling.samples import Item, items, population, sample_in_force
from inventories.services import path
from inventories.services.sampling.drawing import draw_sample

from .conftest import lock

SEED = "2567-a"


def verifying(inventory: Inventory, orn, anan) -> Inventory:
    """Lock a full draft and begin its verification; needs the town's scope."""
    lock(inventory=inventory, actor=anan)
    inventory.refresh_from_db()
    path.take_step(inventory=inventory, actor=orn, key="verify")
    inventory.refresh_from_db()
    assert inventory.state == State.VERIFYING
    return inventory


def drawn(inventory: Inventory, actor, **changes) -> Sample:
    """Draw the sample of a year with middling risks; needs the town's scope."""
    asked = {"seed": SEED, "materiality": Decimal(5), "verified": Verified.ONE_TWO_THREE, "risks": {}} | changes
    return draw_sample(inventory=inventory, actor=actor, **asked)


def found(inventory: Inventory) -> list[Item]:
    """Return the items of the sample in force; needs the town's scope."""
    sample, people = sample_in_force(inventory), population(inventory)
    return items(sample, people)


@pytest.fixture
def frozen(town, year, diesel, electricity, fill, orn, anan):
    """ทุ่งทราย's 2567 under verification: 100 litres and 1,000 kWh a month."""
    fill(diesel, "100")
    fill(electricity, "1000")
    with tenant_scope(town):
        return verifying(year, orn, anan)


@pytest.fixture
def sampled(town, frozen, wichai):
    """The same, drawn from: both sources are large, five months of each."""
    with tenant_scope(town):
        drawn(frozen, wichai)
    return frozen


LOW_RISK = Risk("low", "low", "low")
