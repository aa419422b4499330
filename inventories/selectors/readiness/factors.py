"""Checks of the factors: in use in the period or on the planned day of filing, undated ones, those with a newer edition."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name
from emission_factors.selectors import edition_list, factors_valid
from inventories.models import InventorySource
from inventories.selectors.readiness.found import Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known

LIST = Where("inventories:source_list")


def factors(known: Known) -> dict[str, Found]:
    """Find factors that may not be used in this year, those without dates, and those of an edition with a newer one."""
    inventory = known.inventory
    uses = [use for use in known.uses if use.factor is not None]
    period = (inventory.first_month, inventory.last_day)
    valid = set(
        factors_valid(period, inventory.filing_date)
        .filter(pk__in={use.factor_id for use in uses})
        .values_list("pk", flat=True)
    )
    successors = {edition.pk: list(edition.superseded_by.all()) for edition in edition_list()}
    out = [use for use in uses if use.factor_id not in valid]
    undated = [use for use in uses if use.factor and use.factor.undated and use.factor_id in valid]
    older = [
        (use, newer[0])
        for use in uses
        if use.factor and use.factor_id in valid and (newer := successors.get(use.factor.edition_id))
    ]
    return {
        "factor_validity": _of(known, uses, [_item(known, use, _("ไม่อยู่ในช่วงวันใช้ หรือเลิกใช้แล้ว")) for use in out]),
        "factor_undated": _of(known, uses, [_item(known, use, _("ไม่ระบุวันใช้")) for use in undated]),
        "factor_newer": _of(
            known,
            uses,
            [_item(known, use, _("มีรุ่นใหม่กว่า: %(edition)s") % {"edition": plain_name(newer)}) for use, newer in older],
        ),
    }


def _item(known: Known, use: InventorySource, told: str) -> Item:
    assert use.factor is not None  # noqa: S101 - for the type checker: chosen by it
    words = _("%(factor)s: %(told)s") % {"factor": plain_name(use.factor), "told": told}
    # A line that derives from another is mended where that was decided.
    where = Where("inventories:upstream") if use.parent_id else Where("inventories:source_edit", (use.pk,))
    return Item(plain_name(use), words, where, known.stake(use))


def _of(known: Known, uses: Iterable[InventorySource], items: list[Item]) -> Found:
    listed = list(uses)
    weight = sum((known.kg(use) for use in listed), Decimal(0))
    return of_items(LIST, _("เลือกค่า EF"), items, of=len(listed), of_kg=weight)
