"""The places of a verifier's workbook: what writes it and what reads it agree here. Rows and columns count from 1.

The hidden sheet `_cfo` says whose it is: A1 MARKER, A2 VERSION, A3 the municipality's key, A4 the year's token, A5 the
number of the draw in force when it was made (0: none), A6 the frozen version. The hidden first column of the sheets with
rows holds the key that moves with its row: of an item `s12|2024-01|2|100` (source, month or nothing, number of the
newest result, figure), of a source in the plan its id, of a paper that was asked for its number.
"""

import re
from dataclasses import dataclass

MARKER = "municipal-cfo-sample"
VERSION = "1"
MARK_SHEET, HELP_SHEET = "_cfo", "วิธีใช้"
PLAN_SHEET, ITEM_SHEET, PAPER_SHEET = "แผนสุ่มตรวจ", "รายการตรวจ", "เอกสารที่ขอ"

SEED_ROW, MATERIALITY_ROW, VERIFIED_ROW, REASON_ROW = 4, 5, 6, 7
PLAN_VALUE = 4  # the column of those four
RISK_HEAD, FIRST_RISK = 10, 11
INHERENT, CONTROL, DETECTION = 4, 5, 6

ITEM_HEAD, FIRST_ITEM = 4, 5
KEY, DRAWN, SCOPE, NAME, SITE, MONTH, REPORTED, UNIT, KGCO2E, EVIDENCE = range(1, 11)
OUTCOME, FOUND, FOUND_KGCO2E, DIFFERENCE, REMARK = range(11, 16)

PAPER_HEAD, FIRST_PAPER, PAPER_ROWS = 4, 5, 40  # so many empty rows are offered
WHAT, FROM_WHOM, DUE, STATE = 2, 3, 4, 5

OUTCOMES = {"agrees": "ตรงกัน", "differs": "มีผลต่าง", "cannot": "ตรวจไม่ได้"}
LEVELS = {"low": "ต่ำ", "medium": "กลาง", "high": "สูง"}
TOTALS = {"1_2": "ประเภทที่ 1 และ 2", "1_2_3": "ประเภทที่ 1, 2 และ 3"}

_KEY = re.compile(r"(s[0-9]{1,18})\|([0-9]{4}-(?:0[1-9]|1[0-2]))?\|([0-9]{1,5})\|([0-9.]{0,40}|[A-Z]{1,2})")


@dataclass(frozen=True, slots=True)
class ItemKey:
    """An item as the workbook was made from it: source, month ("": whole year), newest result, figure."""

    line: str
    month: str
    seen: int
    figure: str

    def __str__(self) -> str:
        return f"{self.line}|{self.month}|{self.seen}|{self.figure}"


def key_of(text: str) -> ItemKey | None:
    """Return the key of a row, None where it is none of ours."""
    found = _KEY.fullmatch(text)
    return ItemKey(found[1], found[2] or "", int(found[3]), found[4]) if found else None
