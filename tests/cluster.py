"""A throw-away PostgreSQL for the whole run, up before Django reads its settings (loaded with -p, see pyproject)."""

import os
from pathlib import Path

from cfo_site import embedded

ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ.setdefault("LEDGER_KEY", "only for tests")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
if external := os.environ.get("CFO_TEST_DATABASE_OWNER_URL"):
    os.environ["DATABASE_OWNER_URL"] = external
else:
    urls = embedded.ensure_running(ROOT, throwaway=True)
    os.environ["DATABASE_OWNER_URL"] = urls.owner
    os.environ["DATABASE_URL"] = urls.app
    os.environ["CFO_SUPERUSER_URL"] = urls.superuser  # for tests that break the roles on purpose
