"""Do the work that was put off: send letters, remind at seven in the morning, tidy up at night.

- manage.py worker            until told to stop (deploy/municipal-cfo-worker.service, and beside bin/demo)
- manage.py worker --once     what is due now, then end: for a server that has cron and no systemd
"""

import os
import signal
import sys
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from cfo_site.accounts.roles import refuse_to_serve_with_power

GRACE = 20  # seconds that a job under way is given to end


class Command(BaseCommand):
    """Run the worker as the serving role; one job at a time."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --once and --with-parent."""
        parser.add_argument("--once", action="store_true", help="do what is due now and end")
        parser.add_argument(
            "--with-parent",
            action="store_true",
            help="end when standard input is closed: with the process that began it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work. Raises ImproperlyConfigured if the role of the database could see past row security."""
        refuse_to_serve_with_power()
        if options["with_parent"]:
            threading.Thread(target=_end_with_parent, daemon=True).start()
        connector = app.connector
        assert isinstance(connector, DjangoConnector)  # noqa: S101 - for the type checker
        with app.replace_connector(connector.get_worker_connector()) as worker:
            worker.run_worker(
                wait=not options["once"], listen_notify=not options["once"], shutdown_graceful_timeout=GRACE,
            )  # fmt: skip


def _end_with_parent() -> None:
    """Wait for the other end of standard input to close, even by kill -9, then stop as Ctrl-C would."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
