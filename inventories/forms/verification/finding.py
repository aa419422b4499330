"""Raising a finding, answering it, and what the verifier does with the answer."""

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.converters import MonthConverter
from inventories.forms.boundary import read_figure
from inventories.models import Evidence, FindingAct, FindingKind, FindingOutcome, FindingState, InventorySource
from inventories.models.finding import LONGEST_TEXT
from inventories.services.findings.raising import Found
from inventories.services.findings.steps import Said

_t = gettext_lazy
UNKNOWN, NONE, OVER, UNDER = "", "none", "over", "under"
PLACES = 6
DIRECTIONS = (
    (UNKNOWN, _t("ยังไม่ทราบ")),
    (NONE, _t("ไม่มีผลต่อยอดรวม")),
    (OVER, _t("บัญชีสูงเกินจริง")),
    (UNDER, _t("บัญชีต่ำกว่าจริง")),
)


def _words(label: Any, *, needed: Any = "", rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=bool(needed), max_length=LONGEST_TEXT, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed, "max_length": _t("ข้อความยาวเกิน 4,000 ตัวอักษร โปรดย่อ")},
    )  # fmt: skip


def signed(direction: str, amount: Decimal | None) -> Decimal | None:
    """Return an effect in tCO2e: positive stated too much, negative too little, None unknown. Raises ValidationError."""
    if direction == UNKNOWN:
        if amount is not None:
            raise ValidationError(_("โปรดเลือกว่าบัญชีสูงเกินจริงหรือต่ำกว่าจริง"), code="direction")
        return None
    if direction == NONE:
        if amount:
            raise ValidationError(_("เลือกว่าไม่มีผลต่อยอดรวม แต่กรอกผลต่างไว้ โปรดลบตัวเลขหรือเลือกใหม่"), code="direction")
        return Decimal(0)
    if not amount:
        raise ValidationError(_("โปรดกรอกผลต่างเป็น tCO2e เช่น 0.475 หากยังไม่ทราบ เลือก ยังไม่ทราบ"), code="amount")
    return amount if direction == OVER else -amount


class FindingForm(forms.Form):
    """What was found, about which figure or paper, and by how much the total is wrong."""

    kind = forms.ChoiceField(
        label=_t("ชนิด"), choices=FindingKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _t("โปรดเลือกชนิดของข้อค้นพบ")},
    )  # fmt: skip
    text = _words(_t("สิ่งที่พบ"), needed=_t("โปรดพิมพ์สิ่งที่พบ"), help_text=_t("เทศบาลจะเห็นข้อความนี้"))
    clause = forms.CharField(label=_t("ข้อกำหนดที่อ้าง (ไม่บังคับ)"), required=False, max_length=200)
    use = forms.ChoiceField(label=_t("แหล่งปล่อย (ไม่บังคับ)"), required=False)
    month = forms.ChoiceField(label=_t("เดือน (ไม่บังคับ)"), required=False)
    evidence = forms.CharField(
        label=_t("รหัสหลักฐาน (ไม่บังคับ)"), required=False, max_length=20, help_text=_t("เช่น S2-2568-03-001")
    )
    direction = forms.ChoiceField(
        label=_t("ผลต่อยอดรวม"), choices=DIRECTIONS, required=False, widget=forms.RadioSelect, initial=UNKNOWN
    )
    effect = forms.CharField(label=_t("ผลต่าง"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))

    def __init__(
        self, data: Any = None, *, uses: Sequence[InventorySource], months: Sequence[dt.date],
        papers: Collection[Evidence], initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=initial)
        self._uses = {str(use.pk): use for use in uses if use.parent_id is None}
        self._papers = {paper.code: paper for paper in papers}
        _choose(self.fields["use"], [("", _("ทั้งบัญชี")), *((key, plain_name(use)) for key, use in self._uses.items())])
        _choose(self.fields["month"], [("", _("ทั้งปี")), *((f"{each:%Y-%m}", thai_month(each)) for each in months)])

    def clean_effect(self) -> Decimal | None:
        """Return the size of the effect, None where nothing was typed."""
        return read_figure(self.cleaned_data["effect"], places=PLACES)

    def clean_evidence(self) -> Evidence | None:
        """Return the paper of a code."""
        typed = thai.arabic_digits(self.cleaned_data["evidence"]).strip().upper()
        if typed and typed not in self._papers:
            raise ValidationError(_("ไม่มีหลักฐานรหัส %(code)s ในดัชนีของปีนี้ โปรดตรวจรหัส") % {"code": typed}, code="no_such")
        return self._papers.get(typed)

    def clean(self) -> dict[str, Any]:
        """See that month, source and effect suit each other."""
        cleaned: dict[str, Any] = super().clean() or {}
        use = self._uses.get(cleaned.get("use", ""))
        if cleaned.get("month") and use is None:
            self.add_error("use", _("เลือกเดือนไว้แล้ว โปรดเลือกแหล่งปล่อยด้วย"))
        elif use is not None and cleaned.get("month") and not use.counts_in(_month(cleaned["month"])):
            self.add_error("month", _("แหล่งปล่อยนี้ไม่ได้ใช้ในเดือนที่เลือก"))
        if "effect" in cleaned and "direction" in cleaned:
            try:
                cleaned["signed"] = signed(cleaned["direction"], cleaned["effect"])
            except ValidationError as wrong:
                self.add_error("direction" if wrong.code == "direction" else "effect", wrong)
        return cleaned

    def found(self) -> Found:
        """Return what was found."""
        cleaned = self.cleaned_data
        use = self._uses.get(cleaned["use"])
        return Found(
            kind=cleaned["kind"],
            text=thai.normalise(cleaned["text"]).strip(),
            clause=thai.normalise(cleaned["clause"]).strip(),
            source=use.source if use else None,
            month=_month(cleaned["month"]) if cleaned["month"] else None,
            evidence=cleaned["evidence"],
            effect=cleaned["signed"],
        )


