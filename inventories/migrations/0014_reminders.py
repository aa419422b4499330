"""Reminders that were asked for, sent, told or failed; whom to write to in a division."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


def reference(to: str, *, null: bool = False) -> cfo_site.accounts.tenancy.TenantForeignKey:
    return cfo_site.accounts.tenancy.TenantForeignKey(
        blank=null, null=null, db_constraint=False, db_index=False,
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0013_spread"),
    ]

    operations = [
        migrations.AddField(
            "division", "addressee", models.CharField(blank=True, max_length=120, verbose_name="ตำแหน่งผู้รับหนังสือ", default=""), preserve_default=False,
        ),
        migrations.AddField(
            "division", "contact", models.CharField(blank=True, max_length=160, verbose_name="ติดต่อ", default=""), preserve_default=False,
        ),
        migrations.AddField(
            "division", "email", models.EmailField(blank=True, max_length=254, verbose_name="อีเมลของกอง", default=""), preserve_default=False,
        ),
        migrations.AddField(
            "division", "reminds", models.BooleanField(default=False, verbose_name="ส่งอีเมลเตือนเองเมื่อเลยกำหนด"),
        ),
        migrations.AddConstraint(
            "division",
            models.CheckConstraint(condition=Q(("reminds", False), ~Q(("email", "")), _connector="OR"), name="a_letter_needs_an_address"),
        ),
        migrations.CreateModel(
            name="ReminderStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(choices=[("told", "แจ้งกองแล้วด้วยทางอื่น"), ("asked", "สั่งส่งอีเมล"), ("sent", "ส่งอีเมลแล้ว"), ("failed", "ส่งไม่สำเร็จ จะลองใหม่"), ("gave_up", "ส่งไม่สำเร็จ เลิกลองแล้ว"), ("nothing", "ไม่ได้ส่ง เพราะไม่มีรายการค้างแล้ว")], max_length=7, verbose_name="ผล")),
                ("fault", models.CharField(blank=True, choices=[("", ""), ("address", "เครื่องแม่ข่ายไม่รับที่อยู่อีเมลของกอง โปรดตรวจที่อยู่"), ("sign_in", "เครื่องแม่ข่ายอีเมลไม่ยอมรับชื่อหรือรหัสผ่านของระบบ โปรดแจ้งผู้ดูแลระบบ"), ("unreachable", "ติดต่อเครื่องแม่ข่ายอีเมลไม่ได้"), ("refused", "เครื่องแม่ข่ายอีเมลไม่รับจดหมาย"), ("unset", "ไม่มีที่อยู่อีเมลของกอง หรือระบบไม่ได้ตั้งค่าอีเมลแล้ว")], default="", max_length=11, verbose_name="สาเหตุ")),
                ("attempt", models.PositiveSmallIntegerField(default=0, verbose_name="ครั้งที่")),
                ("late", models.PositiveIntegerField(default=0, verbose_name="รายการที่เลยกำหนด")),
                ("at", models.DateTimeField(verbose_name="เมื่อ")),
                ("entry_number", models.PositiveIntegerField()),
                ("beginning", reference("inventories.reminderstep", null=True)),
                ("by", models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("division", reference("inventories.division")),
                ("inventory", reference("inventories.inventory")),
                ("municipality", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.municipality")),
            ],
            options={
                "verbose_name": "การแจ้งเตือน",
                "ordering": ("municipality", "-at", "-id"),
                "indexes": [models.Index(fields=["municipality", "inventory", "division"], name="reminders_of_a_division")],
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "beginning", "attempt"), name="an_attempt_ends_once"),
                    models.CheckConstraint(condition=Q(("outcome__in", ["told", "asked", "sent", "failed", "gave_up", "nothing"])), name="reminder_outcome_is_known"),
                    models.CheckConstraint(condition=Q(("fault__in", ["", "address", "sign_in", "unreachable", "refused", "unset"])), name="reminder_fault_is_known"),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("attempt", 0), ("beginning__isnull", True), ("outcome__in", ["told", "asked"])),
                            Q(("attempt__gte", 1), ("beginning__isnull", False), ("outcome__in", ["sent", "failed", "gave_up", "nothing"])),
                            _connector="OR",
                        ),
                        name="a_letter_begins_with_being_asked_for",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("outcome__in", ["failed", "gave_up"]), ~Q(("fault", ""))),
                            Q(~Q(("outcome__in", ["failed", "gave_up"])), ("fault", "")),
                            _connector="OR",
                        ),
                        name="a_failure_has_its_fault",
                    ),
                ],
            },
        ),
        TenantTable("inventories_reminderstep"),
        TenantReference("inventories_reminderstep", "inventory_id", "inventories_inventory"),
        TenantReference("inventories_reminderstep", "division_id", "inventories_division"),
        TenantReference("inventories_reminderstep", "beginning_id", "inventories_reminderstep"),
        AppendOnly("inventories_reminderstep"),
    ]
