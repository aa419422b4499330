"""The pages of findings: register, raising, thread; what is refused comes back as typed; the agreement."""

from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Finding, Inventory, State, Verification
from inventories.services import path
from tests.inventories.conftest import JANUARY, lock
from tests.inventories.verifying import BODY, answer, begin, close, find


@pytest.fixture
def verifying(town, orn, anan, year, diesel, fill) -> Inventory:
    fill(diesel, "100")
    with tenant_scope(town):
        return begin(year, owner=orn, approver=anan)


def page(town, name: str, *arguments: object) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *arguments])


def test_the_verifier_raises_a_finding_about_a_figure(sign_in, town, wichai, orn, verifying, diesel):
    client = sign_in(wichai)
    form = client.get(page(town, "finding_add"), {"use": diesel.pk, "month": "2024-01", "kind": "CL"}).content.decode()
    assert f'<option value="{diesel.pk}" selected>' in form
    assert '<option value="2024-01" selected>' in form
    sent = {
        "kind": "CAR",
        "text": "บิล 90 ลิตร กรอก 100",
        "use": diesel.pk,
        "month": "2024-01",
        "direction": "over",
        "effect": "0.0274",
    }
    response = client.post(page(town, "finding_add"), sent)
    with tenant_scope(town):
        raised = Finding.objects.of(town).get()
    assert response.url == page(town, "finding_detail", raised.pk)
    assert (raised.label, raised.effect, raised.source_id) == ("CAR-1", Decimal("0.0274"), diesel.source_id)
    assert (raised.month, raised.version, raised.raised_by) == (JANUARY, 1, wichai)
    seen = sign_in(orn).get(page(town, "finding_list")).content.decode()
    for word in ("CAR-1", "บิล 90 ลิตร กรอก 100", "สูงเกิน", "0.0274", "รอคำตอบ", BODY):
        assert word in seen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": ""}, "โปรดพิมพ์สิ่งที่พบ"),
        ({"kind": "XX"}, "XX"),
        ({"month": "2024-01"}, "โปรดเลือกแหล่งปล่อยด้วย"),
        ({"evidence": "S1-2567-01-999"}, "ไม่มีหลักฐานรหัส S1-2567-01-999"),
        ({"effect": "5"}, "สูงเกินจริงหรือต่ำกว่าจริง"),
        ({"direction": "under"}, "โปรดกรอกผลต่าง"),
        ({"direction": "none", "effect": "2"}, "โปรดลบตัวเลขหรือเลือกใหม่"),
        ({"direction": "over", "effect": "-2"}, "ตัวเลขตั้งแต่ 0"),
    ],
)
def test_a_wrong_finding_comes_back_as_typed(sign_in, town, wichai, verifying, typed, sentence):
    sent = {"kind": "CL", "text": "ข้อความที่พิมพ์ไว้", "clause": "ข้อ 5.2"} | typed
    response = sign_in(wichai).post(page(town, "finding_add"), sent)
    assert response.status_code == 422
    body = response.content.decode()
    assert sentence in body
    assert "ข้อ 5.2" in body
    with tenant_scope(town):
        assert not Finding.objects.of(town).exists()


def test_the_thread_is_answered_with_evidence_and_closed(sign_in, town, orn, wichai, verifying):
    with tenant_scope(town):
        finding = find(verifying, wichai, "CL")
    where, step = page(town, "finding_detail", finding.pk), lambda act: page(town, "finding_step", finding.pk, act)
    assert step("answer") in sign_in(orn).get(where).content.decode()
    assert step("answer") not in sign_in(wichai).get(where).content.decode()
    wrong = sign_in(orn).post(step("answer"), {"text": "ดูบิล", "papers": "S1-2567-01-009"})
    assert wrong.status_code == 422
    assert "ดูบิล" in wrong.content.decode()
    assert sign_in(orn).post(step("answer"), {"text": "ดูบิล"}).status_code == 302
    wrong = sign_in(wichai).post(step("close"), {"outcome": "left", "text": ""})
    assert wrong.status_code == 422
    assert "โปรดพิมพ์เหตุผลที่คงผลต่างไว้" in wrong.content.decode()
    sent = {"outcome": "left", "text": "เล็กน้อย", "direction": "under", "effect": "0.01"}
    assert sign_in(wichai).post(step("close"), sent).status_code == 302
    seen = sign_in(orn).get(where).content.decode()
    for word in ("ปิดแล้ว", "คงผลต่างไว้ไม่แก้", "เล็กน้อย", "ต่ำกว่า"):
        assert word in seen


