"""One set-up at a time in one checkout."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Handed to every command that is run meanwhile: a lock lasts as long as anyone holds it, so a pip or uv that outlives
# its killed parent keeps the next set-up waiting until it has ended too.
held: list[int] = []


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two set-ups at once become one after the other."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Another set-up is running in this folder; waiting for it.", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        held.append(handle)
        yield
    finally:
        if handle in held:
            held.remove(handle)
        os.close(handle)
