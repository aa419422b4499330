"""The columns of the sheet of sources, and on which printed pages they stand."""

from collections.abc import Sequence

from reports.exports.workbook.places import FIRST_AMOUNT

KEPT = 4  # columns that come again on every printed page: number, scope, name, unit

FIRST = (("ลำดับ", 6), ("ประเภท", 7), ("แหล่งปล่อย", 30), ("หน่วย", 8), ("หมวด", 18), ("kgCO2e ต่อหน่วย", 11))
BASIS = (("วิธี", 24), ("ค่าที่ใช้", 16), ("ตัวแปลงหน่วย", 11), ("รายงานแยก kgCO2e", 16), ("CO2 ชีวภาพ (กก.)", 16))
WORKING = (
    ("หน่วยงาน", 24), ("ที่ตั้ง", 24), ("ที่มาของข้อมูล", 18), ("หลักฐาน", 30), ("เดือนที่ประมาณค่า", 20), ("หมายเหตุ", 30),
    ("ตัวเลขเต็ม (เกิน 15 หลัก)", 26), ("ข้อมูลจำลอง", 9),
)  # fmt: skip
PER_UNIT = FIRST_AMOUNT - 1


class Columns:
    """The columns of a sheet with so many months."""

    def __init__(self, months: int) -> None:
        self.amount = FIRST_AMOUNT + months  # total amount
        self.monthly = self.amount + 1
        self.kgco2e = self.monthly + months
        self.basis = self.kgco2e + 1
        self.conversion = self.basis + 2
        self.separate = self.basis + 3
        self.biogenic = self.basis + 4
        self.working = self.basis + len(BASIS)
        self.last = self.working + len(WORKING) - 1

    @property
    def pages(self) -> tuple[tuple[int, int], ...]:
        """Return the columns of the printed pages: amounts, emissions, what they stand on, working paper."""
        return (
            (0, self.amount),
            (self.monthly, self.kgco2e),
            (self.basis, self.working + 1),
            (self.working + 2, self.last),
        )

    def heads(self, months: Sequence[str]) -> list[tuple[str, float]]:
        """Return the head and the least width of each column."""
        amounts = [*((month, 10.0) for month in months), ("รวมปริมาณ", 13.0)]
        emissions = [*((f"kgCO2e {month}", 10.0) for month in months), ("รวม kgCO2e", 18.0)]
        return [*FIRST, *amounts, *emissions, *BASIS, *WORKING]
