"""Solid waste: composting, digestion, burning, landfill."""

from django.utils.translation import gettext_lazy as _t

from inventories.forms.parameters.wording.schema import MEDIUM, Guide, Wording, Words

_T41 = "IPCC 2006 V5 T4.1"
_YEARLY = _t("กรอกเมื่อกรอกปริมาณครบทุกเดือนแล้ว ถ้ากรอก แหล่งนี้จะมีเฉพาะผลรวมทั้งปี ไม่มีรายเดือน")
_RECOVERED = _t("มีเทนที่นำไปใช้หรือเผาทิ้งทั้งปี")
_CH4, _N2O = _t("กรัม CH4 ต่อ กก. น้ำหนักเปียก"), _t("กรัม N2O ต่อ กก. น้ำหนักเปียก")
_COMPOSITION = Wording(
    _t("องค์ประกอบของขยะ"),
    hint=_t("ผลการสุ่มแยกองค์ประกอบขยะของเทศบาลอยู่ที่กองสาธารณสุขและสิ่งแวดล้อม ถ้าไม่เคยทำ ใช้ค่ามาตรฐาน"),
)
_CH4_BURNT = _t("ค่า EF ของ CH4")
_N2O_BURNT = _t("ค่า EF ของ N2O")
_BASIS = _t("ค่า EF ของ N2O คิดต่อขยะ")

WORDING: Words = {
    ("composting", "ch4_g_per_kg"): Wording(_t("ค่า EF ของ CH4"), _CH4, source=_T41),
    ("composting", "n2o_g_per_kg"): Wording(_t("ค่า EF ของ N2O"), _N2O, source=_T41),
    ("composting", "recovered_ch4_kg"): Wording(_RECOVERED, _t("กก. CH4"), hint=_YEARLY, source=_t("ไม่นำไปใช้")),
    ("anaerobic_digestion", "ch4_g_per_kg"): Wording(
        _t("ค่า EF ของ CH4 ที่รั่ว"), _CH4, hint=_t("ส่วนที่รั่วจากถังหมัก ก๊าซที่นำไปใช้ไม่นับซ้ำ"), source=_T41, confidence=MEDIUM
    ),
    ("anaerobic_digestion", "n2o_g_per_kg"): Wording(_t("ค่า EF ของ N2O"), _N2O, source=_T41),
    ("anaerobic_digestion", "recovered_ch4_kg"): Wording(
        _t("มีเทนที่ดักกลับมาใช้ ส่วนที่นับรวมอยู่ในค่า EF แล้ว"), _t("กก. CH4"), hint=_YEARLY, source=_t("ไม่นำไปหัก")
    ),
    ("incineration", "composition"): _COMPOSITION,
    ("incineration", "oxidation"): Wording(_t("สัดส่วนคาร์บอนที่เผาไหม้ (OF)"), source="IPCC 2006 V5 T5.2", confidence=MEDIUM),
    ("incineration", "ch4_g_per_t"): Wording(
        _CH4_BURNT, _t("กรัม CH4 ต่อตัน"), hint=_t("เตาเดินต่อเนื่อง 0.2 · เดินกึ่งต่อเนื่อง 6 · เผาเป็นรอบ (เตาขนาดเล็กของเทศบาล) 60"),
        source="IPCC 2006 V5 T5.3",
    ),
    ("incineration", "n2o_g_per_t"): Wording(
        _N2O_BURNT, _t("กรัม N2O ต่อตัน"), hint=_t("เตาเดินต่อเนื่องหรือกึ่งต่อเนื่อง 50 · เผาเป็นรอบ 60"), source="IPCC 2006 V5 T5.6"
    ),
    ("incineration", "n2o_basis"): Wording(_BASIS, hint=_t("ค่าของเตาเผาในตาราง 5.6 คิดต่อน้ำหนักเปียก")),
    ("open_burning", "composition"): _COMPOSITION,
    ("open_burning", "oxidation"): Wording(_t("สัดส่วนคาร์บอนที่เผาไหม้ (OF)"), source="IPCC 2006 V5 T5.2", confidence=MEDIUM),
    ("open_burning", "ch4_g_per_t"): Wording(
        _CH4_BURNT, _t("กรัม CH4 ต่อตัน"), hint=_t("6500 กรัมต่อตันน้ำหนักเปียก"), source="IPCC 2006 V5 ch. 5.4.2"
    ),
    ("open_burning", "n2o_g_per_t"): Wording(
        _N2O_BURNT, _t("กรัม N2O ต่อตัน"), hint=_t("150 กรัมต่อตันน้ำหนักแห้ง"), source="IPCC 2006 V5 T5.6"
    ),
    ("open_burning", "n2o_basis"): Wording(_BASIS, hint=_t("ค่า 150 ของการเผากลางแจ้งคิดต่อน้ำหนักแห้ง")),
    ("landfill_fod", "deposits"): Wording(
        _t("ประวัติปริมาณขยะที่ฝังกลบหรือเทกอง"), _t("ตัน"),
        hint=_t("หนึ่งปีต่อหนึ่งบรรทัด ตั้งแต่ปีที่เปิดใช้ คัดลอกจาก Excel มาวางได้ ปี พ.ศ. หรือ ค.ศ. ก็ได้ ดูที่บันทึกเครื่องชั่งหรือสถิติเก็บขนของกองสาธารณสุขและสิ่งแวดล้อม"),
    ),
    ("landfill_fod", "inventory_year"): Wording(_t("ปีที่คำนวณ"), hint=_t("ตามรอบปีของบัญชี")),
    ("landfill_fod", "doc"): Wording(_t("คาร์บอนที่ย่อยสลายได้ (DOC)"), _t("ส่วนของน้ำหนักเปียก"), source="IPCC 2006 V5 T2.4"),
    ("landfill_fod", "k"): Wording(
        _t("ภูมิอากาศของที่ตั้ง"), _t("ต่อปี"),
        hint=_t("กำหนดความเร็วของการย่อยสลาย (k) จังหวัดที่ฝนเฉลี่ยตั้งแต่ 1,000 มม. ต่อปี คือร้อนชื้น ดูสถิติฝนของกรมอุตุนิยมวิทยา"),
        source="IPCC 2006 V5 T3.3", told=_t("อัตราการย่อยสลาย (k)"),
    ),
    ("landfill_fod", "mcf"): Wording(
        _t("ลักษณะของที่กำจัดขยะ"), hint=_t("กำหนดค่า MCF ถ้าเดิมเป็นกองเทแล้วปรับปรุงภายหลัง ให้กรอกปีที่เริ่มปรับปรุงด้วย"), source="IPCC 2006 V5 T3.1",
        told=_t("ค่า MCF ของที่กำจัดขยะ"),
    ),
    ("landfill_fod", "docf"): Wording(_t("สัดส่วน DOC ที่ย่อยสลายจริง (DOCf)"), source="IPCC 2006 V5 ch. 3.2.3", confidence=MEDIUM),
    ("landfill_fod", "f"): Wording(_t("สัดส่วนมีเทนในก๊าซหลุม (F)"), source="IPCC 2006 V5 ch. 3.2.3"),
    ("landfill_fod", "ox"): Wording(
        _t("สัดส่วนมีเทนที่ถูกออกซิไดส์ (OX)"), hint=_t("0.1 เฉพาะหลุมที่ดูแลดีและมีวัสดุปิดทับ"), source="IPCC 2006 V5 T3.2", confidence=MEDIUM
    ),
    ("landfill_fod", "recovered_ch4_t"): Wording(
        _t("มีเทนที่นำไปใช้หรือเผาทิ้งในรอบปี"), _t("ตัน CH4"), hint=_t("ตามมาตรวัดก๊าซของระบบรวบรวมก๊าซ"), source=_t("ไม่มีระบบรวบรวมก๊าซ")
    ),
}  # fmt: skip

