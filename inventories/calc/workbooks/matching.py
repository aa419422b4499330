"""Which source a row of a file is: by the key of our own template, by meter or plate, by name, by kind.

Only a key, a number and the same name are certain; whatever else is proposed is shown as a proposal.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from inventories.calc.workbooks.lines import Line
from inventories.calc.workbooks.template import key_of

KEY, NUMBER, NAME, KIND, ALIKE, NONE = "key", "number", "name", "kind", "alike", ""
SURE = frozenset({KEY, NUMBER, NAME})
OFFERED = 5  # of sources whose names are only alike

_SHORTEST_NUMBER = 4  # characters: a shorter one stands in any label by chance
_ALIKE, _CLEARLY = 0.8, 0.1  # how alike two names must be, and how much more than the next
_LEAST = 0.35
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that a row may be. `name` and the labels of lines are folded alike before they come here.

    `kinds`: the key of the catalogue that it was made from, or all that it could have been made from.
    """

    source: int
    name: str
    identifier: str
    kinds: frozenset[str]
    scope: str


@dataclass(frozen=True, slots=True)
class Match:
    """The source proposed (None: a person must say), how it was found, and the likeliest others, best first."""

    source: int | None
    how: str
    others: tuple[int, ...] = ()

    @property
    def sure(self) -> bool:
        """Say whether nobody needs to look twice."""
        return self.how in SURE


def match(line: Line, label: str, candidates: Sequence[Candidate], *, months: int) -> Match:
    """Return what a row most likely is. `label`: the line's, folded; `months`: of the year, for keys of our template."""
    if found := key_of(line.key, months):
        known = found[0] in {each.source for each in candidates}
        return Match(found[0] if known else None, KEY if known else NONE)
    if (one := _only(each for each in candidates if _has_number(label, each))) is not None:
        return Match(one, NUMBER)
    if label and (one := _only(each for each in candidates if each.name == label)) is not None:
        return Match(one, NAME)
    ranked = _ranked(line, label, candidates)
    of_kind = [each.source for _likeness, each in ranked if not each.kinds.isdisjoint(line.catalogue)]
    if len(of_kind) == 1:
        return Match(of_kind[0], KIND)
    if of_kind:
        return Match(None, NONE, tuple(of_kind))
    near = tuple(each.source for likeness, each in ranked if likeness >= _LEAST)[:OFFERED]
    best, after = ranked[0][0] if ranked else 0.0, ranked[1][0] if len(ranked) > 1 else 0.0
    if near and best >= _ALIKE and best - after >= _CLEARLY:
        return Match(near[0], ALIKE, near[1:])
    return Match(None, NONE, near)


def _has_number(label: str, each: Candidate) -> bool:
    number = _SIGNS.sub("", each.identifier)
    return len(number) >= _SHORTEST_NUMBER and number in _SIGNS.sub("", label)


def _ranked(line: Line, label: str, candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
    """Return candidates with how alike their names are, best first; those of another scope only if the row says none."""
    fitting = [each for each in candidates if not line.scope or each.scope == line.scope]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(label)
    rated = []
    for each in fitting:
        matcher.set_seq1(each.name)
        rated.append((matcher.ratio() if label else 0.0, each))
    return sorted(rated, key=lambda pair: -pair[0])


def _only(found: Iterable[Candidate]) -> int | None:
    sources = {each.source for each in found}
    return sources.pop() if len(sources) == 1 else None
