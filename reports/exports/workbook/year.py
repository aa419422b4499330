"""The workbook of one year, from the same facts as its PDF."""

import datetime as dt
import io
import re

from reports.exports.facts import YearFacts
from reports.exports.parts.completeness import completeness
from reports.exports.workbook import places
from reports.exports.workbook.columns import KEPT, Columns
from reports.exports.workbook.entries import entries_of, write_entries
from reports.exports.workbook.factors import Factors
from reports.exports.workbook.gases import write_gases
from reports.exports.workbook.lines import Year, year_of
from reports.exports.workbook.looks import FONT, SIZE, Looks
from reports.exports.workbook.measure import clean
from reports.exports.workbook.potentials import write_potentials
from reports.exports.workbook.readme import write_readme
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.sources import amounts_of, write_sources
from reports.exports.workbook.summary import write_summary
from reports.exports.workbook.workings.sheet import write_workings

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_TITLE = "คาร์บอนฟุตพริ้นท์ขององค์กร"
_TITLES = {
    places.SUMMARY: f"สรุปผล{_TITLE}",
    places.SOURCES: "แหล่งปล่อยก๊าซเรือนกระจกรายเดือน",
    places.WORKINGS: "วิธีคำนวณและตัวแปรของแต่ละแหล่งปล่อย",
    places.FACTORS: "ค่าการปล่อยก๊าซเรือนกระจก (EF) ที่ใช้",
    places.POTENTIALS: "ศักยภาพในการทำให้โลกร้อน (GWP)",
    places.GASES: "ผลตามประเภทและก๊าซ",
    places.GASES_BY_SOURCE: "ก๊าซของแต่ละแหล่งปล่อย (กระดาษทำการ)",
    places.README: "คำอธิบายแฟ้มนี้",
}
_LONGEST_NAME = 60  # in the header and footer of a page, which hold 255 characters with their codes
_SPECIAL = re.compile(r"[&\[\]\n]")


def year_workbook(facts: YearFacts) -> bytes:
    """Return the workbook of a year as .xlsx; the same facts give the same bytes.

    Every figure that is not given is a formula with a value stored beside it: the application's own where it has one.
    """
    import xlsxwriter  # noqa: PLC0415  a quarter of a second, so only when a workbook is made

    file = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": {"font_name": FONT, "font_size": SIZE}}
    workbook = xlsxwriter.Workbook(file, options)
    workbook.set_properties(_properties(facts))
    looks = Looks(workbook)
    year = year_of(facts)
    sheets = {name: Sheet(workbook, name, looks) for name in _TITLES}
    for name, sheet in sheets.items():
        sheet.top(_TITLES[name], _whose(facts), _marks(facts))
    factors = _fill(sheets, year)
    _finish(sheets, year, factors)
    workbook.close()
    return file.getvalue()


def _fill(sheets: dict[str, Sheet], year: Year) -> Factors:
    """Write the sheets, each after those to whose cells it refers; return that of the factors."""
    potentials = write_potentials(sheets[places.POTENTIALS], year)
    factors = Factors(sheets[places.FACTORS], year, potentials)
    workings = write_workings(sheets[places.WORKINGS], year, potentials)
    rates = {line.number: workings.get(line.number) or factors.of(line) for line in year.lines}
    entries = entries_of(year, rates, potentials)
    sums = write_sources(sheets[places.SOURCES], year, rates, entries)
    write_entries(sheets[places.GASES_BY_SOURCE], year, entries, amounts_of(year))
    by_gas = write_gases(sheets[places.GASES], year, entries)
    write_summary(sheets[places.SUMMARY], year, sums, by_gas)
    write_readme(sheets[places.README], year)
    return factors


def _finish(sheets: dict[str, Sheet], year: Year, factors: Factors) -> None:
    header, footer = _header(year.facts), _footer(year.facts)
    columns = Columns(len(year.months))
    for name, sheet in sheets.items():
        match name:
            case places.SOURCES:
                freeze = places.FIRST_ROW, KEPT
                sheet.finish(header=header, footer=footer, freeze=freeze, kept_columns=KEPT, pages=columns.pages)
            case places.FACTORS:
                freeze = places.FIRST_ROW, factors.kept
                kept, pages = factors.kept, factors.pages
                sheet.finish(header=header, footer=footer, freeze=freeze, kept_columns=kept, pages=pages)
            case places.SUMMARY | places.README:
                sheet.finish(header=header, footer=footer, freeze=None, repeat=False)
            case places.WORKINGS:
                sheet.finish(header=header, footer=footer, freeze=(places.FIRST_ROW, 1))
            case _:
                sheet.finish(header=header, footer=footer)


def _whose(facts: YearFacts) -> tuple[str, ...]:
    return facts.organisation.name_th, facts.year_th, facts.period_th, f"สถานะ {facts.state_th}"


def _marks(facts: YearFacts) -> tuple[str, ...]:
    found = completeness(facts.inventory, facts.result)
    return (
        "ร่าง" if facts.draft else "",
        "ข้อมูลจำลอง" if facts.simulated else "",
        "" if found.complete else found.word,
    )


def _header(facts: YearFacts) -> str:
    marks = " · ".join(filter(None, _marks(facts)))
    return f'&L&"{FONT}"&9{_short(facts.organisation.name_th)}&R&"{FONT}"&9{marks}'


def _footer(facts: YearFacts) -> str:
    year = _short(f"{_TITLE} {facts.year_th}")
    return f'&L&"{FONT}"&8{year}&C&"{FONT}"&8หน้า &P จาก &N&R&"{FONT}"&8SHA-256 {facts.document_sha256}'


def _short(text: str) -> str:
    """Return a text that can stand in a header: no codes in it, and not longer than there is room."""
    text = _SPECIAL.sub(" ", clean(text))
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def _properties(facts: YearFacts) -> dict[str, object]:
    name = clean(facts.organisation.name_th)
    return {
        "title": f"{_TITLE} {facts.year_th} {name}",
        "subject": f"บัญชีรายการก๊าซเรือนกระจก {facts.period_th} สถานะ{facts.state_th}",
        "author": name,
        "company": name,
        "keywords": "คาร์บอนฟุตพริ้นท์ขององค์กร, CFO" + (", ข้อมูลจำลอง" if facts.simulated else ""),
        "comments": f"เอกสารบัญชี SHA-256 {facts.document_sha256}",
        "created": facts.prepared_at.astimezone(dt.UTC),
    }
