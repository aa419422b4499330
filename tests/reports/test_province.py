"""The province's page: all its towns, for the working group only; nothing ranked, nothing unknown called 0."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cfo_site.accounts.models import Membership, MunicipalityYear
from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from inventories.selectors.results import totals
from inventories.services.amounts import AmountChange, record_amounts
from reports.selectors.province import Choice, districts, province, years_kept
from tests.conftest import make_person, make_town
from tests.inventories.conftest import JANUARY, lock, make_diesel, make_electricity, make_year

ADDRESS = "/province/"
LONG_AFTER = dt.date(2026, 11, 1)
HTMX = {"HX-Request": "true"}


def make_town_with_year(number: int, *, amount: str | None = None, kind: str = "calendar", year: int = 2567):
    """Make another town with a truck, filled with one amount a month where it is given."""
    town = make_town(f"town-{number:02}", f"เทศบาลตำบลที่ {number:02}", f"Town {number:02}")
    owner = make_person(f"owner-{number}", f"ผู้รับผิดชอบ {number}")
    Membership.objects.create(municipality=town, user=owner, role="owner")
    with tenant_scope(town):
        use = make_diesel(make_year(town, owner, year=year, kind=kind), owner)
        if amount is not None:
            changes = [AmountChange(use.source_id, month, Decimal(amount)) for month in use.inventory.month_list]
            record_amounts(municipality=town, actor=owner, changes=changes)
    return town, use


def seen(*, today: dt.date = LONG_AFTER, **choice):
    with every_municipality(reason="a test of the province"):
        return province(Choice(**{"year": 2567} | choice), today=today)


def line_of(shown, town):
    return next(line for line in (*shown.lines, *shown.apart) if line.municipality == town)


def text_of(page: str) -> str:
    """Return what a page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_address_is_the_one_that_people_know():
    assert reverse("reports:province") == ADDRESS


def test_the_working_group_sees_every_town_and_the_way_there(sign_in, pim, town, other_town, diesel):
    page = sign_in(pim).get(ADDRESS).content.decode()
    assert "ทต.ทุ่งทราย" in page
    assert "ทต.ปากคลอง" in page
    assert f'href="{reverse("reports:year_overview", args=[town.key, "2567"])}"' in page
    assert f'href="{reverse("inventories:municipality_overview", args=[other_town.key])}"' in page


@pytest.mark.parametrize("person", ["orn", "nid", "anan", "suda", "wichai", "stranger", "olarn"])
def test_nobody_else_learns_that_the_page_exists(sign_in, request, person, diesel):
    assert sign_in(request.getfixturevalue(person)).get(ADDRESS).status_code == 404


def test_the_menu_leads_there_those_who_may_and_no_others(sign_in, pim, nid, suda, town, other_town):
    overview = reverse("inventories:municipality_overview", args=[town.key])
    for address in (overview, reverse("emission_factors:factor_list"), reverse("home")):
        assert f'href="{ADDRESS}"' in sign_in(pim).get(address).content.decode(), address
    assert f'href="{ADDRESS}"' not in sign_in(nid).get(overview).content.decode()
    assert f'href="{ADDRESS}"' not in sign_in(suda).get(reverse("home")).content.decode()


def test_totals_are_the_stored_ones_to_the_last_digit(town, diesel, electricity, fill, record):
    fill(diesel, "12.345678")
    record(electricity, "1000")
    second, their_use = make_town_with_year(1, amount="7.1")
    shown = seen()
    with tenant_scope(town):
        here = totals(diesel.inventory)
    with tenant_scope(second):
        there = totals(their_use.inventory)
    assert line_of(shown, town).kgco2e["1"] == here.scopes["1"]
    assert line_of(shown, town).kgco2e["2"] == here.scopes["2"]
    assert line_of(shown, town).kgco2e["3"] is None
    assert line_of(shown, town).total == here.scope_1_2_3
    assert shown.totals.kgco2e["1"] == here.scopes["1"] + there.scopes["1"]
    assert shown.totals.total == here.scope_1_2_3 + there.scope_1_2_3


def test_the_page_shows_those_totals_and_how_many_towns_are_in_them(sign_in, pim, other_town, diesel, fill):
    fill(diesel, "1000")
    page = text_of(sign_in(pim).get(ADDRESS).content.decode())
    assert "32.89 tCO 2 e รวม 1 จาก 2 แห่ง" in page  # 12 x 1,000 l x 2.74062321 kg
    assert "ครบทั้งปี 1 แห่ง ยังไม่ใช่ยอดทั้งจังหวัด" in page
    assert "กรอกแล้ว 12 จาก 12 ช่อง (ร้อยละ 100.0)" in page


def test_a_town_that_has_not_begun_shows_words_and_no_zero(sign_in, pim, town, other_town, diesel):
    page = sign_in(pim).get(ADDRESS).content.decode()
    row = page[page.index("ทต.ปากคลอง") :]
    row = row[: row.index("</tr>")]
    assert "ยังไม่เปิดบัญชี" in row
    assert "0" not in text_of(row).replace("ยังไม่เปิดบัญชี", "")
    assert "0.00" not in page
    shown = seen()
    assert line_of(shown, other_town).total is None
    assert line_of(shown, town).total is None  # a source, and no figure yet
    assert shown.totals.total is None
    assert shown.totals.counted == 0


