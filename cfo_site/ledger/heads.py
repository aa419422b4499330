"""Heads of the chains, kept in a file outside the database: what was deleted from the end of a chain is missed by it.

One line for each chain that has grown since its last line; every line names the one before it and is sealed. The file
is worth most where the database's administrator cannot write: copy it to another machine, or print it.
"""

import datetime as dt
import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger import chain
from cfo_site.ledger.models import Chain

Line = Mapping[str, object]


def kept() -> list[Line]:
    """Return all lines, oldest first; none where the file was never written. Raises ValueError for a damaged line."""
    file = _file()
    return list(chain.read_lines(file)) if file.exists() else []


def keep(*, now: dt.datetime | None = None) -> list[Line]:
    """Append the heads that have changed, with fsync, and return the lines that were added.

    Two processes at once add one after the other. Raises OSError where the file cannot be written.
    """
    at = (now or timezone.now()).astimezone(dt.UTC).isoformat(timespec="seconds")
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a+", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        before = [json.loads(text) for text in handle if text.strip()]
        last = {line["chain"]: (line["number"], line["hash"]) for line in before}
        previous = chain.line_hash(before[-1]) if before else chain.START
        added: list[Line] = []
        for head in _heads():
            if last.get(head.municipality_id) == (head.last_number, head.last_hash):
                continue
            name = head.municipality.key if head.municipality else ""
            line = chain.head_line(
                previous, at=at, chain=head.municipality_id, name=name,
                number=head.last_number, head=head.last_hash, key=settings.LEDGER_KEY,
            )  # fmt: skip
            handle.write(chain.canonical(line).decode() + "\n")
            previous = chain.line_hash(line)
            added.append(line)
        handle.flush()
        os.fsync(handle.fileno())
    return added


def _heads() -> list[Chain]:
    with every_municipality(reason="the heads of all chains are kept together"):
        heads = Chain.objects.of_every_municipality().select_related("municipality").filter(last_number__gt=0)
        return list(heads.order_by("municipality_id"))


def _file() -> Path:
    return Path(settings.LEDGER_HEADS)
