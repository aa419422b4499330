"""The grid's three views."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision
from inventories.selectors.results import totals
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel

HTMX = {"HX-Request": "true"}


@pytest.fixture
def address(town):
    return reverse("inventories:grid", args=[town.key, "2567"])


@pytest.fixture
def cell_address(town, diesel):
    return reverse("inventories:amount_save", args=[town.key, "2567", diesel.pk, JANUARY])


@pytest.fixture
def row_address(town, diesel):
    return reverse("inventories:row_save", args=[town.key, "2567", diesel.pk])


def stored(town) -> list[tuple[int, Decimal | None, str]]:
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).order_by("month", "number")
        return [(row.number, row.amount, row.notation) for row in rows]


def row_form(**typed: str) -> dict[str, str]:
    cells = {f"m{number}": "" for number in range(1, 13)}
    return cells | typed | {"seen": ",".join("0" * 12)}


def fields(page: str) -> int:
    """Return how many cells of a page can be typed into."""
    return len(re.findall(r'<input[^>]* name="?m\d', page))


def test_the_page_shows_every_source_under_its_scope(sign_in, nid, address, diesel, electricity):
    page = sign_in(nid).get(address).content.decode()
    assert (
        page.index("ประเภทที่ 1 ทางตรง") < page.index("รถเก็บขนขยะ") < page.index("ประเภทที่ 2") < page.index("ไฟฟ้าสำนักงาน")
    )
    assert fields(page) == 24


def test_a_year_without_sources_says_how_to_begin(sign_in, orn, year, address):
    page = sign_in(orn).get(address).content.decode()
    assert "ปีนี้ยังไม่มีแหล่งปล่อย" in page
    assert "เพิ่มแหล่งปล่อย" in page


def test_a_reader_sees_figures_and_no_fields(sign_in, pim, wichai, anan, address, diesel, record):
    record(diesel, "1234.5")
    for reader in (pim, wichai, anan):
        page = sign_in(reader).get(address).content.decode()
        assert "1,234.5" in page
        assert fields(page) == 0


def test_htmx_gets_the_cell_and_the_totals_and_no_page(sign_in, nid, town, cell_address, diesel):
    response = sign_in(nid).post(cell_address, {"amount": "10", "based_on": "0"}, headers=HTMX)
    body = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in body
    assert 'value="10"' in body
    assert 'data-seen="1"' in body
    assert 'id="sums"' in body
    assert f'id="t{diesel.pk}"' in body
    assert "0.03" in body
    assert stored(town) == [(1, Decimal(10), "")]


@pytest.mark.parametrize("typed", ["มาก", "1e400", "NaN", "-5", "9" * 30, "1.0000000001"])
def test_wrong_input_comes_back_as_typed_with_a_sentence_and_nothing_is_stored(sign_in, nid, town, cell_address, typed):
    response = sign_in(nid).post(cell_address, {"amount": typed, "based_on": "0"}, headers=HTMX)
    body = response.content.decode()
    assert response.status_code == 422
    assert f'value="{typed}"' in body
    assert 'aria-invalid="true"' in body
    assert 'role="alert"' in body
    assert stored(town) == []


def test_a_month_outside_the_year_is_told_and_not_stored(sign_in, nid, town, diesel):
    outside = reverse("inventories:amount_save", args=[town.key, "2567", diesel.pk, dt.date(2025, 1, 1)])
    response = sign_in(nid).post(outside, {"amount": "10", "based_on": "0"}, headers=HTMX)
    assert response.status_code == 422
    assert "ม.ค. 2568" in response.content.decode()
    assert stored(town) == []


def test_a_source_of_another_town_is_not_found(sign_in, nid, town, year, their_diesel):
    foreign = reverse("inventories:amount_save", args=[town.key, "2567", their_diesel.pk, JANUARY])
    assert sign_in(nid).post(foreign, {"amount": "10", "based_on": "0"}, headers=HTMX).status_code == 404
    assert stored(town) == []


def test_whoever_was_slower_is_told_and_sees_both_figures(sign_in, nid, town, cell_address, diesel, record):
    record(diesel, "41")
    response = sign_in(nid).post(cell_address, {"amount": "14", "based_on": "0"}, headers=HTMX)
    body = response.content.decode()
    assert response.status_code == 409
    assert "ใช้ของท่าน 14" in body
    assert "ใช้ของผู้อื่น 41" in body
    assert stored(town) == [(1, Decimal(41), "")]


def test_mine_can_be_kept_after_a_clash(sign_in, nid, town, cell_address, diesel, record):
    record(diesel, "41")
    response = sign_in(nid).post(cell_address, {"amount": "14", "based_on": "1"})
    assert response.status_code == 302
    assert stored(town)[-1] == (2, Decimal(14), "")


@pytest.mark.parametrize("based_on", ["", "x", "-1", "99999999999"])
def test_a_form_that_was_tampered_with_is_refused(sign_in, nid, town, cell_address, based_on):
    response = sign_in(nid).post(cell_address, {"amount": "14", "based_on": based_on}, headers=HTMX)
    assert response.status_code == 422
    assert stored(town) == []


def test_a_row_without_javascript_stores_what_was_typed(sign_in, nid, town, row_address, diesel):
    response = sign_in(nid).post(row_address, row_form(m1="10", m3="ไม่มี"))
    assert response.status_code == 302
    assert response.url.endswith(f"#r{diesel.pk}")
    assert stored(town) == [(1, Decimal(10), ""), (1, None, "NO")]


def test_a_row_with_one_wrong_cell_stores_nothing_and_loses_nothing(sign_in, nid, town, row_address):
    response = sign_in(nid).post(row_address, row_form(m1="10", m2="12o0"))
    body = response.content.decode()
    assert response.status_code == 422
    assert 'value="10"' in body
    assert 'value="12o0"' in body
    assert 'id="err-sum"' in body
    assert "มีข้อผิดพลาด" in body.split("</title>")[0]
    assert stored(town) == []


def test_only_what_was_typed_over_counts_when_somebody_else_changed_another_month(
    sign_in, nid, town, row_address, diesel, record
):
    record(diesel, "5", month=dt.date(2024, 2, 1))
    assert sign_in(nid).post(row_address, row_form(m1="10")).status_code == 302
    assert stored(town) == [(1, Decimal(10), ""), (1, Decimal(5), "")]


def test_a_locked_year_shows_figures_and_refuses_a_late_cell(
    sign_in, nid, anan, town, address, cell_address, diesel, fill
):
    fill(diesel, "3")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    client = sign_in(nid)
    assert fields(client.get(address).content.decode()) == 0
    response = client.post(cell_address, {"amount": "10", "based_on": "1"}, headers=HTMX)
    assert response.status_code == 422
    assert "ล็อกฉบับแล้ว" in response.content.decode()
    with tenant_scope(town):
        assert totals(diesel.inventory).scopes["1"] == Decimal("2.74062321") * 36


def test_the_grid_asks_as_often_for_20_sources_as_for_1(
    sign_in, nid, orn, town, year, address, diesel, django_assert_max_num_queries
):
    client = sign_in(nid)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    with tenant_scope(town):
        for number in range(19):
            make_diesel(year, orn, f"รถคันที่ {number}")
    with django_assert_max_num_queries(len(few)):
        client.get(address)
