"""What people may choose on a dashboard."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from cfo_site import thai
from cfo_site.accounts.models import Kind
from reports.selectors.province import Choice


class ProvinceForm(forms.Form):
    """Which year, district and kind of the province; it stands in the address, so that a view can be passed on."""

    year = forms.TypedChoiceField(
        label=_("ปี พ.ศ."), coerce=int, error_messages={"invalid_choice": _("ไม่มีบัญชีของปี %(value)s")}
    )
    district = forms.ChoiceField(
        label=_("อำเภอ"), required=False, error_messages={"invalid_choice": _("ไม่มีอำเภอ %(value)s ในจังหวัด")}
    )
    kind = forms.ChoiceField(
        label=_("ประเภทเทศบาล"), required=False, error_messages={"invalid_choice": _("ไม่มีประเภทเทศบาล %(value)s")}
    )

    def __init__(self, data: dict[str, str], *, years: Iterable[int], districts: Iterable[tuple[str, str]]) -> None:
        years = list(years)
        super().__init__({"year": str(years[0])} | {name: value for name, value in data.items() if value})
        self._offer("year", [(year, thai.year_of_era(year)) for year in years])
        self._offer("district", [("", _("ทุกอำเภอ")), *districts])
        self._offer("kind", [("", _("ทุกประเภท")), *Kind.choices])

    def _offer(self, name: str, choices: list[tuple[object, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def choice(self) -> Choice:
        """Return what was chosen; to be asked of a valid form."""
        wanted = self.cleaned_data
        return Choice(year=wanted["year"], district=wanted["district"], kind=wanted["kind"])
