"""บันทึกข้อความ by which a year is approved on paper: totals by scope and the hash of the figures, to be signed by hand.

Form and wording follow the Prime Minister's Office rules on correspondence, as in `inventories.exports.memo`. Number, day
and signatures are left to be written in. The same year and day give the same bytes.
"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from cfo_site import thai
from cfo_site.language import in_thai
from cfo_site.templatetags.cfo import number, tonnes
from inventories.exports import word
from inventories.exports.memo import DOTS, MIME, ORGANISATION, year_in_words
from inventories.selectors.approval import Approval

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["MIME", "approval_memo"]
Digits = Callable[[str], str]
TOWN = "เทศบาล"


@in_thai
def approval_memo(approval: Approval, *, today: dt.date, thai_digits: bool) -> bytes:
    """Return the memo as a Word document. `thai_digits`: write figures as ๑๒๓, the hash never."""
    digits: Digits = thai.thai_digits if thai_digits else str
    document = word.blank(title=f"ขออนุมัติบัญชีก๊าซเรือนกระจก {approval.inventory.title}", made=today)
    word.page(document, across=False, first=True)
    _head(document, approval, today=today, digits=digits)
    _asked(document, approval, digits)
    _signatures(document)
    return word.content(document)


def _head(document: "Document", approval: Approval, *, today: dt.date, digits: Digits) -> None:
    town = approval.inventory.municipality.name_on(today).name_th
    word.heading(document, "บันทึกข้อความ")
    word.labelled(document, [("ส่วนราชการ", f"{DOTS[:20]} {town}  โทร. {DOTS[:14]}")])
    month = f"{thai.MONTHS_LONG[today.month - 1]} {digits(str(today.year + thai.BE))}"
    word.labelled(document, [("ที่", DOTS), ("วันที่", f"........ {month}")])
    year = digits(year_in_words(approval.inventory))
    word.labelled(document, [("เรื่อง", f"ขออนุมัติบัญชีก๊าซเรือนกระจกขององค์กร ประจำ{year}")], ruled=True)
    executive = f"นายกเทศมนตรี{town.removeprefix(TOWN)}" if town.startswith(TOWN) else DOTS
    word.labelled(document, [("เรียน", f"{executive} (ผ่านปลัดเทศบาล)")], bold=False)


def _asked(document: "Document", approval: Approval, digits: Digits) -> None:
    inventory = approval.inventory
    town = inventory.municipality.name_on(inventory.last_day).name_th
    credit = inventory.municipality.credit_th
    if credit:
        word.plain(document, f"ข้อมูลจำลอง: {credit}")
    word.body(
        document,
        f"ด้วย{town} ได้จัดทำบัญชีก๊าซเรือนกระจกขององค์กร ประจำ{digits(year_in_words(inventory))} "
        f"({digits(inventory.period_text)}) ตามแนวทางของ{ORGANISATION} ข้อมูลครบทั้ง {digits('12')} เดือน "
        f"จาก {digits(str(approval.sources))} แหล่งปล่อย และส่งตรวจภายในแล้วเมื่อวันที่ {digits(thai.day_long(approval.submitted_on))} "
        "มีปริมาณการปล่อยก๊าซเรือนกระจก ดังนี้",
    )
    rows = [
        [words, digits(tonnes(kg, 3)), digits(number(reported)) if reported is not None else "–"]
        for words, kg, reported in (
            ("ประเภทที่ 1 การปล่อยทางตรง", approval.scopes["1"], approval.reported["1"]),
            ("ประเภทที่ 2 พลังงานที่ซื้อ", approval.scopes["2"], approval.reported["2"]),
            ("ประเภทที่ 3 การปล่อยทางอ้อมอื่น", approval.scopes["3"], approval.reported["3"]),
            ("รวมประเภทที่ 1 และ 2", approval.scope_1_2, approval.reported["1_2"]),
            ("รวมประเภทที่ 1, 2 และ 3", approval.scope_1_2_3, approval.reported["1_2_3"]),
            ("แสดงแยก ไม่รวมในยอด (ก๊าซนอกพิธีสารเกียวโต)", approval.scopes["separate"], None),
            ("แสดงแยก ไม่รวมในยอด (CO2 จากชีวมวล)", approval.biogenic_kg, None),
        )
    ]
    heads = ["รายการ", "คำนวณได้ (tCO2e)", "รายงาน (tCO2e เต็มหน่วย ปัดขึ้น)"]
    word.table(document, heads, [[digits(row[0]), *row[1:]] for row in rows], widths=[8.4, 3.6, 4.0], centred_from=1)
    word.body(
        document,
        f"ตัวเลขข้างต้นใช้ค่า GWP {digits(approval.gwp_th)} และค่าการปล่อยตาม {digits(', '.join(approval.editions_th))} "
        "รหัสตรวจสอบของตัวเลขชุดนี้ (SHA-256) คือ",
        spaced=True,
    )
    for half in (approval.figures_sha256[:32], approval.figures_sha256[32:]):
        word.plain(document, half)
    word.body(
        document,
        "เมื่อล็อกฉบับแล้ว ระบบแสดงรหัสนี้ในหน้าของฉบับที่ล็อก ถ้าตรงกัน ตัวเลขที่ล็อกคือชุดที่ลงนามในบันทึกนี้ "
        "หากแก้ตัวเลขแม้ช่องเดียว รหัสจะเปลี่ยน และต้องพิมพ์บันทึกใหม่",
    )
    word.body(document, "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดลงนามอนุมัติ")


def _signatures(document: "Document") -> None:
    name, post = f"({DOTS}{DOTS[:14]})", f"ตำแหน่ง {DOTS}"
    word.signature(document, [name, post])
    word.plain(document, "คำสั่ง   (   ) อนุมัติ   (   ) ให้แก้ไข " + DOTS + DOTS)
    word.signature(document, [name, post, f"วันที่ {DOTS[:20]}"])
