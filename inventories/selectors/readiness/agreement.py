"""Checks that everything says the same: stored and recalculated, grid and document, sums and forms, chain and lock."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.ledger import heads
from cfo_site.ledger.selectors import first_break
from cfo_site.templatetags.cfo import number
from emission_factors.calc.decimals import plain
from inventories.calc import document, result
from inventories.models import State
from inventories.selectors.document import document_in_force, source_id
from inventories.selectors.fresh import against_frozen, compare
from inventories.selectors.readiness.found import Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known
from inventories.selectors.results import totals_by_scope_and_month

GRID = Where("inventories:grid")
PATH = Where("inventories:year_path")
KG_PER_TONNE = 1000
SCOPES = {"1": "1", "2": "2", "3": "3"}


def recalculated(known: Known) -> Found:
    """Find stored results that a fresh calculation does not give, and a source that cannot be calculated at all."""
    try:
        rows, different = compare(known.inventory, known.uses)
        different += against_frozen(known.inventory)
    except document.Faults as wrong:
        rows, different = 0, [fault.line() for fault in wrong.faults]
    told = _("ผลต่างกัน %(count)s รายการ โปรดแจ้งผู้ดูแลระบบให้คำนวณใหม่") % {"count": len(different)}
    items = [Item(_("ผลที่เก็บไว้"), told, GRID)] if different else []
    return of_items(GRID, _("ดูตาราง"), items, of=max(rows, len(different)), still=len(different))


def sums(known: Known) -> Found:
    """Find where grid, document, sums by source and month, and the whole tonnes of form Fr-05 do not agree."""
    try:
        mapping = document_in_force(known.inventory)
        calculated = result.calculate(document.from_mapping(mapping))
    except document.Faults as wrong:
        items = [Item(_("เอกสารบัญชี"), fault.line(), GRID) for fault in wrong.faults]
        return of_items(GRID, _("ดูตาราง"), items, of=len(items))
    items = [Item(name, told, GRID) for name, told in (*_cells(known, mapping), *_totals(known, calculated))]
    return of_items(GRID, _("ดูตาราง"), items, of=len(known.own) + len(SCOPES) + 2)


def ledger(known: Known) -> Found:
    """Find the first entry of the municipality's ledger that does not follow from the one before it."""
    where = Where("ledger:entry_list", of_year=False)
    try:
        broken = first_break(known.inventory.municipality, kept=heads.kept())
    except ValueError:
        broken = (0, "")
    told = _("ขาดที่รายการที่ %(number)s โปรดแจ้งผู้ดูแลระบบ") % {"number": broken[0]} if broken else ""
    items = [Item(_("บันทึกการกระทำ"), told, where)] if broken else []
    return of_items(where, _("ดูบันทึก"), items, of=1)


def locked(known: Known) -> Found:
    """Find that the year is not locked, or that a correction of it is open."""
    inventory, items = known.inventory, []
    if inventory.state == State.CORRECTING:
        items = [Item(_("ฉบับแก้ไข"), _("ยังเปิดอยู่ โปรดแก้ให้เสร็จแล้วล็อกฉบับแก้ไข"), PATH)]
    elif not inventory.is_locked:
        told = _("สถานะ “%(state)s” ทำข้ออื่นให้ครบ แล้วส่งตรวจ อนุมัติ และล็อก") % {"state": inventory.get_state_display()}
        items = [Item(inventory.title, told, PATH)]
    return of_items(PATH, _("ไปขั้นต่อไป"), items, of=1)


def _cells(known: Known, mapping: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield sources whose months in the document are not those of the grid."""
    written = {source["id"]: source.get("amounts", {}) for source in mapping["sources"]}
    for use in known.own:
        in_grid = {
            f"{month:%Y-%m}": plain(cell.amount)
            for month, cell in known.cells.get(use.pk, {}).items()
            if cell.amount is not None
        }
        in_document = {month: text for month, text in written.get(source_id(use), {}).items() if text[:1].isdecimal()}
        if in_grid != in_document:
            yield str(use.name_th), _("ตัวเลขรายเดือนในตารางกับในเอกสารบัญชีไม่ตรงกัน")


def _totals(known: Known, calculated: result.Result) -> Iterator[tuple[str, str]]:
    """Yield sums that differ: each scope, its sources, its months, and whole tonnes that are not the sum of the scopes'."""
    stored, reported = known.totals.scopes, known.totals.reported
    by_month = totals_by_scope_and_month(known.inventory)
    for scope, total in calculated.scopes.items():
        ways = {
            total.kgco2e,
            stored[scope],
            sum((kg for (of, _month), kg in by_month.items() if of == scope), Decimal(0)),
        }
        if scope in SCOPES:
            ways.add(
                sum(
                    (
                        known.by_use[use.pk].counted
                        for use in known.uses
                        if use.scope == scope and use.pk in known.by_use
                    ),
                    Decimal(0),
                )
            )
        if len(ways) > 1 or total.reported_tco2e != reported[scope]:
            told = _("ยอดของตาราง แหล่งปล่อย เดือน และเอกสารต่างกัน: %(ways)s tCO2e") % {
                "ways": ", ".join(number(kg / KG_PER_TONNE) for kg in sorted(ways))
            }
            yield _("ประเภทที่ %(scope)s") % {"scope": scope}, told
    whole = sum((reported[scope] for scope in SCOPES), Decimal(0))
    if not whole == reported["1_2_3"] == calculated.scope_1_2_3.reported_tco2e:
        yield "Fr-05", _("ยอดรวมเต็มตันไม่เท่าผลบวกของประเภทที่ 1 ถึง 3")
    exact = known.totals.scope_1_2_3 / KG_PER_TONNE
    if not exact <= whole < exact + len(SCOPES):
        yield "Fr-05", _("ยอดเต็มตันห่างจากยอดไม่ปัดเศษเกินที่การปัดขึ้นให้ได้")
