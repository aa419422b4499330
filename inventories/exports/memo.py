"""บันทึกข้อความ to divisions, asking for their figures: a Word document that the municipality goes on writing in.

Form and wording follow the Prime Minister's Office rules on correspondence: 16-point Sarabun, ส่วนราชการ / ที่ / วันที่ /
เรื่อง / เรียน, the paragraphs ด้วย … ในการนี้ … จึงเรียนมาเพื่อ. Number, day and signature are left to be written in, and the
corner for the emblem is left free. A table of what is asked for stands in the letter; a second sheet is there to be
filled in. The same year and day give the same bytes.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cfo_site import thai
from cfo_site.language import in_thai
from inventories.exports import word
from inventories.exports.reminder import addressee
from inventories.models import Inventory
from inventories.selectors.collection import Collection, Expected, Line, months_in_words

if TYPE_CHECKING:
    from docx.document import Document

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOTS = "." * 30
ORGANISATION = "องค์การบริหารจัดการก๊าซเรือนกระจก (องค์การมหาชน)"
Digits = Callable[[str], str]


@in_thai
def memo(
    inventory: Inventory, collected: Sequence[Collection], *, today: dt.date, whole_year: bool, thai_digits: bool
) -> bytes:
    """Return one document with a letter to each division that has something to give.

    whole_year  -- ask for months to come too, not only for those that are over
    thai_digits -- write figures as ๑๒๓
    Raises ValueError if no division has anything to give: there is nothing to ask for.
    """
    digits: Digits = thai.thai_digits if thai_digits else str
    asked = [(each, lines) for each in collected if (lines := _asked(each, whole_year=whole_year))]
    if not asked:
        message = "nothing is asked for"
        raise ValueError(message)
    town = inventory.municipality.name_on(today).name_th
    document = word.blank(title=f"ขอข้อมูลกิจกรรม {inventory.title}", made=today)
    for place, (collection, lines) in enumerate(asked):
        word.page(document, across=False, first=place == 0)
        _letter(document, inventory, collection, lines, town=town, today=today, digits=digits)
        word.page(document, across=True)
        _sheet_to_fill(document, inventory, collection, lines, town=town, digits=digits)
    return word.content(document)


def _asked(collection: Collection, *, whole_year: bool) -> list[tuple[Line, list[Expected]]]:
    """Return the sources of a division with the figures asked for; none of a year that has them all."""
    found = []
    for line in collection.lines:
        wanted = [
            each for each in line.expected if each in (collection.left if whole_year else [*line.late, *line.waiting])
        ]
        if wanted:
            found.append((line, wanted))
    return found


def _letter(
    document: "Document",
    inventory: Inventory,
    collection: Collection,
    lines: Sequence[tuple[Line, list[Expected]]],
    *,
    town: str,
    today: dt.date,
    digits: Digits,
) -> None:
    division = collection.division
    whom = addressee(division) if division else "ผู้เกี่ยวข้อง"
    called = division.name_th if division else "ผู้เกี่ยวข้อง"
    year = digits(year_in_words(inventory))
    word.heading(document, "บันทึกข้อความ")
    word.labelled(document, [("ส่วนราชการ", f"{DOTS[:20]} {town}  โทร. {DOTS[:14]}")])
    month = f"{thai.MONTHS_LONG[today.month - 1]} {digits(str(today.year + thai.BE))}"
    word.labelled(document, [("ที่", DOTS), ("วันที่", f"........ {month}")])
    word.labelled(document, [("เรื่อง", f"ขอข้อมูลกิจกรรมเพื่อจัดทำบัญชีก๊าซเรือนกระจก ประจำ{year}")], ruled=True)
    word.labelled(document, [("เรียน", whom)], bold=False)
    word.body(
        document,
        f"ด้วย{town} จัดทำคาร์บอนฟุตพริ้นท์ขององค์กร ประจำ{year} ตามแนวทางของ{ORGANISATION} "
        "ซึ่งต้องใช้ข้อมูลกิจกรรมรายเดือนและเอกสารอ้างอิงจากทุกกองที่เกี่ยวข้อง",
    )
    word.body(
        document,
        f"ในการนี้ จึงขอให้{called} แจ้งข้อมูลตามรายการในตารางนี้ภายในวันที่ครบกำหนดของแต่ละรายการ โดยกรอกในแบบที่แนบมา "
        "เดือนใดไม่มีการใช้งานโปรดระบุว่า “ไม่มีกิจกรรม” หากยังไม่ได้รับเอกสารโปรดเว้นว่างไว้ ไม่ใส่เลขศูนย์",
    )
    rows = [
        [
            digits(str(number)),
            digits(_named(line)),
            digits(line.use.source.paper or "–"),
            digits(months_in_words(wanted)),
            digits(_due_words(wanted, today)),
        ]
        for number, (line, wanted) in enumerate(lines, 1)
    ]
    word.table(document, ["ที่", "รายการ", "เอกสารที่ใช้", "เดือนที่ขอ", "ครบกำหนด"], rows, widths=[0.9, 4.9, 3.3, 3.3, 3.6])
    word.body(document, "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ", spaced=True)
    word.signature(document, [f"({DOTS}{DOTS[:14]})", f"ตำแหน่ง {DOTS}"])


def _sheet_to_fill(
    document: "Document",
    inventory: Inventory,
    collection: Collection,
    lines: Sequence[tuple[Line, list[Expected]]],
    *,
    town: str,
    digits: Digits,
) -> None:
    """Write the second sheet: a cell to write in for each figure asked for, – where none is."""
    name = collection.division.name_th if collection.division else "ผู้เกี่ยวข้อง"
    word.heading(document, f"แบบแจ้งข้อมูลกิจกรรม {digits(year_in_words(inventory))}", small=True)
    word.plain(document, f"{town} · {name}")
    months = sorted({each.month for _line, wanted in lines for each in wanted})
    heads = [
        "รายการ",
        "หน่วย",
        *(digits(f"{thai.month_short(month)} {(month.year + thai.BE) % 100:02}") for month in months),
    ]
    rows = []
    for line, wanted in lines:
        there = {each.month for each in wanted}
        cells = ["" if month in there else "–" for month in months]
        rows.append([digits(_named(line)), word.unit_in_words(line.use.source.unit), *cells])
    month_width = min(2.4, 17.4 / len(months))
    word.table(
        document,
        heads,
        rows,
        widths=[5.2, 2.0, *(month_width for _month in months)],
        small=True,
        tall=True,
        centred_from=2,
    )
    word.plain(document, "เดือนที่ไม่มีการใช้งานเขียนว่า “ไม่มี” เดือนที่ยังไม่ทราบเว้นว่างไว้ ที่เก็บเอกสารต้นฉบับ (แฟ้ม / เลขที่ฎีกา) " + DOTS)
    word.plain(document, f"ผู้ให้ข้อมูล {DOTS}  ตำแหน่ง {DOTS}  วันที่ {DOTS[:16]}")


def _named(line: Line) -> str:
    source = line.use.source
    told = " ".join(part for part in (source.identifier, source.location) if part)
    return f"{source.name_th} ({told})" if told else source.name_th


def _due_words(wanted: Sequence[Expected], today: dt.date) -> str:
    """Return by when figures are asked for: what is late at once, the rest on the day of its first."""
    ahead = [each.due for each in wanted if each.due > today]
    late = len(wanted) - len(ahead)
    if not ahead:
        return "เลยกำหนดแล้ว"
    first = thai.day_short(min(ahead))
    if late:
        return f"เลยกำหนดแล้ว {late} เดือน ที่เหลือเริ่ม {first}"
    return first if len(ahead) == 1 else f"เริ่ม {first}"


def year_in_words(inventory: Inventory) -> str:
    """Return ปี พ.ศ. 2568 or ปีงบประมาณ 2568, as letters write it."""
    return inventory.title.replace("ปี ", "ปี พ.ศ. ", 1) if inventory.title.startswith("ปี ") else inventory.title
