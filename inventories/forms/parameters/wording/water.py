"""Septic tanks and wastewater."""

from django.utils.translation import gettext_lazy as _t

from inventories.forms.parameters.wording.schema import MEDIUM, Guide, Wording, Words

_IPCC = "IPCC 2006 V5"
_YEARLY = _t("กรอกเมื่อกรอกปริมาณครบทุกเดือนแล้ว ถ้ากรอก แหล่งนี้จะมีเฉพาะผลรวมทั้งปี ไม่มีรายเดือน")
_BO = _t("ค่า Bo (ปริมาณมีเทนสูงสุดที่เกิดได้)")
_PER_BOD = _t("กก. CH4 ต่อ กก. BOD")
_PER_COD = _t("กก. CH4 ต่อ กก. COD")
_BOD = _t("กรัมต่อคนต่อวัน")
_MCF = _t(
    "0 เติมอากาศดูแลดี · 0.1 ปล่อยโดยไม่บำบัด · 0.2 บ่อลึกไม่เกิน 2 ม. · 0.3 เติมอากาศรับภาระเกิน · 0.8 บ่อลึกเกิน 2 ม. หรือถังไร้อากาศ"
)
_RECOVERED = _t("มีเทนที่นำไปใช้หรือเผาทิ้งทั้งปี")

WORDING: Words = {
    ("septic_tank", "bod_g_per_person_day"): Wording(_t("ค่า BOD"), _BOD, source=f"{_IPCC} T6.4, TGO V-Sheet"),
    ("septic_tank", "bo"): Wording(_BO, _PER_BOD, source=f"{_IPCC} T6.2"),
    ("septic_tank", "mcf"): Wording(_t("ค่า MCF ของบ่อเกรอะ"), source=f"{_IPCC} T6.3"),
    ("septic_tank", "fraction"): Wording(
        _t("สัดส่วนของวันที่ใช้ห้องน้ำที่นี่"), hint=_t("อบก. คิดเต็มวัน คือ 1"), source=_t("แบบคำนวณของ อบก. (U = T = 1)")
    ),
    ("wastewater_cod", "input"): Wording(_t("ปริมาณที่กรอกในแต่ละเดือนคือ"), told=_t("ปริมาณที่กรอก")),
    ("wastewater_cod", "return_fraction"): Wording(
        _t("สัดส่วนน้ำเสียต่อน้ำใช้"), hint=_t("เมื่อวัดน้ำเสียเข้าระบบจริง เว้นว่างไว้ ระบบใช้ 1"),
        source=_t("ข้อกำหนด CFO ฉบับที่ 7 แก้ไขครั้งที่ 5"),
    ),
    ("wastewater_cod", "cod_kg_per_m3"): Wording(
        _t("ค่า COD"), _t("กก. ต่อ ลบ.ม."),
        hint=_t("มีผลตรวจ COD ให้กรอกผลตรวจ มก./ลิตร ÷ 1,000 ผลตรวจอยู่ที่รายงานห้องปฏิบัติการหรือแบบ ทส.2 ของกองสาธารณสุขฯ"),
        source=_t("มาตรฐานน้ำทิ้ง 120 มก./ลิตร ถือเป็นค่าสูงสุดเมื่อไม่มีผลตรวจ"),
    ),
    ("wastewater_cod", "bo"): Wording(_BO, _PER_COD, source=f"{_IPCC} T6.2"),
    ("wastewater_cod", "mcf"): Wording(_t("ค่า MCF ของระบบบำบัด"), hint=_MCF, source=f"{_IPCC} T6.3"),
    ("wastewater_cod", "sludge_cod_kg"): Wording(
        _t("COD ที่นำออกไปกับกากตะกอนทั้งปี"), _t("กก. COD"), hint=_YEARLY, source=_t("ไม่นำออก")
    ),
    ("wastewater_cod", "recovered_ch4_kg"): Wording(_RECOVERED, _t("กก. CH4"), hint=_YEARLY, source=_t("ไม่นำไปใช้")),
    ("wastewater_domestic", "mcf"): Wording(
        _t("ค่า MCF ของระบบบำบัด"), hint=_t("0 เติมอากาศดูแลดี · 0.1 ปล่อยลงแหล่งน้ำโดยไม่บำบัด · 0.2 บ่อลึกไม่เกิน 2 ม. · 0.3 เติมอากาศรับภาระเกิน · 0.5 บ่อเกรอะหรือท่อน้ำนิ่ง · 0.8 บ่อลึกเกิน 2 ม. หรือถังไร้อากาศ"),
        source=f"{_IPCC} T6.3",
    ),
    ("wastewater_domestic", "bod_g_per_person_day"): Wording(
        _t("ค่า BOD"), _BOD, hint=_t("มีผลตรวจของชุมชน ให้ใช้ผลตรวจ"), source=f"{_IPCC} T6.4"
    ),
    ("wastewater_domestic", "industrial_factor"): Wording(
        _t("ตัวคูณน้ำเสียโรงงานและกิจการ (I)"), hint=_t("1.25 ถ้ามีโรงงานหรือกิจการปล่อยน้ำเสียลงท่อรวม"),
        source=f"{_IPCC} eq. 6.3", confidence=MEDIUM,
    ),
    ("wastewater_domestic", "utilisation"): Wording(
        _t("สัดส่วนคนที่น้ำเสียเข้าระบบนี้จริง (U × T)"), hint=_t("กรอกเฉพาะคนที่ต่อท่อเข้าระบบแล้ว ให้ใช้ 1"),
        source=f"{_IPCC} eq. 6.1", confidence=MEDIUM,
    ),
    ("wastewater_domestic", "bo"): Wording(_BO, _PER_BOD, source=f"{_IPCC} T6.2"),
    ("wastewater_domestic", "sludge_bod_kg"): Wording(
        _t("BOD ที่นำออกไปกับกากตะกอนทั้งปี"), _t("กก. BOD"), hint=_YEARLY, source=_t("ไม่นำออก")
    ),
    ("wastewater_domestic", "recovered_ch4_kg"): Wording(_RECOVERED, _t("กก. CH4"), hint=_YEARLY, source=_t("ไม่นำไปใช้")),
    ("wastewater_domestic", "protein_kg_per_person_year"): Wording(
        _t("โปรตีนที่บริโภคต่อคนต่อปี"), _t("กก. ต่อคนต่อปี"),
        hint=_t("ใช้ค่าของประเทศไทยจากบัญชีสมดุลอาหาร (FAO) กรัมต่อคนต่อวัน × 365 ÷ 1,000 ถ้าเว้นว่าง จะไม่คิด N2O จากน้ำทิ้ง"),
    ),
    ("wastewater_domestic", "n_per_protein"): Wording(_t("ไนโตรเจนในโปรตีน"), _t("กก. N ต่อ กก."), source=f"{_IPCC} eq. 6.8"),
    ("wastewater_domestic", "f_non_con"): Wording(
        _t("ตัวคูณโปรตีนที่ไม่ได้บริโภค"), source=_t("IPCC 2006 V5 T6.11 ประเทศกำลังพัฒนา"), confidence=MEDIUM
    ),
    ("wastewater_domestic", "f_ind_com"): Wording(
        _t("ตัวคูณโปรตีนจากโรงงานและกิจการ"), hint=_t("1.25 ถ้ามีโรงงานหรือกิจการปล่อยลงท่อรวม"),
        source=f"{_IPCC} T6.11", confidence=MEDIUM,
    ),
    ("wastewater_domestic", "n_sludge_kg"): Wording(
        _t("ไนโตรเจนที่นำออกไปกับกากตะกอนทั้งปี"), _t("กก. N"), hint=_YEARLY, source=_t("ไม่นำออก")
    ),
    ("wastewater_domestic", "ef_effluent"): Wording(
        _t("ค่า EF ของ N2O จากน้ำทิ้ง"), _t("กก. N2O-N ต่อ กก. N"), source=f"{_IPCC} T6.11"
    ),
    ("wastewater_domestic", "plant_n2o_g_per_person_year"): Wording(
        _t("N2O จากโรงบำบัดเอง"), _t("กรัม N2O ต่อคนต่อปี"),
        hint=_t("3.2 ถ้าโรงบำบัดออกแบบให้กำจัดไนโตรเจน (ไนตริฟิเคชันและดีไนตริฟิเคชัน)"), source=f"{_IPCC} eq. 6.9",
    ),
}  # fmt: skip

