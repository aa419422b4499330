"""Django's three checks of a new password, refusing with sentences for Thai officials."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext


class LongEnough(password_validation.MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        """Say how many."""
        return gettext("รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย %(number)d ตัว") % {"number": self.min_length}


class NotCommon(password_validation.CommonPasswordValidator):
    """None that everybody tries first."""

    def get_error_message(self) -> str:
        """Say so."""
        return gettext("รหัสผ่านนี้มีผู้ใช้ทั่วไปจึงเดาได้ง่าย ลองใช้วลียาวที่ท่านจำได้")


class NotOneself(password_validation.UserAttributeSimilarityValidator):
    """None made of one's own name."""

    def get_error_message(self) -> str:
        """Say so; Django puts the name of the field in."""
        return gettext("รหัสผ่านคล้ายกับ%(verbose_name)sเกินไป")
