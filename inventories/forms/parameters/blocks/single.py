"""Blocks of one field: a number, a text, a choice, yes or no; and a number that may differ by month."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import thai_month
from emission_factors.models import Confidence, GwpSet
from inventories.calc.methods.schema import Parameter
from inventories.forms.parameters.blocks.base import Bind, Block, Part, Reading, Values
from inventories.forms.parameters.fields import (
    LONGEST,
    NO,
    YES,
    NumberField,
    RefrigerantField,
    choice_field,
    yes_no_field,
)
from inventories.forms.parameters.wording import CHOICES


class NumberBlock(Block):
    """One number; empty takes the method's standard value, which the hint tells with source and confidence."""

    def fields(self) -> dict[str, forms.Field]:
        """Return the number, and the reason where there is a standard value."""
        parameter = self.parameter
        number = NumberField(
            low=parameter.minimum, high=parameter.maximum, above=parameter.above_minimum, label=self.label,
            help_text=self.hint(), required=parameter.required,
        )  # fmt: skip
        return {self.key: number, **({self.reason_key: self.reason_field()} if self.has_reason else {})}

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the number and its reason."""
        shown = {self.key: values[self.name]} if isinstance(values.get(self.name), str) else {}
        reason = assumptions.get(self.name, {}).get("reason", "")
        return shown | ({self.reason_key: reason} if reason and self.has_reason else {})

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return the number, None where the standard value is taken."""
        return Reading(cleaned.get(self.key) or None)

    def parts(self, bind: Bind) -> list[Part]:
        """Return the number with its unit, then the reason."""
        parts = [Part("field", bind(self.key), "num w8", self.wording.unit)]
        return parts + ([Part("field", bind(self.reason_key))] if self.has_reason else [])

    def hint(self) -> str:
        """Return the hint, and for a standard value its number, where that is from and how sure it is."""
        wording = self.wording
        said = [str(wording.hint)] if wording.hint else []
        if self.parameter.default is not None:
            values = {"default": self.parameter.default, "source": wording.source}
            sure = (
                ""
                if not self.has_reason
                else _(" · ความเชื่อมั่น%(word)s") % {"word": Confidence(wording.confidence).label}
            )
            said.append(_("เว้นว่างไว้ใช้ %(default)s (%(source)s)") % values + sure)
        elif wording.source:
            said.append(_("ที่มา %(source)s") % {"source": wording.source})
        return " ".join(said)


class TextBlock(Block):
    """A refrigerant."""

    def __init__(self, method: str, parameter: Parameter, gwp_set: GwpSet) -> None:
        super().__init__(method, parameter)
        self.gwp_set = gwp_set

    def fields(self) -> dict[str, forms.Field]:
        """Return the name."""
        required = {"required": _("โปรดพิมพ์%(name)s") % {"name": self.label}}
        hint = str(self.wording.hint)
        return {
            self.key: RefrigerantField(
                self.gwp_set, label=self.label, help_text=hint, max_length=LONGEST, error_messages=required
            )
        }

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the name as it is."""
        return {self.key: values[self.name]} if self.name in values else {}

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return the name in the document's spelling."""
        return Reading(cleaned.get(self.key) or None)

    def parts(self, bind: Bind) -> list[Part]:
        """Return the name."""
        return [Part("field", bind(self.key), "w12")]


class ChoiceBlock(Block):
    """One of a few ways; always written down."""

    def fields(self) -> dict[str, forms.Field]:
        """Return the radio buttons."""
        choices = [(choice, CHOICES[choice]) for choice in self.parameter.choices]
        default = self.parameter.default
        initial = default if isinstance(default, str) else None
        return {self.key: choice_field(self.label, choices, hint=str(self.wording.hint), initial=initial)}

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return what is chosen."""
        return {self.key: values[self.name]} if self.name in values else {}

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return what is chosen."""
        return Reading(cleaned.get(self.key) or None)

    def parts(self, bind: Bind) -> list[Part]:
        """Return the radio buttons."""
        return [Part("field", bind(self.key))]


class FlagBlock(Block):
    """Yes or no; written down where it differs from what the method takes."""

    @property
    def asked(self) -> bool:
        """Ask up front: it is a fact of the place, not a constant of science."""
        return True

    def fields(self) -> dict[str, forms.Field]:
        """Return the question, and the reason for another answer than the usual one."""
        question = yes_no_field(self.label, hint=self.hint(), initial=self.parameter.default is True)
        return {self.key: question, **({self.reason_key: self.reason_field()} if self.needs_reason else {})}

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the answer as it is."""
        shown = {self.key: YES if values[self.name] else NO} if self.name in values else {}
        reason = assumptions.get(self.name, {}).get("reason", "")
        return shown | ({self.reason_key: reason} if reason and self.needs_reason else {})

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return the answer where it is not the usual one."""
        answer = cleaned.get(self.key) == YES
        return Reading(None if answer is (self.parameter.default is True) else answer)

    def parts(self, bind: Bind) -> list[Part]:
        """Return the question, then the reason."""
        parts = [Part("field", bind(self.key))]
        return parts + ([Part("field", bind(self.reason_key))] if self.needs_reason else [])

    def hint(self) -> str:
        """Return the hint and what is usual."""
        usual = _("ปกติตอบ%(answer)s (%(source)s)") % {
            "answer": _("ใช่") if self.parameter.default is True else _("ไม่ใช่"), "source": self.wording.source,
        }  # fmt: skip
        return f"{self.wording.hint} · {usual}"


class MonthsBlock(NumberBlock):
    """One number for all months, or one for each: months left empty take the one above, or else the standard value."""

    def __init__(self, method: str, parameter: Parameter, months: list[dt.date]) -> None:
        super().__init__(method, parameter)
        self.months = {f"{self.key}__{place}": month for place, month in enumerate(months, 1)}

    def fields(self) -> dict[str, forms.Field]:
        """Return the number of all months, then those of each."""
        made = super().fields()
        made[self.key].help_text = self.hint()
        for key, month in self.months.items():
            label = _("%(name)s เดือน %(month)s") % {"name": self.label, "month": thai_month(month)}
            made[key] = NumberField(high=self.parameter.maximum, label=label, required=False)
        return made

    def initial(self, values: Values, assumptions: Values) -> dict[str, Any]:
        """Return the numbers as they are."""
        shown = super().initial(values, assumptions)
        table = values.get(self.name)
        if isinstance(table, dict):
            shown |= {key: table.get(f"{month:%Y-%m}", "") for key, month in self.months.items()}
        return shown

    def read(self, cleaned: Values, values: Values) -> Reading:
        """Return one number, or {month: number} for all months where any month has its own."""
        single = cleaned.get(self.key) or None
        typed = {month: cleaned[key] for key, month in self.months.items() if cleaned.get(key)}
        if not typed:
            return Reading(single)
        rest = single or self.parameter.default
        table = {f"{month:%Y-%m}": typed.get(month, rest) for month in self.months.values()}
        return Reading(table, {"filled": [f"{month:%Y-%m}" for month in self.months.values() if month not in typed]})

    def parts(self, bind: Bind) -> list[Part]:
        """Return the number, the reason, and the table of months."""
        rows: list[tuple[Any, Any, Any]] = [(thai_month(month), bind(key), "") for key, month in self.months.items()]
        title = _("%(name)s รายเดือน ถ้าวัดทุกเดือน (เดือนที่เว้นว่างใช้ค่าข้างบน)") % {"name": self.label}
        shown = any(bound.value() or bound.errors for _label, bound, _remark in rows)
        return [*super().parts(bind), Part("table", title=title, rows=rows, suffix=self.wording.unit, open=shown)]
