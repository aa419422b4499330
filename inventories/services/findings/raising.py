"""Raising a finding: on screen by the verifier, or as the verifier's file says."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Evidence, Finding, Inventory, Source, Verification, VerifierFile
from inventories.policies import Refused
from inventories.policies.findings import check
from inventories.selectors.agreement import agreement
from inventories.selectors.findings.hashes import of_finding
from inventories.selectors.findings.register import newest_version, next_number
from inventories.services.path import held


@dataclass(frozen=True, slots=True)
class Found:
    """What a verifier found. `effect`: tCO2e stated too much, negative too little, None unknown."""

    kind: str
    text: str
    clause: str = ""
    source: Source | None = None
    month: dt.date | None = None
    evidence: Evidence | None = None
    effect: Decimal | None = None


@transaction.atomic
def raise_finding(*, inventory: Inventory, actor: User, found: Found, now: dt.datetime | None = None) -> Finding:
    """Raise a finding about the newest frozen version. Raises policies.Refused and ValidationError."""
    inventory = held(inventory)
    check(inventory, "raise")
    return store_finding(inventory, engaged(inventory), found, actor=actor, now=now or timezone.now())


def engaged(inventory: Inventory) -> Verification:
    """Return the agreement that findings and statement stand on. Raises Refused where none was kept."""
    found = agreement(inventory)
    if found is None:
        raise Refused(
            _("ยังไม่มีข้อตกลงการทวนสอบของบัญชี%(year)s โปรดบันทึกหน่วยงานทวนสอบและเกณฑ์ในหน้าข้อตกลงการทวนสอบก่อน")
            % {"year": inventory.title}
        )
    return found  # fmt: skip


def store_finding(
    inventory: Inventory,
    verification: Verification,
    found: Found,
    *,
    actor: User,
    now: dt.datetime,
    brought: VerifierFile | None = None,
) -> Finding:
    """Write a finding of a year that is held, with its entry. What may be is judged before."""
    row = Finding(
        municipality=inventory.municipality, inventory=inventory, verification=verification, kind=found.kind,
        number=next_number(inventory, found.kind), clause=found.clause, text=found.text, source=found.source,
        month=found.month, evidence=found.evidence, effect=found.effect, version=newest_version(inventory),
        brought=brought, raised_by=actor, raised_at=now,
    )  # fmt: skip
    row.clean_fields(exclude=["municipality", "entry_number"])
    entry = ledger.append(
        municipality=inventory.municipality, actor=actor, act=acts.FINDING_RAISED, subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token, "finding": row.label, "version": row.version, "brought": brought is not None,
            "sha256": of_finding(row),
        },
        text=f"{row.clause}\n{row.text}".strip(), now=now,
    )  # fmt: skip
    row.entry_number = entry.number
    row.full_clean()
    row.save(force_insert=True)
    return row
