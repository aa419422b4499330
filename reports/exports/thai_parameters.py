"""The parameters of the methods in Thai: what each is called, in which unit it is, and where its value is from.

The calculation describes its parameters in English (`inventories.calc.catalogue`); a test holds the two together.
"""

import re
from collections.abc import Mapping

from cfo_site.thai import BE

LABELS: Mapping[str, str] = {
    "bod_g_per_person_day": "BOD ต่อคนต่อวัน",
    "bo": "ความสามารถสูงสุดในการเกิด CH4 (Bo)",
    "mcf": "ค่าปรับแก้การเกิด CH4 (MCF)",
    "fraction": "สัดส่วนของวันที่ใช้บ่อเกรอะ",
    "input": "ปริมาณที่ใช้คำนวณ",
    "return_fraction": "สัดส่วนน้ำใช้ที่กลายเป็นน้ำเสีย",
    "cod_kg_per_m3": "COD ของน้ำเสีย",
    "sludge_cod_kg": "COD ที่นำออกไปกับตะกอน",
    "sludge_bod_kg": "BOD ที่นำออกไปกับตะกอน",
    "recovered_ch4_kg": "CH4 ที่นำไปใช้หรือเผาทิ้ง",
    "recovered_ch4_t": "CH4 ที่นำไปใช้หรือเผาทิ้ง",
    "industrial_factor": "ค่าปรับแก้น้ำเสียอุตสาหกรรม",
    "utilisation": "สัดส่วนคนที่ใช้ระบบบำบัดนี้",
    "protein_kg_per_person_year": "โปรตีนที่บริโภคต่อคนต่อปี",
    "n_per_protein": "ไนโตรเจนในโปรตีน",
    "f_non_con": "ค่าปรับแก้โปรตีนที่ไม่ได้บริโภค",
    "f_ind_com": "ค่าปรับแก้โปรตีนจากอุตสาหกรรมและพาณิชย์",
    "n_sludge_kg": "ไนโตรเจนที่นำออกไปกับตะกอน",
    "ef_effluent": "ค่า EF ของ N2O จากน้ำทิ้ง",
    "plant_n2o_g_per_person_year": "N2O จากโรงบำบัดต่อคนต่อปี",
    "deposits": "ปริมาณขยะฝังกลบรายปี",
    "inventory_year": "ปีที่คำนวณ",
    "doc": "คาร์บอนที่ย่อยสลายได้ (DOC)",
    "k": "อัตราการย่อยสลาย (k)",
    "docf": "สัดส่วน DOC ที่ย่อยสลายจริง (DOCf)",
    "f": "สัดส่วน CH4 ในก๊าซหลุมฝังกลบ (F)",
    "ox": "ค่าการออกซิเดชัน (OX)",
    "n_fraction": "ไนโตรเจนในปุ๋ย",
    "urea_fraction": "ยูเรียในปุ๋ย",
    "organic": "ปุ๋ยอินทรีย์",
    "ef1": "ค่า EF ทางตรงของ N2O (EF1)",
    "frac_gasf": "สัดส่วนไนโตรเจนที่ระเหย",
    "ef4": "ค่า EF จากการตกสะสม (EF4)",
    "frac_leach": "สัดส่วนไนโตรเจนที่ถูกชะล้าง",
    "ef5": "ค่า EF จากการชะล้าง (EF5)",
    "wet": "พื้นที่ฝนชุก",
    "ch4_g_per_kg": "ค่า EF ของ CH4",
    "n2o_g_per_kg": "ค่า EF ของ N2O",
    "composition": "องค์ประกอบขยะ",
    "oxidation": "สัดส่วนการเผาไหม้",
    "ch4_g_per_t": "ค่า EF ของ CH4",
    "n2o_g_per_t": "ค่า EF ของ N2O",
    "n2o_basis": "ฐานน้ำหนักของค่า EF N2O",
    "refrigerant": "ชนิดสาร",
}

UNITS: Mapping[str, str] = {
    "": "",
    "1": "",
    "t": "ตัน",
    "1/year": "ต่อปี",
    "kg COD": "กก. COD",
    "kg BOD": "กก. BOD",
    "kg CH4": "กก. CH4",
    "t CH4": "ตัน CH4",
    "kg N": "กก. N",
    "kg N/kg": "กก. N/กก.",
    "kg urea/kg": "กก. ยูเรีย/กก.",
    "kg/kg wet": "กก./กก. เปียก",
    "g BOD/(person.day)": "กรัม BOD/คน-วัน",
    "kg CH4/kg BOD": "กก. CH4/กก. BOD",
    "kg CH4/kg COD": "กก. CH4/กก. COD",
    "kg COD/m3": "กก. COD/ลบ.ม.",
    "m3 wastewater/m3": "ลบ.ม. น้ำเสีย/ลบ.ม.",
    "kg protein/(person.year)": "กก. โปรตีน/คน-ปี",
    "kg N/kg protein": "กก. N/กก. โปรตีน",
    "kg N2O-N/kg N": "กก. N2O-N/กก. N",
    "g N2O/(person.year)": "กรัม N2O/คน-ปี",
    "t C/t wet waste": "ตัน C/ตันขยะเปียก",
    "g CH4/kg wet": "กรัม CH4/กก. เปียก",
    "g N2O/kg wet": "กรัม N2O/กก. เปียก",
    "g CH4/t wet": "กรัม CH4/ตันเปียก",
    "g N2O/t": "กรัม N2O/ตัน",
}

