"""What waits for a decision in a year besides the figures of its sources: each with its page and what is at stake."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.gate import Visitor
from cfo_site.templatetags.cfo import thai_date
from emission_factors.calc.decimals import WORKING
from inventories.models import Inventory, InventorySource, State
from inventories.selectors.bill_year import differing_cells
from inventories.selectors.certificates import certificate_due
from inventories.selectors.findings.register import unanswered
from inventories.selectors.imports.batches import waiting_files
from inventories.selectors.links import figures_waiting, waiting_in
from inventories.selectors.notations import lacking_months
from inventories.selectors.setup import unconfirmed

KILOGRAMS = 1000  # in a tonne
Rates = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Matter:
    """Something to be decided. `page`: the address's name; `kgco2e`: what it may change, None where nothing known says.

    `of_town`: the page is the municipality's, not the year's.
    """

    name: str
    told: str
    act: str
    page: str
    kgco2e: Decimal | None = None
    of_town: bool = False


def matters(
    inventory: Inventory, uses: Sequence[InventorySource], rates: Rates, *, visitor: Visitor, questions: int
) -> list[Matter]:
    """Return what waits for somebody who may write, the most kgCO2e first, then what nobody can weigh.

    `rates`: kgCO2e per unit by source, of those that have figures. `questions`: of the boundary, still to be answered.
    In a fixed number of queries; of a closed year only findings and its certificate.
    """
    if not visitor.writes:
        return []
    looks: list[Callable[[], Matter | None]] = [
        lambda: _findings(inventory) if visitor.owns else None,
        lambda: _certificate(inventory, visitor) if visitor.owns and inventory.state == State.REGISTERED else None,
    ]
    if inventory.is_open:
        looks += _of_open_year(inventory, uses, rates, visitor=visitor, questions=questions)
    found = [matter for look in looks if (matter := look()) is not None]
    return sorted(found, key=lambda each: (each.kgco2e is None, -(each.kgco2e or 0)))


def _of_open_year(
    inventory: Inventory, uses: Sequence[InventorySource], rates: Rates, *, visitor: Visitor, questions: int
) -> list[Callable[[], Matter | None]]:
    return [
        lambda: _links(inventory, rates),
        lambda: _bills(inventory, uses, rates),
        lambda: _files(inventory),
        lambda: _reasons(inventory),
        lambda: _setup(inventory, uses) if visitor.owns else None,
        lambda: _boundary(questions) if visitor.owns else None,
    ]


def _findings(inventory: Inventory) -> Matter | None:
    waiting = unanswered(inventory)
    if not waiting:
        return None
    known = [abs(each.effect) for each in waiting if each.effect is not None]
    return Matter(
        _("ข้อค้นพบของผู้ทวนสอบ รอคำตอบ"),
        ", ".join(each.label for each in waiting),
        _("ตอบ"),
        "inventories:finding_list",
        sum(known, Decimal(0)) * KILOGRAMS if known else None,
    )


def _certificate(inventory: Inventory, visitor: Visitor) -> Matter | None:
    due = certificate_due(inventory.municipality, visitor=visitor, today=timezone.localdate())
    if due is None or due.inventory.pk != inventory.pk:
        return None
    told = _("ใช้ได้ถึง %(day)s") % {"day": thai_date(due.ends_on)}
    if due.plan is not None:
        told = _("ใช้ได้ถึง %(day)s ควรเริ่มทวนสอบปีถัดไปภายใน %(begin)s") % {
            "day": thai_date(due.ends_on), "begin": thai_date(due.plan.verify_from),
        }  # fmt: skip
    return Matter(_("ใบรับรองใกล้หมดอายุ"), told, _("ดูแผน"), "inventories:certificate_list", of_town=True)


def _links(inventory: Inventory, rates: Rates) -> Matter | None:
    count = waiting_in(inventory)
    if not count:
        return None
    sent = figures_waiting(inventory)
    return Matter(
        _("ตัวเลขที่ส่งทางลิงก์ รอรับ"),
        _("%(count)s รายการ นับเมื่อเทศบาลรับแล้วเท่านั้น") % {"count": count},
        _("ตรวจรับ"),
        "inventories:link_list",
        _weighed([(source, amount) for source, amount in sent if amount is not None], rates),
    )


def _bills(inventory: Inventory, uses: Sequence[InventorySource], rates: Rates) -> Matter | None:
    differing = differing_cells(inventory, uses)
    if not differing:
        return None
    apart = [
        (each.source.pk, abs((each.after or Decimal(0)) - ((each.now.amount if each.now else None) or Decimal(0))))
        for each in differing
    ]
    return Matter(
        _("ตัวเลขไม่ตรงกับบิล"),
        _("%(count)s ช่อง เลือกว่าจะใช้ยอดของบิลหรือคงตัวเลขเดิม") % {"count": len(differing)},
        _("ตรวจ"),
        "inventories:bill_list",
        _weighed(apart, rates),
    )


def _files(inventory: Inventory) -> Matter | None:
    count = waiting_files(inventory)
    told = _("%(count)s ไฟล์ อ่านแล้วแต่ยังไม่ได้บันทึกหรือทิ้ง") % {"count": count}
    return Matter(_("ไฟล์นำเข้ารอตรวจ"), told, _("ตรวจ"), "inventories:import_list") if count else None


def _reasons(inventory: Inventory) -> Matter | None:
    count = lacking_months(inventory)
    told = _("%(count)s ช่องระบุว่าไม่มีตัวเลข แต่ยังไม่บอกเหตุผลหรือรวมไว้ที่ใด") % {"count": count}
    return Matter(_("เหตุผลที่ไม่มีตัวเลข"), told, _("ระบุ"), "inventories:completeness") if count else None


def _setup(inventory: Inventory, uses: Sequence[InventorySource]) -> Matter | None:
    count = unconfirmed(inventory, uses)
    told = _("%(count)s รายการคัดลอกมาจากปีก่อน ยังไม่มีผู้ยืนยันว่ายังใช้อยู่") % {"count": count}
    return Matter(_("สิ่งที่คัดลอกมา รอยืนยัน"), told, _("ตรวจ"), "inventories:year_setup") if count else None


def _boundary(count: int) -> Matter | None:
    told = _("%(count)s ข้อ คำตอบกำหนดว่าแหล่งปล่อยอยู่ประเภทใดหรืออยู่นอกบัญชี") % {"count": count}
    return Matter(_("คำถามขอบเขตยังไม่ได้ตอบ"), told, _("ตอบ"), "inventories:boundary_list") if count else None


def _weighed(amounts: Sequence[tuple[int, Decimal]], rates: Rates) -> Decimal | None:
    """Return kgCO2e of amounts by source, None where no source's rate is known."""
    with localcontext(WORKING):
        known = [amount * rates[source] for source, amount in amounts if source in rates]
        return sum(known, Decimal(0)) if known else None
