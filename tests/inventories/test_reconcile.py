"""From register to number: what is open, many items linked or left out with one act, and what a locked year keeps."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import ItemExclusion, ItemLink, Snapshot
from inventories.selectors.registers.reconciling import reconciliation, reconciliation_in_force
from inventories.services import path
from inventories.services.meters import save_meter
from inventories.services.registers.links import exclude_items, link_items
from inventories.services.sources import add_source

from .conftest import lock
from .register_forms import here, of_year, register

REASON = "จอดเสียทั้งปี"


@pytest.fixture
def cars(town, nid, diesel):
    """Three cars of the register: two in use, one written off before the year."""
    in_use = register(town, nid, "vehicle", "กข 1", "กข 2")
    return [*in_use, *register(town, nid, "vehicle", "กข 9", last_day=dt.date(2023, 6, 30))]


def stands(inventory) -> dict[str, str]:
    with tenant_scope(inventory.municipality):
        return {line.number: line.standing.value for line in reconciliation_in_force(inventory).items}


def ticked(*items, **more):
    return {"item": [str(item.pk) for item in items]} | more


def test_what_was_there_in_the_year_is_open_until_it_is_linked_or_left_out(sign_in, orn, town, diesel, cars):
    assert stands(diesel.inventory) == {"กข 1": "open", "กข 2": "open"}
    client = sign_in(orn)
    linked = client.post(of_year(town, "items_link", "vehicle"), ticked(cars[0], source=diesel.source_id))
    excluded = client.post(of_year(town, "items_exclude", "vehicle"), ticked(cars[1], reason=REASON))
    assert (linked.status_code, excluded.status_code) == (302, 302)
    assert stands(diesel.inventory) == {"กข 1": "linked", "กข 2": "excluded"}
    html = client.get(of_year(town, "reconcile")).content.decode()
    assert REASON in html
    assert "กข 9" not in html


def test_many_items_are_linked_with_one_act(sign_in, nid, town, diesel, cars):
    client = sign_in(nid)
    sent = ticked(*cars[:2], source=diesel.source_id, first_day="1/1/2567")
    assert client.post(of_year(town, "items_link", "vehicle"), sent).status_code == 302
    with tenant_scope(town):
        assert ItemLink.objects.of(town).count() == 2
        entry = Entry.objects.of(town).get(act="register.linked")
    assert (entry.facts["count"], entry.facts["source"]) == (2, diesel.source_id)
    with tenant_scope(town):
        first = {line.number: line.sources for line in reconciliation(diesel.inventory).items}["กข 1"]
    assert [each.source for each in first] == [diesel.source_id]


def test_a_link_that_ended_before_the_year_leaves_the_item_open(town, nid, diesel, cars):
    with tenant_scope(town):
        link_items(
            municipality=town, actor=nid, items=cars[:2], source=diesel.source, last_day=dt.date(2023, 12, 31)
        )  # fmt: skip
    assert stands(diesel.inventory)["กข 1"] == "open"


def test_a_source_that_the_year_does_not_use_leaves_the_item_open(town, nid, orn, diesel, cars):
    with tenant_scope(town):
        link_items(municipality=town, actor=nid, items=cars[:2], source=diesel.source)
    assert stands(diesel.inventory)["กข 1"] == "linked"
    with tenant_scope(town):
        diesel.delete()
    assert stands(diesel.inventory)["กข 1"] == "open"


def test_a_meter_stands_behind_the_source_of_its_bills(sign_in, town, nid, electricity):
    with tenant_scope(town):
        fields = {"source": electricity.source, "kind": "electricity", "number": "5001"}
        save_meter(municipality=town, actor=nid, fields=fields)
        (line,) = reconciliation(electricity.inventory).items
    assert (line.standing.value, line.sources[0].by_meter) == ("linked", True)


def test_a_source_without_an_item_is_named_with_its_register(sign_in, nid, town, diesel, electricity, cars):
    with tenant_scope(town):
        before = {line.source: line.kind for line in reconciliation(diesel.inventory).unbacked}
        link_items(municipality=town, actor=nid, items=cars[:1], source=diesel.source)
        after = {line.source: line.kind for line in reconciliation(diesel.inventory).unbacked}
    assert before == {diesel.source_id: "vehicle", electricity.source_id: "electricity"}
    assert after == {electricity.source_id: "electricity"}


def test_a_refusal_keeps_ticks_and_words_and_writes_nothing(sign_in, orn, town, diesel, cars):
    client = sign_in(orn)
    nothing = client.post(of_year(town, "items_link", "vehicle"), {"source": diesel.source_id})
    assert (nothing.status_code, "อย่างน้อยหนึ่งรายการ" in nothing.content.decode()) == (422, True)
    silent = client.post(of_year(town, "items_exclude", "vehicle"), ticked(cars[0], reason=" "))
    assert (silent.status_code, "โปรดพิมพ์เหตุผล" in silent.content.decode()) == (422, True)
    assert f'value="{cars[0].pk}" checked' in silent.content.decode()
    gone = client.post(of_year(town, "items_exclude", "vehicle"), ticked(cars[2], reason=REASON))
    assert (gone.status_code, "ไม่ได้ใช้ในปีนี้" in gone.content.decode()) == (422, True)
    assert stands(diesel.inventory) == {"กข 1": "open", "กข 2": "open"}


def test_linked_and_left_out_exclude_each_other(sign_in, orn, town, diesel, cars):
    client, link, leave = (
        sign_in(orn),
        of_year(town, "items_link", "vehicle"),
        of_year(town, "items_exclude", "vehicle"),
    )
    client.post(link, ticked(cars[0], source=diesel.source_id))
    assert "โยงกับแหล่งปล่อยของปีนี้อยู่แล้ว" in client.post(leave, ticked(cars[0], reason=REASON)).content.decode()
    client.post(leave, ticked(cars[1], reason=REASON))
    refused = client.post(link, ticked(cars[1], source=diesel.source_id))
    assert (refused.status_code, "ยกเลิกการไม่รวมก่อน" in refused.content.decode()) == (422, True)
    assert client.post(of_year(town, "item_include", cars[1].pk)).status_code == 302
    assert client.post(link, ticked(cars[1], source=diesel.source_id)).status_code == 302
    assert stands(diesel.inventory) == {"กข 1": "linked", "กข 2": "linked"}


def test_who_enters_figures_links_and_the_owner_alone_leaves_out(sign_in, nid, wichai, pim, town, diesel, cars):
    assert (
        sign_in(nid).post(of_year(town, "items_exclude", "vehicle"), ticked(cars[0], reason=REASON)).status_code == 403
    )
    for reader in (wichai, pim):
        client = sign_in(reader)
        assert client.get(of_year(town, "reconcile")).status_code == 200
        assert 'name="item"' not in client.get(of_year(town, "reconcile")).content.decode()
        sent = ticked(cars[0], source=diesel.source_id)
        assert client.post(of_year(town, "items_link", "vehicle"), sent).status_code == 403
    assert stands(diesel.inventory)["กข 1"] == "open"


def test_another_towns_item_or_source_is_not_found_and_nothing_is_written(
    sign_in, orn, olarn, town, other_town, diesel, their_diesel, cars
):
    (theirs,) = register(other_town, olarn, "vehicle", "ของเมืองอื่น")
    client, link = sign_in(orn), of_year(town, "items_link", "vehicle")
    for sent in (
        ticked(cars[0], theirs, source=diesel.source_id),
        ticked(cars[0], source=their_diesel.source_id),
    ):
        assert client.post(link, sent).status_code == 404
    exclude = of_year(town, "items_exclude", "vehicle")
    assert client.post(exclude, ticked(cars[0], theirs, reason=REASON)).status_code == 404
    assert client.post(of_year(town, "item_include", theirs.pk)).status_code == 404
    for each in (town, other_town):
        with tenant_scope(each):
            assert not ItemLink.objects.of(each).exists()
            assert not ItemExclusion.objects.of(each).exists()
    assert client.post(link, ticked(cars[0], source=diesel.source_id)).status_code == 302


def test_the_charge_stands_beside_what_was_refilled(town, nid, orn, year):
    with tenant_scope(town):
        cooling = add_source(
            inventory=year,
            actor=orn,
            source={"name_th": "สารทำความเย็น R-32", "unit": "kg"},
            use={
                "scope": "1",
                "category": "refrigerant",
                "method": "refrigerant",
                "parameters": {"refrigerant": "R-32"},
            },
        )
    held = register(town, nid, "cooling", "AC-1", agent="R-32", charge_kg=Decimal("0.85"), quantity=10)
    held += register(town, nid, "cooling", "AC-2", agent="R-410A")
    with tenant_scope(town):
        link_items(municipality=town, actor=nid, items=held, source=cooling.source)
        (charge,) = reconciliation(year).charges
    assert (charge.pieces, charge.charge, charge.recorded, charge.unknown) == (11, Decimal("8.5"), None, 1)
    assert charge.other_agent
    assert charge.share is None


@pytest.fixture
def frozen(town, nid, orn, anan, diesel, fill, cars):
    """The year, locked with one car linked and one left out."""
    fill(diesel, "100")
    with tenant_scope(town):
        link_items(municipality=town, actor=nid, items=cars[:1], source=diesel.source)
        exclude_items(inventory=diesel.inventory, actor=orn, items=cars[1:2], reason=REASON)
        lock(inventory=diesel.inventory, actor=anan)
        diesel.inventory.refresh_from_db()
    return diesel.inventory


def test_a_locked_year_keeps_what_its_reconciliation_said(sign_in, orn, nid, town, frozen, cars):
    register(town, nid, "vehicle", "มาทีหลัง")
    with tenant_scope(town):
        ItemLink.objects.of(town).delete()
    client = sign_in(orn)
    assert client.post(here(town, "item_detail", "vehicle", cars[0].pk), {"number": "เปลี่ยนชื่อ"}).status_code == 302
    assert stands(frozen) == {"กข 1": "linked", "กข 2": "excluded"}
    html = client.get(of_year(town, "reconcile")).content.decode()
    assert "แสดงตามที่ล็อกฉบับไว้" in html
    assert "มาทีหลัง" not in html
    assert 'name="item"' not in html
    with tenant_scope(town):
        now = {line.number: line.standing.value for line in reconciliation(frozen).items}
    assert now == {"มาทีหลัง": "open", "กข 2": "excluded", "เปลี่ยนชื่อ": "open"}


def test_the_dossier_carries_the_reconciliation_under_its_hash(town, frozen):
    with tenant_scope(town):
        said = json.loads(Snapshot.objects.of(town).get().dossier)
    assert [(each["number"], each["standing"]) for each in said["registers"]["items"]] == [
        ("กข 1", "linked"),
        ("กข 2", "excluded"),
    ]
    assert {each["kind"] for each in said["baht"]} == {"electricity", "water", "fuel"}


def test_a_closed_year_takes_no_exclusion_and_gives_none_back(sign_in, orn, town, frozen, cars, as_owner):
    client = sign_in(orn)
    refused = client.post(of_year(town, "items_exclude", "vehicle"), ticked(cars[1], reason="อื่น"))
    assert refused.status_code == 422
    assert "ล็อกฉบับแล้ว" in refused.content.decode()
    back = client.post(of_year(town, "item_include", cars[1].pk), follow=True)
    assert "ล็อกฉบับแล้ว" in back.content.decode()
    with (
        pytest.raises(DatabaseError, match="frozen year"),
        transaction.atomic(),
        as_owner(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM inventories_itemexclusion")
    with tenant_scope(town):
        assert ItemExclusion.objects.of(town).get().reason == REASON


def test_a_year_that_was_handed_in_takes_no_exclusion(sign_in, orn, nid, town, diesel, fill, cars):
    fill(diesel, "100")
    with tenant_scope(town):
        path.submit(inventory=diesel.inventory, actor=nid)
    refused = sign_in(orn).post(of_year(town, "items_exclude", "vehicle"), ticked(cars[1], reason=REASON))
    assert (refused.status_code, "ส่งตรวจแล้ว" in refused.content.decode()) == (422, True)


def test_many_items_cost_no_more_queries(sign_in, nid, town, diesel):
    client = sign_in(nid)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(of_year(town, "reconcile")).status_code == 200
        return len(captured)

    register(town, nid, "vehicle", "1", "2")
    few = queries()
    register(town, nid, "vehicle", *(str(number) for number in range(3, 21)))
    assert queries() == few
