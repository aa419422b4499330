# ruff: noqa: INP001 -- gunicorn reads this file by its path
"""How gunicorn serves the application, under bin/demo and in production. The address is given by --bind."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

# One request at a time per process (measured best with persistent database connections, which settings.py keeps).
worker_class = "sync"
workers = min(2 * multiprocessing.cpu_count(), 8)
timeout = 120  # a year's report as PDF takes seconds, a very large one more than the default half minute
max_requests = 2000  # a process that has made many PDFs gives its memory back
max_requests_jitter = 200
# The heartbeat file in memory: on a busy disk it can stall, and healthy processes would be killed for it.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 -- gunicorn makes a safe file there
control_socket_disable = True  # nothing here uses it, and it would be made in the home directory
# Not preloaded: each process opens its own database connections.
preload_app = False

_beside: list[subprocess.Popen[bytes]] = []


def when_ready(server: Any) -> None:
    """Start the worker beside the server where bin/demo asks for it; a real server has a service of its own for that.

    It ends with the server, by its input, which closes even when the server is killed.
    """
    if os.environ.get("CFO_WORKER_BESIDE") == "1":
        manage = Path(__file__).resolve().parents[1] / "manage.py"
        command = [sys.executable, str(manage), "worker", "--with-parent"]
        # In a session of its own: Ctrl-C is for the server, which then closes the worker's input.
        _beside.append(subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True))  # noqa: S603 -- ourselves
        server.log.info("Worker beside the server: %s", _beside[-1].pid)


def on_exit(server: Any) -> None:  # noqa: ARG001 -- a hook of gunicorn is given one
    """Let the worker end what it is doing."""
    for worker in _beside:
        worker.stdin.close()
        try:
            worker.wait(timeout=30)
        except subprocess.TimeoutExpired:
            worker.kill()
