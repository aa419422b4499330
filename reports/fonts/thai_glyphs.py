"""Glyphs added to a Thai font for the sake of a PDF's text layer. What is printed stays the same to the last unit.

A PDF holds glyphs at places, not letters; its readers (poppler, pypdf, screen readers) guess the letters back, and
three habits of Thai shaping defeat them:

* SARA AM (ำ) is split into NIKHAHIT and SARA AA, and "น้ำมัน" is read as "นามัน";
* a tone mark is moved up above a vowel, is taken for a word of its own, and "ปั๊ม" is read as "ปั๊ ม";
* a mark that shares its place with another is taken for a letter printed twice, and "อยู่" is read as "อยู ่".

So each consonant with its marks becomes one glyph, made of the very glyphs at the very places that the shaper uses for
it, and named by the naming rule of glyphs: `uni0E190E490E33` draws U+0E19 U+0E49 U+0E33, "น้ำ".
One glyph stands for one written syllable, and its text is no longer a guess. Rare combinations that are not among
`SYLLABLES` are shaped as before.
"""

import io
from typing import Any

from fontTools.otlLib.builder import LigatureSubstBuilder
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F) if code not in (0x0E24, 0x0E26)]  # without ฤ ฦ
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
SILENCE, SARA_AM, NIKHAHIT = "\u0e4c", "\u0e33", "\u0e4d"
UPPER_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
LOWER_VOWELS = "\u0e38\u0e39"
MARKS = [
    *TONES,
    SILENCE,
    *(vowel + tone for vowel in UPPER_VOWELS + LOWER_VOWELS for tone in ("", *TONES)),
    "\u0e34" + SILENCE,  # สิทธิ์
    "\u0e38" + SILENCE,  # พันธุ์
    "\u0e3a",
    NIKHAHIT,
    *(tone + SARA_AM for tone in ("", *TONES)),
]
SYLLABLES = [consonant + marks for consonant in CONSONANTS for marks in MARKS]

_ROUND_XY_TO_GRID, _ARGS_ARE_XY_VALUES = 0x0004, 0x0002
_LETTER = 1  # glyph class of GDEF


def add_syllables(font: TTFont) -> list[str]:
    """Give the font one glyph for each of SYLLABLES and let Thai composition use it; the names of the new glyphs."""
    ligatures = LigatureSubstBuilder(font, None)
    composed = {}
    for syllable, places in zip(SYLLABLES, _shaped(font, SYLLABLES), strict=True):
        name = "uni" + "".join(f"{ord(character):04X}" for character in syllable)
        glyphs = tuple(glyph for glyph, _, _, _ in places)
        if len(glyphs) > 1:
            ligatures.ligatures[glyphs] = name
            composed[name] = places
    _add_glyphs(font, composed)
    _let_thai_compose(font, ligatures)
    return list(composed)


def _shaped(font: TTFont, texts: list[str]) -> list[list[tuple[str, int, int, int]]]:
    """For each text the glyphs that HarfBuzz draws it with: name, x and y of each, and its advance, in font units."""
    import uharfbuzz  # type: ignore[import-not-found]  # noqa: PLC0415  needed to make the fonts, not to use them

    content = io.BytesIO()
    font.save(content)
    shaper = uharfbuzz.Font(uharfbuzz.Face(content.getvalue()))
    names = font.getGlyphOrder()
    results = []
    for text in texts:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(shaper, buffer)
        pen, places = 0, []
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            places.append((names[info.codepoint], pen + at.x_offset, at.y_offset, at.x_advance))
            pen += at.x_advance
        results.append(places)
    return results


def _add_glyphs(font: TTFont, composed: dict[str, list[tuple[str, int, int, int]]]) -> None:
    """Add glyphs made of others, after all that the font has."""
    order = [*font.getGlyphOrder(), *composed]
    outlines = font["glyf"]
    font.setGlyphOrder(order)
    outlines.glyphOrder = order
    for name, places in composed.items():
        glyph = Glyph()
        glyph.numberOfContours = -1
        glyph.components = [_component(part, x, y) for part, x, y, _ in places]
        outlines.glyphs[name] = glyph
        glyph.recalcBounds(outlines)
        font["hmtx"].metrics[name] = (sum(advance for _, _, _, advance in places), glyph.xMin)
        font["GDEF"].table.GlyphClassDef.classDefs[name] = _LETTER
    font["maxp"].numGlyphs = len(order)


def _component(name: str, x: int, y: int) -> Any:
    component = GlyphComponent()
    component.glyphName, component.x, component.y = name, x, y
    component.flags = _ROUND_XY_TO_GRID | _ARGS_ARE_XY_VALUES
    return component


def _let_thai_compose(font: TTFont, rule: LigatureSubstBuilder) -> None:
    """Add a rule to Thai composition after all others, when marks have found their forms."""
    gsub = font["GSUB"].table
    number = len(gsub.LookupList.Lookup)
    gsub.LookupList.Lookup.append(rule.build())
    gsub.LookupList.LookupCount = number + 1
    thai = next(record.Script.DefaultLangSys for record in gsub.ScriptList.ScriptRecord if record.ScriptTag == "thai")
    records = [gsub.FeatureList.FeatureRecord[index] for index in thai.FeatureIndex]
    compositions = [record.Feature for record in records if record.FeatureTag == "ccmp"]
    if not compositions:
        raise ValueError("the font composes nothing for Thai: there is no feature to add the rule to")
    for feature in compositions:
        feature.LookupListIndex.append(number)
        feature.LookupCount = len(feature.LookupListIndex)
