"""Why an unlikely figure is right: one row to a doubt and revision, never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cfo_site.accounts.tenancy
from cfo_site.accounts.operations import AppendOnly, TenantReference, TenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("inventories", "0006_every_method"),
    ]

    operations = [
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="เดือน")),
                ("rule", models.CharField(max_length=20)),
                ("revision_number", models.PositiveIntegerField(verbose_name="ครั้งที่")),
                ("reason", models.CharField(max_length=20, verbose_name="เหตุผล")),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="คำอธิบาย")),
                ("explained_at", models.DateTimeField(verbose_name="ชี้แจงเมื่อ")),
                ("entry_number", models.PositiveIntegerField()),
                (
                    "explained_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.municipality",
                    ),
                ),
                (
                    "source",
                    cfo_site.accounts.tenancy.TenantForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inventories.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "คำชี้แจงตัวเลข",
                "indexes": [
                    models.Index(fields=["municipality", "source", "month"], name="explanations_of_a_cell"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="explained_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision_number__gte", 1)), name="a_figure_is_explained"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rule", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="an_explanation_has_a_reason",
                    ),
                ],
            },
        ),
        TenantTable("inventories_explanation"),
        TenantReference("inventories_explanation", "source_id", "inventories_source"),
        AppendOnly("inventories_explanation"),
    ]
