"""What becomes of each cell of a file: stored, the same, kept out, or in need of a person; never two into one unasked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from enum import StrEnum

from emission_factors.calc.decimals import AMOUNT_PLACES, WORKING
from inventories.calc.amounts import NOT_OCCURRING
from inventories.calc.workbooks.lines import Contents, Given, Line
from inventories.calc.workbooks.units import way

Place = tuple[int, str]  # a source and a month, 2024-01
LIMIT = Decimal(10) ** 15


class State(StrEnum):
    """What becomes of a cell."""

    NEW = "new"  # fills an empty cell
    CHANGED = "changed"  # replaces a figure
    SAME = "same"  # says what is there, or was not touched since it was downloaded
    KEPT = "kept"  # there is a figure, and only empty cells are to be filled
    LEFT = "left"  # the row was left out, or a question answered so
    OFF = "off"  # zero or "not occurring" in a month in which the source does not count
    ASKED = "asked"  # a question about it is open
    UNPLACED = "unplaced"  # nobody knows yet which source it is
    DOUBLE = "double"  # two rows for one source and month
    FAULTY = "faulty"


STORED = frozenset({State.NEW, State.CHANGED})
OPEN = frozenset({State.ASKED, State.UNPLACED, State.DOUBLE, State.FAULTY})


@dataclass(frozen=True, slots=True)
class Held:
    """A revision of a cell: its number (0: none), amount and notation."""

    number: int = 0
    amount: Decimal | None = None
    notation: str = ""

    @property
    def says_something(self) -> bool:
        """Say whether there is a figure or a notation."""
        return self.amount is not None or self.notation != ""


NOTHING = Held()


@dataclass(frozen=True, slots=True)
class Goal:
    """A source that rows may go to: its unit, the months in which it counts, and those a locked year covers."""

    source: int
    unit: str
    months: frozenset[str]
    locked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person said. `replace`: figures that are there too, not only empty cells. `summed`: sources whose rows add up.

    `answers`: to questions by rule, True to take what is proposed. `partial`: store what can be, without the rest.
    """

    replace: bool = False
    summed: frozenset[int] = frozenset()
    answers: Mapping[str, bool] = field(default_factory=dict)
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one or more cells that mean the same month of the same source.

    `seen`: what the cell held when the file was made or shown, `now`: what it holds. `rule`: why it is faulty, of the
    reader's rules or unit, places, too_large, whole_year, outside, not_in_use, locked; "" where nothing is wrong.
    """

    state: State
    source: int | None
    month: str
    parts: tuple[tuple[Line, Given], ...]
    amount: Decimal | None = None
    notation: str = ""
    seen: Held = NOTHING
    now: Held = NOTHING
    rule: str = ""

    @property
    def clashes(self) -> bool:
        """Say whether it would replace what somebody else entered after the file was made or shown."""
        return self.state in STORED and self.now.number != self.seen.number

    @property
    def place(self) -> Place:
        """Return the cell that it is about; only of an outcome with a source."""
        return self.source or 0, self.month


@dataclass(frozen=True, slots=True)
class Figures:
    """What cells held when the file was made or shown, and what they hold now; a cell never entered is in neither."""

    seen: Mapping[Place, Held]
    now: Mapping[Place, Held]


def outcomes(
    contents: Contents,
    placed: Mapping[int, int | None],
    goals: Mapping[int, Goal],
    figures: Figures,
    choices: Choices,
) -> list[Outcome]:
    """Return what becomes of every cell of a file, in its order; each cell is part of exactly one outcome.

    `placed`: the source of each line that has one, None for a line that is left out.
    """
    found: list[Outcome] = []
    waiting: dict[Place, list[tuple[Line, Given, Held]]] = {}
    for line in contents.lines:
        goal = goals.get(placed.get(line.number) or 0)
        for given in line.cells:
            if goal is None:
                found.append(_nowhere(line, given, left=line.number in placed))
                continue
            settled = _settle(line, given, goal, choices)
            if isinstance(settled, Outcome):
                found.append(settled)
            else:
                month = given.month or next(iter(goal.months))
                waiting.setdefault((goal.source, month), []).append((line, given, settled))
    found += [_merged(place, parts, goals[place[0]], figures, choices) for place, parts in waiting.items()]
    return found


def to_store(found: Iterable[Outcome]) -> list[Outcome]:
    """Return those that would be stored."""
    return [outcome for outcome in found if outcome.state in STORED]


def _nowhere(line: Line, given: Given, *, left: bool) -> Outcome:
    """Return what becomes of a cell whose row has no source: what is wrong in it is told all the same."""
    if left or not line.says_something:
        return Outcome(State.LEFT, None, given.month, ((line, given),))
    if given.fault is not None:
        return Outcome(State.FAULTY, None, given.month, ((line, given),), rule=given.fault.rule)
    return Outcome(State.UNPLACED, None, given.month, ((line, given),))


def _settle(line: Line, given: Given, goal: Goal, choices: Choices) -> Outcome | Held:
    """Return the figure of a cell in the unit of its source, or what becomes of it where it has none that counts."""

    def ends(state: State, rule: str = "") -> Outcome:
        return Outcome(state, goal.source, given.month, ((line, given),), given.amount, given.notation, rule=rule)

    if given.fault is not None:
        return ends(State.FAULTY, given.fault.rule)
    for word in given.asks:
        if not choices.answers.get(word.rule):
            return ends(State.LEFT if word.rule in choices.answers else State.ASKED)
    if not given.month and len(goal.months) != 1:
        return ends(State.FAULTY, "whole_year")
    if given.month and given.month not in goal.months:
        idle = not given.amount and given.notation in {"", NOT_OCCURRING}
        return ends(State.OFF) if idle else ends(State.FAULTY, "not_in_use")
    figure = Held(notation=given.notation) if given.amount is None else _converted(given.amount, given.unit, goal.unit)
    return ends(State.FAULTY, figure) if isinstance(figure, str) else figure


def _converted(amount: Decimal, written: str, wanted: str) -> Held | str:
    """Return an amount in another unit, exactly; else the rule that forbids it."""
    steps = way(written, wanted)
    if steps is None:
        return "unit"
    with localcontext(WORKING):
        result = amount * steps[0] / steps[1]
        if result * steps[1] != amount * steps[0] or -_exponent(result) > AMOUNT_PLACES:
            return "places"
    return Held(amount=result) if result < LIMIT else "too_large"


def _exponent(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _merged(
    place: Place, parts: list[tuple[Line, Given, Held]], goal: Goal, figures: Figures, choices: Choices
) -> Outcome:
    """Return what becomes of the cells that mean one month of one source."""
    cells = tuple((line, given) for line, given, _figure in parts)
    amounts = [figure.amount for _line, _given, figure in parts if figure.amount is not None]
    words = {figure.notation for _line, _given, figure in parts if figure.amount is None}
    if len(parts) > 1 and (goal.source not in choices.summed or not _add_up(amounts, words)):
        return Outcome(State.DOUBLE, *place, cells)
    amount = sum(amounts, Decimal(0)) if amounts else None
    notation = "" if amounts else next(iter(words))
    seen, now = figures.seen.get(place, NOTHING), figures.now.get(place, NOTHING)

    def ends(state: State, rule: str = "") -> Outcome:
        return Outcome(state, *place, cells, amount, notation, seen, now, rule)

    if (amount, notation) in {(seen.amount, seen.notation), (now.amount, now.notation)}:
        return ends(State.SAME)
    if place[1] in goal.locked:
        return ends(State.FAULTY, "locked")
    if not seen.says_something:
        return ends(State.NEW)
    return ends(State.CHANGED if choices.replace else State.KEPT)


def _add_up(amounts: list[Decimal], words: set[str]) -> bool:
    """Say whether cells have a sum: amounts, "not occurring" counting as nothing; or all one word."""
    return words <= {NOT_OCCURRING} if amounts else len(words) == 1
