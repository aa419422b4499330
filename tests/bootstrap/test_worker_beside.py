"""bin/demo's worker stands beside the server and ends with it, however that ends."""

import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 30  # seconds


def serve(**variables: str) -> subprocess.Popen[str]:
    """Start the server on a port of its own with an application that answers nothing."""
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0",
         "--workers", "1", "tests.bootstrap.nothing:application"],
        cwd=ROOT, env=os.environ | variables, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def lines_until(server: subprocess.Popen[str], words: str) -> list[str]:
    read = []
    for line in server.stderr:
        read.append(line)
        if re.search(words, line):
            return read
    raise AssertionError("".join(read))


@pytest.mark.faults
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_the_worker_ends_with_the_server(how):
    with serve(CFO_WORKER_BESIDE="1") as server:
        said = lines_until(server, "Booting worker")
        pid = int(re.search(r"Worker beside the server: (\d+)", "".join(said)).group(1))
        watched = os.pidfd_open(pid)
        try:
            server.send_signal(how)
            server.stderr.read()
            server.wait(PATIENCE)
            ended, _, _ = select.select([watched], [], [], PATIENCE)
            assert ended, "the worker goes on without its server"
        finally:
            os.close(watched)


def test_a_real_server_starts_none():
    with serve(CFO_WORKER_BESIDE="") as server:
        said = lines_until(server, "Booting worker")
        server.terminate()
        assert "Worker beside" not in "".join(said) + server.stderr.read()