# Words of sources that are more than a citation, longest first where one holds another.
_WORDS: Mapping[str, str] = {
    "gwp.values of the document, else its blends (short names: R-32, R-410A)": "ชุด GWP ของบัญชี หรือส่วนผสมของสาร",
    "part of the day's BOD left here; TGO counts the whole day (U = T = 1)": "ส่วนของ BOD ทั้งวัน; อบก. คิดทั้งวัน (U = T = 1)",
    "what the amounts measure; TGO: water used where wastewater is unmetered": "อบก. ใช้น้ำใช้เมื่อไม่ได้วัดน้ำเสีย",
    "TGO, CFO requirements 7th ed. rev. 5: 80 % of the water used": "ข้อกำหนด CFO ของ อบก. ฉบับที่ 7: ร้อยละ 80 ของน้ำใช้",
    "Thai effluent standard 120 mg/l, taken as the highest COD where none is measured (TGO)": (
        "มาตรฐานน้ำทิ้ง 120 มก./ล. ใช้เมื่อไม่มีผลตรวจวัด (อบก.)"
    ),
    "removed as sludge in the period": "ที่นำออกตลอดช่วงเวลา",
    "used or flared in the period": "ที่นำไปใช้หรือเผาทิ้งตลอดช่วงเวลา",
    "I, 1.25 where industry discharges into the sewer": "1.25 เมื่อมีน้ำเสียอุตสาหกรรม",
    "U x T, share of the persons that uses this treatment": "U × T",
    "national food balance; without it no N2O of the effluent is calculated": "บัญชีสมดุลอาหารของประเทศ",
    "protein not consumed, developing countries": "ประเทศกำลังพัฒนา",
    "1.25 with industrial and commercial co-discharge": "1.25 เมื่อมีน้ำเสียอุตสาหกรรมและพาณิชย์ร่วม",
    "3.2 for plants with nitrification and denitrification": "3.2 เมื่อมีไนตริฟิเคชันและดีไนตริฟิเคชัน",
    "{waste type: {CE year: t}}; years outside the named ones are 0, a gap between them is a fault": "ข้อมูลของสถานที่ฝังกลบ",
    "default: the calendar years of the period, each with its months/12": "ปีปฏิทินของช่วงเวลา ตามจำนวนเดือน/12",
    "by year of deposit where an open dump was later made sanitary": "ตามปีที่ฝังกลบ",
    "0.1 only for well-managed sites with cover": "0.1 เฉพาะที่ฝังกลบที่มีวัสดุปิดทับดี",
    "CH4 in gas": "CH4 ในก๊าซ",
    "label of the product, nitrogen of urea included": "ฉลากผลิตภัณฑ์ รวมไนโตรเจนของยูเรีย",
    "label of the product; 1 for urea itself": "ฉลากผลิตภัณฑ์; ยูเรียแท้เท่ากับ 1",
    "manure, compost: FracGASM in place of FracGASF": "ปุ๋ยคอก ปุ๋ยหมัก: ใช้ FracGASM แทน FracGASF",
    "FracGASF; FracGASM for organic fertiliser": "FracGASF; ปุ๋ยอินทรีย์ใช้ FracGASM",
    "rain above what the soil holds: leaching is counted": "ฝนมากกว่าที่ดินอุ้มได้ จึงคิดการชะล้าง",
    "{waste type: share}, summing to exactly 1; dm, c and fcf stand in waste_types": "ข้อมูลองค์ประกอบขยะ",
    "the 150 g/t of open burning is per tonne of dry waste": "ค่า 150 กรัม/ตันของการเผากลางแจ้งคิดต่อตันแห้ง",
    "by treatment": "ตามวิธีบำบัด",
    "by climate": "ตามภูมิอากาศ",
    "wet weight": "น้ำหนักเปียก",
    "wet basis": "ฐานเปียก",
    "septic": "บ่อเกรอะ",
    "Asia": "เอเชีย",
    "TGO V-Sheet": "V-Sheet ของ อบก.",
}  # fmt: skip
_CITATIONS = (
    (re.compile(r"\bV(\d)\b"), r"เล่ม \1"),
    (re.compile(r"\bT(\d+\.\d+)"), r"ตาราง \1"),
    (re.compile(r"\beq\. "), "สมการ "),
    (re.compile(r"\bch\. "), "บท "),
)

WASTE_TYPES: Mapping[str, str] = {
    "food": "เศษอาหาร",
    "garden": "เศษไม้ใบหญ้า",
    "paper": "กระดาษ",
    "wood": "ไม้",
    "textiles": "ผ้า",
    "nappies": "ผ้าอ้อม",
    "plastics": "พลาสติก",
    "rubber": "ยางและหนัง",
    "sludge": "ตะกอน",
    "metal": "โลหะ",
    "glass": "แก้ว",
    "other": "อื่น ๆ",
}
CHOICES: Mapping[str, str] = {
    "water_used": "น้ำใช้",
    "measured_inflow": "น้ำเสียที่วัดได้",
    "wet": "น้ำหนักเปียก",
    "dry": "น้ำหนักแห้ง",
}


def source(text: str) -> str:
    """Return where a value is from, in Thai; titles of works stay as they are."""
    for english, thai in _WORDS.items():
        text = text.replace(english, thai)
    for pattern, thai in _CITATIONS:
        text = pattern.sub(thai, text)
    return text


def waste_type_or_year(key: str) -> str:
    """Return the key of a table of values in Thai: a kind of waste, or a year of the common era as a Buddhist one."""
    return f"พ.ศ. {int(key) + BE}" if key.isdigit() else WASTE_TYPES.get(key, key)
