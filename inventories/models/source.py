"""What emits: belongs to the municipality, not to a year; ended, never deleted, once it has a figure."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cfo_site import thai
from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel

MONTHS_OF_A_QUARTER, MONTHS_OF_A_YEAR = 3, 12


class Division(TenantModel):
    """A division (กอง) of the municipality that gives figures."""

    name_th = models.CharField(_("กอง"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    email = models.EmailField(_("อีเมลของกอง"), blank=True)
    reminds = models.BooleanField(_("ส่งอีเมลเตือนเองเมื่อเลยกำหนด"), default=False)
    addressee = models.CharField(_("ตำแหน่งผู้รับหนังสือ"), max_length=120, blank=True)  # after เรียน of a letter
    contact = models.CharField(_("ติดต่อ"), max_length=160, blank=True)  # whom to ask: a post, a telephone

    class Meta:
        ordering = ("municipality", "position", "name_th")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "name_th"], name="a_division_is_named_once"),
            models.CheckConstraint(condition=Q(reminds=False) | ~Q(email=""), name="a_letter_needs_an_address"),
        )

    def __str__(self) -> str:
        return self.name_th


class Frequency(models.TextChoices):
    """How often a source gives a figure. Quarters end in March, June, September and December in either kind of year."""

    MONTHLY = "monthly", _("ทุกเดือน")
    QUARTERLY = "quarterly", _("ทุกไตรมาส")
    ANNUAL = "annual", _("ปีละครั้ง")


_COVERS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: MONTHS_OF_A_QUARTER, Frequency.ANNUAL: MONTHS_OF_A_YEAR}


class Source(TenantModel):
    """A meter, a vehicle or a group of them, a tank, an air-conditioner group."""

    name_th = models.CharField(_("ชื่อแหล่งปล่อย"), max_length=160)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=160, blank=True)
    catalogue_key = models.CharField(max_length=40, blank=True)  # what of the catalogue it was made from
    unit = models.CharField(_("หน่วย"), max_length=20)
    division = TenantForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("กองที่รับผิดชอบ")
    )
    location = models.CharField(_("ที่ตั้ง"), max_length=160, blank=True)
    identifier = models.CharField(_("เลขมิเตอร์ / ทะเบียน"), max_length=60, blank=True)
    paper = models.CharField(_("เอกสารที่ใช้"), max_length=160, blank=True)  # from which paper the figure comes
    delay_days = models.PositiveSmallIntegerField(_("ปกติได้เอกสารหลังสิ้นเดือนกี่วัน"), default=30)
    frequency = models.CharField(
        _("ได้ตัวเลขบ่อยเพียงใด"), max_length=9, choices=Frequency.choices, default=Frequency.MONTHLY
    )
    due_month = models.PositiveSmallIntegerField(_("ได้ตัวเลขในเดือน"), null=True, blank=True)  # 1–12, of an annual source
    first_month = models.DateField(_("เริ่มใช้เดือน"), null=True, blank=True)
    last_month = models.DateField(_("เลิกใช้เดือน"), null=True, blank=True)

    class Meta:
        verbose_name = _("แหล่งปล่อยก๊าซเรือนกระจก")
        ordering = ("municipality", "id")
        indexes = (models.Index(fields=["municipality", "division"], name="source_by_division"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(last_month__isnull=True)
                | Q(first_month__isnull=True)
                | Q(last_month__gte=F("first_month")),
                name="source_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="frequency_is_known"),
            models.CheckConstraint(
                condition=Q(frequency=Frequency.ANNUAL, due_month__gte=1, due_month__lte=12)
                | (~Q(frequency=Frequency.ANNUAL) & Q(due_month__isnull=True)),
                name="an_annual_source_has_its_month",
            ),
        )

    def __str__(self) -> str:
        return self.name_th

    def asks_in(self, month: dt.date) -> bool:
        """Say whether a figure is asked for in a month: each, each quarter's last, or one a year."""
        if self.frequency == Frequency.ANNUAL:
            return month.month == self.due_month
        return self.frequency == Frequency.MONTHLY or month.month % MONTHS_OF_A_QUARTER == 0

    def due_on(self, month: dt.date) -> dt.date:
        """Return the day from which a month's figure is late: its paper has usually come by then."""
        return dt.date(month.year + month.month // 12, month.month % 12 + 1, 1) + dt.timedelta(days=self.delay_days)

    @property
    def covers(self) -> int:
        """Return of how many months, its own the last, a figure is."""
        return _COVERS[Frequency(self.frequency)]

    def clean(self) -> None:
        """Keep SARA AM as one character."""
        self.name_th = thai.normalise(self.name_th)
