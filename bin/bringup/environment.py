"""The virtual environment .venv with exactly the packages of the lock files, made anew whenever in doubt.

A stamp inside it says from what it was made. It is taken away before anything is changed and written when all is done,
so an interrupted run leaves none and the next one starts over.
"""

import hashlib
import json
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from bringup import registry, turns
from bringup.console import LOG, ROOT, CommandFailed, Failure, clean_environment, run, said, step

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "set-up.json"
APPLICATION, TESTS = "requirements.lock", "tests/requirements.lock"  # the second holds all of the first
INSTALLER = Path(__file__).with_name("installer.lock")


def ensure(*, tests: bool = False) -> None:
    """Make sure that .venv holds the locked packages (with ``tests`` those of the checks too). Raises Failure.

    Packages of the checks that are there already stay, so that bin/demo and bin/test do not undo each other's work.
    """
    if up_to_date(_stamp(), tests=tests):
        return
    with turns.alone(ROOT):
        stamp = _stamp()
        if up_to_date(stamp, tests=tests):  # whoever we waited for has done it
            return
        if must_be_made():
            _make()
        lock = TESTS if tests or TESTS in stamp.get("locks", {}) else APPLICATION
        with step(f"Packages of {lock}") as this:
            this.outcome = _sync(lock)
        locks = {name: _digest(name) for name in {APPLICATION, lock}}
        STAMP.write_text(json.dumps({"place": _place(), "locks": locks}), encoding="utf-8")


def must_be_made() -> bool:
    """Tell whether there is no environment yet that only wants other packages."""
    return _stamp().get("place") != _place()


def up_to_date(stamp: dict[str, dict[str, str]], *, tests: bool) -> bool:
    """Tell whether an environment with this stamp has what is needed."""
    needed = (APPLICATION, TESTS) if tests else (APPLICATION,)
    locks = stamp.get("locks", {})
    return stamp.get("place") == _place() and all(locks.get(name) == _digest(name) for name in {*needed, *locks})


def variables() -> dict[str, str]:
    """Return the environment in which the project's own Python is run."""
    clean = clean_environment()
    return clean | {"VIRTUAL_ENV": str(VENV), "PATH": f"{PYTHON.parent}{os.pathsep}{clean.get('PATH', os.defpath)}"}


def _stamp() -> dict[str, dict[str, str]]:
    """Return what .venv was made from, nothing if it is not there, not whole or not ours."""
    with suppress(OSError, ValueError):
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp if isinstance(stamp, dict) else {}
    return {}


def _place() -> dict[str, str]:
    """Return what a virtual environment is bound to: where it lies, and the interpreter it borrows."""
    return {"folder": str(VENV), "interpreter": str(PYTHON.resolve() if PYTHON.exists() else None)}


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _make() -> None:
    """Make .venv from nothing, with pip and, from its wheel, uv."""
    from bringup import debian  # noqa: PLC0415 -- ctypes takes time that bin/manage need not spend

    debian.ensure(environment=True, pdf=False)
    with step("Python environment in .venv") as this:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            this.outcome = "made anew, as it was unfinished, moved or not made by this set-up"
            _remove()
        try:
            run([sys.executable, "-m", "venv", VENV], clean_environment())
        except CommandFailed as error:
            raise Failure(f"The virtual environment could not be made: {error} The log is var/setup.log.") from None
    with step("Installer uv"):
        quick = ("--disable-pip-version-check", "--no-input", "--retries=2", "--only-binary=:all:", "--require-hashes")
        try:
            run([PYTHON, "-m", "pip", "install", *quick, "-r", INSTALLER], variables())
        except CommandFailed as error:
            raise Failure(why_not_installed(error.output)) from None


def _remove() -> None:
    try:
        STAMP.unlink(missing_ok=True)
        shutil.rmtree(VENV)
    except PermissionError as error:
        message = f"{VENV} belongs to another user ({error.filename}); remove it with  sudo rm -r {VENV}"
        raise Failure(message) from None


def _sync(lock: str) -> str:
    """Install, change and remove until .venv is what the lock says. Returns how the step's line ends."""
    try:
        STAMP.unlink(missing_ok=True)
        settings = registry.pip_settings(run([PYTHON, "-m", "pip", "config", "list"], variables()))
        environment = registry.as_uv(settings, variables())
        if not os.access(Path.home(), os.W_OK):
            environment["UV_NO_CACHE"] = "1"  # an account without a home of its own
        arguments = registry.uv_arguments(settings)
        said = run([PYTHON, "-m", "uv", "pip", "sync", "--require-hashes", *arguments, lock], environment)
    except PermissionError:
        raise Failure(f"{VENV} belongs to another user; run as that user, or remove it.") from None
    except CommandFailed as error:
        raise Failure(why_not_installed(error.output)) from None
    changes = [line for line in said.splitlines() if line.startswith((" + ", " - ", " ~ "))]
    return f"{len(changes)} installed or changed" if changes else "all in place"


def why_not_installed(output: str) -> str:
    """Return what to tell of a failed pip or uv: no way to the index is told apart from all else."""
    log_hint = f"The log is {LOG.relative_to(ROOT)}."
    if re.search(r"(?i)name resolution|connection|connect error|timed? ?out|unreachable|dns error|proxy", output):
        return (
            "the packages' index cannot be reached. Is the network up? If your organisation has its own index or proxy, "
            f"tell pip (pip config set global.index-url ...): this set-up follows pip's settings. {log_hint}"
        )
    return f"packages could not be installed: {said(output)} {log_hint}"
