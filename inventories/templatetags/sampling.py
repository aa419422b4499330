"""States of a sample as word, shape and tint; the boxes by which figures are picked."""

from collections.abc import Container
from decimal import Decimal
from typing import NamedTuple

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cfo_site.templatetags.cfo import number, thai_month, tonnes
from inventories.calc.sampling.draw import Risk
from inventories.calc.sampling.projection import percent_of as share
from inventories.forms.sampling.drawing import LEVELS, PickForm, cell_of
from inventories.models import Checked, Notation
from inventories.selectors.grid import CELL_WORDS
from inventories.selectors.sampling.papers import DROPPED, LATE, RECEIVED, WAITING
from inventories.selectors.sampling.population import Figure, Row
from inventories.selectors.sampling.samples import CHANGED, GONE, OPEN

register = template.Library()


class Look(NamedTuple):
    """How a state looks: its word, the drawn mark, the tint."""

    word: str | Promise
    mark: str
    tint: str


LOOKS = {
    OPEN: Look(_("ยังไม่ตรวจ"), "i-ring", ""),
    Checked.AGREES.value: Look(_("ตรวจแล้ว ตรงกัน"), "i-tick", "ok"),
    Checked.DIFFERS.value: Look(_("มีผลต่าง"), "i-clash", "bad"),
    Checked.CANNOT.value: Look(_("ตรวจไม่ได้"), "i-warn", "warn"),
    CHANGED: Look(_("ตัวเลขเปลี่ยนในฉบับใหม่"), "i-half", "warn"),
    GONE: Look(_("ไม่มีในฉบับใหม่"), "i-none", "warn"),
}


PAPER_LOOKS = {
    WAITING: Look(_("รอเอกสาร"), "i-ring", ""),
    LATE: Look(_("เลยกำหนด"), "i-warn", "warn"),
    RECEIVED: Look(_("ได้รับแล้ว"), "i-tick", "ok"),
    DROPPED: Look(_("ไม่ต้องใช้แล้ว"), "i-none", ""),
}


@register.filter
def look_of(state: str) -> Look:
    """Return how a state of an item or a source looks."""
    return LOOKS[state]


@register.filter
def look_of_paper(state: str) -> Look:
    """Return how the state of a paper that was asked for looks."""
    return PAPER_LOOKS[state]


@register.filter
def figure_text(amount: str) -> str:
    """Return a frozen figure for the eye: a number, or the word of a notation; nothing where the year has no amount."""
    if not amount or amount[:1].isdigit():
        return number(Decimal(amount)) if amount else ""
    return str(CELL_WORDS[Notation(amount)])


@register.filter
def signed_tonnes(kgco2e: Decimal | None, places: int = 4) -> str:
    """Return a difference in tCO2e with its sign: +0.4750, −0.4750; 0 has none."""
    if kgco2e is None:
        return "–"
    sign = "−" if kgco2e < 0 else "+" if kgco2e > 0 else ""
    return sign + tonnes(abs(kgco2e), places)


@register.filter
def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a share in percent; None of nothing."""
    return share(part, whole)


@register.filter
def risk_words(risk: Risk) -> str:
    """Return the three levels of a source's risks in words."""
    words = {level: str(word) for level, word in LEVELS}
    return " / ".join(words[level] for level in (risk.inherent, risk.control, risk.detection))


@register.simple_tag
def pick_box(row: Row, figure: Figure | None, form: PickForm, sampled: Container[str]) -> SafeString:
    """Return a figure with its box; – where there is none; the figure alone where it is in the sample already."""
    if figure is None:
        return format_html("{}", "–")
    shown = figure_text(figure.amount) or "•"
    key = cell_of(figure.line, figure.month)
    if key in sampled:
        return format_html('{}<br><small class="quiet">{}</small>', shown, _("สุ่มตรวจ"))
    named = f"{row.name} {thai_month(figure.month) if figure.month else _('ทั้งปี')}"
    return format_html(
        '<label class="tick nb"><input type="checkbox" name="cell" value="{}" aria-label="{}"{}> {}</label>',
        key, named, format_html("{}", " checked") if key in form.chosen else "", shown,
    )  # fmt: skip
