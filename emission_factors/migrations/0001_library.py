"""The library and its lock: everything published is insert-only, for the owner of the tables too."""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

import emission_factors.models.fields
from cfo_site.accounts.operations import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Blend",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="ชื่อ")),
                ("components", models.JSONField(verbose_name="ส่วนผสม")),
                ("source", models.TextField(verbose_name="แหล่งที่มา")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "สูง"), ("medium", "ปานกลาง"), ("low", "ต่ำ")],
                        max_length=6,
                        verbose_name="ความเชื่อมั่น",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
            ],
            options={
                "verbose_name": "สารผสม",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="GasAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alias", models.CharField(max_length=60, verbose_name="ชื่อที่พบ")),
                ("folded", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=30, verbose_name="ชื่อที่ใช้")),
            ],
            options={
                "verbose_name": "ชื่ออื่นของก๊าซ",
                "ordering": ("alias",),
            },
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="รหัส")),
                ("name_th", models.CharField(max_length=200, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=200, verbose_name="ชื่อภาษาอังกฤษ")),
            ],
            options={
                "verbose_name": "ผู้เผยแพร่",
                "ordering": ("key",),
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="รหัส")),
                ("title_th", models.CharField(max_length=250, verbose_name="ชื่อรุ่น")),
                ("title_en", models.CharField(max_length=250, verbose_name="ชื่อรุ่นภาษาอังกฤษ")),
                ("gwp_basis", models.CharField(blank=True, max_length=40, verbose_name="ฐาน GWP")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="ใช้ตั้งแต่")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="ใช้ถึง")),
                ("published_at", models.DateField(blank=True, null=True, verbose_name="วันที่เผยแพร่")),
                ("source", models.TextField(verbose_name="แหล่งที่มา")),
                ("licence", models.TextField(blank=True, verbose_name="เงื่อนไขการใช้")),
                ("file_name", models.CharField(max_length=120, verbose_name="แฟ้มข้อมูล")),
                ("sha256", models.CharField(max_length=64)),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="emission_factors.edition",
                        verbose_name="ใช้แทน",
                    ),
                ),
                (
                    "publisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="emission_factors.publisher",
                    ),
                ),
            ],
            options={
                "verbose_name": "รุ่นของค่า EF",
                "ordering": (models.OrderBy(models.F("valid_from"), descending=True, nulls_last=True), "key"),
            },
        ),
        migrations.CreateModel(
            name="Factor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, verbose_name="รหัส")),
                ("name_th", models.CharField(max_length=250, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=250, verbose_name="ชื่อภาษาอังกฤษ")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("stationary_combustion", "การเผาไหม้อยู่กับที่"),
                            ("mobile_onroad", "การเผาไหม้ที่มีการเคลื่อนที่ บนถนน"),
                            ("mobile_offroad", "การเผาไหม้ที่มีการเคลื่อนที่ นอกถนน"),
                            ("electricity", "ไฟฟ้า"),
                            ("electricity_upstream", "ไฟฟ้า การได้มาของเชื้อเพลิง (ต้นน้ำ)"),
                            ("electricity_lifecycle", "ไฟฟ้า ตลอดวัฏจักรชีวิต (CFP)"),
                            ("refrigerant", "สารทำความเย็น"),
                            ("ghg_gas", "ก๊าซเรือนกระจกที่ปล่อยโดยตรง"),
                            ("fire_extinguisher", "สารดับเพลิง"),
                            ("septic", "บ่อเกรอะ"),
                            ("wastewater", "น้ำเสีย"),
                            ("waste_landfill", "ขยะ ฝังกลบ"),
                            ("waste_incineration", "ขยะ เตาเผา"),
                            ("waste_open_burning", "ขยะ เผากลางแจ้ง"),
                            ("waste_biological", "ขยะ หมักปุ๋ยและหมักก๊าซชีวภาพ"),
                            ("fertiliser", "ปุ๋ยและวัสดุปรับปรุงดิน"),
                            ("purchased_goods", "สินค้าที่ซื้อ"),
                            ("water", "น้ำประปา"),
                            ("fuel_upstream", "การได้มาซึ่งเชื้อเพลิง (ต้นน้ำ)"),
                            ("freight", "การขนส่งสินค้า"),
                            ("passenger_transport", "การเดินทางของบุคคล"),
                            ("flight", "เครื่องบิน"),
                            ("flight_upstream", "เครื่องบิน การได้มาของเชื้อเพลิง (ต้นน้ำ)"),
                            ("hotel", "ที่พัก"),
                            ("food", "อาหาร"),
                            ("homeworking", "การทำงานที่บ้าน"),
                        ],
                        max_length=30,
                        verbose_name="หมวด",
                    ),
                ),
                ("scope_hint", models.CharField(blank=True, max_length=40, verbose_name="ขอบเขตที่มักใช้")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("g", "กรัม"),
                            ("kg", "กก."),
                            ("t", "ตัน"),
                            ("litre", "ลิตร"),
                            ("m3", "ลบ.ม."),
                            ("scf", "ลบ.ฟุตมาตรฐาน (scf)"),
                            ("Wh", "วัตต์-ชั่วโมง (Wh)"),
                            ("kWh", "กิโลวัตต์-ชั่วโมง (kWh)"),
                            ("MWh", "เมกะวัตต์-ชั่วโมง (MWh)"),
                            ("MJ", "เมกะจูล (MJ)"),
                            ("GJ", "จิกะจูล (GJ)"),
                            ("MMBTU", "ล้านบีทียู (MMBTU)"),
                            ("km", "กม."),
                            ("pkm", "คน-กม."),
                            ("tkm", "ตัน-กม."),
                            ("kg BOD", "กก. BOD"),
                            ("kg COD", "กก. COD"),
                            ("kg N", "กก. ไนโตรเจน"),
                            ("kg dry", "กก. น้ำหนักแห้ง"),
                            ("person.day", "คน-วัน"),
                            ("person.year", "คน-ปี"),
                            ("person.trip", "คน-เที่ยว"),
                            ("person.night", "คน-คืน"),
                            ("room.night", "ห้อง-คืน"),
                            ("meal", "มื้อ"),
                            ("FTE.hour", "ชั่วโมงทำงานเต็มเวลา"),
                        ],
                        max_length=20,
                        verbose_name="หน่วย",
                    ),
                ),
                ("gases", models.JSONField(verbose_name="ก๊าซ (กก. ต่อหน่วย)")),
                (
                    "biogenic_co2",
                    emission_factors.models.fields.PrintedDecimalField(
                        blank=True, null=True, verbose_name="คาร์บอนไดออกไซด์ชีวภาพ (กก. ต่อหน่วย)"
                    ),
                ),
                (
                    "printed_kgco2e",
                    emission_factors.models.fields.PrintedDecimalField(
                        blank=True, null=True, verbose_name="ค่าที่พิมพ์ (kgCO2e ต่อหน่วย)"
                    ),
                ),
                (
                    "total_kgco2e",
                    emission_factors.models.fields.PrintedDecimalField(verbose_name="ค่ารวมไม่ปัดเศษ (kgCO2e ต่อหน่วย)"),
                ),
                ("gwp_basis", models.CharField(blank=True, max_length=40, verbose_name="ฐาน GWP")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="ใช้ตั้งแต่")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="ใช้ถึง")),
                ("source", models.TextField(verbose_name="แหล่งที่มา")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "สูง"), ("medium", "ปานกลาง"), ("low", "ต่ำ")],
                        max_length=6,
                        verbose_name="ความเชื่อมั่น",
                    ),
                ),
                (
                    "quality",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (4, "4 จากการวัดที่มีคุณภาพ"),
                            (3, "3 จากผู้ผลิตหรือระดับประเทศ"),
                            (2, "2 ระดับภูมิภาค"),
                            (1, "1 ระดับสากล"),
                        ],
                        default=3,
                        verbose_name="คะแนนค่า EF (B)",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
                ("search", models.TextField(editable=False)),
                ("sort_key", models.CharField(db_collation="C", editable=False, max_length=520)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="factors",
                        to="emission_factors.edition",
                        verbose_name="รุ่น",
                    ),
                ),
            ],
            options={
                "verbose_name": "ค่าการปล่อยก๊าซเรือนกระจก (EF)",
                "ordering": ("sort_key", "edition", "key"),
            },
        ),
        migrations.CreateModel(
            name="Gas",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="ชื่อ")),
                ("long_name", models.CharField(max_length=60, verbose_name="ชื่อเต็ม")),
                ("formula", models.CharField(max_length=40, verbose_name="สูตร")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("co2", "คาร์บอนไดออกไซด์"),
                            ("ch4", "มีเทน"),
                            ("n2o", "ไนตรัสออกไซด์"),
                            ("hfc", "ไฮโดรฟลูออโรคาร์บอน (HFCs)"),
                            ("pfc", "เพอร์ฟลูออโรคาร์บอน (PFCs)"),
                            ("sf6", "ซัลเฟอร์เฮกซะฟลูออไรด์"),
                            ("nf3", "ไนโตรเจนไตรฟลูออไรด์"),
                            ("cfc", "คลอโรฟลูออโรคาร์บอน (CFCs)"),
                            ("hcfc", "ไฮโดรคลอโรฟลูออโรคาร์บอน (HCFCs)"),
                            ("halon", "ฮาลอน"),
                            ("hfo", "ไฮโดรฟลูออโรโอเลฟิน (HFOs)"),
                            ("hcfo", "ไฮโดรคลอโรฟลูออโรโอเลฟิน (HCFOs)"),
                            ("hc", "ไฮโดรคาร์บอน"),
                            ("other", "ก๊าซอื่น"),
                        ],
                        max_length=6,
                        verbose_name="กลุ่ม",
                    ),
                ),
                ("source", models.TextField(blank=True, verbose_name="แหล่งที่มา")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "สูง"), ("medium", "ปานกลาง"), ("low", "ต่ำ")],
                        max_length=6,
                        verbose_name="ความเชื่อมั่น",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
            ],
            options={
                "verbose_name": "ก๊าซ",
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "family__in",
                                [
                                    "co2",
                                    "ch4",
                                    "n2o",
                                    "hfc",
                                    "pfc",
                                    "sf6",
                                    "nf3",
                                    "cfc",
                                    "hcfc",
                                    "halon",
                                    "hfo",
                                    "hcfo",
                                    "hc",
                                    "other",
                                ],
                            )
                        ),
                        name="gas_family_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GwpSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True, verbose_name="รหัส")),
                ("name_th", models.CharField(max_length=200, verbose_name="ชื่อ")),
                ("name_en", models.CharField(max_length=200, verbose_name="ชื่อภาษาอังกฤษ")),
                ("report", models.CharField(max_length=10, verbose_name="รายงานของ IPCC")),
                ("values", models.JSONField(verbose_name="ค่า GWP")),
                ("outside", models.JSONField(default=list, verbose_name="รายงานแยก")),
                ("source", models.TextField(verbose_name="แหล่งที่มา")),
                (
                    "confidence",
                    models.CharField(
                        choices=[("high", "สูง"), ("medium", "ปานกลาง"), ("low", "ต่ำ")],
                        max_length=6,
                        verbose_name="ความเชื่อมั่น",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="หมายเหตุ")),
            ],
            options={
                "verbose_name": "ชุดค่า GWP",
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("values", {}), _negated=True), name="gwp_set_has_values")
                ],
            },
        ),
        migrations.CreateModel(
            name="Retirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("retired_on", models.DateField(verbose_name="เลิกใช้เมื่อ")),
                ("reason", models.TextField(verbose_name="เหตุผล")),
                (
                    "factor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retirement",
                        to="emission_factors.factor",
                    ),
                ),
            ],
            options={
                "verbose_name": "การเลิกใช้ค่า EF",
            },
        ),
        migrations.AddIndex(
            model_name="factor",
            index=models.Index(fields=["category"], name="factor_by_category"),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.UniqueConstraint(fields=("edition", "key"), name="a_factor_is_in_an_edition_once"),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="factor_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gases", {}), _negated=True), ("biogenic_co2__isnull", False), _connector="OR"
                ),
                name="factor_has_gases",
            ),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidence__in", ["high", "medium", "low"])), name="factor_confidence_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(("quality__in", [4, 3, 2, 1])), name="factor_quality_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("biogenic_co2__gte", Decimal("0")), ("biogenic_co2__lt", Decimal("1000000000000000"))),
                    ("biogenic_co2__isnull", True),
                    _connector="OR",
                ),
                name="factor_biogenic_co2_is_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("printed_kgco2e__gte", Decimal("0")), ("printed_kgco2e__lt", Decimal("1000000000000000"))
                    ),
                    ("printed_kgco2e__isnull", True),
                    _connector="OR",
                ),
                name="factor_printed_total_is_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("total_kgco2e__gte", Decimal("0")), ("total_kgco2e__lt", Decimal("1000000000000000"))),
                    ("total_kgco2e__isnull", True),
                    _connector="OR",
                ),
                name="factor_total_is_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_to__isnull", True),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="edition_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("supersedes", models.F("id")), _negated=True), name="an_edition_supersedes_another"
            ),
        ),
        AppendOnly("emission_factors_publisher"),
        AppendOnly("emission_factors_edition"),
        AppendOnly("emission_factors_factor"),
        AppendOnly("emission_factors_retirement"),
        AppendOnly("emission_factors_gas"),
        AppendOnly("emission_factors_gwpset"),
        AppendOnly("emission_factors_blend"),
        AppendOnly("emission_factors_gasalias"),
    ]
