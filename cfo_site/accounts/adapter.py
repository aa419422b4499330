"""Where django-allauth asks how this house does things: throttling, its sentences, and how a password is set."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts import services
from cfo_site.accounts.models import User

# The actions of ACCOUNT_RATE_LIMITS: never by address alone, a room of sixty people stands behind one.
HERE, ANYWHERE = "sign_in_from_one_address", "sign_in_from_anywhere"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is not read by mypy
    """Sign-in by user name; no sign-up, no e-mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจตัวสะกดและภาษาของแป้นพิมพ์แล้วลองอีกครั้ง"),
        "enter_current_password": _("รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        HERE: _("ลองเข้าสู่ระบบด้วยชื่อผู้ใช้นี้ไม่สำเร็จหลายครั้ง รอไม่เกิน 5 นาทีแล้วลองใหม่ได้เอง โดยไม่ต้องแจ้งผู้ดูแล"),
        ANYWHERE: _("มีการลองเข้าสู่ระบบด้วยชื่อผู้ใช้นี้ไม่สำเร็จจากหลายที่ รอไม่เกิน 15 นาทีแล้วลองใหม่ได้เอง โดยไม่ต้องแจ้งผู้ดูแล"),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before the password is looked at; refuse when there were too many.

        Counts what was typed, whether or not such a person exists, so that a refusal says nothing about it.
        """
        for action, key in self._counters(request, credentials):
            if not ratelimit.consume(request, action=action, key=key):
                raise ValidationError(self.error_messages[action], code="throttled")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the person whose name and password these are, and forget the failures before."""
        person: User | None = super().authenticate(request, **credentials)
        if person:
            for action, key in self._counters(request, credentials):
                ratelimit.clear(request, action=action, key=key)
        return person

    def set_password(self, user: User, password: str) -> None:
        """Set a person's own new password, with its entry in the ledger."""
        services.set_password(person=user, password=password, actor=user)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of the browser; empty behind a unix socket, where nobody can tell."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            return ""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go home after a change."""
        return str(self.get_login_redirect_url(request))

    def _counters(self, request: HttpRequest, credentials: dict[str, Any]) -> list[tuple[str, str]]:
        name = User.normalize_username(credentials.get("username", ""))
        return [(HERE, f"{name} {self.get_client_ip(request)}"), (ANYWHERE, name)]
