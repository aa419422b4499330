"""Forms of the screening of Scope 3: the criteria, and one of the 15 categories."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.forms.boundary import read_figure
from inventories.selectors.screening import Line, Screening
from inventories.selectors.screening.rules import Rule, criteria, scales

_t = gettext_lazy
PLACES = 3
CUT_OFF = "3"  # of the filled form whose criteria are first offered
YES, NO = "yes", "no"


class CriteriaForm(forms.Form):
    """Weight and scale of each criterion (no weight: not used), from which mean a category is significant, and why."""

    cut_off = forms.CharField(
        label=_t("มีนัยสำคัญตั้งแต่คะแนนเฉลี่ย"),
        help_text=_t("คะแนนเฉลี่ยถ่วงน้ำหนักของเกณฑ์ที่ใช้"),
        error_messages={"required": _t("โปรดพิมพ์คะแนนตัด")},
    )
    rationale = forms.CharField(
        label=_t("หลักเกณฑ์และเหตุผล"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_t("พิมพ์ในแบบ Fr-03.2 และภาคผนวก ผู้ทวนสอบถามเสมอว่าทำไมจึงใช้เกณฑ์และคะแนนตัดนี้"),
        error_messages={
            "required": _t("โปรดพิมพ์เหตุผลที่เลือกเกณฑ์ น้ำหนัก และคะแนนตัดนี้"),
            "max_length": _t("ข้อความยาวเกิน 2,000 ตัวอักษร โปรดย่อ"),
        },
    )

    def __init__(self, data: Any = None, *, found: Screening) -> None:
        super().__init__(data)
        used = {each.rule.key: each for each in found.used}
        for rule in criteria().values():
            mine = used.get(rule.key)
            weight = mine.weight if mine else None if found.row else rule.weight
            self.fields[f"weight_{rule.key}"] = forms.CharField(
                label=_("น้ำหนักของ %(criterion)s") % {"criterion": rule.name},
                required=False,
                initial=f"{weight.normalize():f}" if weight is not None else "",
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )
            self.fields[f"scale_{rule.key}"] = forms.ChoiceField(
                label=_("ระดับคะแนนของ %(criterion)s") % {"criterion": rule.name},
                choices=[(scale.key, scale.name) for scale in scales().values()],
                initial=mine.scale.key if mine else rule.scale,
                error_messages={
                    "required": _("โปรดเลือกระดับคะแนน"),
                    "invalid_choice": _("โปรดเลือกระดับคะแนนจากรายการ"),
                },
            )
        self.fields["cut_off"].widget.attrs["inputmode"] = "decimal"
        self.initial = {
            "cut_off": f"{found.row.cut_off.normalize():f}" if found.row else CUT_OFF,
            "rationale": found.row.rationale if found.row else "",
        }

    def clean_cut_off(self) -> Decimal:
        """Return the cut-off."""
        return _above_nothing(self.cleaned_data["cut_off"])

    def clean(self) -> dict[str, Any]:
        """Read the weights."""
        cleaned = super().clean() or {}
        for rule in criteria().values():
            name = f"weight_{rule.key}"
            if typed := (cleaned.get(name) or "").strip():
                try:
                    cleaned[name] = _above_nothing(typed)
                except ValidationError as wrong:
                    self.add_error(name, wrong)
        return cleaned

    def rows(self) -> list[tuple[Rule, forms.BoundField, forms.BoundField]]:
        """Return each criterion with its weight and scale."""
        return [(rule, self[f"weight_{rule.key}"], self[f"scale_{rule.key}"]) for rule in criteria().values()]

    def values(self) -> dict[str, Any]:
        """Return the arguments of the service."""
        chosen = {
            key: (weight, self.cleaned_data[f"scale_{key}"])
            for key in criteria()
            if isinstance(weight := self.cleaned_data[f"weight_{key}"], Decimal)
        }
        return {
            "criteria": chosen,
            "cut_off": self.cleaned_data["cut_off"],
            "rationale": thai.normalise(self.cleaned_data["rationale"]).strip(),
        }


class CategoryForm(forms.Form):
    """Whether a category applies, its score by each criterion in use, whether it is assessed, and why not."""

    applicable = forms.ChoiceField(
        label=_t("เทศบาลมีกิจกรรมของหมวดนี้หรือไม่"),
        choices=[(YES, _t("มี ให้คะแนน")), (NO, _t("ไม่มี จึงไม่เกี่ยวข้อง"))],
        widget=forms.RadioSelect,
        error_messages={"required": _t("โปรดเลือกว่ามีกิจกรรมหรือไม่"), "invalid_choice": _t("โปรดเลือกจากรายการ")},
    )
    chosen = forms.BooleanField(label=_t("เลือกประเมินหมวดนี้ในบัญชี"), required=False)
    reason = forms.CharField(
        label=_t("เหตุผลที่ไม่เกี่ยวข้องหรือไม่ประเมิน"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_t("ต้องมีเมื่อไม่เลือกประเมิน"),
        error_messages={"max_length": _t("เหตุผลยาวเกิน 1,000 ตัวอักษร โปรดย่อ")},
    )

    def __init__(self, data: Any = None, *, found: Screening, line: Line) -> None:
        super().__init__(data)
        self.found, row = found, line.row
        for each in found.used:
            given = row.scores.get(each.rule.key) if row else None
            self.fields[f"score_{each.rule.key}"] = forms.ChoiceField(
                label=each.rule.name,
                help_text=each.rule.explain,
                choices=each.scale.choices,
                widget=forms.RadioSelect,
                required=False,
                initial="" if given is None else str(given),
                error_messages={"invalid_choice": _("โปรดเลือกคะแนนจากรายการ")},
            )
        if row is not None:
            answer = YES if row.applicable else NO
            self.initial = {"applicable": answer, "chosen": row.chosen, "reason": row.reason}
        else:
            self.initial = {"chosen": bool(line.uses)}

    def clean(self) -> dict[str, Any]:
        """Ask for each score of a category that applies, and for the reason of one that is not assessed."""
        cleaned = super().clean() or {}
        applies = cleaned.get("applicable") == YES
        if applies:
            for each in self.found.used:
                name = f"score_{each.rule.key}"
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("โปรดให้คะแนน %(criterion)s") % {"criterion": each.rule.name})
        told = (cleaned.get("reason") or "").strip()
        assessed = applies and cleaned.get("chosen")
        if not (assessed or told or {"applicable", "reason"} & self.errors.keys()):
            self.add_error("reason", _("โปรดพิมพ์เหตุผลที่ไม่ประเมินหรือไม่เกี่ยวข้อง"))
        return cleaned

    def scores(self) -> list[forms.BoundField]:
        """Return the fields of the criteria."""
        return [self[f"score_{each.rule.key}"] for each in self.found.used]

    def values(self) -> dict[str, Any]:
        """Return the arguments of the service."""
        applies = self.cleaned_data["applicable"] == YES
        return {
            "applicable": applies,
            "scores": {each.rule.key: int(self.cleaned_data[f"score_{each.rule.key}"]) for each in self.found.used}
            if applies
            else {},
            "chosen": self.cleaned_data["chosen"],
            "reason": thai.normalise(self.cleaned_data["reason"]).strip(),
        }


def _above_nothing(text: str) -> Decimal:
    """Return a number above 0. Raises ValidationError."""
    value = read_figure(text, places=PLACES)
    if value is None or value <= 0:
        raise ValidationError(_("โปรดพิมพ์ตัวเลขมากกว่า 0 เช่น 1 หรือ 0.6"))
    if value >= 1000:  # noqa: PLR2004 - what the column holds
        raise ValidationError(_("ตัวเลขมากเกินไป โปรดตรวจ"))
    return value
