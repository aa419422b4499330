"""The letter that reminds a division of its figures: as an e-mail, and as text to copy. In Thai whoever asks for it."""

from dataclasses import dataclass

from cfo_site.language import in_thai
from inventories.models import Division, Inventory
from inventories.selectors.collection import Collection, Line

OFFICE = "สำนัก"
DIVISION = "กอง"


@dataclass(frozen=True, slots=True)
class Letter:
    """Subject and text."""

    subject: str
    text: str


def addressee(division: Division) -> str:
    """Return to whose post a letter goes: as stated, else the head of the division by its name."""
    if division.addressee:
        return division.addressee
    return f"{'ผู้อำนวยการ' if division.name_th.startswith((DIVISION, OFFICE)) else 'หัวหน้า'}{division.name_th}"


@in_thai
def letter(inventory: Inventory, collection: Collection, *, town: str, address: str = "") -> Letter:
    """Return what a division is written: what is late, what may come now, and what to do where there is nothing.

    `town`: the municipality's Thai name. `address`: where figures are entered; left out where it is not known.
    """
    subject = f"ขอข้อมูลสำหรับบัญชีก๊าซเรือนกระจก {inventory.title}"
    who = addressee(collection.division) if collection.division else "ผู้เกี่ยวข้อง"
    parts = [f"เรื่อง {subject}\nเรียน {who}"]
    if collection.late_lines:
        told = "\n".join(_told(number, line, line.late_words) for number, line in enumerate(collection.late_lines, 1))
        parts.append(f"{town}ขอข้อมูลที่เลยกำหนดแล้ว {len(collection.late)} รายการ ดังนี้\n{told}")
    if collection.waiting_lines:
        lines = enumerate(collection.waiting_lines, 1)
        told = "\n".join(_told(number, line, line.waiting_words) for number, line in lines)
        parts.append(f"{'และข้อมูล' if collection.late_lines else f'{town}ขอข้อมูล'}ที่ใกล้ถึงกำหนด ดังนี้\n{told}")
    parts.append("เดือนใดไม่มีการใช้งาน โปรดแจ้งว่า “ไม่มีกิจกรรม” หากยังไม่ได้รับเอกสาร โปรดแจ้งวันที่คาดว่าจะได้รับ")
    if address:
        parts.append(f"กรอกข้อมูลได้ที่ {address}")
    parts.append("ขอบคุณ")
    return Letter(subject, "\n\n".join(parts))


def _told(number: int, line: Line, months: str) -> str:
    source = line.use.source
    which = f" {source.identifier}" if source.identifier else ""
    paper = f" จาก{source.paper}" if source.paper else ""
    return f"{number}. {source.name_th}{which} เดือน {months}{paper}"
