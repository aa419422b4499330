"""Figures, dates and years as Thai readers expect them; the only place where a figure is shaped for the eye."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cfo_site.thai import BE, MONTHS_LONG, MONTHS_SHORT

register = template.Library()


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
        return f"{value or abs(value):,f}"
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def be(year: int) -> int:
    """Return a year of the common era as one of the Buddhist era."""
    return year + BE


@register.filter
def thai_date(day: dt.date | None) -> str:
    """Return 28 ก.ย. 2569."""
    return "–" if day is None else f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BE}"


@register.filter
def thai_date_long(day: dt.date | None) -> str:
    """Return 28 กันยายน พ.ศ. 2569."""
    return "–" if day is None else f"{day.day} {MONTHS_LONG[day.month - 1]} พ.ศ. {day.year + BE}"


@register.filter
def thai_datetime(moment: dt.datetime | None) -> str:
    """Return 28 ก.ย. 2569 14.05 น., by the clock of Thailand."""
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    return f"{thai_date(local.date())} {local:%H.%M} น."


@register.filter
def thai_month(month: dt.date) -> str:
    """Return ก.ย. 2569."""
    return f"{MONTHS_SHORT[month.month - 1]} {month.year + BE}"


@register.filter
def control(field: BoundField, classes: str = "") -> SafeString:
    """Render a form field's control in the house's look; `classes` adds widths and kinds: "w12 num"."""
    if field.widget_type in {"checkbox", "radioselect", "checkboxselectmultiple"}:
        return field.as_widget()
    own = str(field.field.widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": " ".join(filter(None, ["in", own, classes]))})


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id a link in the error summary must lead to: of a group of choices, its first."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id


@register.filter
def error_count(form: BaseForm) -> int:
    """Return how many sentences the error summary of a form will hold."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def year_label(year: str) -> str:
    """Return an inventory's year in words: 2568 is ปี 2568, fy2568 is ปีงบประมาณ 2568."""
    return f"ปีงบประมาณ {year[2:]}" if year.startswith("fy") else f"ปี {year}"


SHORT_UNITS = {
    "litre": _("ลิตร"),
    "kg": _("กก."),
    "g": _("กรัม"),
    "t": _("ตัน"),
    "m3": _("ลบ.ม."),
    "km": _("กม."),
    "pkm": _("คน-กม."),
    "tkm": _("ตัน-กม."),
    "person.day": _("คน-วัน"),
    "person.night": _("คน-คืน"),
}  # as they fit a narrow column; other units stand as they are written (kWh, MJ, scf)


@register.filter
def unit(value: str) -> str:
    """Return a unit as a table column shows it."""
    return str(SHORT_UNITS.get(value, value))


@register.filter
def thai_month_short(month: dt.date) -> str:
    """Return ก.ย., for a column whose year stands above it."""
    return MONTHS_SHORT[month.month - 1]
