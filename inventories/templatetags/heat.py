"""Cells of a heat map, in one go: a page has hundreds of them."""

from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import add

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from inventories.selectors.cells import Look

register = template.Library()
_CELL = '<td class="m {}"><svg aria-hidden="true"><use href="#{}"/></svg><span class="sr">{}</span></td>'


@register.simple_tag
def heat_cells(marks: Iterable[tuple[Look, str]]) -> SafeString:
    """Return a row's cells: the tint, the mark and the hidden word of each."""
    return reduce(add, (_cell(look.tint, look.mark, word) for look, word in marks), SafeString())


@lru_cache(maxsize=1000)
def _cell(tint: str, mark: str, word: str) -> SafeString:
    return format_html(_CELL, tint, mark, word)
