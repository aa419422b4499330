"""What may be asked of the ledger."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cfo_site.ledger.selectors import Wanted, kinds
from cfo_site.thai import month_and_year


class EntryFilter(forms.Form):
    """Which acts to show: of one kind, by one person, of one month. Empty: all."""

    act = forms.ChoiceField(label=_("การกระทำ"), required=False)
    person = forms.ChoiceField(label=_("ผู้กระทำ"), required=False)
    month = forms.ChoiceField(label=_("เดือน"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        acts: Sequence[str],
        people: Sequence[tuple[int, str]],
        months: Sequence[dt.date],
    ) -> None:
        super().__init__(data)
        self._offer("act", kinds(acts))
        self._offer("person", [(str(pk), name) for pk, name in people])
        self._offer("month", [(f"{month:%Y-%m}", month_and_year(month)) for month in months])

    def wanted(self) -> Wanted:
        """Return what was asked for; all of it where a field names nothing that there is."""
        self.full_clean()
        person, month = self.cleaned_data.get("person"), self.cleaned_data.get("month")
        return Wanted(
            self.cleaned_data.get("act", ""),
            int(person) if person else None,
            dt.date.fromisoformat(f"{month}-01") if month else None,
        )

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("ทั้งหมด")), *choices]
