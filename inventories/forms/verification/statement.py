"""The verifier's statement: its conclusion, what qualifies it, number, day and who signed."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site import thai
from inventories.forms.path import LONGEST_NAME, StatementForm, TidyField
from inventories.models import Assurance, Conclusion, Verification
from inventories.models.finding import LONGEST_TEXT
from inventories.services.statement import Stated

_t = gettext_lazy
ORDER = (
    "version", "conclusion", "wording", "qualifications", "reference", "signed_by", "signed_position", "signed_on",
    "reviewed_by", "scan",
)  # fmt: skip


def usual_wording(verification: Verification) -> str:
    """Return how a conclusion of the agreed assurance usually reads, to be changed by the body."""
    if verification.assurance == Assurance.REASONABLE:
        return _("ในความเห็นของผู้ทวนสอบ รายงานถูกต้องในส่วนสาระสำคัญ และเป็นไปตามเกณฑ์ที่ใช้ทวนสอบ")
    return _("จากกระบวนการและหลักฐานที่ได้ ไม่พบสิ่งที่ทำให้เชื่อว่ารายงานไม่ถูกต้องในส่วนสาระสำคัญ หรือไม่เป็นไปตามเกณฑ์ที่ใช้ทวนสอบ")


class StatedForm(StatementForm):
    """What is stated of the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _t("หน้านี้ไม่สมบูรณ์ โปรดเปิดใหม่")})
    conclusion = forms.ChoiceField(
        label=_t("ผลสรุป"), choices=Conclusion.choices, widget=forms.RadioSelect,
        error_messages={"required": _t("โปรดเลือกผลสรุป")},
    )  # fmt: skip
    wording = forms.CharField(
        label=_t("ข้อความสรุป"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _t("โปรดพิมพ์ข้อความสรุป")},
    )  # fmt: skip
    qualifications = forms.CharField(
        label=_t("เงื่อนไขหรือข้อจำกัด"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_t("ต้องพิมพ์ ถ้าผลสรุปมีเงื่อนไข"),
    )  # fmt: skip
    reviewed_by = TidyField(label=_t("ผู้ทบทวนทางเทคนิค (ไม่บังคับ)"), max_length=LONGEST_NAME, required=False)

    def __init__(self, request: HttpRequest | None = None, **more: Any) -> None:
        super().__init__(request, auto_id="id_state_%s", **more)
        self.order_fields(ORDER)

    def clean(self) -> dict[str, Any]:
        """See that a qualified conclusion says why."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("conclusion") == Conclusion.QUALIFIED and not cleaned.get("qualifications", "").strip():
            self.add_error("qualifications", _("โปรดพิมพ์เงื่อนไขหรือข้อจำกัดของผลสรุป"))
        return cleaned

    def stated(self) -> Stated:
        """Return what is stated."""
        cleaned = self.cleaned_data
        words = {name: thai.normalise(cleaned[name]).strip() for name in ("wording", "qualifications", "reviewed_by")}
        return Stated(cleaned["conclusion"], **words)
