"""The document of a year as its readers get it: what stands in it, how it is tagged, and that nothing overlaps."""

import functools
import io
import itertools
import json
import logging
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader
from weasyprint.formatting_structure.boxes import MarginBox

from reports.exports.pdf import laid_out
from reports.exports.year import year_parts, year_pdf
from tests.reports import sample_years
from tests.reports.pdf_reading import by_poppler, by_pypdf, glued, needs_poppler, pages

ROOT = Path(__file__).resolve().parents[2]
YEARS = [
    "published_year",
    "year_with_gaps",
    "year_without_scope_3",
    "year_with_long_names",
    "year_of_every_method",
    "empty_year",
]


@functools.cache
def made(name: str) -> tuple[bytes, list[str]]:
    """The document of a sample year, and what WeasyPrint complained of while making it."""
    told: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    logger, listener = logging.getLogger("weasyprint"), Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        return year_pdf(getattr(sample_years, name)()), told
    finally:
        logger.removeHandler(listener)


def pdf_of(name: str) -> bytes:
    return made(name)[0]


@functools.cache
def text_of(name: str) -> str:
    return glued(by_pypdf(pdf_of(name)))


def opened(name: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf_of(name)))


every_year = pytest.mark.parametrize("name", YEARS)


def numbers_of(result: dict[str, object]) -> set[str]:
    """The numbers that a document must print: of each scope and sum, of each source, of each gas."""
    wanted: set[str] = set()
    for part in (*result["scopes"].values(), result["scope_1_2"], result["scope_1_2_3"]):
        wanted |= {part["kgco2e"], part["reported_tco2e"], *part.get("kg", {}).values()}
    wanted |= {source["kgco2e"] for source in result["sources"]}
    return {f"{Decimal(number):,f}" for number in wanted}


def test_every_number_of_the_published_result_stands_in_the_text():
    text = text_of("published_year")
    wanted = numbers_of(sample_years.published_year().result)
    assert len(wanted) > 15
    assert {number for number in wanted if number not in text} == set()


def test_the_published_totals_stand_in_the_text_to_the_last_digit():
    for printed in (
        "220,986.93744",
        "11,017.13228",
        "192,534.68536",
        "17,435.1198",
        "220.98693744",
        "278.16",
        "27.19872",
    ):
        assert printed in text_of("published_year")


@needs_poppler
def test_poppler_reads_the_same_numbers():
    text = glued(by_poppler(pdf_of("published_year")))
    wanted = numbers_of(sample_years.published_year().result)
    assert {number for number in wanted if number not in text} == set()


@needs_poppler
def test_a_row_is_read_in_its_order():
    lines = [" ".join(line.split()) for line in by_poppler(pdf_of("published_year"), "-layout").splitlines()]
    assert any(
        re.fullmatch(r"รวมประเภทที่ 1, 2 และ 3 220,986\.93744 220\.98693744 223 – 100\.00", line) for line in lines
    )


@every_year
def test_names_are_read_as_they_were_written(name):
    text = text_of(name)
    for source in getattr(sample_years, name)().inventory["sources"]:
        assert glued(source["name"]).replace("🚛", "[U+1F69B]") in text


@pytest.mark.parametrize(
    "word", ["น้ำมัน", "บ่อบำบัดน้ำเสีย", "กำลังจัดทำ", "คาร์บอนฟุตพริ้นท์ขององค์กร", "ก๊าซเรือนกระจก", "หลักฐานการชำระเงิน"]
)
def test_thai_words_are_read_as_they_were_written(word):
    assert word in text_of("published_year")


def test_formulas_are_read_as_they_are_said():
    assert "223tCO2e" in text_of("published_year")
    assert "กก.CH4" in text_of("published_year")


@needs_poppler
def test_every_page_has_its_number_the_municipality_and_both_hashes():
    facts = sample_years.published_year()
    found = pages(pdf_of("published_year"))
    for number, page in enumerate(found, start=1):
        text = "".join(word.text for word in page.words)
        assert f"หน้า{number}จาก{len(found)}" in text
        assert facts.ledger.hash in text
        assert facts.document_sha256 in text
        assert "เทศบาลตัวอย่าง" in text
        assert "ข้อมูลจำลอง" in text
        assert "ร่าง" in text


def test_a_locked_year_bears_no_mark_of_a_draft_or_of_simulation():
    text = text_of("locked_year")
    assert "ล็อกฉบับ" in text
    assert "ร่าง" not in text
    assert "ข้อมูลจำลอง" not in text


