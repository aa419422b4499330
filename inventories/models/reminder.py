"""Reminders of figures that are late: each step of one on its way, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory
from inventories.models.source import Division


class Outcome(models.TextChoices):
    """What a step was. A letter begins with `asked` and ends with one of `sent`, `nothing`, `gave_up`."""

    TOLD = "told", _("แจ้งกองแล้วด้วยทางอื่น")
    ASKED = "asked", _("สั่งส่งอีเมล")
    SENT = "sent", _("ส่งอีเมลแล้ว")
    FAILED = "failed", _("ส่งไม่สำเร็จ จะลองใหม่")
    GAVE_UP = "gave_up", _("ส่งไม่สำเร็จ เลิกลองแล้ว")
    NOTHING = "nothing", _("ไม่ได้ส่ง เพราะไม่มีรายการค้างแล้ว")


class Fault(models.TextChoices):
    """Why a letter could not be sent."""

    NONE = "", ""
    ADDRESS = "address", _("เครื่องแม่ข่ายไม่รับที่อยู่อีเมลของกอง โปรดตรวจที่อยู่")
    SIGN_IN = "sign_in", _("เครื่องแม่ข่ายอีเมลไม่ยอมรับชื่อหรือรหัสผ่านของระบบ โปรดแจ้งผู้ดูแลระบบ")
    UNREACHABLE = "unreachable", _("ติดต่อเครื่องแม่ข่ายอีเมลไม่ได้")
    REFUSED = "refused", _("เครื่องแม่ข่ายอีเมลไม่รับจดหมาย")
    UNSET = "unset", _("ไม่มีที่อยู่อีเมลของกอง หรือระบบไม่ได้ตั้งค่าอีเมลแล้ว")


BEGINNINGS = (Outcome.TOLD, Outcome.ASKED)
ENDS = (Outcome.TOLD, Outcome.SENT, Outcome.NOTHING, Outcome.GAVE_UP)


class ReminderStep(TenantModel):
    """A step of a reminder to a division. Holds no address and no words: those are written when the letter is sent."""

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    division = TenantForeignKey(Division, on_delete=models.PROTECT)
    beginning = TenantForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)  # the step that asked for it
    outcome = models.CharField(_("ผล"), max_length=7, choices=Outcome.choices)
    fault = models.CharField(_("สาเหตุ"), max_length=11, choices=Fault.choices, default=Fault.NONE, blank=True)
    attempt = models.PositiveSmallIntegerField(_("ครั้งที่"), default=0)  # of sending, from 1
    late = models.PositiveIntegerField(_("รายการที่เลยกำหนด"), default=0)  # source × month, when the step was taken
    at = models.DateTimeField(_("เมื่อ"))
    by = models.ForeignKey(  # None: the clock asked for it, or the worker did it
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    entry_number = models.PositiveIntegerField()  # of the ledger entry

    class Meta:
        verbose_name = _("การแจ้งเตือน")
        ordering = ("municipality", "-at", "-id")
        indexes = (models.Index(fields=["municipality", "inventory", "division"], name="reminders_of_a_division"),)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "beginning", "attempt"], name="an_attempt_ends_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="reminder_outcome_is_known"),
            models.CheckConstraint(condition=Q(fault__in=Fault.values), name="reminder_fault_is_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["told", "asked"], beginning__isnull=True, attempt=0)
                | Q(outcome__in=["sent", "failed", "gave_up", "nothing"], beginning__isnull=False, attempt__gte=1),
                name="a_letter_begins_with_being_asked_for",
            ),
            models.CheckConstraint(
                condition=(Q(outcome__in=["failed", "gave_up"]) & ~Q(fault=""))
                | (~Q(outcome__in=["failed", "gave_up"]) & Q(fault="")),
                name="a_failure_has_its_fault",
            ),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.division} {self.outcome}"
