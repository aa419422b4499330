"""Who a user name and password belong to. One answer for every failure, in about the same time."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from cfo_site.accounts.models import User


class AccountBackend(BaseBackend):
    """User name in any case and any way of typing SARA AM; people who left and switched-off demonstrations refused."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """Return the person, or None without saying why."""
        if not username or not password:
            return None
        person = User.objects.filter(username=User.normalize_username(username)).first()
        if person is None:
            User().set_password(password)  # as much work as checking one, so that the clock tells nothing
            return None
        return person if person.check_password(password) and may_sign_in(person) else None

    def get_user(self, user_id: int) -> User | None:
        """Return the person of a session; somebody switched off is out with their next click."""
        person = User.objects.filter(pk=user_id).first()
        return person if person and may_sign_in(person) else None


def may_sign_in(person: User) -> bool:
    """Say whether a person may sign in at all."""
    return person.is_active and (settings.CFO_DEMO or not person.is_demonstration)
