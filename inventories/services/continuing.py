"""What belongs to a figure, kept with it when a new revision says the same: its calculation sheet, what was explained."""

import datetime as dt
from collections import defaultdict

from cfo_site.accounts.models import User
from cfo_site.ledger import services as ledger
from emission_factors.calc.decimals import plain
from inventories import acts
from inventories.models import AmountRevision, CalculationSheet, Explanation, Inventory
from inventories.services.explanations import keep


def keep_sheet(row: AmountRevision, new: AmountRevision, actor: User, now: dt.datetime) -> None:
    """Keep the calculation sheet of a figure with its new revision: the figure is the same, so is where it came from."""
    sheet = CalculationSheet.objects.of(row.municipality).filter(revision=row).first()
    if sheet is None:
        return
    entry = ledger.append(
        municipality=row.municipality,
        actor=actor,
        act=acts.SHEET_KEPT,
        subject=f"amount_revision:{new.pk}",
        facts={
            "kind": sheet.kind,
            "version": sheet.version,
            "source": new.source_id,
            "month": f"{new.month:%Y-%m}",
            "number": new.number,
            "result": plain(sheet.result),
            "inputs_sha256": sheet.inputs_sha256,
        },
        now=now,
    )
    sheet.pk, sheet.revision, sheet.entry_number = None, new, entry.number
    sheet.save(force_insert=True)


def keep_explanations(
    inventory: Inventory, row: AmountRevision, new: AmountRevision, actor: User, now: dt.datetime
) -> None:
    """Let what was said to doubts about a figure hold for its new revision: nobody is asked twice about one figure."""
    said = Explanation.objects.of(row.municipality).filter(source=row.source_id, month=row.month)
    newest = {each.rule: each for each in said.filter(revision_number=row.number).order_by("pk")}
    by_reason: dict[str, list[Explanation]] = defaultdict(list)
    for each in newest.values():
        each.pk, each.revision_number = None, new.number
        by_reason[each.reason].append(each)
    for reason, rows in sorted(by_reason.items()):
        keep(inventory, rows, actor=actor, reason=reason, now=now)
