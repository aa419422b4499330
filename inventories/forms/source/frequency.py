"""How often a source gives a figure, and in which month that of a whole year is due."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.templatetags.cfo import thai_month, thai_month_short
from inventories.forms.parameters import Wrong
from inventories.models import Frequency, Inventory, InventorySource
from inventories.selectors.catalogue import Item
from inventories.selectors.sources import months_that_say

_t = gettext_lazy
FREQUENCY = ("frequency", "due_month")
MOST_NAMED = 6  # months in a sentence
_ANY_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often; the due month of an annual source, None of any other."""

    frequency: str = Frequency.MONTHLY
    due_month: int | None = None


def frequency_fields() -> dict[str, forms.Field]:
    """Return the fields. Where nothing is sent the source keeps its rhythm, and a new one is monthly."""
    months = [(str(month), thai_month_short(dt.date(_ANY_YEAR, month, 1))) for month in range(1, 13)]
    return {
        "frequency": forms.ChoiceField(
            label=_t("ได้ตัวเลขบ่อยเพียงใด"),
            choices=[
                (Frequency.MONTHLY, _t("ทุกเดือน")),
                (Frequency.QUARTERLY, _t("ทุกไตรมาส (กรอกใน มี.ค. มิ.ย. ก.ย. ธ.ค.)")),
                (Frequency.ANNUAL, _t("ปีละครั้ง")),
            ],
            widget=forms.RadioSelect,
            required=False,
            error_messages={"invalid_choice": _t("โปรดเลือกจากรายการ")},
        ),
        "due_month": forms.TypedChoiceField(
            label=_t("กรอกตัวเลขของทั้งปีในเดือน"),
            help_text=_t("เฉพาะแหล่งที่ได้ตัวเลขปีละครั้ง"),
            choices=[("", _t("ยังไม่ระบุ")), *months],
            coerce=int,
            empty_value=None,
            required=False,
            error_messages={"invalid_choice": _t("โปรดเลือกเดือนจากรายการ")},
        ),
    }


def rhythm_of(use: InventorySource | None) -> Rhythm:
    """Return the rhythm in force; a source that is not there yet is monthly."""
    return Rhythm(use.source.frequency, use.source.due_month) if use else Rhythm()


def frequency_initial(use: InventorySource | None, item: Item | None, inventory: Inventory) -> dict[str, Any]:
    """Return what the fields show: the rhythm in force, or the usual one of a kind, due in the last month of the year."""
    last = inventory.month_list[-1].month
    if use is None:
        return {"frequency": item.frequency if item else Frequency.MONTHLY, "due_month": str(last)}
    return {"frequency": use.source.frequency, "due_month": str(use.source.due_month or last)}


def read_frequency(cleaned: Mapping[str, Any], use: InventorySource | None) -> Rhythm:
    """Return the rhythm chosen. Raises Wrong: an annual one without its month, or another one where figures stand already."""
    before = rhythm_of(use)
    frequency = cleaned.get("frequency") or before.frequency
    if frequency != Frequency.ANNUAL:
        chosen = Rhythm(frequency)
    elif due_month := cleaned.get("due_month") or before.due_month:
        chosen = Rhythm(frequency, due_month)
    else:
        raise Wrong("due_month", _("โปรดเลือกเดือนที่จะกรอกตัวเลขของทั้งปี"))
    if use is not None and chosen != before and (filled := months_that_say(use)):
        field = "frequency" if chosen.frequency != before.frequency else "due_month"
        raise Wrong(field, _refusal(filled))
    return chosen


def _refusal(filled: list[dt.date]) -> str:
    """Return why figures that stand keep the rhythm as it is: each would be that of another stretch of months."""
    named = ", ".join(thai_month(month) for month in filled[:MOST_NAMED])
    if len(filled) > MOST_NAMED:
        named = _("%(months)s และอีก %(count)s เดือน") % {"months": named, "count": len(filled) - MOST_NAMED}
    sentence = _(
        "มีตัวเลขเดือน %(months)s แล้ว ถ้าเปลี่ยน ตัวเลขนั้นจะกลายเป็นของช่วงเวลาอื่น โปรดล้างตัวเลขก่อน หรือเลิกใช้แหล่งนี้แล้วเพิ่มแหล่งใหม่"
    )
    return sentence % {"months": named}
