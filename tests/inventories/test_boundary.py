"""The boundary of a year: questions asked once of a source, what follows from an answer, what is left out."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Factor
from inventories.models import AmountRevision, BoundaryAnswer, Exclusion, InventorySource, WarningAnswer
from inventories.policies import Refused
from inventories.selectors.boundary import asked_of, exclusions, open_questions
from inventories.selectors.boundary_questions import questions
from inventories.selectors.dossier import dossier_mapping
from inventories.selectors.fresh import compare
from inventories.selectors.inventories import inventory_sources
from inventories.selectors.results import totals
from inventories.services.boundary import Answer, add_exclusion, answer_questions, withdraw_exclusion
from inventories.services.sources import Addition, add_source, add_sources
from tests.inventories.conftest import lock

from .conftest import make_year


def address(name: str, town, *more) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *more])


def answer(question: str, choice: str, reason: str = "") -> Answer:
    return Answer(question, questions()[question].choice(choice), reason)


@pytest.fixture
def truck(town, orn, year):
    """A garbage truck from the catalogue, in Scope 1."""
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.diesel.l")
    with tenant_scope(town):
        return add_source(
            inventory=year, actor=orn, source={"name_th": "รถขยะจ้างเหมา", "unit": "litre"},
            use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor},
            catalogue_key="diesel-garbage-truck",
        )  # fmt: skip


@pytest.fixture
def water(town, orn, year):
    """Tap water from the catalogue, in Scope 3."""
    factor = Factor.objects.get(edition__key="tgo-cfp-2565", key="tgo-cfp-2565.water.pwa.m3")
    with tenant_scope(town):
        return add_source(
            inventory=year, actor=orn, source={"name_th": "น้ำประปา", "unit": "m3"},
            use={"scope": "3", "category": "purchased_goods", "method": "factor", "factor": factor},
            catalogue_key="water-pwa",
        )  # fmt: skip


@pytest.fixture
def answered(town, orn):
    """Return a function that answers as อร."""

    def answers(use, *given):
        with tenant_scope(town):
            return answer_questions(use=use, actor=orn, answers=given)

    return answers


def uses(town, year) -> list[InventorySource]:
    with tenant_scope(town):
        return list(inventory_sources(year))


def test_after_adding_a_source_its_questions_are_asked(sign_in, orn, town, year):
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.on.diesel.l")
    form = {"name_th": "รถขยะ", "factor": str(factor.pk), "origin": "paid", "delay_days": "45"}
    response = sign_in(orn).post(address("source_add", town, "diesel-garbage-truck"), form)
    (use,) = uses(town, year)
    assert response.url == address("source_boundary", town, use.pk)
    assert "ใครซื้อน้ำมัน" in sign_in(orn).get(response.url).content.decode()


def test_a_source_without_questions_goes_on_to_the_catalogue(sign_in, orn, town, year):
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.st.diesel.l")
    form = {"name_th": "เครื่องปั่นไฟ", "factor": str(factor.pk), "origin": "paid", "delay_days": "45"}
    response = sign_in(orn).post(address("source_add", town, "diesel-generator"), form)
    assert response.url == address("source_choose", town)


def test_an_answer_moves_a_source_to_its_scope(sign_in, orn, town, truck, fill):
    fill(truck, "100")
    response = sign_in(orn).post(address("source_boundary", town, truck.pk), {"collection": "hired-their-fuel"})
    assert response.status_code == 302
    (use,) = uses(town, truck.inventory)
    assert (use.scope, use.category) == ("3", "waste")
    with tenant_scope(town):
        found = totals(truck.inventory)
        assert found.scopes["1"] == 0
        assert found.scopes["3"] > 0
        assert compare(truck.inventory, [use])[1] == []


def test_an_answer_that_keeps_the_scope_changes_no_figure(town, truck, fill, answered):
    fill(truck, "100")
    with tenant_scope(town):
        before = totals(truck.inventory)
    assert answered(truck, answer("collection", "own"))
    with tenant_scope(town):
        assert totals(truck.inventory) == before


def test_who_answered_what_when_and_why_is_kept_and_the_ledger_knows(town, orn, truck, answered):
    answered(truck, answer("collection", "own", "ซื้อเมื่อปี 2560"))
    with tenant_scope(town):
        row = BoundaryAnswer.objects.of(town).get()
        assert (row.question, row.answer, row.reason, row.answered_by) == ("collection", "own", "ซื้อเมื่อปี 2560", orn)
        entry = Entry.objects.of(town).get(act="boundary.answered")
        assert entry.facts == {
            "year": "2567",
            "question": "collection",
            "answer": "own",
        }  # the text is not in the chain


def test_another_answer_is_the_next_one_and_the_first_stays(town, truck, answered):
    answered(truck, answer("collection", "own"))
    answered(truck, answer("collection", "hired-our-fuel"))
    answered(truck, answer("collection", "hired-our-fuel"))
    with tenant_scope(town):
        rows = BoundaryAnswer.objects.of(town).order_by("number")
        assert [(row.number, row.answer) for row in rows] == [(1, "own"), (2, "hired-our-fuel")]


@pytest.mark.parametrize("act", ["update", "delete"])
def test_answers_cannot_be_changed_even_by_sql(town, truck, answered, act):
    answered(truck, answer("collection", "own"))
    with tenant_scope(town):
        rows = BoundaryAnswer.objects.of(town)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(reason="อื่น") if act == "update" else rows.delete()


def test_an_answer_holds_for_the_source_in_the_next_year(town, orn, truck, answered):
    answered(truck, answer("collection", "own"))
    with tenant_scope(town):
        later = make_year(town, orn, year=2568)
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": truck.factor}
        (again,) = add_sources(inventory=later, actor=orn, additions=[Addition(truck.source, use)])
        assert asked_of(again).open == 0
        assert open_questions(later) == 0


def test_an_answer_may_end_as_an_exclusion_with_its_estimate(town, water, fill, answered):
    fill(water, "100")
    assert not answered(water, answer("own-water", "own", "ประปาหมู่บ้าน"))
    with tenant_scope(town):
        (left_out,) = exclusions(water.inventory)
        assert "ไฟฟ้าสูบน้ำ" in left_out.why
        assert "ประปาหมู่บ้าน" in left_out.why
        assert left_out.tco2e == Decimal("0.649")  # 12 x 100 m3 x 0.541 kg
        assert uses(town, water.inventory) == []
        assert totals(water.inventory).scope_1_2_3 == 0
        assert AmountRevision.objects.of(town).filter(source=water.source).count() == 12  # the figures stay


def test_what_was_taken_out_can_be_put_back_as_it_was(sign_in, orn, town, water, fill, answered):
    fill(water, "100")
    with tenant_scope(town):
        before = totals(water.inventory)
    answered(water, answer("own-water", "own"))
    with tenant_scope(town):
        pk = exclusions(water.inventory)[0].pk
    assert sign_in(orn).post(address("exclusion_withdraw", town, pk)).status_code == 302
    (use,) = uses(town, water.inventory)
    assert (use.scope, use.category, use.factor_id) == ("3", "purchased_goods", water.factor_id)
    with tenant_scope(town):
        assert totals(water.inventory) == before
        assert exclusions(water.inventory) == []


def test_what_is_left_out_beside_a_source_is_an_exclusion_of_its_own(town, orn, year, answered):
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key="tgo-cfo-2565.off.gas.2st.household.l")
    with tenant_scope(town):
        mower = add_source(
            inventory=year, actor=orn, source={"name_th": "เครื่องตัดหญ้า", "unit": "litre"},
            use={"scope": "1", "category": "mobile_offroad", "method": "factor", "factor": factor},
            catalogue_key="mower-2-stroke",
        )  # fmt: skip
    for _again in range(2):
        assert answered(mower, answer("two-stroke-oil", "left-out"))
    with tenant_scope(town):
        assert [each.what for each in exclusions(year)] == ["น้ำมันหล่อลื่น 2T ที่ผสมในเครื่องตัดหญ้า (เครื่องตัดหญ้า)"]
    assert len(uses(town, year)) == 1


def test_an_exclusion_of_something_that_was_never_a_source(sign_in, orn, town, year):
    client = sign_in(orn)
    wrong = client.post(address("exclusion_add", town), {"what": "ถ่านหุงต้ม", "why": "", "tco2e": "มาก"})
    assert wrong.status_code == 422
    assert "โปรดพิมพ์เหตุผลที่ไม่รวม" in wrong.content.decode()
    assert (
        client.post(address("exclusion_add", town), {"what": "ถ่านหุงต้ม", "why": "น้อยมาก", "tco2e": "๐.๕"}).status_code
        == 302
    )
    page = client.get(address("boundary_list", town)).content.decode()
    assert "ถ่านหุงต้ม" in page
    with tenant_scope(town):
        (left_out,) = exclusions(year)
        assert left_out.tco2e == Decimal("0.5")
        withdraw_exclusion(exclusion=left_out, actor=orn)
        assert exclusions(year) == []


def test_not_estimated_is_not_zero(sign_in, orn, town, year):
    with tenant_scope(town):
        add_exclusion(inventory=year, actor=orn, what="ถ่านหุงต้ม", why="น้อยมาก", tco2e=None)
    assert "ไม่ได้ประเมิน" in sign_in(orn).get(address("boundary_list", town)).content.decode()


def test_an_unknown_answer_is_refused(sign_in, orn, town, truck):
    response = sign_in(orn).post(address("source_boundary", town, truck.pk), {"collection": "anything"})
    assert response.status_code == 422
    with tenant_scope(town):
        assert not BoundaryAnswer.objects.of(town).exists()


@pytest.mark.parametrize("person", ["nid", "anan", "pim", "wichai"])
def test_others_read_and_may_not_answer(sign_in, request, town, truck, person):
    client = sign_in(request.getfixturevalue(person))
    assert "ยังไม่ได้ตอบ" in client.get(address("source_boundary", town, truck.pk)).content.decode()
    assert client.post(address("source_boundary", town, truck.pk), {"collection": "own"}).status_code == 403


def test_a_locked_year_refuses_and_keeps_the_answers_in_its_dossier(sign_in, orn, anan, town, truck, fill, answered):
    fill(truck, "1")
    answered(truck, answer("collection", "own", "ตามทะเบียนรถ"))
    with tenant_scope(town):
        lock(inventory=truck.inventory, actor=anan)
        with pytest.raises(Refused):
            answer_questions(use=truck, actor=orn, answers=[answer("collection", "hired-their-fuel")])
    response = sign_in(orn).post(address("source_boundary", town, truck.pk), {"collection": "hired-their-fuel"})
    assert response.status_code == 422
    with tenant_scope(town):
        (kept,) = dossier_mapping(truck.inventory)["boundary"]["answers"]
        assert (kept["question"], kept["answer"], kept["reason"]) == ("collection", "own", "ตามทะเบียนรถ")
        assert kept["confidence"] == "GK"
        assert "ประเภทที่ 1" in kept["sentence_th"]


def test_another_towns_source_and_exclusion_are_not_found(sign_in, orn, olarn, other_town, town, year, their_diesel):
    with tenant_scope(other_town):
        theirs = add_exclusion(inventory=their_diesel.inventory, actor=olarn, what="x", why="y", tco2e=None)
    assert sign_in(orn).get(address("source_boundary", town, their_diesel.pk)).status_code == 404
    assert sign_in(orn).post(address("exclusion_withdraw", town, theirs.pk)).status_code == 404
    with tenant_scope(town):
        assert not Exclusion.objects.of(other_town).exists()


def test_a_warning_is_answered_with_a_reason_and_stays_in_the_dossier(sign_in, orn, town, year):
    with tenant_scope(town):
        factor = Factor.objects.get(key="tgo-grid-2016-2018.scope2.kwh")
        use = {"scope": "2", "category": "electricity", "method": "factor", "factor": factor}
        first, second = add_sources(
            inventory=year, actor=orn,
            additions=[Addition({"name_th": name, "unit": "kWh", "identifier": "0200-123"}, use) for name in ("ก", "ข")],
        )  # fmt: skip
    client = sign_in(orn)
    assert "เลขมิเตอร์หรือทะเบียนเดียวกัน" in client.get(address("boundary_list", town)).content.decode()
    given = {"rule": "same_number", "subject": f"{first.pk},{second.pk}"}
    assert client.post(address("warning_answer", town), given | {"reason": ""}).status_code == 422
    assert client.post(address("warning_answer", town), given | {"subject": "1", "reason": "x"}).status_code == 422
    assert client.post(address("warning_answer", town), given | {"reason": "มิเตอร์ลูก"}).status_code == 302
    with tenant_scope(town):
        assert WarningAnswer.objects.of(town).get().reason == "มิเตอร์ลูก"
        (kept,) = dossier_mapping(year)["double_counting"]
        assert (kept["rule"], kept["reason"], kept["names"]) == ("same_number", "มิเตอร์ลูก", "ก, ข")
