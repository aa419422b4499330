"""A preview in words: what the page and the command line tell of each cell, row and source."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import number, plain_name, unit
from inventories.calc.workbooks import matching
from inventories.calc.workbooks.lines import Line, Word
from inventories.calc.workbooks.outcomes import Held, Outcome, State
from inventories.calc.workbooks.units import way
from inventories.models import AmountRevision, Notation, Scope
from inventories.selectors.imports.preview import Group, Preview, Problem, month_of
from inventories.selectors.imports.sentences import cell_name
from inventories.selectors.imports.targets import Target
from inventories.selectors.results import ZERO

_t = gettext_lazy
# a state is a word and a tint; the words say what will happen, not what the machine thinks
STATES = {
    State.NEW: (_t("เพิ่มใหม่"), "ok"),
    State.CHANGED: (_t("แทนที่"), "warn"),
    State.SAME: (_t("เหมือนเดิม"), ""),
    State.KEPT: (_t("คงตัวเลขเดิม"), ""),
    State.LEFT: (_t("ไม่นำเข้า"), ""),
    State.OFF: (_t("ไม่ใช้เดือนนี้"), ""),
    State.ASKED: (_t("รอคำตอบ"), "bad"),
    State.UNPLACED: (_t("ยังไม่รู้แหล่ง"), "bad"),
    State.DOUBLE: (_t("ซ้ำกัน"), "bad"),
    State.FAULTY: (_t("ต้องแก้"), "bad"),
}
MARKS = {"ok": "i-tick", "warn": "i-clash", "bad": "i-warn", "": ""}
_HOW = {
    matching.KEY: _t("ตามรหัสในแบบ"),
    matching.NUMBER: _t("เลขมิเตอร์หรือทะเบียนตรงกัน"),
    matching.NAME: _t("ชื่อตรงกัน"),
    matching.KIND: _t("ชนิดเดียวกัน โปรดตรวจ"),
    matching.ALIKE: _t("ชื่อคล้ายกัน โปรดตรวจ"),
}


_ANSWERS = {True: "yes", False: "no", None: ""}
MOST_PROBLEMS = 200  # on the page; the marked file has all


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One outcome in words. `was`: what the cell holds now; `who` entered it."""

    cells: str
    raw: str
    month: dt.date | None
    value: str
    was: str
    who: str
    word: str
    tint: str

    @property
    def mark(self) -> str:
        """Return the drawn mark beside the word: a state is never a colour alone."""
        return MARKS[self.tint]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the file: where it stands, what it is called, how its source was found, which sources may be chosen.

    `options`: source, name, whether the name must be marked as Thai; empty where nothing but importing it is asked. `chosen`: "" nobody said, "0" it is left out.
    """

    line: Line
    place: str
    how: str
    sure: bool
    options: list[tuple[int, str, bool]]
    chosen: str
    told: list[str]


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """Why cells of one row cannot be stored: the first of them with its sheet, the others, and what is in them."""

    place: str
    others: list[str]
    label: str
    raw: str
    word: Word

    @property
    def count(self) -> int:
        """Return how many cells it is about."""
        return 1 + len(self.others)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A source with its rows and cells in words, and whether its rows add up."""

    group: Group
    rows: list[ShownRow]
    cells: list[ShownCell]
    summed: bool
    stored: int
    open: int


def page_of(preview: Preview) -> dict[str, Any]:
    """Return what the page of a file that waits shows; see templates/inventories/import_detail.html."""
    problems = shown_problems(preview)
    return {
        "preview": preview,
        "objections": preview.objections,
        "groups": shown_groups(preview),
        "unplaced": [shown_row(preview, line) for line, _match in preview.unplaced],
        "left_out": [shown_row(preview, line) for line, _match in preview.left_out],
        "counts": counts_in_words(preview),
        "scopes": _scopes(preview),
        "mode": "replace" if preview.choices.replace else "add",
        "questions": [
            {"word": word, "count": count, "answer": _ANSWERS.get(preview.choices.answers.get(word.rule))}
            for word, count in preview.questions
        ],
        "problems": problems[:MOST_PROBLEMS],
        "problems_more": sum(each.count for each in problems[MOST_PROBLEMS:]),
        "clash_rows": [
            {
                "clash": clash,
                "month": month_of(clash.outcome.month),
                "ours": figure_words(clash.outcome.amount, clash.outcome.notation),
                "theirs": held_words(clash.outcome.now),
                "known": f"{clash.outcome.source}:{clash.outcome.month}:{clash.outcome.now.number}",
            }
            for clash in preview.clashes
        ],
        "differs": any(total.differs for total in preview.contents.totals),
    }


def shown_problems(preview: Preview) -> list[ShownProblem]:
    """Return the cells that need a person, those of one row with one reason together, in the file's order."""
    found: dict[tuple[int, str, str], list[Problem]] = {}
    for each in preview.problems:
        found.setdefault((each.line.number, each.word.sentence, each.word.remedy), []).append(each)
    return [
        ShownProblem(
            cell_name(same[0].line.sheet, same[0].given.cell),
            [each.given.cell for each in same[1:]],
            same[0].line.label,
            ", ".join(each.given.raw for each in same),
            same[0].word,
        )
        for same in found.values()
    ]


