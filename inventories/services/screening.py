"""Writing the screening of Scope 3: the criteria of a year, and what is said of each of the 15 categories."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts, policies
from inventories.calc.screening import Criterion, highest, missing
from inventories.models import Inventory, Scope3Screening, ScreenedCategory
from inventories.selectors.screening import screening
from inventories.selectors.screening.rules import criteria as rules
from inventories.selectors.screening.rules import scales
from inventories.services.locking import locked_open

Chosen = Mapping[str, tuple[Decimal, str]]  # of a criterion's key: weight and key of its scale


@transaction.atomic
def set_criteria(
    *,
    inventory: Inventory,
    actor: User,
    criteria: Chosen,
    cut_off: Decimal,
    rationale: str,
    now: dt.datetime | None = None,
) -> Scope3Screening:
    """Set the criteria of a draft year. Scores that were given stay; those by a new criterion are asked for.

    Raises policies.Refused, and ValidationError without a criterion or with a cut-off that no score can reach.
    """
    inventory = locked_open(inventory)
    if not criteria or criteria.keys() - rules().keys() or any(weight <= 0 for weight, _scale in criteria.values()):
        raise ValidationError(_("โปรดเลือกเกณฑ์อย่างน้อยหนึ่งข้อ และให้น้ำหนักมากกว่า 0"))
    used = [Criterion(key, weight, scales()[scale].scores) for key, (weight, scale) in criteria.items()]
    if cut_off > highest(used):
        raise ValidationError({"cut_off": _("คะแนนตัดสูงกว่าคะแนนเฉลี่ยที่เป็นไปได้ จึงไม่มีหมวดใดมีนัยสำคัญได้ โปรดลด")})
    rows = Scope3Screening.objects.of(inventory.municipality).filter(inventory=inventory)
    row = rows.first() or Scope3Screening(municipality=inventory.municipality, inventory=inventory)
    row.criteria = {
        key: {"weight": format(weight.normalize(), "f"), "scale": scale} for key, (weight, scale) in criteria.items()
    }
    row.cut_off, row.rationale = cut_off, rationale
    row.changed_by, row.changed_at = actor, now or timezone.now()
    row.full_clean()
    row.save()
    told = ", ".join(f"{key} {each['weight']} {each['scale']}" for key, each in row.criteria.items())
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.SCREENING_SET, subject=f"inventory:{inventory.pk}",
        facts={"year": inventory.token, "count": len(criteria), "criteria": told, "cut_off": format(cut_off, "f")},
        text=rationale, now=now,
    )  # fmt: skip
    return row


@transaction.atomic
def screen_category(
    *,
    inventory: Inventory,
    actor: User,
    number: int,
    applicable: bool,
    scores: Mapping[str, int],
    chosen: bool,
    reason: str,
    now: dt.datetime | None = None,
) -> ScreenedCategory:
    """Say of one of the 15 categories of a draft year that it is not applicable, or score it and say if it is assessed.

    Raises policies.Refused before criteria are set, and ValidationError for a missing score or reason.
    """
    inventory = locked_open(inventory)
    found = screening(inventory)
    if found.row is None:
        raise policies.Refused(_("ยังไม่ได้กำหนดเกณฑ์คัดกรอง โปรดกำหนดเกณฑ์ก่อน แล้วจึงให้คะแนนหมวด"))
    asked = {each.key for each in found.criteria}
    given = {key: score for key, score in scores.items() if key in asked} if applicable else {}
    if applicable and missing(found.criteria, given):
        raise ValidationError(_("โปรดให้คะแนนครบทุกเกณฑ์ หรือเลือกว่าไม่เกี่ยวข้อง"))
    chosen = chosen and applicable
    if not chosen and not reason.strip():
        raise ValidationError({"reason": _("โปรดพิมพ์เหตุผลที่ไม่ประเมินหรือไม่เกี่ยวข้อง")})
    rows = ScreenedCategory.objects.of(inventory.municipality).filter(inventory=inventory, number=number)
    row = rows.first() or ScreenedCategory(municipality=inventory.municipality, inventory=inventory, number=number)
    row.applicable, row.scores, row.chosen, row.reason = applicable, given, chosen, reason
    row.changed_by, row.changed_at = actor, now or timezone.now()
    row.full_clean()
    row.save()
    outcome = "not_applicable" if not applicable else "assessed" if chosen else "not_assessed"
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.CATEGORY_SCREENED,
        subject=f"screened_category:{row.pk}",
        facts={"year": inventory.token, "number": number, "outcome": outcome}, text=reason, now=now,
    )  # fmt: skip
    return row