def test_a_year_without_sources_says_so(sign_in, pim, town, year):
    page = sign_in(pim).get(ADDRESS).content.decode()
    assert "ยังไม่มีแหล่งปล่อย" in page
    assert seen().states == [("ยังไม่มีแหล่งปล่อย", 1)]


def test_a_zero_that_was_entered_is_a_zero(town, diesel, record):
    record(diesel, "0")
    assert line_of(seen(), town).total == 0
    assert seen().totals.counted == 1


def test_an_empty_province_has_a_page_too(sign_in, pim):
    response = sign_in(pim).get(ADDRESS)
    assert response.status_code == 200
    assert "ไม่มีเทศบาลที่ตรงกับเงื่อนไข" in response.content.decode()


def test_months_are_full_partly_missing_not_due_or_out_of_use(town, nid, diesel, electricity, fill, record):
    fill(electricity, "5")
    record(diesel, "5", estimated=True)
    shown = line_of(seen(today=dt.date(2024, 4, 10)), town)
    assert [month.count.state for month in shown.months[:3]] == ["est", "part", "part"]
    assert shown.months[1].count.late == 1  # February: due on 31 March
    assert shown.months[2].count.late == 0  # March: due on 1 May
    assert shown.months[2].word == "บางส่วน ที่เหลือยังไม่ถึงกำหนด"
    assert shown.months[1].word == "บางส่วน เลยกำหนด 1 ช่อง"


def test_a_month_is_late_only_after_its_source_s_own_delay(town, diesel, year):
    before, after = seen(today=dt.date(2024, 3, 1)), seen(today=dt.date(2024, 3, 2))
    assert [month.count.state for month in line_of(before, town).months[:2]] == ["later", "later"]
    assert [month.count.state for month in line_of(after, town).months[:2]] == ["missing", "later"]
    assert (line_of(before, town).late, line_of(after, town).late) == (0, 1)


def test_every_mark_has_a_word_and_a_late_row_says_so(sign_in, pim, diesel):
    page = sign_in(pim).get(ADDRESS).content.decode()
    heat = page[page.index('<table class="heat') : page.index("</table>")]
    assert heat.count('<td class="m k-') == heat.count('"/></svg><span class="sr">') == 12
    assert "ยังไม่กรอก เลยกำหนดแล้ว" in heat
    assert "มีช่องเลยกำหนด" in heat


def test_a_budget_year_stands_in_the_columns_of_its_own_months(sign_in, pim, town, other_town, diesel):
    third, _use = make_town_with_year(1, amount="5", kind="fiscal")
    shown = line_of(seen(), third)
    assert shown.months[0].month == dt.date(2024, 1, 1)
    assert shown.months[9].month == dt.date(2023, 10, 1)
    assert shown.is_complete
    page = text_of(sign_in(pim).get(ADDRESS).content.decode())
    assert "ทต.ที่ 01 ปีงบประมาณ" in page
    assert "ต.ค. พ.ย. ธ.ค. ของแถวนั้นจึงเป็นเดือนของปี 2566" in page


def test_a_town_that_keeps_both_years_is_counted_once(sign_in, pim, town, orn, diesel, fill):
    fill(diesel, "100")
    with tenant_scope(town):
        fiscal = make_year(town, orn, kind="fiscal")
        make_electricity(fiscal, orn)
    shown = seen()
    line = line_of(shown, town)
    assert (line.inventory.token, line.second.token) == ("2567", "fy2567")
    assert len(shown.lines) == 1
    assert shown.totals.total == line.total
    page = sign_in(pim).get(ADDRESS).content.decode()
    assert reverse("reports:year_overview", args=[town.key, "fy2567"]) in page


def test_the_demonstration_office_stands_apart_and_in_no_sum(sign_in, pim, town, diesel, fill):
    fill(diesel, "100")
    office, _use = make_town_with_year(9, amount="1000")
    office.of_province, office.credit_th = False, "สมมติขึ้น"
    office.save()
    shown = seen()
    assert [line.municipality for line in shown.apart] == [office]
    assert shown.totals.total == line_of(shown, town).total
    page = sign_in(pim).get(ADDRESS).content.decode()
    assert "ไม่รวมในยอด" in page
    assert '<p class="mock"><b>ข้อมูลจำลอง</b> 1 แห่ง' in page
    assert seen(kind="subdistrict").apart == []


def test_towns_come_by_district_and_name_and_never_by_figure(town, other_town, diesel, fill):
    make_town_with_year(1, amount="100000")
    seat, _use = make_town_with_year(2, amount="1")
    seat.district_th = "เมืองระยอง"
    seat.save()
    assert [line.municipality.key for line in seen().lines] == ["town-02", "pak-khlong", "thung-sai", "town-01"]
    with every_municipality(reason="a test"):
        assert [key for key, _name in districts()] == ["เมืองระยอง", "อำเภอสมมติ"]


