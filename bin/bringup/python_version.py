"""Refuse, in a sentence, a Python that the application does not run on. Written so that any Python 3 can read it."""

import os
import subprocess
import sys


def require() -> None:
    """Return if this Python is 3.11, 3.12 or 3.13; else start again under one that is; else end with a sentence."""
    here = sys.version_info[:2]
    if (3, 11) <= here <= (3, 13):
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        try:
            subprocess.check_call([name, "-c", ""], stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            continue
        os.execvp(name, [name, *sys.argv])  # noqa: S606 -- ourselves again
    sys.exit(
        f"This needs Python 3.11, 3.12 or 3.13, and python3 here is {here[0]}.{here[1]}. "
        "On Debian 12 or Ubuntu 24.04:  sudo apt-get install python3 python3-venv"
    )