GUIDES: dict[str, Guide] = {
    "septic_tank": Guide(
        _t("จำนวนคนและวันทำการ อยู่ที่บัญชีลงเวลาปฏิบัติราชการ"), _t("สำนักปลัดเทศบาล"),
        _t("พนักงาน 95 คน ทำงาน 22 วันในเดือนนั้น = 2,090 คน-วัน"), "2090", {},
    ),
    "wastewater_cod": Guide(
        _t("น้ำใช้อยู่ที่ใบแจ้งค่าน้ำ น้ำเสียเข้าระบบอยู่ที่แบบบันทึกของระบบบำบัด (ทส.1, ทส.2)"), _t("กองสาธารณสุขและสิ่งแวดล้อม"),
        _t("ใช้น้ำ 400 ลบ.ม. ในเดือนนั้น บำบัดด้วยบ่อลึกไม่เกิน 2 ม."), "400", {"mcf": "0.2"},
    ),
    "wastewater_domestic": Guide(
        _t("จำนวนคนที่น้ำเสียเข้าระบบ อยู่ที่ทะเบียนราษฎร × สัดส่วนครัวเรือนที่ต่อท่อ หรือรายงานโรงปรับปรุงคุณภาพน้ำ กรอกจำนวนคนของแต่ละเดือน ไม่ต้องคูณวัน"),
        _t("กองสาธารณสุขและสิ่งแวดล้อม หรือกองช่าง"),
        _t("12,000 คนต่อท่อเข้าระบบเติมอากาศที่รับภาระเกิน เดือนมกราคม (31 วัน)"), "12000", {"mcf": "0.3"},
    ),
}  # fmt: skip
