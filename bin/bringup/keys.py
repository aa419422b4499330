"""The two secrets that stay outside the database, made once, readable by their owner alone."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from bringup.console import ROOT, Failure

NAMES = ("SECRET_KEY", "LEDGER_KEY")


def ensure(folder: Path = ROOT / "var") -> None:
    """Make var/secret_key and var/ledger_key where neither the environment nor a file gives them. Raises Failure."""
    for name in NAMES:
        file = folder / name.lower()
        if os.environ.get(name) or (file.exists() and file.read_text(encoding="ascii").strip()):
            continue
        if name == "LEDGER_KEY" and (folder / "postgres").exists():
            # A new key would make every entry of the chain look forged.
            state = "empty" if file.exists() else "missing"
            message = f"{file} is {state}, but {folder / 'postgres'} holds a database whose ledger was sealed with it."
            raise Failure(f"{message} Put the file back from your backup, or remove the database too to start empty.")
        folder.mkdir(exist_ok=True)
        _make(file)


def _make(file: Path) -> None:
    """Make a secret whole or not at all: of two set-ups at once the second keeps the first's, never half of it."""
    handle, unfinished = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)  # for its owner alone
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(secrets.token_urlsafe(48) + "\n")
    if file.exists() and not file.stat().st_size:  # left by a full disk
        file.unlink()
    with suppress(FileExistsError):
        os.link(unfinished, file)
    Path(unfinished).unlink()
