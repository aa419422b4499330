"""A ClamAV daemon is asked where the settings name one: what it objects to is refused, and so is all when it is silent."""

import socket
import threading
from collections.abc import Iterator

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import clamav
from inventories.models import EvidenceFile
from inventories.policies import Refused
from inventories.services.evidence.files import store_file

from .evidence_files import PDF, picture, upload


class Daemon:
    """A small clamd: takes one INSTREAM after the other, keeps what it was sent, and answers what it was told to."""

    def __init__(self, listening: socket.socket) -> None:
        self.answer, self.received = b"stream: OK\0", []
        self.listening = listening
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := int.from_bytes(stream.read(4), "big"):
                    content += stream.read(length)
                self.received.append(content)
                line.sendall(self.answer)


@pytest.fixture(params=["host", "unix"])
def daemon(request, settings, tmp_path) -> Iterator[Daemon]:
    """The daemon, by either kind of address."""
    if request.param == "unix":
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(tmp_path / "clamd"))
        settings.CLAMAV = f"unix:{tmp_path / 'clamd'}"
    else:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        settings.CLAMAV = f"127.0.0.1:{listening.getsockname()[1]}"
    listening.listen()
    served = Daemon(listening)
    yield served
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    served.thread.join(5)


@pytest.fixture
def keep(town, nid):
    """Return a function that keeps a file and says how many there are now."""

    def kept(content=PDF):
        with tenant_scope(town):
            store_file(municipality=town, actor=nid, upload=upload("a.pdf", content))
            return EvidenceFile.objects.of(town).count()

    return kept


def test_what_the_scanner_passes_is_kept_and_it_saw_every_byte(keep, daemon):
    long = PDF[:-6] + b"\n" * (3 * clamav.PIECE) + PDF[-40:]
    assert keep(long) == 1
    assert daemon.received == [long]


@pytest.mark.parametrize(("answer", "says"), [
    (b"stream: Eicar-Test-Signature FOUND\0", "พบสิ่งอันตราย"),
    (b"INSTREAM size limit exceeded. ERROR\0", "ไม่ตอบ"),
    (b"", "ไม่ตอบ"),
    (b"x" * 9000, "ไม่ตอบ"),
])  # fmt: skip
def test_whatever_else_it_says_is_refused_and_nothing_is_kept(keep, daemon, town, answer, says):
    daemon.answer = answer
    with pytest.raises(Refused, match=says):
        keep()
    with tenant_scope(town):
        assert not EvidenceFile.objects.of(town).exists()


@pytest.mark.parametrize("where", ["unix:/nowhere/clamd.ctl", "127.0.0.1:1", "127.0.0.1:no-port", "nonsense"])
def test_a_scanner_that_was_named_and_is_not_there_refuses(keep, settings, where):
    settings.CLAMAV = where
    with pytest.raises(Refused, match="ตัวเลขยังกรอกได้ตามปกติ"):
        keep()


def test_without_a_scanner_none_is_asked(keep, settings, monkeypatch):
    settings.CLAMAV = ""
    monkeypatch.setattr(clamav.socket, "socket", lambda *_: pytest.fail("asked somebody"))
    assert keep(picture()) == 1
