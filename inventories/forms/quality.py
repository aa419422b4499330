"""Forms of data management: a role, and the scores of all sources at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name
from inventories.models import ActivityScore, Division, FactorScore, QualityRole, QualityTask
from inventories.selectors.quality import Scored

_t = gettext_lazy
TEXTS = ("position", "name", "duty", "frequency")
_LONG = _t("ข้อความยาวเกินไป โปรดย่อ")


class QualityRoleForm(forms.Form):
    """Which step, which division, who by position; the name where the report prints one."""

    task = forms.ChoiceField(
        label=_t("บทบาท"),
        choices=QualityTask.choices,
        error_messages={"required": _t("โปรดเลือกบทบาท"), "invalid_choice": _t("โปรดเลือกบทบาทจากรายการ")},
    )
    division = forms.ChoiceField(
        label=_t("กอง"),
        required=False,
        help_text=_t("ผู้เก็บข้อมูลต้องมีกอง บทบาทอื่นเว้นไว้ได้ถ้าเป็นของทั้งเทศบาล"),
        error_messages={"invalid_choice": _t("โปรดเลือกกองจากรายการ")},
    )
    position = forms.CharField(
        label=_t("ตำแหน่ง"),
        max_length=120,
        error_messages={"required": _t("โปรดพิมพ์ตำแหน่ง"), "max_length": _LONG},
    )
    name = forms.CharField(
        label=_t("ชื่อ-สกุล (ไม่บังคับ)"),
        max_length=120,
        required=False,
        help_text=_t("พิมพ์ในตารางข้อ 7.1 ของรายงาน"),
        error_messages={"max_length": _LONG},
    )
    duty = forms.CharField(
        label=_t("หน้าที่ (ไม่บังคับ)"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _LONG},
    )
    frequency = forms.CharField(
        label=_t("ความถี่ (ไม่บังคับ)"),
        max_length=80,
        required=False,
        help_text=_t("เช่น ทุกเดือน ปีละครั้ง"),
        error_messages={"max_length": _LONG},
    )

    def __init__(self, data: Any = None, *, divisions: Iterable[Division], role: QualityRole | None = None) -> None:
        super().__init__(data)
        self.divisions = {str(each.pk): each for each in divisions}
        choices = [("", _("ทั้งเทศบาล")), *((key, each.name_th) for key, each in self.divisions.items())]
        self.fields["division"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField
        if role is not None:
            self.initial = {name: getattr(role, name) for name in (*TEXTS, "task")}
            self.initial["division"] = str(role.division_id or "")

    def clean(self) -> dict[str, Any]:
        """Refuse a collector without a division."""
        cleaned = super().clean() or {}
        if cleaned.get("task") == QualityTask.COLLECT and not cleaned.get("division") and "division" not in self.errors:
            self.add_error("division", _("โปรดเลือกกองของผู้เก็บข้อมูล ถ้ายังไม่มีกองให้เพิ่มกองก่อน"))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of the service."""
        texts = {name: thai.normalise(self.cleaned_data[name]).strip() for name in TEXTS}
        return texts | {
            "task": self.cleaned_data["task"],
            "division": self.divisions.get(self.cleaned_data["division"]),
        }


class ScoresForm(forms.Form):
    """A and B of each source; what is offered first comes from the origin of its figures and from its factor."""

    def __init__(self, data: Any = None, *, scored: Sequence[Scored]) -> None:
        super().__init__(data)
        self.scored = scored
        for each in scored:
            offered_a, offered_b = each.offered
            for letter, scale, offered in (("a", ActivityScore, offered_a), ("b", FactorScore, offered_b)):
                given = getattr(each.row, letter) if each.row else offered
                label = {"a": _("คะแนน A"), "b": _("คะแนน B")}[letter]
                self.fields[f"{letter}{each.use.pk}"] = forms.TypedChoiceField(
                    label=label,
                    coerce=int,
                    empty_value=None,
                    choices=[("", "–"), *((str(value), words) for value, words in scale.choices)],
                    initial="" if given is None else str(given),
                    required=False,
                    error_messages={"invalid_choice": _("โปรดเลือกคะแนนจากรายการ")},
                )

    def clean(self) -> dict[str, Any]:
        """Refuse one score without the other."""
        cleaned = super().clean() or {}
        for each in self.scored:
            a, b = (cleaned.get(f"{letter}{each.use.pk}") for letter in "ab")
            if (a is None) is not (b is None) and not {f"a{each.use.pk}", f"b{each.use.pk}"} & self.errors.keys():
                lacking = f"a{each.use.pk}" if a is None else f"b{each.use.pk}"
                told = _("%(source)s: โปรดเลือกทั้งคะแนน A และ B") % {"source": plain_name(each.use)}
                self.add_error(lacking, told)
        return cleaned

    def rows(self) -> list[tuple[Scored, forms.BoundField, forms.BoundField]]:
        """Return each source with its two fields."""
        return [(each, self[f"a{each.use.pk}"], self[f"b{each.use.pk}"]) for each in self.scored]

    def values(self) -> dict[int, tuple[int, int]]:
        """Return the scores that were chosen, by InventorySource."""
        chosen = {
            each.use.pk: tuple(self.cleaned_data[f"{letter}{each.use.pk}"] for letter in "ab") for each in self.scored
        }
        return {use: (a, b) for use, (a, b) in chosen.items() if a is not None and b is not None}
