"""Papers that a verifier asks for: who asks, who records that they came, how the list stands on a day."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Evidence, RequestedDocument
from inventories.policies import Refused
from inventories.selectors.sampling.papers import waiting_count, wanted
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from inventories.services.sampling.papers import Request, drop_document, receive_document, request_documents

from .conftest import JANUARY
from .sampled_years import found, frozen, sampled

__all__ = ["frozen", "sampled"]
TODAY = timezone.localdate()
SOON = TODAY + dt.timedelta(days=7)
ASKED = {"what": "ใบแจ้งค่าไฟฟ้า", "from_whom": "กองคลัง", "item": ""}


@pytest.fixture
def page(town):
    def address(name, *more):
        return reverse(f"inventories:{name}", args=[town.key, "2567", *more])

    return address


@pytest.fixture
def asked(town, sampled, wichai):
    with tenant_scope(town):
        request = Request("ใบแจ้งค่าไฟฟ้า", "กองคลัง", SOON, found(sampled)[0].row.pk)
        return request_documents(inventory=sampled, actor=wichai, requests=[request])[0]


def typed(day: dt.date) -> str:
    return f"{day.day}/{day.month}/{day.year + 543}"


def test_a_verifier_asks_and_an_officer_hands_the_paper_in(sign_in, wichai, nid, town, sampled, diesel, page):
    response = sign_in(wichai).post(page("document_list"), ASKED | {"due_on": typed(SOON)})
    assert response.url == page("document_list")
    with tenant_scope(town):
        row = RequestedDocument.objects.of(town).get()
        paper = hand_in(
            inventory=sampled, actor=nid, fields={"kind": "invoice"}, places=[Place(diesel.source_id, JANUARY)]
        ).evidence
    sent = {"act": "receive", "received_on": typed(TODAY), "evidence": str(paper.pk)}
    assert sign_in(nid).post(page("document_close", row.pk), sent).status_code == 302
    body = sign_in(wichai).get(page("document_list")).content.decode()
    assert paper.code in body
    assert "ได้รับแล้ว" in body
    with tenant_scope(town):
        acts = list(Entry.objects.of(town).filter(act__startswith="document.").values_list("act", flat=True))
        assert waiting_count(sampled) == 0
    assert acts == ["document.requested", "document.received"]


def test_the_list_says_what_is_late(town, asked, sampled):
    with tenant_scope(town):
        assert [each.state for each in wanted(sampled, today=SOON)] == ["waiting"]
        assert [each.state for each in wanted(sampled, today=SOON + dt.timedelta(days=1))] == ["late"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"what": ""}, "ขอเอกสารใด"),
        ({"from_whom": ""}, "กองหรือหน่วยงานใด"),
        ({"due_on": ""}, "กำหนดส่ง"),
        ({"due_on": "1/1/2567"}, "ผ่านไปแล้ว"),
        ({"item": "999999"}, ""),
    ],
)
def test_a_request_that_says_too_little_comes_back(sign_in, wichai, town, sampled, page, changes, why):
    response = sign_in(wichai).post(page("document_list"), ASKED | {"due_on": typed(SOON)} | changes)
    assert response.status_code == 422
    assert why in response.content.decode()
    with tenant_scope(town):
        assert not RequestedDocument.objects.of(town).exists()


@pytest.mark.parametrize("person", ["orn", "anan", "pim"])
def test_nobody_else_asks(request, sign_in, town, sampled, page, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.get(page("document_list")).status_code == 200
    assert client.post(page("document_list"), ASKED | {"due_on": typed(SOON)}).status_code == 403
    with tenant_scope(town):
        assert not RequestedDocument.objects.of(town).exists()


def test_the_verifier_drops_a_request_with_a_reason_and_an_officer_does_not(sign_in, wichai, orn, asked, page):
    address = page("document_close", asked.pk)
    assert sign_in(wichai).post(address, {"act": "drop", "reason": ""}).status_code == 422
    assert sign_in(orn).post(address, {"act": "drop", "reason": "ไม่อยากส่ง"}).status_code == 422  # read as receiving
    assert sign_in(wichai).post(address, {"act": "drop", "reason": "ดูที่หน้างานแล้ว"}).status_code == 302
    assert "ดูที่หน้างานแล้ว" in sign_in(orn).get(page("document_list")).content.decode()


def test_a_closed_request_stays_as_it_is(town, asked, orn, wichai):
    with tenant_scope(town):
        receive_document(document=asked, actor=orn, received_on=TODAY)
        with pytest.raises(Refused, match="ไปแล้ว"):
            drop_document(document=asked, actor=wichai, reason="อีกครั้ง")
        with pytest.raises(Refused, match="ไปแล้ว"):
            receive_document(document=asked, actor=orn, received_on=TODAY)


def test_a_paper_does_not_come_tomorrow(town, asked, orn):
    with tenant_scope(town):
        with pytest.raises(Refused, match="ยังมาไม่ถึง"):
            receive_document(document=asked, actor=orn, received_on=SOON)
        assert not Evidence.objects.of(town).exists()


def test_another_towns_request_is_not_found(sign_in, olarn, other_town, asked, page):
    own = reverse("inventories:document_close", args=[other_town.key, "2567", asked.pk])
    assert sign_in(olarn).post(own, {"act": "receive", "received_on": typed(TODAY)}).status_code == 404
