"""What changes in mid-year: a new meter in the place of the old one, another factor from some month on."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Factor
from inventories.models import Inventory, InventorySource, Source
from inventories.policies import Refused
from inventories.selectors.boundary import asked_of
from inventories.selectors.fresh import compare
from inventories.selectors.inventories import inventory_source, inventory_sources
from inventories.selectors.results import totals_by_use
from inventories.services.boundary import Answer, answer_questions
from inventories.services.changeover import Successor, join_uses, month_before, replace_source, split_use
from inventories.services.sources import Addition, add_source, add_sources, change_source

from .conftest import JANUARY, make_electricity, make_year

JUNE, JULY, DECEMBER = (JANUARY.replace(month=number) for number in (6, 7, 12))


def page(name: str, town, use) -> str:
    return reverse(f"inventories:{name}", args=[town.key, use.inventory.token, use.pk])


def used(use, month) -> bool:
    return inventory_source(use.inventory, use.pk).counts_in(month)


def other_diesel() -> Factor:
    """TGO's other row by the litre of on-road fuel in the same edition."""
    return Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.gas.unc.l")


@pytest.fixture
def meter(town, orn, year):
    """An office meter with its number in its name."""
    with tenant_scope(town):
        use = make_electricity(year, orn)
        change_source(
            use=use, actor=orn, source_changes={"name_th": "ไฟฟ้าสำนักงาน 0101", "identifier": "0101"}, use_changes={}
        )
        return use


def test_a_new_meter_takes_the_old_ones_place_from_the_month_after(sign_in, orn, town, meter):
    typed = {"last_month": "2024-06", "start": "next", "identifier": "0202", "name_th": ""}
    response = sign_in(orn).post(page("source_replace", town, meter), typed)
    assert response.status_code == 302
    with tenant_scope(town):
        new = InventorySource.objects.of(town).select_related("source", "inventory", "factor").latest("pk")
        assert response.url == page("source_edit", town, new)
        assert (new.source.name_th, new.source.identifier) == ("ไฟฟ้าสำนักงาน 0202", "0202")
        assert (new.scope, new.category, new.method, new.factor) == (
            meter.scope, meter.category, meter.method, meter.factor,
        )  # fmt: skip
        counted = [(used(meter, month), used(new, month)) for month in meter.inventory.month_list]
        assert counted == [(True, False)] * 6 + [(False, True)] * 6
        said = Entry.objects.of(town).get(act="source.replaced").facts
        assert (said["month"], said["from_month"], said["successor"]) == ("2024-06", "2024-07", new.source_id)


def test_both_may_have_a_figure_in_the_month_of_the_change(town, orn, meter, record):
    with tenant_scope(town):
        new = replace_source(
            use=meter, actor=orn, last_month=JUNE, successor=Successor("ไฟฟ้าสำนักงาน ใหม่", "0202", JUNE)
        )
    record(meter, "40", month=JUNE)
    record(new, "60", month=JUNE)
    with tenant_scope(town):
        came_to = totals_by_use(meter.inventory)
        assert came_to[meter.pk].counted + came_to[new.pk].counted == Decimal("0.4999") * 100


@pytest.mark.parametrize(
    ("last", "first", "said"),
    [
        (JUNE, JANUARY.replace(month=8), "มิฉะนั้นจะมีเดือนที่ขาดหรือนับซ้ำ"),
        (JUNE, JANUARY.replace(month=5), "มิฉะนั้นจะมีเดือนที่ขาดหรือนับซ้ำ"),
        (DECEMBER, dt.date(2025, 1, 1), "เริ่มหลังสิ้นรอบปี"),
        (dt.date(2025, 3, 1), dt.date(2025, 4, 1), "จากเดือนของบัญชีนี้"),
    ],
)
def test_months_that_leave_a_gap_or_count_twice_are_refused(town, orn, meter, last, first, said):
    with tenant_scope(town):
        with pytest.raises(Refused, match=said):
            replace_source(use=meter, actor=orn, last_month=last, successor=Successor("ใหม่", "2", first))
        assert Source.objects.of(town).count() == 1


def test_a_figure_after_the_end_is_not_lost_but_named(sign_in, orn, town, meter, record):
    record(meter, "12", month=JULY)
    typed = {"last_month": "2024-06", "start": "next", "identifier": "0202", "name_th": ""}
    response = sign_in(orn).post(page("source_replace", town, meter), typed)
    assert response.status_code == 422
    body = response.content.decode()
    assert "มีตัวเลขเดือน ก.ค. 2567 อยู่แล้ว" in body
    assert 'value="0202"' in body
    with tenant_scope(town):
        assert used(meter, JULY)
        assert Source.objects.of(town).count() == 1


