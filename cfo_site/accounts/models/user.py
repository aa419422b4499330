"""A person who signs in. The user name is the identity; an e-mail address is optional (practice, section 1)."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cfo_site import thai

# \w alone leaves out the Thai vowels and tone marks that stand above and below a letter.
username_validator = RegexValidator(
    r"^[\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e.@+-]+\Z",
    _("ชื่อผู้ใช้มีได้เฉพาะตัวอักษร ตัวเลข และเครื่องหมาย . _ - @ + โดยไม่เว้นวรรค"),
)

ERASED = _("บุคคลที่ลบชื่อแล้ว")  # what stands for the name of a leaver that was taken out


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

    username = models.CharField(_("ชื่อผู้ใช้"), max_length=60, unique=True, validators=[username_validator])
    display_name = models.CharField(_("ชื่อที่แสดง"), max_length=120)
    position = models.CharField(_("ตำแหน่ง"), max_length=120, blank=True)
    email = models.EmailField(_("อีเมล"), blank=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)  # may sign in only while the demonstration mode is on
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)  # when a leaver's name was taken out (PDPA)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = _("ผู้ใช้")
        verbose_name_plural = _("ผู้ใช้")
        constraints = (models.UniqueConstraint(Lower("username"), name="a_user_name_is_one_in_any_case"),)

    def __str__(self) -> str:
        return self.display_name

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Return the one way a user name is stored: small letters, SARA AM as one character, no blanks around."""
        return thai.normalise(str(username)).strip().casefold()

    def get_full_name(self) -> str:
        """Return the name to show."""
        return self.display_name
