"""What other municipalities of the same kind use, without names: an ordinary table, no municipality's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventories", "0012_links")]

    operations = [
        migrations.CreateModel(
            name="SourceSpread",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.CharField(max_length=6, verbose_name="ปี")),
                (
                    "kind",
                    models.CharField(
                        choices=[("city", "เทศบาลนคร"), ("town", "เทศบาลเมือง"), ("subdistrict", "เทศบาลตำบล")],
                        max_length=12,
                        verbose_name="ประเภทเทศบาล",
                    ),
                ),
                ("catalogue_key", models.CharField(max_length=40)),
                ("unit", models.CharField(max_length=20, verbose_name="หน่วย")),
                ("towns", models.PositiveIntegerField(verbose_name="เทศบาล (แห่ง)")),
                ("generated", models.PositiveIntegerField(default=0)),
                ("p25", models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True)),
                ("median", models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True)),
                ("p75", models.DecimalField(blank=True, decimal_places=9, max_digits=24, null=True)),
                ("refreshed_at", models.DateTimeField(verbose_name="ปรับปรุงเมื่อ")),
            ],
            options={
                "verbose_name": "ช่วงของแหล่งปล่อยชนิดเดียวกัน",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "kind", "catalogue_key", "unit"), name="a_spread_is_told_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("median__isnull", False), ("p25__isnull", False), ("p75__isnull", False), ("towns__gte", 5)
                        )
                        | models.Q(
                            ("median__isnull", True), ("p25__isnull", True), ("p75__isnull", True), ("towns__lt", 5)
                        ),
                        name="a_spread_of_few_is_not_told",
                    ),
                ],
            },
        ),
    ]
