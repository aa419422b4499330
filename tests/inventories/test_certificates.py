"""Certificates with the plan back, TGO's rounds as data, and where both are reminded of."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from cfo_site.accounts.gate import As, Visitor
from cfo_site.accounts.models import Membership
from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import FilingRound, Inventory, RenewalPlan, State, StateChange
from inventories.policies import Refused
from inventories.selectors.certificates import certificates, certificates_due
from inventories.selectors.findings.province import waiting_findings
from inventories.selectors.rounds import RoundFault, every_round, read_rounds
from inventories.services import path
from inventories.services.certificates import plan_renewal
from inventories.services.path import Paper
from inventories.services.rounds import state_round
from tests.inventories.verifying import answer, begin, find, state

ENDS_ON = dt.date(2027, 8, 30)
OWNER = Visitor(frozenset({As.OWNER}))
LATE, EARLY = dt.date(2027, 3, 1), dt.date(2026, 12, 1)
HEAD = "year,number,documents_by,fee_by,announced_on,source,confidence\n"


@pytest.fixture
def verifying(town, orn, anan, year, diesel, fill) -> Inventory:
    fill(diesel, "100")
    with tenant_scope(town):
        return begin(year, owner=orn, approver=anan)


@pytest.fixture
def registered(town, orn, wichai, verifying) -> Inventory:
    with tenant_scope(town):
        state(verifying, wichai)
        path.take_step(inventory=verifying, actor=orn, key="file", paper=Paper(reference="รย 1"))
        paper = Paper(reference="TGO CFO FY26-0000 (สมมติ)", ends_on=ENDS_ON)
        path.take_step(inventory=verifying, actor=orn, key="register", paper=paper)
        return Inventory.objects.of(town).get()


def page(town) -> str:
    return reverse("inventories:certificate_list", args=[town.key])


def seen(town, *, today: dt.date):
    with tenant_scope(town):
        (found,) = certificates(town, visitor=OWNER, today=today)
    return found


def test_the_plan_counts_back_from_the_last_round_before_the_expiry(town, registered):
    found = seen(town, today=EARLY)
    assert (found.starts_on, found.plan.round.name) == (dt.date(2026, 8, 31), "4/2570")
    assert (found.plan.verify_from, found.plan.file_by) == (dt.date(2027, 3, 28), dt.date(2027, 7, 26))
    assert (found.is_due, found.is_expired, found.is_late) == (False, False, False)
    assert seen(town, today=LATE).is_due
    assert seen(town, today=dt.date(2027, 7, 27)).is_late
    assert seen(town, today=dt.date(2027, 8, 31)).is_expired


def test_the_owner_says_how_many_days_it_takes(sign_in, town, orn, registered):
    client = sign_in(orn)
    wrong = client.post(page(town), {"verification_days": "366", "correction_days": "x"})
    assert wrong.status_code == 422
    assert wrong.content.decode().count("โปรดพิมพ์จำนวนเต็มตั้งแต่ 0 ถึง 365") == 4  # summary and field, twice
    assert client.post(page(town), {"verification_days": "๖๐", "correction_days": "15"}).status_code == 302
    assert seen(town, today=EARLY).plan.verify_from == dt.date(2027, 5, 12)
    with tenant_scope(town):
        entry = Entry.objects.of(town).get(act="certificate.planned")
        plan_renewal(municipality=town, actor=orn, verification_days=60, correction_days=15)
        assert Entry.objects.of(town).filter(act="certificate.planned").count() == 1
    assert entry.facts == {"verification_days": 60, "correction_days": 15}


@pytest.mark.parametrize("name", ["nid", "anan", "pim", "wichai"])
def test_others_see_the_certificates_and_do_not_plan(request, sign_in, town, registered, name):
    client = sign_in(request.getfixturevalue(name))
    assert "FY26-0000" in client.get(page(town)).content.decode()
    assert client.post(page(town), {"verification_days": "1", "correction_days": "1"}).status_code == 403
    with tenant_scope(town):
        assert not RenewalPlan.objects.of(town).exists()


def test_a_verifier_sees_the_certificates_of_assigned_years_only(sign_in, town, wichai, registered):
    wichai.verifier_assignments.update(year="2566")
    assert "FY26-0000" not in sign_in(wichai).get(page(town)).content.decode()


def test_what_the_province_states_counts_in_the_place_of_the_fixture(sign_in, town, pim, registered):
    where = reverse("inventories:round_list")
    begun = sign_in(pim).get(where, {"round": "4/2570"}).content.decode()
    assert 'value="26/7/2570"' in begun
    sent = {
        "year": "2570", "number": "4", "documents_by": "20/7/2570", "announced_on": "25/8/2570", "source": "ประกาศ อบก. (สมมติ)",
    }  # fmt: skip
    assert sign_in(pim).post(where, sent).status_code == 302
    assert seen(town, today=EARLY).plan.file_by == dt.date(2027, 7, 20)
    assert sign_in(pim).post(where, sent | {"withdrawn": "on"}).status_code == 302
    assert seen(town, today=EARLY).plan.round.name == "3/2570"
    body = sign_in(pim).get(where).content.decode()
    assert "<s>4/2570</s>" in body
    assert "ประกาศ อบก. (สมมติ)" in body
    with every_municipality(reason="the chain that belongs to none"):
        facts = [
            each.facts["withdrawn"] for each in Entry.objects.of(None).filter(act="round.stated").order_by("number")
        ]
    assert facts == [False, True]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"announced_on": "1/7/2570"}, "วันประกาศผลต้องหลังวันส่งเอกสาร"),
        ({"source": " "}, "โปรดพิมพ์ที่มา"),
        ({"number": "0"}, "ตั้งแต่ 1 ถึง 24"),
        ({"year": "2027"}, "2570"),
    ],
)
def test_a_wrong_round_is_not_stated(sign_in, suda, typed, sentence):
    sent = {
        "year": "2570",
        "number": "4",
        "documents_by": "20/7/2570",
        "announced_on": "25/8/2570",
        "source": "x",
    } | typed
    response = sign_in(suda).post(reverse("inventories:round_list"), sent)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not FilingRound.objects.exists()


def test_a_stated_round_is_kept_as_it_was_and_in_order(pim):
    with every_municipality(reason="the chain that belongs to none"):
        days = {"documents_by": dt.date(2028, 1, 24), "announced_on": dt.date(2028, 2, 23)}
        state_round(actor=pim, year=2571, number=1, source="x", **days)
        with pytest.raises(Refused):
            state_round(actor=pim, year=2571, number=1, source="x", **days | {"announced_on": dt.date(2028, 1, 24)})
        assert every_round()[-1].name == "1/2571"
        with pytest.raises(DatabaseError), transaction.atomic():
            FilingRound.objects.update(source="y")


def test_the_fixture_has_its_sources_and_a_wrong_line_is_told(tmp_path):
    rounds = read_rounds()
    assert [each.name for each in rounds] == ["5/2569", "6/2569", *(f"{number}/2570" for number in range(1, 7))]
    assert all(each.source and each.confidence == "high" for each in rounds)
    for line in (
        "2570,1,2027-13-01,,2027-02-24,x,high",
        "2570,1,2027-03-01,,2027-02-24,x,high",
        "2570,1,2027-01-01,,2027-02-24,,high",
    ):
        file = tmp_path / "rounds.csv"
        file.write_text(HEAD + line + "\n", encoding="utf-8")
        with pytest.raises(RoundFault, match="line 2"):
            read_rounds(file)


def test_the_overview_the_year_and_the_province_remind(sign_in, town, orn, pim, registered, monkeypatch):
    places = [
        (orn, reverse("inventories:municipality_overview", args=[town.key])),
        (orn, reverse("reports:year_overview", args=[town.key, "2567"])),
        (pim, reverse("reports:province")),
    ]
    for today, wanted in ((EARLY, False), (LATE, True)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, today=today: today)
        for person, where in places:
            body = sign_in(person).get(where).content.decode()
            assert (f'href="{page(town)}">' in body and "30 ส.ค. 2570" in body) == wanted, where


def test_cars_that_wait_are_told_to_the_owner_and_the_province(sign_in, town, orn, nid, wichai, pim, verifying):
    with tenant_scope(town):
        answer(verifying, find(verifying, wichai, "CL"), orn)
        find(verifying, wichai)
    year_page = reverse("reports:year_overview", args=[town.key, "2567"])
    told = "ข้อค้นพบของผู้ทวนสอบ รอคำตอบ"
    assert told in sign_in(orn).get(year_page).content.decode()
    assert told not in sign_in(nid).get(year_page).content.decode()
    with every_municipality(reason="the province's list"):
        (waits,) = waiting_findings()
    assert (waits.inventory, waits.to_answer, waits.with_verifier) == (verifying, 1, 1)
    body = sign_in(pim).get(reverse("reports:province")).content.decode()
    assert "CAR และ CL ที่ยังไม่ปิด" in body


def test_the_province_asks_as_often_for_20_certificates_as_for_2(town, orn, registered, django_assert_num_queries):
    from tests.conftest import make_town
    from tests.inventories.conftest import make_year

    def copy_to(number: int) -> None:
        other = make_town(f"town-{number}", f"เทศบาลสมมติ {number}", f"Town {number}")
        Membership.objects.create(municipality=other, user=orn, role="owner")
        with tenant_scope(other):
            year = make_year(other, orn)
            StateChange.objects.create(
                municipality=other, inventory=year, number=1, act="register", before=State.FILED, after=State.REGISTERED,
                reference="x", ends_on=ENDS_ON, changed_by=orn, changed_at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC), entry_number=1,
            )  # fmt: skip

    def queries() -> int:
        with every_municipality(reason="the province's list"), django_assert_num_queries(5):
            found = certificates_due(today=LATE)
            assert all(each.step.municipality.name_today and each.inventory.title for each in found)
        return len(found)

    copy_to(1)
    assert queries() == 2
    for number in range(2, 20):
        copy_to(number)
    assert queries() == 20
