"""Checks of how good the data are: instruments in calibration, scores A and B, the screening of Scope 3."""

from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name
from inventories.models import Origin
from inventories.selectors.instruments import measured_sources
from inventories.selectors.quality import scored_sources
from inventories.selectors.readiness.found import OWNS, Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known
from inventories.selectors.screening import Line
from inventories.selectors.screening import screening as screening_of
from inventories.selectors.spans import spans

INSTRUMENTS = Where("inventories:instrument_list")
SCREENING = Where("inventories:screening_list")


def calibration(known: Known) -> Found:
    """Find measured sources without an instrument, and instruments that were out of calibration in a month of use."""
    measured = [
        each for each in measured_sources(known.inventory, uses=known.uses) if each.use.origin == Origin.MEASURED
    ]
    items, weight = [], Decimal(0)
    for each in measured:
        kg = known.kg(each.use)
        weight += kg
        if not each.instruments:
            items.append(Item(plain_name(each.use), _("ยังไม่มีเครื่องมือ"), INSTRUMENTS, known.stake(each.use)))
        out = [held for held in each.instruments if held.uncovered]
        if out:
            told = "; ".join(
                _("%(instrument)s ไม่มีการสอบเทียบ %(months)s")
                % {"instrument": held.instrument.name, "months": spans(held.uncovered)}
                for held in out
            )
            where = Where("inventories:instrument_edit", (out[0].instrument.pk,), who=OWNS)
            items.append(Item(plain_name(each.use), told, where, known.stake(each.use)))
    return of_items(INSTRUMENTS, _("บันทึกการสอบเทียบ"), items, of=len(measured), of_kg=weight)


def scores(known: Known) -> Found:
    """Find sources that nobody has given the scores A and B."""
    where = Where("inventories:score_list")
    scored = scored_sources(known.inventory, uses=known.uses, by_use=known.by_use)
    items = [
        Item(plain_name(each.use), _("ยังไม่ให้คะแนน"), where, known.stake(each.use))
        for each in scored
        if each.row is None
    ]
    weight = sum((each.kgco2e for each in scored), Decimal(0))
    return of_items(where, _("ให้คะแนน"), items, of=len(scored), of_kg=weight)


def screening(known: Known) -> Found:
    """Find that criteria are not set, categories not judged, or said to be assessed and without a source; and the reverse."""
    found = screening_of(known.inventory, uses=list(known.uses), by_use=known.by_use)
    items = [] if found.row else [Item(_("เกณฑ์"), _("ยังไม่ได้กำหนดเกณฑ์"), SCREENING)]
    items += [
        Item(
            f"3.{line.kind.number} {plain_name(line.kind)}",
            told,
            Where("inventories:screening_list", fragment=f"c{line.kind.number}"),
            line.kgco2e if line.uses else None,
        )
        for line in found.lines
        if (told := _lacks(line))
    ]
    return of_items(SCREENING, _("คัดกรอง"), items, of=len(found.lines) + 1)


def _lacks(line: Line) -> str:
    if not line.is_judged:
        return _("ยังไม่คัดกรอง")
    if line.lacks_sources:
        return _("เลือกประเมิน แต่ยังไม่มีแหล่งปล่อยของหมวดนี้")
    return _("มีแหล่งปล่อยอยู่ แต่ไม่ได้เลือกประเมิน") if line.has_stray_sources else ""
