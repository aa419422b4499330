"""Keeping the scan of a paper that stands for a step: a PDF or a picture, among the files of evidence."""

import datetime as dt
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.files import content
from inventories.models import EvidenceFile
from inventories.policies import Refused
from inventories.services.evidence.files import store_file


def keep_scan(
    *, municipality: Municipality, actor: User, upload: "UploadedFile[Any]", now: dt.datetime | None = None
) -> EvidenceFile:
    """Keep the scan of a paper and return its file. Raises Refused, before anything is kept, for what is no picture or PDF.

    Belongs into the transaction of its step: lock order inventories, municipality, chain's head.
    """
    try:
        what = content.recognise(cast("IO[bytes]", upload.file), upload.name or "")
    except content.NotAccepted as refusal:
        raise Refused(str(refusal)) from None
    if what.media_type != content.PDF and not what.is_picture:
        raise Refused(_("เอกสารที่ลงนามต้องเป็น PDF หรือภาพถ่าย (JPEG, PNG, WebP) โปรดสแกนหรือถ่ายภาพกระดาษ แล้วเลือกใหม่"))
    return store_file(municipality=municipality, actor=actor, upload=upload, now=now).file
