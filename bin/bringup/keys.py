"""The two secrets that stay outside the database, made once, readable by their owner alone."""

import os
import secrets
from pathlib import Path

from bringup.console import ROOT, Failure

NAMES = ("SECRET_KEY", "LEDGER_KEY")


def ensure(folder: Path = ROOT / "var") -> None:
    """Make var/secret_key and var/ledger_key where neither the environment nor a file gives them. Raises Failure."""
    for name in NAMES:
        file = folder / name.lower()
        if os.environ.get(name) or file.exists():
            continue
        if name == "LEDGER_KEY" and (folder / "postgres").exists():
            # A new key would make every entry of the chain look forged.
            message = f"{file} is missing, but {folder / 'postgres'} holds a database whose ledger was sealed with it."
            raise Failure(f"{message} Put the file back from your backup, or remove the database too to start empty.")
        folder.mkdir(exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(48) + "\n")
