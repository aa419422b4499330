"""Where the bytes lie: named by their SHA-256, written under a passing name, on the disk before they get their own."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written: its hash in hex, and its size in bytes."""

    sha256: str
    size: int


def place(folder: Path, sha256: str) -> Path:
    """Return where the bytes of a hash lie in a folder: under the first two signs of the hash."""
    return folder / sha256[:2] / sha256


def digest(file: IO[bytes]) -> Stored:
    """Return hash and size of a file, piece by piece; leaves it at its beginning."""
    file.seek(0)
    sha256, size = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        sha256.update(piece)
        size += len(piece)
    file.seek(0)
    return Stored(sha256.hexdigest(), size)


def put(folder: Path, file: IO[bytes], stored: Stored) -> Path:
    """Write a file to its place, all of it or nothing; a place that is taken by the same bytes is left as it is.

    The bytes are on the disk before the name is: whoever finds the name finds the whole file, whatever fails in between.
    Raises OSError where the disk does not take it.
    """
    there = place(folder, stored.sha256)
    if there.exists() and is_true(folder, stored.sha256):
        return there
    there.parent.mkdir(parents=True, exist_ok=True)
    file.seek(0)
    handle, name = tempfile.mkstemp(dir=there.parent, prefix=".new-")
    passing = Path(name)
    try:
        with os.fdopen(handle, "wb") as new:
            shutil.copyfileobj(file, new, PIECE)
            new.flush()
            os.fsync(new.fileno())
        passing.chmod(0o440)  # nobody writes it again, nothing runs it
        passing.replace(there)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise
    _sync_folder(there.parent)
    return there


def is_true(folder: Path, sha256: str) -> bool:
    """Say whether the bytes that lie at a hash's place are those of that hash."""
    with place(folder, sha256).open("rb") as file:
        return digest(file).sha256 == sha256


def remove(folder: Path, sha256: str) -> None:
    """Remove the bytes of a hash; none there is as good."""
    with suppress(FileNotFoundError):
        place(folder, sha256).unlink()


def hashes(folder: Path) -> Iterator[str]:
    """Yield the hashes of which there are bytes."""
    for path in folder.glob("??/*") if folder.is_dir() else ():
        if not path.name.startswith("."):
            yield path.name


def free_space(folder: Path) -> int:
    """Return the bytes free on the disk of a folder, whether or not it exists yet."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
