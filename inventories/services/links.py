"""One-time links: made, withdrawn, used without an account, and what came through them accepted or declined."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts import bearer
from cfo_site.accounts.models import Municipality, User
from cfo_site.files import store
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import (
    AmountRevision,
    CameBy,
    EvidenceFile,
    Inventory,
    InventorySource,
    Notation,
    OneTimeLink,
    Submission,
    SubmissionState,
    SubmittedFigure,
)
from inventories.policies import Refused, check_open
from inventories.selectors.evidence.files import withdrawal_of
from inventories.selectors.evidence.kinds import likely_kind
from inventories.selectors.links import months_asked, usable_link
from inventories.selectors.row_hashes import of_submission
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.evidence.entries import add_evidence
from inventories.services.evidence.files import Kept, store_file
from inventories.services.evidence.holding import Place
from inventories.services.locking import hold_years

EXPIRY_DAYS = (7, 14, 30)
USUAL_DAYS = 14


@dataclass(frozen=True, slots=True)
class Made:
    """A link and its token: the only time that anybody sees it."""

    link: OneTimeLink
    token: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody without an account sends: figures by month (None: nothing occurred), and who and what they say."""

    figures: Mapping[dt.date, Decimal | None]
    sender: str = ""
    note: str = ""
    photo: "UploadedFile[Any] | None" = None

    @property
    def by(self) -> str:
        """Return the sender's name as it is kept."""
        return " ".join(thai.normalise(self.sender).split())

    @property
    def remark(self) -> str:
        """Return the note as it is kept."""
        return thai.normalise(self.note).strip()


class Closed(Refused):
    """The link takes no figures any more. The sender learns no more than that."""


@transaction.atomic
def make_link(
    *,
    use: InventorySource,
    actor: User,
    first_month: dt.date,
    last_month: dt.date,
    for_whom: str,
    days: int,
    secret: str,
    now: dt.datetime | None = None,
) -> Made:
    """Make a link that asks for a source's months, with the token of a secret that came with the form.

    The same form sent again gives the same link. Raises Refused: a locked year, no month in use, an unknown time, a secret
    that is none of ours or has been used for something else.
    """
    now = now or timezone.now()
    municipality = use.municipality
    hold_years(municipality, [use.source_id])
    inventory = Inventory.objects.of(municipality).get(pk=use.inventory_id)
    check_open(inventory)
    for_whom = " ".join(thai.normalise(for_whom).split())
    if days not in EXPIRY_DAYS or not bearer.is_secret(secret) or not for_whom:
        raise Refused(_("หน้านี้ไม่สมบูรณ์ โปรดเปิดหน้าสร้างลิงก์ใหม่แล้วลองอีกครั้ง"))
    token = bearer.token_of(municipality, secret)
    wanted: dict[str, Any] = {
        "inventory": inventory, "source": use.source, "first_month": first_month, "last_month": last_month,
        "for_whom": for_whom,
    }  # fmt: skip
    there = OneTimeLink.objects.of(municipality).filter(address_sha256=bearer.hashed(token)).first()
    if there is not None:
        if any(getattr(there, name) != value for name, value in wanted.items()) or there.withdrawn_at is not None:
            raise Refused(_("หน้านี้ใช้สร้างลิงก์ไปแล้ว โปรดเปิดหน้าสร้างลิงก์ใหม่"))
        return Made(there, token)
    link = OneTimeLink(
        municipality=municipality, address_sha256=bearer.hashed(token), made_by=actor, made_at=now,
        expires_at=now + dt.timedelta(days=days), **wanted,
    )  # fmt: skip
    if last_month < first_month or not months_asked(link):
        raise Refused(_("แหล่งปล่อยนี้ไม่ได้ใช้ในเดือนที่เลือก โปรดเลือกเดือนอื่น"))
    link.full_clean(exclude=["municipality", "inventory", "source", "made_by"])
    link.save(force_insert=True)
    facts = {"source": link.source_id, "months": [f"{month:%Y-%m}" for month in months_asked(link)]}
    _note(link, actor, acts.LINK_MADE, facts | {"expires": link.expires_at.isoformat()}, now)
    return Made(link, token)


