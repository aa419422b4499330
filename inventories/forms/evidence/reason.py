"""Why a line is cancelled or a file withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from inventories.models.evidence import LONGEST_REASON


class ReasonForm(forms.Form):
    """A reason, in words."""

    reason = forms.CharField(
        label=_("เหตุผล"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": _("โปรดพิมพ์เหตุผล"),
            "max_length": _("เหตุผลยาวเกิน 500 ตัวอักษร โปรดย่อ"),
        },
    )  # fmt: skip
