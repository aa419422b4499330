"""The fields of the agreement with a verifying body, numbered as TGO's form numbers them, and the plan of its days."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import number
from inventories.forms.boundary import read_figure
from inventories.forms.dates import ThaiDateField
from inventories.models import Assurance, Verification
from inventories.selectors.agreement import AIMS, BODY, CLIENT, PLAN

_t = gettext_lazy
MOST_MATERIALITY = 100
_NEEDED = {
    "body": _t("โปรดพิมพ์ชื่อหน่วยงานทวนสอบ"),
    "criteria": _t("โปรดพิมพ์เกณฑ์ที่ใช้ทวนสอบ"),
    "organisation": _t("โปรดพิมพ์ชื่อองค์กร"),
    "organisation_kind": _t("โปรดพิมพ์ประเภทองค์กร"),
    "report_purpose": _t("โปรดพิมพ์วัตถุประสงค์ของการทำรายงาน"),
    "objective": _t("โปรดพิมพ์วัตถุประสงค์การทวนสอบ"),
}
_LONG = {"criteria", "address", "responsible", "report_purpose", "objective"}


class AgreementForm(forms.Form):
    """Who verifies, by which criteria, for whom, why, and on which days."""

    assurance = forms.ChoiceField(
        choices=Assurance.choices, widget=forms.RadioSelect, error_messages={"required": _t("โปรดเลือกระดับความเชื่อมั่น")}
    )
    materiality = forms.CharField(
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_t("มักใช้ 5 ผลต่างที่ไม่แก้ไขรวมกันต้องต่ำกว่าระดับนี้"),
        error_messages={"required": _t("โปรดพิมพ์เกณฑ์ความมีสาระสำคัญ เช่น 5")},
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for name, field in fields_for_model(Verification, fields=[*BODY, *CLIENT, *AIMS, *PLAN]).items():
            if name not in self.fields:
                self.fields[name] = _field(name, getattr(field, "max_length", None))
            self.fields[name].label = str(field.label)
        self.order_fields([*BODY, *CLIENT, *AIMS, *PLAN])
        if isinstance(given := initial.get("materiality"), Decimal):
            self.initial["materiality"] = number(given)

    def clean_materiality(self) -> Decimal | None:
        """Return the percentage."""
        found = read_figure(self.cleaned_data["materiality"], places=2)
        if found is None or not 0 < found <= MOST_MATERIALITY:
            raise ValidationError(_("เกณฑ์ความมีสาระสำคัญต้องมากกว่า 0 และไม่เกิน 100 เช่น 5"), code="share")
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a closing meeting before the opening one."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("opening_on"), cleaned.get("closing_on")
        if first and last and last < first:
            self.add_error("closing_on", _("ประชุมปิดต้องไม่ก่อนประชุมเปิด โปรดตรวจวันที่"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of Verification."""
        return {
            name: thai.normalise(value).strip() if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }

    def part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """Return the fields of a part of the form."""
        return [self[name] for name in names]

    @property
    def of_body(self) -> list[forms.BoundField]:
        """Return what is said of the body and its work."""
        return self.part(BODY)

    @property
    def of_client(self) -> list[forms.BoundField]:
        """Return what is said of the municipality."""
        return self.part(CLIENT)

    @property
    def of_aims(self) -> list[forms.BoundField]:
        """Return why."""
        return self.part(AIMS)

    @property
    def of_plan(self) -> list[forms.BoundField]:
        """Return the days."""
        return self.part(PLAN)


def _field(name: str, longest: int | None) -> forms.Field:
    """Return the field of a text, an address or a day."""
    if name in PLAN:
        return ThaiDateField(required=False, help_text=_t("เช่น 30/9/2568 เว้นว่างได้ถ้ายังไม่นัด"))
    errors = {"max_length": _t("ข้อความยาวเกินไป โปรดย่อ"), "invalid": _t("อีเมลไม่ถูกต้อง โปรดตรวจ เช่น office@example.go.th")}
    if name in _NEEDED:
        errors["required"] = _NEEDED[name]
    kind = forms.EmailField if name.endswith("email") else forms.CharField
    field = kind(required=name in _NEEDED, max_length=longest, error_messages=errors)
    if name in _LONG:
        field.widget = forms.Textarea(attrs={"rows": 2, "maxlength": str(longest)})
    return field
