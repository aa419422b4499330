"""Jobs that the worker does. Each opens its own scope; what a job is given are ids, never names or words."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from inventories.exports.reminder import letter
from inventories.models import Fault, Outcome, ReminderStep
from inventories.selectors.collection import collection_of
from inventories.selectors.reminders import begun, is_ended, municipalities_to_remind
from inventories.services.reminders import DELIVER, ask_where_late, record_end
from inventories.services.spread import refresh_spread

RETRIES = 5
RETRY = RetryStrategy(max_attempts=RETRIES, exponential_wait=6)  # after 6 s, 36 s, 4 min, 22 min, 2 h
AT_SEVEN = "0 0 * * *"  # procrastinate reckons in UTC: 07:00 in Thailand
AT_TWO = "0 19 * * *"  # 02:00 in Thailand


@app.task(name=DELIVER, retry=RETRY, pass_context=True)
def deliver_reminder(context: JobContext, *, municipality: int, step: int) -> None:
    """Write the letter of a step as things stand now, send it and keep what came of it.

    Sent outside of a transaction: a slow mail server must hold no row. An error that may pass raises, for another try.
    """
    town = Municipality.objects.get(pk=municipality)
    attempt = context.job.attempts + 1
    with tenant_scope(town):
        beginning = begun(town, step)
        message, late = _message(beginning)
        if is_ended(beginning):
            return
        if message is None:
            _end(beginning, Outcome.NOTHING, attempt)
            return
        if not settings.SENDS_EMAIL or not message.to:
            _end(beginning, Outcome.GAVE_UP, attempt, late=late, fault=Fault.UNSET)
            return
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        fault, may_pass = _fault(error)
        last = not may_pass or attempt > RETRIES
        with tenant_scope(town):
            _end(beginning, Outcome.GAVE_UP if last else Outcome.FAILED, attempt, late=late, fault=fault)
        if last:
            return
        raise
    with tenant_scope(town):
        _end(beginning, Outcome.SENT, attempt, late=late)


@app.periodic(cron=AT_SEVEN)
@app.task(name="inventories.remind_all", queueing_lock="inventories.remind_all")
def remind_all(timestamp: int) -> None:  # noqa: ARG001  # a periodic job is told when
    """Put off a job for each municipality that has a division which wants letters."""
    with every_municipality(reason="to see which municipalities want letters"):
        wanted = municipalities_to_remind()
    for municipality in wanted:
        remind_municipality.defer(municipality=municipality)


@app.task(name="inventories.remind_municipality", retry=RETRY)
def remind_municipality(*, municipality: int) -> None:
    """Ask for the letters of one municipality that are due today."""
    town = Municipality.objects.get(pk=municipality)
    with tenant_scope(town):
        ask_where_late(municipality=town)


@app.periodic(cron=AT_TWO)
@app.task(name="inventories.refresh_spread", queueing_lock="inventories.refresh_spread", retry=RETRY)
def refresh_spread_at_night(timestamp: int) -> None:  # noqa: ARG001  # a periodic job is told when
    """Read afresh what sources of a kind take."""
    refresh_spread()


def _message(beginning: ReminderStep) -> tuple[EmailMessage | None, int]:
    """Return the letter of a step, None where nothing is late or may come any more; and how many figures are late."""
    inventory, division = beginning.inventory, beginning.division
    collection = collection_of(inventory, division, today=timezone.localdate())
    if not inventory.is_open or not (collection.late or collection.waiting):
        return None, 0
    grid = reverse("inventories:grid", args=[inventory.municipality.key, inventory.token])
    address = f"{settings.SITE_URL}{grid}" if settings.SITE_URL else ""
    written = letter(inventory, collection, town=inventory.municipality.name_today.name_th, address=address)
    return EmailMessage(written.subject, written.text, to=[division.email] if division.email else []), len(
        collection.late
    )


def _end(beginning: ReminderStep, outcome: Outcome, attempt: int, *, late: int = 0, fault: Fault = Fault.NONE) -> None:
    record_end(beginning=beginning, outcome=outcome, attempt=attempt, late=late, fault=fault)


def _fault(error: Exception) -> tuple[Fault, bool]:
    """Return why a letter could not be sent, and whether that may pass by itself."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _said in error.recipients.values()]
        return Fault.ADDRESS, all(400 <= code < 500 for code in codes)  # noqa: PLR2004  # SMTP: 4xx may pass
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Fault.SIGN_IN, True
    if isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError) or not isinstance(
        error, smtplib.SMTPException
    ):
        return Fault.UNREACHABLE, True
    return Fault.REFUSED, True
