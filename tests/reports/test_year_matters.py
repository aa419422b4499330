"""What waits for a decision stands in the year's one list: with its page, its weight, and before whom it belongs."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.gate import As, Visitor
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision
from inventories.selectors.boundary import open_questions
from reports.selectors.year import year_page
from tests.inventories.bill_forms import enter, head, one_line
from tests.inventories.bringing import Bringing, contents, whole_year
from tests.inventories.conftest import JANUARY, lock, make_diesel
from tests.inventories.one_time_links import link_making, link_sending
from tests.inventories.test_year_setup import opened

from .test_year_work import LONG_AFTER

__all__ = ["link_making", "link_sending"]
OWNER = Visitor(frozenset({As.OWNER}))
KG_A_LITRE = Decimal("2.74062321")


@pytest.fixture
def waiting(town, diesel):
    """Return a function that gives what waits in the year: page and kgCO2e, in its order."""

    def listed(inventory=None, visitor=OWNER):
        with tenant_scope(town):
            page = year_page(inventory or diesel.inventory, visitor=visitor, today=LONG_AFTER)
        return [(matter.page.partition(":")[2], matter.kgco2e) for matter in page.matters]

    return listed


def test_where_nothing_waits_nothing_is_listed(waiting, diesel, fill):
    assert waiting() == []
    fill(diesel, "5")
    assert waiting() == []


def test_what_was_sent_through_a_link_weighs_its_figures(waiting, diesel, record, make, send):
    made = make()
    assert waiting() == []
    send(made, {JANUARY.replace(month=2): Decimal(100), JANUARY.replace(month=3): None})
    assert waiting() == [("link_list", None)], "nothing is known of a litre yet"
    record(diesel, "10")
    ((page, kgco2e),) = waiting()
    assert (page, round(kgco2e, 6)) == ("link_list", round(100 * KG_A_LITRE, 6))


def test_a_cell_that_is_not_what_its_bills_come_to_weighs_the_difference(
    waiting, sign_in, nid, town, electricity, record
):
    enter(sign_in(nid), town, **head(), **one_line(electricity))
    assert waiting(electricity.inventory) == []
    with tenant_scope(town):
        number = AmountRevision.objects.of(town).filter(source=electricity.source_id).latest("number").number
    record(electricity, "160", based_on=number)
    ((page, kgco2e),) = waiting(electricity.inventory)
    assert (page, round(kgco2e, 6)) == ("bill_list", round(60 * Decimal("0.4999"), 6))


def test_a_file_waits_until_it_is_stored(waiting, diesel, nid):
    brought = Bringing(diesel.inventory, nid, contents(whole_year("น้ำมันดีเซล รถเก็บขนขยะ", [7])))
    assert waiting() == [("import_list", None)]
    brought.commit()
    assert waiting() == []


def test_months_without_a_figure_wait_for_their_reason(waiting, diesel, record):
    record(diesel, None, notation="NE")
    assert waiting() == [("completeness", None)]
    record(diesel, None, notation="NE", reason="มิเตอร์เสีย", based_on=1, afresh=True)
    record(diesel, None, notation="NO", month=JANUARY.replace(month=2))
    assert waiting() == []


def test_what_was_copied_waits_for_the_owner(waiting, town, orn, diesel):
    with tenant_scope(town):
        later = opened(town, orn, diesel.inventory)
    assert ("year_setup", None) in waiting(later)
    assert ("year_setup", None) not in waiting(later, Visitor(frozenset({As.ENTRY})))
    assert waiting() == []


def test_open_questions_of_the_boundary_wait_for_the_owner(waiting, town, orn, year, monkeypatch):
    from reports.selectors import year as module

    with tenant_scope(town):
        make_diesel(year, orn)
        assert open_questions(year) == 0
    monkeypatch.setattr(module, "open_questions", lambda inventory: 3)
    assert waiting(year) == [("boundary_list", None)]
    assert waiting(year, Visitor(frozenset({As.ENTRY}))) == []


def test_the_heaviest_comes_first_and_what_nobody_can_weigh_last(waiting, diesel, nid, record, make, send):
    Bringing(diesel.inventory, nid, contents(whole_year("น้ำมันดีเซล รถเก็บขนขยะ", [7])))
    record(diesel, "10")
    send(make(), {JANUARY.replace(month=2): Decimal(100)})
    assert [page for page, _kgco2e in waiting()] == ["link_list", "import_list"]


def test_readers_and_locked_years_have_nothing_to_decide(waiting, town, anan, diesel, fill, nid):
    Bringing(diesel.inventory, nid, contents(whole_year("น้ำมันดีเซล รถเก็บขนขยะ", [7])))
    assert waiting(visitor=Visitor(frozenset({As.PROVINCE}))) == []
    assert waiting(visitor=Visitor(frozenset({As.APPROVER}))) == []
    fill(diesel, "5")
    assert waiting() == [("import_list", None)]
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
        diesel.inventory.refresh_from_db()
    assert waiting() == []


def test_the_page_counts_them_and_leads_to_each(sign_in, nid, town, diesel, fill):
    fill(diesel, "5")
    Bringing(diesel.inventory, nid, contents(whole_year("น้ำมันดีเซล รถเก็บขนขยะ", [7])))
    page = sign_in(nid).get(reverse("reports:year_overview", args=[town.key, "2567"])).content.decode()
    work = page.partition("สิ่งที่ต้องทำ 1 เรื่อง")[2].partition("</section>")[0]
    assert "ไฟล์นำเข้ารอตรวจ" in work
    assert f'href="{reverse("inventories:import_list", args=[town.key, "2567"])}"' in work


def test_the_number_of_queries_does_not_grow_with_what_waits(
    sign_in, nid, orn, town, year, record, django_assert_num_queries
):
    address, client = reverse("reports:year_overview", args=[town.key, "2567"]), sign_in(nid)

    def one_more(number: int) -> None:
        with tenant_scope(town):
            use = make_diesel(year, orn, f"รถคันที่ {number}")
        record(use, None, notation="NE")
        Bringing(year, nid, contents(whole_year(f"รถคันที่ {number}", [7])))

    one_more(0)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(1, 6):
        one_more(number)
    with django_assert_num_queries(len(few)):
        client.get(address)
