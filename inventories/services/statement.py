"""Stating what a verification found: only of the newest version, when every CAR and CL is closed."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from emission_factors.calc.decimals import plain
from inventories import acts
from inventories.models import Conclusion, Inventory, State, Statement
from inventories.policies import Refused
from inventories.policies.findings import check_statement
from inventories.policies.path import check_step
from inventories.selectors.findings.weighing import readiness
from inventories.selectors.inventories import latest_snapshot
from inventories.services.findings.raising import engaged
from inventories.services.path import Paper, held, record_step

STORED = Decimal(1).scaleb(-18)  # of a kilogram, as results are stored


@dataclass(frozen=True, slots=True)
class Stated:
    """What the body states: its conclusion in words, and what qualifies it."""

    conclusion: str
    wording: str
    qualifications: str = ""
    reviewed_by: str = ""


@transaction.atomic
def make_statement(
    *, inventory: Inventory, actor: User, version: int, said: Stated, paper: Paper, now: dt.datetime | None = None
) -> Statement:
    """State of the version that was shown, and take the year to ทวนสอบแล้ว. Raises policies.Refused and ValidationError.

    Refused while a CAR or CL is open, where what is left uncorrected is material, and of any version but the newest.
    """
    now = now or timezone.now()
    inventory = held(inventory)
    check_step(inventory, "state")
    verification = engaged(inventory)
    snapshot = latest_snapshot(inventory)
    if snapshot is None or snapshot.version != version:
        raise Refused(_("มีฉบับใหม่กว่าที่ท่านเห็นแล้ว ถ้อยแถลงออกได้เฉพาะฉบับล่าสุด โปรดเปิดหน้านี้ใหม่"))
    ready = readiness(inventory, verification, snapshot)
    check_statement(open_findings=ready.open_names, weighed=ready.weighed)
    if not (paper.reference and paper.signed_by and paper.signed_on):
        raise Refused(_("โปรดกรอกเลขที่ถ้อยแถลง ผู้ลงนาม และวันที่ลงนาม"))
    if said.conclusion == Conclusion.QUALIFIED and not said.qualifications.strip():
        raise Refused(_("โปรดพิมพ์เงื่อนไขหรือข้อจำกัดของผลสรุป"))
    step = record_step(inventory, actor, "state", State.VERIFIED, paper=paper, version=version, now=now)
    scopes = {scope: total.kgco2e.quantize(STORED) for scope, total in ready.result.scopes.items()}
    statement = Statement(
        municipality=inventory.municipality, inventory=inventory, verification=verification, step=step, version=version,
        document_sha256=snapshot.document_sha256, conclusion=said.conclusion, wording=said.wording,
        qualifications=said.qualifications, reviewed_by=said.reviewed_by, assurance=verification.assurance,
        materiality=verification.materiality, criteria=verification.criteria,
        scope_1=scopes["1"], scope_2=scopes["2"], scope_3=scopes["3"],
        over=ready.weighed.over, under=ready.weighed.under,
    )  # fmt: skip
    statement.full_clean()
    statement.save(force_insert=True)
    ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.STATED, subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token, "version": version, "document_sha256": snapshot.document_sha256,
            "conclusion": said.conclusion, "over": plain(statement.over), "under": plain(statement.under),
        },
        text="\n".join(filter(None, [said.wording, said.qualifications])), now=now,
    )  # fmt: skip
    return statement
