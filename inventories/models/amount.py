"""A month's amount of a source. Never overwritten: a correction is the next revision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.source import Source


class Notation(models.TextChoices):
    """Why there is no number. Letters appear in exports only."""

    NOT_OCCURRING = "NO", _("ไม่มีกิจกรรม")
    NOT_ESTIMATED = "NE", _("ยังไม่ประเมิน")
    ELSEWHERE = "IE", _("รวมในรายการอื่น")
    CONFIDENTIAL = "C", _("ข้อมูลลับ")

    @property
    def needs_reason(self) -> bool:
        """Say whether it must be said why: nothing else tells whether such a month was forgotten or counted twice."""
        return self in {Notation.NOT_ESTIMATED, Notation.ELSEWHERE}


class CameBy(models.TextChoices):
    """By which door a figure came in."""

    TYPED = "typed", _("พิมพ์")
    SHEET = "sheet", _("ใบคำนวณ")
    BILL = "bill", _("บิล")
    WORKBOOK = "workbook", _("ไฟล์ที่นำเข้า")
    LINK = "link", _("ลิงก์ใช้ครั้งเดียว")
    ESTIMATE = "estimate", _("ประมาณค่าโดยระบบ")
    GENERATED = "generated", _("ข้อมูลจำลอง")


class Estimation(models.TextChoices):
    """By which stated method a missing figure was estimated."""

    LAST_YEAR = "last_year", _("เท่าเดือนเดียวกันของปีก่อน")
    NEIGHBOURS = "neighbours", _("ค่าเฉลี่ยของเดือนก่อนและเดือนหลัง")
    PER_DAY = "per_day", _("เฉลี่ยต่อวันจากบิลที่อยู่ติดกัน")
    OWN = "own", _("วิธีอื่นที่ระบุไว้")


class AmountRevision(TenantModel):
    """Belongs to source × month, not to an inventory: one figure serves a calendar and a fiscal year alike.

    Neither amount nor notation means that an earlier figure was withdrawn: the month is empty again, which is neither
    zero nor "not occurring".
    """

    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    month = models.DateField(_("เดือน"))
    number = models.PositiveIntegerField(_("ครั้งที่"))
    amount = models.DecimalField(_("ปริมาณ"), max_digits=24, decimal_places=9, null=True, blank=True)
    notation = models.CharField(_("สัญลักษณ์"), max_length=2, choices=Notation.choices, blank=True)
    estimated = models.BooleanField(_("ประมาณค่า"), default=False)
    estimation = models.CharField(_("วิธีประมาณค่า"), max_length=10, choices=Estimation.choices, blank=True)
    elsewhere = TenantForeignKey(  # in which source's figure an amount "included elsewhere" is
        Source, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("รวมอยู่ในรายการ")
    )
    came_by = models.CharField(_("เข้ามาทาง"), max_length=10, choices=CameBy.choices, default=CameBy.TYPED)
    reason = models.TextField(_("เหตุผล"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(_("บันทึกเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries this row's hash

    class Meta:
        verbose_name = _("ข้อมูลกิจกรรม")
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "source", "month", "number"], name="revisions_are_numbered_by_month"
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(notation=""), name="amount_or_notation"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0, amount__lt=10**15), name="amount_is_in_range"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="month_is_named_by_its_first"),
            models.CheckConstraint(condition=Q(notation__in=["", *Notation.values]), name="notation_is_known"),
            models.CheckConstraint(
                condition=Q(estimated=False) | Q(amount__isnull=False), name="only_an_amount_is_estimated"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="revisions_count_from_1"),
            models.CheckConstraint(condition=Q(estimation="") | Q(estimated=True), name="a_method_of_an_estimate"),
            models.CheckConstraint(
                condition=Q(estimation__in=["", *Estimation.values]), name="method_of_estimation_is_known"
            ),
            models.CheckConstraint(condition=Q(came_by__in=CameBy.values), name="door_of_a_figure_is_known"),
            models.CheckConstraint(
                condition=Q(elsewhere__isnull=True) | Q(notation=Notation.ELSEWHERE), name="only_elsewhere_is_elsewhere"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.month:%Y-%m} #{self.number}"
