"""Checks of the figures: months, those not estimated, reasons, estimates, doubts, bills, what waits to be accepted."""

from collections.abc import Callable
from decimal import Decimal, localcontext

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name, thai_month
from emission_factors.calc.decimals import WORKING
from inventories.models import CameBy
from inventories.models.source import MONTHS_OF_A_YEAR
from inventories.selectors.bill_year import differing_cells
from inventories.selectors.cells import LATER, MISSING, NOT_ESTIMATED
from inventories.selectors.imports.batches import waiting_files
from inventories.selectors.links import waiting_in
from inventories.selectors.notations import lacking_months
from inventories.selectors.plausibility import Flag
from inventories.selectors.readiness.found import WRITES, Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known
from inventories.selectors.spans import spans

COMPLETENESS = Where("inventories:completeness")


def months(known: Known) -> Found:
    """Find the months without a figure, and a period of other than twelve months."""
    items = []
    missing = 0
    for use in known.own:
        empty = [month for month, cell in known.cells.get(use.pk, {}).items() if cell.state in {MISSING, LATER}]
        if empty:
            missing += len(empty)
            told = _("ยังไม่มีตัวเลข %(months)s") % {"months": spans(empty)}
            where = Where("inventories:grid", query=f"source={use.pk}")
            items.append(Item(plain_name(use), told, where, known.kg_of_month(use, months=len(empty))))
    if not known.own:
        told = _("ยังไม่มีแหล่งปล่อยในบัญชี")
        items.append(Item(_("แหล่งปล่อย"), told, Where("inventories:source_list")))
    if known.inventory.months != MONTHS_OF_A_YEAR:
        told = _("รอบปีมี %(months)s เดือน บัญชีที่ล็อกต้องครบ 12 เดือน") % {"months": known.inventory.months}
        items.append(Item(_("รอบปี"), told, Where("reports:year_overview")))
    cells = sum(len(of_use) for of_use in known.cells.values())
    return of_items(
        COMPLETENESS, _("กรอกตัวเลข"), items, of=cells, still=max(missing, len(items)), of_kg=_whole(known, items)
    )


def not_estimated(known: Known) -> Found:
    """Find the months that somebody has marked as not estimated (NE): they are missing all the same."""
    items, count = [], 0
    for use in known.own:
        left = [month for month, cell in known.cells.get(use.pk, {}).items() if cell.state == NOT_ESTIMATED]
        if left:
            count += len(left)
            told = _("ยังไม่ประเมิน %(months)s") % {"months": spans(left)}
            where = Where("inventories:estimate", (use.pk,), who=WRITES)
            items.append(Item(plain_name(use), told, where, known.kg_of_month(use, months=len(left))))
    cells = sum(len(of_use) for of_use in known.cells.values())
    return of_items(COMPLETENESS, _("ประเมินหรือกรอก"), items, of=cells, still=count, of_kg=_whole(known, items))


def no_figure_reasons(known: Known) -> Found:
    """Find the cells that say why there is no figure without a reason, or without what includes them."""
    count = lacking_months(known.inventory)
    told = _("%(count)s ช่อง") % {"count": count}
    items = [Item(_("เหตุผลที่ไม่มีตัวเลข"), told, COMPLETENESS)] if count else []
    noted = sum(row.notation != "" for row in known.amounts.values())
    return of_items(COMPLETENESS, _("ระบุเหตุผล"), items, of=max(noted, count), still=count)


def estimates(known: Known) -> Found:
    """Find estimated figures that say neither by which method nor why. A calculation sheet is a method."""
    items, count, estimated = [], 0, 0
    for use in known.own:
        rows = [
            (month, row)
            for month in known.cells.get(use.pk, {})
            if (row := known.amounts.get((use.source_id, month))) is not None and row.estimated
        ]
        bare = [
            month
            for month, row in rows
            if not (row.estimation or row.reason.strip() or row.came_by in {CameBy.SHEET, CameBy.ESTIMATE})
        ]
        estimated += len(rows)
        if bare:
            count += len(bare)
            told = _("ค่าประมาณที่ไม่บอกวิธี %(months)s") % {"months": spans(bare)}
            where = Where("inventories:beside", (use.pk, bare[0]))
            items.append(Item(plain_name(use), told, where, known.kg_of_month(use, months=len(bare))))
    return of_items(COMPLETENESS, _("ระบุวิธี"), items, of=estimated, still=count, of_kg=_whole(known, items))


