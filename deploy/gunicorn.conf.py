# ruff: noqa: INP001 -- gunicorn reads this file by its path
"""How gunicorn serves the application, under bin/demo and in production. The address is given by --bind."""

import multiprocessing
from pathlib import Path

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
