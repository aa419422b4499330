"""What stands beside the inventory: shown, printed, kept, and in no total."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import ApartKind, ApartLine
from inventories.policies import Refused
from inventories.selectors.apart import WORDINGS, apart_tables
from inventories.selectors.document import inventory_mapping
from inventories.selectors.dossier import dossier_in_force
from inventories.selectors.results import totals
from inventories.services.apart import remove_apart_line, save_apart_line
from tests.inventories.conftest import lock

SOLAR = {
    "name": "แผงหลังคาสำนักงาน",
    "quantity": "12,500.5",
    "unit": "kWh",
    "place": "อาคาร 1",
    "period": "2567",
    "evidence": "",
}


def address(name: str, town, *more) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *more])


def test_every_kind_has_its_table():
    assert WORDINGS.keys() == set(ApartKind.values)


@pytest.mark.parametrize("kind", ApartKind.values)
def test_a_line_of_each_table_is_kept_and_changes_no_total(sign_in, orn, town, year, electricity, fill, kind):
    fill(electricity, "1000")
    with tenant_scope(town):
        before, document = totals(year), inventory_mapping(year)
    unit = WORDINGS[kind].units[0][0]
    sent = SOLAR | {"unit": unit, "standard": "T-VER"}
    assert sign_in(orn).post(address("apart_add", town, kind), sent).status_code == 302
    with tenant_scope(town):
        line = ApartLine.objects.of(town).get()
        assert (line.kind, line.quantity, line.unit) == (kind, Decimal("12500.5"), unit)
        assert totals(year) == before
        assert inventory_mapping(year) == document
        assert Entry.objects.of(town).get(act="apart.added").facts == {"year": "2567", "kind": kind}
    page = sign_in(orn).get(address("apart_list", town)).content.decode()
    assert "แผงหลังคาสำนักงาน" in page
    assert "12,500.5" in page


def test_the_page_says_that_nothing_is_subtracted_and_shows_empty_tables_too(sign_in, nid, town, year):
    page = sign_in(nid).get(address("apart_list", town)).content.decode()
    assert page.count("ไม่มีรายการ") == len(ApartKind.values)
    assert "ไม่นำมาหักออก" in page
    assert "เพิ่มรายการ" not in page


def test_an_unknown_quantity_is_not_zero(sign_in, orn, town, year):
    sign_in(orn).post(address("apart_add", town, "sink"), {"name": "สวนป่า", "quantity": "", "unit": "ไร่"})
    with tenant_scope(town):
        assert ApartLine.objects.of(town).get().quantity is None
    assert ">–<" in sign_in(orn).get(address("apart_list", town)).content.decode()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "โปรดพิมพ์ชื่อ"),
        ({"quantity": "-5"}, "โปรดพิมพ์เป็นตัวเลข"),
        ({"unit": "litre"}, "โปรดเลือกหน่วยจากรายการ"),
    ],
)
def test_wrong_input_is_answered_and_nothing_kept(sign_in, orn, town, year, changes, says):
    response = sign_in(orn).post(address("apart_add", town, "solar"), SOLAR | changes)
    assert response.status_code == 422
    assert says in response.content.decode()
    with tenant_scope(town):
        assert not ApartLine.objects.of(town).exists()


def test_a_line_is_changed_and_removed(sign_in, orn, town, year):
    client = sign_in(orn)
    client.post(address("apart_add", town, "solar"), SOLAR)
    with tenant_scope(town):
        pk = ApartLine.objects.of(town).get().pk
    assert 'value="12500.5"' in client.get(address("apart_edit", town, pk)).content.decode()
    client.post(address("apart_edit", town, pk), SOLAR | {"quantity": "7"})
    with tenant_scope(town):
        assert ApartLine.objects.of(town).get().quantity == 7
    client.post(address("apart_edit", town, pk), {"act": "remove"})
    with tenant_scope(town):
        assert not ApartLine.objects.of(town).exists()
        acts = list(
            Entry.objects.of(town).filter(act__startswith="apart.").order_by("number").values_list("act", flat=True)
        )
    assert acts == ["apart.added", "apart.changed", "apart.removed"]


def test_an_unknown_table_and_another_towns_line_are_not_found(
    sign_in, orn, olarn, other_town, town, year, their_diesel
):
    assert sign_in(orn).get(address("apart_add", town, "anything")).status_code == 404
    with tenant_scope(other_town):
        fields = {"kind": "solar", "name": "ของเขา", "unit": "kWh"}
        theirs = save_apart_line(inventory=their_diesel.inventory, actor=olarn, fields=fields)
    assert sign_in(orn).get(address("apart_edit", town, theirs.pk)).status_code == 404


def test_a_locked_year_refuses_and_its_dossier_keeps_the_lines(sign_in, orn, anan, town, diesel, fill):
    fill(diesel, "1")
    client = sign_in(orn)
    client.post(address("apart_add", town, "solar"), SOLAR)
    year = diesel.inventory
    with tenant_scope(town):
        line = apart_tables(year)[0].lines[0]
        lock(inventory=year, actor=anan)
        with pytest.raises(Refused):
            save_apart_line(inventory=year, actor=orn, fields={"kind": "solar", "name": "x", "unit": "kWh"})
        year.refresh_from_db()
        (kept,) = dossier_in_force(year)[0]["apart"]
        assert (kept["kind"], kept["quantity"], kept["unit"]) == ("solar", "12500.5", "kWh")
    assert client.post(address("apart_edit", town, line.pk), {"act": "remove"}).status_code == 422
    assert client.post(address("apart_add", town, "solar"), SOLAR).status_code == 422


def test_a_line_that_somebody_else_removed_is_neither_removed_again_nor_brought_back(town, orn, year):
    """What is refused leaves no entry: the ledger says nothing that was not done."""
    fields = {"kind": "solar", "name": "แผงหลังคา", "quantity": Decimal(1), "unit": "kWh"}
    with tenant_scope(town):
        line = save_apart_line(inventory=year, actor=orn, fields=fields)
        beside = ApartLine.objects.of(town).get()
        remove_apart_line(line=line, actor=orn)
        with pytest.raises(Refused, match="ถูกลบไปแล้ว"):
            remove_apart_line(line=beside, actor=orn)
        with pytest.raises(Refused, match="ถูกลบไปแล้ว"):
            save_apart_line(inventory=year, actor=orn, fields=fields, line=beside)
        assert not ApartLine.objects.of(town).exists()
        assert Entry.objects.of(town).filter(act__startswith="apart.").count() == 2