def shown_groups(preview: Preview) -> list[ShownGroup]:
    """Return the sources that a file has something for, in the order of the grid."""
    return [
        ShownGroup(
            group,
            [shown_row(preview, line) for line, _match in group.rows],
            [shown_cell(preview, outcome, group.before) for outcome in group.outcomes],
            group.target.source.pk in preview.choices.summed,
            sum(count for state, count in group.counts.items() if state in (State.NEW, State.CHANGED)),
            sum(count for state, count in group.counts.items() if STATES[State(state)][1] == "bad"),
        )
        for group in preview.groups
    ]


def shown_row(preview: Preview, line: Line) -> ShownRow:
    """Return a row of the file in words."""
    match = preview.matches[line.number]
    source = preview.placed.get(line.number)
    chosen = "" if line.number not in preview.placed else str(source or 0)
    told = [word.sentence for word in line.notices]
    if source is not None:
        told += _units_told(line, preview.targets[source])
    options: list[tuple[int, str, bool]] = []
    if not match.sure:
        first = [each for each in (match.source, *match.others) if each is not None]
        rest = [each for each in preview.targets if each not in first]
        options = [(each, *_option(preview.targets[each])) for each in (*first, *rest)]
    how = str(_HOW.get(match.how, "")) if source is None or source == match.source else _("ท่านเลือก")
    return ShownRow(line, cell_name(line.sheet, line.cell), how, match.sure, options, chosen, told)


def shown_cell(preview: Preview, outcome: Outcome, of_the_year: Decimal | None) -> ShownCell:
    """Return an outcome in words; beside a figure of the whole year stands what the year's months come to."""
    word, tint = STATES[outcome.state]
    month = month_of(outcome.month) if outcome.month else None
    row = preview.revisions.get((outcome.source or 0, month)) if month else None
    return ShownCell(
        " + ".join(given.cell for _line, given in outcome.parts),
        " + ".join(given.raw for _line, given in outcome.parts),
        month,
        figure_words(outcome.amount, outcome.notation) if outcome.state in (State.NEW, State.CHANGED) else "",
        _held_now(row, of_the_year if month is None else None),
        preview.who.get(row.recorded_by_id, "") if row is not None and outcome.state is State.CHANGED else "",
        str(word),
        tint,
    )


def _held_now(row: AmountRevision | None, of_the_year: Decimal | None) -> str:
    if of_the_year is not None:
        return _("รวมทั้งปี %(amount)s") % {"amount": number(of_the_year)}
    return figure_words(row.amount, row.notation) if row is not None else ""


def counts_in_words(preview: Preview) -> list[tuple[str, str, str, int]]:
    """Return (word, tint, mark, cells of the file) of each state that occurs; together they are all cells that were read."""
    return [
        (str(word), tint, MARKS[tint], preview.counts[state])
        for state, (word, tint) in STATES.items()
        if preview.counts.get(state)
    ]


def held_words(held: Held) -> str:
    """Return what a cell holds, in words; – for an empty one."""
    return figure_words(held.amount, held.notation)


def figure_words(amount: Decimal | None, notation: str) -> str:
    """Return an amount or a notation in words; – for neither."""
    if amount is not None:
        return number(amount)
    return str(Notation(notation).label) if notation else "–"


def _scopes(preview: Preview) -> list[tuple[str, Decimal, Decimal]]:
    """Return kgCO2e before and after by scope, and of the three together; nothing where it cannot be calculated."""
    if preview.weight.fault:
        return []
    before, after = preview.before.scopes, preview.weight.scopes
    lines = [
        (str(scope.label), before[scope], after.get(scope, ZERO))
        for scope in Scope
        if before[scope] or after.get(scope)
    ]
    return [*lines, (_("รวมประเภทที่ 1–3"), preview.before.scope_1_2_3, preview.weight.scope_1_2_3)]


def _option(target: Target) -> tuple[str, bool]:
    """Return how a source is offered, and whether its name is Thai on an English page."""
    name = plain_name(target.source)
    return f"{name} ({unit(target.source.unit)})", not name.isascii() and thai.in_english()


def _units_told(line: Line, target: Target) -> list[str]:
    """Return what is done about units, once for each unit that the row's cells are in."""
    wanted, told = str(unit(target.source.unit)), []
    for written in dict.fromkeys(given.unit for given in line.cells):
        steps = way(written, target.source.unit)
        if not written.strip():
            told.append(_("ไฟล์ไม่ได้บอกหน่วย จึงถือว่าเป็น %(wanted)s") % {"wanted": wanted})
        elif steps is not None and steps != (1, 1):
            values = {
                "written": written,
                "wanted": wanted,
                "times": number(Decimal(steps[0])),
                "over": number(Decimal(steps[1])),
            }
            if steps[1] == 1:
                told.append(_("แปลงหน่วย: 1 %(written)s = %(times)s %(wanted)s") % values)
            else:
                told.append(_("แปลงหน่วย: %(over)s %(written)s = %(times)s %(wanted)s") % values)
    return told
