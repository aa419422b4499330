"""Reading the steps that a year took."""

import datetime as dt

from inventories.models import CorrectionCell, Inventory, Snapshot, StateChange

Opened = tuple[int, int, dt.date]  # (inventory, source, month)


def steps(inventory: Inventory) -> list[StateChange]:
    """Return all steps of a year, oldest first, with who took them."""
    rows = StateChange.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.select_related("changed_by").order_by("number"))


def last_step(inventory: Inventory, act: str = "") -> StateChange | None:
    """Return the newest step of a year, or the newest of one kind."""
    rows = StateChange.objects.of(inventory.municipality).filter(inventory=inventory)
    return (rows.filter(act=act) if act else rows).order_by("-number").first()


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


def versions(inventory: Inventory) -> list[Snapshot]:
    """Return the frozen versions of a year, newest first: each supersedes the one after it in the list."""
    rows = Snapshot.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.select_related("locked_by").defer("document", "dossier").order_by("-version"))
