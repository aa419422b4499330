"""Opening a year: which one, then what it stands on."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Inventory
from inventories.selectors.inventories import chosen_editions
from inventories.selectors.opening import Period, opening

PERIOD = {"year": "2568", "year_kind": "calendar", "filing_date": "28/9/2569"}
CHOICES = {"gwp_set": "AR5-TGO-2565", "editions": ["tgo-cfo-2565", "tgo-cfo-2569"], "approach": "operational"}


@pytest.fixture
def address(town):
    return reverse("inventories:year_open", args=[town.key])


def opened(town) -> list[Inventory]:
    with tenant_scope(town):
        return list(Inventory.objects.of(town).order_by("pk"))


def suggested(year_kind: str, year: int, filing_date: dt.date | None = None) -> set[str]:
    offered = opening(Period.of(year_kind, year, filing_date))
    return {choice.edition.key for choice in offered.editions if choice.suggested}


def gwp(year_kind: str, year: int, filing_date: dt.date | None = None) -> str:
    offered = opening(Period.of(year_kind, year, filing_date))
    return next(choice.gwp_set.key for choice in offered.gwp_sets if choice.suggested)


def test_the_first_step_asks_for_the_year_and_begins_with_the_last_whole_one(sign_in, orn, address):
    page = sign_in(orn).get(address).content.decode()
    last = timezone.localdate().year + 543 - 1
    assert f'value="{last}"' in page
    assert "ขั้นที่ 1 จาก 2" in page
    assert 'name="editions"' not in page


def test_the_second_step_shows_what_was_understood_and_why_each_edition_is_ticked(sign_in, orn, address):
    page = sign_in(orn).get(address, PERIOD).content.decode()
    assert "1 มกราคม พ.ศ. 2568 – 31 ธันวาคม พ.ศ. 2568" in page
    assert "28 กันยายน พ.ศ. 2569" in page
    assert "ใช้ได้ตลอดรอบปี (1 เม.ย. 2565 – 31 ธ.ค. 2568)" in page
    assert "ใช้ได้ในวันที่คาดว่าจะยื่น (ตั้งแต่ 1 ม.ค. 2569)" in page
    assert "ไม่ระบุวันใช้" in page
    assert "ชุดเดียวกับที่ใช้ใน" in page


def test_the_transition_of_the_grid_factor_is_said(sign_in, orn, address):
    page = sign_in(orn).get(address, PERIOD).content.decode()
    assert "ค่าไฟฟ้าอยู่ในช่วงเปลี่ยนผ่าน" in page
    assert "0.4999" in page
    assert "0.4750" in page


def test_where_one_grid_factor_is_in_force_nothing_is_said_of_a_transition(sign_in, orn, address):
    page = sign_in(orn).get(address, {"year": "2567", "year_kind": "calendar", "filing_date": ""}).content.decode()
    assert "ช่วงเปลี่ยนผ่าน" not in page


def test_a_year_is_opened_with_what_was_chosen(sign_in, orn, town, address):
    response = sign_in(orn).post(address, PERIOD | CHOICES)
    assert response.status_code == 302
    assert response.url == reverse("inventories:source_choose", args=[town.key, "2568"])
    (inventory,) = opened(town)
    assert (inventory.token, inventory.filing_date, inventory.gwp_set.key) == (
        "2568",
        dt.date(2026, 9, 28),
        "AR5-TGO-2565",
    )
    with tenant_scope(town):
        assert {edition.key for edition in chosen_editions(inventory)} == {"tgo-cfo-2565", "tgo-cfo-2569"}
        entry = Entry.objects.of(town).get()
        assert (entry.act, entry.actor_id) == ("inventory.opened", orn.pk)


def test_a_budget_year_begins_in_october(sign_in, orn, town, address):
    sign_in(orn).post(address, PERIOD | CHOICES | {"year_kind": "fiscal"})
    (inventory,) = opened(town)
    assert (inventory.token, inventory.first_month) == ("fy2568", dt.date(2024, 10, 1))


def test_the_filing_date_may_stay_unknown(sign_in, orn, town, address):
    sign_in(orn).post(address, PERIOD | CHOICES | {"filing_date": ""})
    assert opened(town)[0].filing_date is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"year": ""}, "โปรดพิมพ์ปี พ.ศ. ของข้อมูล"),
        ({"year": "2025"}, "2025 เป็นปี ค.ศ. โปรดพิมพ์เป็นปี พ.ศ. คือ 2568"),
        ({"year": "2499"}, "ปีต้องอยู่ระหว่าง 2550"),
        ({"year": "2699"}, "ปีต้องอยู่ระหว่าง 2550"),
        ({"year_kind": "lunar"}, "โปรดเลือกรอบปี"),
        ({"filing_date": "เร็ว ๆ นี้"}, "อ่านวันที่ “เร็ว ๆ นี้” ไม่ออก"),
        ({"filing_date": "1/12/2568"}, "อยู่ก่อนสิ้นรอบปี (31 ธ.ค. 2568)"),
        ({"filing_date": "1/1/2600"}, "ห่างจากสิ้นรอบปีเกิน 10 ปี"),
    ],
)
@pytest.mark.parametrize("way", ["get", "post"])
def test_a_wrong_period_is_asked_again_with_a_sentence_and_as_typed(sign_in, orn, town, address, changes, said, way):
    response = getattr(sign_in(orn), way)(address, PERIOD | CHOICES | changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "<title>มีข้อผิดพลาด" in page
    assert "ขั้นที่ 1 จาก 2" in page
    (typed,) = changes.values()
    assert not typed or typed in page or "lunar" in typed
    assert opened(town) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"editions": []}, "โปรดเลือกรุ่นของค่า EF อย่างน้อยหนึ่งรุ่น"),
        ({"editions": ["my-own-list"]}, "ไม่มีรุ่นของค่า EF นี้แล้ว"),
        ({"gwp_set": ""}, "โปรดเลือกชุดค่า GWP"),
        ({"gwp_set": "AR99"}, "ไม่มีชุดค่า GWP นี้แล้ว"),
        ({"approach": "mine"}, "โปรดเลือกแนวทางการกำหนดขอบเขต"),
    ],
)
def test_a_wrong_choice_is_asked_again_and_the_other_choices_stay(sign_in, orn, town, address, changes, said):
    response = sign_in(orn).post(address, PERIOD | CHOICES | changes)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "ขั้นที่ 2 จาก 2" in page
    assert 'name="filing_date" value="28/9/2569"' in page
    if "editions" not in changes:
        assert page.count("checked") >= 2
    assert opened(town) == []


def test_a_year_is_opened_only_once(sign_in, orn, town, address, year):
    response = sign_in(orn).get(address, {"year": "2567", "year_kind": "calendar", "filing_date": ""})
    assert response.status_code == 422
    assert "เปิดบัญชีปี 2567 ไว้แล้ว" in response.content.decode()
    assert sign_in(orn).get(address, {"year": "2567", "year_kind": "fiscal", "filing_date": ""}).status_code == 200


def test_another_towns_open_year_is_no_hindrance(sign_in, orn, address, their_diesel):
    assert sign_in(orn).get(address, {"year": "2567", "year_kind": "calendar", "filing_date": ""}).status_code == 200


def test_going_back_asks_again_with_what_was_said(sign_in, orn, address):
    page = sign_in(orn).get(address, PERIOD | {"change": "1"}).content.decode()
    assert "ขั้นที่ 1 จาก 2" in page
    assert 'value="28/9/2569"' in page


@pytest.mark.parametrize("person", ["nid", "anan", "pim", "wichai", "olarn"])
def test_only_the_owner_opens_a_year(sign_in, request, town, address, person):
    visitor = request.getfixturevalue(person)
    assert sign_in(visitor).post(address, PERIOD | CHOICES).status_code == (404 if person == "olarn" else 403)
    assert opened(town) == []


def test_htmx_gets_only_the_form(sign_in, orn, address):
    response = sign_in(orn).get(address, PERIOD, headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"<form" in response.content
    assert "HX-Request" in response.headers["Vary"]


def test_editions_follow_the_period(db):
    assert {"tgo-cfo-2565", "tgo-cfp-2565", "ipcc-2006", "tgo-landfill"} <= suggested("calendar", 2567)
    assert not {"tgo-cfo-2569", "tgo-cfo-ar4"} & suggested("calendar", 2567)
    assert "tgo-cfo-2565" not in suggested("calendar", 2569)
    assert {"tgo-cfo-2565", "tgo-cfo-2569"} <= suggested("fiscal", 2569)


def test_editions_follow_the_planned_filing_date_too(db):
    assert "tgo-cfo-2569" not in suggested("calendar", 2568)
    assert {"tgo-cfo-2565", "tgo-cfo-2569"} <= suggested("calendar", 2568, dt.date(2026, 9, 28))


def test_foreign_and_historic_lists_are_offered_and_never_ticked(db):
    offered = opening(Period.of("calendar", 2567, None))
    assert {"desnz-2025", "tei-grid-2009"} <= {choice.edition.key for choice in offered.editions}
    assert not {"desnz-2025", "tei-grid-2009"} & suggested("calendar", 2567)


def test_the_gwp_set_is_that_of_the_list_in_force_at_the_end_of_the_period(db):
    assert gwp("calendar", 2567) == "AR5-TGO-2565"
    assert gwp("calendar", 2568, dt.date(2026, 9, 28)) == "AR5-TGO-2565"
    assert gwp("calendar", 2569) == "AR5-TGO-2569"
    assert gwp("fiscal", 2569) == "AR5-TGO-2569"


def test_a_period_ends_on_the_last_day_of_its_twelfth_month():
    assert Period.of("calendar", 2567, None).last_day == dt.date(2024, 12, 31)
    assert Period.of("fiscal", 2567, None).first_day == dt.date(2023, 10, 1)
    assert Period.of("fiscal", 2567, None).last_day == dt.date(2024, 9, 30)
