from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventories", "0005_calculation_sheets")]

    operations = [
        migrations.AddField(
            model_name="inventorysource",
            name="assumptions",
            field=models.JSONField(blank=True, default=dict, verbose_name="ที่มาและเหตุผลของค่าที่ใช้"),
        ),
        migrations.AlterField(
            model_name="inventorysource",
            name="method",
            field=models.CharField(
                choices=[
                    ("factor", "ปริมาณ × ค่า EF"),
                    ("refrigerant", "สารทำความเย็น (ปริมาณ × GWP)"),
                    ("septic_tank", "บ่อเกรอะ (คน-วัน)"),
                    ("wastewater_cod", "น้ำเสียจากปริมาณ COD"),
                    ("wastewater_domestic", "น้ำเสียชุมชนจากจำนวนคน"),
                    ("landfill_fod", "หลุมฝังกลบ (การย่อยสลายอันดับหนึ่ง)"),
                    ("fertiliser", "ปุ๋ย"),
                    ("composting", "การหมักทำปุ๋ย"),
                    ("anaerobic_digestion", "การหมักแบบไร้อากาศ (ก๊าซชีวภาพ)"),
                    ("incineration", "การเผาในเตาเผาขยะ"),
                    ("open_burning", "การเผากลางแจ้ง"),
                ],
                max_length=24,
                verbose_name="วิธีคำนวณ",
            ),
        ),
    ]