def test_a_meter_that_has_ended_does_not_end_again(town, orn, meter):
    with tenant_scope(town):
        replace_source(use=meter, actor=orn, last_month=JUNE, successor=Successor("ใหม่", "2", JULY))
        with pytest.raises(Refused, match=r"เลิกใช้ในเดือน มิ\.ย\. 2567 อยู่แล้ว"):
            replace_source(use=meter, actor=orn, last_month=JUNE, successor=Successor("ใหม่กว่า", "3", JULY))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"identifier": ""}, "โปรดพิมพ์เลขมิเตอร์หรือทะเบียนของใหม่"),
        ({"name_th": "ไฟฟ้าสำนักงาน 0101"}, "ชื่อนี้คือชื่อของเดิม"),
        ({"last_month": ""}, "โปรดเลือกเดือนสุดท้ายที่ใช้ของเดิม"),
        ({"last_month": "2030-01"}, "โปรดเลือกเดือนจากรายการ"),
        ({"start": "x"}, "โปรดเลือกเดือนที่ของใหม่เริ่มใช้จากรายการ"),
    ],
)
def test_what_is_missing_is_asked_for(sign_in, orn, town, meter, typed, said):
    sent = {"last_month": "2024-06", "start": "next", "identifier": "0202", "name_th": ""} | typed
    response = sign_in(orn).post(page("source_replace", town, meter), sent)
    assert (response.status_code, said in response.content.decode()) == (422, True)


def test_the_successor_counts_in_every_year_in_which_the_old_one_would_have_gone_on(town, orn, meter):
    with tenant_scope(town):
        budget = make_year(town, orn, kind="fiscal", year=2568)  # from October 2567, so that it overlaps
        use = {"scope": "2", "category": "electricity", "method": "factor", "factor": meter.factor}
        (again,) = add_sources(inventory=budget, actor=orn, additions=[Addition(meter.source, use)])
        new = replace_source(use=meter, actor=orn, last_month=JUNE, successor=Successor("ใหม่", "2", JULY))
        uses = list(InventorySource.objects.of(town).filter(source=new.source_id).select_related("inventory", "source"))
        assert {each.inventory_id for each in uses} == {meter.inventory_id, budget.pk}
        (there,) = (each for each in uses if each.inventory_id == budget.pk)
        assert all(there.counts_in(month) and not used(again, month) for month in budget.month_list)


def test_a_change_that_reaches_into_a_locked_year_is_refused_and_nothing_of_it_stays(town, orn, meter):
    with tenant_scope(town):
        budget = make_year(town, orn, kind="fiscal", year=2568)
        use = {"scope": "2", "category": "electricity", "method": "factor", "factor": meter.factor}
        add_sources(inventory=budget, actor=orn, additions=[Addition(meter.source, use)])
        Inventory.objects.of(town).filter(pk=budget.pk).update(state="locked")
        with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
            replace_source(use=meter, actor=orn, last_month=JUNE, successor=Successor("ใหม่", "2", JULY))
        assert Source.objects.of(town).get().last_month is None


def test_what_was_answered_about_the_boundary_holds_for_the_successor(town, orn, year, diesel):
    with tenant_scope(town):
        truck = add_source(
            inventory=year, actor=orn, catalogue_key="diesel-vehicle",
            source={"name_th": "รถบรรทุกน้ำ", "unit": "litre"},
            use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor},
        )  # fmt: skip
        asked = asked_of(truck)
        staying = [
            Answer(each.question.key, next(choice for choice in each.question.choices if not choice.is_out), "เช่ามา")
            for each in asked.asked
        ]
        assert staying
        answer_questions(use=truck, actor=orn, answers=staying)
        new = replace_source(use=truck, actor=orn, last_month=JUNE, successor=Successor("รถใหม่", "กข 2", JULY))
        after = asked_of(inventory_source(year, new.pk))
        assert [(each.question.key, each.choice) for each in after.asked] == [
            (each.question, each.choice) for each in staying
        ]
        assert after.open == 0


def test_another_factor_counts_from_the_chosen_month_on_and_each_month_once(sign_in, orn, town, diesel, fill):
    fill(diesel, "10")
    with tenant_scope(town):
        before = totals_by_use(diesel.inventory)[diesel.pk].counted
        other = other_diesel()
    response = sign_in(orn).post(page("source_split", town, diesel), {"from_month": "2024-07", "factor": str(other.pk)})
    assert response.status_code == 302, response.context["form"].errors
    with tenant_scope(town):
        first, second = inventory_sources(diesel.inventory)
        assert (first.last_month, second.first_month, second.factor_id) == (JUNE, JULY, other.pk)
        assert first.source_id == second.source_id
        came_to = totals_by_use(diesel.inventory)
        assert came_to[first.pk].counted == before / 2
        assert 0 < came_to[second.pk].counted != before / 2
        assert not compare(diesel.inventory, [first, second])[1]


def test_a_wrong_split_is_undone_and_no_figure_is_lost(sign_in, orn, town, diesel, fill):
    fill(diesel, "10")
    with tenant_scope(town):
        before = totals_by_use(diesel.inventory)[diesel.pk].counted
        split_use(use=diesel, actor=orn, from_month=JULY, factor=other_diesel())
    assert "รวมกลับเป็นค่าเดียวได้" in sign_in(orn).get(page("source_split", town, diesel)).content.decode()
    assert sign_in(orn).post(page("source_split", town, diesel), {"act": "join"}).status_code == 302
    with tenant_scope(town):
        (only,) = inventory_sources(diesel.inventory)
        assert (only.pk, only.last_month) == (diesel.pk, None)
        assert totals_by_use(diesel.inventory)[diesel.pk].counted == before
        assert Entry.objects.of(town).filter(act="source.joined").count() == 1