def outliers(known: Known) -> Found:
    """Find unusual figures whose explanation is demanded and missing."""
    return _doubts(known, [flag for flag in known.flags if flag.demanded], lambda flag: flag.owed)


def outliers_small(known: Known) -> Found:
    """Find unusual figures that nobody has looked at, without an effect that must be explained."""
    return _doubts(known, [flag for flag in known.flags if not flag.demanded], lambda flag: flag.open)


def bills(known: Known) -> Found:
    """Find cells that hold something else than their bills come to."""
    uses = {use.source_id: use for use in reversed(known.own)}
    items = []
    for each in differing_cells(known.inventory, known.uses):
        use = uses[each.source.pk]
        now = (each.now.amount if each.now else None) or Decimal(0)
        told = _("%(month)s ไม่ตรงกับบิล") % {"month": thai_month(each.month)}
        apart = abs((each.after or Decimal(0)) - now)
        items.append(Item(plain_name(use), told, Where("inventories:bill_list"), _weighed(known, use.source_id, apart)))
    of_bills = sum(row.came_by == CameBy.BILL for row in known.amounts.values())
    return of_items(
        Where("inventories:bill_list"), _("ตรวจบิล"), items, of=of_bills + len(items), of_kg=_whole(known, items)
    )


def waiting(known: Known) -> Found:
    """Find figures that came by a one-time link and workbooks that were read, neither accepted nor refused."""
    items = []
    if links := waiting_in(known.inventory):
        told = _("%(count)s รายการ นับเมื่อเทศบาลรับแล้วเท่านั้น") % {"count": links}
        items.append(Item(_("ตัวเลขที่ส่งทางลิงก์ รอรับ"), told, Where("inventories:link_list", who=WRITES)))
    if files := waiting_files(known.inventory):
        told = _("%(count)s ไฟล์ อ่านแล้วแต่ยังไม่ได้บันทึกหรือทิ้ง") % {"count": files}
        items.append(Item(_("ไฟล์นำเข้ารอตรวจ"), told, Where("inventories:import_list")))
    return of_items(Where("inventories:import_list"), _("ตัดสินใจ"), items, of=2)


def _doubts(known: Known, doubtful: list[Flag], is_open: Callable[[Flag], bool]) -> Found:
    items = [
        Item(
            plain_name(flag.use),
            f"{thai_month(flag.month)}: {flag.doubts[0].sentence}",
            Where("inventories:check_cell", (flag.use.pk, flag.month)),
            flag.kgco2e,
        )
        for flag in doubtful
        if is_open(flag)
    ]
    return of_items(
        Where("inventories:check_list"), _("ตรวจตัวเลข"), items, of=len(doubtful), of_kg=_whole(known, items)
    )


def _weighed(known: Known, source: int, amount: Decimal) -> Decimal | None:
    """Return kg CO2e of an amount of a source by what its figures of the year came to; None where there are none."""
    figures = [row.amount for (of, _month), row in known.amounts.items() if of == source and row.amount]
    if not figures:
        return None
    with localcontext(WORKING):
        kg = sum((known.kg(use) for use in known.uses if use.source_id == source), Decimal(0))
        return kg / sum(figures, Decimal(0)) * amount


def _whole(known: Known, items: list[Item]) -> Decimal:
    """Return kg CO2e of the year with what its open things would add; 0 where one of them cannot be weighed.

    A share by weight would then leave that one out: the number of things says more.
    """
    if any(item.kgco2e is None for item in items):
        return Decimal(0)
    return known.kg_of_all + sum((item.kgco2e or Decimal(0) for item in items), Decimal(0))
