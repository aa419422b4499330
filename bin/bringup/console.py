"""What the person at the console reads: one line per step, one sentence per failure, everything else in a log file."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bringup import turns

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "var" / "setup.log"


class Failure(Exception):
    """A step failed; the message says what happened and what to do, in whole sentences."""


class CommandFailed(Exception):
    """A command ended with an error; the message is the last thing it said, ``output`` all of it."""

    def __init__(self, output: str) -> None:
        super().__init__(said(output))
        self.output = output


class Step:
    """A step that has been announced; ``outcome`` is what its line ends with."""

    outcome = "done"


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Announce a step, and how it ended and how long it took, on one line."""
    began, current = time.monotonic(), Step()
    print(f"  {title} ... ", end="", flush=True)
    try:
        yield current
    except BaseException:
        print("not done", flush=True)
        raise
    print(f"{current.outcome} ({time.monotonic() - began:.1f} s)", flush=True)


def said(text: str) -> str:
    """Return the last line that tells something: an error's own line if there is one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if line.lower().startswith(("error", "e:", "fatal", "×"))]
    return (telling or lines or ["it said nothing"])[-1]


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> str:
    """Run a command in the checkout, its output going to the log only; return the output. Raises CommandFailed."""
    LOG.parent.mkdir(exist_ok=True)
    try:
        done = subprocess.run(
            [str(part) for part in command], check=False, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", pass_fds=turns.held,
        )  # fmt: skip
    except OSError as error:
        raise CommandFailed(str(error)) from None
    log(f"$ {' '.join(map(str, command))}\n{done.stdout}")
    if done.returncode != 0:
        raise CommandFailed(done.stdout)
    return done.stdout


def log(text: str) -> None:
    """Keep the text for whoever looks closer. A log that another user owns is no reason to stop."""
    try:
        LOG.parent.mkdir(exist_ok=True)
        with LOG.open("a", encoding="utf-8") as file:
            file.write(text.rstrip() + "\n")
    except OSError:
        pass


def clean_environment() -> dict[str, str]:
    """Return the environment less what would make the project's Python look elsewhere for modules."""
    misleading = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in misleading}


def guarded(work: Callable[[Sequence[str]], int]) -> None:
    """Run a command's main function and end the process: whatever fails is told in a sentence, without traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that knows no Thai shows question marks and goes on
    try:
        code = work(sys.argv[1:])
    except Failure as failure:
        print(f"\nStopped: {failure}", file=sys.stderr)
        code = 1
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        message = f"{error.strerror or error}{where}. Put that right and run the same command again."
        print(f"\nStopped: {message}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again; it repairs what is unfinished.", file=sys.stderr)
        code = 130
    sys.exit(code)
