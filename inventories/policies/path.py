"""Who may take a year from which state to which: one table, shown in the manual, walked by a test."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cfo_site.accounts.gate import As, Visitor
from inventories.models import Inventory, State
from inventories.policies import Refused, may_change, takes_figures


@dataclass(frozen=True, slots=True)
class Step:
    """An act on the path of a year: its words, from which states to which, and in which capacity.

    `after` None: back to the state from which the correction was opened. `reason`: why must be told.
    """

    key: str
    words: str | Promise
    before: frozenset[str]
    after: str | None
    who: frozenset[As]
    reason: bool = False

    @property
    def after_words(self) -> str:
        """Return what the state after it is called; empty where that depends on the state before the correction."""
        return str(State(self.after).label) if self.after else ""


def _step(key: str, words: str | Promise, before: set[str], after: str | None, *who: As, reason: bool = False) -> Step:
    return Step(key, words, frozenset(before), after, frozenset(who), reason)


_t = gettext_lazy
STEPS = {
    step.key: step
    for step in (
        _step("submit", _t("ส่งตรวจภายใน"), {State.DRAFT}, State.SUBMITTED, As.OWNER),
        _step("send_back", _t("ส่งกลับให้แก้ไข"), {State.SUBMITTED, State.APPROVED}, State.DRAFT, As.OWNER, As.APPROVER, reason=True),
        _step("approve", _t("อนุมัติ"), {State.SUBMITTED}, State.APPROVED, As.APPROVER),
        _step("approve_on_paper", _t("บันทึกการอนุมัติบนกระดาษ"), {State.SUBMITTED}, State.APPROVED, As.OWNER, As.APPROVER),
        _step("lock", _t("ล็อกฉบับ"), {State.APPROVED}, State.LOCKED, As.OWNER, As.APPROVER),
        _step("verify", _t("เริ่มการทวนสอบ"), {State.LOCKED}, State.VERIFYING, As.OWNER),
        _step("stop_verifying", _t("ยุติการทวนสอบโดยไม่มีผล"), {State.VERIFYING}, State.LOCKED, As.OWNER, reason=True),
        _step("state", _t("ออกถ้อยแถลงผลการทวนสอบ"), {State.VERIFYING}, State.VERIFIED, As.VERIFIER, As.OWNER),
        _step("file", _t("ยื่น อบก."), {State.VERIFIED, State.RETURNED}, State.FILED, As.OWNER),
        _step("return", _t("บันทึกว่า อบก. ขอแก้ไข"), {State.FILED}, State.RETURNED, As.OWNER, reason=True),
        _step("register", _t("บันทึกการขึ้นทะเบียน"), {State.FILED}, State.REGISTERED, As.OWNER),
        _step(
            "correct", _t("เปิดฉบับแก้ไข"),
            {State.LOCKED, State.VERIFYING, State.VERIFIED, State.RETURNED, State.REGISTERED},
            State.CORRECTING, As.OWNER, reason=True,
        ),
        _step("drop_correction", _t("ยกเลิกการแก้ไข"), {State.CORRECTING}, None, As.OWNER),
        _step("lock_correction", _t("ล็อกฉบับแก้ไข"), {State.CORRECTING}, None, As.APPROVER),
    )
}  # fmt: skip


def may(visitor: Visitor, inventory: Inventory, key: str) -> bool:
    """Say whether a visitor may take a step with a year as it stands."""
    step = STEPS[key]
    return inventory.state in step.before and bool(visitor.capacities & step.who)


def open_steps(visitor: Visitor, inventory: Inventory) -> list[Step]:
    """Return the steps that a visitor may take with a year as it stands."""
    return [step for key, step in STEPS.items() if may(visitor, inventory, key)]


@dataclass(frozen=True, slots=True)
class Standing:
    """A state in the table for readers: what may be written in it, and its steps."""

    state: State
    figures: str | Promise
    steps: tuple[Step, ...]


def standings() -> list[Standing]:
    """Return the whole table, state by state in the order of the path: what the manual shows is what `may` asks."""
    return [
        Standing(state, _figures(state), tuple(step for step in STEPS.values() if state in step.before))
        for state in State
    ]


def _figures(state: State) -> str | Promise:
    year = Inventory(state=state)
    if may_change(year):
        return _t("แก้ตัวเลข แหล่งปล่อย และขอบเขตได้")
    return _t("แก้ได้เฉพาะตัวเลขที่เปิดไว้ หรือทั้งบัญชีถ้าเปิดทั้งบัญชี") if takes_figures(year) else _t("แก้ตัวเลขไม่ได้")


def check_step(inventory: Inventory, key: str, *, reason: str = "") -> Step:
    """Return a step, or refuse one that the state of the year does not allow or that lacks its reason."""
    step = STEPS[key]
    if inventory.state not in step.before:
        raise Refused(
            _("บัญชี%(year)s อยู่ในสถานะ “%(state)s” จึง%(act)sไม่ได้ โปรดเปิดหน้าใหม่เพื่อดูสถานะล่าสุด")
            % {"year": inventory.title, "state": inventory.get_state_display(), "act": step.words}
        )
    if step.reason and not reason.strip():
        raise Refused(_("โปรดพิมพ์เหตุผล"))
    return step


def check_second_person(*, alone: bool, colleagues: bool) -> None:
    """Refuse an approval by whoever submitted, unless the municipality has nobody else (practice, section 1)."""
    if alone and colleagues:
        raise Refused(_("ผู้ส่งตรวจกับผู้อนุมัติต้องเป็นคนละคน โปรดให้ผู้อนุมัติอีกคนอนุมัติ หรือบันทึกการอนุมัติบนกระดาษที่ผู้บริหารลงนาม"))
