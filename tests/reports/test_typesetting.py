"""What is done to text before it is laid out: lowered figures, terms kept together, letters that the font has."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports.typesetting import characters, printable, typeset


def set_text(text: str, tag: str = "p", css: str = "") -> ET.Element:
    element = ET.Element(tag, {"class": css} if css else {})
    element.text = text
    typeset(element)
    return element


def markup(element: ET.Element) -> str:
    return ET.tostring(element, encoding="unicode")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("CO2", '<p><span class="nb">CO<sub>2</sub></span></p>'),
        ("tCO2e", '<p><span class="nb">tCO<sub>2</sub>e</span></p>'),
        ("kgCO2e/หน่วย", '<p><span class="nb">kgCO<sub>2</sub>e</span>/หน่วย</p>'),
        (
            "ก๊าซ CH4 และ N2O",
            '<p>ก๊าซ <span class="nb">CH<sub>4</sub></span> และ <span class="nb">N<sub>2</sub>O</span></p>',
        ),
        ("CO₂ ที่พิมพ์มา", '<p><span class="nb">CO<sub>2</sub></span> ที่พิมพ์มา</p>'),
        ("1,234.5 tCO2e", '<p><span class="nb">1,234.5 tCO<sub>2</sub>e</span></p>'),
    ],
)
def test_formulas_are_written_with_a_lowered_figure(text, result):
    assert markup(set_text(text)) == result


@pytest.mark.parametrize("text", ["XCO2", "CO21", "CO2X", "R-410A", "TCFO_R_02", "N2", "ACH4B"])
def test_what_only_looks_like_a_formula_is_left_alone(text):
    assert markup(set_text(text)) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "term", ["ก๊าซเรือนกระจก", "ไม่มีกิจกรรม", "ประเภทที่ 1", "23 พ.ย. 2569", "ธ.ค. 2567", "ปีงบประมาณ 2568", "อื่น ๆ"]
)
def test_set_terms_are_kept_together(term):
    assert markup(set_text(f"ก{term}ข")) == f'<p>ก<span class="nb">{term}</span>ข</p>'


def test_in_a_narrow_cell_nothing_is_kept_together():
    assert markup(set_text("ไม่มีกิจกรรม", "td", "n tight")) == '<td class="n tight">ไม่มีกิจกรรม</td>'


def test_a_link_holds_text_alone():
    assert markup(set_text("ก๊าซเรือนกระจก CO2", "a")) == "<a>ก๊าซเรือนกระจก CO2</a>"


def test_text_around_elements_keeps_its_place():
    element = ET.fromstring("<p>ก CO2 <b>ข CH4</b> ค N2O<br/>ง</p>")
    typeset(element)
    assert "".join(element.itertext()) == "ก CO2 ข CH4 ค N2Oง"
    assert [child.tag for child in element] == ["span", "b", "span", "br"]


@given(st.text())
def test_no_text_is_lost_or_becomes_markup(text):
    element = set_text(text)
    assert "".join(element.itertext()) == printable(text)
    assert {each.tag for each in element.iter()} <= {"p", "span", "sub"}


@given(st.text())
def test_every_letter_left_is_one_that_the_font_can_draw(text):
    assert {letter for letter in printable(text) if ord(letter) not in characters()} <= {"\n", "\t"}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("นํามา", "นำมา"),
        ("นำ้", "น้ำ"),
        ("รถ🚛", "รถ[U+1F69B]"),
        ("ก\u200bข\u00adค", "กข\u00adค"),
        ("ก\x00\x07ข", "กข"),
    ],
)
def test_spelling_is_put_right_and_unknown_letters_are_named(typed, printed):
    assert printable(typed) == printed


def test_in_a_drawing_only_the_letters_are_changed():
    svg = ET.fromstring('<div><svg xmlns="http://www.w3.org/2000/svg"><text>CO2 นำ้<tspan>🚛</tspan></text></svg></div>')
    typeset(svg)
    assert "".join(svg.itertext()) == "CO2 น้ำ[U+1F69B]"
    assert not list(svg.iter("span"))
