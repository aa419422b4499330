"""Which lines of the index to show."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import thai_month
from inventories.models import Scope
from inventories.selectors.evidence.entries import WITH_FILE, WITHOUT_FILE

_WRONG = {"invalid_choice": _("โปรดเลือกจากรายการ")}


class IndexForm(forms.Form):
    """Of a scope, of a month, with or without a file; all of them where nothing is chosen."""

    scope = forms.ChoiceField(
        label=_("ประเภท"), required=False, choices=[("", _("ทุกประเภท")), *Scope.choices], error_messages=_WRONG
    )
    month = forms.ChoiceField(label=_("เดือน"), required=False, error_messages=_WRONG)
    file = forms.ChoiceField(
        label=_("ไฟล์"), required=False, error_messages=_WRONG,
        choices=[("", _("มีและไม่มีไฟล์")), (WITH_FILE, _("มีไฟล์")), (WITHOUT_FILE, _("ยังไม่มีไฟล์"))],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, months: Iterable[dt.date]) -> None:
        super().__init__(data)
        self.by_month = {f"{month:%Y-%m}": month for month in months}
        chosen = self.fields["month"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - for the type checker
        chosen.choices = [("", _("ทุกเดือน")), *((key, thai_month(month)) for key, month in self.by_month.items())]

    def chosen(self) -> dict[str, Any]:
        """Return what the selector takes; everything where the form does not fit."""
        if not self.is_valid():
            return {}
        return self.cleaned_data | {"month": self.by_month.get(self.cleaned_data["month"])}
