"""The statement: refused while a CAR or CL is open or what is left is material, of the newest version only, kept as stated."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Inventory, State, Statement
from inventories.policies import Refused
from inventories.selectors.agreement import agreement
from inventories.selectors.findings.weighing import readiness
from inventories.selectors.inventories import latest_snapshot
from inventories.services import corrections
from inventories.services.statement import make_statement
from tests.inventories.conftest import JANUARY
from tests.inventories.verifying import BODY, answer, begin, close, find, state

SENT = {
    "version": "1", "conclusion": "clean", "wording": "ไม่พบสิ่งผิด", "reference": "ถ.1/2568", "signed_by": "นายสมมติ ทวนสอบ",
    "signed_position": "หัวหน้าผู้ทวนสอบ", "signed_on": "1/3/2568",
}  # fmt: skip
TONNES = Decimal("3.288747852")  # 1,200 litres of on-road diesel


@pytest.fixture
def verifying(town, orn, anan, year, diesel, fill) -> Inventory:
    fill(diesel, "100")
    with tenant_scope(town):
        return begin(year, owner=orn, approver=anan)


def page(town) -> str:
    return reverse("inventories:verify_statement", args=[town.key, "2567"])


def test_every_car_and_cl_is_closed_before_and_the_refusal_names_those_that_are_not(town, orn, wichai, verifying):
    with tenant_scope(town):
        car, cl = find(verifying, wichai), find(verifying, wichai, "CL")
        find(verifying, wichai, "FAR")
        find(verifying, wichai, "OBS")
        with pytest.raises(Refused, match="CAR-1, CL-1"):
            state(verifying, wichai)
        for finding in (car, cl):
            answer(verifying, finding, orn)
        close(verifying, car, wichai)
        with pytest.raises(Refused, match=r"ยังไม่ปิด: CL-1$"):
            state(verifying, wichai)
        close(verifying, cl, wichai)
        assert state(verifying, wichai).version == 1
        assert Inventory.objects.of(town).get().state == State.VERIFIED


def test_a_withdrawn_finding_holds_nothing_up(town, orn, wichai, verifying, sign_in):
    with tenant_scope(town):
        car = find(verifying, wichai)
    withdrawn = reverse("inventories:finding_step", args=[town.key, "2567", car.pk, "withdraw"])
    assert sign_in(wichai).post(withdrawn, {"text": "ออกซ้ำ"}).status_code == 302
    with tenant_scope(town):
        assert state(verifying, wichai).conclusion == "clean"


def test_what_is_left_is_summed_without_setting_off_and_must_stay_below_materiality(town, orn, wichai, verifying):
    with tenant_scope(town):
        for effect in ("0.09", "-0.07"):  # 5 % of 3.29 t is 0.164
            finding = find(verifying, wichai)
            answer(verifying, finding, orn)
            close(verifying, finding, wichai, "left", effect)
        find(verifying, wichai, "OBS", effect=Decimal("0.003"))
        ready = readiness(verifying, agreement(verifying), latest_snapshot(verifying))
        assert ready.weighed.total == TONNES
        assert (ready.weighed.over, ready.weighed.under) == (Decimal("0.093"), Decimal("0.07"))
        assert [each.reason for each in ready.uncorrected] == ["ต่ำกว่าเกณฑ์", "ต่ำกว่าเกณฑ์", "ยอดไม่ตรงกับบิล"]
        assert ready.can_be_stated
        find(verifying, wichai, "OBS", effect=Decimal("-0.002"))
        with pytest.raises(Refused, match=r"ถึงเกณฑ์ความมีสาระสำคัญ 0\.164"):
            state(verifying, wichai)


def test_a_statement_is_of_the_newest_version_only(town, orn, anan, wichai, verifying, diesel, record, sign_in):
    with tenant_scope(town):
        cells = [(diesel.source_id, JANUARY)]
        corrections.open_correction(inventory=verifying, actor=orn, reason="บิลผิด", cells=cells)
    record(diesel, "90", based_on=1)
    with tenant_scope(town):
        corrections.lock_correction(inventory=verifying, actor=anan)
    old = sign_in(wichai).post(page(town), SENT)
    assert old.status_code == 422
    assert "เฉพาะฉบับล่าสุด" in old.content.decode()
    assert sign_in(wichai).post(page(town), SENT | {"version": "2"}).status_code == 302
    with tenant_scope(town):
        assert Statement.objects.of(town).get().version == 2


def test_it_keeps_what_was_stated_and_shows_it(town, wichai, pim, verifying, sign_in):
    sent = SENT | {"conclusion": "qualified", "qualifications": "ไม่รวมประเภทที่ 3", "reviewed_by": "นางสมมติ ทบทวน"}
    assert sign_in(wichai).post(page(town), sent).status_code == 302
    with tenant_scope(town):
        kept = Statement.objects.of(town).select_related("step").get()
        snapshot = latest_snapshot(verifying)
        entry = Entry.objects.of(town).select_related("text").get(act="verification.stated")
    assert (kept.scope_1, kept.scope_2, kept.scope_3) == (TONNES * 1000, 0, 0)
    assert (kept.document_sha256, kept.materiality, kept.assurance) == (snapshot.document_sha256, 5, "limited")
    assert (kept.step.reference, kept.step.signed_by) == ("ถ.1/2568", "นายสมมติ ทวนสอบ")
    assert entry.facts["document_sha256"] == snapshot.document_sha256
    assert "ไม่รวมประเภทที่ 3" in entry.text.text
    body = sign_in(pim).get(page(town)).content.decode()
    for word in ("ถ.1/2568", "ไม่รวมประเภทที่ 3", "นางสมมติ ทบทวน", BODY, "3.289", kept.document_sha256):
        assert word in body


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"wording": " "}, "โปรดพิมพ์ข้อความสรุป"),
        ({"conclusion": "qualified"}, "โปรดพิมพ์เงื่อนไขหรือข้อจำกัด"),
        ({"signed_on": "เมื่อวาน"}, "อ่านวันที่"),
        ({"reference": ""}, "โปรดพิมพ์เลขที่ถ้อยแถลง"),
    ],
)
def test_a_wrong_statement_comes_back_as_typed(town, wichai, verifying, sign_in, typed, sentence):
    response = sign_in(wichai).post(page(town), SENT | typed)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "หัวหน้าผู้ทวนสอบ" in response.content.decode()
    with tenant_scope(town):
        assert not Statement.objects.of(town).exists()


@pytest.mark.parametrize("name", ["nid", "anan", "pim"])
def test_nobody_else_states(request, town, verifying, sign_in, name):
    client = sign_in(request.getfixturevalue(name))
    assert "<form" not in client.get(page(town)).content.decode().split("<main")[1]
    assert client.post(page(town), SENT).status_code == 403
    with tenant_scope(town):
        assert Inventory.objects.of(town).get().state == State.VERIFYING


def test_a_statement_is_never_changed(town, wichai, verifying):
    with tenant_scope(town):
        state(verifying, wichai)
        with pytest.raises(DatabaseError), transaction.atomic():
            Statement.objects.of(town).update(wording="อื่น")


def test_no_statement_without_its_paper(town, wichai, verifying):
    from inventories.services.path import NO_PAPER
    from inventories.services.statement import Stated

    with tenant_scope(town), pytest.raises(Refused, match="เลขที่ถ้อยแถลง"):
        make_statement(inventory=verifying, actor=wichai, version=1, said=Stated("clean", "x"), paper=NO_PAPER)
