"""What sources of a kind take in municipalities of a kind: right, nameless, silent about few."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from cfo_site.accounts.models import Membership, MunicipalityName
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Factor
from inventories.models import Frequency, SourceSpread
from inventories.selectors.spread import own_kind
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.sources import add_source
from inventories.services.spread import refresh_spread
from tests.conftest import make_person, make_town

from .conftest import JANUARY, make_year


def make_truck(town, owner, inventory, **fields):
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key__endswith=".on.diesel.l")
    return add_source(
        inventory=inventory,
        actor=owner,
        source={"name_th": "รถขยะ", "unit": "litre", **fields},
        use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor},
        catalogue_key="diesel-garbage-truck",
    )


@pytest.fixture
def towns(db):
    """Return a function that makes subdistrict municipalities, each with a truck and its litres of January."""

    def made(*litres: str, kind: str = "subdistrict"):
        uses = []
        for place, amount in enumerate(litres):
            town = make_town(f"town-{kind}-{place}", f"เทศบาลสมมติ {place}", f"Town {place}")
            MunicipalityName.objects.filter(municipality=town).update(kind=kind)
            owner = make_person(f"owner-{kind}-{place}", "ผู้รับผิดชอบ")
            Membership.objects.create(municipality=town, user=owner, role="owner")
            with tenant_scope(town):
                use = make_truck(town, owner, make_year(town, owner))
                change = AmountChange(use.source_id, JANUARY, Decimal(amount))
                record_amounts(municipality=town, actor=owner, changes=[change])
            uses.append((town, owner, use))
        return uses

    return made


def spread() -> SourceSpread:
    return SourceSpread.objects.get(kind="subdistrict")


def test_five_towns_have_a_spread_and_each_sees_it(towns):
    uses = towns("100", "200", "300", "400", "500")
    assert refresh_spread() == 1
    row = spread()
    assert (row.year, row.catalogue_key, row.unit, row.towns) == ("2567", "diesel-garbage-truck", "litre", 5)
    assert (row.p25, row.median, row.p75) == (200, 300, 400)
    town, _owner, use = uses[0]
    with tenant_scope(town):
        assert own_kind(use).shown
        assert own_kind(use).row == row


def test_of_four_towns_nothing_is_kept_but_their_number(towns):
    uses = towns("100", "200", "300", "400")
    refresh_spread()
    assert (spread().towns, spread().median) == (4, None)
    with tenant_scope(uses[0][0]):
        found = own_kind(uses[0][2])
    assert (found.shown, found.towns, found.kind_label) == (False, 4, "เทศบาลตำบล")


def test_towns_of_another_kind_are_another_spread(towns):
    towns("100", "200", "300", "400", "500")
    towns("900", kind="town")
    refresh_spread()
    assert spread().towns == 5
    assert SourceSpread.objects.get(kind="town").towns == 1


def test_a_town_with_two_trucks_counts_once_by_the_mean_of_its_trucks_and_months(towns):
    uses = towns("100", "200", "300", "400", "500")
    town, owner, use = uses[2]
    with tenant_scope(town):
        second = make_truck(town, owner, use.inventory)
        months = use.inventory.month_list
        changes = [
            AmountChange(use.source_id, months[1], None, "NO"),
            AmountChange(second.source_id, months[0], Decimal(1500)),
            AmountChange(second.source_id, months[1], Decimal(900), estimated=True),
        ]
        record_amounts(municipality=town, actor=owner, changes=changes)
    refresh_spread()  # (300 + 0 + 1500) / 3 months: the estimate does not count, the month without activity does
    assert (spread().towns, spread().p75) == (5, 500)


def test_the_figure_of_a_whole_year_is_that_of_twelve_months(towns):
    uses = towns("100", "200", "300", "400")
    _town, owner, use = uses[0]
    fifth = make_town("fifth", "เทศบาลที่ห้า", "Fifth")
    with tenant_scope(fifth):
        yearly = make_truck(fifth, owner, make_year(fifth, owner), frequency=Frequency.ANNUAL, due_month=12)
        december = AmountChange(yearly.source_id, use.inventory.month_list[11], Decimal(3000))
        record_amounts(municipality=fifth, actor=owner, changes=[december])
    refresh_spread()
    assert spread().median == 250  # 3,000 litres a year


def test_what_is_gone_at_the_next_look_is_gone(towns):
    uses = towns("100", "200", "300", "400", "500")
    refresh_spread()
    town, owner, use = uses[4]
    with tenant_scope(town):
        change = AmountChange(use.source_id, JANUARY, None, "NE", based_on=1)
        record_amounts(municipality=town, actor=owner, changes=[change])
    refresh_spread()
    assert (spread().towns, spread().median) == (4, None)


def test_a_kind_nobody_has_any_more_has_no_row(towns):
    towns("100")
    SourceSpread.objects.create(
        year="2560", kind="city", catalogue_key="x", unit="kg", towns=1, refreshed_at=timezone.now()
    )
    refresh_spread()
    assert list(SourceSpread.objects.values_list("year", flat=True)) == ["2567"]


def test_figures_invented_for_the_demonstration_are_counted_as_such(towns):
    town, _owner, _use = towns("100", "200", "300", "400", "500")[0]
    town.credit_th = "ข้อมูลจำลอง"
    town.save()
    refresh_spread()
    assert (spread().towns, spread().generated) == (5, 1)


def test_a_source_without_a_line_of_the_catalogue_has_no_kind(diesel, town):
    refresh_spread()
    assert SourceSpread.objects.count() == 0
    with tenant_scope(town):
        found = own_kind(diesel)
    assert (found.has_key, found.shown) == (False, False)


def test_the_database_keeps_no_quartile_of_few(db):
    few = {"year": "2567", "kind": "city", "catalogue_key": "x", "unit": "kg", "refreshed_at": timezone.now()}
    quartiles = {"p25": 1, "median": 1, "p75": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceSpread.objects.create(**few, **quartiles, towns=4)
    SourceSpread.objects.create(**few, **quartiles, towns=5)


def test_the_command_says_how_many(towns):
    towns("100")
    said = StringIO()
    call_command("refresh_spread", stdout=said)
    assert said.getvalue().startswith("1 spreads")
