"""What changes in mid-year: another meter or vehicle in the place of the old one, another factor from some month on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from cfo_site.templatetags.cfo import plain_name, thai_month
from emission_factors.models import Factor
from inventories import acts, policies
from inventories.models import InventorySource
from inventories.selectors.boundary import asked_of
from inventories.selectors.sources import month_after, months_with_figures, next_use
from inventories.services.boundary import Answer, answer_questions
from inventories.services.locking import hold, uses_of
from inventories.services.sources import USE_FIELDS, Addition, add_sources, change_source

_KEPT_OF_SOURCE = ("name_en", "unit", "division", "location", "paper", "delay_days", "frequency", "due_month")
_KEPT_OF_USE = tuple(name for name in USE_FIELDS if name not in {"first_month", "last_month"})


@dataclass(frozen=True, slots=True)
class Successor:
    """What takes the place of a meter or vehicle. `first_month`: that of the old one's end, or the month after."""

    name_th: str
    identifier: str
    first_month: dt.date


@transaction.atomic
def replace_source(*, use: InventorySource, actor: User, last_month: dt.date, successor: Successor) -> InventorySource:
    """End a source with `last_month` and let its successor count from then on, with the same method, factor and division.

    In every draft year in which the old one would have gone on, so that no month is lost in any. In the month of the
    change both may have a figure, each its own part. Returns the successor's use in the year of `use`. Raises
    policies.Refused (locked year, a figure after the end, months that leave a gap or lie outside the year) and
    ValidationError.
    """
    inventory = hold(use)
    if use.source.last_month is not None and use.source.last_month <= last_month:
        values = {"source": plain_name(use.source), "month": thai_month(use.source.last_month)}
        raise policies.Refused(_("%(source)s เลิกใช้ในเดือน %(month)s อยู่แล้ว โปรดเลือกเดือนก่อนหน้านั้น") % values)
    if last_month not in inventory.month_list or (use.source.first_month or last_month) > last_month:
        raise policies.Refused(_("โปรดเลือกเดือนสุดท้ายของเดิมจากเดือนของบัญชีนี้ที่แหล่งปล่อยนี้ใช้อยู่"))
    if not use.source.asks_in(last_month):
        raise policies.Refused(_("แหล่งปล่อยนี้ไม่ได้ให้ตัวเลขทุกเดือน โปรดเลือกเดือนสุดท้ายของเดิมเป็นเดือนที่ได้ตัวเลข"))
    if successor.first_month not in {last_month, month_after(last_month)}:
        raise policies.Refused(_("ของใหม่ต้องเริ่มในเดือนสุดท้ายของเดิมหรือเดือนถัดไป มิฉะนั้นจะมีเดือนที่ขาดหรือนับซ้ำ"))
    if successor.first_month not in inventory.month_list:
        raise policies.Refused(_("ของใหม่เริ่มหลังสิ้นรอบปีของบัญชีนี้ โปรดเลือกเดือนที่ของใหม่ใช้ในบัญชีนี้ด้วย"))
    ended = use.source.last_month  # the successor takes over what was known about the end
    _refuse_figures(use, [month for month in months_with_figures(use) if month > last_month])
    going_on = [
        each
        for each in uses_of(use.municipality, [use.source_id])
        if each.parent_id is None and _goes_on(each, successor.first_month)
    ]
    change_source(use=use, actor=actor, source_changes={"last_month": last_month}, use_changes={})
    source: Any = {name: getattr(use.source, name) for name in _KEPT_OF_SOURCE}
    source["name_en"] = use.source.name_en if successor.name_th == use.source.name_th else ""
    source |= {
        "name_th": successor.name_th,
        "identifier": successor.identifier,
        "first_month": successor.first_month,
        "last_month": ended,
    }
    answers = _answers(use)
    added: dict[int, InventorySource] = {}
    for each in sorted(going_on, key=lambda other: (other.inventory_id != use.inventory_id, other.pk)):
        kept = {name: getattr(each, name) for name in USE_FIELDS}
        (new,) = add_sources(
            inventory=each.inventory, actor=actor, additions=[Addition(source, kept, use.source.catalogue_key)]
        )
        added.setdefault(each.inventory_id, new)
        source = new.source  # one source, however many years it counts in
    if answers:
        answer_questions(use=added[use.inventory_id], actor=actor, answers=answers)
    ledger.append(
        municipality=use.municipality, actor=actor, act=acts.SOURCE_REPLACED, subject=f"source:{use.source_id}",
        facts={
            "year": inventory.token, "source": use.source_id, "successor": source.pk, "month": f"{last_month:%Y-%m}",
            "from_month": f"{successor.first_month:%Y-%m}",
        },
    )  # fmt: skip
    return added[use.inventory_id]


