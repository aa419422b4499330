"""The fonts of the PDF: whole, licensed, unchanged, and made so that Thai text can be read back."""

import hashlib
import io
import json
from pathlib import Path

import pytest
import tinycss2
import weasyprint
from django.template.loader import render_to_string
from fontTools.ttLib import TTFont

from reports.exports.typesetting import FONTS
from reports.fonts.build import WEIGHTS
from reports.fonts.thai_glyphs import CONSONANTS, SYLLABLES
from tests.reports.pdf_reading import by_poppler, by_pypdf, glued, needs_poppler

MANIFEST = json.loads((FONTS / "manifest.json").read_text(encoding="utf-8"))
WORDS = [
    "น้ำมัน",
    "ปั๊ม",
    "ที่นี้",
    "กตัญญู",
    "ทำ",
    "อยู่",
    "หมู่",
    "เกษียณ",
    "ปุ๋ย",
    "ผู้ประสานงาน",
    "สิทธิ์",
    "ก๊าซเรือนกระจก",
    "๑๒๓",
    "1,234.56",
]


def written(words: list[str], font: Path) -> bytes:
    """A PDF with these words, each on a line, in a font file, without any repair in WeasyPrint."""
    lines = "".join(f"<p>{word}</p>" for word in words)
    css = f'@font-face {{ font-family: T; src: url("{font.as_uri()}") }} body {{ font-family: T }} @page {{ size: A4 }}'
    return weasyprint.HTML(string=f'<html lang="th"><style>{css}</style><body>{lines}').write_pdf()


def without_syllables(name: str, folder: Path) -> Path:
    """The same font without the rule that makes one glyph of a syllable: as the web fonts were before."""
    font = TTFont(FONTS / name)
    gsub = font["GSUB"].table
    last = len(gsub.LookupList.Lookup) - 1
    for record in gsub.FeatureList.FeatureRecord:
        if last in record.Feature.LookupListIndex:
            record.Feature.LookupListIndex.remove(last)
            record.Feature.LookupCount -= 1
    font.save(folder / name)
    return folder / name


@pytest.mark.parametrize("name", WEIGHTS.values())
def test_each_file_is_the_one_that_the_manifest_names(name):
    content = (FONTS / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == MANIFEST["files"][name]["sha256"]


def test_the_licence_travels_with_the_fonts():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert (MANIFEST["package"], MANIFEST["version"]) == ("@fontsource/sarabun", "5.3.0")


@pytest.mark.parametrize(("weight", "name"), WEIGHTS.items())
def test_a_font_is_whole_thai_latin_and_signs_in_one_file(weight, name):
    font = TTFont(FONTS / name)
    characters = set(font.getBestCmap())
    assert font["OS/2"].usWeightClass == weight
    assert set(range(0x0E01, 0x0E3B)) | set(range(0x0E3F, 0x0E5C)) <= characters
    assert set(map(ord, "ABCxyz0123456789.,–−×÷·%()[]°²³½…“”")) <= characters


@pytest.mark.parametrize("name", WEIGHTS.values())
def test_figures_are_all_of_one_width(name):
    font = TTFont(FONTS / name)
    glyphs = font.getBestCmap()
    assert len({font["hmtx"][glyphs[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_each_family_weight_and_style_is_in_exactly_one_font_face():
    """Two files under one name are printed with each other's glyphs, and nothing says so."""
    rules = tinycss2.parse_stylesheet(
        render_to_string("reports/pdf/year.css"), skip_comments=True, skip_whitespace=True
    )
    faces = []
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
            declared = {
                each.lower_name: tinycss2.serialize(each.value).strip()
                for each in tinycss2.parse_declaration_list(rule.content, skip_whitespace=True)
                if each.type == "declaration"
            }
            assert "unicode-range" not in declared
            faces.append((declared["font-family"], declared["font-weight"], declared["font-style"]))
            assert declared["src"].removeprefix('url("').removesuffix('")') in WEIGHTS.values()
    assert sorted(faces) == [("Sarabun", "400", "normal"), ("Sarabun", "600", "normal")]


@needs_poppler
@pytest.mark.parametrize("name", WEIGHTS.values())
def test_words_read_back_by_poppler_are_the_words_put_in(name):
    pdf = written(WORDS, FONTS / name)
    assert by_poppler(pdf).split() == WORDS
    assert by_poppler(pdf, "-layout").split() == WORDS


@pytest.mark.parametrize("name", WEIGHTS.values())
def test_words_read_back_by_pypdf_are_the_words_put_in(name):
    assert glued(by_pypdf(written(WORDS, FONTS / name))) == glued("".join(WORDS))


@needs_poppler
def test_without_one_glyph_for_a_syllable_the_words_are_lost(tmp_path):
    plain = written(WORDS, without_syllables("Sarabun-Regular.ttf", tmp_path))
    read = by_poppler(plain).split()
    assert [word for word in ("ปั๊ม", "ที่นี้", "ทำ") if word in read] == []
    assert "ทำ" not in by_pypdf(plain)


@pytest.mark.parametrize("name", WEIGHTS.values())
def test_every_syllable_of_thai_can_be_read_back(name):
    assert glued(by_pypdf(written([" ".join(SYLLABLES)], FONTS / name))) == "".join(SYLLABLES)


def test_a_mistyped_syllable_takes_no_letter_from_the_others():
    mistyped = ["กั์", "นำ้", "ก่้า", "ฬฺ่", *CONSONANTS]
    assert glued(by_pypdf(written(mistyped, FONTS / "Sarabun-Regular.ttf"))) == glued("".join(mistyped))


def test_a_composed_syllable_is_as_wide_as_its_letters(tmp_path):
    plain = without_syllables("Sarabun-Regular.ttf", tmp_path)
    widths = [
        _line_width(text, font) for text in ("น้ำมันที่ปั๊ม", "กตัญญู") for font in (plain, FONTS / "Sarabun-Regular.ttf")
    ]
    assert widths[0] == pytest.approx(widths[1], abs=0.1)
    assert widths[2] == pytest.approx(widths[3], abs=0.1)


def _line_width(text: str, font: Path) -> float:
    css = f'@font-face {{ font-family: T; src: url("{font.as_uri()}") }} span {{ font: 40px T }}'
    page = weasyprint.HTML(string=f'<html lang="th"><style>{css}</style><body><span>{text}</span>').render().pages[0]
    boxes = [box for box in page._page_box.descendants() if box.element_tag == "span" and hasattr(box, "text")]
    return sum(box.width for box in boxes)


def test_fonts_can_be_read_from_the_package_alone():
    assert {path.name for path in FONTS.glob("*.ttf")} == set(WEIGHTS.values())
    assert TTFont(io.BytesIO((FONTS / "Sarabun-Regular.ttf").read_bytes()))["name"].getDebugName(1) == "Sarabun"
