"""The working of a sheet, and what was typed, as people read them: the same words before it is kept and ever after."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.templatetags.cfo import number
from inventories.calc.sheets.schema import Input, Sheet
from inventories.forms.sheet.inputs import CHOICES, unit_words, words_of
from inventories.forms.sheet.kinds import Text
from inventories.forms.sheet.sentences import BASES, CONFIDENCE, REMARKS

# What a step comes to, where that is not told by its unit.
OUTCOMES: Mapping[str, Text] = {
    "total": gettext_lazy("ผลลัพธ์"),
    "sample_total": gettext_lazy("รวมกลุ่มตัวอย่าง"),
    "year_leak": gettext_lazy("รวมทั้งปี"),
    "charge_change": gettext_lazy("สารในเครื่องที่เปลี่ยนไป"),
    "converted": gettext_lazy("แปลงหน่วย"),
    "difference": gettext_lazy("ผลต่างของเลขอ่าน"),
    "cylinders_used": gettext_lazy("ถังที่ใช้"),
    "row_present": gettext_lazy("หลังหักวันที่ไม่อยู่"),
    "ream_weight": gettext_lazy("น้ำหนักต่อรีม"),
}
WARNINGS = {"outside_range"}
CONSTANTS = {"watts_per_kilowatt", "percent_whole", "grams_per_kg", "ratio"}  # numbers of a formula, shown without unit


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A figure with its unit and the sign before it."""

    sign: str
    value: str
    unit: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """A line of the working."""

    title: str
    terms: list[ExplainedTerm]
    outcome: ExplainedTerm


@dataclass(frozen=True, slots=True)
class ExplainedWorking:
    """A sheet's working: its steps, the defaults taken and where they are from, and what must be known besides."""

    amount: Decimal
    unit: str
    steps: list[ExplainedStep]
    estimated: bool
    defaults: list[str]
    remarks: list[tuple[str, bool]]  # and whether it warns


@dataclass(frozen=True, slots=True)
class ExplainedInputs:
    """What was typed: (name, value) for what is asked once; (name, unit) and rows for the rest."""

    fields: list[tuple[str, str]]
    head: list[tuple[str, str]]
    rows: list[list[str]]


def explain_working(sheet_kind: str, working: Mapping[str, Any]) -> ExplainedWorking:
    """Return the working that a sheet kept (or would keep), in words."""
    steps = [_step(each) for each in working["steps"]]
    terms = [part for each in working["steps"] for part in each["parts"] if "default" in part]
    remarks = [_remark(each) for each in working["remarks"]]
    return ExplainedWorking(
        amount=Decimal(working["amount"]),
        unit=unit_words(working["unit"]),
        steps=steps,
        estimated=working["estimated"],
        defaults=list(dict.fromkeys(_default(sheet_kind, part) for part in terms)),
        remarks=remarks,
    )


def explain_inputs(sheet: Sheet, inputs: Mapping[str, Any], unit: str) -> ExplainedInputs:
    """Return the inputs that a sheet kept, in words; what was left empty reads –."""
    counting = sheet.counts_in(unit) or unit
    once, columns = sheet.asked("fields", counting), sheet.asked("rows", counting)
    fields: Mapping[str, str] = inputs.get("fields", {})
    return ExplainedInputs(
        fields=[(_label(sheet.kind, each), _with_unit(each, fields.get(each.name, ""), counting)) for each in once],
        head=[(_label(sheet.kind, each), _unit(each, counting)) for each in columns],
        rows=[[_value(each, row.get(each.name, "")) for each in columns] for row in inputs.get("rows", [])],
    )


def figure(text: str) -> str:
    """Return a plain number with thousands commas."""
    try:
        return number(Decimal(text))
    except InvalidOperation:
        return text


def _label(kind: str, each: Input) -> str:
    return str(words_of(kind, each.name)[0])


def _unit(each: Input, counting: str) -> str:
    return unit_words(each.unit.format(unit=counting))


def _with_unit(each: Input, text: str, counting: str) -> str:
    return f"{_value(each, text)} {_unit(each, counting)}".strip() if text else "–"


def _value(each: Input, text: str) -> str:
    if not text:
        return "–"
    if each.shape == "choice":
        return str(CHOICES.get((each.name, text), text))
    return text if each.shape == "text" else figure(text)


def _remark(remark: Mapping[str, Any]) -> tuple[str, bool]:
    words = str(REMARKS.get(remark["code"], remark["code"]))
    return words % (dict(remark["values"]) | {"row": remark["row"]}), remark["code"] in WARNINGS


def _step(step: Mapping[str, Any]) -> ExplainedStep:
    outcome = step["outcome"]
    row = _("แถวที่ %(row)s") % {"row": step["row"]} if step["row"] is not None else ""
    title = " · ".join(filter(None, [row, step["title"], str(OUTCOMES.get(outcome["of"], ""))]))
    return ExplainedStep(title, [_term(part) for part in step["parts"]], _term({"sign": "="} | outcome))


def _term(part: Mapping[str, Any]) -> ExplainedTerm:
    about = "≈" if part.get("rounded") else ""
    unit = "" if part["of"] in CONSTANTS else unit_words(part["unit"])
    return ExplainedTerm(part["sign"], f"{about}{figure(part['value'])}", unit, default="default" in part)


def _default(kind: str, part: Mapping[str, Any]) -> str:
    basis, confidence = part["default"]["basis"], part["default"]["confidence"]
    label = words_of(kind, part["of"])[0] if part["of"] != "area" else _("พื้นที่แผ่น")
    return _("%(label)s %(value)s %(unit)s: %(basis)s (%(confidence)s)") % {
        "label": label,
        "value": figure(part["value"]),
        "unit": unit_words(part["unit"]),
        "basis": BASES.get(basis, basis),
        "confidence": CONFIDENCE.get(confidence, confidence),
    }
