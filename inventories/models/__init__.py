"""Nouns of an inventory."""

from inventories.models.amount import AmountRevision, CameBy, Estimation, Notation
from inventories.models.apart import ApartKind, ApartLine
from inventories.models.boundary import BoundaryAnswer, Exclusion, WarningAnswer
from inventories.models.category import Category, Scope
from inventories.models.flag import Explanation
from inventories.models.inventory import Approach, Inventory, InventoryEdition, State, YearKind
from inventories.models.inventory_source import InventorySource, Method, Origin
from inventories.models.result import MonthlyResult, Part
from inventories.models.sheet import CalculationSheet, WorkingDays
from inventories.models.snapshot import Snapshot
from inventories.models.source import Division, Frequency, Source
from inventories.models.upstream import UpstreamChoice

__all__ = [
    "AmountRevision",
    "ApartKind",
    "ApartLine",
    "Approach",
    "BoundaryAnswer",
    "CalculationSheet",
    "CameBy",
    "Category",
    "Division",
    "Estimation",
    "Exclusion",
    "Explanation",
    "Frequency",
    "Inventory",
    "InventoryEdition",
    "InventorySource",
    "Method",
    "MonthlyResult",
    "Notation",
    "Origin",
    "Part",
    "Scope",
    "Snapshot",
    "Source",
    "State",
    "UpstreamChoice",
    "WarningAnswer",
    "WorkingDays",
    "YearKind",
]
