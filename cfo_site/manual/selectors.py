"""The manual: read once from fixtures/manual, a file for each chapter."""

import re
import struct
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from cfo_site import thai

FOLDER = settings.BASE_DIR / "fixtures" / "manual"
PICTURES = settings.BASE_DIR / "cfo_site" / "static"
_QUOTED = re.compile("“([^“”]+)”")  # a button, a heading or a message, as the screen has it


@dataclass(frozen=True, slots=True)
class Text:
    """Words in both languages; as text those of the page's language."""

    th: str
    en: str

    def __str__(self) -> str:
        """Return the words in the language of the page."""
        return self.en if thai.in_english() else self.th

    @property
    def quoted(self) -> tuple[list[str], list[str]]:
        """Return the words of the screen that are quoted: in Thai, in English."""
        return _QUOTED.findall(self.th), _QUOTED.findall(self.en)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Return the words in the page's language piece by piece, each with whether the screen has it so."""
        return [(piece, place % 2 == 1) for place, piece in enumerate(_QUOTED.split(str(self))) if piece]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with its picture."""

    chapter: str
    key: str
    title: Text
    text: Text

    @property
    def picture(self) -> str:
        """Return the path of the picture among the static files; a journey of tests/browser/journeys takes it."""
        return f"manual/{self.chapter}-{self.key}.png"

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height of the picture, so that a page keeps its place free; they stand in its first bytes."""
        with (PICTURES / self.picture).open("rb") as file:
            width, height = struct.unpack(">16xII", file.read(24))
        return width, height


@dataclass(frozen=True, slots=True)
class Chapter:
    """One piece of work from its beginning to its end: for whom, what they have afterwards, and the steps."""

    key: str
    order: int
    title: Text
    for_whom: Text
    result: Text
    steps: tuple[Step, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return all chapters in their order. Raises KeyError or TypeError for a file that does not hold what it must."""
    return tuple(sorted((_read(path) for path in FOLDER.glob("*.toml")), key=lambda each: each.order))


def chapter(key: str) -> Chapter | None:
    """Return a chapter, None where there is none of that name."""
    return next((each for each in chapters() if each.key == key), None)


def _read(path: Path) -> Chapter:
    written: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = tuple(
        Step(path.stem, step["key"], Text(**step["title"]), Text(**step["text"])) for step in written["steps"]
    )
    title, for_whom, result = (Text(**written[name]) for name in ("title", "for_whom", "result"))
    return Chapter(path.stem, written["order"], title, for_whom, result, steps)
