"""Writing the ledger: always inside the transaction of the act itself."""

import datetime as dt
import secrets

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import chain
from cfo_site.ledger.acts import Act
from cfo_site.ledger.models import Chain, Entry, EntryText


def append(
    *,
    municipality: Municipality | None,
    actor: User | None,
    act: Act,
    subject: str = "",
    facts: dict[str, object] | None = None,
    text: str = "",
    now: dt.datetime | None = None,
) -> Entry:
    """Append one act to a municipality's chain, or to the province's when there is none, and return its entry.

    Must run inside the scope that shows the chain's rows. `facts` are ids, numbers and hashes, never names; free text
    goes into `text`. Raises ValueError if a fact that the act declares is missing.
    """
    facts = facts or {}
    if missing := act.facts - facts.keys():
        message = f"{act.key} must carry {', '.join(sorted(missing))}"
        raise ValueError(message)
    with transaction.atomic(savepoint=False):  # the act's own transaction decides: nobody goes on without its entry
        head = _locked_head(municipality)
        salt = secrets.token_hex(16) if text else ""
        entry = Entry(
            municipality=municipality,
            number=head.last_number + 1,
            at=(now or timezone.now()).astimezone(dt.UTC),
            actor_id=actor.pk if actor else None,
            act=act.key,
            subject=subject,
            facts=facts,
            text_hash=chain.text_hash(salt, text) if text else "",
            previous_hash=head.last_hash,
        )
        entry.hash = chain.entry_hash(entry.previous_hash, entry.content())
        entry.seal = chain.seal(settings.LEDGER_KEY, entry.hash)
        entry.full_clean(exclude=["municipality"], validate_unique=False, validate_constraints=False)
        entry.save(force_insert=True)
        if text:
            EntryText.objects.create(municipality=municipality, entry=entry, salt=salt, text=text)
        head.last_number, head.last_hash = entry.number, entry.hash
        head.save(update_fields=["last_number", "last_hash"])
        return entry


def _locked_head(municipality: Municipality | None) -> Chain:
    heads = Chain.objects.of(municipality).select_for_update()
    if (head := heads.first()) is not None:
        return head
    # Two first acts at once: the insert of the second waits for the first, then does nothing.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_chain (municipality_id, last_number, last_hash) VALUES (%s, 0, %s) ON CONFLICT DO NOTHING",
            [municipality.pk if municipality else None, chain.START],
        )
    return heads.get()
