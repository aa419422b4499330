"""The real server as a process of its own on the tests' database, to be killed; and what is asked of it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client

from cfo_site.accounts.models import User

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds
TOKEN = "a" * 32


def address_of(role: str) -> str:
    """Return the address of the tests' database for "DATABASE_URL" (who serves) or "DATABASE_OWNER_URL"."""
    return urlsplit(os.environ[role])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


class Server:
    """gunicorn as deploy/ has it, with one worker, in a process group of its own."""

    def __init__(self) -> None:
        own = {
            "DATABASE_URL": address_of("DATABASE_URL"),
            "DATABASE_OWNER_URL": address_of("DATABASE_OWNER_URL"),
            "LEDGER_HEADS": os.devnull,
            "CFO_IMPORT_DIR": str(settings.IMPORT_DIR),
            "CFO_EVIDENCE_DIR": str(settings.EVIDENCE_DIR),
            "PGOPTIONS": "-c synchronous_commit=on",  # the throw-away cluster answers before it has written
        }
        with socket.create_server(("127.0.0.1", 0)) as listening:
            self.port = listening.getsockname()[1]
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--workers", "1",
                 "--bind", f"fd://{listening.fileno()}", "cfo_site.wsgi:application"],
                cwd=ROOT, env=os.environ | own, start_new_session=True, pass_fds=[listening.fileno()],
            )  # fmt: skip

    def kill(self) -> None:
        """Kill the server and its worker at once, with no time to tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def post(self, person: User, path: str, fields: dict[str, str]) -> int:
        """Send a form as somebody who is signed in, and return the status. Raises ConnectionError where no answer comes."""
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
        }
        try:
            asked.request("POST", path, urlencode(fields), headers)
            return asked.getresponse().status
        finally:
            asked.close()
            connection.close()  # of this thread
