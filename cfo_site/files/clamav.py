"""Asking a ClamAV daemon about a file (clamd's INSTREAM), where settings.CLAMAV names one; off otherwise."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from cfo_site.files.content import NotAccepted

PIECE = 64 * 1024
PATIENCE = 30  # seconds for the daemon to connect, to take a piece and to answer
LONGEST_ANSWER = 4096


def check(file: IO[bytes]) -> None:
    """Send a file to the scanner; leaves it at its beginning. Raises NotAccepted where it objects or does not answer.

    A scanner that was asked for and is not there refuses: nothing enters unseen.
    """
    if not settings.CLAMAV:
        return
    try:
        with _connected(settings.CLAMAV) as line:
            answer = _asked(line, file)
    except (OSError, ValueError):
        answer = ""
    finally:
        file.seek(0)
    if answer.endswith("OK"):
        return
    if answer.endswith("FOUND"):
        raise NotAccepted(_("โปรแกรมป้องกันไวรัสพบสิ่งอันตรายในไฟล์นี้ จึงไม่รับ โปรดตรวจเครื่องของท่าน"))
    raise NotAccepted(
        _("โปรแกรมป้องกันไวรัสของระบบไม่ตอบ จึงยังรับไฟล์ไม่ได้ ตัวเลขยังกรอกได้ตามปกติ โปรดลองใหม่ภายหลังหรือแจ้งผู้ดูแลระบบ")
    )


def _asked(line: socket.socket, file: IO[bytes]) -> str:
    line.sendall(b"zINSTREAM\0")
    file.seek(0)
    while piece := file.read(PIECE):
        line.sendall(len(piece).to_bytes(4, "big") + piece)
    line.sendall(bytes(4))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := line.recv(1024)):
        answer += more
    return answer.rstrip(b"\0").decode("ascii", "replace").strip()


@contextmanager
def _connected(where: str) -> Iterator[socket.socket]:
    """Connect to unix:/path/to/socket or to host:port. Raises OSError, and ValueError for a port that is none."""
    family, address = _address(where)
    with socket.socket(family, socket.SOCK_STREAM) as line:
        line.settimeout(PATIENCE)
        line.connect(address)
        yield line


def _address(where: str) -> tuple[socket.AddressFamily, str | tuple[str, int]]:
    if where.startswith("unix:"):
        return socket.AF_UNIX, where.removeprefix("unix:")
    host, _colon, port = where.rpartition(":")
    return socket.AF_INET, (host, int(port))
