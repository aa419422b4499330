"""One-time codes: made for a person, handed over on paper or as a link, used once to choose a password."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cfo_site.accounts import acts
from cfo_site.accounts.models import Ticket, User
from cfo_site.accounts.models.ticket import code_hash
from cfo_site.accounts.selectors import ticket_of
from cfo_site.accounts.services.people import one_time_password, record, set_password

DAYS = 14  # practice, section 1


@transaction.atomic
def make_ticket(*, person: User, actor: User | None, now: dt.datetime | None = None) -> tuple[Ticket, str]:
    """Make a code with which a person chooses a password, and return it: it is kept nowhere. Older ones end with it."""
    now = now or timezone.now()
    Ticket.objects.filter(user=person, used_at__isnull=True, replaced_at__isnull=True).update(replaced_at=now)
    code = one_time_password()
    ticket = Ticket(
        user=person, code_sha256=code_hash(code), made_by=actor, made_at=now, ends_at=now + dt.timedelta(days=DAYS)
    )
    ticket.full_clean()
    ticket.save()
    record(acts.TICKET_MADE, actor, person=person.pk)
    return ticket, code


@transaction.atomic
def use_ticket(*, code: str, password: str, now: dt.datetime | None = None) -> User | None:
    """Set the password that the holder of a code chose, and return whose it is; None where the code opens nothing.

    Of two at the same moment one wins.
    """
    now = now or timezone.now()
    ticket = ticket_of(code, now=now, held=True)
    if ticket is None:
        return None
    ticket.used_at = now
    ticket.save(update_fields=["used_at"])
    set_password(person=ticket.user, password=password, actor=ticket.user)
    return ticket.user
