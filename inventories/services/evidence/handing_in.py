"""A paper and its file handed in together: both or neither."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cfo_site.accounts.models import User
from inventories.models import Evidence, Inventory
from inventories.services.evidence.entries import add_evidence, attach_file, change_evidence
from inventories.services.evidence.files import store_file
from inventories.services.evidence.holding import Place


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The line of the index, and a sentence where the file's name said something else than it is."""

    evidence: Evidence
    notice: str = ""


@transaction.atomic
def hand_in(
    *,
    inventory: Inventory,
    actor: User,
    fields: Mapping[str, Any],
    places: Sequence[Place],
    upload: "UploadedFile[Any] | None" = None,
    now: dt.datetime | None = None,
) -> HandedIn:
    """Add a line to the index, with its file where one came. Raises Refused and ValidationError; then neither is kept."""
    kept = store_file(municipality=inventory.municipality, actor=actor, upload=upload, now=now) if upload else None
    added = add_evidence(inventory=inventory, actor=actor, fields=fields, places=places, kept=kept, now=now)
    return HandedIn(added, kept.notice if kept else "")


@transaction.atomic
def hand_in_again(
    *,
    evidence: Evidence,
    inventory: Inventory,
    actor: User,
    fields: Mapping[str, Any],
    upload: "UploadedFile[Any] | None" = None,
    now: dt.datetime | None = None,
) -> HandedIn:
    """Change a line and give it its file where one came. Raises Refused and ValidationError; then nothing is changed."""
    changed = change_evidence(evidence=evidence, inventory=inventory, actor=actor, fields=fields, now=now)
    if upload is None:
        return HandedIn(changed)
    kept = store_file(municipality=inventory.municipality, actor=actor, upload=upload, now=now)
    return HandedIn(attach_file(evidence=changed, inventory=inventory, actor=actor, kept=kept, now=now), kept.notice)
