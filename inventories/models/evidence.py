"""Evidence: the index of papers, the files they are in, and the figures they stand for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.category import Scope
from inventories.models.source import Source

LONGEST_REASON = 500
LAST_PAGE = 9999
SCOPE_LETTERS = {Scope.ONE: "S1", Scope.TWO: "S2", Scope.THREE: "S3", Scope.SEPARATE: "SA"}


class EvidenceFile(TenantModel):
    """A file, stored once by its SHA-256 whatever it is called; its bytes lie in settings.EVIDENCE_DIR. Never changed.

    What it is called is a word of people, may name them, and is kept with what points here, so that it can be erased.
    """

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("ขนาด"))  # bytes
    media_type = models.CharField(_("ชนิดไฟล์"), max_length=80)  # by content, not by name
    width = models.PositiveIntegerField(null=True, blank=True)  # of a picture, pixels
    height = models.PositiveIntegerField(null=True, blank=True)
    pages = models.PositiveIntegerField(_("จำนวนหน้า"), null=True, blank=True)  # of a PDF, where it says so plainly
    stored_by = models.ForeignKey(  # None: it came without an account, by a one-time link
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    stored_at = models.DateTimeField(_("เก็บเมื่อ"))
    entry_number = models.PositiveIntegerField()  # of the ledger entry that carries the hash

    class Meta:
        verbose_name = _("ไฟล์หลักฐาน")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "sha256"], name="a_file_is_stored_once"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_file_has_its_hash"),
            models.CheckConstraint(condition=Q(size__gte=1), name="a_file_holds_something"),
        )

    def __str__(self) -> str:
        return self.sha256


class FileWithdrawal(TenantModel):
    """A file's bytes were removed for privacy: its hash, the reason and who decided stay. Never changed."""

    file = TenantForeignKey(EvidenceFile, on_delete=models.PROTECT)
    reason = models.TextField(_("เหตุผล"), max_length=LONGEST_REASON)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(_("ถอนเมื่อ"))

    class Meta:
        verbose_name = _("การถอนไฟล์")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "file"], name="a_file_is_withdrawn_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_withdrawal_has_a_reason"),
        )

    def __str__(self) -> str:
        return str(self.file_id)


class Evidence(TenantModel):
    """One line of the index (ดัชนีหลักฐาน): a paper, where its original lies, and its file where there is one.

    The code, S2-2568-03-001, is given once and stays: scope, year and month of the figure, and a running number within
    them; month 00 is a paper of the whole year. A line entered by mistake is cancelled, so that no number is given twice.
    """

    scope = models.CharField(_("ประเภท"), max_length=8, choices=Scope.choices)
    year = models.PositiveSmallIntegerField(_("ปี พ.ศ."))
    month = models.PositiveSmallIntegerField(_("เดือน"), default=0)  # 1-12; 0: of the whole year
    running = models.PositiveIntegerField(_("ลำดับ"))
    code = models.CharField(_("รหัสหลักฐาน"), max_length=20)
    kind = models.CharField(_("ชนิดเอกสาร"), max_length=30)  # a key of fixtures/evidence/kinds.csv
    number = models.CharField(_("เลขที่เอกสาร"), max_length=80, blank=True)
    issued_on = models.DateField(_("วันที่เอกสาร"), null=True, blank=True)
    issuer = models.CharField(_("ผู้ออกเอกสาร"), max_length=160, blank=True)
    baht = models.DecimalField(_("จำนวนเงิน (บาท)"), max_digits=14, decimal_places=2, null=True, blank=True)
    kept_at = models.CharField(_("ที่เก็บต้นฉบับ (แฟ้ม / กอง / เลขที่ฎีกา)"), max_length=200, blank=True)
    note = models.TextField(_("หมายเหตุ"), max_length=1000, blank=True)
    file = TenantForeignKey(EvidenceFile, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("ไฟล์"))
    file_name = models.CharField(_("ชื่อไฟล์"), max_length=200, blank=True)  # as it was given; erased by a withdrawal
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(_("บันทึกเมื่อ"))
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    cancelled_at = models.DateTimeField(_("ยกเลิกเมื่อ"), null=True, blank=True)
    cancelled_for = models.TextField(_("เหตุผลที่ยกเลิก"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("หลักฐาน")
        ordering = ("municipality", "year", "month", "scope", "running")
        indexes = (models.Index(fields=["municipality", "file"], name="evidence_by_file"),)
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "scope", "year", "month", "running"], name="evidence_is_numbered_once"
            ),
            models.UniqueConstraint(fields=["municipality", "code"], name="a_code_names_one_paper"),
            models.CheckConstraint(condition=Q(month__lte=12), name="evidence_month_is_known"),
            models.CheckConstraint(condition=Q(running__gte=1), name="evidence_counts_from_1"),
            models.CheckConstraint(condition=Q(year__gte=2500, year__lte=2700), name="evidence_year_is_buddhist"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="evidence_scope_is_known"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(code=""), name="evidence_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancelled_for="")
                | (Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancelled_for="")),
                name="a_cancelling_has_a_reason",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_cancelled(self) -> bool:
        """Say whether the line was struck out."""
        return self.cancelled_at is not None

    @classmethod
    def code_of(cls, scope: str, year: int, month: int, running: int) -> str:
        """Return S2-2568-03-001; month 0 for a paper of the whole year."""
        return f"{SCOPE_LETTERS[Scope(scope)]}-{year}-{month:02}-{running:03}"


class EvidenceUse(TenantModel):
    """What a paper stands for: a month of a source, or the source over the paper's year (month None), on which page."""

    evidence = TenantForeignKey(Evidence, on_delete=models.PROTECT)
    source = TenantForeignKey(Source, on_delete=models.PROTECT)
    month = models.DateField(_("เดือน"), null=True, blank=True)
    page = models.PositiveIntegerField(_("หน้า"), null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("ตัวเลขที่ใช้หลักฐาน")
        ordering = ("municipality", "evidence", "source", "month")
        indexes = (models.Index(fields=["municipality", "source", "month"], name="evidence_of_a_cell"),)
        constraints = (
            models.UniqueConstraint(
                fields=["municipality", "evidence", "source", "month"],
                nulls_distinct=False,
                name="a_paper_stands_for_a_cell_once",
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__day=1), name="evidence_month_is_named_by_its_first"
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(page__gte=1, page__lte=LAST_PAGE), name="a_page_is_plausible"
            ),
        )

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.source_id} {self.month}"
