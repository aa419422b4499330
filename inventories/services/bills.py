"""Recording bills and withdrawing them: the cells that they make up are recorded with them, all or none."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import Municipality, User
from cfo_site.ledger import services as ledger
from cfo_site.templatetags.cfo import plain_name, thai_date
from inventories import acts, policies
from inventories.models import (
    Bill,
    BillLine,
    BillRule,
    BillWithdrawal,
    CameBy,
    Inventory,
    InventorySource,
    Source,
    State,
)
from inventories.policies import Refused
from inventories.selectors.amounts import Cell
from inventories.selectors.bill_cells import Becomes, CellPlan, plan, rule_in_force
from inventories.selectors.bill_content import content_sha256
from inventories.selectors.bill_list import bills_in_force
from inventories.services.amounts import AmountChange, ChangedSince, record_amounts
from inventories.services.locking import uses_of
from inventories.services.meters import save_meter

Seen = Mapping[Cell, int]


class Undecided(Refused):
    """Cells hold figures of another origin, and it was not said whether they stay or the bills replace them."""


@transaction.atomic
def record_bill(
    *,
    municipality: Municipality,
    actor: User,
    bill: Bill,
    lines: Sequence[BillLine],
    seen: Seen,
    keep: Collection[Cell] = (),
    replace: Collection[Cell] = (),
    replaces: Bill | None = None,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Bill:
    """Store a new bill with its lines, and give the cells that it touches the sum of their bills. Return it.

    `seen`: the revision of every such cell as it was shown (0: empty). `keep` and `replace` say of cells that hold a
    figure of another origin whether it stays. A line's meter that is not saved yet is saved with it. `replaces` is withdrawn with `reason`: a correction. The same bill sent
    twice is stored once. Raises ChangedSince, Undecided, Refused (a locked year, a number that is there already, a
    month below zero, a line outside its meter's dates) and ValidationError.
    """
    now = now or timezone.now()
    going = [replaces.pk] if replaces else []
    _hold(municipality, {line.source_id for line in lines} | _sources_of(municipality, going))
    _learn_meters(municipality, actor, lines, now)
    bill.content_sha256 = content_sha256(bill, lines)
    if there := _the_same(municipality, bill):
        return there
    _check_bill(municipality, bill, lines, replaces)
    plans = plan(municipality, rule=rule_in_force(municipality), coming=lines, going=going)
    _check_plans(municipality, plans, seen)
    if undecided := [each for each in plans if each.becomes is Becomes.ASK and each.cell not in {*keep, *replace}]:
        names = ", ".join(plain_name(each.source) for each in undecided)
        raise Undecided(_("ยังไม่ได้เลือกว่าจะใช้ตัวเลขใด: %(names)s โปรดเลือกเก็บตัวเลขเดิมหรือใช้ยอดจากบิล") % {"names": names})
    entry = ledger.append(
        municipality=municipality,
        actor=actor,
        act=acts.BILL_RECORDED,
        facts={
            "kind": bill.kind,
            "month": f"{bill.invoice_month:%Y-%m}",
            "lines": len(lines),
            "sha256": bill.content_sha256,
        },
        now=now,
    )
    bill.municipality, bill.recorded_by, bill.recorded_at = municipality, actor, now
    bill.entry_number, bill.replaces = entry.number, replaces
    bill.full_clean(exclude=["municipality", "recorded_by", "refers_to", "replaces"])
    bill.save(force_insert=True)
    for position, line in enumerate(lines, 1):
        line.municipality, line.bill, line.position = municipality, bill, position
        line.clean_fields(exclude=["municipality", "bill", "source", "meter"])
    BillLine.objects.bulk_create(lines)
    if replaces is not None:
        _withdraw(replaces, actor, reason, now)
    chosen = [each for each in plans if each.becomes is Becomes.SET or each.cell in set(replace)]
    _record(municipality, actor, chosen, now)
    return bill


@transaction.atomic
def withdraw_bill(
    *, bill: Bill, actor: User, reason: str, seen: Seen, now: dt.datetime | None = None
) -> BillWithdrawal:
    """Take a bill out of the figures: cells that hold the sum of their bills lose its units, others stay.

    Withdrawing again changes nothing. Raises ChangedSince and Refused (a locked year, credit bills that refer to it, a
    month below zero).
    """
    now = now or timezone.now()
    municipality = bill.municipality
    _hold(municipality, _sources_of(municipality, [bill.pk]))
    if there := BillWithdrawal.objects.of(municipality).filter(bill=bill).first():
        return there
    if bills_in_force(municipality).filter(refers_to=bill).exists():
        raise Refused(_("มีบิลลดหนี้ที่อ้างถึงบิลนี้ โปรดถอนบิลลดหนี้ก่อน"))
    plans = plan(municipality, rule=rule_in_force(municipality), going=[bill.pk])
    _check_plans(municipality, plans, seen, leaving=True)
    row = _withdraw(bill, actor, reason, now)
    _record(municipality, actor, [each for each in plans if each.becomes is Becomes.SET], now)
    return row


@transaction.atomic
def use_bills(
    *, municipality: Municipality, actor: User, cells: Collection[Cell], seen: Seen, now: dt.datetime | None = None
) -> int:
    """Give cells that differ from their bills the sum of these, as it was shown, and return how many were recorded.

    Raises ChangedSince, and Refused for a locked year.
    """
    now = now or timezone.now()
    _hold(municipality, {source for source, _month in cells})
    plans = plan(municipality, rule=rule_in_force(municipality), besides=cells)
    chosen = [each for each in plans if each.after is not None]
    for each in chosen:
        policies.check_month_total(each.source, each.month, each.after)
    stale = [each for each in chosen if seen.get(each.cell) != each.number]
    if stale:
        raise _changed()
    return len(_record(municipality, actor, chosen, now))


@transaction.atomic
def set_bill_rule(*, municipality: Municipality, actor: User, rule: str, now: dt.datetime | None = None) -> None:
    """Say for all drafts of a municipality to which months bills belong. Raises Refused once a bill counts."""
    if rule not in BillRule.values:
        raise ValidationError(_("โปรดเลือกวิธีนับจากรายการ"))
    years = list(Inventory.objects.of(municipality).order_by("pk").select_for_update(of=("self",)))
    policies.check_bill_rule(bills=bills_in_force(municipality).count())
    changed = [year for year in years if year.state == State.DRAFT and year.bill_rule != rule]
    if not changed:
        return
    Inventory.objects.of(municipality).filter(pk__in=[year.pk for year in changed]).update(bill_rule=rule)
    facts: dict[str, object] = {"rule": rule, "years": ", ".join(sorted(year.token for year in changed))}
    ledger.append(municipality=municipality, actor=actor, act=acts.BILL_RULE_SET, facts=facts, now=now)


def _learn_meters(municipality: Municipality, actor: User, lines: Sequence[BillLine], now: dt.datetime) -> None:
    """Save the meters that lines brought with them, and point the lines at the saved ones."""
    for line in lines:
        if line.meter is None or line.meter.pk is not None:
            continue
        new = line.meter
        fields = {name: getattr(new, name) for name in ("source", "kind", "number", "account", "multiplier")}
        saved = save_meter(municipality=municipality, actor=actor, fields=fields, now=now)
        for each in lines:
            if each.meter is new:
                each.meter = saved


def _hold(municipality: Municipality, sources: Collection[int]) -> None:
    """Lock every year in which sources count, by primary key: no bill and no figure of theirs is recorded meanwhile."""
    years = InventorySource.objects.of(municipality).filter(source__in=list(sources)).values("inventory")
    list(Inventory.objects.of(municipality).filter(pk__in=years).order_by("pk").select_for_update().values_list("pk"))


def _sources_of(municipality: Municipality, bills: Collection[int]) -> set[int]:
    rows = BillLine.objects.of(municipality).filter(bill__in=list(bills))
    return set(rows.values_list("source_id", flat=True)) if bills else set()


def _the_same(municipality: Municipality, bill: Bill) -> Bill | None:
    """Return the bill in force that says the very same: the form was sent twice."""
    return bills_in_force(municipality).filter(content_sha256=bill.content_sha256).first()


def _check_bill(municipality: Municipality, bill: Bill, lines: Sequence[BillLine], replaces: Bill | None) -> None:
    if not lines:
        raise Refused(_("บิลนี้ยังไม่มีบรรทัด โปรดกรอกอย่างน้อยหนึ่งบรรทัด"))
    wanted = {line.source_id for line in lines}
    if Source.objects.of(municipality).filter(pk__in=wanted).count() != len(wanted):
        raise Refused(_("ไม่พบแหล่งปล่อยนี้ในเทศบาลของท่าน โปรดเปิดหน้ากรอกบิลใหม่"))
    in_force = bills_in_force(municipality)
    if replaces is not None and not in_force.filter(pk=replaces.pk).exists():
        raise Refused(_("บิลนี้ถูกถอนหรือแก้ไขไปแล้ว โปรดเปิดบิลล่าสุด"))
    twins = in_force.filter(kind=bill.kind, issuer=bill.issuer, number=bill.number).exclude(number="")
    if twins.exclude(pk=replaces.pk if replaces else 0).exists():
        raise Refused(
            _("บิลเลขที่ %(number)s ของ %(issuer)s บันทึกไว้แล้ว ถ้าต้องการแก้ ให้เปิดบิลนั้นแล้วกดแก้ไข")
            % {"number": bill.number, "issuer": bill.issuer}
        )
    if bill.refers_to_id is None and any(line.units < 0 for line in lines):
        raise Refused(_("หน่วยติดลบได้เฉพาะบิลลดหนี้ โปรดเลือกบิลที่ถูกลดหนี้ หรือแก้จำนวนหน่วย"))
    if bill.refers_to_id is not None and not in_force.filter(pk=bill.refers_to_id).exists():
        raise Refused(_("บิลที่ถูกลดหนี้ถูกถอนไปแล้ว โปรดเลือกบิลอื่น"))
    for line in lines:
        _check_line(line)


def _check_line(line: BillLine) -> None:
    meter = line.meter
    if meter is None:
        return
    if meter.source_id != line.source_id:
        raise Refused(_("มิเตอร์ %(meter)s ไม่ใช่ของแหล่งปล่อยที่เลือก โปรดเลือกใหม่") % {"meter": meter.number})
    if meter.first_day and line.last_day < meter.first_day:
        values = {"meter": meter.number, "day": thai_date(meter.first_day)}
        raise Refused(_("มิเตอร์ %(meter)s เริ่มใช้วันที่ %(day)s หลังช่วงวันที่ในบิล โปรดตรวจวันที่หรือมิเตอร์") % values)
    if meter.last_day and line.first_day > meter.last_day:
        values = {"meter": meter.number, "day": thai_date(meter.last_day)}
        raise Refused(_("มิเตอร์ %(meter)s เลิกใช้วันที่ %(day)s ก่อนช่วงวันที่ในบิล โปรดตรวจวันที่หรือมิเตอร์") % values)


def _check_plans(municipality: Municipality, plans: Sequence[CellPlan], seen: Seen, *, leaving: bool = False) -> None:
    """Refuse what a locked year, a month outside every year or a total below zero forbids; then what changed meanwhile.

    Of a bill that reaches into a locked year, or out of all years, the other months count: that year's figure stands.
    """
    uses = uses_of(municipality, {each.source.pk for each in plans})
    counting = [each for each in plans if each.becomes in {Becomes.SET, Becomes.SAME, Becomes.ASK}]
    for each in plans:
        if each.becomes is Becomes.FROZEN or not (counting or leaving):
            policies.check_month(each.source, each.month, uses)
        policies.check_month_total(each.source, each.month, each.after)
    if any(seen.get(each.cell) != each.number for each in plans):
        raise _changed()


def _changed() -> ChangedSince:
    message = _("มีผู้แก้ตัวเลขหรือบิลของเดือนเหล่านี้หลังจากที่ท่านเปิดดู จึงยังไม่ได้บันทึก โปรดตรวจผลด้านล่างอีกครั้ง")
    return ChangedSince(message, [])


def _withdraw(bill: Bill, actor: User, reason: str, now: dt.datetime) -> BillWithdrawal:
    row = BillWithdrawal(
        municipality=bill.municipality, bill=bill, reason=reason, withdrawn_by=actor, withdrawn_at=now, entry_number=0
    )
    row.clean_fields(exclude=["municipality", "bill", "withdrawn_by"])
    entry = ledger.append(
        municipality=bill.municipality,
        actor=actor,
        act=acts.BILL_WITHDRAWN,
        subject=f"bill:{bill.pk}",
        facts={"sha256": bill.content_sha256},
        text=reason,
        now=now,
    )
    row.entry_number = entry.number
    row.save(force_insert=True)
    return row


def _record(municipality: Municipality, actor: User, plans: Sequence[CellPlan], now: dt.datetime) -> list[AmountChange]:
    """Give cells the sum of their bills."""
    changes = [
        AmountChange(
            each.source.pk,
            each.month,
            each.after,
            based_on=each.number,
            estimated=False,
            came_by=CameBy.BILL,
        )
        for each in plans
    ]
    record_amounts(municipality=municipality, actor=actor, changes=changes, now=now)
    return changes
