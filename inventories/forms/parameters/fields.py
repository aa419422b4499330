"""Fields of parameters: a number, a refrigerant, yes or no."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from cfo_site import thai
from emission_factors.calc.decimals import NotAPlainDecimal, parse_decimal, plain
from emission_factors.models import GwpSet
from emission_factors.selectors import UnknownRefrigerant, resolve_refrigerant

YES, NO = "yes", "no"
LONGEST = 60
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def read_decimal(text: str) -> Decimal:
    """Return a number as people type it: Thai digits, thousands commas in their places, .5 too. Raises NotAPlainDecimal."""
    typed = thai.arabic_digits(thai.normalise(text)).strip()
    if _GROUPED.fullmatch(typed):
        typed = typed.replace(",", "")
    if typed.startswith("."):
        typed = f"0{typed}"
    return parse_decimal(typed)


class NumberField(forms.CharField):
    """A number between two bounds, kept as a plain decimal text; "" for nothing typed."""

    def __init__(
        self, *, low: Decimal = Decimal(0), high: Decimal | None = None, above: bool = False, **kwargs: Any
    ) -> None:
        label = str(kwargs.get("label", ""))
        messages = {
            "required": _("โปรดพิมพ์%(name)s") % {"name": label},
            "max_length": _("%(name)s ยาวเกินไป โปรดตรวจจำนวนหลัก") % {"name": label},
        }
        super().__init__(max_length=LONGEST, error_messages=messages | kwargs.pop("error_messages", {}), **kwargs)
        self.low, self.high, self.above = low, high, above
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> str:
        """Return the number as the inventory document writes it, "" for nothing typed."""
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return ""
        try:
            number = read_decimal(typed)
        except NotAPlainDecimal:
            raise ValidationError(self._sentence(), code="not_decimal") from None
        if number < self.low or (self.above and number == self.low) or (self.high is not None and number > self.high):
            raise ValidationError(self._sentence(), code="out_of_range")
        return plain(number)

    def _sentence(self) -> str:
        high = plain(self.high) if self.high is not None else ""
        values = {"name": self.label, "low": plain(self.low), "high": high}
        if self.above and not high:
            return _("%(name)s ต้องเป็นตัวเลขมากกว่า %(low)s โปรดพิมพ์เช่น 0.25") % values
        if self.above:
            return _("%(name)s ต้องเป็นตัวเลขมากกว่า %(low)s และไม่เกิน %(high)s โปรดพิมพ์เช่น 0.25") % values
        if not high:
            return _("%(name)s ต้องเป็นตัวเลขตั้งแต่ %(low)s ขึ้นไป โปรดพิมพ์เช่น 0.25") % values
        return _("%(name)s ต้องเป็นตัวเลขตั้งแต่ %(low)s ถึง %(high)s โปรดพิมพ์เช่น 0.25") % values


class RefrigerantField(forms.CharField):
    """A refrigerant by any of its names that the year's GWP set can weigh; kept under the document's name."""

    def __init__(self, gwp_set: GwpSet, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.gwp_set = gwp_set

    def clean(self, value: Any) -> str:
        """Return R-32 for R32, r 32 or HFC-32."""
        try:
            return resolve_refrigerant(str(super().clean(value)), self.gwp_set).name
        except UnknownRefrigerant as unknown:
            raise ValidationError(str(unknown), code="unknown") from unknown


def choice_field(
    label: str, choices: Sequence[tuple[str, Any]], *, hint: str = "", initial: str | None = None, required: bool = True
) -> forms.ChoiceField:
    """Return radio buttons whose messages name the question."""
    sentence = _("โปรดเลือก “%(name)s” จากรายการ") % {"name": label}
    return forms.ChoiceField(
        label=label, choices=list(choices), widget=forms.RadioSelect, initial=initial, help_text=hint, required=required,
        error_messages={"required": sentence, "invalid_choice": sentence},
    )  # fmt: skip


def yes_no_field(label: str, *, hint: str, initial: bool) -> forms.ChoiceField:
    """Return a question that is answered with yes or no."""
    return choice_field(label, [(YES, _t("ใช่")), (NO, _t("ไม่ใช่"))], hint=hint, initial=YES if initial else NO)
