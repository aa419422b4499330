"""What a document of a year is made from: plain data, gathered by the caller, with nothing left to look up.

The figures are in two documents that anyone can recalculate, `cfo-inventory/1` and `cfo-result/1`. Around them stand
the words that those leave out: names, divisions, papers, editions. Words come ready in Thai; numbers, months and
notation keys come as the documents write them and are put into words here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """The organisation on the last day of the period."""

    name_th: str
    name_en: str = ""
    kind_th: str = ""  # เทศบาลตำบล, เทศบาลเมือง, เทศบาลนคร; empty where it is none of them
    district_th: str = ""
    province_th: str = ""
    name_today_th: str = ""  # only where it differs by now


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryFacts:
    """How the boundary was drawn. `notes`: sentences on what is in or out, and why."""

    approach_th: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReason:
    """Why months of a source are estimated, or have no figure. `what_th`: by which method, or which notation and where."""

    months: tuple[str, ...]
    what_th: str
    reason_th: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What the inventory document leaves out of a source; all of it may be unknown (empty)."""

    category_th: str = ""
    division_th: str = ""
    location_th: str = ""
    origin_th: str = ""  # ตรวจวัด, หลักฐานการชำระเงิน, ประเมินค่า
    evidence_th: str = ""
    unit_th: str = ""  # the unit in words; empty: as the inventory document spells it
    note_th: str = ""
    assumptions_th: Mapping[str, str] = field(default_factory=dict)  # where a parameter's value is from, by its name
    standard: frozenset[str] = frozenset()  # parameters for which the method's standard value was taken, by name
    rhythm_th: str = ""  # how often a figure comes and of which months it is; empty: each month
    not_asked: frozenset[str] = frozenset()  # months for which no figure is asked, as the figure of another covers them
    reasons: tuple[MonthReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFacts:
    """A row of the factor library, found by the key and edition that the inventory document names."""

    key: str
    edition: str
    name_th: str
    edition_th: str = ""
    unit_th: str = ""
    source: str = ""
    confidence_th: str = ""  # สูง, ปานกลาง, ต่ำ
    validity_th: str = ""  # ไม่ระบุวันใช้, or from when to when
    note_th: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerHead:
    """The newest entry of the municipality's chain of acts: its number and its hash (hexadecimal)."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """Everything a document of one year prints.

    `inventory` and `result`: the mappings of `cfo-inventory/1` and `cfo-result/1`; `document_sha256` is the hash of
    the first. `sources` by the ids of the inventory document, `factors` by (key, edition). `draft` until the year is
    locked. `prepared_at` must know its time zone. `credit_th` says where invented or borrowed figures come from.
    """

    organisation: OrganisationFacts
    boundary: BoundaryFacts
    year_th: str  # ปี 2567, ปีงบประมาณ 2568
    year_kind_th: str  # ปีปฏิทิน (ม.ค.–ธ.ค.)
    period_th: str  # ม.ค. 2567 – ธ.ค. 2567
    state_th: str
    draft: bool
    inventory: Mapping[str, Any]
    result: Mapping[str, Any]
    ledger: LedgerHead
    document_sha256: str
    prepared_at: dt.datetime
    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    factors: Mapping[tuple[str, str], FactorFacts] = field(default_factory=dict)
    decisions: Mapping[str, Any] = field(default_factory=dict)  # as the dossier keeps them: boundary, apart, …
    apart_wordings: tuple[Mapping[str, str], ...] = ()  # of the tables apart: kind, title, sentence, names of columns
    simulated: bool = False
    credit_th: str = ""
    by_one_person: bool = False  # prepared and checked by the same person
