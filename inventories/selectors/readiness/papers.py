"""Checks of the evidence: each figure has a paper, of large sources first; no paper stands by a file that was withdrawn."""

from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name
from inventories.models import InventorySource, Method
from inventories.selectors.evidence.cells import cells_with_evidence, without_evidence
from inventories.selectors.evidence.entries import of_year, papers
from inventories.selectors.evidence.kinds import kind_label
from inventories.selectors.readiness.found import Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known
from inventories.selectors.spans import spans

INDEX = Where("inventories:evidence_list")


def evidence(known: Known) -> dict[str, Found]:
    """Find the figures that no paper stands for: of sources of 5 % of Scope 1 and 2 or more, and of the others."""
    bare = {each.use.pk: each.months for each in without_evidence(known.inventory)}
    having = cells_with_evidence(known.inventory)
    found = {}
    for key, large in (("evidence_large", True), ("evidence_small", False)):
        uses = [use for use in known.own if known.is_large(use) is large]
        items, count = [], 0
        for use in uses:
            where = Where("inventories:evidence_source", (use.pk,))
            if months := bare.get(use.pk):
                count += len(months)
                told = _("ยังไม่มีหลักฐาน %(months)s") % {"months": spans(months)}
                share = known.kg_of_month(use, months=len(months))
                items.append(Item(plain_name(use), told, where, share))
            elif not Method(use.method).has_months and (use.source_id, None) not in having:
                count += 1
                items.append(Item(plain_name(use), _("ยังไม่มีหลักฐานของทั้งปี"), where, known.kg(use)))
        weight = sum((known.kg(use) for use in uses), Decimal(0))
        figures = sum(_figures(known, use) for use in uses)
        found[key] = of_items(INDEX, _("ลงทะเบียนหลักฐาน"), items, of=figures, still=count, of_kg=weight)
    return found


def evidence_withdrawn(known: Known) -> Found:
    """Find papers that stand for figures and whose file was withdrawn: nobody can open it any more."""
    listed = [paper for paper in papers(known.inventory, of_year(known.inventory)) if not paper.evidence.is_cancelled]
    items = [
        Item(
            paper.evidence.code,
            _("%(kind)s: ถอนไฟล์แล้ว ยังไม่มีไฟล์ใหม่") % {"kind": kind_label(paper.evidence.kind)},
            Where("inventories:evidence_detail", (paper.evidence.pk,)),
        )
        for paper in listed
        if paper.withdrawn is not None
    ]
    return of_items(INDEX, _("แนบไฟล์ใหม่"), items, of=len(listed))


def _figures(known: Known, use: InventorySource) -> int:
    """Return how many figures of a source ask for a paper; a landfill has one, of the whole year."""
    if not Method(use.method).has_months:
        return 1
    return sum(cell.amount is not None for cell in known.cells.get(use.pk, {}).values())
