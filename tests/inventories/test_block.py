"""Many cells in one transaction: stored whole, or refused with everything as it was typed."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.forms.block import drafts_of
from inventories.models import AmountRevision, CameBy
from inventories.selectors.grid import grid, touched, uses_of_page
from tests.inventories.conftest import lock

from .conftest import make_diesel, make_year

HTMX = {"HX-Request": "true"}
FEBRUARY = dt.date(2024, 2, 1)


@pytest.fixture
def address(town):
    return reverse("inventories:block_save", args=[town.key, "2567"])


@pytest.fixture
def send(sign_in, nid, address):
    """Return a function that sends cells as a person, [use, month, revision seen, text or revision] each."""

    def sent(*cells, person=nid, who=None):
        form = {"cells": json.dumps(cells), "who": who or drafts_of(person)}
        return sign_in(person).post(address, form, headers=HTMX)

    return sent


def stored(town) -> list[tuple[int, Decimal | None, str]]:
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).order_by("source", "month", "number")
        return [(row.number, row.amount, row.notation) for row in rows]


def acts(town) -> int:
    with tenant_scope(town):
        return Entry.objects.of(town).filter(act="amounts.recorded").count()


def test_a_block_is_stored_whole_with_one_entry_in_the_ledger(send, town, diesel, electricity):
    response = send(
        [diesel.pk, "2024-01", 0, "๑,๒๓๔.๕"], [diesel.pk, "2024-02", 0, "ไม่มี"], [electricity.pk, "2024-01", 0, "20"]
    )
    assert response.status_code == 200
    assert stored(town) == [(1, Decimal("1234.5"), ""), (1, None, "NO"), (1, Decimal(20), "")]
    assert acts(town) == 1


def test_the_answer_holds_rows_totals_and_no_page(send, diesel, electricity):
    body = send([diesel.pk, "2024-01", 0, "10"], [electricity.pk, "2024-01", 0, "20"]).content.decode()
    assert "<html" not in body
    assert body.count('data-seen="1"') == 2
    for piece in (f"t{diesel.pk}", f"t{electricity.pk}", "b1", "b2", "sums"):
        assert f'id="{piece}"' in body
    assert len(body) < 6000


def test_one_cell_that_cannot_be_read_keeps_all_from_being_stored_and_comes_back_as_typed(send, town, diesel):
    response = send([diesel.pk, "2024-01", 0, "10"], [diesel.pk, "2024-02", 0, "12o0"])
    body = response.content.decode()
    assert response.status_code == 422
    assert 'value="12o0"' in body
    assert 'value="10"' in body
    assert body.count('aria-invalid="true"') == 1
    assert "ไม่ใช่ตัวเลข" in body
    assert stored(town) == []


def test_what_somebody_else_changed_is_told_with_both_values_who_and_when(send, town, orn, diesel, record):
    record(diesel, "41")
    response = send([diesel.pk, "2024-01", 0, "14"], [diesel.pk, "2024-02", 0, "15"], person=orn)
    body = response.content.decode()
    assert response.status_code == 409
    assert "นิด ผู้บันทึกข้อมูล แก้ตัวเลขนี้เป็น 41 เมื่อ" in body
    assert "ใช้ของท่าน 14" in body
    assert "ใช้ของผู้อื่น 41" in body
    assert body.count("data-choose") == 2, "the other cell was nobody else's"
    assert stored(town) == [(1, Decimal(41), "")]


def test_the_block_goes_through_on_the_ground_of_what_somebody_else_made_of_it(send, town, diesel, record):
    record(diesel, "41")
    assert send([diesel.pk, "2024-01", 1, "14"], [diesel.pk, "2024-02", 0, "15"]).status_code == 200
    assert stored(town) == [(1, Decimal(41), ""), (2, Decimal(14), ""), (1, Decimal(15), "")]


def test_an_earlier_revision_holds_again_with_what_was_said_of_it(send, town, diesel, record):
    record(diesel, "41", estimated=True, estimation="last_year", came_by=CameBy.ESTIMATE, reason="ใบเสร็จหาย")
    record(diesel, "50", based_on=1)
    response = send([diesel.pk, "2024-01", 2, 1])
    assert response.status_code == 200
    assert 'value="41"' in response.content.decode()
    with tenant_scope(town):
        row = AmountRevision.objects.of(town).get(number=3)
    said = (row.amount, row.estimated, row.estimation, row.came_by, row.reason)
    assert said == (41, True, "last_year", "estimate", "ใบเสร็จหาย")


def test_taking_back_the_first_figure_leaves_the_cell_empty_and_not_zero(send, town, diesel, record):
    record(diesel, "41")
    assert send([diesel.pk, "2024-01", 1, 0]).status_code == 200
    assert stored(town)[-1] == (2, None, "")


def test_nothing_is_taken_back_over_somebody_elses_figure(send, town, diesel, record):
    record(diesel, "41")
    record(diesel, "50", based_on=1)
    response = send([diesel.pk, "2024-01", 1, 0])
    assert response.status_code == 409
    assert "แก้ตัวเลขนี้เป็น 50" in response.content.decode()
    assert len(stored(town)) == 2


def test_what_one_person_left_unsaved_is_not_sent_by_another(send, town, nid, orn, diesel):
    response = send([diesel.pk, "2024-01", 0, "10"], person=orn, who=drafts_of(nid))
    assert response.status_code == 412
    assert "มีผู้อื่นเข้าสู่ระบบ" in response.content.decode()
    assert stored(town) == []


def test_the_name_of_what_a_browser_keeps_tells_nothing_about_the_person(nid, orn):
    assert drafts_of(nid) != drafts_of(orn)
    assert nid.username not in drafts_of(nid)
    assert str(nid.pk) != drafts_of(nid)


def test_a_locked_year_takes_no_block(send, town, anan, diesel, fill):
    fill(diesel, "3")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    response = send([diesel.pk, "2024-01", 1, "10"])
    assert response.status_code == 422
    assert "ล็อกฉบับแล้ว" in response.content.decode()


def test_a_source_of_another_town_or_year_is_not_found(send, town, orn, diesel, their_diesel):
    with tenant_scope(town):
        later = make_diesel(make_year(town, orn, year=2568), orn)
    for foreign in (their_diesel, later):
        response = send([diesel.pk, "2024-01", 0, "10"], [foreign.pk, "2024-01", 0, "10"])
        assert response.status_code == 404
    assert stored(town) == []


@pytest.mark.parametrize(
    "cells",
    [
        "", "[]", "{}", "[1]", "null", '[["1","2024-01",0,"5"]]', '[[1,"2024-13",0,"5"]]', '[[1,"2024-01",-1,"5"]]',
        '[[1,"2024-01",0,"5"],[1,"2024-01",0,"6"]]', '[[1,"2024-01",0,null]]', '[[1,"2024-01",0,-4]]',
        '[[1,"2024-01",99999999999,"5"]]', "[" + ",".join(['[1,"2024-01",0,"5"]'] * 5001) + "]",
    ],
)  # fmt: skip
def test_a_block_that_the_page_did_not_make_is_refused_in_words(sign_in, nid, town, diesel, address, cells):
    response = sign_in(nid).post(address, {"cells": cells, "who": drafts_of(nid)}, headers=HTMX)
    assert response.status_code == 422
    assert "หน้านี้ไม่สมบูรณ์" in response.content.decode()
    assert stored(town) == []


def test_a_month_outside_the_year_is_told_beside_the_cells(send, town, diesel):
    response = send([diesel.pk, "2025-01", 0, "10"])
    assert response.status_code == 422
    assert 'id="note"' in response.content.decode()
    assert "ม.ค. 2568" in response.content.decode()
    assert stored(town) == []


def test_a_block_of_20_sources_asks_the_database_as_often_as_one_cell(
    sign_in, nid, orn, town, year, diesel, address, django_assert_max_num_queries
):
    with tenant_scope(town):
        uses = [diesel, *(make_diesel(year, orn, f"รถคันที่ {number}") for number in range(19))]
    client = sign_in(nid)

    def sent(chosen, text, based_on):
        cells = [[use.pk, f"{month:%Y-%m}", based_on, text] for use in chosen for month in year.month_list]
        return client.post(address, {"cells": json.dumps(cells), "who": drafts_of(nid)}, headers=HTMX)

    assert sent(uses, "1", 0).status_code == 200
    with django_assert_max_num_queries(60) as few:
        assert sent(uses[:1], "2", 1).status_code == 200
    with django_assert_max_num_queries(len(few)):
        assert sent(uses[1:], "2", 1).status_code == 200


def test_what_is_read_again_after_a_block_is_what_the_page_would_show(town, year, diesel, electricity, record):
    record(diesel, "41")
    record(electricity, "700", month=FEBRUARY)
    with tenant_scope(town):
        page = grid(year, today=dt.date(2024, 6, 1))
        read = touched(year, uses_of_page(year, {diesel.pk, electricity.pk}), today=dt.date(2024, 6, 1))
    assert read.totals == page.totals
    assert [(scope.months, scope.kgco2e) for scope in read.scopes] == [
        (scope.months, scope.kgco2e) for scope in page.scopes
    ]
    assert [row.cells for row in read.rows] == [row.cells for row in page.rows]
