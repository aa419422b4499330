"""Saying why an unlikely figure is right: one cell, or all of the list that nobody must explain, at once."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cfo_site import thai
from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from inventories import acts
from inventories.models import Explanation, Inventory
from inventories.policies import Refused
from inventories.selectors import row_hashes
from inventories.selectors.plausibility import Doubt, Flag, flags
from inventories.selectors.plausibility_rules import CHECKED, reasons
from inventories.services.locking import held_for_figures


@transaction.atomic
def explain(
    *, inventory: Inventory, actor: User, cell: str, reason: str, text: str = "", now: dt.datetime | None = None
) -> list[Explanation]:
    """Explain all doubts about a cell as it was seen (`Flag.cell`), and return what was stored.

    Raises Refused: a locked year, a figure that changed since or is not in doubt, a reason that must be told in words.
    """
    now = now or timezone.now()
    inventory = held_for_figures(inventory)
    text = thai.normalise(text).strip()
    chosen = next((each for each in reasons() if each.key == reason), None)
    if chosen is None or (chosen.needs_text and not text):
        raise Refused(_("โปรดเลือกเหตุผล ถ้าเลือก อื่น ๆ ให้พิมพ์คำอธิบายด้วย"))
    flag = next((each for each in flags(inventory) if each.cell == cell), None)
    if flag is None:
        raise Refused(_("ตัวเลขนี้เปลี่ยนไปแล้วหรือไม่มีข้อสงสัยแล้ว โปรดดูรายการล่าสุด"))
    if any(doubt.finding.amount < 0 for doubt in flag.doubts):
        raise Refused(_("ปริมาณติดลบไม่ได้ โปรดแก้ตัวเลข"))
    return _store(inventory, actor, [(flag, doubt) for doubt in flag.doubts], reason=reason, text=text, now=now)


@transaction.atomic
def clear(
    *, inventory: Inventory, actor: User, cells: Collection[str], now: dt.datetime | None = None
) -> list[Explanation]:
    """Say of cells, as they were seen, that they were checked against their papers. What must be explained is left.

    Cells that changed since, or are explained already, are passed over. Raises Refused for a locked year.
    """
    now = now or timezone.now()
    inventory = held_for_figures(inventory)
    wanted = set(cells)
    chosen = [flag for flag in flags(inventory) if flag.cell in wanted and flag.open and not flag.demanded]
    said = [(flag, doubt) for flag in chosen for doubt in flag.doubts if doubt.open]
    return _store(inventory, actor, said, reason=CHECKED, text="", now=now) if said else []


def _store(
    inventory: Inventory, actor: User, said: Sequence[tuple[Flag, Doubt]], *, reason: str, text: str, now: dt.datetime
) -> list[Explanation]:
    """Store a row for each doubt, with one ledger entry."""
    rows = [
        Explanation(
            municipality=inventory.municipality,
            source=flag.use.source,
            month=flag.month,
            rule=doubt.finding.rule,
            revision_number=flag.number,
            reason=reason,
            text=text,
            explained_by=actor,
            explained_at=now,
        )
        for flag, doubt in said
    ]
    return keep(inventory, rows, actor=actor, reason=reason, text=text, now=now)


def keep(
    inventory: Inventory,
    rows: Sequence[Explanation],
    *,
    actor: User,
    reason: str,
    text: str = "",
    now: dt.datetime,
) -> list[Explanation]:
    """Store explanations that share a reason, new ones or copies for a new revision, with one ledger entry."""
    entry = ledger.append(
        municipality=inventory.municipality,
        actor=actor,
        act=acts.FIGURES_EXPLAINED,
        subject=f"inventory:{inventory.pk}",
        facts={
            "year": inventory.token,
            "count": len(rows),
            "reason": reason,
            "rows_sha256": row_hashes.of_explanations(rows),
        },
        text=text,
        now=now,
    )
    for row in rows:
        row.entry_number = entry.number
        row.clean_fields(exclude=["municipality", "source", "explained_by"])
    return Explanation.objects.bulk_create(rows)
