"""Refuse, in a sentence, a Python that the application does not run on. Written so that an old Python can read it."""

import os
import subprocess
import sys


def require():
    # type: () -> None
    """Return if this Python is 3.11, 3.12 or 3.13; else start again under one that is; else end with a sentence."""
    if (3, 11) <= sys.version_info[:2] <= (3, 13):
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        try:
            subprocess.check_call([name, "-c", ""], stderr=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            continue
        os.execvp(name, [name] + sys.argv)
    sys.exit(
        "This needs Python 3.11, 3.12 or 3.13; python3 here is %d.%d. On Debian 12 or Ubuntu 24.04:  "
        "sudo apt-get install python3 python3-venv" % sys.version_info[:2]
    )
