"""From which month to which a source is used, and which figures that would cut off."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import thai_month
from inventories.models import Inventory, InventorySource
from inventories.selectors.sources import months_with_figures


def month_choices(inventory: Inventory, use: InventorySource | None) -> dict[str, list[tuple[str, str]]]:
    """Return what the two fields offer: the months of the year, and the one in force where it lies outside."""
    offered = {}
    for name, none in (("first_month", _("ใช้อยู่ก่อนแล้ว")), ("last_month", _("ยังใช้อยู่"))):
        in_force = getattr(use.source, name) if use else None
        months = {month for month in (*inventory.month_list, in_force) if month}
        offered[name] = [("", none), *((f"{month:%Y-%m}", thai_month(month)) for month in sorted(months))]
    return offered


def cut_off(use: InventorySource, first: dt.date | None, last: dt.date | None) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for months that would cut off a figure: out of use, it would vanish from the total."""
    source = use.source
    if (first, last) == (source.first_month, source.last_month):
        return
    message = _("มีตัวเลขเดือน %(months)s แล้ว โปรดล้างตัวเลขเดือนนั้นก่อน หรือเลือกเดือนใหม่")
    filled = months_with_figures(use)
    for name, cut in (
        ("first_month", [month for month in filled if first and month < first]),
        ("last_month", [month for month in filled if last and month > last]),
    ):
        if cut:
            yield name, message % {"months": ", ".join(thai_month(month) for month in cut)}
