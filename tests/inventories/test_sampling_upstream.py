"""Lines of Scope 3 that take a source's amount follow its check: their share, their difference, their coverage."""

from decimal import Decimal

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor, GwpSet
from inventories.models import Checked, Verified
from inventories.selectors.sampling.samples import items, population, sample_in_force
from inventories.selectors.sampling.summary import shares, summary
from inventories.services.inventories import open_year
from inventories.services.sampling.checking import Look, record_checks
from inventories.services.sources import add_source
from inventories.services.upstream import count_upstream

from .sampled_years import drawn, found, verifying

UPSTREAM = Decimal("0.837") * Decimal("0.3522")  # kgCO2e a litre of diesel, before it is burnt


@pytest.fixture
def burning(town, orn, anan, fill):
    """A frozen year of one car that burns 100 litres a month, what its diesel emitted before it counted in Scope 3."""
    with tenant_scope(town):
        year = open_year(
            municipality=town, actor=orn, year=2567, year_kind="calendar", gwp_set=GwpSet.objects.get(key="AR5-TGO-2565"),
            editions=list(Edition.objects.filter(key__in=("tgo-cfo-2565", "tgo-cfo-2569", "tgo-cfp-2565"))),
        )  # fmt: skip
        factor = Factor.objects.get(key="tgo-cfo-2565.on.diesel.l")
        car = add_source(
            inventory=year, actor=orn, source={"name_th": "รถ", "unit": "litre"},
            use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor},
        )  # fmt: skip
        fill(car, "100")
        count_upstream(inventory=year, actor=orn, densities={})
        return verifying(year, orn, anan)


def checked(year, wichai, verified):
    """Draw, find 90 litres in one month and the rest as reported; return the row and the summary."""
    drawn(year, wichai, verified=verified)
    every = found(year)
    looks = [Look(item.row.pk, Checked.AGREES) for item in every[1:]]
    looks.append(Look(every[0].row.pk, Checked.DIFFERS, amount=Decimal(90), remark="ตามใบสั่งจ่าย"))
    rows = record_checks(inventory=year, actor=wichai, looks=looks)
    sample, people = sample_in_force(year), population(year)
    return rows[-1], summary(sample, people, items(sample, people)), people


def test_a_difference_is_recalculated_through_what_takes_the_amount(town, burning, wichai):
    with tenant_scope(town):
        row, year, people = checked(burning, wichai, Verified.ONE_TWO_THREE)
    assert row.upstream_difference_kgco2e == -10 * UPSTREAM
    known = -(row.difference_kgco2e + row.upstream_difference_kgco2e)
    assert year.projection.known_over == known
    assert year.projection.over == known * 12 / 5  # five of twelve alike months
    assert year.projection.total == people.result.scope_1_2_3.kgco2e


def test_coverage_counts_it_in_scope_3(town, burning, wichai):
    with tenant_scope(town):
        _row, year, people = checked(burning, wichai, Verified.ONE_TWO_THREE)
    scopes = {each.scope: each for each in year.coverage}
    assert scopes["3"].kgco2e == 1200 * UPSTREAM
    assert scopes["3"].checked_kgco2e == 500 * UPSTREAM
    assert list(shares(people, Verified.ONE_TWO_THREE).values()) == [100]


def test_where_scope_3_is_not_verified_it_counts_nowhere(town, burning, wichai):
    with tenant_scope(town):
        row, year, people = checked(burning, wichai, Verified.ONE_TWO)
    assert year.projection.known_over == -row.difference_kgco2e
    assert year.projection.total == people.scope_1_2
    assert [each.scope for each in year.coverage] == ["1", "2", "total"]
