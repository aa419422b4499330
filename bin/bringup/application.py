"""The application's own part of the set-up, run in its environment: database, tables, static files, library, demo.

One process for all steps, because each start of Django costs a second.
    python -m bringup.application
"""

import hashlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

from bringup import turns
from bringup.console import ROOT, Failure, guarded, log, said, step


def main() -> None:
    """Run every step; does not return."""
    os.environ.pop("PYTHONPATH", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cfo_site.settings")
    sys.path.insert(0, str(ROOT))
    guarded(_main)


def _main(_: Sequence[str]) -> int:
    with turns.alone(ROOT):
        _attempt("Database", _database)
        _attempt("Tables", _tables)
        _attempt("Static files", _static_files)
        _attempt("Emission-factor library", lambda: _command("load_factors"))
        _attempt("The 31 municipalities", lambda: _command("load_municipalities"))
        sign_ins = _attempt(
            "Demonstration office and generated years (the first time about a minute)",
            lambda: _command("load_demo"),
            show=False,
        )
    print(f"\n{sign_ins}", flush=True)
    return 0


def _attempt(title: str, work: Callable[[], str], *, show: bool = True) -> str:
    """Announce and do one step; return what it said. Any error becomes a Failure, its traceback goes to the log."""
    with step(title) as this:
        try:
            words = work()
        except SystemExit as refusal:  # how the embedded server says that it cannot be had
            raise Failure(str(refusal.code)) from None
        except Exception as error:  # noqa: BLE001 -- told in a sentence, kept in the log
            log(traceback.format_exc())
            message = f"{title.lower()}: {said(str(error) or type(error).__name__)}"
            raise Failure(f"{message} The whole error is at the end of var/setup.log.") from None
        if show and words:
            this.outcome = said(words)
    return words


def _database() -> str:
    from cfo_site import embedded  # noqa: PLC0415 -- not on the path before main()

    embedded.export_environment(ROOT)
    import django  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    django.setup()
    roles = []
    for connection in connections.all():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_setting('server_version')")
            role, version = cursor.fetchone()
            roles.append(role)
    return f"PostgreSQL {version.split()[0]} as {' and '.join(roles)}"


def _tables() -> str:
    words = _command("migrate", interactive=False)
    _command("createcachetable")
    applied = words.count("... OK")
    return f"{applied} migrations applied" if applied else "up to date"


def _static_files() -> str:
    """Collect the static files when one has changed since: hashing and compressing them takes seconds."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    state = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            state.update(f"{storage.location}/{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    mark = Path(settings.STATIC_ROOT) / "collected-from.sha256"
    if mark.exists() and mark.read_text() == state.hexdigest():
        return "up to date"
    words = _command("collectstatic", interactive=False, clear=True)
    mark.write_text(state.hexdigest())
    return words


def _command(name: str, **options: object) -> str:
    """Run a management command; return what it printed."""
    from django.core.management import call_command  # noqa: PLC0415

    output = StringIO()
    call_command(name, stdout=output, stderr=output, no_color=True, **options)
    log(f"$ manage.py {name}\n{output.getvalue()}")
    return output.getvalue().strip()


if __name__ == "__main__":
    main()
