"""Files read in: what a person saw before anything was stored, what was stored, and from which cell each figure came."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.amount import AmountRevision
from inventories.models.inventory import Inventory

LONGEST_NAME = 200
LONGEST_CELLS = 400


class ImportState(models.TextChoices):
    """The path of a file; only a previewed one can still be stored, only a committed one undone."""

    PREVIEWED = "previewed", _("รอตรวจ ยังไม่บันทึก")
    COMMITTED = "committed", _("บันทึกแล้ว")
    UNDONE = "undone", _("เลิกการนำเข้าแล้ว")
    DISCARDED = "discarded", _("ทิ้งแล้ว ไม่ได้บันทึก")


class ImportBatch(TenantModel):
    """A file for a year. Until it is stored it says in `plan` what was read, and in `seen` what the cells held then.

    `plan`: as inventories.calc.workbooks.lines writes it. `seen`: {source: {"2024-01": revision number}}; a cell that is
    not there was empty. `choices`: what the person said on the page. Its bytes lie under its hash in settings.IMPORT_DIR until it is
    discarded.
    """

    inventory = TenantForeignKey(Inventory, on_delete=models.PROTECT)
    name = models.CharField(_("ชื่อไฟล์"), max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("ขนาด"))  # bytes
    layout = models.CharField(max_length=30)
    layout_label = models.CharField(_("แบบของไฟล์"), max_length=120)  # in Thai
    state = models.CharField(_("สถานะ"), max_length=9, choices=ImportState.choices, default=ImportState.PREVIEWED)
    plan = models.JSONField(default=dict, blank=True)
    seen = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    stored = models.PositiveIntegerField(_("จำนวนช่องที่บันทึก"), default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    uploaded_at = models.DateTimeField(_("อัปโหลดเมื่อ"))
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    committed_at = models.DateTimeField(_("บันทึกเมื่อ"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    undone_at = models.DateTimeField(_("เลิกเมื่อ"), null=True, blank=True)

    class Meta:
        verbose_name = _("ไฟล์ที่นำเข้า")
        ordering = ("municipality", "-uploaded_at", "-id")
        indexes = (models.Index(fields=["municipality", "inventory"], name="imports_of_a_year"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="state_of_an_import_is_known"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="an_imported_file_has_its_hash"),
            models.CheckConstraint(
                condition=Q(state__in=[ImportState.COMMITTED, ImportState.UNDONE], committed_at__isnull=False)
                | Q(state__in=[ImportState.PREVIEWED, ImportState.DISCARDED], committed_at__isnull=True, stored=0),
                name="what_is_stored_was_committed",
            ),
            models.CheckConstraint(
                condition=Q(state=ImportState.UNDONE, undone_at__isnull=False)
                | (~Q(state=ImportState.UNDONE) & Q(undone_at__isnull=True)),
                name="what_is_undone_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.sha256[:12]}"

    @property
    def waits(self) -> bool:
        """Say whether nothing was decided about it yet."""
        return self.state == ImportState.PREVIEWED

    @property
    def is_committed(self) -> bool:
        """Say whether its figures were stored and not taken back."""
        return self.state == ImportState.COMMITTED


class ImportedAmount(TenantModel):
    """A figure that came from a file: the revision it made, and the cells it came from. Never changed.

    What it replaced is the revision before it, by number.
    """

    batch = TenantForeignKey(ImportBatch, on_delete=models.PROTECT)
    revision = TenantForeignKey(AmountRevision, on_delete=models.PROTECT)
    cells = models.CharField(_("ช่องในไฟล์"), max_length=LONGEST_CELLS)  # Sheet1!N3 + Sheet1!N4
    raw = models.CharField(_("ในไฟล์"), max_length=LONGEST_CELLS, blank=True)

    class Meta:
        verbose_name = _("ตัวเลขที่มาจากไฟล์")
        indexes = (models.Index(fields=["municipality", "batch"], name="figures_of_an_import"),)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "revision"], name="a_revision_comes_from_one_import"),
            models.CheckConstraint(condition=~Q(cells=""), name="an_imported_figure_has_its_cell"),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.cells}"
