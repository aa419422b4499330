"""The Thai words of documents: scopes, gases, notation keys, months, parameters of methods.

Words follow TGO's forms (ประเภทที่ 1/2/3, ทวนสอบ) and the glossary of the project.
"""

from collections.abc import Mapping

from cfo_site.thai import BE, MONTHS_LONG, MONTHS_SHORT

SCOPES: Mapping[str, str] = {
    "1": "ประเภทที่ 1 ทางตรง",
    "2": "ประเภทที่ 2 ทางอ้อมจากพลังงาน",
    "3": "ประเภทที่ 3 ทางอ้อมอื่น ๆ",
    "separate": "การปล่อยที่รายงานแยก",
}
SCOPE_CLASSES: Mapping[str, str] = {"1": "s1", "2": "s2", "3": "s3", "separate": "ap"}
SCOPE_MARKS: Mapping[str, str] = {"1": "1", "2": "2", "3": "3", "separate": "แยก"}

GASES: Mapping[str, str] = {
    "CO2": "CO2",
    "CH4_fossil": "CH4 จากฟอสซิล",
    "CH4": "CH4",
    "N2O": "N2O",
    "SF6": "SF6",
    "NF3": "NF3",
    "CO2e": "CO2e (ค่ารวม ไม่แยกก๊าซ)",
}

NOTATIONS: Mapping[str, str] = {
    "NO": "ไม่มีกิจกรรม",
    "NE": "ยังไม่ประเมิน",
    "IE": "รวมในรายการอื่น",
    "C": "ข้อมูลลับ",
}

METHODS: Mapping[str, str] = {
    "factor": "ข้อมูลกิจกรรม × ค่า EF",
    "refrigerant": "สารทำความเย็น",
    "septic_tank": "บ่อเกรอะ",
    "wastewater_cod": "น้ำเสีย จากปริมาณ COD",
    "wastewater_domestic": "น้ำเสียชุมชน จากจำนวนคน",
    "landfill_fod": "การฝังกลบ แบบการย่อยสลายอันดับหนึ่ง",
    "fertiliser": "ปุ๋ย",
    "composting": "การหมักปุ๋ย",
    "anaerobic_digestion": "การหมักแบบไร้อากาศ",
    "incineration": "การเผาในเตาเผา",
    "open_burning": "การเผากลางแจ้ง",
}


def scope(key: str) -> tuple[str, str, str]:
    """Return a scope's name, and the class and the mark of its numbered square."""
    return SCOPES[key], SCOPE_CLASSES[key], SCOPE_MARKS[key]


def gas(name: str) -> str:
    """Return a gas as a reader knows it; refrigerants keep their names."""
    return GASES.get(name, name)


def gas_of_factor(name: str) -> str:
    """Return a gas as the table of factors names it, where a remark says what CO2e means."""
    return name if name == "CO2e" else gas(name)


def month(key: str) -> str:
    """Return 2024-02 as ก.พ. 67, for the head of a column."""
    year, number = _parts(key)
    return f"{MONTHS_SHORT[number - 1]} {(year + BE) % 100:02d}"


def month_long(key: str) -> str:
    """Return 2024-02 as กุมภาพันธ์ 2567, for a sentence."""
    year, number = _parts(key)
    return f"{MONTHS_LONG[number - 1]} {year + BE}"


def months_of(first: str, count: int) -> tuple[str, ...]:
    """Return the keys of `count` months from the first, all as YYYY-MM."""
    year, number = _parts(first)
    start = year * 12 + number - 1
    return tuple(f"{each // 12:04d}-{each % 12 + 1:02d}" for each in range(start, start + count))


def month_list(keys: list[str], whole: int) -> str:
    """Return months as a reader would say them: ม.ค. 67, มี.ค. 67 – พ.ค. 67; ทุกเดือน where it is all `whole` of them."""
    if keys and len(keys) == whole:
        return "ทุกเดือน"
    runs: list[list[str]] = []
    for key in keys:
        if runs and months_of(runs[-1][-1], 2)[1] == key:
            runs[-1].append(key)
        else:
            runs.append([key])
    return ", ".join(month(run[0]) if len(run) == 1 else f"{month(run[0])} – {month(run[-1])}" for run in runs)


def _parts(key: str) -> tuple[int, int]:
    year, _, number = key.partition("-")
    return int(year), int(number)