@transaction.atomic
def withdraw_link(*, link: OneTimeLink, actor: User, now: dt.datetime | None = None) -> None:
    """Let a link take nothing any more; what was sent already stays to be decided on. Twice changes nothing."""
    row = _held(link)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at, row.withdrawn_by = now or timezone.now(), actor
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _note(row, actor, acts.LINK_WITHDRAWN, {}, now)


@transaction.atomic
def receive(
    *, municipality: Municipality, address_sha256: str, sent: Sent, now: dt.datetime | None = None
) -> Submission:
    """Keep what came through a link; it replaces what waited, and counts nowhere before it is accepted.

    The very same sent twice is kept once. Raises Closed where the link takes nothing, and Refused for figures or a
    photograph that cannot be kept.
    """
    now = now or timezone.now()
    line = usable_link(municipality, address_sha256, now=now)
    if line is None:
        raise Closed
    _held(line.link)
    line = usable_link(municipality, address_sha256, now=now)  # as it stands now that nobody changes it
    if line is None:
        raise Closed
    link = line.link
    if not sent.figures or sent.figures.keys() - set(months_asked(link)):
        raise Refused(_("โปรดพิมพ์ตัวเลขอย่างน้อยหนึ่งเดือน"))
    kept = _kept_photo(municipality, sent.photo, now) if sent.photo is not None else None
    if line.latest is not None and _says_the_same(line.latest, sent, kept):
        return line.latest
    Submission.objects.of(municipality).filter(link=link, state=SubmissionState.WAITING).update(
        state=SubmissionState.REPLACED
    )
    row = Submission(
        municipality=municipality, link=link, number=line.latest.number + 1 if line.latest else 1,
        sender=sent.by, note=sent.remark,
        photo=kept.file if kept else None, photo_name=kept.name if kept else "", received_at=now,
    )  # fmt: skip
    row.full_clean(exclude=["municipality", "link", "photo", "decided_by"])
    row.save(force_insert=True)
    figures = [
        SubmittedFigure(
            municipality=municipality, submission=row, month=month, amount=amount,
            notation=Notation.NOT_OCCURRING if amount is None else "",
        )
        for month, amount in sorted(sent.figures.items())
    ]  # fmt: skip
    for figure in figures:
        figure.clean_fields(exclude=["municipality", "submission"])
    SubmittedFigure.objects.bulk_create(figures)
    facts = {"number": row.number, "count": len(figures), "rows_sha256": of_submission(figures)}
    _note(link, None, acts.SUBMISSION_RECEIVED, facts | {"photo": kept.file.sha256 if kept else ""}, now)
    return row


def _says_the_same(latest: Submission, sent: Sent, kept: Kept | None) -> bool:
    if latest.state != SubmissionState.WAITING or (latest.sender, latest.note) != (sent.by, sent.remark):
        return False
    rows = SubmittedFigure.objects.of(latest.municipality).filter(submission=latest).values_list("month", "amount")
    return latest.photo_id == (kept.file.pk if kept else None) and dict(rows) == dict(sent.figures)


def _kept_photo(municipality: Municipality, photo: "UploadedFile[Any]", now: dt.datetime) -> Kept:
    """Keep a photograph. Why one was withdrawn earlier is not told to whoever holds a link."""
    if photo.file is not None:
        there = EvidenceFile.objects.of(municipality).filter(sha256=store.digest(photo.file).sha256).first()
        if there is not None and withdrawal_of(there) is not None:
            raise Refused(_("รับรูปนี้ไม่ได้ โปรดถ่ายรูปใหม่"))
    return store_file(municipality=municipality, actor=None, upload=photo, now=now)


