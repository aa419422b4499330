"""Nouns of an inventory."""

from inventories.models.amount import AmountRevision, CameBy, Estimation, Notation
from inventories.models.apart import ApartKind, ApartLine
from inventories.models.bill import Bill, BillEvidence, BillLine, BillWithdrawal, Dates
from inventories.models.boundary import BoundaryAnswer, Exclusion, WarningAnswer
from inventories.models.category import Category, Scope
from inventories.models.evidence import Evidence, EvidenceFile, EvidenceUse, FileWithdrawal
from inventories.models.finding import (
    BEFORE_STATEMENT,
    Finding,
    FindingAct,
    FindingKind,
    FindingPaper,
    FindingState,
    FindingStep,
)
from inventories.models.finding import Outcome as FindingOutcome
from inventories.models.flag import Explanation
from inventories.models.instrument import Calibration, Instrument
from inventories.models.inventory import Approach, BillRule, Inventory, InventoryEdition, Review, State, YearKind
from inventories.models.inventory_source import InventorySource, Method, Origin
from inventories.models.link import OneTimeLink, Submission, SubmissionState, SubmittedFigure
from inventories.models.meter import BillKind, Meter
from inventories.models.organisation import Organisation
from inventories.models.quality import ActivityScore, DataQuality, FactorScore, QualityRole, QualityTask
from inventories.models.register import ItemExclusion, ItemLink, RegisterItem, RegisterKind
from inventories.models.reminder import BEGINNINGS, ENDS, Fault, Outcome, ReminderStep
from inventories.models.result import MonthlyResult, Part
from inventories.models.sampling import (
    CameIn,
    Checked,
    RequestedDocument,
    Sample,
    SampleCheck,
    SampleItem,
    Stratum,
    Verified,
)
from inventories.models.screening import Scope3Screening, ScreenedCategory
from inventories.models.sheet import CalculationSheet, WorkingDays
from inventories.models.snapshot import Snapshot
from inventories.models.source import Division, Frequency, Source
from inventories.models.spread import SourceSpread
from inventories.models.state_change import CorrectionCell, StateChange
from inventories.models.treasury import BahtExplanation, MoneyKind, TreasuryAccount
from inventories.models.upstream import UpstreamChoice
from inventories.models.verification import (
    Assurance,
    Conclusion,
    FilingRound,
    RenewalPlan,
    Statement,
    Verification,
    VerifierFile,
)
from inventories.models.workbook import ImportBatch, ImportedAmount, ImportState

__all__ = [
    "BEFORE_STATEMENT",
    "BEGINNINGS",
    "ENDS",
    "ActivityScore",
    "AmountRevision",
    "ApartKind",
    "ApartLine",
    "Approach",
    "Assurance",
    "BahtExplanation",
    "Bill",
    "BillEvidence",
    "BillKind",
    "BillLine",
    "BillRule",
    "BillWithdrawal",
    "BoundaryAnswer",
    "CalculationSheet",
    "Calibration",
    "CameBy",
    "CameIn",
    "Category",
    "Checked",
    "Conclusion",
    "CorrectionCell",
    "DataQuality",
    "Dates",
    "Division",
    "Estimation",
    "Evidence",
    "EvidenceFile",
    "EvidenceUse",
    "Exclusion",
    "Explanation",
    "FactorScore",
    "Fault",
    "FileWithdrawal",
    "FilingRound",
    "Finding",
    "FindingAct",
    "FindingKind",
    "FindingOutcome",
    "FindingPaper",
    "FindingState",
    "FindingStep",
    "Frequency",
    "ImportBatch",
    "ImportState",
    "ImportedAmount",
    "Instrument",
    "Inventory",
    "InventoryEdition",
    "InventorySource",
    "ItemExclusion",
    "ItemLink",
    "Meter",
    "Method",
    "MoneyKind",
    "MonthlyResult",
    "Notation",
    "OneTimeLink",
    "Organisation",
    "Origin",
    "Outcome",
    "Part",
    "QualityRole",
    "QualityTask",
    "RegisterItem",
    "RegisterKind",
    "ReminderStep",
    "RenewalPlan",
    "RequestedDocument",
    "Review",
    "Sample",
    "SampleCheck",
    "SampleItem",
    "Scope",
    "Scope3Screening",
    "ScreenedCategory",
    "Snapshot",
    "Source",
    "SourceSpread",
    "State",
    "StateChange",
    "Statement",
    "Stratum",
    "Submission",
    "SubmissionState",
    "SubmittedFigure",
    "TreasuryAccount",
    "UpstreamChoice",
    "Verification",
    "Verified",
    "VerifierFile",
    "WarningAnswer",
    "WorkingDays",
    "YearKind",
]
