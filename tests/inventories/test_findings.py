"""Findings: who may do what in which state of the year, walked; numbers, thread, what is carried over, the ledger."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cfo_site.accounts.models import VerifierAssignment
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Finding, FindingState, FindingStep, Inventory, State
from inventories.policies import Refused
from inventories.policies.findings import RULES
from inventories.selectors.findings.register import register, standing, thread
from inventories.services import corrections
from inventories.services.findings.raising import Found, raise_finding
from inventories.services.findings.steps import Said, take_finding_step
from tests.inventories.conftest import JANUARY, make_year
from tests.inventories.verifying import answer, begin, bring, close, find

PEOPLE = ("nid", "orn", "anan", "pim", "wichai", "olarn")
IN_VERIFICATION, WHILE_CORRECTING = {State.VERIFYING}, {State.VERIFYING, State.CORRECTING}
LATER = {State.DRAFT, State.SUBMITTED, State.APPROVED, State.LOCKED, State.VERIFYING, State.CORRECTING}
NEVER_FROZEN = {State.DRAFT, State.SUBMITTED, State.APPROVED}  # there is no finding without a frozen version
# who, in which states of the finding's own year, and (a FAR) in which of a later one
TABLE = {
    "agree": ({"orn", "wichai"}, {State.LOCKED, *WHILE_CORRECTING}, set()),
    "raise": ({"wichai"}, IN_VERIFICATION, set()),
    "bring": ({"orn"}, IN_VERIFICATION, set()),
    "answer": ({"orn"}, WHILE_CORRECTING, LATER),
    "return": ({"wichai"}, IN_VERIFICATION, IN_VERIFICATION),
    "close": ({"wichai"}, IN_VERIFICATION, IN_VERIFICATION),
    "withdraw": ({"wichai"}, IN_VERIFICATION, set()),
}
SENT = {
    "answer": {"text": "แนบบิลแล้ว"}, "return": {"text": "บิลไม่ครบ"}, "withdraw": {"text": "ออกซ้ำ"},
    "close": {"outcome": "explained"}, "raise": {"kind": "CL", "text": "ขอบิลเดือนมกราคม"},
}  # fmt: skip
BEFORE = {"answer": "open", "return": "answered", "close": "answered", "withdraw": "open"}


@pytest.fixture
def verifying(town, orn, anan, year, diesel, fill) -> Inventory:
    fill(diesel, "100")
    with tenant_scope(town):
        return begin(year, owner=orn, approver=anan)


@pytest.fixture
def car(town, wichai, verifying, diesel) -> Finding:
    with tenant_scope(town):
        return find(verifying, wichai, source=diesel.source, month=JANUARY, effect=Decimal("0.475"))


@pytest.fixture
def later(town, orn, wichai, verifying) -> Inventory:
    """The year after, with the same verifier."""
    VerifierAssignment.objects.create(
        municipality=town, user=wichai, year="2568", valid_from="2020-01-01", valid_to="2999-01-01"
    )
    with tenant_scope(town):
        return make_year(town, orn, year=2568)


def page(town, name: str, *arguments: object, year: str = "2567") -> str:
    return reverse(f"inventories:{name}", args=[town.key, year, *arguments])


def counted(town) -> tuple[int, ...]:
    with tenant_scope(town):
        return tuple(model.objects.of(town).count() for model in (Finding, FindingStep, Entry))


def test_the_table_of_the_program_says_who_and_when():
    assert set(RULES) == set(TABLE)
    for key, (_who, own, later) in TABLE.items():
        assert (set(RULES[key].years), set(RULES[key].carried)) == (own, later), key


@pytest.mark.parametrize("state", sorted(set(State) - NEVER_FROZEN))
def test_every_role_does_its_own_acts_in_each_state_and_nothing_else(request, sign_in, town, verifying, car, state):
    clients = {name: sign_in(request.getfixturevalue(name)) for name in PEOPLE}
    with tenant_scope(town):
        other = find(verifying, request.getfixturevalue("wichai"), "CL")
        answer(verifying, other, request.getfixturevalue("orn"))
        bring(verifying, state)
    by_state = {"open": car, "answered": other}
    for key, sent in SENT.items():
        finding = by_state.get(BEFORE.get(key, ""))
        where = page(town, "finding_step", finding.pk, key) if finding else page(town, "finding_add")
        who, states, _later = TABLE[key]
        for name, client in clients.items():
            point, before = transaction.savepoint(), counted(town)
            response = client.post(where, sent)
            if name in who and state in states:
                assert (response.status_code, counted(town) > before) == (302, True), (name, key)
            else:
                assert response.status_code in {403, 404, 422}, (name, key)
                assert counted(town) == before, (name, key)
                assert response.status_code != 422 or 'role="alert"' in response.content.decode()
            transaction.savepoint_rollback(point)


@pytest.mark.parametrize("state", State)
def test_a_far_of_a_former_year_is_answered_and_closed_in_a_later_one(
    request, sign_in, town, wichai, orn, verifying, later, state
):
    clients = {name: sign_in(request.getfixturevalue(name)) for name in PEOPLE}
    with tenant_scope(town):
        far = find(verifying, wichai, "FAR")
        bring(later, state)
    for key in ("answer", "close", "return", "withdraw"):
        who, _own, states = TABLE[key]
        for name, client in clients.items():
            point, before = transaction.savepoint(), counted(town)
            response = client.post(page(town, "finding_step", far.pk, key, year="2568"), SENT[key])
            due = key != "return"  # nothing was answered yet
            done = name in who and state in states and due
            assert (response.status_code == 302, counted(town) > before) == (done, done), (name, key)
            transaction.savepoint_rollback(point)


def test_a_far_is_not_closed_in_its_own_year(town, orn, wichai, verifying):
    with tenant_scope(town):
        far = find(verifying, wichai, "FAR")
        answer(verifying, far, orn)
        with pytest.raises(Refused, match="ปิดข้อค้นพบไม่ได้"):
            close(verifying, far, wichai)


def test_an_observation_is_closed_without_an_answer_and_a_car_is_not(town, wichai, verifying, car):
    with tenant_scope(town):
        observation = find(verifying, wichai, "OBS")
        close(verifying, observation, wichai)
        assert standing(verifying, observation).state == FindingState.CLOSED
        with pytest.raises(Refused, match="รอคำตอบ"):
            close(verifying, car, wichai)


def test_a_far_shows_in_later_years_until_it_is_closed_there(town, orn, wichai, verifying, later):
    with tenant_scope(town):
        far, car = find(verifying, wichai, "FAR"), find(verifying, wichai)
        year_2569 = make_year(town, orn, year=2569)
        assert [each.name for each in register(later)] == ["FAR-1/2567"]
        assert [each.name for each in register(year_2569)] == ["FAR-1/2567"]
        close(bring(later, State.VERIFYING), far, wichai)
        assert [(each.name, each.state) for each in register(later)] == [("FAR-1/2567", "closed")]
        assert register(year_2569) == []
        own = [(each.finding.pk, each.carried) for each in register(verifying)]
        assert own == [(car.pk, False), (far.pk, False)]


def test_findings_are_numbered_within_their_kind(town, wichai, verifying):
    with tenant_scope(town):
        labels = [find(verifying, wichai, kind).label for kind in ("CAR", "CL", "CAR", "FAR", "OBS", "CL")]
    assert labels == ["CAR-1", "CL-1", "CAR-2", "FAR-1", "OBS-1", "CL-2"]


def test_what_is_returned_is_open_again_and_the_thread_tells_all(town, orn, wichai, verifying, car):
    with tenant_scope(town):
        answer(verifying, car, orn)
        take_finding_step(inventory=verifying, finding=car, actor=wichai, said=Said("return", "บิลไม่ครบ"))
        stands = standing(verifying, car)
        assert (stands.state, stands.is_returned, stands.word) == ("open", True, "ส่งกลับ")
        answer(verifying, car, orn)
        close(verifying, car, wichai)
        told = [(each.step.act, each.step.after, each.step.done_by_id) for each in thread(car)]
    assert told == [
        ("answer", "answered", orn.pk), ("return", "open", wichai.pk), ("answer", "answered", orn.pk),
        ("close", "closed", wichai.pk),
    ]  # fmt: skip


def test_a_car_is_corrected_only_by_a_newer_version_and_then_names_it(
    town, orn, anan, wichai, verifying, car, diesel, record
):
    with tenant_scope(town):
        answer(verifying, car, orn)
        with pytest.raises(Refused, match="ยังไม่มีฉบับใหม่"):
            close(verifying, car, wichai, "corrected")
        cells = [(diesel.source_id, JANUARY)]
        corrections.open_correction(inventory=verifying, actor=orn, reason="CAR-1", cells=cells)
    record(diesel, "90", based_on=1)
    with tenant_scope(town):
        assert standing(verifying, car).mended == 0
        corrections.lock_correction(inventory=verifying, actor=anan)
        assert standing(verifying, car).mended == 2
        close(verifying, car, wichai, "corrected")
        assert thread(car)[-1].step.version == 2


@pytest.mark.parametrize(("effect", "text"), [(None, "ต่ำกว่าเกณฑ์"), (Decimal(0), "ต่ำกว่าเกณฑ์"), (Decimal("0.4"), " ")])
def test_what_is_left_uncorrected_is_weighed_and_explained(town, orn, wichai, verifying, car, effect, text):
    with tenant_scope(town):
        answer(verifying, car, orn)
        with pytest.raises(Refused, match="คง"):
            take_finding_step(inventory=verifying, finding=car, actor=wichai, said=Said("close", text, "left", effect))
        assert standing(verifying, car).state == "answered"


def test_each_act_is_told_in_the_ledger_without_words_of_people(town, orn, wichai, verifying, car):
    with tenant_scope(town):
        answer(verifying, car, orn)
        close(verifying, car, wichai)
        entries = {each.act: each for each in Entry.objects.of(town).select_related("text")}
        step = FindingStep.objects.of(town).get(act="close")
    for act in ("finding.raised", "finding.answered", "finding.closed"):
        assert entries[act].facts["finding"] == "CAR-1"
        assert "บิล" not in str(entries[act].facts)
    assert entries["finding.answered"].text.text == "แนบบิลแล้ว"
    assert entries["finding.closed"].number == step.entry_number


def test_findings_and_steps_are_never_changed(town, wichai, orn, verifying, car, as_owner):
    with tenant_scope(town):
        answer(verifying, car, orn)
        for model in (Finding, FindingStep):
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.of(town).update(text="อื่น")
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), as_owner():
                model.objects.of(town).update(text="อื่น")


def test_nothing_is_raised_before_there_is_an_agreement(town, orn, anan, wichai, year, diesel, fill):
    fill(diesel, "100")
    with tenant_scope(town):
        bring(year, State.VERIFYING)
        with pytest.raises(Refused, match="ยังไม่มีข้อตกลงการทวนสอบ"):
            raise_finding(inventory=year, actor=wichai, found=Found("CL", "ขอบิล"))


@pytest.mark.parametrize("state", sorted(NEVER_FROZEN))
def test_nothing_is_raised_in_a_year_that_was_never_locked(sign_in, town, wichai, year, state):
    with tenant_scope(town):
        bring(year, state)
    before = counted(town)
    response = sign_in(wichai).post(page(town, "finding_add"), SENT["raise"])
    assert (response.status_code, counted(town)) == (422, before)


def test_a_finding_of_another_town_or_year_is_not_there(sign_in, town, orn, other_town, olarn, verifying, car, later):
    assert sign_in(orn).get(page(town, "finding_detail", car.pk)).status_code == 200
    assert sign_in(orn).get(page(town, "finding_detail", car.pk, year="2568")).status_code == 404
    with tenant_scope(other_town):
        make_year(other_town, olarn)
    before = counted(town)
    assert sign_in(olarn).get(page(other_town, "finding_detail", car.pk)).status_code == 404
    assert sign_in(olarn).post(page(other_town, "finding_step", car.pk, "answer"), SENT["answer"]).status_code == 404
    assert counted(town) == before
