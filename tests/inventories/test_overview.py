"""The municipality's page, and how far the figures of its years have come."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.gate import As, Visitor
from cfo_site.accounts.models import MunicipalityName
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision
from inventories.selectors.completeness import progress_by_use, progress_by_year
from inventories.selectors.fresh import incomplete_sources
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.overview import year_lines, year_summary
from inventories.selectors.results import totals
from inventories.services.amounts import AmountChange, record_amounts
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel, make_electricity, make_year

FEBRUARY = dt.date(2024, 2, 1)


@pytest.fixture
def address(town):
    return reverse("inventories:municipality_overview", args=[town.key])


def note(town, nid, use, month, notation):
    with tenant_scope(town):
        record_amounts(municipality=town, actor=nid, changes=[AmountChange(use.source_id, month, notation=notation)])


def progress(town, use):
    with tenant_scope(town):
        return progress_by_use(use.inventory)[use.pk]


def test_the_first_visit_of_an_owner_shows_numbered_steps_and_one_button(sign_in, orn, town, address):
    page = sign_in(orn).get(address).content.decode()
    assert "เริ่มบัญชีก๊าซเรือนกระจก" in page
    assert page.count('class="btn"') == 1
    assert reverse("inventories:year_open", args=[town.key]) in page


@pytest.mark.parametrize("person", ["nid", "anan", "pim", "wichai"])
def test_others_are_told_that_there_is_no_year_yet(sign_in, request, town, address, person):
    page = sign_in(request.getfixturevalue(person)).get(address).content.decode()
    assert "ยังไม่ได้เปิดบัญชี" in page
    assert reverse("inventories:year_open", args=[town.key]) not in page


def test_the_name_and_kind_of_today_stand_at_the_top(sign_in, nid, town, address):
    MunicipalityName.objects.create(
        municipality=town, name_th="เทศบาลเมืองทุ่งทราย", name_en="Thung Sai Town Municipality", kind="town",
        valid_from=dt.date(2025, 10, 1), confidence="high", source="invented",
    )  # fmt: skip
    page = sign_in(nid).get(address).content.decode()
    assert "<h1>เทศบาลเมืองทุ่งทราย</h1>" in page
    assert "เทศบาลเมือง ตั้งแต่ 1 ต.ค. 2568" in page


def test_a_year_shows_its_totals_per_scope_and_its_complete_months(
    sign_in, pim, town, address, diesel, electricity, record, fill
):
    fill(electricity, "1000")
    record(diesel, "100")
    page = sign_in(pim).get(address).content.decode()
    assert "ปี 2567" in page
    assert "1/12" in page
    assert "ขาด 11 ช่อง" in page
    with tenant_scope(town):
        expected = totals(diesel.inventory)
    assert f"{expected.scopes['2'] / 1000:.2f}" == "6.00"
    assert '<td class="n only-l">6.00</td>' in page
    assert '<td class="n only-l">0.27</td>' in page
    assert "<b>6.27</b>" in page


def test_a_year_without_figures_shows_no_zero(sign_in, nid, address, diesel):
    page = sign_in(nid).get(address).content.decode()
    assert "ยังไม่มีข้อมูล" in page
    assert ">0.00<" not in page


def test_only_owners_get_the_button_that_opens_a_year(sign_in, orn, nid, pim, town, address, year):
    opening = reverse("inventories:year_open", args=[town.key])
    assert opening in sign_in(orn).get(address).content.decode()
    assert opening not in sign_in(nid).get(address).content.decode()
    assert opening not in sign_in(pim).get(address).content.decode()


def test_a_verifier_sees_the_assigned_year_and_no_other(sign_in, wichai, orn, town, address, year):
    with tenant_scope(town):
        make_year(town, orn, year=2566)
    page = sign_in(wichai).get(address).content.decode()
    assert "ปี 2567" in page
    assert "2566" not in page


def test_another_towns_years_do_not_show(sign_in, orn, address, their_diesel):
    page = sign_in(orn).get(address).content.decode()
    assert "ปี 2567" not in page


def test_outsiders_learn_nothing(sign_in, olarn, stranger, address):
    assert sign_in(olarn).get(address).status_code == 404
    assert sign_in(stranger).get(address).status_code == 404


def test_a_locked_year_says_so(sign_in, nid, anan, town, address, diesel, fill):
    fill(diesel, "10")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    assert "ล็อกฉบับ" in sign_in(nid).get(address).content.decode()


def test_the_overview_asks_as_often_for_one_year_as_for_three(
    sign_in, orn, town, address, diesel, record, django_assert_num_queries
):
    record(diesel, "100")
    client = sign_in(orn)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    with tenant_scope(town):
        for year in (2565, 2566):
            make_diesel(make_year(town, orn, year=year), orn)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_empty_zero_and_not_occurring_are_three_things(town, nid, diesel, record):
    assert progress(town, diesel).filled == 0
    record(diesel, "0")
    note(town, nid, diesel, FEBRUARY, "NO")
    found = progress(town, diesel)
    assert (found.filled, len(found.missing)) == (2, 10)
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).get(month=JANUARY).amount == Decimal(0)


def test_a_month_that_is_not_estimated_is_neither_missing_nor_done(town, nid, diesel, fill):
    fill(diesel, "5")
    with tenant_scope(town):
        record_amounts(
            municipality=town, actor=nid, changes=[AmountChange(diesel.source_id, JANUARY, notation="NE", based_on=1)]
        )
    found = progress(town, diesel)
    assert (found.missing, found.not_estimated, found.filled, found.is_complete) == ((), (JANUARY,), 11, False)


def test_a_withdrawn_figure_is_missing_again(town, diesel, record):
    record(diesel, "5")
    record(diesel, None, based_on=1)
    assert JANUARY in progress(town, diesel).missing


def test_estimated_months_are_counted(town, diesel, record):
    record(diesel, "5", estimated=True)
    assert progress(town, diesel).estimated == 1


@pytest.mark.parametrize("of", ["source", "use"])
def test_months_out_of_use_need_no_figure(town, diesel, of):
    with tenant_scope(town):
        thing = diesel.source if of == "source" else diesel
        thing.first_month, thing.last_month = dt.date(2024, 3, 1), dt.date(2024, 8, 1)
        thing.save()
        diesel.refresh_from_db()
        in_use = [month for month in diesel.inventory.month_list if diesel.counts_in(month)]
    assert progress(town, diesel).missing == tuple(in_use)
    assert len(in_use) == 6


def test_a_budget_year_counts_its_own_months(town, orn):
    with tenant_scope(town):
        use = make_diesel(make_year(town, orn, kind="fiscal"), orn)
        assert progress_by_use(use.inventory)[use.pk].missing == tuple(use.inventory.month_list)


def test_the_database_and_the_calculator_agree_on_what_is_incomplete(town, nid, orn, diesel, electricity, record, fill):
    fill(electricity, "7")
    record(diesel, "3")
    note(town, nid, diesel, FEBRUARY, "NE")
    with tenant_scope(town):
        third = make_diesel(diesel.inventory, orn, "รถที่สาม")
    fill(third, "0")
    with tenant_scope(town):
        found = progress_by_use(diesel.inventory)
        uses = {use.pk: use.source.name_th for use in inventory_sources(diesel.inventory)}
        assert [uses[pk] for pk in uses if not found[pk].is_complete] == incomplete_sources(diesel.inventory)


def test_a_month_is_complete_when_every_source_in_use_has_it(town, diesel, electricity, record, fill):
    fill(electricity, "7")
    record(diesel, "3")
    with tenant_scope(town):
        found = progress_by_year(town, [diesel.inventory])[diesel.inventory_id]
    assert (found.cells, found.filled, found.complete_months, found.missing) == (24, 13, 1, 11)


def test_a_year_without_sources_is_not_complete(town, year):
    with tenant_scope(town):
        found = progress_by_year(town, [year])[year.pk]
    assert (found.cells, found.months, found.is_complete) == (0, 12, False)


def test_totals_of_many_years_are_those_of_each(town, orn, diesel, electricity, fill, pim):
    fill(diesel, "11")
    fill(electricity, "13")
    with tenant_scope(town):
        fiscal = make_year(town, orn, kind="fiscal")
        make_electricity(fiscal, orn)
        lines = year_lines(town, Visitor(frozenset({As.PROVINCE})))
        assert len(lines) == 2
        for line in lines:
            assert line.totals == totals(line.inventory)


def test_the_summary_knows_what_is_known(town, diesel, electricity, record):
    record(electricity, "0")
    with tenant_scope(town):
        summary = year_summary(diesel.inventory)
    assert [line.kgco2e for line in summary.scopes] == [None, Decimal(0), None]
    assert [line.reported for line in summary.scopes] == [None, Decimal(0), None]
    assert summary.separate.kgco2e is None
    assert summary.biogenic_kg is None
