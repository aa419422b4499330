"""One-time links by which a figure and a photograph come in without an account, and what was sent through them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.amount import Notation
from inventories.models.evidence import EvidenceFile
from inventories.models.inventory import Inventory
from inventories.models.source import Source

LONGEST_NAME = 120
LONGEST_NOTE = 500


class OneTimeLink(TenantModel):
    """Asks for the figures of one source over some months. Its token is known by its hash only: who has lost it asks anew."""

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    first_month = models.DateField(_("ตั้งแต่เดือน"))
    last_month = models.DateField(_("ถึงเดือน"))
    for_whom = models.CharField(_("ส่งให้ใคร"), max_length=LONGEST_NAME)
    address_sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(_("สร้างเมื่อ"))
    expires_at = models.DateTimeField(_("ใช้ได้ถึง"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(_("ยกเลิกเมื่อ"), null=True, blank=True)

    class Meta:
        verbose_name = _("ลิงก์ใช้ครั้งเดียว")
        ordering = ("municipality", "-id")
        indexes = (models.Index(fields=["municipality", "inventory"], name="links_of_a_year"),)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "address_sha256"], name="a_token_opens_one_link"),
            models.CheckConstraint(condition=Q(address_sha256__regex=r"^[0-9a-f]{64}$"), name="a_token_is_a_hash"),
            models.CheckConstraint(
                condition=Q(first_month__day=1, last_month__day=1, last_month__gte=F("first_month")),
                name="a_link_asks_for_months_in_order",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_link_expires_after_it_is_made"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="somebody_withdraws_a_link",
            ),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.source} {self.first_month:%Y-%m}"


class SubmissionState(models.TextChoices):
    """What became of what was sent."""

    WAITING = "waiting", _("รอรับ")
    REPLACED = "replaced", _("ส่งใหม่แทนแล้ว")
    ACCEPTED = "accepted", _("รับแล้ว")
    DECLINED = "declined", _("ไม่รับ")


class Submission(TenantModel):
    """What somebody sent through a link. It counts nowhere before somebody of the municipality accepts it."""

    link = TenantForeignKey(OneTimeLink, on_delete=models.PROTECT)
    number = models.PositiveSmallIntegerField(_("ครั้งที่"))
    sender = models.CharField(_("ผู้ส่ง"), max_length=LONGEST_NAME, blank=True)  # as they wrote it; nobody has checked
    note = models.TextField(_("หมายเหตุ"), max_length=LONGEST_NOTE, blank=True)
    photo = TenantForeignKey(EvidenceFile, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("รูปถ่าย"))
    photo_name = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(_("ได้รับเมื่อ"))
    state = models.CharField(_("สถานะ"), max_length=8, choices=SubmissionState.choices, default=SubmissionState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(_("ตัดสินใจเมื่อ"), null=True, blank=True)
    reason = models.TextField(_("เหตุผลที่ไม่รับ"), max_length=LONGEST_NOTE, blank=True)

    class Meta:
        verbose_name = _("ตัวเลขที่ส่งทางลิงก์")
        ordering = ("municipality", "link", "number")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "link", "number"], name="submissions_are_numbered"),
            models.UniqueConstraint(
                fields=["municipality", "link"], condition=Q(state="waiting"), name="one_submission_of_a_link_waits"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="submissions_count_from_1"),
            models.CheckConstraint(condition=Q(state__in=SubmissionState.values), name="submission_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "replaced"], decided_by__isnull=True, decided_at__isnull=True)
                | Q(state__in=["accepted", "declined"], decided_by__isnull=False, decided_at__isnull=False),
                name="somebody_decides_on_a_submission",
            ),
            models.CheckConstraint(
                condition=(Q(state="declined") & ~Q(reason="")) | (~Q(state="declined") & Q(reason="")),
                name="only_declining_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.link_id} #{self.number}"


class SubmittedFigure(TenantModel):
    """A month of a submission: an amount in the source's unit, or that nothing occurred."""

    submission = TenantForeignKey(Submission, on_delete=models.PROTECT)
    month = models.DateField(_("เดือน"))
    amount = models.DecimalField(_("ปริมาณ"), max_digits=24, decimal_places=9, null=True, blank=True)
    notation = models.CharField(_("สัญลักษณ์"), max_length=2, choices=Notation.choices, blank=True)

    class Meta:
        verbose_name = _("ตัวเลขของเดือนที่ส่งทางลิงก์")
        ordering = ("municipality", "submission", "month")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "submission", "month"], name="a_month_is_sent_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="sent_month_is_a_first"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, notation=Notation.NOT_OCCURRING)
                | Q(amount__isnull=False, amount__gte=0, amount__lt=10**15, notation=""),
                name="a_sent_figure_is_an_amount_or_nothing_occurred",
            ),
        )

    def __str__(self) -> str:
        return f"{self.submission_id} {self.month:%Y-%m}"