def test_simulated_figures_are_credited():
    assert glued(sample_years.CREDIT) in text_of("published_year")


def test_a_year_with_gaps_says_so_and_tells_empty_zero_and_not_occurring_apart():
    text = text_of("year_with_gaps")
    for word in ("ข้อมูลไม่ครบ12เดือน", "ไม่มีข้อมูล", "ไม่มีกิจกรรม", "ยังไม่ประเมิน", "รวมในรายการอื่น", "ข้อมูลลับ", "84.15*"):
        assert word in text
    assert "ข้อมูลครบ12เดือน" not in text


def test_a_year_without_anything_prints_no_total():
    text = text_of("empty_year")
    assert "ยังไม่มีข้อมูล" in text
    assert "0tCO2e" not in text.replace("การปล่อยที่รายงานแยก0tCO2e", "")


def test_markup_in_a_name_is_printed_as_text():
    assert 'บ่อเกรอะ<b>"อาคาร1"</b>&2' in text_of("year_with_long_names")


def test_years_are_buddhist():
    text = text_of("published_year")
    assert "23พ.ย.256914.05น." in text
    assert "2024" not in text
    assert "2026" not in text


def test_every_box_in_the_page_margins_has_the_font():
    """Margin boxes inherit nothing from body; one without a font of its own is set in whatever the machine has."""
    document = laid_out(**year_parts(sample_years.published_year()))
    boxes = [box for page in document.pages for box in page._page_box.children if isinstance(box, MarginBox)]
    texts = [each for box in boxes for each in box.descendants() if hasattr(each, "text")]
    assert {each.style["font_family"] for each in (*boxes, *texts)} == {("Sarabun",)}
    assert sum("จาก" in each.text for each in texts) == len(document.pages)


@every_year
def test_all_fonts_are_embedded_and_are_sarabun(name):
    fonts = {
        str(font.BaseFont).partition("+")[2]
        for page in opened(name).pages
        for font in page.Resources.get("/Font", {}).values()
    }
    assert fonts <= {"Sarabun", "Sarabun-Semi-Bold", "Sarabun-Regular", "Sarabun-SemiBold"}
    assert fonts
    for page in opened(name).pages:
        for font in page.Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


@every_year
def test_no_letter_is_missing_from_the_fonts_and_no_style_is_misunderstood(name):
    assert [sentence for sentence in made(name)[1] if "HarfBuzz-Subset" not in sentence] == []


def test_the_file_says_what_it_is():
    pdf = opened("published_year")
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata or 'pdfaid:part="3"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert metadata.count("</rdf:RDF>") == 1
    assert str(pdf.Root.Lang) == "th"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.docinfo["/Title"]) == "รายงานคาร์บอนฟุตพริ้นท์ขององค์กร ปี 2567 เทศบาลตัวอย่าง"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20261123140500+07'00"
    assert "/ID" in pdf.trailer


def test_tables_have_headers_and_drawings_a_text_in_their_place():
    pdf = opened("published_year")
    elements = structure(pdf)
    kinds = [str(each.get("/S")) for each in elements]
    assert kinds.count("/Figure") == 2
    assert all("tCO2e" in str(each.Alt) for each in elements if each.get("/S") == "/Figure")
    assert kinds.count("/Table") >= 8
    assert kinds.count("/TH") > 40
    assert {"/H1", "/H2", "/H3", "/Link"} <= set(kinds)
    cells = [each for each in elements if each.get("/S") == "/TD"]
    assert sum(bool(each.A.get("/Headers")) for each in cells) > len(cells) * 0.9


def test_links_are_tagged_as_links():
    pdf = opened("published_year")
    holders = [
        str(element.S)
        for element in structure(pdf)
        for kid in (element.K if isinstance(element.get("/K"), pikepdf.Array) else [])
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    ]
    assert len(holders) >= 8
    assert set(holders) == {"/Link"}


