"""The pages of a sample: who may do what, what they show, what a wrong form gives back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.models import VerifierAssignment
from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Sample, SampleCheck, SampleItem
from inventories.selectors.sampling.samples import items, population, sample_in_force

from .conftest import make_diesel, make_year
from .sampled_years import found, frozen, sampled

__all__ = ["frozen", "sampled"]


@pytest.fixture
def page(town):
    """Return a function that gives an address of the year's sample."""

    def address(name, *more):
        return reverse(f"inventories:{name}", args=[town.key, "2567", *more])

    return address


@pytest.fixture
def listed(town, sampled):
    """The items of the sample."""
    with tenant_scope(town):
        return found(sampled)


def draw_form(response, **changes):
    """Return what a form of drawing sends as it was proposed."""
    form = response.context["form"]
    return {field.name: field.value() for field in form} | changes


def test_a_verifier_draws_with_the_seed_that_is_proposed(sign_in, wichai, town, frozen, page):
    client = sign_in(wichai)
    shown = client.get(page("sample_draw"))
    sent = draw_form(shown, materiality="๒.๕", seed="abc-๑")
    assert client.post(page("sample_draw"), sent).url == page("sample_list")
    with tenant_scope(town):
        sample = Sample.objects.of(town).get()
    assert (sample.seed, str(sample.materiality), sample.drawn_by) == ("abc-1", "2.50", wichai)
    body = client.get(page("sample_list")).content.decode()
    assert "abc-1" in body
    assert "น้ำมันดีเซล รถเก็บขนขยะ" in body


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"seed": "ก ข"}, "อักษรอังกฤษ"),
        ({"seed": ""}, "พิมพ์ค่าเริ่มสุ่ม"),
        ({"materiality": "0"}, "ร้อยละ 100"),
        ({"materiality": "101"}, "ร้อยละ 100"),
        ({"materiality": "1.234"}, "2 ตำแหน่ง"),
        ({"materiality": "ห้า"}, "ไม่ใช่ตัวเลข"),
    ],
)
def test_a_draw_with_a_wrong_number_comes_back_as_typed(sign_in, wichai, town, frozen, page, changes, why):
    client = sign_in(wichai)
    response = client.post(page("sample_draw"), draw_form(client.get(page("sample_draw")), **changes))
    assert response.status_code == 422
    assert why in response.content.decode()
    with tenant_scope(town):
        assert not Sample.objects.of(town).exists()


@pytest.mark.parametrize("person", ["nid", "orn", "anan", "pim"])
def test_nobody_but_the_verifier_draws_picks_or_records(request, sign_in, town, listed, page, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.get(page("sample_draw")).status_code == 403
    assert client.post(page("sample_pick"), {"cell": "x", "reason": "เพราะ"}).status_code == 403
    item = page("sample_item", listed[0].row.pk)
    shown = client.get(item)
    assert shown.status_code == 200
    assert shown.context["form"] is None
    assert client.post(item, {"outcome": "agrees", "seen": 0, "figure": "100"}).status_code == 403
    with tenant_scope(town):
        assert not SampleCheck.objects.of(town).exists()


def test_a_member_who_verifies_another_year_does_not_verify_this_one(sign_in, nid, town, listed, page):
    VerifierAssignment.objects.create(
        municipality=town, user=nid, year="2560", valid_from="2020-01-01", valid_to="2999-01-01"
    )
    assert sign_in(nid).get(page("sample_draw")).status_code == 403
    assert sign_in(nid).post(page("sample_item", listed[0].row.pk), {"outcome": "agrees"}).status_code == 403


def test_an_item_that_agrees_is_recorded_and_the_next_is_shown(sign_in, wichai, town, sampled, listed, page):
    sent = {"outcome": "agrees", "measure": "amount", "seen": "0", "figure": listed[0].figure.amount}
    response = sign_in(wichai).post(page("sample_item", listed[0].row.pk), sent)
    assert response.url == page("sample_item", listed[1].row.pk)
    with tenant_scope(town):
        assert [each.outcome for each in SampleCheck.objects.of(town)] == ["agrees"]


@pytest.mark.parametrize(
    ("typed", "measure", "value"),
    [
        ("๙๐", "amount", "found_amount 90"),
        ("−10.5", "amount", "found_amount 89.5"),
        ("+1,000", "amount", "found_amount 1100"),
        ("250", "kgco2e", "found_kgco2e 250"),
    ],
)
def test_what_was_found_is_typed_as_a_value_or_as_a_difference(
    sign_in, wichai, town, listed, page, typed, measure, value
):
    item = next(each for each in listed if each.figure.amount == "100")
    sent = {"outcome": "differs", "found": typed, "measure": measure, "remark": "ใบเสร็จ", "seen": "0", "figure": "100"}
    assert sign_in(wichai).post(page("sample_item", item.row.pk), sent).status_code == 302
    field, number = value.split()
    with tenant_scope(town):
        assert getattr(SampleCheck.objects.of(town).get(), field) == float(number)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"outcome": ""}, "เลือกผลการตรวจ"),
        ({"found": ""}, "พิมพ์ค่าที่ตรวจพบ"),
        ({"found": "สอง"}, "ไม่ใช่ตัวเลข"),
        ({"found": "ไม่มี"}, "ให้พิมพ์ 0"),
        ({"found": "-101"}, "ติดลบ"),
        ({"remark": ""}, "หมายเหตุ"),
        ({"outcome": "agrees"}, "ไม่ได้เลือกว่ามีผลต่าง"),
        ({"found": "100"}, "เท่ากับ"),
        ({"seen": "4"}, "ระหว่าง"),
        ({"figure": "99"}, "ระหว่าง"),
    ],
)
def test_a_result_that_says_too_little_comes_back_with_everything_typed(
    sign_in, wichai, town, listed, page, changes, why
):
    item = next(each for each in listed if each.figure.amount == "100")
    sent = {
        "outcome": "differs",
        "found": "90",
        "measure": "amount",
        "remark": "ตามใบเสร็จ",
        "seen": "0",
        "figure": "100",
    }
    response = sign_in(wichai).post(page("sample_item", item.row.pk), sent | changes)
    assert response.status_code == 422
    body = response.content.decode()
    assert why in body
    assert changes.get("remark", "ตามใบเสร็จ") in body
    with tenant_scope(town):
        assert not SampleCheck.objects.of(town).exists()


