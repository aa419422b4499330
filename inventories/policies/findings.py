"""Who may raise, answer, close and withdraw findings in which state of the year: one table, walked by a test."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.accounts.gate import As, Visitor
from cfo_site.templatetags.cfo import number
from inventories.calc.misstatement import Weighed
from inventories.models import BEFORE_STATEMENT, Finding, FindingKind, FindingOutcome, FindingState, Inventory, State
from inventories.policies import Refused

NOWHERE: frozenset[State] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """An act on findings: its words, in which states of the year, how the finding must stand, and in which capacity.

    `carried`: the states of a later year in which the act is done to a FAR of a former one; empty: not there.
    """

    key: str
    words: str | Promise
    years: frozenset[str]
    carried: frozenset[str]
    standing: frozenset[str]
    who: frozenset[As]


def _rule(
    key: str,
    words: Promise,
    years: AbstractSet[State],
    standing: AbstractSet[FindingState],
    *who: As,
    carried: AbstractSet[State] = NOWHERE,
) -> Rule:
    return Rule(key, words, frozenset(years), frozenset(carried), frozenset(standing), frozenset(who))


_t = gettext_lazy
_OPEN = {FindingState.OPEN, FindingState.ANSWERED}
_UNDER_WAY = {State.DRAFT, State.SUBMITTED, State.APPROVED, State.LOCKED, State.VERIFYING, State.CORRECTING}
RULES = {
    rule.key: rule
    for rule in (
        _rule("agree", _t("บันทึกข้อตกลงการทวนสอบ"), {State.LOCKED, State.VERIFYING, State.CORRECTING}, set(), As.OWNER, As.VERIFIER),
        _rule("raise", _t("ออกข้อค้นพบ"), {State.VERIFYING}, set(), As.VERIFIER),
        _rule("bring", _t("นำเข้าไฟล์ของผู้ทวนสอบ"), {State.VERIFYING}, set(), As.OWNER),
        _rule("answer", _t("ตอบข้อค้นพบ"), {State.VERIFYING, State.CORRECTING}, {FindingState.OPEN}, As.OWNER, carried=_UNDER_WAY),
        _rule("return", _t("ส่งกลับ"), {State.VERIFYING}, {FindingState.ANSWERED}, As.VERIFIER, carried={State.VERIFYING}),
        _rule("close", _t("ปิดข้อค้นพบ"), {State.VERIFYING}, _OPEN, As.VERIFIER, carried={State.VERIFYING}),
        _rule("withdraw", _t("ถอนข้อค้นพบ"), {State.VERIFYING}, _OPEN, As.VERIFIER),
    )
}  # fmt: skip


def may(visitor: Visitor, inventory: Inventory, key: str, finding: Finding | None = None, *, state: str = "") -> bool:
    """Say whether a visitor may do something in a year as it stands, to a finding that stands as `state` says."""
    return bool(visitor.capacities & RULES[key].who) and _stands(inventory, key, finding, state)


def check(inventory: Inventory, key: str, finding: Finding | None = None, *, state: str = "") -> None:
    """Refuse what the state of the year or of the finding does not allow."""
    if _stands(inventory, key, finding, state):
        return
    rule = RULES[key]
    if finding is not None and inventory.state in _years(inventory, rule, finding):
        raise Refused(
            _("%(finding)s อยู่ในสถานะ “%(state)s” จึง%(act)sไม่ได้ โปรดเปิดหน้าใหม่เพื่อดูสถานะล่าสุด")
            % {"finding": finding.label, "state": FindingState(state).label, "act": rule.words}
        )
    raise Refused(
        _("บัญชี%(year)s อยู่ในสถานะ “%(state)s” จึง%(act)sไม่ได้ โปรดเปิดหน้าใหม่เพื่อดูสถานะล่าสุด")
        % {"year": inventory.title, "state": inventory.get_state_display(), "act": rule.words}
    )


def _stands(inventory: Inventory, key: str, finding: Finding | None, state: str) -> bool:
    rule = RULES[key]
    if finding is None:
        return inventory.state in rule.years and not rule.standing
    if inventory.state not in _years(inventory, rule, finding) or state not in rule.standing:
        return False
    if key != "close":
        return True
    if finding.kind == FindingKind.FAR:  # stays open until a later year's verification has seen what was done
        return finding.inventory_id != inventory.pk
    return finding.kind == FindingKind.OBS or state == FindingState.ANSWERED


def _years(inventory: Inventory, rule: Rule, finding: Finding) -> frozenset[str]:
    return rule.years if finding.inventory_id == inventory.pk else rule.carried


def check_outcome(finding: Finding, outcome: str, *, newest: int, effect: Decimal | None, text: str) -> None:
    """Refuse to close a finding in a way that what is frozen does not bear out.

    `newest`: the newest frozen version of the finding's year. `effect`: what is left uncorrected, tCO2e.
    """
    if outcome == FindingOutcome.CORRECTED and finding.kind in BEFORE_STATEMENT and newest <= finding.version:
        raise Refused(
            _("ยังไม่มีฉบับใหม่หลังฉบับที่ %(version)s ที่พบ %(finding)s เทศบาลต้องเปิดฉบับแก้ไขและล็อกก่อน หรือเลือกว่าคำชี้แจงเพียงพอ")
            % {"version": finding.version, "finding": finding.label}
        )
    if outcome == FindingOutcome.LEFT and not effect:
        raise Refused(_("โปรดกรอกผลต่างที่คงไว้เป็น tCO2e เพราะต้องนำไปรวมเทียบกับเกณฑ์ความมีสาระสำคัญ"))
    if outcome == FindingOutcome.LEFT and not text.strip():
        raise Refused(_("โปรดพิมพ์เหตุผลที่คงผลต่างไว้โดยไม่แก้ไข"))


def check_statement(*, open_findings: Sequence[str], weighed: Weighed) -> None:
    """Refuse a statement while a CAR or CL is not closed, or what is left uncorrected is material."""
    if open_findings:
        raise Refused(
            _("ยังออกถ้อยแถลงไม่ได้ เพราะ CAR และ CL ต้องปิดก่อนทุกข้อ ที่ยังไม่ปิด: %(findings)s")
            % {"findings": ", ".join(open_findings)}
        )
    if weighed.is_material:
        raise Refused(
            _(
                "ยังออกถ้อยแถลงไม่ได้ เพราะผลต่างที่ไม่แก้ไขรวม %(sum)s tCO2e ถึงเกณฑ์ความมีสาระสำคัญ %(threshold)s tCO2e โปรดให้เทศบาลแก้ไขบางข้อก่อน"
            )
            % {"sum": number(weighed.sum, 3), "threshold": number(weighed.threshold, 3)}
        )
