"""How facts that acts of several apps share are read: years, months, fields of a form, choices."""

import datetime as dt
import re
from collections.abc import Mapping

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Choices, Model
from django.utils.functional import Promise
from django.utils.translation import gettext

from cfo_site import thai
from cfo_site.ledger.acts import Reader, read_as

_FISCAL_YEAR = re.compile(r"fy(\d{4})")  # the key of a fiscal-year inventory
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def year(key: str, _facts: Mapping[str, object]) -> str:
    """Return งบประมาณ 2568 for fy2568; a calendar year as it stands."""
    fiscal = _FISCAL_YEAR.fullmatch(key)
    return gettext("งบประมาณ %s") % fiscal[1] if fiscal else key


def month(key: str, _facts: Mapping[str, object]) -> str:
    """Return มี.ค. 2567 for 2024-03; ทั้งปี where a paper is of no single month."""
    found = _MONTH.fullmatch(key)
    if found is None:
        return key or gettext("ทั้งปี")
    return thai.month_and_year(dt.date(int(found[1]), int(found[2]), 1))


def day(key: str, _facts: Mapping[str, object]) -> str:
    """Return 30 ก.ย. 2568 for 2025-09-30."""
    return thai.day_short(dt.date.fromisoformat(key)) if _DAY.fullmatch(key) else key


def labels(*choices: type[Choices]) -> Reader:
    """Return a reader of the labels of some choices."""
    words = {str(value): label for each in choices for value, label in each.choices}
    return of_mapping(words)


def of_mapping(words: Mapping[str, str | Promise]) -> Reader:
    """Return a reader that looks a key up."""

    def read(key: str, _facts: Mapping[str, object]) -> str | Promise:
        return words.get(key, key)

    return read


def fields_of(*models: type[Model], besides: Mapping[str, str | Promise] | None = None) -> Reader:
    """Return a reader of the names of fields: those that forms show. `besides`: what no form shows."""

    def read(key: str, _facts: Mapping[str, object]) -> str | Promise:
        if besides and key in besides:
            return besides[key]
        for model in models:
            try:
                field = model._meta.get_field(key)  # noqa: SLF001 - Django's own way to a field's name
            except FieldDoesNotExist:
                continue
            return getattr(field, "verbose_name", key)
        return key

    return read


read_as("year", year)
read_as("years", year)
read_as("from_year", year)
read_as("month", month)
read_as("from_month", month)
