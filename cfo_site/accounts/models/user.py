"""A person who signs in. The user name is the identity; an e-mail address is optional (practice, section 1)."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people; there is no superuser: nobody passes a gate without a role."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Create a person; without a password nobody can sign in as them yet."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. Acts name them by id, so that the name here may be erased without breaking a chain."""

    username = models.CharField(_("ชื่อผู้ใช้"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    display_name = models.CharField(_("ชื่อที่แสดง"), max_length=120)
    position = models.CharField(_("ตำแหน่ง"), max_length=120, blank=True)
    email = models.EmailField(_("อีเมล"), blank=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)  # may sign in only while the demonstration mode is on
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """Return the name to show."""
        return self.display_name
