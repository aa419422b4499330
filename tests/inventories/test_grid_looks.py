"""What the grid shows: marks of where figures came from, months kept by another year, one source by itself, its size."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import AmountRevision, CameBy
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.sources import Addition, add_sources
from tests.inventories.conftest import lock

from .conftest import make_diesel, make_year
from .test_grid import fields

OCTOBER = dt.date(2024, 10, 1)


@pytest.fixture
def address(town):
    return reverse("inventories:grid", args=[town.key, "2567"])


@pytest.fixture
def page(sign_in, nid, address):
    """Return a function that reads the grid as the entry officer."""

    def read(query: str = "") -> str:
        return sign_in(nid).get(address + query).content.decode()

    return read


@pytest.fixture
def budget_year(town, orn, diesel):
    """The budget year 2568 (October 2567 on) with the same truck."""
    with tenant_scope(town):
        year = make_year(town, orn, year=2568, kind="fiscal")
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor}
        add_sources(inventory=year, actor=orn, additions=[Addition(diesel.source, use)])
        return year


def cell(page: str, column: int) -> str:
    """Return the td of a month of the only row."""
    cells = re.split(r"(?=<td)", page)
    return next(each for each in cells if re.search(rf'name="?m{column}[" ]', each))


@pytest.mark.parametrize(
    ("door", "words"),
    [
        (CameBy.BILL, "มาจากบิล"),
        (CameBy.WORKBOOK, "มาจากไฟล์"),
        (CameBy.LINK, "มาจากลิงก์"),
        (CameBy.ESTIMATE, "ระบบประมาณ"),
    ],
)
def test_a_figure_says_by_which_door_it_came_with_a_mark_and_hidden_words(page, diesel, record, door, words):
    record(diesel, "12.5", came_by=door)
    body = page()
    assert f'aria-describedby="by-{door}"' in cell(body, 1)
    assert f'<span class="by by-{door}" aria-hidden="true">' in cell(body, 1)
    assert words in re.search(rf'<span id="by-{door}">([^<]*)</span>', body)[1]


def test_a_typed_figure_has_no_mark(page, diesel, record):
    record(diesel, "12.5")
    assert "by-" not in cell(page(), 1)


def test_calendar_and_budget_year_lead_to_each_other_and_say_that_they_share_figures(
    sign_in, nid, town, page, diesel, budget_year, record
):
    record(diesel, "77", month=OCTOBER)
    body = page()
    other = reverse("inventories:grid", args=[town.key, "fy2568"])
    assert "ตัวเลขชุดเดียวกัน แก้ที่ใดก็เปลี่ยนทั้งสองบัญชี" in body
    assert f'<a href="{other}">ปีงบประมาณ 2568</a>' in body
    there = sign_in(nid).get(other).content.decode()
    assert 'value="77"' in cell(there, 1), "October is the first month of the budget year"
    assert reverse("inventories:grid", args=[town.key, "2567"]) in there


def test_a_year_alone_speaks_of_no_other(page, town, orn, diesel):
    with tenant_scope(town):
        make_year(town, orn, year=2560, kind="fiscal")
    assert "ตัวเลขชุดเดียวกัน" not in page()


def test_a_verifier_is_led_to_assigned_years_only(sign_in, wichai, address, diesel, budget_year):
    body = sign_in(wichai).get(address).content.decode()
    assert "ปริมาณกิจกรรมรายเดือน" in body
    assert "fy2568" not in body


def test_a_month_that_counts_in_a_locked_year_is_shown_and_not_asked_for(
    page, town, orn, anan, nid, diesel, budget_year
):
    with tenant_scope(town):
        months = budget_year.month_list
        changes = [AmountChange(diesel.source_id, month, Decimal(9)) for month in months]
        record_amounts(municipality=town, actor=nid, changes=changes)
        lock(inventory=budget_year, actor=anan)
    body = page()
    assert fields(body) == 9, "October to December are kept"
    assert body.count("ล็อกแล้วใน ปีงบประมาณ 2568") == 3
    assert '<span class="fig-ro">9</span>' in body


def test_one_source_by_itself_has_a_field_for_each_month_and_ways_to_its_neighbours(page, diesel, electricity):
    body = page(f"?source={diesel.pk}")
    assert len(re.findall(r"<input[^>]* name=\"m\d+\"", body)) == 12
    assert body.count('inputmode="decimal"') == 12
    assert "แหล่งที่ 1 จาก 2" in body
    assert f'rel="next" href="?source={electricity.pk}"' in body
    assert 'rel="prev"' not in body
    assert f'href="#i{diesel.pk}-3"' in body, "a way to each month"


@pytest.mark.parametrize("asked", ["0", "x", "๑", "99999999999999999999", "-1"])
def test_a_source_that_is_not_there_shows_them_all(page, diesel, asked):
    assert 'class="grid" id="grid"' in page(f"?source={asked}")


def test_one_source_is_saved_without_javascript_and_shown_again(sign_in, nid, town, diesel):
    save = reverse("inventories:row_save", args=[town.key, "2567", diesel.pk])
    form = {f"m{number}": "" for number in range(1, 13)} | {"m2": "20", "seen": ",".join("0" * 12), "single": "1"}
    response = sign_in(nid).post(save, form)
    assert (response.status_code, response.url.partition("/grid/")[2]) == (302, f"?source={diesel.pk}")
    wrong = sign_in(nid).post(save, form | {"m2": "20", "m3": "x", "seen": "0,1" + ",0" * 10})
    assert wrong.status_code == 422
    assert 'class="months-of-one"' in wrong.content.decode()


def test_a_row_that_came_back_refused_can_be_corrected_and_sent_again(sign_in, nid, town, diesel):
    """What was shown is read from the revisions and not from the form: the cells that were right are not forgotten."""
    save = reverse("inventories:row_save", args=[town.key, "2567", diesel.pk])
    form = {f"m{number}": "" for number in range(1, 13)} | {"m1": "10", "m2": "1o", "seen": ",".join("0" * 12)}
    client = sign_in(nid)
    refused = client.post(save, form).content.decode()
    again = dict(re.findall(r'name="(m\d+)" form="f\d+" value="([^"]*)"', refused))
    assert client.post(save, again | {"m2": "11", "seen": ",".join("0" * 12)}).status_code == 302
    with tenant_scope(town):
        assert [row.amount for row in AmountRevision.objects.of(town).order_by("month")] == [10, 11]


def test_names_are_escaped_as_in_any_template(page, town, orn, year):
    with tenant_scope(town):
        make_diesel(year, orn, '<script>alert("x")</script>')
    body = page()
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in body


def test_200_sources_fit_into_400_kb_and_ask_the_database_as_often_as_20(
    sign_in, nid, orn, town, year, address, django_assert_max_num_queries
):
    client = sign_in(nid)

    def fill(count: int) -> None:
        factor = make_diesel(year, orn, f"น้ำมันดีเซล รถเก็บขนขยะ คันที่ {count}").factor
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor}
        names = (f"น้ำมันดีเซล รถบรรทุกน้ำ {count} {number:03d}" for number in range(count - 1))
        added = add_sources(
            inventory=year,
            actor=orn,
            additions=[Addition({"name_th": name, "unit": "litre"}, use) for name in names],
        )
        changes = [
            AmountChange(each.source_id, month, Decimal(f"{1000 + number}.{month.month}"))
            for number, each in enumerate(added)
            for month in year.month_list
        ]
        record_amounts(municipality=town, actor=nid, changes=changes)

    with tenant_scope(town):
        fill(20)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    with tenant_scope(town):
        fill(180)
    with django_assert_max_num_queries(len(few)):
        response = client.get(address)
    assert fields(response.content.decode()) == 2400
    assert len(response.content) < 400_000


def test_a_verifiers_and_an_entry_officers_row_hold_the_same_figures(sign_in, wichai, page, address, diesel, record):
    record(diesel, "1234.5")
    assert 'value="1,234.5"' in page()
    assert '<span class="fig-ro">1,234.5</span>' in sign_in(wichai).get(address).content.decode()
