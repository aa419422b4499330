"""Fertiliser, and what may be said of refrigerants."""

from django.utils.translation import gettext_lazy as _t

from inventories.forms.parameters.wording.schema import MEDIUM, Guide, Wording, Words

_N = _t("กก. N2O-N ต่อ กก. N")

WORDING: Words = {
    ("refrigerant", "refrigerant"): Wording(
        _t("ชนิดของสาร"), hint=_t("ชื่อตามฉลากถังหรือแผ่นป้ายเครื่อง เช่น R-32, R-410A, HFC-134a")
    ),
    ("fertiliser", "n_fraction"): Wording(
        _t("สัดส่วนไนโตรเจนในปุ๋ย"), _t("กก. N ต่อ กก."),
        hint=_t("ตัวเลขตัวแรกบนกระสอบ ÷ 100 เช่น สูตร 15-15-15 คือ 0.15 ยูเรีย 46-0-0 คือ 0.46 รวมไนโตรเจนของยูเรียแล้ว"),
        source=_t("ฉลากบนกระสอบหรือใบสั่งซื้อ"),
    ),
    ("fertiliser", "urea_fraction"): Wording(
        _t("สัดส่วนยูเรียในปุ๋ย"), _t("กก. ยูเรียต่อ กก."),
        hint=_t("ยูเรียแท้ 46-0-0 คือ 1 ปุ๋ยผสมดูส่วนผสมบนฉลาก ถ้าไม่มียูเรีย คือ 0"),
        source=_t("ถือว่าไม่มียูเรีย"), fact=True,
    ),
    ("fertiliser", "organic"): Wording(_t("เป็นปุ๋ยอินทรีย์หรือไม่"), hint=_t("ปุ๋ยคอก ปุ๋ยหมัก มูลสัตว์ ตะกอน"), source=_t("ปุ๋ยเคมี"), told=_t("ปุ๋ยอินทรีย์")),
    ("fertiliser", "ef1"): Wording(_t("ค่า EF1 ของ N2O ที่เกิดในดิน"), _N, source="IPCC 2006 V4 T11.1", confidence=MEDIUM),
    ("fertiliser", "frac_gasf"): Wording(
        _t("สัดส่วนไนโตรเจนที่ระเหย (FracGAS)"), hint=_t("ปุ๋ยอินทรีย์ เว้นว่างไว้ ระบบใช้ 0.20"), source="IPCC 2006 V4 T11.3",
        confidence=MEDIUM,
    ),
    ("fertiliser", "ef4"): Wording(_t("ค่า EF4 ของไนโตรเจนที่ตกกลับลงดิน"), _N, source="IPCC 2006 V4 T11.3", confidence=MEDIUM),
    ("fertiliser", "frac_leach"): Wording(
        _t("สัดส่วนไนโตรเจนที่ถูกชะล้าง (FracLEACH)"), source="IPCC 2006 V4 T11.3", confidence=MEDIUM
    ),
    ("fertiliser", "ef5"): Wording(_t("ค่า EF5 ของไนโตรเจนที่ถูกชะล้าง"), _N, source="IPCC 2006 V4 T11.3", confidence=MEDIUM),
    ("fertiliser", "wet"): Wording(
        _t("ฝนหรือการรดน้ำมากกว่าที่ดินอุ้มไว้ได้หรือไม่"), hint=_t("ภาคตะวันออกและพื้นที่รดน้ำเป็นประจำ ตอบใช่ คือคิดการชะล้างด้วย"),
        source=_t("พื้นที่ฝนชุก"), confidence=MEDIUM, told=_t("คิดการชะล้าง (พื้นที่ฝนชุก)"),
    ),
}  # fmt: skip

GUIDES: dict[str, Guide] = {
    "refrigerant": Guide(
        _t("น้ำหนักสารที่เติม อยู่ที่ใบงานล้างและเติมน้ำยา หรือใบส่งมอบงาน"), _t("กองช่าง หรือสำนักปลัดเทศบาล"),
        _t("เติม R-32 รวม 2 กก. ในเดือนนั้น"), "2", {"refrigerant": "R-32"},
    ),
    "fertiliser": Guide(
        _t("น้ำหนักปุ๋ยที่ใส่ อยู่ที่ใบเบิกพัสดุหรือทะเบียนคุมวัสดุ (จำนวนกระสอบ × 50 กก.)"), _t("กองช่าง หรือกองสาธารณสุขและสิ่งแวดล้อม"),
        _t("ใส่ยูเรีย 46-0-0 จำนวน 2 กระสอบ = 100 กก. ในเดือนนั้น"), "100", {"n_fraction": "0.46", "urea_fraction": "1"},
    ),
}  # fmt: skip
