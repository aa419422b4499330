"""Who keeps the data and how good they are: roles of data management (TCFO_R_02, 7.1), scores A and B of each source."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cfo_site.accounts.tenancy import TenantForeignKey, TenantModel
from inventories.models.inventory import Inventory
from inventories.models.inventory_source import InventorySource
from inventories.models.source import Division


class QualityTask(models.TextChoices):
    """A step of data management, in the order of the report."""

    COLLECT = "collect", _("เก็บและบันทึกข้อมูล")
    CHECK = "check", _("ตรวจสอบข้อมูล")
    COMPILE = "compile", _("รวบรวมและคำนวณ")
    APPROVE = "approve", _("อนุมัติ")


class QualityRole(TenantModel):
    """Who does a step of data management in a year: by position, with a name where the report prints one."""

    inventory = TenantForeignKey(Inventory, on_delete=models.CASCADE)
    task = models.CharField(_("บทบาท"), max_length=8, choices=QualityTask.choices)
    division = TenantForeignKey(Division, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("กอง"))
    position = models.CharField(_("ตำแหน่ง"), max_length=120)
    name = models.CharField(_("ชื่อ-สกุล"), max_length=120, blank=True)
    duty = models.CharField(_("หน้าที่"), max_length=300, blank=True)
    frequency = models.CharField(_("ความถี่"), max_length=80, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("บทบาทจัดการข้อมูล")
        indexes = (models.Index(fields=["municipality", "inventory"], name="quality_roles_of_a_year"),)
        constraints = (
            models.CheckConstraint(condition=Q(task__in=QualityTask.values), name="quality_task_is_known"),
            models.CheckConstraint(
                condition=~Q(task=QualityTask.COLLECT) | Q(division__isnull=False), name="a_division_collects"
            ),
            models.CheckConstraint(condition=~Q(position=""), name="a_quality_role_has_a_position"),
        )

    def __str__(self) -> str:
        return f"{self.inventory} {self.task} {self.position}"


class ActivityScore(models.IntegerChoices):
    """Score A, of activity data."""

    CONTINUOUS = 6, _("6 เก็บข้อมูลอย่างต่อเนื่อง (อัตโนมัติ)")
    METERED = 3, _("3 มิเตอร์และใบเสร็จ")
    ESTIMATED = 1, _("1 ประมาณค่า")


class FactorScore(models.IntegerChoices):
    """Score B, of emission factors."""

    MEASURED = 4, _("4 ค่า EF จากการวัดที่มีคุณภาพ")
    NATIONAL = 3, _("3 ค่า EF จากผู้ผลิตหรือระดับประเทศ")
    REGIONAL = 2, _("2 ค่า EF ระดับภูมิภาค")
    GLOBAL = 1, _("1 ค่า EF ระดับสากล")


class DataQuality(TenantModel):
    """The scores A and B that somebody gave a source in a year."""

    use = TenantForeignKey(InventorySource, on_delete=models.CASCADE)
    a = models.PositiveSmallIntegerField(_("คะแนนข้อมูลกิจกรรม (A)"), choices=ActivityScore.choices)
    b = models.PositiveSmallIntegerField(_("คะแนนค่า EF (B)"), choices=FactorScore.choices)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    changed_at = models.DateTimeField(_("บันทึกเมื่อ"))

    class Meta:
        verbose_name = _("คะแนนคุณภาพข้อมูล")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "use"], name="a_source_is_scored_once"),
            models.CheckConstraint(
                condition=Q(a__in=ActivityScore.values, b__in=FactorScore.values), name="quality_scores_are_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.use_id} {self.a}×{self.b}"