class AnswerForm(forms.Form):
    """The municipality's answer, with papers of the index that show it."""

    act = FindingAct.ANSWER.value
    text = _words(_t("คำตอบ"), needed=_t("โปรดพิมพ์คำตอบ"), help_text=_t("ผู้ทวนสอบจะเห็นข้อความนี้"))
    papers = forms.CharField(
        label=_t("รหัสหลักฐานประกอบ (ไม่บังคับ)"), required=False, max_length=400,
        help_text=_t("หลายรหัสคั่นด้วยช่องว่างหรือจุลภาค เช่น S2-2568-03-001"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, papers: Collection[Evidence]) -> None:
        super().__init__(data, auto_id="id_answer_%s")
        self._papers = {paper.code: paper for paper in papers}

    def clean_papers(self) -> list[Evidence]:
        """Return the papers of the codes, each once."""
        typed = thai.arabic_digits(self.cleaned_data["papers"]).replace(",", " ").upper().split()
        if unknown := [code for code in typed if code not in self._papers]:
            raise ValidationError(
                _("ไม่มีหลักฐานรหัส %(code)s ในดัชนีของปีนี้ โปรดตรวจรหัส") % {"code": ", ".join(unknown)}, code="no_such"
            )
        return [self._papers[code] for code in dict.fromkeys(typed)]

    def said(self) -> Said:
        """Return the step."""
        text = thai.normalise(self.cleaned_data["text"]).strip()
        return Said(self.act, text, papers=self.cleaned_data["papers"])


class CloseForm(forms.Form):
    """How the verifier closes a finding; what is left uncorrected is weighed."""

    act = FindingAct.CLOSE.value
    outcome = forms.ChoiceField(
        label=_t("ผลการพิจารณา"), choices=FindingOutcome.choices, widget=forms.RadioSelect,
        error_messages={"required": _t("โปรดเลือกผลการพิจารณา")},
    )  # fmt: skip
    text = _words(_t("เหตุผลของผู้ทวนสอบ"), help_text=_t("ต้องพิมพ์ ถ้าคงผลต่างไว้ไม่แก้"))
    direction = forms.ChoiceField(
        label=_t("ผลต่างที่คงไว้"), choices=[each for each in DIRECTIONS if each[0] in {UNKNOWN, OVER, UNDER}],
        required=False, widget=forms.RadioSelect, initial=UNKNOWN, help_text=_t("เฉพาะเมื่อคงผลต่างไว้ไม่แก้"),
    )  # fmt: skip
    effect = forms.CharField(
        label=_t("ผลต่างที่คงไว้"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )

    def __init__(self, data: Any = None, *, effect: Decimal | None = None) -> None:
        super().__init__(data, auto_id="id_close_%s")
        if effect:
            self.initial = {"direction": OVER if effect > 0 else UNDER, "effect": f"{abs(effect).normalize():f}"}

    def clean_effect(self) -> Decimal | None:
        """Return the size of what is left."""
        return read_figure(self.cleaned_data["effect"], places=PLACES)

    def clean(self) -> dict[str, Any]:
        """See that what is left is weighed and explained."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["signed"] = None
        if cleaned.get("outcome") != FindingOutcome.LEFT:
            return cleaned
        if not cleaned.get("text", "").strip():
            self.add_error("text", _("โปรดพิมพ์เหตุผลที่คงผลต่างไว้โดยไม่แก้ไข"))
        if "effect" in cleaned and "direction" in cleaned:
            if cleaned["direction"] == UNKNOWN or not cleaned["effect"]:
                self.add_error(
                    "effect", _("โปรดเลือกว่าสูงเกินหรือต่ำกว่าจริง และกรอกผลต่างเป็น tCO2e เพื่อรวมเทียบกับเกณฑ์ความมีสาระสำคัญ")
                )
            else:
                cleaned["signed"] = signed(cleaned["direction"], cleaned["effect"])
        return cleaned

    def said(self) -> Said:
        """Return the step."""
        cleaned = self.cleaned_data
        return Said(self.act, thai.normalise(cleaned["text"]).strip(), cleaned["outcome"], cleaned["signed"])


class ReturnForm(forms.Form):
    """Why the verifier sends an answer back."""

    act = FindingAct.RETURN.value
    text = _words(_t("เหตุผลที่ส่งกลับ"), needed=_t("โปรดพิมพ์เหตุผล"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_{self.act}_%s")

    def said(self) -> Said:
        """Return the step."""
        return Said(self.act, thai.normalise(self.cleaned_data["text"]).strip())


class WithdrawForm(ReturnForm):
    """Why the verifier withdraws a finding."""

    act = FindingAct.WITHDRAW.value
    text = _words(_t("เหตุผลที่ถอน"), needed=_t("โปรดพิมพ์เหตุผล"))


class RegisterForm(forms.Form):
    """Which findings are shown."""

    kind = forms.ChoiceField(label=_t("ชนิด"), required=False, choices=[("", _t("ทุกชนิด")), *FindingKind.choices])
    state = forms.ChoiceField(label=_t("สถานะ"), required=False, choices=[("", _t("ทุกสถานะ")), *FindingState.choices])


def _month(text: str) -> dt.date:
    return MonthConverter().to_python(text)


def _choose(field: forms.Field, choices: Sequence[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = list(choices)
