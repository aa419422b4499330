"""What the dossier says of figures: of which months they are, how they were estimated, why there is none.

Years that were locked before any of this was kept say nothing of it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import thai_month_short
from inventories.models import Estimation, Frequency, Notation
from inventories.models.source import MONTHS_OF_A_QUARTER
from reports.exports.facts import MonthReason

_ANY_YEAR = 2000


def rhythm_in_words(described: Mapping[str, Any]) -> str:
    """Return how often a source gives a figure and of which months that is; empty for one of each month."""
    frequency = described.get("frequency", Frequency.MONTHLY)
    if frequency == Frequency.ANNUAL:
        month = thai_month_short(dt.date(_ANY_YEAR, described["due_month"], 1))
        return _("กรอกปีละครั้ง ตัวเลขเดือน %(month)s เป็นของทั้งปี") % {"month": month}
    return _("กรอกทุกไตรมาส ตัวเลขเป็นของสามเดือน") if frequency == Frequency.QUARTERLY else ""


def not_asked(months: Iterable[str], described: Mapping[str, Any]) -> frozenset[str]:
    """Return those of a year's months for which no figure of a source is asked, as the inventory document names them."""
    frequency = described.get("frequency", Frequency.MONTHLY)
    if frequency == Frequency.MONTHLY:
        return frozenset()
    asked = {described["due_month"]} if frequency == Frequency.ANNUAL else {*range(3, 13, MONTHS_OF_A_QUARTER)}
    return frozenset(key for key in months if int(key.partition("-")[2]) not in asked)


def month_reasons(
    source: Mapping[str, Any], described: Mapping[str, Any], names: Mapping[int, str]
) -> tuple[MonthReason, ...]:
    """Return why months are estimated or have no figure, told once for the months that share it. `names` by source."""
    amounts, estimated = source.get("amounts", {}), set(source.get("estimated", ()))
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, said in sorted(described["revisions"].items()):
        value = amounts.get(key, "")
        if key in estimated:
            what = str(Estimation(said["estimation"]).label) if "estimation" in said else _("ค่าประมาณ")
        elif value in Notation.values:
            what = str(Notation(value).label)
            if name := names.get(said.get("elsewhere", 0)):
                what = _("%(notation)s: %(source)s") % {"notation": what, "source": name}
        else:
            continue
        if said.get("reason") or "elsewhere" in said:
            told[what, said.get("reason", "")].append(key)
    return tuple(MonthReason(months=tuple(keys), what_th=what, reason_th=why) for (what, why), keys in told.items())
