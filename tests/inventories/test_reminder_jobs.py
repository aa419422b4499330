"""Letters on their way: sent, tried again, given up; the clock; and a real worker as the serving role."""

import asyncio
import datetime as dt
import os
import re
import smtplib
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as configuration
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from procrastinate.testing import InMemoryConnector

from cfo_site import tasks as own_tasks
from cfo_site.accounts.tenancy import tenant_scope
from inventories import tasks
from inventories.models import Division, Outcome, ReminderStep
from inventories.services.reminders import ask_for_letter
from tests.conftest import make_person, make_town

from .conftest import make_diesel, make_year
from .divisions import EMAIL, finance, make_division

__all__ = ["finance"]
NOW = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
ROOT = Path(configuration.BASE_DIR)


@pytest.fixture
def letter(town, orn, year, finance, settings):
    """A letter that was asked for."""
    settings.SENDS_EMAIL, settings.SITE_URL = True, "https://cfo.example"
    with tenant_scope(town):
        return ask_for_letter(inventory=year, division=finance, actor=orn, now=NOW)


def deliver(letter, *, attempts: int = 0) -> None:
    context = SimpleNamespace(job=SimpleNamespace(attempts=attempts))
    tasks.deliver_reminder(context, municipality=letter.municipality_id, step=letter.pk)


def ends(letter) -> list[tuple[str, int, str]]:
    with tenant_scope(letter.municipality):
        found = ReminderStep.objects.of(letter.municipality).filter(beginning=letter).order_by("pk")
        return [(step.outcome, step.attempt, step.fault) for step in found]


def refuse(monkeypatch, error: Exception) -> None:
    def send(message) -> int:
        raise error

    monkeypatch.setattr(tasks.EmailMessage, "send", send)


def test_a_letter_goes_to_the_division_with_what_is_owed_now(letter):
    deliver(letter)
    [sent] = mail.outbox
    assert sent.to == [EMAIL]
    assert sent.subject == "ขอข้อมูลสำหรับบัญชีก๊าซเรือนกระจก ปี 2567"
    assert "https://cfo.example/m/thung-sai/2567/grid/" in sent.body
    assert ends(letter) == [("sent", 1, "")]


def test_a_job_that_is_done_twice_sends_once(letter):
    deliver(letter)
    deliver(letter, attempts=1)
    assert len(mail.outbox) == 1
    assert ends(letter) == [("sent", 1, "")]


def test_nothing_is_sent_when_the_figures_came_meanwhile(letter, electricity, fill):
    fill(electricity, "5")
    deliver(letter)
    assert mail.outbox == []
    assert ends(letter) == [("nothing", 1, "")]


def test_an_address_that_was_taken_away_meanwhile_ends_it(letter, town, finance):
    with tenant_scope(town):
        Division.objects.of(town).filter(pk=finance.pk).update(email="")
    deliver(letter)
    assert ends(letter) == [("gave_up", 1, "unset")]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (ConnectionRefusedError(), "unreachable"),
        (TimeoutError(), "unreachable"),
        (smtplib.SMTPServerDisconnected(), "unreachable"),
        (smtplib.SMTPAuthenticationError(535, b"no"), "sign_in"),
        (smtplib.SMTPDataError(451, b"later"), "refused"),
        (smtplib.SMTPRecipientsRefused({EMAIL: (450, b"busy")}), "address"),
    ],
)
def test_an_error_that_may_pass_is_kept_and_raised_for_another_try(letter, monkeypatch, error, fault):
    refuse(monkeypatch, error)
    with pytest.raises(type(error)):
        deliver(letter)
    assert ends(letter) == [("failed", 1, fault)]
    monkeypatch.undo()
    deliver(letter, attempts=1)
    assert ends(letter) == [("failed", 1, fault), ("sent", 2, "")]


def test_an_address_that_is_refused_for_good_is_not_tried_again(letter, monkeypatch):
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({EMAIL: (550, b"unknown")}))
    deliver(letter)
    assert ends(letter) == [("gave_up", 1, "address")]


def test_after_the_last_try_it_is_given_up_without_an_error(letter, monkeypatch):
    refuse(monkeypatch, ConnectionRefusedError())
    deliver(letter, attempts=tasks.RETRIES)
    assert ends(letter) == [("gave_up", tasks.RETRIES + 1, "unreachable")]


def test_tries_are_further_and_further_apart_and_come_to_an_end():
    now = dt.datetime.now(dt.UTC)

    def wait(attempts):
        job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="x", attempts=attempts)
        decision = tasks.RETRY.get_retry_decision(exception=OSError(), job=job)
        return decision and round((decision.retry_at - now).total_seconds() / 6)

    waits = [wait(attempts) for attempts in range(tasks.RETRIES + 1)]
    assert waits == [1, 6, 36, 216, 1296, None]


def test_the_clock_strikes_at_seven_in_thailand():
    cron = app.periodic_registry.periodic_tasks["inventories.remind_all", ""].croniter
    begin = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC).timestamp()
    following = dt.datetime.fromtimestamp(cron.get_next(ret_type=float, start_time=begin), dt.UTC)
    thailand = dt.timezone(dt.timedelta(hours=7))
    assert following.astimezone(thailand) == dt.datetime(2026, 11, 24, 7, tzinfo=thailand)


