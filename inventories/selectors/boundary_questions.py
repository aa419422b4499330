"""The questions about the boundary and their answers: read once from fixtures/boundary, checked line by line."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from django.conf import settings

from emission_factors.models import Confidence
from inventories.models import Category, InventorySource, Scope

FOLDER = settings.BASE_DIR / "fixtures" / "boundary"
KEEP, OUT = "keep", "out"
OUTCOMES = frozenset({*Scope.values, KEEP, OUT})
GENERAL_KNOWLEDGE = "GK"
CONFIDENCES = frozenset({GENERAL_KNOWLEDGE, *Confidence.values})


class BoundaryFault(ValueError):
    """A line of the questions does not fit; the message names file, line, column and reason."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer and what follows from it: `scope` 1, 2, 3, keep (stays) or out (an exclusion with this sentence)."""

    key: str
    label_th: str
    scope: str
    category: str  # empty: stays
    sentence_th: str
    paper_th: str
    excludes_th: str  # left out beside, as an exclusion of its own; empty: nothing

    @property
    def is_out(self) -> bool:
        """Say whether the source leaves the inventory."""
        return self.scope == OUT

    @property
    def moves(self) -> bool:
        """Say whether the answer names a scope of its own."""
        return self.scope in Scope.values


@dataclass(frozen=True, slots=True)
class Question:
    """A question, what raises it, and its answers in the order shown."""

    key: str
    catalogue: tuple[str, ...]
    categories: tuple[str, ...]
    question_th: str
    why_th: str
    source: str
    confidence: str
    choices: tuple[Choice, ...]

    @property
    def is_unsourced(self) -> bool:
        """Say whether the rule is professional knowledge without a source."""
        return self.confidence == GENERAL_KNOWLEDGE

    def concerns(self, use: InventorySource) -> bool:
        """Say whether the question is to be asked of a source; never of a line that derives from another."""
        if use.parent_id is not None:
            return False
        key = use.source.catalogue_key
        return use.category in self.categories or any(fnmatchcase(key, pattern) for pattern in self.catalogue)

    def choice(self, key: str) -> Choice | None:
        """Return an answer by its key, None for one that is no longer there."""
        return next((each for each in self.choices if each.key == key), None)


@cache
def questions() -> Mapping[str, Question]:
    """Return all questions by key, in the order of the file. Raises BoundaryFault."""
    return read(FOLDER)


def questions_of(use: InventorySource) -> list[Question]:
    """Return the questions that a source raises."""
    return [each for each in questions().values() if each.concerns(use)]


def read(folder: Path) -> dict[str, Question]:
    """Read questions and answers. Raises BoundaryFault at the first line that does not fit."""
    choices: dict[str, list[Choice]] = {}
    for number, row in _rows(folder / "answers.csv"):
        _check_answer(row, f"answers.csv, line {number}")
        choices.setdefault(row["question"], []).append(
            Choice(
                row["answer"], row["label_th"], row["scope"], row["category"], row["sentence_th"], row["paper_th"],
                row["excludes_th"],
            )
        )  # fmt: skip
    found: dict[str, Question] = {}
    for number, row in _rows(folder / "questions.csv"):
        answers = tuple(choices.pop(row["key"], ()))
        where = f"questions.csv, line {number}"
        _check_question(row, answers, where)
        if row["key"] in found:
            raise BoundaryFault(f"{where}, key: {row['key']} is there twice")
        found[row["key"]] = Question(
            row["key"], tuple(row["catalogue"].split()), tuple(row["categories"].split()), row["question_th"],
            row["why_th"], row["source"], row["confidence"], answers,
        )  # fmt: skip
    if choices:
        raise BoundaryFault(f"answers.csv, question: there is no question {', '.join(sorted(choices))}")
    return found


def _rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(enumerate(csv.DictReader(lines, restval=""), 2))


def _check_answer(row: Mapping[str, str], where: str) -> None:
    if row["scope"] not in OUTCOMES:
        raise BoundaryFault(f"{where}, scope: {row['scope']!r} is not one of {', '.join(sorted(OUTCOMES))}")
    if row["category"] and row["category"] not in Category.values:
        raise BoundaryFault(f"{where}, category: {row['category']!r} is unknown")
    for column in ("question", "answer", "label_th", "sentence_th", "paper_th"):
        if not row[column].strip():
            raise BoundaryFault(f"{where}, {column}: must not be empty")


def _check_question(row: Mapping[str, str], answers: tuple[Choice, ...], where: str) -> None:
    for column in ("key", "question_th", "why_th", "source"):
        if not row[column].strip():
            raise BoundaryFault(f"{where}, {column}: must not be empty")
    if not (row["catalogue"].split() or row["categories"].split()):
        raise BoundaryFault(f"{where}, catalogue: nothing raises the question")
    if unknown := set(row["categories"].split()) - set(Category.values):
        raise BoundaryFault(f"{where}, categories: {', '.join(sorted(unknown))} is unknown")
    if row["confidence"] not in CONFIDENCES:
        raise BoundaryFault(f"{where}, confidence: {row['confidence']!r} is unknown")
    keys = [each.key for each in answers]
    if len(keys) < 2 or len(set(keys)) < len(keys):  # noqa: PLR2004 - one answer is no question
        raise BoundaryFault(f"{where}: a question has two answers or more, each with its own key")
