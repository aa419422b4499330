"""What people type to sign in, to change their password, and to find a municipality."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is not read by mypy
    """allauth's sign-in, in the words of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("ชื่อผู้ใช้"), _("กรอกชื่อผู้ใช้"), autocomplete="username", autocapitalize="none")
        _word(self.fields["password"], _("รหัสผ่าน"), _("กรอกรหัสผ่าน"), autocomplete="current-password")
        self.fields["login"].widget.attrs["spellcheck"] = "false"
        self.fields["password"].help_text = ""


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth is not read by mypy
    """allauth's change of password, in the words of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], _("รหัสผ่านปัจจุบัน"), _("กรอกรหัสผ่านปัจจุบัน"), autocomplete="current-password")
        _word(self.fields["password1"], _("รหัสผ่านใหม่"), _("กรอกรหัสผ่านใหม่"), autocomplete="new-password")
        _word(self.fields["password2"], _("รหัสผ่านใหม่ อีกครั้ง"), _("กรอกรหัสผ่านใหม่อีกครั้ง"), autocomplete="new-password")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].help_text = _("อย่างน้อย 10 ตัว ใช้วลียาวที่จำง่ายได้ และไม่ใช้ชื่อของท่านเอง")

    def clean(self) -> dict[str, Any]:
        """Compare the new password with its second typing and with the old one."""
        first, again = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and first == self.cleaned_data.get("oldpassword"):
            self.add_error("password1", _("รหัสผ่านใหม่ต้องไม่ซ้ำกับรหัสผ่านปัจจุบัน"))
        if first and again and first != again:
            self.add_error("password2", _("รหัสผ่านใหม่สองช่องไม่ตรงกัน พิมพ์ใหม่ทั้งสองช่อง"))
        cleaned: dict[str, Any] = self.cleaned_data
        return cleaned


class FindMunicipalityForm(forms.Form):
    """The filter above a long list of municipalities."""

    q = forms.CharField(label=_("ค้นชื่อเทศบาลหรืออำเภอ"), required=False, max_length=60)


def _word(field: forms.Field, label: Any, required: Any, **attributes: str) -> None:
    field.label = label
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)