def test_the_clock_puts_off_a_job_for_each_town_that_wants_letters(town, other_town, finance, year, settings):
    settings.SENDS_EMAIL = True
    with tenant_scope(town):
        Division.objects.of(town).filter(pk=finance.pk).update(reminds=True)
    tasks.remind_all(timestamp=0)
    [job] = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("inventories.remind_municipality", {"municipality": town.pk})
    tasks.remind_municipality(**job.args)
    with tenant_scope(town):
        assert [step.outcome for step in ReminderStep.objects.of(town)] == [Outcome.ASKED]


def test_every_task_is_named_and_no_two_jobs_of_one_clock_wait_at_once():
    names = {name for name in app.tasks if name.startswith(("inventories.", "cfo_site."))}
    assert names >= {own_tasks.take_up_stalled.name, own_tasks.forget_old_jobs.name, tasks.remind_all.name}
    for name, _ in app.periodic_registry.periodic_tasks:
        assert app.tasks[name].queueing_lock == name


# --- a real worker ---


def worker(tmp_path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the worker as the serving role on the database of this test; its letters become files."""
    owner, database = os.environ["DATABASE_OWNER_URL"], connection.settings_dict["NAME"]
    serving = re.sub(r"/[^/?]+(?=\?|$)", f"/{database}", owner.replace("cfo_owner", configuration.APP_ROLE, 1), count=1)
    variables = os.environ | {
        "DATABASE_URL": serving, "DATABASE_OWNER_URL": "", "EMAIL_URL": f"filemail:///{tmp_path}",
        "SITE_URL": "https://cfo.example",
    }  # fmt: skip
    variables.pop("PYTEST_CURRENT_TEST", None)
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "worker", *options], env=variables, cwd=ROOT, capture_output=True,
        text=True, timeout=60, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.usefixtures("committed_db")
def test_a_worker_does_as_the_serving_role_what_was_put_off(tmp_path, settings):
    settings.SENDS_EMAIL = True
    town, orn = make_town("thung-sai", "เทศบาลตำบลทุ่งทราย", "Thung Sai"), make_person("orn", "อร")
    with tenant_scope(town):
        year = make_year(town, orn)
        division = make_division(town, orn, "กองช่าง", uses=[make_diesel(year, orn)], email=EMAIL)
        letter = ask_for_letter(inventory=year, division=division, actor=orn, now=NOW)
    done = worker(tmp_path, "--once")
    assert done.returncode == 0, done.stderr
    [file] = tmp_path.iterdir()
    assert f"To: {EMAIL}" in file.read_text()
    assert ends(letter) == [("sent", 1, "")]
    job = ProcrastinateJob.objects.get(task_name="inventories.deliver_reminder")
    assert job.status == "succeeded"


@pytest.mark.usefixtures("committed_db")
def test_a_worker_ends_with_whoever_began_it(tmp_path):
    done = worker(tmp_path, "--with-parent")  # whose input is closed from the start
    assert done.returncode in {0, -15}, done.stderr


def test_a_worker_with_too_much_power_is_refused(monkeypatch, db):
    monkeypatch.setattr("cfo_site.accounts.roles.powers", lambda: ["is a superuser"])
    with pytest.raises(ImproperlyConfigured, match="is a superuser"):
        call_command("worker", "--once")


# --- the worker's own housekeeping ---


@pytest.fixture
def in_memory():
    """Jobs kept nowhere, so that time can be set in them."""
    connector = InMemoryConnector()
    with app.replace_connector(connector):
        yield connector


def kept(connector) -> dict[str, str]:
    return {job["task_name"]: job["status"] for job in connector.jobs.values()}


def housekeep(task) -> None:
    asyncio.run(task(SimpleNamespace(app=app), timestamp=0))


def test_what_a_lost_worker_had_begun_is_taken_up_again_and_what_one_is_doing_is_not(in_memory):
    ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    for name in ("lost", "under way"):
        app.configure_task(name).defer()
        asyncio.run(app.job_manager.register_worker())
    workers = list(in_memory.workers)
    for job, worker_id in zip(in_memory.jobs.values(), workers, strict=True):
        job |= {"status": "doing", "worker_id": worker_id}
    in_memory.workers[workers[0]] = ago
    housekeep(own_tasks.take_up_stalled)
    assert kept(in_memory) == {"lost": "todo", "under way": "doing"}


def test_jobs_done_long_ago_are_forgotten_and_newer_ones_are_not(in_memory):
    now = dt.datetime.now(dt.UTC)
    for name, age in (("old", own_tasks.KEPT_HOURS + 1), ("new", 1)):
        number = app.configure_task(name).defer()
        in_memory.jobs[number]["status"] = "succeeded"
        in_memory.events[number] = [{"type": "succeeded", "at": now - dt.timedelta(hours=age)}]
    housekeep(own_tasks.forget_old_jobs)
    assert list(kept(in_memory)) == ["new"]
