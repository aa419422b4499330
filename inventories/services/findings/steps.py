"""Answering findings, and what the verifier does with the answers: close, return, withdraw."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import (
    Evidence,
    Finding,
    FindingAct,
    FindingOutcome,
    FindingPaper,
    FindingState,
    FindingStep,
    Inventory,
    VerifierFile,
)
from inventories.policies import Refused
from inventories.policies.findings import check_outcome
from inventories.selectors.findings.hashes import of_step
from inventories.selectors.findings.register import Standing, newest_version
from inventories.services.findings.holding import held_standing

ACTS = {
    FindingAct.ANSWER: (acts.FINDING_ANSWERED, FindingState.ANSWERED),
    FindingAct.RETURN: (acts.FINDING_RETURNED, FindingState.OPEN),
    FindingAct.CLOSE: (acts.FINDING_CLOSED, FindingState.CLOSED),
    FindingAct.WITHDRAW: (acts.FINDING_WITHDRAWN, FindingState.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said with a step. `outcome` and `effect` (tCO2e left uncorrected, signed) only when closing."""

    act: str
    text: str = ""
    outcome: str = ""
    effect: Decimal | None = None
    papers: Sequence[Evidence] = field(default=())


@transaction.atomic
def take_finding_step(
    *, inventory: Inventory, finding: Finding, actor: User, said: Said, now: dt.datetime | None = None
) -> FindingStep:
    """Answer, return, close or withdraw a finding in a year: its own, or for a FAR a later one.

    Raises policies.Refused and ValidationError.
    """
    inventory, stands = held_standing(inventory, finding, said.act)
    return store_step(inventory, stands, said, actor=actor, now=now or timezone.now())


def store_step(
    inventory: Inventory,
    stands: Standing,
    said: Said,
    *,
    actor: User,
    now: dt.datetime,
    brought: VerifierFile | None = None,
) -> FindingStep:
    """Write a step of a finding whose years are held, with its entry. That it is due is judged before. Raises Refused."""
    finding, newest = stands.finding, newest_version(inventory)
    act, after = ACTS[FindingAct(said.act)]
    effect = said.effect if said.outcome == FindingOutcome.LEFT else None
    if said.act == FindingAct.CLOSE:
        check_outcome(finding, said.outcome, newest=newest, effect=effect, text=said.text)
    elif not said.text.strip():
        raise Refused(_("โปรดพิมพ์ข้อความ"))
    step = FindingStep(
        municipality=inventory.municipality, finding=finding, number=stands.last.number + 1 if stands.last else 1,
        act=said.act, after=after, text=said.text, outcome=said.outcome, effect=effect, inventory=inventory,
        version=newest, brought=brought, done_by=actor, done_at=now,
    )  # fmt: skip
    entry = ledger.append(
        municipality=inventory.municipality, actor=actor, act=act, subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token, "finding": stands.name, "version": newest, "brought": brought is not None,
            "sha256": of_step(step, [paper.pk for paper in said.papers]),
        },
        text=said.text, now=now,
    )  # fmt: skip
    step.entry_number = entry.number
    step.full_clean()
    step.save(force_insert=True)
    FindingPaper.objects.bulk_create(
        [FindingPaper(municipality=inventory.municipality, step=step, evidence=paper) for paper in said.papers]
    )
    return step