_BURNT: dict[str, object] = {"composition": {"garden": "1"}}
GUIDES: dict[str, Guide] = {
    "composting": Guide(
        _t("น้ำหนักขยะอินทรีย์ที่นำเข้ากองหมัก อยู่ที่ใบชั่งหรือบันทึกจำนวนเที่ยว × น้ำหนักต่อเที่ยว"), _t("กองสาธารณสุขและสิ่งแวดล้อม"),
        _t("หมักใบไม้และเศษอาหาร 1,000 กก. (น้ำหนักเปียก) ในเดือนนั้น"), "1000", {},
    ),
    "anaerobic_digestion": Guide(
        _t("น้ำหนักขยะอินทรีย์ที่ป้อนเข้าถังหมัก อยู่ที่แบบบันทึกประจำวันของระบบ"), _t("กองสาธารณสุขและสิ่งแวดล้อม"),
        _t("ป้อนเศษอาหาร 5,000 กก. ในเดือนนั้น"), "5000", {},
    ),
    "incineration": Guide(
        _t("น้ำหนักขยะที่เข้าเตา อยู่ที่บันทึกเครื่องชั่งหน้าเตา น้ำมันที่ใช้จุดเตาเป็นอีกแหล่งหนึ่ง"), _t("กองสาธารณสุขและสิ่งแวดล้อม"),
        _t("เผากิ่งไม้ใบไม้ 2,000 กก. ในเตาที่เผาเป็นรอบ"), "2000", {**_BURNT, "ch4_g_per_t": "60", "n2o_g_per_t": "60"},
    ),
    "open_burning": Guide(
        _t("น้ำหนักที่เผา ประเมินจากจำนวนเที่ยวหรือปริมาตรกอง × ความหนาแน่น เชื้อเพลิงที่ใช้จุดเป็นอีกแหล่งหนึ่ง"), _t("กองสาธารณสุขและสิ่งแวดล้อม"),
        _t("เผากิ่งไม้ใบไม้กลางแจ้ง 500 กก. ในเดือนนั้น"), "500", {**_BURNT, "ch4_g_per_t": "6500", "n2o_g_per_t": "150"},
    ),
    "landfill_fod": Guide(
        _t("ปริมาณขยะรายปีตั้งแต่ปีที่เปิดใช้ อยู่ที่บันทึกเครื่องชั่ง สถิติเก็บขน หรือแผนพัฒนาเทศบาลย้อนหลัง"), _t("กองสาธารณสุขและสิ่งแวดล้อม"),
        _t("เทกองลึก เศษอาหารปีละ 1,000 ตัน พ.ศ. 2563–2565"), "",
        {"deposits": {"food": {"2020": "1000", "2021": "1000", "2022": "1000"}},
         "doc": {"food": "0.15"}, "k": {"food": "0.4"}, "mcf": "0.8"},
    ),
}  # fmt: skip
