"""What was decided beside the figures: boundary, exclusions, double counting, what the total depends on, tables apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.exports.figures import NOTHING, exact, rounded, tonnes_of

Dossier = Mapping[str, Any]
GENERAL_KNOWLEDGE = "GK"
NOT_ESTIMATED = "ไม่ได้ประเมิน"
NO_REASON = "ยังไม่มีคำชี้แจง"
PLACES = 3  # of a tonne, so that a small difference is still to be seen


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question about a source, its answer, the sentence that follows, and the paper."""

    name: str
    question: str
    answer: str
    sentence: str
    paper: str
    unsourced: bool


@dataclass(frozen=True, slots=True)
class ExclusionRow:
    """What is left out, why, and an estimate in tonnes."""

    what: str
    why: str
    tonnes: str


@dataclass(frozen=True, slots=True)
class WarningRow:
    """What may be counted twice, and why it is not."""

    names: str
    sentence: str
    reason: str


@dataclass(frozen=True, slots=True)
class SideRow:
    """A way of calculating, with its totals in tonnes; `difference` for the line below both."""

    name: str
    used: bool
    scope_1_2: str
    scope_1_2_3: str
    difference: bool = False


@dataclass(frozen=True, slots=True)
class SensitivityTable:
    """What the total depends on: the sentence, and the total either way (no rows: it cannot be calculated)."""

    title: str
    sentence: str
    rows: tuple[SideRow, ...]


@dataclass(frozen=True, slots=True)
class ApartTable:
    """A table beside the inventory: its headings and its rows as text, the quantity in the second column."""

    title: str
    sentence: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """All of it; `known` is False for years frozen before these were kept."""

    known: bool
    answers: tuple[AnswerRow, ...] = ()
    exclusions: tuple[ExclusionRow, ...] = ()
    warnings: tuple[WarningRow, ...] = ()
    upstream: str = ""
    sensitivities: tuple[SensitivityTable, ...] = ()
    apart: tuple[ApartTable, ...] = ()

    @property
    def unsourced(self) -> bool:
        """Say whether an answer rests on professional knowledge without a source."""
        return any(row.unsourced for row in self.answers)


def decisions(dossier: Dossier, wordings: Sequence[Mapping[str, Any]]) -> Decisions:
    """Return what a dossier says beside the figures. `wordings`: the tables apart in order, {kind, title, …}."""
    if "boundary" not in dossier:
        return Decisions(known=False)
    boundary = dossier["boundary"]
    return Decisions(
        known=True,
        answers=tuple(_answer(row) for row in boundary["answers"]),
        exclusions=tuple(
            ExclusionRow(row["what"], row["why"], NOT_ESTIMATED if row["tco2e"] is None else exact(row["tco2e"]))
            for row in boundary["exclusions"]
        ),
        warnings=tuple(
            WarningRow(row["names"], row["sentence_th"], row["reason"] or NO_REASON)
            for row in dossier["double_counting"]
        ),
        upstream=_upstream(dossier.get("upstream", {})),
        sensitivities=tuple(_sensitivity(row) for row in dossier.get("sensitivity", ())),
        apart=tuple(table for wording in wordings if (table := _apart(wording, dossier.get("apart", ()))).rows),
    )


def _answer(row: Dossier) -> AnswerRow:
    sentence = " ".join(filter(None, (row["sentence_th"], row["reason"])))
    return AnswerRow(
        row["name"],
        row["question_th"],
        row["answer_th"],
        sentence,
        row["paper_th"],
        row["confidence"] == GENERAL_KNOWLEDGE,
    )


def _upstream(row: Dossier) -> str:
    if not row.get("counted"):
        return "ไม่ได้คำนวณการได้มาซึ่งเชื้อเพลิงและพลังงาน (3.3) ในบัญชีนี้"
    gaps = len(row["gaps"])
    rest = f" มี {gaps} แหล่งที่ไม่มีค่าต้นน้ำ" if gaps else ""
    return f"คำนวณการได้มาซึ่งเชื้อเพลิงและพลังงาน (3.3) ต่อจากเชื้อเพลิงในประเภทที่ 1 และไฟฟ้าในประเภทที่ 2{rest}"


def _sensitivity(row: Dossier) -> SensitivityTable:
    rows = [
        SideRow(side["name"], side["in_use"], _tonnes(side["scope_1_2_kgco2e"]), _tonnes(side["scope_1_2_3_kgco2e"]))
        for side in row["sides"]
    ]
    if (difference := row["difference"]) is not None:
        rows.append(
            SideRow(
                name="ต่างกัน",
                used=False,
                scope_1_2=_apart_by(difference, "scope_1_2"),
                scope_1_2_3=_apart_by(difference, "scope_1_2_3"),
                difference=True,
            )
        )
    return SensitivityTable(row["title_th"], row["sentence_th"], tuple(rows))


def _apart_by(difference: Dossier, scope: str) -> str:
    """Return a difference in tonnes and, where there is something to be a share of, in percent."""
    share = difference[f"{scope}_percent"]
    return _tonnes(difference[f"{scope}_kgco2e"]) + (f" ({share} %)" if share is not None else "")


def _tonnes(kg: str) -> str:
    return rounded(tonnes_of(Decimal(kg)), PLACES)


def _apart(wording: Mapping[str, Any], lines: Sequence[Dossier]) -> ApartTable:
    columns = [(key, wording[key]) for key in ("place", "standard", "period") if wording[key]]
    headings = (wording["name"], "ปริมาณ", "หน่วย", *(label for _key, label in columns), "หลักฐาน")
    rows = tuple(
        (
            line["name"],
            NOTHING if line["quantity"] is None else exact(line["quantity"]),
            line["unit"],
            *(line[key] or NOTHING for key, _label in columns),
            line["evidence"] or NOTHING,
        )
        for line in lines
        if line["kind"] == wording["kind"]
    )
    return ApartTable(wording["title"], wording["sentence"], headings, rows)
