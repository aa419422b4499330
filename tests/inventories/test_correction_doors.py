"""A correction opens its figures and no other, whichever door somebody comes through, and each door says why."""

import io
from decimal import Decimal

import pytest
from django.utils import timezone

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision, Inventory, InventorySource
from inventories.policies import Refused
from inventories.selectors.bill_cells import Becomes, plan, rule_in_force
from inventories.selectors.collection import late_by_year
from inventories.services import corrections
from inventories.services.estimates import estimate_months
from inventories.services.imports.previewing import keep_preview
from inventories.services.links import make_link
from inventories.services.reminders import ask_where_late
from tests.inventories.conftest import JANUARY, lock
from tests.inventories.test_corrections import MARCH, page

WHY = "เฉพาะตัวเลขที่ระบุไว้"


@pytest.fixture
def opened(town, orn, anan, electricity, diesel, fill):
    """March of the meter is open, and nothing else."""
    fill(electricity, "1000")
    fill(diesel, "100")
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        lock(inventory=inventory, actor=anan)
        cells = [(electricity.source_id, MARCH)]
        corrections.open_correction(inventory=inventory, actor=orn, reason="บิลผิด", cells=cells)
        return Inventory.objects.of(town).get()


def rows(town) -> int:
    with tenant_scope(town):
        return AmountRevision.objects.of(town).count()


def test_the_grid_takes_the_opened_figure_and_tells_of_another_why_not(sign_in, town, nid, opened, electricity):
    client, before = sign_in(nid), rows(town)
    refused = client.post(page(town, "amount_save", electricity.pk, JANUARY), {"amount": "9", "based_on": "1"})
    assert refused.status_code == 422
    assert WHY in refused.content.decode()
    assert rows(town) == before
    client.post(page(town, "amount_save", electricity.pk, MARCH), {"amount": "9", "based_on": "1"})
    assert rows(town) == before + 1


def test_bills_may_make_the_opened_figure_and_leave_the_others_as_they_were_frozen(town, opened, electricity):
    cells = {(electricity.source_id, JANUARY), (electricity.source_id, MARCH)}
    with tenant_scope(town):
        january, march = plan(town, rule=rule_in_force(town), besides=cells)
    assert january.becomes is Becomes.LOCKED
    assert march.becomes not in {Becomes.LOCKED, Becomes.FROZEN}


def test_a_one_time_link_is_refused_with_the_sentence(town, orn, opened, electricity):
    use = InventorySource.objects.of(town)
    with tenant_scope(town), pytest.raises(Refused, match=WHY):
        make_link(
            use=use.get(pk=electricity.pk), actor=orn, first_month=JANUARY, last_month=MARCH, for_whom="กองช่าง", days=7,
            secret="x",
        )  # fmt: skip


def test_a_workbook_is_refused_with_the_sentence_before_it_is_kept(town, nid, opened):
    with tenant_scope(town), pytest.raises(Refused, match=WHY):
        keep_preview(inventory=opened, actor=nid, file=io.BytesIO(b"x"), name="a.xlsx", contents=None)


def test_an_estimate_is_refused_with_the_sentence(town, nid, opened, electricity):
    before = rows(town)
    with tenant_scope(town), pytest.raises(Refused):
        estimate_months(use=electricity, actor=nid, method="last_year", shown={JANUARY: Decimal(1)}, reason="x")
    assert rows(town) == before


def test_sources_and_whole_months_of_others_are_refused_with_the_sentence(town, opened, record, diesel):
    with pytest.raises(Refused, match=WHY):
        record(diesel, "1", month=MARCH, based_on=1)
    with pytest.raises(Refused, match=WHY):
        record(diesel, Decimal(2), based_on=1)


def test_nobody_is_reminded_of_a_year_that_is_being_corrected(town, opened, settings):
    settings.SENDS_EMAIL = True
    with tenant_scope(town):
        assert late_by_year([opened], today=timezone.localdate()) == {}
        assert ask_where_late(municipality=town, now=timezone.now()) == []
