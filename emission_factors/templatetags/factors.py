"""How the library is written on a page: gases with their small figures, printed numbers with their places."""

import re
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emission_factors.models import GwpSet

register = template.Library()
_FORMULA = re.compile(r"([A-Za-z)\]])(\d+)")
_TRADE = re.compile(r"R-|Halon-")


@register.filter
def gas(name: str) -> SafeString:
    """Return a gas as it is written on paper: CO2 with a small 2, CH4_fossil in words; R-134a stays as it is."""
    if _TRADE.match(name):
        return format_html("{}", name)
    formula, _underscore, kind = name.partition("_")
    words = {"fossil": _("ฟอสซิล"), "unspecified": _("ไม่ระบุที่มา")}
    return format_html("{} {}", small_figures(formula), words[kind]) if kind in words else small_figures(name)


@register.filter
def small_figures(text: str) -> SafeString:
    """Return a chemical formula with its figures as subscripts."""
    pieces = _FORMULA.split(text)  # text, letter, figure, text, letter, figure, …
    ends = [*pieces[2::3], ""]
    parts = [
        (before + letter, figure) for before, letter, figure in zip(pieces[::3], [*pieces[1::3], ""], ends, strict=True)
    ]
    return format_html_join("", "{}{}", ((words, format_html("<sub>{}</sub>", n) if n else "") for words, n in parts))


@register.filter
def as_printed(value: Decimal | None) -> str:
    """Return a number with all its places, as it was printed: 2.7080; – where nothing is printed."""
    return "–" if value is None else f"{value:,f}"


@register.filter
def titled(thing: Any) -> str:
    """Return the title or name of a row in the reader's language."""
    language = "th" if (get_language() or "th").startswith("th") else "en"
    field = "title" if hasattr(thing, "title_th") else "name"
    return str(getattr(thing, f"{field}_{language}"))


@register.filter
def set_heading(gwp_set: GwpSet) -> SafeString:
    """Return a GWP set's key in two short lines, for a narrow column: AR5, and below it 2565."""
    report, _hyphen, rest = gwp_set.key.partition("-")
    return format_html("{}<br>{}", report, rest.rpartition("-")[2]) if rest else format_html("{}", report)


@register.filter
def scope_words(hint: str) -> str:
    """Return a publisher's scope hint in words: 3-C5 (Scope 1 if own site)."""
    if hint == "CFP":
        return _("ไม่ใช้กับ CFO (ค่าตลอดวัฏจักรชีวิต)")
    scope, _hyphen, category = hint.partition("-")
    own_site = "Scope 1" in category
    words = _("ประเภทที่ %(scope)s") % {"scope": scope}
    if category:
        words += " " + _("หมวด %(category)s") % {"category": category.partition(" ")[0].replace("C", "")}
    return words + (" " + _("(ประเภทที่ 1 หากเป็นสถานที่ของเทศบาลเอง)") if own_site else "")
