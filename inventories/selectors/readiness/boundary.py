"""Checks of the boundary: questions, what was copied, what is left out, what may be counted twice, how sources are told."""

from decimal import Decimal

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import number, plain_name
from inventories.models import Exclusion
from inventories.selectors.boundary import asked_in, exclusions
from inventories.selectors.double_counting import warnings
from inventories.selectors.readiness.found import OWNS, Found, Item, Where, of_items
from inventories.selectors.readiness.known import Known

PAGE = Where("inventories:boundary_list")
ONE_EXCLUSION, ALL_EXCLUSIONS = Decimal("0.01"), Decimal("0.05")  # of Scope 1 and 2; a rule of thumb (GK)
KG_PER_TONNE = 1000


def questions(known: Known) -> Found:
    """Find the questions about the boundary that nobody has answered."""
    asked = asked_in(known.inventory)
    items = [
        Item(
            plain_name(each.use),
            _("ยังไม่ได้ตอบ %(count)s ข้อ") % {"count": each.open},
            Where("inventories:source_boundary", (each.use.pk,)),
            known.stake(each.use),
        )
        for each in asked
        if each.open
    ]
    every, still = sum(len(each.asked) for each in asked), sum(each.open for each in asked)
    weight = sum((known.kg(each.use) for each in asked), Decimal(0))
    return of_items(PAGE, _("ตอบคำถาม"), items, of=every, still=still, of_kg=weight)


def setup(known: Known) -> Found:
    """Find what was copied from another year and that nobody has confirmed."""
    where = Where("inventories:year_setup")
    items = [
        Item(plain_name(use), _("คัดลอกมาจากปีอื่น ยังไม่มีผู้ยืนยัน"), where, known.stake(use))
        for use in known.own
        if use.copied_from_id is not None
    ]
    copied = len(known.own) if known.inventory.copied_from_id else 0
    return of_items(where, _("ยืนยันการตั้งค่า"), items, of=copied)


def left_out(known: Known) -> dict[str, Found]:
    """Find what is left out without a reason or by an unconfirmed copy; and what is not estimated, or is too much."""
    listed = exclusions(known.inventory)
    where = Where("inventories:boundary_list", fragment="exclusions")
    bare = [each for each in listed if not each.why.strip() or each.copied_from_id is not None]
    unweighed = [each for each in listed if each.tco2e is None]
    base = known.totals.scope_1_2
    large = [each for each in listed if each.tco2e is not None and base and _kg(each) >= base * ONE_EXCLUSION]
    items = [Item(each.what, _("ยังไม่ได้ประเมินปริมาณ"), where) for each in unweighed]
    items += [Item(each.what, _("มีตั้งแต่ร้อยละ 1 ของประเภทที่ 1 และ 2"), where, _kg(each)) for each in large]
    together = sum((_kg(each) for each in listed if each.tco2e is not None), Decimal(0))
    if base and together >= base * ALL_EXCLUSIONS:
        told = _("รวมกัน %(tonnes)s tCO2e มีตั้งแต่ร้อยละ 5 ของประเภทที่ 1 และ 2") % {
            "tonnes": number(together / KG_PER_TONNE, 2)
        }
        items.append(Item(_("สิ่งที่ไม่รวมทั้งหมด"), told, where))
    return {
        "exclusions": of_items(
            where,
            _("ระบุเหตุผลหรือยืนยัน"),
            [Item(each.what, _("ยังไม่มีเหตุผลที่ยืนยันแล้ว"), where, _kg(each) if each.tco2e else None) for each in bare],
            of=len(listed),
        ),
        "exclusions_weighed": of_items(where, _("ประเมินปริมาณ"), items, of=len(listed)),
    }


def double_counting(known: Known) -> Found:
    """Find warnings of double counting to which nobody gave a reason."""
    every = warnings(known.inventory)
    where = Where("inventories:boundary_list", fragment="warnings")
    items = [
        Item(
            each.names,
            each.sentence,
            where,
            max((kg for use in each.uses if (kg := known.stake(use)) is not None), default=None),
        )
        for each in every
        if each.open
    ]
    return of_items(where, _("ชี้แจง"), items, of=len(every))


def described(known: Known) -> Found:
    """Find sources that lack what tables 3.2 and 4 of the report print of each: division, place, paper."""
    items = []
    for use in known.own:
        source = use.source
        lacking = [
            word
            for word, told in (
                (_("กองที่รับผิดชอบ"), source.division_id),
                (_("ที่ตั้ง"), source.location.strip()),
                (_("เอกสารที่ใช้"), source.paper.strip()),
            )
            if not told
        ]
        if lacking:
            told = _("ยังไม่มี %(what)s") % {"what": ", ".join(lacking)}
            items.append(Item(plain_name(use), told, Where("inventories:source_edit", (use.pk,)), known.stake(use)))
    where = Where("inventories:source_list", who=OWNS)
    return of_items(where, _("แก้แหล่งปล่อย"), items, of=len(known.own))


def _kg(excluded: Exclusion) -> Decimal:
    return (excluded.tco2e or Decimal(0)) * KG_PER_TONNE
