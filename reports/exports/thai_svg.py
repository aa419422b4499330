"""Repair of Thai text in SVG: a text is shaped as a whole.

WeasyPrint 70 draws an SVG `<text>` letter by letter, as SVG allows each letter a place of its own (upstream issue
2249). Thai marks then never meet their consonant: tone marks collide with vowels in "ที่", "น้ำ" and "ปั๊ม". Here a
text whose letters have no places of their own is drawn in one piece.
"""

import functools
from collections.abc import Iterator
from typing import Any

from weasyprint import svg as drawing

from reports.exports import weasyprint_70  # noqa: F401  refuses any other version before anything is changed

_PLACES = ("x", "y", "dx", "dy")
_SPACING = ("letter-spacing", "textLength", "rotate")


class _Whole(str):
    """A text that yields itself in one piece where its letters are asked for."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@functools.cache
def repair() -> None:
    """Let WeasyPrint shape SVG texts as a whole from now on in this process."""
    draw_letters = drawing.text

    def draw(svg: Any, node: Any, font_size: float) -> None:
        element = node._etree_node  # noqa: SLF001  WeasyPrint has no other way to the text
        text = element.text
        if not text or places_its_letters(node):
            draw_letters(svg, node, font_size)
            return
        element.text = _Whole(text)
        try:
            draw_letters(svg, node, font_size)
        finally:
            element.text = text

    for tag, function in drawing.TAGS.items():
        if function is draw_letters:
            drawing.TAGS[tag] = draw
    drawing.text = draw  # the drawing of anchors asks which tags are drawn by this function


def places_its_letters(node: Any) -> bool:
    """Tell whether an SVG text gives places, turns or distances to single letters."""
    lists = ((node.get(name) or "").replace(",", " ").split() for name in _PLACES)
    return any(node.get(name) for name in _SPACING) or any(len(places) > 1 for places in lists)
