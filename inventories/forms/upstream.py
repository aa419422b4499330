"""The form of the upstream switch: own densities, each with the paper it comes from."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name
from inventories.forms.boundary import read_figure
from inventories.models import UpstreamChoice
from inventories.selectors.upstream import DensityInUse, densities_in_use

PLACES = 4


class UpstreamForm(forms.Form):
    """For each pure fuel an own density in kg per litre and its paper; empty: the one of the library."""

    def __init__(self, data: Any = None, *, choice: UpstreamChoice | None) -> None:
        super().__init__(data)
        self.weights = densities_in_use(choice)
        for fuel, weight in self.weights.items():
            density = weight.density
            self.fields[fuel] = forms.CharField(
                label=_("ความหนาแน่นของ%(fuel)s") % {"fuel": plain_name(density)},
                required=False,
                help_text=_("ค่าที่ใช้ถ้าไม่กรอก %(kg)s (ความเชื่อมั่น%(confidence)s) %(source)s")
                % {"kg": density.kg, "confidence": _confidence(density.confidence), "source": density.source},
                initial=weight.own,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"{fuel}-reason"] = forms.CharField(
                label=_("เอกสารที่ระบุความหนาแน่น"),
                required=False,
                max_length=200,
                initial=weight.reason,
                error_messages={"max_length": _("ชื่อเอกสารยาวเกิน 200 ตัวอักษร โปรดย่อ")},
            )

    def clean(self) -> dict[str, Any]:
        """Read the figures."""
        cleaned = super().clean() or self.cleaned_data
        for fuel in self.weights:
            try:
                cleaned[fuel] = read_figure(cleaned.get(fuel, ""), places=PLACES)
            except forms.ValidationError as wrong:
                self.add_error(fuel, wrong)
        return cleaned

    def densities(self) -> dict[str, tuple[Decimal, str]]:
        """Return the own densities with their papers."""
        return {
            fuel: (kg, thai.normalise(self.cleaned_data[f"{fuel}-reason"]).strip())
            for fuel in self.weights
            if (kg := self.cleaned_data[fuel]) is not None
        }

    def rows(self) -> list[tuple[DensityInUse, forms.BoundField, forms.BoundField]]:
        """Return each density with its two fields."""
        return [(weight, self[fuel], self[f"{fuel}-reason"]) for fuel, weight in self.weights.items()]

    def opened(self) -> bool:
        """Say whether an own density needs to be seen."""
        return any(field.value() or field.errors for _weight, field, _reason in self.rows())


def _confidence(value: str) -> str:
    return {"high": _("สูง"), "medium": _("ปานกลาง"), "low": _("ต่ำ")}[value]
