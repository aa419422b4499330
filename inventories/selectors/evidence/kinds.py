"""Kinds of papers: read once from fixtures/evidence, checked line by line."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from emission_factors.models import Confidence
from inventories.models import Category

FILE = settings.BASE_DIR / "fixtures" / "evidence" / "kinds.csv"
CONFIDENCES = frozenset({"GK", *Confidence.values})
EVERYTHING_ELSE = "*"
LONGEST_KEY = 30


class KindFault(ValueError):
    """A line of the kinds does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its key, its Thai name, and the categories whose papers are first taken to be of it."""

    key: str
    label_th: str
    suits: frozenset[str]

    @property
    def label(self) -> str:
        """Return its name in the language of the page."""
        return gettext(self.label_th)


def read_kinds(file: Path = FILE) -> tuple[Kind, ...]:
    """Read the kinds in their order. Raises KindFault for a line that does not fit, or if nothing suits all the rest."""
    kinds: list[Kind] = []
    taken: set[str] = set()
    with file.open(encoding="utf-8", newline="") as lines:
        for line, row in enumerate(csv.DictReader(lines), 2):
            suits = frozenset(row["suits"].split())
            if not 0 < len(row["key"]) <= LONGEST_KEY or row["key"] in {kind.key for kind in kinds}:
                raise KindFault(f"{file.name} line {line}: {row['key']} is no key or given twice")
            if suits - {*Category.values, EVERYTHING_ELSE} or suits & taken:
                raise KindFault(f"{file.name} line {line}: {row['suits']} is no category or suits another kind")
            if not row["label_th"] or row["confidence"] not in CONFIDENCES:
                raise KindFault(f"{file.name} line {line}: no name, or {row['confidence']} is no confidence")
            taken |= suits
            kinds.append(Kind(row["key"], row["label_th"], suits))
    if EVERYTHING_ELSE not in taken:
        raise KindFault(f"{file.name}: no kind suits all other categories")
    return tuple(kinds)


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds, read once."""
    return read_kinds()


def kind_label(key: str) -> str:
    """Return a kind's name in the language of the page; its key where this version does not know it."""
    return next((kind.label for kind in kinds() if kind.key == key), key)


def likely_kind(category: str) -> str:
    """Return the key of the kind that a source's paper is first taken to be."""
    fits = (kind.key for kind in kinds() if category in kind.suits)
    return next(fits, next(kind.key for kind in kinds() if EVERYTHING_ELSE in kind.suits))
