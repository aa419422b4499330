"""Recording what a verifier found at the items of a sample: one on screen, or many that came in a workbook."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from emission_factors.calc.decimals import EXACT
from inventories import acts
from inventories.calc import document as documents
from inventories.models import CameIn, Checked, Inventory, SampleCheck
from inventories.policies import Refused
from inventories.policies.sampling import check_checking
from inventories.selectors import row_hashes
from inventories.selectors.sampling.population import ZERO, Population
from inventories.selectors.sampling.samples import GONE, Item, items, sample_in_force
from inventories.services.path import held
from inventories.services.sampling.drawing import frozen_population


@dataclass(frozen=True, slots=True)
class Look:
    """What was found at an item. One of `amount` (in the source's unit) and `kgco2e` where it differs, else neither.

    `seen`: the number of the newest look when this one was made; `figure`: the figure that was looked at, as it is kept.
    """

    item: int
    outcome: Checked
    amount: Decimal | None = None
    kgco2e: Decimal | None = None
    remark: str = ""
    seen: int = 0
    figure: str | None = None


@transaction.atomic
def record_checks(
    *,
    inventory: Inventory,
    actor: User,
    looks: Sequence[Look],
    came_in: CameIn = CameIn.SCREEN,
    file_sha256: str = "",
    now: dt.datetime | None = None,
) -> list[SampleCheck]:
    """Record what was found at items of the sample in force, all or none, and return the rows. Raises policies.Refused.

    Refused: outside of a verification, an item of another sample, a figure or a look that is not the newest any more, a
    difference without a value or equal to the report, a doubt without a remark.
    """
    now = now or timezone.now()
    inventory = held(inventory)
    check_checking(inventory)
    people, sample = frozen_population(inventory), sample_in_force(inventory)
    known = {item.row.pk: item for item in items(sample, people)} if sample else {}
    if not looks or sample is None or any(look.item not in known for look in looks):
        raise Refused(_("รายการนี้ไม่อยู่ในการสุ่มตรวจล่าสุดแล้ว โปรดเปิดรายการสุ่มตรวจใหม่"))
    rows = [_row(known[look.item], look, people) for look in looks]
    entry = ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.SAMPLE_CHECKED,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token, "version": people.version, "number": sample.number, "came_in": came_in.value,
            "file_sha256": file_sha256, "count": len(rows), "rows_sha256": row_hashes.of_sample_checks(rows),
        },
        text="\n".join(row.remark for row in rows if row.remark),
        now=now,
    )  # fmt: skip
    for row in rows:
        row.came_in, row.checked_by, row.checked_at, row.entry_number = came_in, actor, now, entry.number
        row.clean_fields(exclude=["municipality", "item", "checked_by"])
    return SampleCheck.objects.bulk_create(rows)


def differences(
    item: Item, people: Population, *, amount: Decimal | None, kgco2e: Decimal | None
) -> tuple[Decimal, Decimal]:
    """Return kgCO2e found less reported, of the source and upstream. Raises Refused where the value says nothing.

    An amount is recalculated exactly from the frozen document; kgCO2e are compared as they are.
    """
    figure, source = item.figure, item.source
    if figure is None or source is None:
        raise Refused(_("ฉบับที่ล็อกล่าสุดไม่มีรายการนี้แล้ว จึงบันทึกผลการตรวจไม่ได้"))
    if kgco2e is not None:
        with localcontext(EXACT):
            return kgco2e - figure.kgco2e, ZERO
    if amount is None:
        raise Refused(_("โปรดพิมพ์ค่าที่ตรวจพบ หรือผลต่าง"))
    if figure.month is None:
        raise Refused(_("%(source)s ไม่มีปริมาณรายเดือน โปรดพิมพ์ค่าที่ตรวจพบเป็น kgCO2e") % {"source": source.name})
    if figure.amount[:1].isdigit() and Decimal(figure.amount) == amount:
        raise Refused(_("ค่าที่ตรวจพบเท่ากับค่าในรายงาน โปรดเลือกว่าตรงกัน หรือแก้ค่าที่ตรวจพบ"))
    try:
        return people.difference(item.key, amount)
    except documents.Faults:
        raise Refused(_("ค่าที่ตรวจพบใช้คำนวณไม่ได้ โปรดพิมพ์เป็นตัวเลขไม่เกิน 9 ตำแหน่งทศนิยม หรือพิมพ์เป็น kgCO2e")) from None


def _row(item: Item, look: Look, people: Population) -> SampleCheck:
    figure = item.figure
    if figure is None or item.state == GONE:
        raise Refused(_("ฉบับที่ล็อกล่าสุดไม่มีรายการนี้แล้ว จึงบันทึกผลการตรวจไม่ได้"))
    if look.seen != item.seen or (look.figure is not None and look.figure != figure.amount):
        raise Refused(_("มีผู้บันทึกผลหรือตัวเลขเปลี่ยนไปแล้วระหว่างที่ท่านตรวจ โปรดดูรายการล่าสุดก่อนบันทึก"))
    remark = look.remark.strip()
    if look.outcome != Checked.AGREES and not remark:
        raise Refused(_("โปรดพิมพ์หมายเหตุว่าพบอะไร หรือเพราะเหตุใดจึงตรวจไม่ได้"))
    row = SampleCheck(
        municipality=item.row.municipality, item=item.row, number=item.seen + 1, version=people.version,
        figure=figure.amount, kgco2e=figure.kgco2e, outcome=look.outcome, remark=remark,
    )  # fmt: skip
    if look.outcome == Checked.DIFFERS:
        row.found_amount, row.found_kgco2e = look.amount, look.kgco2e
        found = differences(item, people, amount=look.amount, kgco2e=look.kgco2e)
        if not any(found) and look.amount is None:
            raise Refused(_("ค่าที่ตรวจพบเท่ากับค่าในรายงาน โปรดเลือกว่าตรงกัน หรือแก้ค่าที่ตรวจพบ"))
        row.difference_kgco2e, row.upstream_difference_kgco2e = found
    return row
