"""Deciding the boundary: answering its questions, leaving something out, putting it back, giving a reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from cfo_site.ledger.acts import Act
from emission_factors.models import Factor
from inventories import acts, policies
from inventories.models import BoundaryAnswer, Exclusion, Inventory, InventorySource, Scope, WarningAnswer
from inventories.selectors.boundary import answers_in_force
from inventories.selectors.boundary_questions import Choice, questions
from inventories.selectors.results import totals_by_use
from inventories.services.locking import hold, locked_open, uses_of
from inventories.services.sources import Addition, add_sources, change_source

_KEPT = ("scope", "category", "method", "parameters", "conversion", "assumptions", "origin", "boundary_note", "position")  # fmt: skip
_THREE_PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answers to a question of a source. `reason` is for the reader of the report."""

    question: str
    choice: Choice
    reason: str = ""


@transaction.atomic
def answer_questions(
    *, use: InventorySource, actor: User, answers: Sequence[Answer], now: dt.datetime | None = None
) -> bool:
    """Record answers about a source of a draft year and do what follows from them. Return whether it is still in the year.

    What is answered as before is passed over. An answer may move the source to another scope and category, or end as
    an exclusion with the answer's sentence as its reason. Raises policies.Refused (locked year) and ValidationError
    (an unknown answer, or a source that could not be calculated where it would go).
    """
    now = now or timezone.now()
    inventory = hold(use)
    in_force = answers_in_force(inventory, [use.source_id])
    for answer in answers:
        question = questions().get(answer.question)
        if question is None or answer.choice not in question.choices or not question.concerns(use):
            raise ValidationError(_("คำตอบนี้ไม่อยู่ในรายการของคำถาม โปรดเลือกใหม่"))
        before = in_force.get((use.source_id, answer.question))
        if before is None or (before.answer, before.reason) != (answer.choice.key, answer.reason):
            _record(use, actor, answer, before.number + 1 if before else 1, now)
        _leave_out_beside(use, actor, answer.choice, now)
    leaving = next((each for each in answers if each.choice.is_out), None)
    if leaving is not None:
        why = "\n".join(filter(None, (leaving.choice.sentence_th, leaving.reason)))
        exclude_source(use=use, actor=actor, why=why, now=now)
        return False
    for answer in answers:
        if answer.choice.moves:
            _move(use, actor, answer.choice)
    return True


@transaction.atomic
def exclude_source(
    *, use: InventorySource, actor: User, why: str, tco2e: Decimal | None = None, now: dt.datetime | None = None
) -> Exclusion:
    """Take a source out of a draft year and write down why; its figures stay with the source.

    Without `tco2e` the estimate is what the source came to so far, in tonnes to three places. Raises policies.Refused.
    """
    inventory = hold(use)
    if tco2e is None and (came_to := totals_by_use(inventory, uses=[use]).get(use.pk)) is not None:
        kg = came_to.separate if use.scope == Scope.SEPARATE else came_to.counted
        tco2e = (kg / 1000).quantize(_THREE_PLACES, ROUND_HALF_EVEN)
    months = {name: each.isoformat() for name in ("first_month", "last_month") if (each := getattr(use, name))}
    kept = {name: getattr(use, name) for name in _KEPT} | months | {"factor": use.factor_id}
    excluded = _save_exclusion(
        inventory,
        actor,
        {"source": use.source, "what": use.source.name_th, "why": why, "tco2e": tco2e, "use": kept},
        now,
    )
    InventorySource.objects.of(inventory.municipality).filter(pk=use.pk).delete()  # and what derives from it
    return excluded


@transaction.atomic
def add_exclusion(
    *, inventory: Inventory, actor: User, what: str, why: str, tco2e: Decimal | None, now: dt.datetime | None = None
) -> Exclusion:
    """Write down something that was never a source and is left out. Raises policies.Refused and ValidationError."""
    inventory = locked_open(inventory)
    return _save_exclusion(inventory, actor, {"what": what, "why": why, "tco2e": tco2e}, now)


