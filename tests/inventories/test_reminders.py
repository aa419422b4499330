"""The page of what divisions owe: its texts, who may send or note what, and what is kept of it."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.exports.reminder import addressee, letter
from inventories.models import Division, Outcome, ReminderStep
from inventories.policies import Refused
from inventories.selectors.collection import collection_of
from inventories.selectors.reminders import STALLED
from inventories.services.reminders import ask_for_letter, ask_where_late, record_end, tell
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_diesel
from .divisions import EMAIL, clerk, finance, make_division

__all__ = ["clerk", "finance"]
BEFORE = dt.datetime(2024, 1, 20, tzinfo=dt.UTC)  # nothing of 2567 is owed yet
MARCH = dt.datetime(2024, 3, 10, tzinfo=dt.UTC)  # January is late, February may come
DAY = dt.timedelta(days=1)


@pytest.fixture
def page(town, year):
    return reverse("inventories:reminders", args=[town.key, "2567"])


@pytest.fixture
def _mail(settings):
    settings.SENDS_EMAIL = True


def steps(town) -> list[ReminderStep]:
    with tenant_scope(town):
        return list(ReminderStep.objects.of(town).order_by("pk"))


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.order_by("pk"))


def to(name: str, town, division) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", division.pk])


def test_the_page_lists_divisions_with_their_late_months_and_a_text_to_copy(sign_in, nid, page, finance, clerk):
    body = sign_in(nid).get(page).content.decode()
    assert body.count("เลยกำหนด 12 ช่อง") == 2
    assert "ม.ค.–ธ.ค. 2567" in body
    assert 'data-copy="text-' in body
    assert "เรียน ผู้อำนวยการกองคลัง" in body
    assert f"http://testserver{reverse('inventories:grid', args=['thung-sai', '2567'])}" in body


def test_the_letter_says_what_is_late_what_may_come_and_what_to_do_where_there_is_nothing(town, year, finance, clerk):
    with tenant_scope(town):
        Division.objects.of(town).filter(pk=finance.pk).update(addressee="หัวหน้าฝ่ายการเงิน")
        finance.refresh_from_db(from_queryset=Division.objects.of(town))
        written = letter(
            year,
            collection_of(year, finance, today=MARCH.date()),
            town="เทศบาลตำบลทุ่งทราย",
            address="https://x.example/grid/",
        )
    assert written.subject == "ขอข้อมูลสำหรับบัญชีก๊าซเรือนกระจก ปี 2567"
    assert written.text == (
        "เรื่อง ขอข้อมูลสำหรับบัญชีก๊าซเรือนกระจก ปี 2567\nเรียน หัวหน้าฝ่ายการเงิน\n\n"
        "เทศบาลตำบลทุ่งทรายขอข้อมูลที่เลยกำหนดแล้ว 1 รายการ ดังนี้\n1. ไฟฟ้าสำนักงาน เดือน ม.ค. 2567\n\n"
        "และข้อมูลที่ใกล้ถึงกำหนด ดังนี้\n1. ไฟฟ้าสำนักงาน เดือน ก.พ. 2567\n\n"
        "เดือนใดไม่มีการใช้งาน โปรดแจ้งว่า “ไม่มีกิจกรรม” หากยังไม่ได้รับเอกสาร โปรดแจ้งวันที่คาดว่าจะได้รับ\n\n"
        "กรอกข้อมูลได้ที่ https://x.example/grid/\n\nขอบคุณ"
    )


@pytest.mark.parametrize(
    ("name", "post"),
    [("กองคลัง", "ผู้อำนวยการกองคลัง"), ("สำนักปลัดเทศบาล", "ผู้อำนวยการสำนักปลัดเทศบาล"), ("งานป้องกัน", "หัวหน้างานป้องกัน")],
)
def test_a_letter_goes_to_the_head_of_the_division(name, post):
    assert addressee(Division(name_th=name)) == post


def test_a_year_that_owes_nothing_says_so(sign_in, nid, page, diesel, electricity, fill):
    fill(diesel, "1")
    fill(electricity, "1")
    body = sign_in(nid).get(page).content.decode()
    assert "ไม่มีกองใดค้างข้อมูลในวันนี้" in body
    assert "data-copy" not in body


@pytest.mark.parametrize(("person", "status"), [("nid", 302), ("orn", 302), ("anan", 403), ("pim", 403), ("wichai", 403), ("olarn", 404)])  # fmt: skip
def test_who_may_note_that_a_division_was_told(person, status, request, sign_in, town, finance):
    assert sign_in(request.getfixturevalue(person)).post(to("reminder_tell", town, finance)).status_code == status
    assert [step.outcome for step in steps(town)] == ([Outcome.TOLD] if status == 302 else [])


@pytest.mark.parametrize(("person", "status"), [("nid", 403), ("orn", 302), ("anan", 403), ("pim", 403), ("wichai", 403), ("olarn", 404)])  # fmt: skip
@pytest.mark.usefixtures("_mail")
def test_who_may_send_a_letter(person, status, request, sign_in, town, finance):
    assert sign_in(request.getfixturevalue(person)).post(to("reminder_send", town, finance)).status_code == status
    assert [step.outcome for step in steps(town)] == ([Outcome.ASKED] if status == 302 else [])
    assert len(jobs()) == (1 if status == 302 else 0)


def test_a_note_shows_in_the_log_with_its_person_and_stands_in_the_ledger_without_names(
    sign_in, nid, town, page, finance
):
    browser = sign_in(nid)
    browser.post(to("reminder_tell", town, finance))
    body = browser.get(page).content.decode()
    log = body.partition('id="log"')[2]
    assert "แจ้งกองแล้วด้วยทางอื่น" in log
    assert nid.display_name in log
    with tenant_scope(town):
        entry = Entry.objects.of(town).latest("number")
    assert entry.facts == {"year": "2567", "division": finance.pk, "outcome": "told", "late": 12}
    assert steps(town)[0].entry_number == entry.number


@pytest.mark.usefixtures("_mail")
def test_a_job_holds_ids_and_nothing_else(town, orn, year, finance):
    with tenant_scope(town):
        step = ask_for_letter(inventory=year, division=finance, actor=orn, now=MARCH)
    job = jobs()[0]
    assert (job.task_name, job.args) == ("inventories.deliver_reminder", {"municipality": town.pk, "step": step.pk})
    assert EMAIL not in json.dumps(job.args)


@pytest.mark.usefixtures("_mail")
def test_a_letter_that_is_rolled_back_leaves_no_job(town, orn, year, finance):
    with tenant_scope(town), transaction.atomic():
        ask_for_letter(inventory=year, division=finance, actor=orn, now=MARCH)
        assert len(jobs()) == 1
        transaction.set_rollback(True)
    assert (steps(town), jobs()) == ([], [])


def test_without_e_mail_none_is_offered_and_none_is_taken(sign_in, orn, town, page, finance):
    browser = sign_in(orn)
    body = browser.get(page).content.decode()
    assert "reminders/" not in body.partition("<main")[2].replace(to("reminder_tell", town, finance), "")
    assert "ระบบนี้ไม่ได้ตั้งค่าอีเมลไว้" in body
    answer = browser.post(to("reminder_send", town, finance), follow=True)
    assert "โปรดคัดลอกข้อความไปส่งทางอื่น" in answer.content.decode()
    assert steps(town) == []


@pytest.mark.usefixtures("_mail")
def test_refusals_are_sentences(town, orn, anan, year, finance, clerk, diesel, electricity, fill):
    def refusal(division, now=MARCH):
        with tenant_scope(town), pytest.raises(Refused) as refused:
            ask_for_letter(inventory=year, division=division, actor=orn, now=now)
        return str(refused.value)

    assert refusal(clerk) == "ยังไม่มีอีเมลของสำนักปลัดเทศบาล โปรดเพิ่มในหน้ากองก่อน"
    assert refusal(finance, now=BEFORE) == "กองคลัง ไม่มีข้อมูลค้าง จึงไม่ต้องแจ้ง"
    with tenant_scope(town):
        ask_for_letter(inventory=year, division=finance, actor=orn, now=MARCH)
    assert refusal(finance) == "อีเมลถึงกองคลัง กำลังรอส่งอยู่แล้ว"
    with tenant_scope(town):  # lost with its worker: it may be asked for again
        ask_for_letter(inventory=year, division=finance, actor=orn, now=MARCH + STALLED)
    for use in (diesel, electricity):
        fill(use, "1")
    with tenant_scope(town):
        lock(inventory=year, actor=anan)
    assert "ล็อกฉบับแล้ว" in refusal(finance)
    with tenant_scope(town), pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        tell(inventory=year, division=finance, actor=orn, now=MARCH)


def test_a_division_of_another_town_cannot_be_told(sign_in, orn, olarn, town, other_town, year, their_diesel):
    with tenant_scope(other_town):
        theirs = make_division(other_town, olarn, "กองของเมืองอื่น", uses=[their_diesel])
    assert sign_in(orn).post(to("reminder_tell", town, theirs)).status_code == 404
    assert sign_in(olarn).post(to("reminder_tell", other_town, theirs)).status_code == 302


def test_steps_are_never_changed_not_even_by_the_owner_of_the_tables(town, orn, year, finance, as_owner):
    with tenant_scope(town):
        tell(inventory=year, division=finance, actor=orn, now=MARCH)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), as_owner():
        connection.cursor().execute("UPDATE inventories_reminderstep SET late = 0")


# --- what nobody asks for ---


def asked_at(town, now) -> list[str]:
    with tenant_scope(town):
        return [step.division.name_th for step in ask_where_late(municipality=town, now=now)]


def end(town, outcome, at) -> None:
    """Say what came of the newest letter."""
    with tenant_scope(town):
        beginning = ReminderStep.objects.of(town).filter(outcome="asked").latest("pk")
        record_end(beginning=beginning, outcome=outcome, attempt=1, now=at)


@pytest.mark.usefixtures("_mail")
def test_letters_go_by_themselves_to_who_wants_them_once_a_week_while_something_is_late(town, year, finance, clerk):
    assert asked_at(town, MARCH) == [], "nobody wants letters"
    with tenant_scope(town):
        Division.objects.of(town).filter(pk=finance.pk).update(reminds=True)
    assert asked_at(town, dt.datetime(2024, 2, 10, tzinfo=dt.UTC)) == [], "January may still come"
    assert asked_at(town, MARCH) == ["กองคลัง"]
    assert asked_at(town, MARCH + DAY) == [], "the first is on its way"
    end(town, Outcome.SENT, MARCH)
    assert asked_at(town, MARCH + 6 * DAY) == []
    assert asked_at(town, MARCH + 7 * DAY) == ["กองคลัง"]
    end(town, Outcome.NOTHING, MARCH + 7 * DAY)
    assert asked_at(town, MARCH + 15 * DAY) == ["กองคลัง"]
    assert asked_at(town, MARCH + 30 * DAY) == ["กองคลัง"], "one that was lost with its worker is asked for again"
    assert {step.by_id for step in steps(town)} == {None}


def test_without_e_mail_the_clock_asks_for_nothing(town, orn, year, electricity):
    with tenant_scope(town):
        make_division(town, orn, "กองคลัง", uses=[electricity], email=EMAIL, reminds=True)
    assert asked_at(town, MARCH) == []


def test_the_strip_on_the_towns_page_counts_what_is_late_for_those_who_enter_figures(
    sign_in, nid, pim, town, diesel, record
):
    record(diesel, "1", month=JANUARY)
    overview = reverse("inventories:municipality_overview", args=[town.key])
    assert "เลยกำหนด 11 ช่องในบัญชีปี 2567" in sign_in(nid).get(overview).content.decode()
    assert "เลยกำหนด" not in sign_in(pim).get(overview).content.decode()


def test_the_page_takes_the_same_queries_for_two_sources_and_twenty(
    sign_in, orn, town, year, page, finance, clerk, django_assert_max_num_queries
):
    browser = sign_in(orn)
    browser.get(page)
    with CaptureQueriesContext(connection) as few:
        browser.get(page)
    with tenant_scope(town):
        for number in range(18):
            make_division(town, orn, f"กองที่ {number}", uses=[make_diesel(year, orn, f"รถคันที่ {number}")])
    with django_assert_max_num_queries(len(few)):
        browser.get(page)
