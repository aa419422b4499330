"""Figures, dates and years as readers of the page's language expect them; where a figure is shaped for the eye.

Names and other data are Thai also on an English page where they have no English: there they are marked as Thai.
"""

import datetime as dt
import html
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, Select
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cfo_site import language, thai
from cfo_site.thai import BE

register = template.Library()
_THAI_WORDS = re.compile("([ก-ฺเ-๛](?:[^A-Za-z]*[ก-ฺเ-๛])?)")  # from a Thai letter to the last before a Latin one


@register.filter
def tonnes(kgco2e: Decimal | None, places: int = 2) -> str:
    """Return kgCO2e as tCO2e with thousands commas, rounded half up to `places`; – where nothing is known."""
    return "–" if kgco2e is None else number(Decimal(kgco2e) / 1000, places)


@register.filter
def number(value: Decimal | None, places: int | None = None) -> str:
    """Return a number with thousands commas: as it is, or rounded half up to `places`; – where nothing is known."""
    if value is None:
        return "–"
    value = Decimal(value)
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return thai.figures(f"{value or abs(value):,f}")
    text = f"{value:,f}"
    return thai.figures(text.rstrip("0").rstrip(".") if "." in text else text)


@register.filter
def be(year: int) -> int:
    """Return a year of the common era as one of the Buddhist era."""
    return year + BE


@register.filter
def thai_digits(value: object) -> str:
    """Return a figure, or text with figures, in Thai digits: ๒๕๖๙."""
    return thai.thai_digits(str(value))


@register.filter
def thai_date(day: dt.date | None) -> str:
    """Return 28 ก.ย. 2569; on an English page 28 Sep 2026."""
    return "–" if day is None else thai.day_short(day)


@register.filter
def thai_date_long(day: dt.date | None) -> str:
    """Return 28 กันยายน พ.ศ. 2569; on an English page 28 September 2026."""
    return "–" if day is None else thai.day_long(day)


@register.filter
def thai_datetime(moment: dt.datetime | None) -> str:
    """Return 28 ก.ย. 2569 14.05 น., by the clock of Thailand; on an English page 28 Sep 2026 14:05."""
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    if thai.in_english():
        return f"{thai_date(local.date())} {local:%H:%M}"
    return f"{thai_date(local.date())} {thai.figures(f'{local:%H.%M}')} น."


@register.filter
def thai_month(month: dt.date) -> str:
    """Return ก.ย. 2569; on an English page Sep 2026."""
    return thai.month_and_year(month)


@register.filter
def thai_month_short(month: dt.date) -> str:
    """Return ก.ย. or Sep, for a column whose year stands above it."""
    return thai.month_short(month)


@register.filter
def year_label(year: str) -> str:
    """Return an inventory's year in words: 2568 is ปี 2568, fy2568 is ปีงบประมาณ 2568."""
    return thai.year_title(int(year.removeprefix("fy")), fiscal=year.startswith("fy"))


@register.filter
def as_written(text: object) -> str | SafeString:
    """Return what people wrote; on an English page its Thai words are marked as Thai."""
    if text is None or not thai.in_english():
        return "" if text is None else str(text)
    if isinstance(text, SafeString):
        if "<" in text:
            return text
        text = html.unescape(text)
    pieces = _THAI_WORDS.split(str(text))  # other, Thai, other, Thai, …
    marked = zip(pieces[::2], [*pieces[1::2], ""], strict=True)
    return format_html_join(
        "",
        "{}{}",
        ((other, format_html('<span lang="th">{}</span>', words) if words else "") for other, words in marked),
    )


@register.filter
def own_words(text: object) -> str | SafeString:
    """Return words of our own fixtures in the language of the page; words that are not known there, as written."""
    return as_written(gettext(text) if isinstance(text, str) and text else text)


@register.filter
def named(thing: Any, field: str = "") -> str | SafeString:
    """Return the name or title of a row in the language of the page: the Thai one, marked, where there is no English."""
    return as_written(plain_name(thing, field))


@register.filter
def plain_name(thing: Any, field: str = "") -> str:
    """Return the name or title of a row in the language of the page where no mark-up may stand, as in <title>.

    Another `field`, such as "district", if told so.
    """
    if thing is None:
        return ""
    field = field or ("title" if hasattr(thing, "title_th") else "name")
    in_thai = str(getattr(thing, f"{field}_th"))
    return str(getattr(thing, f"{field}_en", "") or gettext(in_thai)) if thai.in_english() and in_thai else in_thai


@register.simple_tag(takes_context=True)
def page_address(context: template.Context) -> str:
    """Return the address of the page for the language switch; "" for a page written without a request."""
    request = context.get("request")
    return language.page_address(request) if isinstance(request, HttpRequest) else ""


class _SelectOfData(Select):
    """A list to choose from whose Thai entries say that they are Thai."""

    @classmethod
    def like(cls, widget: Select) -> "_SelectOfData":
        """Return such a list with what another one offers."""
        marked = cls(attrs=widget.attrs, choices=widget.choices)
        marked.is_required = widget.is_required
        return marked

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an entry, marked where it has Thai words."""
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if _THAI_WORDS.search(str(option["label"])):
            option["attrs"]["lang"] = "th"
        return option


@register.filter
def control(field: BoundField, classes: str = "") -> SafeString:
    """Render a form field's control in the house's look; `classes` adds widths and kinds: "w12 num"."""
    if field.widget_type in {"checkbox", "radioselect", "checkboxselectmultiple"}:
        return field.as_widget()
    widget = field.field.widget
    own = str(widget.attrs.get("class", ""))
    marked = _SelectOfData.like(widget) if type(widget) is Select and thai.in_english() else None
    return field.as_widget(marked, attrs={"class": " ".join(filter(None, ["in", own, classes]))})


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id a link in the error summary must lead to: of a group of choices, its first."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.filter
def error_count(form: BaseForm) -> int:
    """Return how many sentences the error summary of a form will hold."""
    return sum(len(errors) for errors in form.errors.values())


@register.simple_tag
def other_languages() -> list[tuple[str, str]]:
    """Return code and own name of each language the page could be in instead."""
    return [pair for pair in settings.LANGUAGES if not (get_language() or "th").startswith(pair[0])]


SHORT_UNITS = {
    "litre": _("ลิตร"),
    "kg": _("กก."),
    "g": _("กรัม"),
    "t": _("ตัน"),
    "m3": _("ลบ.ม."),
    "km": _("กม."),
    "pkm": _("คน-กม."),
    "tkm": _("ตัน-กม."),
    "person": _("คน"),
    "person.day": _("คน-วัน"),
    "person.night": _("คน-คืน"),
    "cylinder": _("ถัง"),
    "ream": _("รีม"),
}  # as they fit a narrow column; other units stand as they are written (kWh, MJ, scf)


@register.filter
def unit(value: str) -> str:
    """Return a unit as a table column shows it."""
    return str(SHORT_UNITS.get(value, value))