def test_a_correction_begins_with_the_findings_figure(sign_in, town, orn, wichai, verifying, diesel):
    with tenant_scope(town):
        finding = find(verifying, wichai, source=diesel.source, month=JANUARY)
    where = page(town, "correction_open") + "?finding=CAR-1"
    assert where in sign_in(orn).get(page(town, "finding_detail", finding.pk)).content.decode()
    body = sign_in(orn).get(where).content.decode()
    assert body.count("checked") == 2  # the way "named figures only", and the one figure
    assert f'value="{diesel.source_id}:2024-01"' in body
    assert "CAR-1 ยอดไม่ตรงกับบิล" in body
    plain = sign_in(orn).get(page(town, "correction_open") + "?finding=CAR-9").content.decode()
    assert plain.count("checked") == 1


def test_the_register_shows_what_is_asked_for(sign_in, town, orn, wichai, verifying):
    with tenant_scope(town):
        for kind in ("CAR", "CL", "OBS"):
            find(verifying, wichai, kind)
        answer(verifying, Finding.objects.of(town).get(kind="CL"), orn)
        close(verifying, Finding.objects.of(town).get(kind="OBS"), wichai)
    client = sign_in(orn)

    def names(**asked):
        return [each.name for each in client.get(page(town, "finding_list"), asked).context["own"]]

    assert names() == ["CAR-1", "CL-1", "OBS-1"]
    assert names(kind="CL") == names(state="answered") == ["CL-1"]
    assert names(state="closed") == ["OBS-1"]
    assert client.get(page(town, "finding_list"), {"state": "x"}).status_code == 422


def test_as_many_queries_for_twenty_findings_as_for_two(
    sign_in, town, orn, wichai, verifying, diesel, django_assert_max_num_queries
):
    client = sign_in(orn)

    def queries(count: int) -> int:
        with tenant_scope(town):
            for _each in range(count):
                answer(verifying, find(verifying, wichai, "CL", source=diesel.source, month=JANUARY), orn)
        with django_assert_max_num_queries(100) as seen:
            assert client.get(page(town, "finding_list")).status_code == 200
        return len(seen)

    assert queries(2) == queries(18)


def test_the_agreement_begins_with_the_municipality_and_keeps_what_is_typed(
    sign_in, town, orn, anan, year, diesel, fill
):
    fill(diesel, "100")
    client, where = sign_in(orn), page(town, "verify_agreement")
    assert "<form" not in client.get(where).content.decode().split("<main")[1]
    with tenant_scope(town):
        lock(inventory=year, actor=anan)
    form = client.get(where).context["form"]
    assert form.initial["organisation"] == town.name_on(year.last_day).name_th
    sent = {name: form[name].value() or "" for name in form.fields} | {"body": BODY, "opening_on": "1/3/2568"}
    wrong = client.post(where, sent | {"materiality": "0", "closing_on": "1/2/2568", "email": "x"})
    assert wrong.status_code == 422
    for sentence in ("เกณฑ์ความมีสาระสำคัญต้องมากกว่า 0", "ประชุมปิดต้องไม่ก่อนประชุมเปิด", "อีเมลไม่ถูกต้อง", BODY):
        assert sentence in wrong.content.decode()
    assert client.post(where, sent | {"materiality": "๕"}).status_code == 302
    with tenant_scope(town):
        kept = Verification.objects.of(town).get()
        assert (kept.number, kept.body, kept.materiality, kept.assurance) == (1, BODY, 5, "limited")
        path.take_step(inventory=year, actor=orn, key="verify")
    assert client.post(where + "?another=1", sent | {"body": "รายอื่น"}).status_code == 422
    with tenant_scope(town):
        path.take_step(inventory=year, actor=orn, key="stop_verifying", reason="เปลี่ยนผู้ทวนสอบ")
    assert client.post(where + "?another=1", sent | {"body": "รายอื่น"}).status_code == 302
    with tenant_scope(town):
        assert list(Verification.objects.of(town).order_by("number").values_list("number", "body")) == [
            (1, BODY), (2, "รายอื่น"),
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["nid", "anan", "pim"])
def test_others_read_the_agreement_and_do_not_write_it(request, sign_in, town, verifying, name):
    client = sign_in(request.getfixturevalue(name))
    body = client.get(page(town, "verify_agreement")).content.decode()
    assert BODY in body
    assert client.post(page(town, "verify_agreement"), {"body": "อื่น"}).status_code == 403
    with tenant_scope(town):
        assert Verification.objects.of(town).get().body == BODY
        assert Inventory.objects.of(town).get().state == State.VERIFYING
