"""bin/manage: manage.py with all that it stands on."""

import os
from collections.abc import Sequence

from bringup import environment, keys
from bringup.console import ROOT, guarded

DEMO_MARK = ROOT / "var" / "demo_mode"  # bin/demo was here: its sign-ins are to work under bin/manage too


def main() -> None:
    """Become manage.py; does not return."""
    guarded(_main)


def _main(arguments: Sequence[str]) -> int:
    environment.ensure()
    keys.ensure()
    variables = environment.variables()
    if DEMO_MARK.exists():
        variables.setdefault("CFO_DEMO", "1")
    python = str(environment.PYTHON)
    os.execve(python, [python, str(ROOT / "manage.py"), *arguments], variables)  # noqa: S606 -- our own program