@transaction.atomic
def withdraw_exclusion(*, exclusion: Exclusion, actor: User) -> InventorySource | None:
    """Withdraw an exclusion of a draft year; a source that it took out is put back as it was, and returned.

    Raises policies.Refused, also where the source is in the year again already.
    """
    municipality = exclusion.municipality
    elsewhere = uses_of(municipality, [exclusion.source_id]) if exclusion.source_id else ()
    inventory = locked_open(exclusion.inventory, besides=elsewhere)
    if not Exclusion.objects.of(municipality).filter(pk=exclusion.pk).exists():
        raise policies.Refused(_("ยกเลิกรายการนี้ไปแล้ว โปรดเปิดหน้านี้ใหม่"))
    back: InventorySource | None = None
    if exclusion.source is not None and exclusion.use:
        if (
            InventorySource.objects.of(inventory.municipality)
            .filter(inventory=inventory, source=exclusion.source)
            .exists()
        ):
            raise policies.Refused(_("แหล่งปล่อยนี้อยู่ในบัญชีแล้ว จึงนำกลับเข้าอีกไม่ได้"))
        use: dict[str, Any] = {
            name: value for name, value in exclusion.use.items() if name not in {"factor", "position"}
        }
        for name in ("first_month", "last_month"):
            if name in use:
                use[name] = dt.date.fromisoformat(use[name])
        use["factor"] = Factor.objects.get(pk=exclusion.use["factor"]) if exclusion.use["factor"] else None
        try:
            (back,) = add_sources(inventory=inventory, actor=actor, additions=[Addition(exclusion.source, use)])
        except ValidationError as wrong:  # its unit, for one, was changed in another year
            message = _("นำกลับเข้าบัญชีอย่างเดิมไม่ได้: %s โปรดเพิ่มแหล่งปล่อยใหม่แทน")
            raise policies.Refused(message % " ".join(wrong.messages)) from wrong
    pk = exclusion.pk
    exclusion.delete()
    _note(inventory, actor, acts.EXCLUSION_WITHDRAWN, f"exclusion:{pk}", {})
    return back


@transaction.atomic
def answer_warning(
    *, inventory: Inventory, actor: User, rule: str, subject: str, reason: str, now: dt.datetime | None = None
) -> WarningAnswer:
    """Keep the reason why a warning of double counting does not hold. Raises policies.Refused and ValidationError."""
    inventory = locked_open(inventory)
    rows = WarningAnswer.objects.of(inventory.municipality)
    row = rows.filter(inventory=inventory, rule=rule, subject=subject).first() or WarningAnswer(
        municipality=inventory.municipality, inventory=inventory, rule=rule, subject=subject
    )
    row.reason, row.answered_by, row.answered_at = reason, actor, now or timezone.now()
    row.full_clean()
    row.save()
    _note(inventory, actor, acts.WARNING_ANSWERED, f"warning_answer:{row.pk}", {"rule": rule}, text=reason, now=now)
    return row


def _record(use: InventorySource, actor: User, answer: Answer, number: int, now: dt.datetime) -> None:
    row = BoundaryAnswer(
        municipality=use.municipality, source=use.source, question=answer.question, answer=answer.choice.key,
        number=number, reason=answer.reason, answered_by=actor, answered_at=now,
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    facts: dict[str, object] = {"question": answer.question, "answer": answer.choice.key}
    _note(use.inventory, actor, acts.BOUNDARY_ANSWERED, f"source:{use.source_id}", facts, text=answer.reason, now=now)


def _leave_out_beside(use: InventorySource, actor: User, choice: Choice, now: dt.datetime) -> None:
    """Write down what the answer leaves out beside the source, once."""
    what = f"{choice.excludes_th} ({use.source.name_th})"[:200] if choice.excludes_th else ""
    rows = Exclusion.objects.of(use.municipality).filter(inventory=use.inventory)
    if what and not rows.filter(what=what).exists():
        _save_exclusion(use.inventory, actor, {"what": what, "why": choice.sentence_th, "tco2e": None}, now)


def _move(use: InventorySource, actor: User, choice: Choice) -> None:
    """Move a source to the scope and category that an answer names."""
    wanted = {"scope": choice.scope, "category": choice.category or use.category}
    if (use.scope, use.category) != (wanted["scope"], wanted["category"]):
        change_source(use=use, actor=actor, source_changes={}, use_changes=wanted)


def _save_exclusion(inventory: Inventory, actor: User, fields: dict[str, Any], now: dt.datetime | None) -> Exclusion:
    row = Exclusion(
        municipality=inventory.municipality, inventory=inventory, decided_by=actor,
        decided_at=now or timezone.now(), **fields,
    )  # fmt: skip
    row.full_clean()
    row.save()
    text = f"{row.what}: {row.why}"
    _note(inventory, actor, acts.EXCLUDED, f"exclusion:{row.pk}", {"source": row.source_id or ""}, text=text, now=now)
    return row


def _note(
    inventory: Inventory, actor: User, act: Act, subject: str, facts: dict[str, object],
    *, text: str = "", now: dt.datetime | None = None,
) -> None:  # fmt: skip
    facts = facts | {"year": inventory.token}
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=act, subject=subject, facts=facts, text=text, now=now
    )
