"""What a file would change: every cell with where it goes, what it replaces and why not; sums before and after.

Worked out afresh whenever it is asked for, from what was read, what the person chose and what the cells hold now. The
page shows it and the service stores it: both from here, so that nothing else is stored than was shown.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from cfo_site.accounts.selectors import display_names
from emission_factors.calc.decimals import plain
from emission_factors.models import fold
from inventories.calc.workbooks import outcomes as arithmetic
from inventories.calc.workbooks.lines import Contents, Given, Line, Word, from_mapping
from inventories.calc.workbooks.matching import KEY, Candidate, Match, match
from inventories.calc.workbooks.outcomes import NOTHING, OPEN, STORED, Choices, Goal, Held, Outcome, Place, State
from inventories.calc.workbooks.template import key_of, month_at
from inventories.models import AmountRevision, ImportBatch, Inventory, Scope
from inventories.selectors import results
from inventories.selectors.imports.sentences import word_of, wrong_sums, wrong_town, wrong_year
from inventories.selectors.imports.targets import Target, in_force, kinds_of, targets
from inventories.selectors.imports.weighing import Weight, weigh

LEAVE_OUT = 0  # in the place of a source: the row is not wanted


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that needs a person: its file's cell and value, where it would go, the rule broken and the remedy."""

    line: Line
    given: Given
    outcome: Outcome
    target: Target | None
    word: Word


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody changed after the file was made or shown."""

    outcome: Outcome
    target: Target
    who: str
    when: dt.datetime | None


@dataclass(slots=True)
class Group:
    """What goes to one source: its rows in the file, what becomes of their cells, its sums before and after."""

    target: Target
    rows: list[tuple[Line, Match]] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    before: Decimal | None = None
    after: Decimal | None = None
    kgco2e_before: Decimal | None = None
    kgco2e_after: Decimal | None = None
    doubled: bool = False  # two rows fall on one month, or would if nobody had said to sum them

    @property
    def counts(self) -> dict[str, int]:
        """Return how many cells of the file are in each state."""
        return _cells_by_state(self.outcomes)

    @property
    def needs_a_look(self) -> bool:
        """Say whether it should lie open: something is open, clashes or was only guessed."""
        guessed = any(not found.sure for _line, found in self.rows)
        return guessed or any(outcome.state in OPEN or outcome.clashes for outcome in self.outcomes)


@dataclass
class Preview:
    """A file as it would be stored."""

    batch: ImportBatch
    contents: Contents
    choices: Choices
    targets: Mapping[int, Target]
    matches: Mapping[int, Match]
    placed: Mapping[int, int | None]
    outcomes: list[Outcome]
    revisions: Mapping[tuple[int, dt.date], AmountRevision]

    @cached_property
    def blocks(self) -> list[Word]:
        """Return what forbids storing the file as a whole."""
        inventory, faults = self.batch.inventory, list(self.contents.faults)
        if self.contents.municipality and self.contents.municipality != inventory.municipality.key:
            faults.append(wrong_town())
        if self.contents.year is not None and self.contents.year != inventory.year:
            faults.append(wrong_year(self.contents.year, inventory))
        return faults

    @cached_property
    def before(self) -> results.Totals:
        """Return what the year comes to as it is stored."""
        return results.totals(self.batch.inventory)

    @cached_property
    def before_by_use(self) -> Mapping[int, results.UseTotals]:
        """Return what each source comes to as it is stored."""
        return results.totals_by_use(self.batch.inventory)

    @cached_property
    def weight(self) -> Weight:
        """Return what the year would come to; its `fault` where it cannot be calculated, which storing refuses too."""
        return weigh(self.batch.inventory, self.stored)

    @property
    def objections(self) -> list[Word]:
        """Return what forbids storing the file, and that the year cannot be calculated with it."""
        return [*self.blocks, *([wrong_sums(self.weight.fault)] if self.weight.fault else [])]

    @cached_property
    def stored(self) -> list[Outcome]:
        """Return what would be stored."""
        return arithmetic.to_store(self.outcomes)

    @cached_property
    def problems(self) -> list[Problem]:
        """Return the cells that cannot be stored as they stand, in the file's order."""
        found = []
        for outcome in self.outcomes:
            if outcome.state not in OPEN or outcome.state is State.UNPLACED:
                continue
            target = self.targets.get(outcome.source or 0)
            word = word_of(outcome, target.source if target else None)
            found += [Problem(line, given, outcome, target, word) for line, given in outcome.parts]
        return sorted(found, key=lambda each: each.line.number)

    @cached_property
    def clashes(self) -> list[Clash]:
        """Return the cells that somebody else changed after the file was made or shown."""
        clashing = [outcome for outcome in self.stored if outcome.clashes]
        rows = [self.revisions.get((outcome.source or 0, month_of(outcome.month))) for outcome in clashing]
        names = display_names(row.recorded_by_id for row in rows if row)
        return [
            Clash(
                outcome,
                self.targets[outcome.source or 0],
                names.get(row.recorded_by_id, "") if row else "",
                row.recorded_at if row else None,
            )
            for outcome, row in zip(clashing, rows, strict=True)
        ]

    @cached_property
    def who(self) -> Mapping[int, str]:
        """Return who entered what would be replaced, by id."""
        return display_names({row.recorded_by_id for row in self.revisions.values()})

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many cells of the file are in each state; together they are all that were read."""
        return _cells_by_state(self.outcomes)

    @property
    def open_count(self) -> int:
        """Return how many cells need a person before all of the file can be stored."""
        return sum(count for state, count in self.counts.items() if state in OPEN)

    @property
    def kept_count(self) -> int:
        """Return how many cells of the file say something else than is there, which stays."""
        return self.counts.get(State.KEPT, 0)

    @property
    def store_count(self) -> int:
        """Return how many cells of the inventory would be written."""
        return len(self.stored)

    @cached_property
    def unplaced(self) -> list[tuple[Line, Match]]:
        """Return the rows with figures whose source nobody has said."""
        lines = {
            line.number for outcome in self.outcomes if outcome.state is State.UNPLACED for line, _ in outcome.parts
        }
        return [(line, self.matches[line.number]) for line in self.contents.lines if line.number in lines]

    @cached_property
    def left_out(self) -> list[tuple[Line, Match]]:
        """Return the rows that go nowhere: left out by the person, or without any figure."""
        unplaced = {line.number for line, _ in self.unplaced}
        return [
            (line, self.matches[line.number])
            for line in self.contents.lines
            if self.placed.get(line.number) is None and line.number not in unplaced
        ]

    @cached_property
    def questions(self) -> list[tuple[Word, int]]:
        """Return each question about cells, and of how many cells; answered or not."""
        asked: dict[str, tuple[Word, int]] = {}
        for line in self.contents.lines:
            for given in line.cells:
                for word in given.asks:
                    asked[word.rule] = (word, asked.get(word.rule, (word, 0))[1] + 1)
        return list(asked.values())

    @cached_property
    def groups(self) -> list[Group]:
        """Return the sources that the file has something for, in the order of the grid."""
        groups = {source: Group(target) for source, target in self.targets.items()}
        for line in self.contents.lines:
            if (group := groups.get(self.placed.get(line.number) or 0)) is not None:
                group.rows.append((line, self.matches[line.number]))
        for outcome in self.outcomes:
            if (group := groups.get(outcome.source or 0)) is not None:
                group.outcomes.append(outcome)
                group.doubled |= outcome.state is State.DOUBLE or len(outcome.parts) > 1
        found = [group for group in groups.values() if group.rows]
        for group in found:
            self._sum(group)
        return found

    @property
    def digest(self) -> str:
        """Return what tells two previews apart that would store something else."""
        rows = [
            [outcome.source, outcome.month, plain(outcome.amount) if outcome.amount is not None else outcome.notation]
            for outcome in self.stored
        ]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()

    def _sum(self, group: Group) -> None:
        source, use = group.target.source.pk, group.target.use
        now = {month: self.revisions.get((source, month)) for month in group.target.months}
        before = {month: row.amount for month, row in now.items() if row is not None}
        after = before | {month_of(each.month): each.amount for each in group.outcomes if each.state in STORED}
        group.before, group.after = _total(before.values()), _total(after.values())
        group.outcomes.sort(key=lambda outcome: outcome.month)
        totals = self.before_by_use.get(use.pk, results.UseTotals())
        group.kgco2e_before = totals.separate if use.scope == Scope.SEPARATE else totals.counted
        group.kgco2e_after = self.weight.uses.get(use.pk)


def preview(batch: ImportBatch, *, retold: Contents | None = None) -> Preview:
    """Return what a file would change as things stand now. `retold`: the same contents in the language of the page."""
    inventory, contents = batch.inventory, from_mapping(batch.plan)
    if retold is not None and _cells(retold) == _cells(contents):
        contents = retold
    found = targets(inventory)
    by_source = {target.source.pk: target for target in found}
    matches = matches_of(contents, found, inventory)
    placed = placed_by(batch.choices, matches, by_source)
    revisions = in_force(inventory, found)
    chosen = choices_of(batch.choices)
    goals = {
        source: Goal(source, target.source.unit, _keys(target.months), _keys(target.locked))
        for source, target in by_source.items()
    }
    figures = _figures(batch, contents, matches, revisions)
    told = arithmetic.outcomes(contents, placed, goals, figures, chosen)
    return Preview(batch, contents, chosen, by_source, matches, placed, told, revisions)


def matches_of(contents: Contents, found: Iterable[Target], inventory: Inventory) -> dict[int, Match]:
    """Return what each row of a file most likely is."""
    candidates = [
        Candidate(
            target.source.pk,
            fold(target.source.name_th),
            fold(target.source.identifier),
            kinds_of(target.use),
            target.use.scope,
        )
        for target in found
    ]
    return {line.number: match(line, fold(line.label), candidates, months=inventory.months) for line in contents.lines}


def placed_by(
    kept: Mapping[str, Any], matches: Mapping[int, Match], known: Mapping[int, Target]
) -> dict[int, int | None]:
    """Return the source of each row that has one, None for a row that is left out; rows nobody placed are absent."""
    said = {int(number): int(source) for number, source in kept.get("sources", {}).items()}
    placed: dict[int, int | None] = {}
    for number, found in matches.items():
        source = said.get(number, found.source)
        if source == LEAVE_OUT:
            placed[number] = None
        elif source is not None and source in known:
            placed[number] = source
    return placed


def choices_of(kept: Mapping[str, Any]) -> Choices:
    """Return the choices kept with a batch."""
    return Choices(
        replace=bool(kept.get("replace")),
        summed=frozenset(int(source) for source in kept.get("summed", ())),
        answers={str(rule): bool(answer) for rule, answer in kept.get("answers", {}).items()},
        partial=bool(kept.get("partial")),
    )


def month_of(key: str) -> dt.date:
    """Return the first day of a month named 2024-01."""
    return dt.date.fromisoformat(f"{key}-01")


def _figures(
    batch: ImportBatch,
    contents: Contents,
    matches: Mapping[int, Match],
    revisions: Mapping[tuple[int, dt.date], AmountRevision],
) -> arithmetic.Figures:
    """Return what the cells hold, and what they held when the file was uploaded; of our template, when it was made."""
    now = {(source, f"{month:%Y-%m}"): _held(row) for (source, month), row in revisions.items()}
    numbers: dict[Place, int] = {
        (int(source), month): number for source, by_month in batch.seen.items() for month, number in by_month.items()
    }
    for line in contents.lines:
        made = key_of(line.key, batch.inventory.months) if matches[line.number].how == KEY else None
        for given in line.cells:  # its months are the template's: of either kind of year
            at = month_at(given.cell)
            if made is not None and at is not None and at < len(made[1]):
                numbers[made[0], given.month] = made[1][at]
    older = {place for place, held in now.items() if 0 < numbers.get(place, 0) < held.number}
    rows = AmountRevision.objects.of(batch.municipality).filter(
        source__in={source for source, _month in older}, month__in={month_of(month) for _source, month in older}
    )
    past = {(row.source_id, f"{row.month:%Y-%m}", row.number): _held(row) for row in rows} if older else {}
    seen = {}
    for place, held in now.items():
        number = numbers.get(place, 0)
        seen[place] = held if number >= held.number else past.get((*place, number), NOTHING)
    return arithmetic.Figures(seen, now)


def _cells(contents: Contents) -> list[tuple[str, str, str, Decimal | None, str]]:
    """Return all that is stored of a file, without its words."""
    return [
        (line.key, given.cell, given.month, given.amount, given.notation)
        for line in contents.lines
        for given in line.cells
    ]


def _held(row: AmountRevision) -> Held:
    return Held(row.number, row.amount, row.notation)


def _keys(months: Iterable[dt.date]) -> frozenset[str]:
    return frozenset(f"{month:%Y-%m}" for month in months)


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _cells_by_state(found: Iterable[Outcome]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for outcome in found:
        counts[outcome.state] = counts.get(outcome.state, 0) + len(outcome.parts)
    return counts
