"""The working-day calendar: public holidays as they were, and what a municipality states for itself."""

import csv
import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import WorkingDays
from inventories.selectors.sheets import HOLIDAYS, holidays, known_years, working_days_in, year_of_work
from inventories.services.sheets import state_working_days

APRIL = dt.date(2024, 4, 1)


@pytest.fixture
def address(town):
    return reverse("inventories:working_days", args=[town.key, 2567])


@pytest.fixture
def state(town, nid):
    def stated(month, days, reason="ปิดซ่อมอาคาร"):
        with tenant_scope(town):
            return state_working_days(municipality=town, actor=nid, month=month, days=days, reason=reason)

    return stated


def form(body: str) -> dict[str, str]:
    """Return what the page's form sends when nothing is touched."""
    sent = {}
    for tag in re.findall(r"<input [^>]*>", body):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and "csrf" not in name.group(1):
            sent[name.group(1)] = value.group(1) if value else ""
    return sent


def test_the_fixture_has_what_each_day_needs_and_no_day_of_one_name_twice():
    with HOLIDAYS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 90
    for row in rows:
        assert row["kind"] in {"annual", "in_lieu", "special"}
        assert row["confidence"] in {"high", "medium", "low"}
        assert row["name_th"]
        assert row["source"]
    assert len({(row["date"], row["name_th"]) for row in rows}) == len(rows)
    assert known_years() == {2023, 2024, 2025, 2026}


def test_a_day_in_lieu_and_a_special_day_fall_on_a_weekday():
    for each in holidays():
        if each.kind != "annual":
            assert each.date.weekday() < 5, each


@pytest.mark.parametrize(
    ("month", "days"),
    [
        (dt.date(2024, 1, 1), 22),  # 2 January 2567 was a working day
        (dt.date(2023, 12, 1), 18),  # its day in lieu had been moved to 29 December 2566
        (APRIL, 18),
        (dt.date(2025, 6, 1), 19),
        (dt.date(2026, 1, 1), 20),
        (dt.date(2027, 1, 1), 21),  # no holidays known: weekdays
    ],
)
def test_the_default_is_weekdays_less_holidays(town, month, days):
    with tenant_scope(town):
        assert working_days_in(town, month) == days


def test_a_statement_counts_instead_with_its_reason_in_the_ledger_s_erasable_text(town, nid, state):
    state(APRIL, 15)
    with tenant_scope(town):
        assert working_days_in(town, APRIL) == 15
        entry = Entry.objects.of(town).order_by("-number").first()
        assert (entry.act, entry.facts) == ("working_days.stated", {"month": "2024-04", "days": 15})
        assert entry.text_hash


def test_saying_the_same_again_records_nothing_and_none_goes_back(town, state):
    state(APRIL, 15)
    state(APRIL, 15)
    state(APRIL, None)
    state(APRIL, None)
    with tenant_scope(town):
        assert working_days_in(town, APRIL) == 18
        acts = [entry.act for entry in Entry.objects.of(town).order_by("number")]
    assert acts == ["working_days.stated", "working_days.withdrawn"]


def test_a_statement_of_one_town_is_not_another_s(town, other_town, state):
    state(APRIL, 15)
    with tenant_scope(other_town):
        assert working_days_in(other_town, APRIL) == 18


@pytest.mark.parametrize("wrong", [{"days": 32}, {"reason": ""}, {"month": dt.date(2024, 4, 2)}])
def test_the_database_itself_refuses_an_impossible_statement(town, wrong):
    row = {"municipality": town, "month": APRIL, "days": 15, "reason": "x"} | wrong
    with tenant_scope(town), pytest.raises(IntegrityError), transaction.atomic():
        WorkingDays.objects.create(**row)


def test_the_page_shows_the_year_and_its_holidays(sign_in, nid, pim, address):
    body = sign_in(nid).get(address).content.decode()
    assert "12 วันหยุดราชการเพิ่มเป็นกรณีพิเศษ" in body
    assert "รวมทั้งปี 243 วัน" in body
    assert "บันทึกวันทำงาน" in body
    assert "บันทึกวันทำงาน" not in sign_in(pim).get(address).content.decode()


def test_a_year_whose_holidays_are_not_known_says_so(sign_in, nid, town):
    body = sign_in(nid).get(reverse("inventories:working_days", args=[town.key, 2575])).content.decode()
    assert "ยังไม่มีวันหยุดราชการของปีนี้" in body
    assert sign_in(nid).get(reverse("inventories:working_days", args=[town.key, 9999])).status_code == 404


def test_a_month_is_stated_on_the_page_and_the_others_stay(sign_in, nid, town, address, state):
    state(dt.date(2024, 5, 1), 19)
    client = sign_in(nid)
    sent = form(client.get(address).content.decode()) | {"days_4": "๑๕", "reason_4": "ปิดซ่อม"}
    assert client.post(address, sent).status_code == 302
    with tenant_scope(town):
        assert [month.days for month in year_of_work(town, 2024)][3:5] == [15, 19]
    body = client.get(address).content.decode()
    assert form(body)["days_4"] == "15"
    assert client.post(address, form(body) | {"days_4": ""}).status_code == 302
    with tenant_scope(town):
        assert working_days_in(town, APRIL) == 18


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"days_4": "31", "reason_4": "x"}, "0 ถึง 30"),
        ({"days_4": "15.5", "reason_4": "x"}, "จำนวนเต็ม"),
        ({"days_4": "-1", "reason_4": "x"}, "จำนวนเต็ม"),
        ({"days_4": "มาก", "reason_4": "x"}, "จำนวนเต็ม"),
        ({"days_4": "15", "reason_4": ""}, "โปรดบอกเหตุผล"),
        ({"days_4": "15", "reason_4": "x" * 201}, "200 ตัวอักษร"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_stored_or_lost(sign_in, nid, town, address, typed, sentence):
    client = sign_in(nid)
    response = client.post(
        address, form(client.get(address).content.decode()) | typed | {"days_5": "10", "reason_5": "y"}
    )
    body = response.content.decode()
    assert response.status_code == 422
    assert sentence in body
    assert form(body)["days_4"] == typed["days_4"]
    assert form(body)["days_5"] == "10"
    with tenant_scope(town):
        assert not WorkingDays.objects.of(town).exists()


def test_whoever_was_slower_overwrites_nobody(sign_in, nid, orn, town, address, state):
    client = sign_in(orn)
    page = form(client.get(address).content.decode())
    state(APRIL, 15)
    response = client.post(address, page | {"days_4": "12", "reason_4": "น้ำท่วม"})
    assert response.status_code == 422
    assert "มีผู้อื่นแก้เดือนนี้ไปแล้ว" in response.content.decode()
    assert client.post(address, page | {"days_5": "12", "reason_5": "น้ำท่วม"}).status_code == 302
    with tenant_scope(town):
        assert [month.days for month in year_of_work(town, 2024)][3:5] == [15, 12]


def test_readers_may_not_state_working_days(sign_in, pim, anan, address):
    for reader in (pim, anan):
        assert sign_in(reader).post(address, {}).status_code == 403
