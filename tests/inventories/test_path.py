"""The path of a year: who may take which step in which state, walked against the table as the domain rules write it."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.models import Membership
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Inventory, Review, Snapshot, State, StateChange
from inventories.policies import Refused
from inventories.policies.path import STEPS
from inventories.services import corrections, path
from inventories.services.path import Paper
from inventories.services.statement import Stated, make_statement
from tests.conftest import make_person
from tests.inventories.conftest import approve, lock
from tests.inventories.evidence_files import PDF, upload
from tests.inventories.verifying import agree

PEOPLE = ("nid", "orn", "anan", "pim", "wichai", "olarn")
OWNER, APPROVER, BOTH, STATES_IT = {"orn"}, {"anan"}, {"orn", "anan"}, {"orn", "wichai"}
TABLE = {
    State.DRAFT: {"submit": OWNER},
    State.SUBMITTED: {"send_back": BOTH, "approve": APPROVER, "approve_on_paper": BOTH},
    State.APPROVED: {"send_back": BOTH, "lock": BOTH},
    State.LOCKED: {"verify": OWNER, "correct": OWNER},
    State.VERIFYING: {"stop_verifying": OWNER, "state": STATES_IT, "correct": OWNER},
    State.VERIFIED: {"file": OWNER, "correct": OWNER},
    State.FILED: {"return": OWNER, "register": OWNER},
    State.RETURNED: {"file": OWNER, "correct": OWNER},
    State.REGISTERED: {"correct": OWNER},
    State.CORRECTING: {"drop_correction": OWNER, "lock_correction": APPROVER},
}
AFTER = {
    "submit": State.SUBMITTED, "send_back": State.DRAFT, "approve": State.APPROVED, "approve_on_paper": State.APPROVED,
    "lock": State.LOCKED, "verify": State.VERIFYING, "stop_verifying": State.LOCKED, "state": State.VERIFIED,
    "file": State.FILED, "return": State.RETURNED, "register": State.REGISTERED, "correct": State.CORRECTING,
    "drop_correction": State.LOCKED, "lock_correction": State.LOCKED,
}  # fmt: skip
SIGNED = {"signed_by": "นายสมมติ ลงนาม", "signed_position": "ปลัดเทศบาล", "signed_on": "30/9/2568"}
TOLD = {
    "send_back": {"why": "ยอดน้ำมันยังไม่ตรง"}, "approve_on_paper": SIGNED, "stop_verifying": {"why": "เปลี่ยนผู้ทวนสอบ"},
    "state": SIGNED | {"reference": "ถ.1/2568", "version": "1", "conclusion": "clean", "wording": "ไม่พบสิ่งผิด"}, "file": {"reference": "รย 1/2568"}, "return": {"why": "ขอเอกสารเพิ่ม"},
    "register": {"reference": "CFO-1", "ends_on": "30/9/2569"}, "correct": {"reason": "บิลผิด", "whole": "1"},
}  # fmt: skip
TODAY = dt.date(2026, 1, 5)
PAPER = Paper(signed_by="นายสมมติ ลงนาม", signed_position="ปลัดเทศบาล", signed_on=TODAY, reference="1", ends_on=TODAY)
SAID = Stated("clean", "ไม่พบสิ่งที่ทำให้เชื่อว่าไม่ถูกต้อง")
STATED = {State.VERIFIED, State.FILED, State.RETURNED, State.REGISTERED}
WAY = ("verify", "state", "file", "return")


@pytest.fixture
def whole(town, year, diesel, fill):
    """A draft in which nothing is missing."""
    fill(diesel, "100")
    return year


@pytest.fixture
def standing(town, orn, anan, whole):
    """Return a function that brings the year to a state by its steps."""

    def brought(state: State) -> Inventory:
        with tenant_scope(town):
            if state == State.SUBMITTED:
                path.submit(inventory=whole, actor=orn)
            elif state == State.APPROVED:
                approve(inventory=whole, actor=anan)
            elif state != State.DRAFT:
                lock(inventory=whole, actor=anan)
            if state == State.CORRECTING:
                corrections.open_correction(inventory=whole, actor=orn, reason="บิลผิด", whole=True)
            if state in STATED | {State.VERIFYING}:
                agree(whole, orn)
            for key in {
                State.VERIFYING: WAY[:1], State.VERIFIED: WAY[:2], State.FILED: WAY[:3], State.RETURNED: WAY,
                State.REGISTERED: (*WAY[:3], "register"),
            }.get(state, ()):  # fmt: skip
                if key == "state":
                    make_statement(inventory=whole, actor=orn, version=1, said=SAID, paper=PAPER)
                else:
                    path.take_step(inventory=whole, actor=orn, key=key, reason="เหตุผล", paper=PAPER)
            return Inventory.objects.of(town).get(pk=whole.pk)

    return brought


def told(key: str) -> dict[str, object]:
    """Return what is sent with a step; the scan is read to its end each time it is sent."""
    return TOLD.get(key, {}) | ({"scan": upload("signed.pdf", PDF)} if key == "approve_on_paper" else {})


def address(town, key: str = "") -> str:
    if key == "state":  # it has a page of its own
        return reverse("inventories:verify_statement", args=[town.key, "2567"])
    return reverse("inventories:year_path", args=[town.key, "2567"]) + (f"{key}/" if key else "")


def counted(town) -> tuple[object, ...]:
    with tenant_scope(town):
        inventory = Inventory.objects.of(town).get(year=2567)
        rows = (StateChange, Snapshot, Entry)
        return (inventory.state, inventory.corrects_whole, *(model.objects.of(town).count() for model in rows))


def state(town) -> str:
    return str(counted(town)[0])


def test_the_table_of_the_program_names_these_states_steps_and_no_others():
    allowed = {(before.value, key) for before, steps in TABLE.items() for key in steps}
    assert {(before, key) for key, step in STEPS.items() for before in step.before} == allowed
    assert set(TABLE) == set(State)


@pytest.mark.parametrize("before", State)
def test_every_role_takes_its_own_steps_in_each_state_and_nothing_else(
    request, sign_in, town, other_town, standing, before
):
    clients = {name: sign_in(request.getfixturevalue(name)) for name in PEOPLE}
    assert standing(before).state == before
    stood = counted(town)
    for key in STEPS:
        for name, client in clients.items():
            point = transaction.savepoint()
            response = client.post(address(town, key), told(key))
            if name in TABLE[before].get(key, ()):
                assert (response.status_code, state(town)) == (302, AFTER[key]), (name, key)
                transaction.savepoint_rollback(point)
                assert counted(town) == stood
                continue
            assert response.status_code in {403, 404, 422}, (name, key)
            assert counted(town) == stood, (name, key)
            if response.status_code == 422:
                assert 'role="alert"' in response.content.decode(), (name, key)
            transaction.savepoint_commit(point)


def test_the_page_offers_to_each_what_they_may_do_and_no_more(request, sign_in, town, standing):
    standing(State.SUBMITTED)
    pages = {name: sign_in(request.getfixturevalue(name)).get(address(town)).content.decode() for name in PEOPLE[:5]}
    for name, page in pages.items():
        for key in STEPS:
            offered = f'action="{address(town, key)}"' in page
            assert offered == (name in TABLE[State.SUBMITTED].get(key, ())), (name, key)


def test_a_step_without_its_reason_or_paper_is_sent_back_with_what_was_typed(sign_in, town, anan, standing):
    standing(State.SUBMITTED)
    client = sign_in(anan)
    assert "โปรดพิมพ์เหตุผล" in client.post(address(town, "send_back"), {"why": " "}).content.decode()
    response = client.post(address(town, "approve_on_paper"), SIGNED | {"signed_on": "เมื่อวาน"})
    assert response.status_code == 422
    assert "นายสมมติ ลงนาม" in response.content.decode()
    assert state(town) == "submitted"


def test_an_incomplete_year_is_advised_of_what_is_missing_and_is_not_handed_in(sign_in, town, orn, diesel, record):
    record(diesel, "3")
    client = sign_in(orn)
    page = client.get(address(town))
    assert page.status_code == 200
    assert "ข้อมูลไม่ครบ 12 เดือน: น้ำมันดีเซล" in page.content.decode()
    refused = client.post(address(town, "submit"))
    assert refused.status_code == 422
    assert state(town) == "draft"


def test_the_page_tells_who_took_which_step_when_and_why(sign_in, town, orn, anan, pim, standing):
    standing(State.SUBMITTED)
    sign_in(anan).post(address(town, "send_back"), TOLD["send_back"])
    page = sign_in(pim).get(address(town)).content.decode()
    assert "ส่งกลับให้แก้ไข" in page
    assert "ยอดน้ำมันยังไม่ตรง" in page
    assert "อนันต์ ผู้อนุมัติ" in page
    with tenant_scope(town):
        change = StateChange.objects.of(town).get(act="send_back")
        entry = Entry.objects.of(town).select_related("text").get(number=change.entry_number)
    assert entry.facts == {
        "year": "2567", "step": "send_back", "before": "submitted", "after": "draft", "version": 0, "scan_sha256": "",
    }  # fmt: skip
    assert entry.text.text == "ยอดน้ำมันยังไม่ตรง"


def test_nothing_is_written_into_a_year_that_was_handed_in(town, nid, standing, record, diesel):
    standing(State.SUBMITTED)
    with pytest.raises(Refused, match="ส่งตรวจแล้ว"):
        record(diesel, "7", based_on=1)


def test_whoever_handed_in_does_not_approve_while_there_are_colleagues(town, orn, anan, whole):
    Membership.objects.create(municipality=town, user=orn, role="approver")
    with tenant_scope(town):
        path.submit(inventory=whole, actor=orn)
        with pytest.raises(Refused, match="ต้องเป็นคนละคน"):
            path.approve(inventory=whole, actor=orn)
        assert path.approve(inventory=whole, actor=anan).alone is False


def test_a_one_person_town_approves_itself_and_its_papers_say_so(town, orn, nid, whole):
    Membership.objects.filter(municipality=town, user=nid).delete()
    Membership.objects.create(municipality=town, user=orn, role="approver")
    with tenant_scope(town):
        path.submit(inventory=whole, actor=orn)
        assert path.approve(inventory=whole, actor=orn).alone is True
        snapshot = path.lock(inventory=whole, actor=orn)
    assert '"by_one_person":true' in snapshot.dossier


def test_a_town_of_two_does_not_say_that_it_is_one(town, anan, whole):
    with tenant_scope(town):
        assert '"by_one_person":false' in lock(inventory=whole, actor=anan).dossier


def test_the_owner_records_what_the_executive_signed_on_paper(sign_in, town, orn, whole):
    client = sign_in(orn)
    client.post(address(town, "submit"))
    assert client.post(address(town, "approve_on_paper"), told("approve_on_paper")).status_code == 302
    with tenant_scope(town):
        change = StateChange.objects.of(town).get(act="approve_on_paper")
    assert (change.signed_by, change.signed_on, change.alone) == ("นายสมมติ ลงนาม", dt.date(2025, 9, 30), False)
    page = client.get(address(town)).content.decode()
    assert "ปลัดเทศบาล" in page
    assert "จัดทำและตรวจโดยบุคคลเดียวกัน" not in page


def test_the_province_sets_its_flag_and_it_holds_nothing_up(sign_in, town, pim, orn, anan, whole):
    flag = reverse("inventories:review_set", args=[town.key, "2567"])
    assert sign_in(pim).post(flag, {"flag": "remarks", "remark": "โปรดดูเดือนมีนาคม"}).status_code == 302
    page = sign_in(orn).get(address(town)).content.decode()
    assert "มีข้อสังเกต" in page
    assert "โปรดดูเดือนมีนาคม" in page
    with tenant_scope(town):
        lock(inventory=whole, actor=anan)
        assert Inventory.objects.of(town).get().review == Review.REMARKS
    sign_in(pim).post(flag, {"flag": "done"})
    with tenant_scope(town):
        assert Inventory.objects.of(town).get().review_of == 1


@pytest.mark.parametrize("name", ["nid", "orn", "anan", "wichai", "olarn"])
def test_nobody_else_sets_the_provinces_flag(request, sign_in, town, whole, name):
    flag = reverse("inventories:review_set", args=[town.key, "2567"])
    assert sign_in(request.getfixturevalue(name)).post(flag, {"flag": "done"}).status_code in {403, 404}
    with tenant_scope(town):
        assert Inventory.objects.of(town).get().review == Review.NONE


def test_the_flag_shows_on_overview_and_year_page_beside_the_state(sign_in, town, pim, orn, whole):
    with tenant_scope(town):
        path.review(inventory=whole, actor=pim, flag="done", now=timezone.now())
    for name, arguments in (("inventories:municipality_overview", []), ("reports:year_overview", ["2567"])):
        page = sign_in(orn).get(reverse(name, args=[town.key, *arguments])).content.decode()
        assert "ตรวจทานเบื้องต้นแล้ว" in page
        assert "กำลังจัดทำ" in page
    assert "ตรวจทานเบื้องต้นแล้ว" in sign_in(pim).get(reverse("reports:province")).content.decode()


def test_somebody_who_left_is_no_colleague(town, orn, nid, whole):
    Membership.objects.filter(municipality=town, user=nid).update(until=dt.date(2020, 1, 1))
    other = make_person("gone", "คนที่ออกไปแล้ว")
    Membership.objects.create(municipality=town, user=other, role="approver", until=dt.date(2020, 1, 1))
    Membership.objects.create(municipality=town, user=orn, role="approver")
    with tenant_scope(town):
        path.submit(inventory=whole, actor=orn)
        assert path.approve(inventory=whole, actor=orn).alone is True
