"""Figures, dates and years as Thai readers expect them; the only place where a figure is shaped for the eye."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django import template

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
        return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
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
def thai_month(month: dt.date) -> str:
    """Return ก.ย. 2569."""
    return f"{MONTHS_SHORT[month.month - 1]} {month.year + BE}"
