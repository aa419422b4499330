"""A year in verification: locked, agreed with an invented body, and findings in it."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import override

from inventories.models import Finding, Inventory, State, Statement
from inventories.selectors.agreement import prefilled
from inventories.selectors.findings.register import newest_version
from inventories.services import path
from inventories.services.agreement import keep_agreement
from inventories.services.findings.raising import Found, raise_finding
from inventories.services.findings.steps import Said, take_finding_step
from inventories.services.path import Paper
from inventories.services.statement import Stated, make_statement
from tests.inventories.conftest import lock

SIGNED_ON = dt.date(2025, 3, 1)
BODY = "หน่วยงานทวนสอบสมมติ (ข้อมูลจำลอง)"


def begin(inventory: Inventory, *, owner, approver) -> Inventory:
    """Lock a whole draft, keep an agreement and begin the verification; in the town's scope."""
    lock(inventory=inventory, actor=approver)
    agree(inventory, owner)
    path.take_step(inventory=inventory, actor=owner, key="verify")
    return Inventory.objects.of(inventory.municipality).get(pk=inventory.pk)


def find(inventory: Inventory, verifier, kind: str = "CAR", **fields) -> Finding:
    """Raise a finding."""
    return raise_finding(inventory=inventory, actor=verifier, found=Found(kind, "ยอดไม่ตรงกับบิล", **fields))


def answer(inventory: Inventory, finding: Finding, owner) -> None:
    """Answer it."""
    said = Said("answer", "แนบบิลแล้ว")
    take_finding_step(inventory=inventory, finding=finding, actor=owner, said=said)


def close(inventory: Inventory, finding: Finding, verifier, outcome: str = "explained", effect: str = "") -> None:
    """Close it."""
    said = Said("close", "ต่ำกว่าเกณฑ์" if effect else "", outcome, Decimal(effect) if effect else None)
    take_finding_step(inventory=inventory, finding=finding, actor=verifier, said=said)


def agree(inventory: Inventory, owner) -> None:
    """Keep an agreement with the invented body."""
    with override("th"):
        keep_agreement(inventory=inventory, actor=owner, fields=prefilled(inventory) | {"body": BODY})


def state(inventory: Inventory, actor, **fields) -> Statement:
    """State of the newest version, without any condition."""
    paper = Paper(signed_by="นายสมมติ ทวนสอบ", signed_position="หัวหน้าผู้ทวนสอบ", signed_on=SIGNED_ON, reference="ถ.1/2568")
    said = Stated(**{"conclusion": "clean", "wording": "ไม่พบสิ่งที่ทำให้เชื่อว่าไม่ถูกต้อง"} | fields)
    version = newest_version(inventory)
    return make_statement(inventory=inventory, actor=actor, version=version, said=said, paper=paper)


def bring(inventory: Inventory, state: State) -> Inventory:
    """Set a year into a state as if its steps had been taken: what the path allows has its own tests."""
    inventory.state = state
    inventory.save(update_fields=["state"])
    return inventory
