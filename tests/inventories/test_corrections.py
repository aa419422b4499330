"""Correcting a frozen year: only named figures change, a new version supersedes, the difference adds up."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.models import MunicipalityName
from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc import document
from inventories.calc.versions import difference
from inventories.models import CorrectionCell, Inventory, InventorySource, Snapshot, Source, State
from inventories.policies import Refused
from inventories.selectors.path import against_the_one_before
from inventories.selectors.results import totals
from inventories.services import corrections, path
from inventories.services.sources import change_source
from tests.inventories.conftest import JANUARY, lock
from tests.inventories.test_grid import fields

MARCH = dt.date(2024, 3, 1)
LITRE = Decimal("2.74062321")  # kgCO2e of a litre of on-road diesel


@pytest.fixture
def frozen(town, anan, diesel, electricity, fill) -> Snapshot:
    fill(diesel, "100")
    fill(electricity, "1000")
    with tenant_scope(town):
        return lock(inventory=diesel.inventory, actor=anan)


@pytest.fixture
def opened(town, orn, frozen, diesel):
    """March of the truck is open."""
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        corrections.open_correction(
            inventory=inventory, actor=orn, reason="บิลเดือนมีนาคมผิด", cells=[(diesel.source_id, MARCH)]
        )
        return Inventory.objects.of(town).get()


def page(town, name: str, *arguments: object) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *arguments])


def test_only_the_named_figure_takes_another(town, opened, record, diesel, electricity):
    for use, month in ((diesel, JANUARY), (electricity, MARCH)):
        with pytest.raises(Refused, match="เฉพาะตัวเลขที่ระบุไว้"):
            record(use, "7", month=month, based_on=1)
    assert record(diesel, "90", month=MARCH, based_on=1)


def test_sources_stay_as_they_were_approved(town, orn, opened, diesel):
    with tenant_scope(town), pytest.raises(Refused):
        change_source(use=diesel, actor=orn, source_changes={}, use_changes={"origin": "measured"})


def test_a_new_version_supersedes_and_the_difference_adds_up(sign_in, town, anan, pim, opened, frozen, record, diesel):
    record(diesel, "90", month=MARCH, based_on=1)
    with tenant_scope(town):
        new = corrections.lock_correction(inventory=opened, actor=anan)
        assert (new.version, new.reason) == (2, "บิลเดือนมีนาคมผิด")
        found = against_the_one_before(new)
        inventory = Inventory.objects.of(town).get()
        assert inventory.state == State.LOCKED
        assert totals(inventory).scope_1_2_3 == found.total_after
    (one,) = found.sources
    assert [(each.month, each.before, each.after) for each in one.months] == [("2024-03", "100", "90")]
    assert (one.amount_before, one.amount_after) == (1200, 1190)
    assert one.kgco2e == found.total == -10 * LITRE
    assert found.total_after - found.total_before == sum(each.kgco2e for each in found.sources)
    shown = sign_in(pim).get(page(town, "version_detail", 2)).content.decode()
    assert "-27.406" in shown or "−27.406" in shown
    assert new.document_sha256 in shown
    both = sign_in(pim).get(page(town, "year_path")).content.decode()
    assert frozen.document_sha256 in both
    assert both.count("ถูกแทนที่") == 1


def test_the_earlier_version_stays_what_it_was(town, anan, opened, frozen, record, diesel):
    record(diesel, "90", month=MARCH, based_on=1)
    with tenant_scope(town):
        corrections.lock_correction(inventory=opened, actor=anan)
        kept = Snapshot.objects.of(town).get(version=1)
    assert (kept.document, kept.document_sha256) == (frozen.document, frozen.document_sha256)


def test_what_one_correction_opened_is_closed_to_the_next(town, orn, anan, opened, record, diesel, electricity):
    record(diesel, "90", month=MARCH, based_on=1)
    with tenant_scope(town):
        corrections.lock_correction(inventory=opened, actor=anan)
        cells = [(electricity.source_id, MARCH)]
        corrections.open_correction(inventory=opened, actor=orn, reason="บิลไฟ", cells=cells)
    with pytest.raises(Refused):
        record(diesel, "80", month=MARCH, based_on=2)
    assert record(electricity, "900", month=MARCH, based_on=1)


def test_a_dropped_correction_leaves_the_hash_even_under_a_new_name(town, orn, opened, frozen):
    MunicipalityName.objects.filter(municipality=town).update(name_th="เทศบาลเมืองทุ่งทราย")
    with tenant_scope(town):
        corrections.drop_correction(inventory=opened, actor=orn)
        assert Inventory.objects.of(town).get().state == State.LOCKED
        assert [each.document_sha256 for each in Snapshot.objects.of(town)] == [frozen.document_sha256]


def test_a_correction_with_a_changed_figure_is_not_dropped_until_it_is_changed_back(town, orn, opened, record, diesel):
    record(diesel, "90", month=MARCH, based_on=1)
    with tenant_scope(town), pytest.raises(Refused, match="แก้กลับ"):
        corrections.drop_correction(inventory=opened, actor=orn)
    record(diesel, "100", month=MARCH, based_on=2)
    with tenant_scope(town):
        corrections.drop_correction(inventory=opened, actor=orn)
        assert Inventory.objects.of(town).get().state == State.LOCKED


def test_a_whole_correction_with_another_decision_is_not_dropped_until_it_is_undone(town, orn, anan, frozen, diesel):
    """The figures are as they were: what the dossier says of a source is not."""
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        corrections.open_correction(inventory=inventory, actor=orn, reason="หมายเหตุขอบเขต", whole=True)
        before = InventorySource.objects.of(town).get(pk=diesel.pk).boundary_note
        change_source(use=diesel, actor=orn, source_changes={}, use_changes={"boundary_note": "รวมรถเช่า"})
        with pytest.raises(Refused, match="แก้กลับ"):
            corrections.drop_correction(inventory=inventory, actor=orn)
        change_source(use=diesel, actor=orn, source_changes={}, use_changes={"boundary_note": before})
        corrections.drop_correction(inventory=inventory, actor=orn)
        assert Inventory.objects.of(town).get().state == State.LOCKED


def test_the_version_page_says_what_was_decided_otherwise_beside_the_figures(sign_in, town, orn, anan, frozen, diesel):
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        corrections.open_correction(inventory=inventory, actor=orn, reason="หมายเหตุขอบเขต", whole=True)
        change_source(use=diesel, actor=orn, source_changes={}, use_changes={"boundary_note": "รวมรถเช่า"})
        corrections.lock_correction(inventory=inventory, actor=anan)
    shown = sign_in(orn).get(page(town, "version_detail", 2)).content.decode()
    assert "ไม่มีตัวเลขใดต่าง" in shown
    assert "สิ่งที่ต่างจากฉบับก่อน: ที่มาและคำอธิบายของแหล่งปล่อยหรือตัวเลข" in shown


def test_a_reason_told_otherwise_is_a_change_and_a_papers_new_name_is_none(town, orn, nid, opened, record, diesel):
    with tenant_scope(town):
        source = Source.objects.of(town).get(pk=diesel.source_id)
        source.paper, source.name_th = "ใบเสร็จใหม่", "รถบรรทุกขยะ"
        source.save()
        corrections.drop_correction(inventory=opened, actor=orn)
        corrections.open_correction(inventory=opened, actor=orn, reason="อีกครั้ง", cells=[(diesel.source_id, MARCH)])
    record(diesel, "100", month=MARCH, based_on=1, estimated=True, estimation="own", reason="มิเตอร์เสีย")
    with tenant_scope(town), pytest.raises(Refused, match="แก้กลับ"):
        corrections.drop_correction(inventory=opened, actor=orn)


def test_a_correction_without_any_change_makes_no_version(town, anan, opened):
    with tenant_scope(town), pytest.raises(Refused, match="ยังไม่มีตัวเลขใดเปลี่ยน"):
        corrections.lock_correction(inventory=opened, actor=anan)


def test_a_verification_goes_on_with_the_corrected_version(town, orn, anan, frozen, record, diesel):
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get()
        path.take_step(inventory=inventory, actor=orn, key="verify")
        cells = [(diesel.source_id, MARCH)]
        corrections.open_correction(inventory=inventory, actor=orn, reason="CAR 1", cells=cells)
    record(diesel, "90", month=MARCH, based_on=1)
    with tenant_scope(town):
        corrections.lock_correction(inventory=inventory, actor=anan)
        assert Inventory.objects.of(town).get().state == State.VERIFYING


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"reason": "x", "whole": ""}, "อย่างใดอย่างหนึ่ง"),
        ({"reason": "", "whole": "1"}, "โปรดพิมพ์เหตุผล"),
        ({"reason": "x", "cell": ["999999:2024-03"]}, "บางช่องที่เลือกไม่อยู่ในบัญชีนี้"),
    ],
)
def test_a_correction_that_is_not_clear_is_sent_back(sign_in, town, orn, frozen, sent, said):
    response = sign_in(orn).post(page(town, "correction_open"), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    with tenant_scope(town):
        assert Inventory.objects.of(town).get().state == State.LOCKED


def test_figures_are_chosen_by_source_and_month_and_more_of_them_later(sign_in, town, orn, frozen, diesel, electricity):
    client, where = sign_in(orn), page(town, "correction_open")
    box = f'value="{diesel.source_id}:2024-03"'
    assert box in client.get(where).content.decode()
    sent = {"reason": "บิลผิด", "whole": "", "cell": [f"{diesel.source_id}:2024-03"]}
    assert client.post(where, sent).status_code == 302
    assert box not in client.get(where).content.decode()
    assert client.post(where, {}).status_code == 422
    assert client.post(where, {"cell": [f"{electricity.source_id}:2024-01"]}).status_code == 302
    with tenant_scope(town):
        assert CorrectionCell.objects.of(town).count() == 2


def test_the_grid_writes_the_opened_cells_only_and_says_so(sign_in, town, nid, opened, diesel):
    client = sign_in(nid)
    shown = client.get(page(town, "grid")).content.decode()
    assert "แก้ได้เฉพาะช่องที่เปิดไว้" in shown
    assert fields(shown) == 1
    saved = client.post(page(town, "amount_save", diesel.pk, MARCH), {"amount": "90", "based_on": "1"})
    assert saved.status_code == 302
    refused = client.post(page(town, "amount_save", diesel.pk, JANUARY), {"amount": "90", "based_on": "1"})
    assert refused.status_code == 422


def test_two_documents_without_a_difference_have_none(frozen):
    read = document.parse(frozen.document)
    same = difference(read, read)
    assert (same.sources, same.total) == ((), 0)