def test_only_the_district_and_kind_asked_for(sign_in, pim, town, other_town, diesel):
    other_town.names.update(kind="town", name_th="เทศบาลเมืองปากคลอง")
    client = sign_in(pim)
    page = client.get(ADDRESS, {"kind": "town"}).content.decode()
    assert "ทม.ปากคลอง" in page
    assert "ทุ่งทราย" not in page
    page = client.get(ADDRESS, {"kind": "city", "district": "อำเภอสมมติ"}).content.decode()
    assert "ไม่มีเทศบาลที่ตรงกับเงื่อนไข" in page


@pytest.mark.parametrize("wrong", [{"year": "2400"}, {"year": "x"}, {"district": "ที่อื่น"}, {"kind": "village"}])
def test_what_cannot_be_asked_is_told_beside_its_field(sign_in, pim, diesel, wrong):
    response = sign_in(pim).get(ADDRESS, wrong)
    assert response.status_code == 422
    assert 'class="err-sum"' in response.content.decode()


def test_the_newest_year_is_shown_first_and_older_ones_are_offered(sign_in, pim, town, orn, diesel):
    with tenant_scope(town):
        make_year(town, orn, year=2568)
    with every_municipality(reason="a test"):
        assert years_kept() == [2568, 2567]
    page = sign_in(pim).get(ADDRESS).content.decode()
    assert '<option value="2568" selected>' in page
    assert '<option value="2567">' in page


def test_per_inhabitant_only_for_complete_years_of_a_known_population(sign_in, pim, town, other_town, diesel, fill):
    MunicipalityYear.objects.create(municipality=town, year=2560, population=1000, source="invented", confidence="high")
    MunicipalityYear.objects.create(municipality=town, year=2569, population=2000, source="invented", confidence="high")
    assert line_of(seen(), town).per_person is None
    fill(diesel, "1000")
    line = line_of(seen(), town)
    assert (line.population.people, line.population.year) == (1000, 2560)  # the newest up to the year
    assert line.per_person == Decimal("32.88747852")
    without, _use = make_town_with_year(1, amount="1000")
    assert line_of(seen(), without).per_person is None
    page = sign_in(pim).get(ADDRESS).content.decode()
    assert "เทียบในประเภทเดียวกัน" in page
    assert '1,000 <small class="quiet">ปี 2560</small>' in page


def test_kinds_are_never_compared_with_one_another(town, other_town, diesel, fill):
    fill(diesel, "1000")
    second, _use = make_town_with_year(1, amount="10")
    second.names.update(kind="city")
    for each in (town, second):
        MunicipalityYear.objects.create(municipality=each, year=2567, population=100, source="x", confidence="high")
    assert [(label, len(lines)) for label, lines in seen().of_kinds] == [("เทศบาลนคร", 1), ("เทศบาลตำบล", 1)]


def test_states_are_counted(town, other_town, diesel, anan, fill):
    fill(diesel, "5")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    make_town_with_year(1)
    assert seen().states == [("ยังไม่เปิดบัญชี", 1), ("กำลังจัดทำ", 1), ("ล็อกฉบับ", 1)]


def test_htmx_gets_the_part_and_an_announcement(sign_in, pim, diesel):
    response = sign_in(pim).get(ADDRESS, {"year": "2567"}, headers=HTMX)
    body = response.content.decode()
    assert "<html" not in body
    assert '<div id="shown">' in body
    assert 'hx-swap-oob="innerHTML:#announce"' in body
    assert "HX-Request" in response.headers["Vary"]


def test_the_page_cannot_be_posted_to(sign_in, pim):
    assert sign_in(pim).post(ADDRESS).status_code == 405


def test_it_asks_as_often_for_1_town_as_for_20(sign_in, pim, django_assert_num_queries):
    make_town_with_year(1, amount="5")
    client = sign_in(pim)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    assert len(one) < 25
    for number in range(2, 21):
        make_town_with_year(
            number, amount="5" if number % 3 else None, kind="fiscal" if number % 5 == 0 else "calendar"
        )
    with django_assert_num_queries(len(one)):
        page = client.get(ADDRESS).content.decode()
    assert "รวม 14 จาก 20 แห่ง" in page


def test_nothing_of_a_town_shows_outside_the_gate_s_scope(town, diesel, fill):
    fill(diesel, "5")
    shown = province(Choice(2567), today=LONG_AFTER)
    assert shown.totals.counted == 0
    assert years_kept() == []


def test_short_names_keep_the_kind_in_both_languages(town, other_town):
    other_town.names.update(kind="city", name_th="เทศบาลนครปากคลอง", name_en="Pak Khlong City Municipality")
    assert [line.short_name for line in seen().lines] == ["ทน.ปากคลอง", "ทต.ทุ่งทราย"]
    with translation.override("en"):
        assert [line.short_name for line in seen().lines] == ["Pak Khlong City", "Thung Sai Subdist."]


def test_january_is_the_first_column(town, diesel, record):
    record(diesel, "5", month=JANUARY)
    months = line_of(seen(), town).months
    assert months[0].month == JANUARY
    assert months[0].count.state == "full"
