"""Who may sample a year, and in which state: a verifier on screen, the owner only with a verifier's workbook."""

from django.utils.translation import gettext as _

from cfo_site.accounts.gate import OWNERS, As, Visitor
from inventories.models import Inventory, State
from inventories.policies import Refused

SAMPLED_IN = frozenset({State.LOCKED, State.VERIFYING})  # afterwards the statement says what it rests on
CHECKED_IN = frozenset({State.VERIFYING})
VERIFIERS = frozenset({As.VERIFIER})
BRINGERS = VERIFIERS | OWNERS  # of a verifier's workbook; for a verifier without an account the owner does it


def verifies(visitor: Visitor, inventory: Inventory) -> bool:
    """Say whether a visitor is a verifier of this very year."""
    return As.VERIFIER in visitor.capacities and inventory.token in visitor.assigned_years


def brings(visitor: Visitor, inventory: Inventory) -> bool:
    """Say whether a visitor may bring in a verifier's workbook of this year."""
    return visitor.owns or verifies(visitor, inventory)


def may_sample(inventory: Inventory) -> bool:
    """Say whether the state of a year allows a draw, a pick and asking for papers."""
    return inventory.state in SAMPLED_IN


def may_check(inventory: Inventory) -> bool:
    """Say whether the state of a year allows recording what was found."""
    return inventory.state in CHECKED_IN


def check_sampling(inventory: Inventory) -> None:
    """Refuse a draw, a pick or a request in a year that is not frozen yet or whose verification is over."""
    if not may_sample(inventory):
        raise Refused(
            _("บัญชี%(year)s อยู่ในสถานะ “%(state)s” สุ่มตรวจและขอเอกสารได้เมื่อล็อกฉบับแล้วหรืออยู่ระหว่างทวนสอบเท่านั้น")
            % {"year": inventory.title, "state": inventory.get_state_display()}
        )


def check_checking(inventory: Inventory) -> None:
    """Refuse a result outside of a verification."""
    if not may_check(inventory):
        raise Refused(
            _("บัญชี%(year)s อยู่ในสถานะ “%(state)s” บันทึกผลการตรวจได้เมื่ออยู่ระหว่างทวนสอบเท่านั้น ให้ผู้รับผิดชอบบัญชีเริ่มการทวนสอบก่อน")
            % {"year": inventory.title, "state": inventory.get_state_display()}
        )
