"""What people may look for in the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from emission_factors.models import Category, Scope
from emission_factors.selectors import editions_by_key, units_in_use

ANY = ("", _("ทั้งหมด"))


class FactorFilterForm(forms.Form):
    """Filters of the factor list; they stand in the address, so that a finding can be passed on."""

    q = forms.CharField(
        label=_("ค้นหา"), required=False, max_length=100, help_text=_("ชื่อไทย ชื่ออังกฤษ หรือรหัส เช่น ดีเซล, B7, electricity")
    )
    category = forms.ChoiceField(label=_("หมวด"), required=False, choices=[ANY, *Category.choices])
    scope = forms.ChoiceField(label=_("ขอบเขต"), required=False, choices=[ANY, *Scope.choices])
    edition = forms.ChoiceField(
        label=_("รุ่น"), required=False, error_messages={"invalid_choice": _("ไม่มีรุ่น %(value)s ในทะเบียน")}
    )
    unit = forms.ChoiceField(label=_("หน่วย"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed through
        self.fields["q"].widget.attrs["type"] = "search"
        for name, choices in (("edition", editions_by_key()), ("unit", units_in_use())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [ANY, *choices]


class GwpFilterForm(forms.Form):
    """A gas or blend looked for in the GWP sets."""

    q = forms.CharField(
        label=_("ค้นหาก๊าซหรือสารทำความเย็น"),
        required=False,
        max_length=40,
        help_text=_("เช่น R-410A, HFC-134a, R22, SF6"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
