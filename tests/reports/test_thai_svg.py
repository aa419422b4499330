"""Thai in SVG within a PDF: shaped like any other text. The repair lasts for a process, so each side has its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports.exports.thai_svg import places_its_letters

ROOT = Path(__file__).resolve().parents[2]
WORDS = ["ที่", "น้ำ", "ปั๊ม", "กตัญญู"]

DRAW = """
import json, re, sys
words, repaired = json.loads(sys.argv[1]), sys.argv[2] == "repaired"
import weasyprint
if repaired:
    from reports.exports import thai_svg
    thai_svg.repair()
from reports.exports.typesetting import FONTS
import pikepdf, io
def shapes(body):
    css = f'@font-face {{ font-family: T; src: url("{FONTS.as_uri()}/Sarabun-Regular.ttf") }} body {{ font-family: T }}'
    page = f'<html lang="th"><style>{css}</style><body>{body}'
    pdf = pikepdf.open(io.BytesIO(weasyprint.HTML(string=page).write_pdf()))
    streams = [pdf.pages[0].Contents.read_bytes()]
    forms = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]
    streams += [each.read_bytes() for each in forms]
    drawn = b"".join(streams).decode("latin-1")
    return [re.findall("<([0-9a-f]+)>", text) for text in re.findall(r"\\[(.*?)\\] TJ", drawn)]
def svg(word, more=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="20" y="30" font-family="T" {more}>{word}</text></svg>'
print(json.dumps({
    "svg": [shapes(svg(word)) for word in words],
    "anchored": [shapes(svg(word, 'text-anchor="middle"')) for word in words],
    "html": [shapes(f"<p>{word}</p>") for word in words],
    "placed": shapes('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"><text x="0 10 20" y="30" font-family="T">ABC</text></svg>'),
    "spans": shapes(svg('t<tspan dy="3">2</tspan><tspan dy="-3">ที่</tspan>')),
}))
"""


@pytest.fixture(scope="module", params=["repaired", "as it comes"])
def drawing(request):
    """How words are drawn: in an SVG and as a paragraph, as glyph numbers, one list for each piece of text."""
    run = subprocess.run(
        [sys.executable, "-c", DRAW, json.dumps(WORDS), request.param],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return request.param, json.loads(run.stdout)


def test_a_word_in_svg_has_the_shapes_of_the_same_word_in_a_paragraph(drawing):
    repaired, drawn = drawing
    for word, in_svg, in_html in zip(WORDS, drawn["svg"], drawn["html"], strict=True):
        assert ("".join(_flat(in_svg)) == "".join(_flat(in_html))) is (repaired == "repaired"), word


def test_a_word_in_svg_is_drawn_in_one_piece(drawing):
    repaired, drawn = drawing
    pieces = [len(in_svg) for in_svg in drawn["svg"]]
    assert pieces == ([1, 1, 1, 1] if repaired == "repaired" else [len(word) for word in WORDS])


def test_a_centred_word_is_shaped_too(drawing):
    repaired, drawn = drawing
    if repaired == "repaired":
        assert ["".join(_flat(each)) for each in drawn["anchored"]] == ["".join(_flat(each)) for each in drawn["html"]]


def test_letters_with_places_of_their_own_keep_them(drawing):
    _, drawn = drawing
    assert len(drawn["placed"]) == 3


def test_parts_of_a_text_are_shaped_each(drawing):
    repaired, drawn = drawing
    assert len(drawn["spans"]) == (3 if repaired == "repaired" else 5)


@pytest.mark.parametrize(
    ("attributes", "placed"),
    [
        ({"x": "1", "y": "2"}, False),
        ({"x": "1 2"}, True),
        ({"dy": "1,2"}, True),
        ({"letter-spacing": "1"}, True),
        ({"rotate": "10"}, True),
        ({"textLength": "100"}, True),
        ({}, False),
    ],
)
def test_only_texts_without_places_for_letters_are_drawn_whole(attributes, placed):
    assert places_its_letters(attributes) is placed


def _flat(pieces: list[list[str]]) -> list[str]:
    return [glyphs for piece in pieces for glyphs in piece]