def structure(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    found, waiting = [], [pdf.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(each)
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found.append(each)
            waiting.append(each.get("/K", pikepdf.Array()))
    return found


def test_chapters_are_bookmarks():
    outline = PdfReader(io.BytesIO(pdf_of("published_year"))).outline
    titles = [
        each.title
        for each in itertools.chain.from_iterable([each] if not isinstance(each, list) else each for each in outline)
        if not isinstance(each, list)
    ]
    assert titles[0] == "เทศบาลตัวอย่าง"
    assert "2. สรุปปริมาณการปล่อยก๊าซเรือนกระจก" in titles
    assert len(titles) >= 9


@needs_poppler
def test_the_table_of_contents_leads_to_the_right_pages():
    found = pages(pdf_of("published_year"))
    contents = "".join(word.text for word in found[0].words)
    for title in ("3.การปล่อยรายเดือน", "6.ค่าการปล่อยก๊าซเรือนกระจก(EF)ที่ใช้"):
        number = int(re.search(re.escape(title) + r"\.*(\d+?)(?=\d\.\D)", contents)[1])
        assert title in "".join(word.text for word in found[number - 1].words)


def test_wide_tables_lie_on_landscape_pages():
    sizes = [(float(page.MediaBox[2]), float(page.MediaBox[3])) for page in opened("published_year").pages]
    assert [width > height for width, height in sizes].count(True) == 2
    assert {tuple(sorted(round(side) for side in size)) for size in sizes} == {(595, 842)}


@needs_poppler
@every_year
def test_nothing_leaves_the_page(name):
    for page in pages(pdf_of(name)):
        for word in page.words:
            assert word.left >= 28, word
            assert word.right <= page.width - 28, word
            assert word.bottom <= page.height - 20, word


@needs_poppler
@every_year
def test_no_word_is_printed_over_another(name):
    """Line boxes may touch; a word may not cover more than a sliver of another."""
    for page in pages(pdf_of(name)):
        for one, other in itertools.combinations(page.words, 2):
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            least = min(one.bottom - one.top, other.bottom - other.top)
            assert across < 1.5 or down < least * 0.55, (one, other)


@needs_poppler
def test_figures_of_a_column_end_at_one_line():
    page = pages(pdf_of("published_year"))[3]  # months
    ends = {round(word.right) for word in page.words if re.fullmatch(r"\d\d?\.\d{3}", word.text)}
    assert len(ends) <= 5  # the columns of the table


def test_the_same_facts_give_the_same_bytes():
    assert year_pdf(sample_years.published_year()) == pdf_of("published_year")


def test_another_process_gives_the_same_bytes():
    code = (
        "import sys, django; django.setup()\n"
        "from reports.exports.year import year_pdf\n"
        "from tests.reports.sample_years import published_year\n"
        "sys.stdout.buffer.write(year_pdf(published_year()))\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cfo_site.settings", "PYTHONHASHSEED": "12345"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=environment)
    assert run.stdout == pdf_of("published_year")


def test_other_facts_give_other_bytes():
    assert pdf_of("locked_year") != pdf_of("published_year")


def test_a_document_reads_its_fonts_and_nothing_else(caplog):
    from reports.exports.pdf import pdf_of as plain_pdf

    page = '<html lang="th"><head><title>ก</title></head><body><img src="file:///etc/hostname" alt="x"><p>ข</p></body></html>'
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        plain_pdf(page, stylesheet="@page { size: A5 }", charts={}, chart_stylesheet="")
    assert "a document has no business with file:///etc/hostname" in caplog.text


def test_a_table_longer_than_a_page_repeats_its_head():
    pdf = year_pdf(sample_years.large_year(30))
    wide = [
        page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages if page.mediabox.width > page.mediabox.height
    ]
    assert sum("ที่มาของค่า EF" in text for text in wide) >= 3


def test_facts_are_plain_data():
    assert json.dumps(sample_years.published_year().inventory, ensure_ascii=False)


def test_thai_in_a_chart_is_shaped_like_thai_in_a_line():
    from reports.charts.ranking import Rank, ranking_bars
    from reports.exports.pdf import pdf_of as plain_pdf

    chart = ranking_bars([Rank("น้ำมันที่ปั๊ม", 1, Decimal(5))], name="r", title="ก", description="ข")
    page = '<html lang="th"><head><title>ก</title></head><body><p>น้ำมันที่ปั๊ม</p><div data-chart="r"></div></body></html>'
    face = '@font-face { font-family: Sarabun; src: url("Sarabun-Regular.ttf") } @page { font-family: Sarabun } html { font-family: Sarabun }'
    pdf = pikepdf.open(
        io.BytesIO(
            plain_pdf(page, stylesheet=face, charts={"r": chart}, chart_stylesheet="text { font-family: Sarabun }")
        )
    )
    drawn = re.findall(rb"<([0-9a-f]+)>", pdf.pages[0].Contents.read_bytes())
    line = max(drawn, key=len)
    assert drawn.count(line) == 2
