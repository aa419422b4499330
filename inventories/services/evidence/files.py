"""Keeping a file and withdrawing one: the bytes on disk first, then the row, so that no row names what is not there."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import Municipality, User
from cfo_site.files import clamav, content, store
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Evidence, EvidenceFile, FileWithdrawal, Submission
from inventories.policies import Refused
from inventories.selectors.evidence.files import folder, stored_bytes, withdrawal_of
from inventories.services.locking import hold_municipality

LONGEST_NAME = 200
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff/\\]")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept now, or was before; what to call it; and a sentence where its name said something else."""

    file: EvidenceFile
    name: str
    notice: str = ""


@transaction.atomic
def store_file(
    *, municipality: Municipality, actor: User | None, upload: "UploadedFile[Any]", now: dt.datetime | None = None
) -> Kept:
    """Look at an uploaded file and keep it, once whatever it is called and however often it comes.

    `actor` None: it came without an account, by a one-time link. Raises Refused with a sentence: too large, a kind that
    is not taken, damaged, a scanner's objection, withdrawn earlier, no room.
    """
    try:
        if not upload.size or upload.size > settings.UPLOAD_BYTES:
            raise Refused(_("ไฟล์ต้องมีขนาดไม่เกิน 20 MB และไม่ว่างเปล่า โปรดย่อหรือแบ่งไฟล์"))
        bytes_of, said = cast("IO[bytes]", upload.file), upload.name or ""
        what = content.recognise(bytes_of, said)
        clamav.check(bytes_of)
    except content.NotAccepted as refusal:
        raise Refused(str(refusal)) from None
    stored = store.digest(bytes_of)
    name = _proper_name(said, what.media_type)
    notice = ""
    if not content.suffix_fits(said, what.media_type):
        notice = _("ไฟล์ %(said)s มีเนื้อหาเป็น %(kind)s จึงเก็บในชื่อ %(name)s") % {
            "said": said, "kind": content.SUFFIXES[what.media_type].removeprefix(".").upper(), "name": name,
        }  # fmt: skip
    if (there := _there(municipality, stored.sha256)) is not None:
        store.put(folder(municipality), bytes_of, stored)  # mends a file that was lost or spoilt on the disk
        return Kept(there, name, notice)
    _check_room(municipality, stored.size)
    try:
        store.put(folder(municipality), bytes_of, stored)
    except OSError:
        raise Refused(_no_disk()) from None
    hold_municipality(municipality)  # the same file may come twice at once
    if (there := _there(municipality, stored.sha256)) is not None:
        return Kept(there, name, notice)
    row = EvidenceFile(
        municipality=municipality,
        sha256=stored.sha256,
        size=stored.size,
        media_type=what.media_type,
        width=what.width,
        height=what.height,
        pages=what.pages,
        stored_by=actor,
        stored_at=now or timezone.now(),
    )
    entry = ledger.append(
        municipality=municipality, actor=actor, act=acts.FILE_STORED,
        facts={"sha256": row.sha256, "size": row.size, "media_type": row.media_type}, now=now,
    )  # fmt: skip
    row.entry_number = entry.number
    row.full_clean(exclude=["municipality", "stored_by"])
    row.save(force_insert=True)
    return Kept(row, name, notice)


@transaction.atomic
def withdraw_file(*, file: EvidenceFile, actor: User, reason: str, now: dt.datetime | None = None) -> FileWithdrawal:
    """Remove a file's bytes for privacy, and what it was called; hash, reason and who stay. Also of a locked year.

    The bytes go when the transaction is done. Raises Refused without a reason and for a file withdrawn already.
    """
    reason = thai.normalise(reason).strip()
    if not reason:
        raise Refused(_("โปรดพิมพ์เหตุผลที่ถอนไฟล์ เหตุผลนี้จะแสดงแทนไฟล์"))
    hold_municipality(file.municipality)
    if withdrawal_of(file) is not None:
        raise Refused(_("ไฟล์นี้ถูกถอนไปแล้ว"))
    row = FileWithdrawal(
        municipality=file.municipality, file=file, reason=reason, withdrawn_by=actor, withdrawn_at=now or timezone.now()
    )
    row.full_clean(exclude=["municipality", "file", "withdrawn_by"])
    row.save(force_insert=True)
    Evidence.objects.of(file.municipality).filter(file=file).update(file_name="")
    Submission.objects.of(file.municipality).filter(photo=file).update(photo_name="")
    ledger.append(
        municipality=file.municipality, actor=actor, act=acts.FILE_WITHDRAWN, subject=f"evidence_file:{file.pk}",
        facts={"sha256": file.sha256}, text=reason, now=now,
    )  # fmt: skip
    where = folder(file.municipality)
    transaction.on_commit(lambda: store.remove(where, file.sha256))
    return row


def _there(municipality: Municipality, sha256: str) -> EvidenceFile | None:
    """Return the file of a hash, None where there is none. Raises Refused where it was withdrawn."""
    row = EvidenceFile.objects.of(municipality).filter(sha256=sha256).first()
    if row is not None and (withdrawn := withdrawal_of(row)) is not None:
        raise Refused(_("ไฟล์นี้เคยถูกถอนออกแล้ว เพราะ “%(reason)s” จึงเก็บอีกไม่ได้") % {"reason": withdrawn.reason})
    return row


def _check_room(municipality: Municipality, size: int) -> None:
    """Refuse a file where the disk or the municipality's share of it is full; figures can still be entered."""
    if store.free_space(folder(municipality)) - size < settings.DISK_RESERVE_BYTES:
        raise Refused(_no_disk())
    if stored_bytes(municipality) + size > settings.EVIDENCE_BYTES:
        raise Refused(
            _("ที่เก็บไฟล์ของเทศบาลเต็มแล้ว (%(most)s MB) จึงเก็บไฟล์นี้ไม่ได้ ลงทะเบียนหลักฐานโดยไม่แนบไฟล์ได้ และแจ้งผู้ดูแลระบบให้เพิ่มที่เก็บ")
            % {"most": settings.EVIDENCE_BYTES // 1024**2}
        )


def _no_disk() -> str:
    return _("ที่เก็บไฟล์ของระบบใกล้เต็ม จึงยังรับไฟล์ไม่ได้ ตัวเลขยังกรอกได้ตามปกติ โปรดแจ้งผู้ดูแลระบบ")


def _proper_name(said: str, media_type: str) -> str:
    """Return a file's name as it was given, without folders and invisible signs, ending as its content is."""
    name = _UNSAFE.sub(" ", thai.normalise(said.replace("\\", "/").rpartition("/")[2])).strip(" .") or "file"
    suffix = "" if content.suffix_fits(name, media_type) else content.SUFFIXES[media_type]
    if suffix:
        return name[: LONGEST_NAME - len(suffix)] + suffix
    end = PurePosixPath(name).suffix
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(end)] + end