def test_figures_are_picked_in_the_table(sign_in, wichai, town, sampled, listed, diesel, page):
    client = sign_in(wichai)
    taken = {item.key for item in listed}
    month = next(month for month in sampled.month_list if (f"s{diesel.pk}", month) not in taken)
    box = f"s{diesel.pk}:{month:%Y-%m}"
    assert f'value="{box}"' in client.get(page("sample_pick")).content.decode()
    assert client.post(page("sample_pick"), {"cell": box, "reason": ""}).status_code == 422
    assert client.post(page("sample_pick"), {"reason": "เพราะ"}).status_code == 422
    assert client.post(page("sample_pick"), {"cell": box, "reason": "สูงผิดปกติ"}).status_code == 302
    with tenant_scope(town):
        assert SampleItem.objects.of(town).filter(stratum="picked").count() == 1
    assert "เลือกเอง" in client.get(page("sample_list")).content.decode()


def test_the_summary_prints_over_and_under_apart(sign_in, orn, wichai, town, sampled, listed, page):
    item = next(each for each in listed if each.figure.amount == "1000")
    sent = {"outcome": "differs", "found": "950", "measure": "amount", "remark": "ตามบิล", "seen": "0", "figure": "1000"}
    sign_in(wichai).post(page("sample_item", item.row.pk), sent)
    body = sign_in(orn).get(page("sample_summary")).content.decode()
    assert "0.0250" in body  # 50 kWh × 0.4999 found
    assert "0.2999" in body  # one of twelve alike months, projected
    assert "ยังสรุปไม่ได้" in body


def test_the_year_before_a_lock_says_that_nothing_can_be_drawn(sign_in, orn, year, page):
    assert "ยังไม่มีฉบับที่ล็อก" in sign_in(orn).get(page("sample_list")).content.decode()
    assert sign_in(orn).get(page("sample_summary")).status_code == 404


def test_another_towns_item_is_not_found(sign_in, wichai, town, sampled, listed, other_town, olarn, page):
    stranger = sign_in(olarn)
    with tenant_scope(other_town):
        make_diesel(make_year(other_town, olarn), olarn)
    own = reverse("inventories:sample_item", args=[other_town.key, "2567", listed[0].row.pk])
    assert stranger.get(own).status_code == 404
    assert sign_in(wichai).get(page("sample_item", listed[0].row.pk)).status_code == 200


def test_the_list_asks_as_often_for_many_items_as_for_few(sign_in, wichai, town, sampled, page):
    client = sign_in(wichai)
    client.get(page("sample_list"))
    with CaptureQueriesContext(connection) as few:
        client.get(page("sample_list"))
    with tenant_scope(town):
        sample, people = sample_in_force(sampled), population(sampled)
        key = [key for key in people.figures if key not in {item.key for item in items(sample, people)}]
    client.post(page("sample_pick"), {"cell": [f"{line}:{month:%Y-%m}" for line, month in key], "reason": "ตรวจทั้งหมด"})
    client.get(page("sample_list"))
    with CaptureQueriesContext(connection) as many:
        client.get(page("sample_list"))
    assert len(many) == len(few)
