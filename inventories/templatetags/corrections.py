"""The boxes by which figures of a frozen year are opened for a correction."""

from collections.abc import Container

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name, thai_month
from inventories.forms.path import CorrectionForm
from inventories.selectors.grid import Row
from inventories.selectors.grid.cell import Cell

register = template.Library()


@register.simple_tag
def correction_box(row: Row, cell: Cell, form: CorrectionForm, opened: Container[str]) -> SafeString:
    """Return a figure with its box; – where the source does not count; the figure alone where it is open already."""
    if cell.state == "off":
        return format_html("{}", "–")
    key = f"{row.use.source_id}:{cell.month:%Y-%m}"
    if key in opened:
        return format_html('{}<br><small class="quiet">{}</small>', cell.text or "–", _("เปิดแล้ว"))
    named = f"{plain_name(row.use.source)} {thai_month(cell.month)}"
    return format_html(
        '<label class="tick nb"><input type="checkbox" name="cell" value="{}" aria-label="{}"{}> {}</label>',
        key, named, format_html("{}", " checked") if key in form.chosen else "", cell.text or "–",
    )  # fmt: skip