def test_what_was_never_split_cannot_be_joined(sign_in, orn, town, diesel):
    response = sign_in(orn).post(page("source_split", town, diesel), {"act": "join"})
    assert response.status_code == 422
    assert "ไม่ได้แบ่งช่วงเดือน" in response.content.decode()


@pytest.mark.parametrize("month", [JANUARY, dt.date(2023, 12, 1), dt.date(2025, 1, 1)])
def test_a_split_needs_a_month_before_it_and_one_in_it(town, orn, diesel, month):
    with tenant_scope(town), pytest.raises(Refused, match="เดือนหลังเดือนแรก"):
        split_use(use=diesel, actor=orn, from_month=month, factor=other_diesel())


def test_the_same_factor_is_no_change(town, orn, diesel):
    with tenant_scope(town), pytest.raises(Refused, match="ค่าที่ใช้อยู่แล้ว"):
        split_use(use=diesel, actor=orn, from_month=JULY, factor=diesel.factor)


def test_a_factor_of_another_kind_is_not_on_offer(sign_in, orn, town, diesel, electricity):
    sent = {"from_month": "2024-07", "factor": str(electricity.factor_id)}
    response = sign_in(orn).post(page("source_split", town, diesel), sent)
    assert (response.status_code, "โปรดเลือกจากรายการ" in response.content.decode()) == (422, True)


def test_two_uses_of_a_source_may_not_share_a_month(town, orn, diesel):
    with tenant_scope(town):
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor}
        overlapping = [Addition(diesel.source, use | {"first_month": JULY})]
        with pytest.raises(Refused, match=r"ถูกใช้สองรายการในเดือน ก\.ค\. 2567"):
            add_sources(inventory=diesel.inventory, actor=orn, additions=overlapping)
        assert InventorySource.objects.of(town).count() == 1
        split_use(use=diesel, actor=orn, from_month=JULY, factor=other_diesel())
        with pytest.raises(Refused, match="ถูกใช้สองรายการ"):
            change_source(use=diesel, actor=orn, source_changes={}, use_changes={"last_month": JULY})


def test_uses_side_by_side_are_allowed(town, orn, diesel):
    with tenant_scope(town):
        change_source(use=diesel, actor=orn, source_changes={}, use_changes={"last_month": JUNE})
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor}
        add_sources(
            inventory=diesel.inventory, actor=orn, additions=[Addition(diesel.source, use | {"first_month": JULY})]
        )
        assert InventorySource.objects.of(town).count() == 2


def test_a_locked_year_is_not_changed(sign_in, orn, town, diesel):
    with tenant_scope(town):
        Inventory.objects.of(town).update(state="locked")
    for name in ("source_replace", "source_split"):
        assert "ล็อกแล้ว จึงแก้ไขไม่ได้" in sign_in(orn).get(page(name, town, diesel)).content.decode()
    typed = {"last_month": "2024-06", "start": "next", "identifier": "0202", "name_th": ""}
    response = sign_in(orn).post(page("source_replace", town, diesel), typed)
    assert (response.status_code, "ล็อกฉบับแล้ว" in response.content.decode()) == (422, True)


def test_the_page_of_a_source_leads_to_both_changes(sign_in, orn, nid, town, diesel):
    body = sign_in(orn).get(page("source_edit", town, diesel)).content.decode()
    assert page("source_replace", town, diesel) in body
    assert page("source_split", town, diesel) in body
    assert (
        page("source_split", town, diesel) not in sign_in(nid).get(page("source_edit", town, diesel)).content.decode()
    )


def test_the_month_before_january_is_december():
    assert month_before(JANUARY) == dt.date(2023, 12, 1)


def test_a_source_without_months_cannot_be_replaced(sign_in, orn, town, full_year, add_line):
    landfill = add_line("landfill-own")
    assert sign_in(orn).get(page("source_replace", town, landfill)).status_code == 404


def test_a_use_that_cannot_be_calculated_is_refused_in_words(town, orn, diesel, electricity):
    with tenant_scope(town), pytest.raises(ValidationError):
        split_use(use=diesel, actor=orn, from_month=JULY, factor=electricity.factor)


def test_joining_looks_for_the_use_that_begins_where_this_one_ends(town, orn, diesel):
    with tenant_scope(town):
        second = split_use(use=diesel, actor=orn, from_month=JULY, factor=other_diesel())
        third = split_use(use=second, actor=orn, from_month=JANUARY.replace(month=10), factor=diesel.factor)
        join_uses(use=second, actor=orn)
        assert set(InventorySource.objects.of(town).values_list("pk", flat=True)) == {diesel.pk, second.pk}
        assert third.pk != second.pk
