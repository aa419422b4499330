"""The form of a sheet: built from its description, read as people type, checked by the calculation itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cfo_site import thai
from emission_factors.calc.decimals import plain
from inventories.calc.sheets.catalogue import calculate
from inventories.calc.sheets.reading import Fault, Faults, without_idle_rows
from inventories.calc.sheets.schema import LONGEST_TEXT, Choice, Input, Sheet
from inventories.calc.sheets.working import Working
from inventories.forms.amount import read_amount
from inventories.forms.sheet.explained import figure
from inventories.forms.sheet.inputs import CHOICES, unit_words, words_of
from inventories.forms.sheet.sentences import FAULTS
from inventories.selectors.sheets import Beginning, days_of

LONGEST_NUMBER = 60
NOTE = "note"


@dataclass(frozen=True, slots=True)
class Control:
    """A field of the form as a page draws it."""

    field: forms.BoundField
    width: str
    suffix: str


@dataclass(frozen=True, slots=True)
class RowOfControls:
    """The fields of one row, with its number."""

    number: int
    controls: list[Control]


class NumberText(forms.CharField):
    """A number as typed, with Thai digits or commas; kept as a plain decimal text, "" for nothing."""

    def __init__(self, *, spoken: str, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_NUMBER, **kwargs)
        self.spoken = spoken
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        """Return 1234.5 for ๑,๒๓๔.๕."""
        text = str(super().clean(value) or "")
        try:
            reading = read_amount(text)
        except ValidationError as wrong:
            if wrong.code != "not_a_number":
                raise ValidationError(f"{self.spoken}: {wrong.message}", code=wrong.code) from wrong
            reading = None
        if reading is None or reading.notation:
            raise ValidationError(str(FAULTS["not_decimal"]) % {"name": self.spoken}, code="not_a_number")
        return "" if reading.amount is None else plain(reading.amount)


class SheetForm(forms.Form):
    """One sheet for one source and month. After `is_valid`, `inputs` are what would be kept and `working` its result."""

    def __init__(
        self, data: Mapping[str, str] | None = None, *, sheet: Sheet, unit: str, month: dt.date, begun: Beginning
    ) -> None:
        self.sheet, self.unit, self.month = sheet, unit, month
        self.counting = sheet.counts_in(unit) or unit
        self.count = _count(data, sheet) if data is not None else max(len(begun.rows), 1)
        self.inputs: dict[str, Any] = {}
        self.working: Working | None = None
        self.once = {f"f_{each.name}": each for each in sheet.asked("fields", self.counting)}
        self.columns = sheet.asked("rows", self.counting)
        super().__init__(data, initial=self._initial(begun))
        for name, each in self.once.items():
            self.fields[name] = self._field(each)
        for place in range(1, self.count + 1 if self.columns else 1):
            for each in self.columns:
                self.fields[f"r{place}_{each.name}"] = self._field(each, place)
        self.fields[NOTE] = forms.CharField(
            label=_("หมายเหตุ"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("ไม่บังคับ เช่น เลขที่เอกสาร หรือเหตุผลของค่าที่ใช้"),
            error_messages={"max_length": _("หมายเหตุยาวเกิน 500 ตัวอักษร โปรดย่อให้สั้นลง")},
        )  # fmt: skip

    @property
    def controls(self) -> list[Control]:
        """Return the fields asked once."""
        return [self._control(name, each) for name, each in self.once.items()]

    @property
    def rows(self) -> list[RowOfControls]:
        """Return the rows with their fields."""
        if not self.columns:
            return []
        return [
            RowOfControls(place, [self._control(f"r{place}_{each.name}", each) for each in self.columns])
            for place in range(1, self.count + 1)
        ]

    @property
    def may_grow(self) -> bool:
        """Say whether another row may be added."""
        return bool(self.columns) and self.count < self.sheet.most_rows

    @property
    def note(self) -> str:
        """Return the note as typed."""
        return thai.normalise(self.cleaned_data[NOTE])

    def grown(self, data: Mapping[str, str]) -> "SheetForm":
        """Return the form as typed, unchecked, with one row more, which takes the focus."""
        rows = [
            {each.name: data.get(f"r{place}_{each.name}", "") for each in self.columns}
            for place in range(1, self.count + 1)
        ]
        days = {each.name for each in self.columns if each.start in {"days", "working_days"}}
        rows.append({name: str(self.initial.get(f"r1_{name}", "")) for name in days})
        fields = {each.name: data.get(name, "") for name, each in self.once.items()}
        form = SheetForm(sheet=self.sheet, unit=self.unit, month=self.month, begun=Beginning(fields, rows))
        form.initial[NOTE] = data.get(NOTE, "")
        form.fields[f"r{form.count}_{self.columns[0].name}"].widget.attrs["autofocus"] = True
        return form

    def clean(self) -> dict[str, Any]:
        """Ask the calculation itself what is wrong; what could not be read at all was told already."""
        cleaned = super().clean() or {}
        inputs: dict[str, Any] = {
            "fields": {each.name: cleaned.get(name, "") for name, each in self.once.items()},
            "rows": [
                {each.name: cleaned.get(f"r{place}_{each.name}", "") for each in self.columns}
                for place in range(1, self.count + 1)
            ],
        }
        days = days_of(self.month)
        try:
            calculate(self.sheet, inputs, unit=self.unit, days=days)
            if not self.errors:
                self.inputs = without_idle_rows(self.sheet, inputs, unit=self.counting)
                self.working = calculate(self.sheet, self.inputs, unit=self.unit, days=days)
        except Faults as faults:
            for fault in faults.faults:
                self._tell(fault)
        return cleaned

    def _tell(self, fault: Fault) -> None:
        """Write a fault beside its input, naming the row where there are several."""
        if fault.code == "no_rows" and self.errors:
            return  # the only row is there, but could not be read
        names = (f"r{fault.row}_{fault.at}", f"f_{fault.at}")
        name = next((each for each in names if each in self.fields), None)
        if name in self.errors:
            return
        label = str(self.fields[name].label) if name else ""
        sentence = str(FAULTS[fault.code])
        values = {key: figure(value) for key, value in fault.values.items()}
        if self._many and fault.row is not None and "%(name)s" not in sentence:
            sentence = _("แถวที่ %(row)s: ") % {"row": fault.row} + sentence
        spoken = self._spoken(label, fault.row)
        self.add_error(name, ValidationError(sentence % (values | {"name": spoken}), code=fault.code))

    @property
    def _many(self) -> bool:
        return self.count > 1

    def _spoken(self, label: str, place: int | None) -> str:
        """Return how a sentence calls an input: with its row where there are several."""
        if place is None or not self._many:
            return label
        return _("%(label)s (แถวที่ %(row)s)") % {"label": label, "row": place}

    def _initial(self, begun: Beginning) -> dict[str, str]:
        """Return what the fields hold at first, numbers with commas."""

        def shown(each: Input, text: str) -> str:
            return figure(text) if text and each.shape in {"number", "whole"} else text

        initial = {name: shown(each, begun.fields.get(each.name, "")) for name, each in self.once.items()}
        for place, row in enumerate(begun.rows, 1):
            initial |= {f"r{place}_{each.name}": shown(each, row.get(each.name, "")) for each in self.columns}
        return initial

    def _field(self, each: Input, place: int | None = None) -> forms.Field:
        label, hint = words_of(self.sheet.kind, each.name)
        help_text = "" if place is not None and place > 1 else str(hint)
        if each.shape == "choice":
            return self._choice(each, str(label), help_text)
        if each.shape == "text":
            too_long = str(FAULTS["too_long"]) % {"name": label, "most": LONGEST_TEXT}
            return _Text(
                label=str(label), help_text=help_text, required=False, max_length=LONGEST_TEXT,
                error_messages={"max_length": too_long},
            )  # fmt: skip
        too_long = str(FAULTS["too_large"])
        return NumberText(
            spoken=self._spoken(str(label), place), label=str(label), help_text=help_text,
            error_messages={"max_length": too_long},
        )  # fmt: skip

    def _choice(self, each: Input, label: str, help_text: str) -> forms.Field:
        choices = [(choice.value, self._choice_words(each, choice)) for choice in each.choices]
        wrong = {"invalid_choice": str(FAULTS["unknown_choice"]) % {"name": label}}
        return forms.ChoiceField(
            label=label, help_text=help_text, required=False, choices=[("", _("เลือก…")), *choices], error_messages=wrong
        )

    def _choice_words(self, each: Input, choice: Choice) -> str:
        """Return an answer, with the default it brings, or the range it is chosen from."""
        words = str(CHOICES[each.name, choice.value])
        if choice.span:
            ((low, high),) = choice.span.values()
            return f"{words} ({low}–{high} %)"
        for name, default in choice.gives.items():
            unit = next(other.unit for other in self.columns if other.name == name)
            return f"{words} ({figure(default.value)} {unit_words(unit.format(unit=self.counting))})"
        return words

    def _control(self, name: str, each: Input) -> Control:
        numeric = each.shape in {"number", "whole"}
        return Control(
            self[name], "num w8" if numeric else "", unit_words(each.unit.format(unit=self.counting)) if numeric else ""
        )


class _Text(forms.CharField):
    def clean(self, value: Any) -> str:
        """Keep SARA AM as one character."""
        return thai.normalise(str(super().clean(value) or ""))


def _count(data: Mapping[str, str], sheet: Sheet) -> int:
    """Return how many rows a form was made with; what was tampered with counts as one."""
    text = data.get("rows", "1")
    return min(max(int(text), 1), sheet.most_rows) if text.isascii() and text.isdecimal() and len(text) < 3 else 1  # noqa: PLR2004
