"""Writing what the treasury booked in a year, and why the bills come to something else."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from cfo_site.ledger.acts import Act
from emission_factors.calc.decimals import plain
from inventories import acts
from inventories.calc.baht import Outcome
from inventories.models import BahtExplanation, Inventory, TreasuryAccount
from inventories.policies import Refused
from inventories.selectors.baht.reconciling import accounts_of, baht_reconciliation
from inventories.services.locking import held_for_figures

FIELDS = ("number", "name", "baht", "paper", "evidence")


@transaction.atomic
def keep_account(
    *,
    inventory: Inventory,
    actor: User,
    kind: str,
    fields: Mapping[str, Any],
    account: TreasuryAccount | None = None,
    now: dt.datetime | None = None,
) -> TreasuryAccount:
    """Enter an account of the treasury's ledger for a year, or change one. `fields`: FIELDS of TreasuryAccount.

    Raises Refused (a closed year, a number that is there already, an account that is gone) and ValidationError.
    """
    inventory = held_for_figures(inventory)
    there = accounts_of(inventory)
    row = TreasuryAccount(municipality=inventory.municipality, inventory=inventory, kind=kind)
    if account is not None:
        found = there.filter(pk=account.pk).first()
        if found is None:
            raise Refused(_("บัญชีนี้ถูกนำออกไปแล้ว โปรดเปิดหน้านี้ใหม่"))
        row = found
        if all(getattr(row, name) == value for name, value in fields.items()):
            return row
    for name, value in fields.items():
        setattr(row, name, value)
    if there.filter(kind=row.kind, number=row.number).exclude(pk=row.pk).exists():
        raise Refused(_("เลขที่บัญชี %(number)s ใส่ไว้แล้ว โปรดแก้ยอดของบัญชีเดิม หรือตรวจเลขที่") % {"number": row.number})
    row.recorded_by, row.recorded_at = actor, now or timezone.now()
    row.full_clean(exclude=["municipality", "inventory", "recorded_by"], validate_unique=False)
    row.save()
    _note(row, actor, acts.ACCOUNT_KEPT, now)
    return row


@transaction.atomic
def remove_account(*, account: TreasuryAccount, actor: User, now: dt.datetime | None = None) -> None:
    """Take an account out of a year. Raises Refused: a closed year, or an account that is gone."""
    inventory = held_for_figures(account.inventory)
    rows = accounts_of(inventory).filter(pk=account.pk)
    row = rows.first()
    if row is None:
        raise Refused(_("บัญชีนี้ถูกนำออกไปแล้ว โปรดเปิดหน้านี้ใหม่"))
    _note(row, actor, acts.ACCOUNT_REMOVED, now)
    row.delete()


@transaction.atomic
def explain_baht(
    *, inventory: Inventory, actor: User, kind: str, text: str, now: dt.datetime | None = None
) -> BahtExplanation:
    """Say why bills and ledger differ; it holds for the two sums as they are.

    Raises Refused: a closed year, no words, or no difference that must be explained.
    """
    now = now or timezone.now()
    inventory = held_for_figures(inventory)
    text = thai.normalise(text).strip()
    if not text:
        raise Refused(_("โปรดพิมพ์คำชี้แจง คำชี้แจงนี้จะแสดงต่อผู้ทวนสอบ"))
    found = next(each for each in baht_reconciliation(inventory) if each.kind == kind)
    ledger_sum = found.comparison.ledger
    if ledger_sum is None or found.outcome not in {Outcome.OPEN, Outcome.EXPLAINED}:
        raise Refused(_("ไม่มีผลต่างที่ต้องชี้แจงแล้ว โปรดเปิดหน้านี้ใหม่"))
    rows = BahtExplanation.objects.of(inventory.municipality).filter(inventory=inventory, kind=kind)
    row = BahtExplanation(
        municipality=inventory.municipality,
        inventory=inventory,
        kind=kind,
        number=rows.count() + 1,
        papers=found.comparison.papers,
        ledger=ledger_sum,
        text=text,
        explained_by=actor,
        explained_at=now,
    )
    row.full_clean(exclude=["municipality", "inventory", "explained_by"])
    row.save()
    ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.BAHT_EXPLAINED,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token,
            "kind": kind,
            "number": row.number,
            "papers": "-" if row.papers is None else plain(row.papers),
            "ledger": plain(row.ledger),
        },
        text=text,
        now=now,
    )
    return row


def _note(row: TreasuryAccount, actor: User, act: Act, now: dt.datetime | None) -> None:
    facts: dict[str, object] = {"year": row.inventory.token, "kind": row.kind, "baht": plain(row.baht)}
    ledger.append(
        municipality=row.municipality, actor=actor, act=act, subject=f"account:{row.pk}", facts=facts, now=now
    )
