"""Where the parameters of a source come from, in words: tables, own figures, estimates, reasons."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from cfo_site.templatetags.cfo import plain_name
from cfo_site.thai import BE
from inventories.selectors.waste import compositions, sites

OWN = "own"
_CLIMATES = {"wet": _t("ภูมิอากาศร้อนชื้น (IPCC 2006 V5 T3.3)"), "dry": _t("ภูมิอากาศร้อนแห้ง (IPCC 2006 V5 T3.3)")}


def origin_in_words(known: Mapping[str, Any]) -> str:
    """Return where one parameter is from: the table it was taken from, what is an estimate, and the reason given.

    `known` is its entry in InventorySource.assumptions.
    """
    said = []
    preset = str(known.get("preset", ""))
    if preset in compositions():
        said.append(f"{plain_name(compositions()[preset])} ({_(compositions()[preset].source)})")
    elif preset in sites():
        said.append(f"{plain_name(sites()[preset])} ({_(sites()[preset].source)})")
    elif preset in _CLIMATES:
        said.append(str(_CLIMATES[preset]))
    elif preset == OWN:
        said.append(_("ผลการวัดหรือค่าของเทศบาล"))
    if known.get("before") in sites():
        values = {"before": plain_name(sites()[known["before"]]), "year": int(known["since"]) + BE}
        said.append(_("ก่อน พ.ศ. %(year)s เป็น%(before)s") % values)
    if years := known.get("estimated"):
        said.append(_("ประมาณ พ.ศ. %(years)s") % {"years": _runs(sorted(int(year) + BE for year in years))})
    if reason := known.get("reason"):
        said.append(_("เหตุผล: %(reason)s") % {"reason": reason})
    return " · ".join(said)


def _runs(years: list[int]) -> str:
    """Return years as people say them: 2550–2556, 2560."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
