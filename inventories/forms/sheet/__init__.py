"""Calculation sheets as forms: their words, what may be typed, and their working as people read it."""

from inventories.forms.sheet.explained import ExplainedInputs, ExplainedWorking, explain_inputs, explain_working
from inventories.forms.sheet.form import SheetForm
from inventories.forms.sheet.kinds import KINDS, KindWords
from inventories.forms.sheet.working_days import WorkingDaysForm

__all__ = [
    "KINDS",
    "ExplainedInputs",
    "ExplainedWorking",
    "KindWords",
    "SheetForm",
    "WorkingDaysForm",
    "explain_inputs",
    "explain_working",
]
