"""What came through a one-time link is accepted or declined, once, and its photograph becomes evidence."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.urls import reverse
from PIL import Image

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry, EntryText
from inventories.models import (
    AmountRevision,
    Evidence,
    EvidenceFile,
    EvidenceUse,
    Inventory,
    Submission,
    SubmittedFigure,
)
from inventories.policies import Refused
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.witnesses import changed_submissions
from inventories.services.evidence.files import withdraw_file
from inventories.services.links import accept

from .conftest import JANUARY
from .evidence_files import PDF, upload
from .one_time_links import FEBRUARY, MARCH, SCHOOL, link_making, link_sending, page  # noqa: F401 - fixtures


def picture(colour: str = "red") -> SimpleUploadedFile:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(held, "JPEG")
    return SimpleUploadedFile("บิล มกรา.jpg", held.getvalue(), "image/jpeg")


def test_what_is_accepted_counts_says_its_door_and_has_its_photograph_as_evidence(
    sign_in, nid, town, diesel, make, send
):
    made = make()
    send(made, {JANUARY: Decimal("120.5"), FEBRUARY: None}, photo=picture(), sender="ครูสมศรี", note="บิลหน้าเดียว")
    address = page("link_detail", town, made.link.pk)
    body = sign_in(nid).get(address).content.decode()
    assert "120.5" in body
    assert "ครูสมศรี" in body
    assert "ยังไม่มีข้อมูล" in body
    decided = {"act": "accept", "number": "1", "seen-2024-01": "0", "seen-2024-02": "0"}
    assert sign_in(nid).post(address, decided).status_code == 302
    with tenant_scope(town):
        cells = amounts_in_force(town, source_ids=[diesel.source_id], months=[JANUARY, FEBRUARY, MARCH])
        january, february = cells[diesel.source_id, JANUARY], cells[diesel.source_id, FEBRUARY]
        assert (january.amount, january.came_by, january.recorded_by_id) == (Decimal("120.5"), "link", nid.pk)
        assert (february.amount, february.notation) == (None, "NO")
        assert len(cells) == 2
        paper = Evidence.objects.of(town).get()
        assert (paper.file.stored_by_id, paper.kept_at, paper.note) == (None, SCHOOL, "บิลหน้าเดียว")
        assert set(EvidenceUse.objects.of(town).values_list("month", flat=True)) == {JANUARY, FEBRUARY}
        sent = Submission.objects.of(town).get()
        assert (sent.state, sent.decided_by_id) == ("accepted", nid.pk)
        acts = list(Entry.objects.of(town).order_by("number").values_list("act", "actor_id"))
        assert ("submission.received", None) in acts
        assert acts[-1] == ("submission.accepted", nid.pk)


def test_before_it_is_accepted_nothing_counts(town, diesel, make, send):
    send(make())
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()


def test_names_and_notes_of_senders_stand_in_no_ledger_entry(town, make, send):
    send(make(), sender="ครูสมศรี", note="โทร 081")
    with tenant_scope(town):
        facts = str(list(Entry.objects.of(town).values_list("facts", flat=True)))
        texts = str(list(EntryText.objects.of(town).values_list("text", flat=True)))
        for word in ("ครูสมศรี", "081", SCHOOL):
            assert word not in facts + texts


def test_the_figure_stands_beside_last_years_and_the_cells_own(sign_in, nid, town, diesel, make, send, record):
    made = make()
    send(made)
    record(diesel, "99")
    body = sign_in(nid).get(page("link_detail", town, made.link.pk)).content.decode()
    assert "จะถูกแทน" in body
    assert 'name="seen-2024-01" value="1"' in body


def test_a_cell_changed_since_is_shown_and_nothing_is_accepted_until_asked_again(
    sign_in, nid, town, diesel, make, send, record
):
    made = make()
    send(made, {JANUARY: Decimal(120), FEBRUARY: Decimal(5)}, photo=picture())
    record(diesel, "99")
    address = page("link_detail", town, made.link.pk)
    shown = {"act": "accept", "number": "1", "seen-2024-01": "0", "seen-2024-02": "0"}
    response = sign_in(nid).post(address, shown)
    assert response.status_code == 409
    body = response.content.decode()
    assert "เพิ่งถูกแก้" in body
    assert 'name="seen-2024-01" value="1"' in body
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 1
        assert not Evidence.objects.of(town).exists()
    assert sign_in(nid).post(address, shown | {"seen-2024-01": "1"}).status_code == 302
    with tenant_scope(town):
        assert (
            amounts_in_force(town, source_ids=[diesel.source_id], months=[JANUARY])[diesel.source_id, JANUARY].amount
            == 120
        )


def test_a_declined_figure_needs_a_reason_and_leaves_the_cell_alone(sign_in, orn, town, make, send):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    response = sign_in(orn).post(address, {"act": "decline", "number": "1", "reason": " "})
    assert (response.status_code, "โปรดพิมพ์เหตุผลที่ไม่รับ" in response.content.decode()) == (422, True)
    assert sign_in(orn).post(address, {"act": "decline", "number": "1", "reason": "รูปไม่ชัด"}).status_code == 302
    with tenant_scope(town):
        assert (Submission.objects.of(town).get().state, Submission.objects.of(town).get().reason) == (
            "declined",
            "รูปไม่ชัด",
        )
        assert not AmountRevision.objects.of(town).exists()


@pytest.mark.parametrize("first", ["accept", "decline"])
def test_what_is_decided_is_decided_once(sign_in, nid, town, make, send, first):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    sent = {"number": "1", "reason": "x", "seen-2024-01": "0"}
    assert sign_in(nid).post(address, sent | {"act": first}).status_code == 302
    for again in ("accept", "decline"):
        response = sign_in(nid).post(address, sent | {"act": again, "seen-2024-01": "1"})
        assert (response.status_code, "ตัดสินใจรายการนี้ไปแล้ว" in response.content.decode()) == (422, True)


def test_what_was_replaced_meanwhile_is_not_accepted(sign_in, nid, town, make, send):
    made = make()
    send(made)
    send(made, {JANUARY: Decimal(130)})
    address = page("link_detail", town, made.link.pk)
    response = sign_in(nid).post(address, {"act": "accept", "number": "1", "seen-2024-01": "0"})
    assert (response.status_code, "ส่งใหม่แทนรายการนี้แล้ว" in response.content.decode()) == (422, True)
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()


def test_nobody_accepts_into_a_locked_year(sign_in, nid, town, make, send):
    made = make()
    send(made)
    with tenant_scope(town):
        Inventory.objects.of(town).update(state="locked")
    address = page("link_detail", town, made.link.pk)
    assert "บัญชีนี้ปิดอยู่ จึงรับตัวเลขไม่ได้" in sign_in(nid).get(address).content.decode()
    response = sign_in(nid).post(address, {"act": "accept", "number": "1", "seen-2024-01": "0"})
    assert (response.status_code, "ล็อกฉบับแล้ว" in response.content.decode()) == (422, True)
    with tenant_scope(town):
        assert Submission.objects.of(town).get().state == "waiting"


def test_an_approver_sees_and_does_not_decide(sign_in, anan, town, make, send):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    assert "รับและบันทึกในตาราง" not in sign_in(anan).get(address).content.decode()
    assert sign_in(anan).post(address, {"act": "accept", "number": "1"}).status_code == 403


@pytest.mark.parametrize("number", ["", "2", "-1", "๑", "9" * 30])
def test_a_submission_that_is_not_there_cannot_be_decided(sign_in, nid, town, make, send, number):
    made = make()
    send(made)
    assert (
        sign_in(nid).post(page("link_detail", town, made.link.pk), {"act": "accept", "number": number}).status_code
        == 404
    )


def test_a_form_without_what_was_shown_is_told(sign_in, nid, town, make, send):
    made = make()
    send(made)
    response = sign_in(nid).post(page("link_detail", town, made.link.pk), {"act": "accept", "number": "1"})
    assert (response.status_code, "หน้านี้ไม่สมบูรณ์" in response.content.decode()) == (422, True)


def test_a_withdrawn_link_leaves_what_was_sent_to_be_decided(sign_in, nid, town, make, send):
    made = make()
    send(made)
    address = page("link_detail", town, made.link.pk)
    assert sign_in(nid).post(address, {"act": "withdraw"}).status_code == 302
    assert sign_in(nid).post(address, {"act": "withdraw"}).status_code == 302
    with tenant_scope(town):
        assert Entry.objects.of(town).filter(act="link.withdrawn").count() == 1
    assert "รับและบันทึกในตาราง" in sign_in(nid).get(address).content.decode()


# The photograph.


def test_the_photograph_is_a_download_that_runs_nowhere(sign_in, nid, town, make, send):
    made = make()
    send(made, photo=picture())
    response = sign_in(nid).get(page("link_photo", town, made.link.pk, 1))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == picture().read()


def test_a_photograph_withdrawn_for_privacy_is_gone_and_is_no_evidence(sign_in, nid, orn, town, make, send):
    made = make()
    sent = send(made, photo=picture())
    with tenant_scope(town):
        withdraw_file(file=EvidenceFile.objects.of(town).get(), actor=orn, reason="ติดหน้าเด็ก")
    assert sign_in(nid).get(page("link_photo", town, made.link.pk, 1)).status_code == 404
    with tenant_scope(town):
        accept(submission=sent, actor=nid, based_on={})
        assert not Evidence.objects.of(town).exists()
    again = make()
    with pytest.raises(Refused) as refusal:
        send(again, photo=picture())
    assert "ติดหน้าเด็ก" not in str(refusal.value)


def test_another_towns_link_is_not_found(sign_in, olarn, nid, town, other_town, make, their_diesel):
    made = make()
    theirs = reverse("inventories:link_detail", args=[other_town.key, "2567", made.link.pk])
    assert sign_in(olarn).get(theirs).status_code == 404


def test_a_figure_that_came_and_was_changed_since_is_found(town, as_owner, make, send):
    send(make(), {JANUARY: Decimal("12.5"), FEBRUARY: None})
    with tenant_scope(town):
        assert list(changed_submissions(town)) == []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inventories_submittedfigure DISABLE TRIGGER USER")
        cursor.execute("UPDATE inventories_submittedfigure SET amount = 13 WHERE amount = 12.5")
        cursor.execute("ALTER TABLE inventories_submittedfigure ENABLE TRIGGER USER")
    with tenant_scope(town):
        (said,) = changed_submissions(town)
        assert said.startswith("submission 1 of link ")
        assert "not as entry" in said


def test_what_came_cannot_be_changed(town, make, send):
    send(make())
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), tenant_scope(town):
        SubmittedFigure.objects.of(town).update(amount=1)


def test_the_panel_beside_a_figure_leads_to_a_link_for_its_month(sign_in, nid, town, diesel):
    panel = reverse("inventories:beside", args=[town.key, "2567", diesel.pk, JANUARY])
    way = f"{page('link_make', town)}?use={diesel.pk}&amp;first_month=2024-01&amp;last_month=2024-01"
    assert way in sign_in(nid).get(panel).content.decode()
    form = sign_in(nid).get(way.replace("&amp;", "&")).content.decode()
    assert form.count('<option value="2024-01" selected>') == 2


def test_a_photograph_withdrawn_for_privacy_leaves_neither_name_nor_link(sign_in, orn, make, send, town):
    made = make()
    sent = send(made, photo=upload("บัตรประชาชน นางตัวอย่าง.pdf", PDF))
    where = page("link_detail", town, made.link.pk)
    assert "บัตรประชาชน" in sign_in(orn).get(where).content.decode()
    with tenant_scope(town):
        withdraw_file(file=sent.photo, actor=orn, reason="มีเลขบัตรประชาชน")
    shown = sign_in(orn).get(where).content.decode()
    assert "บัตรประชาชน" not in shown
    assert "ถอนไฟล์แล้ว" in shown
    assert page("link_photo", town, made.link.pk, sent.number) not in shown


def test_what_was_accepted_leads_to_its_figures(sign_in, nid, make, send, town, diesel):
    made = make()
    send(made, {JANUARY: Decimal(120)})
    client, where = sign_in(nid), page("link_detail", town, made.link.pk)
    cell = page("beside", town, diesel.pk, JANUARY)
    assert cell not in client.get(where).content.decode()
    client.post(where, {"act": "accept", "number": "1", "seen-2024-01": "0"})
    assert cell in client.get(where).content.decode()
