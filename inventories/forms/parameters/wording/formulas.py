"""The formula of each method in words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _t

from inventories.forms.parameters.wording.schema import Text

FORMULAS: Mapping[str, Text] = {
    "factor": _t("ก๊าซแต่ละชนิด (กก.) = ปริมาณกิจกรรม × ค่า EF ของก๊าซนั้น"),
    "refrigerant": _t("กก. ของแต่ละก๊าซ = ปริมาณสารที่รั่วไหลหรือเติม × สัดส่วนโดยมวลในสารผสม"),
    "septic_tank": _t("CH4 (กก.) = คน-วัน × BOD ต่อคนต่อวัน (กก.) × Bo × MCF × สัดส่วนของวัน"),
    "wastewater_cod": _t("CH4 (กก.) = (น้ำ × สัดส่วนที่เป็นน้ำเสีย × COD − COD ในกากตะกอน) × Bo × MCF − มีเทนที่นำไปใช้"),
    "wastewater_domestic": _t(
        "TOW = คน × BOD × วัน × ตัวคูณโรงงาน × สัดส่วนที่เข้าระบบ แล้ว CH4 = (TOW − กากตะกอน) × Bo × MCF − มีเทนที่นำไปใช้ "
        "ส่วน N2O = (ไนโตรเจนในน้ำทิ้ง − กากตะกอน) × EF × 44/28 + โรงบำบัด"
    ),
    "landfill_fod": _t(
        "คาร์บอนคงเหลือ(ปี) = ขยะ(ปี) × DOC × DOCf × MCF + คงเหลือ(ปีก่อน) × e^−k แล้ว "
        "CH4 = (คงเหลือปีก่อน × (1 − e^−k) × F × 16/12 − มีเทนที่นำไปใช้) × (1 − OX)"
    ),
    "fertiliser": _t(
        "N2O = ปุ๋ย × สัดส่วนไนโตรเจน × 44/28 × (EF1 + ส่วนที่ระเหย × EF4 + ส่วนที่ถูกชะล้าง × EF5) และ CO2 = ปุ๋ย × สัดส่วนยูเรีย × 0.20 × 44/12"
    ),
    "composting": _t("CH4 และ N2O (กก.) = ขยะเปียก (กก.) × ค่า EF (กรัมต่อ กก.) / 1000"),
    "anaerobic_digestion": _t("CH4 (กก.) = ขยะเปียก (กก.) × ค่า EF (กรัมต่อ กก.) / 1000 − มีเทนที่นำไปใช้"),
    "incineration": _t("CO2 ฟอสซิล = ขยะ × ผลรวม(สัดส่วน × dm × C × fcf) × OF × 44/12 และ CH4, N2O = ขยะ × ค่า EF (กรัมต่อตัน)"),
    "open_burning": _t("CO2 ฟอสซิล = ขยะ × ผลรวม(สัดส่วน × dm × C × fcf) × OF × 44/12 และ CH4, N2O = ขยะ × ค่า EF (กรัมต่อตัน)"),
}  # fmt: skip
