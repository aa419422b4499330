"""Who may do what, where and until when. One person may hold several roles in several municipalities."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.models.municipality import Municipality


class Role(models.TextChoices):
    """Roles inside a municipality."""

    ENTRY = "entry", _("ผู้บันทึกข้อมูล")
    OWNER = "owner", _("ผู้รับผิดชอบบัญชี")
    APPROVER = "approver", _("ผู้อนุมัติ (ผู้บริหาร)")


class ProvinceWide(models.TextChoices):
    """Roles that belong to no single municipality."""

    PROVINCE = "province", _("คณะทำงานระดับจังหวัด")
    STEWARD = "steward", _("ผู้ดูแลค่า EF")


class Membership(models.Model):
    """A person's role in a municipality. Read by the gate before any tenant is known, so without row security."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("บทบาท"), max_length=10, choices=Role.choices)
    since = models.DateField(_("ตั้งแต่"), auto_now_add=True)
    until = models.DateField(_("ถึง"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "user", "role"], name="a_role_is_held_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class ProvinceRole(models.Model):
    """A province-wide role of a person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="province_roles")
    role = models.CharField(_("บทบาท"), max_length=10, choices=ProvinceWide.choices)
    until = models.DateField(_("ถึง"), null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "role"], name="a_province_role_is_held_once"),
            models.CheckConstraint(condition=Q(role__in=ProvinceWide.values), name="province_role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class VerifierAssignment(models.Model):
    """An outside verifier's sight of one inventory, named by municipality and year, for a stated period."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="verifier_assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verifier_assignments")
    year = models.CharField(_("ปีของบัญชี"), max_length=6)  # as in the address: 2568, or fy2568
    valid_from = models.DateField(_("ใช้ตั้งแต่"))
    valid_to = models.DateField(_("ใช้ถึง"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["municipality", "user", "year"], name="a_verifier_is_assigned_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="assignment_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.municipality} {self.year}"