@transaction.atomic
def accept(
    *, submission: Submission, actor: User, based_on: Mapping[dt.date, int], now: dt.datetime | None = None
) -> list[AmountRevision]:
    """Let what was sent count: record its figures, and its photograph as their evidence. All of it or nothing.

    `based_on`: the numbers of the cells' revisions that were shown. Raises Refused (decided already, a locked year) and
    ChangedSince (a cell changed meanwhile).
    """
    now = now or timezone.now()
    link = _held(submission.link)
    row = _undecided(submission)
    municipality, inventory = link.municipality, link.inventory
    check_open(inventory)
    figures = list(SubmittedFigure.objects.of(municipality).filter(submission=row).order_by("month"))
    changes = [
        AmountChange(
            link.source_id, each.month, each.amount, each.notation, based_on.get(each.month, 0), came_by=CameBy.LINK
        )
        for each in figures
    ]
    revisions = record_amounts(municipality=municipality, actor=actor, changes=changes, now=now)
    if row.photo is not None and withdrawal_of(row.photo) is None:
        uses = InventorySource.objects.of(municipality).filter(
            inventory=inventory, source=link.source_id, parent__isnull=True
        )
        add_evidence(
            inventory=inventory, actor=actor, now=now, kept=Kept(row.photo, row.photo_name),
            places=[Place(link.source_id, each.month) for each in figures],
            fields={"kind": likely_kind(uses[0].category), "kept_at": link.for_whom, "note": row.note},
        )  # fmt: skip
    row.state, row.decided_by, row.decided_at = SubmissionState.ACCEPTED, actor, now
    row.save(update_fields=["state", "decided_by", "decided_at"])
    _note(link, actor, acts.SUBMISSION_ACCEPTED, {"number": row.number}, now)
    return revisions


@transaction.atomic
def decline(*, submission: Submission, actor: User, reason: str, now: dt.datetime | None = None) -> None:
    """Say why what was sent does not count; the sender sees the reason and may send again. Raises Refused."""
    now = now or timezone.now()
    link = _held(submission.link)
    row = _undecided(submission)
    reason = thai.normalise(reason).strip()
    if not reason:
        raise Refused(_("โปรดพิมพ์เหตุผลที่ไม่รับ ผู้ส่งจะเห็นเหตุผลนี้"))
    row.state, row.decided_by, row.decided_at, row.reason = SubmissionState.DECLINED, actor, now, reason
    row.full_clean(exclude=["municipality", "link", "photo", "decided_by"])
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    _note(link, actor, acts.SUBMISSION_DECLINED, {"number": row.number}, now, text=reason)


def _held(link: OneTimeLink) -> OneTimeLink:
    """Hold every year in which a link's source counts, then the link, and return it as it is now."""
    hold_years(link.municipality, [link.source_id])
    rows = OneTimeLink.objects.of(link.municipality).select_for_update(of=("self",))
    return rows.select_related("inventory__municipality", "source", "municipality").get(pk=link.pk)


def _undecided(submission: Submission) -> Submission:
    rows = Submission.objects.of(submission.municipality).select_for_update(of=("self",)).select_related("photo")
    row = rows.get(pk=submission.pk)
    if row.state == SubmissionState.REPLACED:
        raise Refused(_("ผู้ส่งส่งใหม่แทนรายการนี้แล้ว โปรดตรวจรายการล่าสุด"))
    if row.state != SubmissionState.WAITING:
        raise Refused(_("มีผู้ตัดสินใจรายการนี้ไปแล้ว โปรดเปิดหน้านี้ใหม่"))
    return row


def _note(
    link: OneTimeLink,
    actor: User | None,
    act: Any,
    facts: Mapping[str, object],
    now: dt.datetime | None,
    *,
    text: str = "",
) -> None:
    ledger.append(
        municipality=link.municipality, actor=actor, act=act, subject=f"one_time_link:{link.pk}",
        facts={"year": link.inventory.token, "link": link.pk, **facts}, text=text, now=now,
    )  # fmt: skip
