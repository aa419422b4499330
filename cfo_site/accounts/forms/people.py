"""What is typed about people: who they are, what they may do, a code and the password it opens."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cfo_site import thai
from cfo_site.accounts.models import Role, User
from cfo_site.accounts.models.user import username_validator

YEARS_BACK, YEARS_AHEAD = 5, 1
MONTHS = (3, 6, 12)  # for how long a verifier may look


class AboutForm(forms.Form):
    """How a person is shown. The e-mail address is optional."""

    display_name = forms.CharField(
        label=_("ชื่อที่แสดง"), max_length=120, error_messages={"required": _("กรอกชื่อที่แสดง เช่น นางสาวตัวอย่าง ระบบ")}
    )
    position = forms.CharField(label=_("ตำแหน่ง (ถ้ามี)"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("อีเมล (ถ้ามี)"), required=False, error_messages={"invalid": _("อีเมลไม่ถูกต้อง เช่น name@example.go.th")}
    )

    def clean_display_name(self) -> str:
        """Keep SARA AM as one character."""
        return thai.normalise(self.cleaned_data["display_name"]).strip()

    def about(self) -> dict[str, str]:
        """Return what describes the person."""
        return {name: self.cleaned_data[name] for name in ("display_name", "position", "email")}


class WhoForm(forms.Form):
    """A user name: of somebody new, or of somebody who has an account already."""

    username = forms.CharField(
        label=_("ชื่อผู้ใช้"), max_length=60, validators=[username_validator],
        help_text=_("ใช้เข้าสู่ระบบ เช่น somying.r ถ้าผู้นี้มีบัญชีอยู่แล้ว พิมพ์ชื่อผู้ใช้เดิม แล้วเว้นช่องชื่อได้"),
        error_messages={"required": _("กรอกชื่อผู้ใช้")},
    )  # fmt: skip
    display_name = forms.CharField(label=_("ชื่อที่แสดง (ของคนใหม่)"), max_length=120, required=False)
    position = forms.CharField(label=_("ตำแหน่ง (ถ้ามี)"), max_length=120, required=False)
    email = forms.EmailField(label=_("อีเมล (ถ้ามี)"), required=False)

    def clean_username(self) -> str:
        """Return the one way it is stored."""
        return User.normalize_username(self.cleaned_data["username"])

    def clean_display_name(self) -> str:
        """Keep SARA AM as one character."""
        return thai.normalise(self.cleaned_data["display_name"]).strip()


class RolesForm(forms.Form):
    """What a person may do in a municipality."""

    roles = forms.MultipleChoiceField(
        label=_("บทบาทในเทศบาลนี้"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("คนเดียวถือได้หลายบทบาท ในเทศบาลที่มีเจ้าหน้าที่คนเดียวถือได้ทุกบทบาท"),
    )  # fmt: skip


class NewPersonForm(WhoForm, RolesForm):
    """A person with roles."""

    field_order = ("username", "display_name", "position", "email", "roles")

    def clean_roles(self) -> list[str]:
        """Demand one role at least."""
        if not self.cleaned_data["roles"]:
            raise ValidationError(_now("เลือกบทบาทอย่างน้อยหนึ่งบทบาท"), code="required")
        roles: list[str] = self.cleaned_data["roles"]
        return roles


class VerifierForm(WhoForm):
    """An outside verifier of one inventory, for a time."""

    field_order = ("username", "display_name", "position", "email", "year", "months")
    year = forms.ChoiceField(label=_("บัญชีของปี"), error_messages={"required": _("โปรดเลือกปีของบัญชีที่จะให้ทวนสอบ")})
    months = forms.TypedChoiceField(label=_("เข้าถึงได้นาน"), coerce=int)

    def __init__(self, *args: Any, today: dt.date, year: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"year": year}
        field, months, now = self.fields["year"], self.fields["months"], today.year + thai.BE
        if isinstance(months, forms.ChoiceField):
            months.choices = [(str(each), _now("%(months)s เดือน") % {"months": each}) for each in MONTHS]
        if isinstance(field, forms.ChoiceField):
            years = range(now + YEARS_AHEAD, now - YEARS_BACK - 1, -1)
            named = [
                (f"{'fy' if fiscal else ''}{each}", thai.year_title(each, fiscal=fiscal))
                for each in years
                for fiscal in (False, True)
            ]
            field.choices = [("", _now("เลือกปี")), *named]  # none is chosen unasked: a wrong year opens the wrong books


class CodeForm(forms.Form):
    """The code from a slip."""

    code = forms.CharField(
        label=_("รหัสจากใบแจ้งบัญชีผู้ใช้"), max_length=40, help_text=_("ตัวอักษรและตัวเลข 4 กลุ่ม กลุ่มละ 4 ตัว"),
        error_messages={"required": _("กรอกรหัสจากใบแจ้งบัญชีผู้ใช้")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        """Return it in groups of four, however it was typed."""
        plain = "".join(each for each in self.cleaned_data["code"].casefold() if each.isalnum())
        return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


class NewPasswordForm(forms.Form):
    """A password of one's own, twice."""

    password1 = forms.CharField(
        label=_("รหัสผ่านใหม่"), strip=False, error_messages={"required": _("กรอกรหัสผ่านใหม่")},
        help_text=_("อย่างน้อย 10 ตัว ใช้วลียาวที่จำง่ายได้ และไม่ใช้ชื่อของท่านเอง"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("รหัสผ่านใหม่ อีกครั้ง"), strip=False, error_messages={"required": _("กรอกรหัสผ่านใหม่อีกครั้ง")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self) -> str:
        """Hold it against the checks of the house."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        """Compare it with its second typing."""
        first, again = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and again and first != again:
            self.add_error("password2", _now("รหัสผ่านใหม่สองช่องไม่ตรงกัน พิมพ์ใหม่ทั้งสองช่อง"))
        return self.cleaned_data
