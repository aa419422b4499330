"""Receiving files: what is larger than a file may be is let go while it comes in, so that it never fills the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


class NoLargerThan(FileUploadHandler):
    """Lets go of a file past settings.UPLOAD_BYTES; `was_too_large` then tells the form why there is none."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass on to the handlers after this one."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_BYTES:
            if self.request is not None:
                self.request.META["cfo.too_large"] = self.field_name
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers after this one."""


def was_too_large(request: HttpRequest, field: str) -> bool:
    """Say whether a file of that field came and was let go for its size."""
    return request.META.get("cfo.too_large") == field
