"""Taking a year along its path: handing in, approving, locking, verification, filing, registration."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.accounts.selectors import works_alone
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Inventory, Review, Snapshot, State, StateChange
from inventories.policies import Refused
from inventories.policies.path import check_second_person, check_step
from inventories.selectors.approval import figures_hash
from inventories.selectors.inventories import latest_snapshot
from inventories.selectors.path import last_step
from inventories.services.freezing import check_whole, freeze
from inventories.services.scans import keep_scan


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says that stands for a step: who signed it and when, its number, until when it holds; its scan."""

    signed_by: str = ""
    signed_position: str = ""
    signed_on: dt.date | None = None
    reference: str = ""
    ends_on: dt.date | None = None
    scan: "UploadedFile[Any] | None" = None


NO_PAPER = Paper()


@transaction.atomic
def submit(*, inventory: Inventory, actor: User, now: dt.datetime | None = None) -> StateChange:
    """Hand a whole year in for approval. Raises policies.Refused."""
    inventory = held(inventory)
    check_step(inventory, "submit")
    check_whole(inventory)
    return record_step(inventory, actor, "submit", State.SUBMITTED, now=now)


@transaction.atomic
def approve(
    *, inventory: Inventory, actor: User, paper: Paper = NO_PAPER, now: dt.datetime | None = None
) -> StateChange:
    """Approve a year that was handed in: on screen, or as a paper says that was signed by hand. Raises policies.Refused.

    Whoever handed in does not approve on screen, unless nobody else works in the municipality: the step then says so.
    The entry carries the hash of the figures that were approved, as the memo for the signature prints it.
    """
    inventory = held(inventory)
    key = "approve_on_paper" if paper.signed_by else "approve"
    check_step(inventory, key)
    if key == "approve_on_paper" and paper.signed_on is None:
        raise Refused(_("โปรดกรอกวันที่ลงนาม"))
    if key == "approve_on_paper" and paper.scan is None:
        raise Refused(_("โปรดแนบภาพถ่ายหรือสแกนของบันทึกข้อความที่ลงนามแล้ว"))
    submitted = last_step(inventory, "submit")
    alone = key == "approve" and submitted is not None and submitted.changed_by_id == actor.pk
    today = timezone.localdate(now)
    check_second_person(alone=alone, colleagues=not works_alone(actor, inventory.municipality, today=today))
    approved = {"figures_sha256": figures_hash(inventory)}
    return record_step(inventory, actor, key, State.APPROVED, paper=paper, alone=alone, facts=approved, now=now)


@transaction.atomic
def send_back(*, inventory: Inventory, actor: User, reason: str, now: dt.datetime | None = None) -> StateChange:
    """Open a year that was handed in or approved for changes again. Raises policies.Refused."""
    inventory = held(inventory)
    check_step(inventory, "send_back", reason=reason)
    return record_step(inventory, actor, "send_back", State.DRAFT, reason=reason, now=now)


@transaction.atomic
def lock(*, inventory: Inventory, actor: User, now: dt.datetime | None = None) -> Snapshot:
    """Freeze an approved year: from here on nothing in its months changes. Raises policies.Refused."""
    now = now or timezone.now()
    inventory = held(inventory)
    check_step(inventory, "lock")
    snapshot = freeze(inventory, actor=actor, now=now)
    record_step(inventory, actor, "lock", State.LOCKED, version=snapshot.version, now=now)
    return snapshot


@transaction.atomic
def take_step(
    *,
    inventory: Inventory,
    actor: User,
    key: str,
    reason: str = "",
    paper: Paper = NO_PAPER,
    now: dt.datetime | None = None,
) -> StateChange:
    """Take one of the steps after locking that change nothing but the state: verify … register. Raises policies.Refused."""
    inventory = held(inventory)
    step = check_step(inventory, key, reason=reason)
    if key not in AFTER_LOCKING or step.after is None:
        message = f"{key} has its own service"
        raise ValueError(message)
    if key == "register" and not (paper.reference and paper.ends_on):
        raise Refused(_("โปรดกรอกเลขที่ใบรับรองและวันที่ใบรับรองสิ้นอายุ"))
    return record_step(inventory, actor, key, State(step.after), reason=reason, paper=paper, now=now)


AFTER_LOCKING = frozenset({"verify", "stop_verifying", "file", "return", "register"})


@transaction.atomic
def review(
    *, inventory: Inventory, actor: User, flag: str, remark: str = "", now: dt.datetime | None = None
) -> Inventory:
    """Set the province's flag beside the path: it stands for the version that was looked at and holds nothing up.

    `remark`: kept as the text of the ledger's entry, the newest one is shown with the flag.
    """
    inventory = held(inventory)
    snapshot = latest_snapshot(inventory)
    inventory.review, inventory.review_of = Review(flag), snapshot.version if snapshot else 0
    inventory.save(update_fields=["review", "review_of"])
    ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.REVIEWED,
        subject=f"inventory:{inventory.pk}",
        facts={"year": inventory.token, "version": inventory.review_of, "review": inventory.review},
        text=remark,
        now=now,
    )
    return inventory


def held(inventory: Inventory) -> Inventory:
    """Lock a year against any other step or change at the same time, and return it as it is now."""
    rows = Inventory.objects.of(inventory.municipality).select_for_update(of=("self",))
    return rows.select_related("gwp_set", "municipality").get(pk=inventory.pk)


def record_step(
    inventory: Inventory,
    actor: User,
    key: str,
    after: State,
    *,
    reason: str = "",
    paper: Paper = NO_PAPER,
    alone: bool = False,
    version: int | None = None,
    facts: Mapping[str, object] | None = None,
    now: dt.datetime | None,
) -> StateChange:
    """Write one step of a held year, with its entry and the scan of its paper, and change its state.

    What may be is judged before. `facts`: more of them for the entry. Raises policies.Refused for a scan that is none.
    """
    now = now or timezone.now()
    if version is None:
        snapshot = latest_snapshot(inventory)
        version = snapshot.version if snapshot else 0
    before = last_step(inventory)
    town = inventory.municipality
    scan = keep_scan(municipality=town, actor=actor, upload=paper.scan, now=now) if paper.scan else None
    entry = ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.STEP_TAKEN,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token, "step": key, "before": inventory.state, "after": after.value, "version": version,
            "scan_sha256": scan.sha256 if scan else "", **(facts or {}),
        },
        text=reason,
        now=now,
    )  # fmt: skip
    change = StateChange(
        municipality=inventory.municipality, inventory=inventory, number=before.number + 1 if before else 1, act=key,
        before=inventory.state, after=after, version=version, reason=reason, alone=alone, signed_by=paper.signed_by,
        signed_position=paper.signed_position, signed_on=paper.signed_on, reference=paper.reference,
        ends_on=paper.ends_on, scan=scan, changed_by=actor, changed_at=now, entry_number=entry.number,
    )  # fmt: skip
    change.full_clean()
    change.save()
    inventory.state, inventory.corrects_whole = after, False
    inventory.save(update_fields=["state", "corrects_whole"])
    return change