@transaction.atomic
def split_use(*, use: InventorySource, actor: User, from_month: dt.date, factor: Factor) -> InventorySource:
    """Count a source by another factor from `from_month` to the end of its range; return the use of those months.

    Both uses share the source and its figures; each month counts once. Raises policies.Refused and ValidationError.
    """
    inventory = hold(use)
    months = [month for month in inventory.month_list if use.counts_in(month)]
    if from_month not in months[1:]:
        raise policies.Refused(_("โปรดเลือกเดือนที่เริ่มใช้ค่าใหม่ เป็นเดือนหลังเดือนแรกที่ใช้ค่าเดิม"))
    if factor.pk == use.factor_id:
        raise policies.Refused(_("ค่านี้คือค่าที่ใช้อยู่แล้ว โปรดเลือกค่าอื่น"))
    last_month = use.last_month
    change_source(use=use, actor=actor, source_changes={}, use_changes={"last_month": month_before(from_month)})
    kept = {name: getattr(use, name) for name in _KEPT_OF_USE}
    addition = Addition(use.source, kept | {"factor": factor, "first_month": from_month, "last_month": last_month})
    (new,) = add_sources(inventory=inventory, actor=actor, additions=[addition])
    return new


@transaction.atomic
def join_uses(*, use: InventorySource, actor: User) -> InventorySource:
    """Undo a split: the use that follows is taken out and this one counts on to its end. Raises policies.Refused."""
    inventory = hold(use)
    following = next_use(use)
    if following is None:
        raise policies.Refused(_("แหล่งปล่อยนี้ไม่ได้แบ่งช่วงเดือนต่อจากรายการนี้"))
    last_month = following.last_month
    rows = InventorySource.objects.of(inventory.municipality)
    rows.filter(pk=following.pk).delete()  # and what derives from it
    change_source(use=use, actor=actor, source_changes={}, use_changes={"last_month": last_month})
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.SOURCE_JOINED, subject=f"inventory_source:{use.pk}",
        facts={"year": inventory.token, "source": use.source_id},
    )  # fmt: skip
    return use


def month_before(month: dt.date) -> dt.date:
    """Return the first day of the month before."""
    return (month - dt.timedelta(days=1)).replace(day=1)


def _answers(use: InventorySource) -> list[Answer]:
    """Return what was answered about the boundary of a source: the same holds for what takes its place."""
    asked = asked_of(use).asked
    return [Answer(each.question.key, each.choice, each.answer.reason) for each in asked if each.choice and each.answer]


def _goes_on(use: InventorySource, month: dt.date) -> bool:
    """Say whether a use reaches a month or one after it, in its year and its range."""
    return any(each >= month and use.counts_in(each) for each in use.inventory.month_list)


def _refuse_figures(use: InventorySource, months: Sequence[dt.date]) -> None:
    if months:
        values: Mapping[str, str] = {
            "source": plain_name(use.source), "months": ", ".join(thai_month(month) for month in months),
        }  # fmt: skip
        message = _("%(source)s มีตัวเลขเดือน %(months)s อยู่แล้ว ถ้าเป็นของใหม่ โปรดล้างตัวเลขเดือนนั้นก่อน แล้วกรอกในรายการใหม่")
        raise policies.Refused(message % values)
