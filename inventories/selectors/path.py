"""Reading the steps that a year took, its frozen versions and what they say otherwise."""

import datetime as dt
import json

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cfo_site.ledger import selectors as ledger
from inventories.acts import REVIEWED
from inventories.calc import document
from inventories.calc.decided import changed_parts
from inventories.calc.versions import Difference, difference
from inventories.models import (
    CorrectionCell,
    EvidenceFile,
    FileWithdrawal,
    Inventory,
    InventorySource,
    Snapshot,
    State,
    StateChange,
)

Opened = tuple[int, int, dt.date]  # (inventory, source, month)


def steps(inventory: Inventory) -> list[StateChange]:
    """Return all steps of a year, oldest first, with who took them."""
    rows = StateChange.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.select_related("changed_by", "scan").order_by("number"))


def withdrawn_scans(inventory: Inventory) -> set[int]:
    """Return the numbers of the steps of a year whose scan was withdrawn for privacy."""
    gone = FileWithdrawal.objects.of(inventory.municipality).values("file")
    rows = StateChange.objects.of(inventory.municipality).filter(inventory=inventory, scan__in=gone)
    return set(rows.values_list("number", flat=True))


def scanned_or_404(inventory: Inventory, number: int) -> tuple[StateChange, EvidenceFile]:
    """Return a step of a year with the scan of its paper, or answer 404 where there is none."""
    rows = StateChange.objects.of(inventory.municipality).filter(inventory=inventory, number=number)
    step = rows.select_related("scan", "municipality").first()
    if step is None or step.scan is None:
        raise Http404
    return step, step.scan


def last_step(inventory: Inventory, act: str = "") -> StateChange | None:
    """Return the newest step of a year, or the newest of one kind."""
    rows = StateChange.objects.of(inventory.municipality).filter(inventory=inventory)
    return (rows.filter(act=act) if act else rows).order_by("-number").first()


def prepared_by_one_person(inventory: Inventory) -> bool:
    """Say whether whoever handed a year in also approved it: papers of a one-person town say so (practice, section 1)."""
    newest = last_step(inventory, "approve")
    later = last_step(inventory, "approve_on_paper")
    return newest is not None and newest.alone and (later is None or later.number < newest.number)


def opened_cells(inventories: list[Inventory]) -> frozenset[Opened]:
    """Return the figures that the open corrections of some years of one municipality have opened one by one."""
    if not inventories:
        return frozenset()
    newest = Snapshot.objects.of(inventories[0].municipality).filter(inventory__in=inventories)
    versions: dict[int, int] = {}
    for inventory, version in newest.values_list("inventory", "version"):
        versions[inventory] = max(version, versions.get(inventory, 0))
    rows = CorrectionCell.objects.of(inventories[0].municipality).filter(inventory__in=inventories)
    return frozenset(
        (inventory, source, month)
        for inventory, version, source, month in rows.values_list("inventory", "version", "source", "month")
        if version == versions.get(inventory)
    )


def is_opened(use: InventorySource, month: dt.date) -> bool:
    """Say whether a correction that is open has opened this figure by name."""
    inventory = use.inventory
    return inventory.state == State.CORRECTING and (inventory.pk, use.source_id, month) in opened_cells([inventory])


def versions(inventory: Inventory) -> list[Snapshot]:
    """Return the frozen versions of a year, newest first: each supersedes the one after it in the list."""
    rows = Snapshot.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.select_related("locked_by").defer("document", "dossier").order_by("-version"))


def version_or_404(inventory: Inventory, number: int) -> Snapshot:
    """Return a frozen version of a year with its texts, or answer 404."""
    rows = Snapshot.objects.of(inventory.municipality).filter(inventory=inventory, version=number)
    found = rows.select_related("locked_by").first()
    if found is None:
        raise Http404
    return found


def against_the_one_before(snapshot: Snapshot) -> Difference | None:
    """Return what a frozen version says otherwise than the one it supersedes; None of the first."""
    rows = Snapshot.objects.of(snapshot.municipality).filter(inventory=snapshot.inventory_id)
    before = rows.filter(version=snapshot.version - 1).first()
    return difference(document.parse(before.document), document.parse(snapshot.document)) if before else None


# What a dossier decides, as people call it; keys of inventories.calc.decided.
PARTS: dict[str, str | Promise] = {
    "approach": _("แนวทางการกำหนดขอบเขต"),
    "editions": _("รุ่นของค่า EF"),
    "boundary": _("ขอบเขตและสิ่งที่ไม่นับรวม"),
    "double_counting": _("คำชี้แจงเรื่องการนับซ้ำ"),
    "upstream": _("การได้มาซึ่งเชื้อเพลิงและพลังงาน"),
    "apart": _("รายการที่รายงานแยก"),
    "organisation": _("ข้อมูลองค์กร"),
    "quality": _("ผู้รับผิดชอบและคะแนนคุณภาพข้อมูล"),
    "screening": _("การคัดกรองประเภทที่ 3"),
    "sources": _("ที่มาและคำอธิบายของแหล่งปล่อยหรือตัวเลข"),
}


def decided_otherwise(snapshot: Snapshot) -> list[str]:
    """Return in what a frozen version was decided otherwise than the one it supersedes, beside its figures."""
    rows = Snapshot.objects.of(snapshot.municipality).filter(inventory=snapshot.inventory_id)
    before = rows.filter(version=snapshot.version - 1).first()
    changed = changed_parts(json.loads(before.dossier), json.loads(snapshot.dossier)) if before else []
    return [str(PARTS[part]) for part in changed]


def last_remark(inventory: Inventory) -> str:
    """Return what the province's working group wrote with its flag; empty where nothing, or where it was erased."""
    rows = ledger.entries(inventory.municipality, ledger.Wanted(act=REVIEWED.key))
    newest = rows.filter(subject=f"inventory:{inventory.pk}").first()
    return ledger.text(newest) if newest else ""
