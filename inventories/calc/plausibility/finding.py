"""What the rules find, and the thresholds by which they do."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

NEGATIVE, ZERO, OVER_STAFF = "negative", "zero", "over_staff"
SLIP_OVER, SLIP_UNDER = "slip_over", "slip_under"
JUMP_LAST_YEAR, JUMP_MEDIAN, JUMP_PREVIOUS = "jump_last_year", "jump_median", "jump_previous"
ROUND, COPIED_MONTH, COPIED_YEAR, COPIED_SOURCE = "round", "copied_month", "copied_year", "copied_source"
RULES = (
    NEGATIVE, OVER_STAFF, SLIP_OVER, SLIP_UNDER, JUMP_LAST_YEAR, JUMP_MEDIAN, JUMP_PREVIOUS,
    ZERO, COPIED_SOURCE, COPIED_YEAR, COPIED_MONTH, ROUND,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When a figure is unlikely. Shares are of 1; what each means is said beside its value in fixtures/plausibility."""

    near: Decimal
    near_alone: Decimal
    spreads: Decimal
    history: int
    gross: Decimal
    slip_slack: Decimal
    zero_history: int
    staff_slack: Decimal
    round_step: Decimal
    round_run: int
    copy_digits: int
    copy_far_digits: int
    copy_most: int
    copy_year_months: int
    copy_source_digits: int
    copy_source_months: int
    demanded_share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One doubt about one month of a source. Amounts are in the source's unit.

    ``compared``: what the amount stands against; ``doubt``: how much of it is doubtful, the difference to what is
    usual; ``factor``: so many times too much or too little; ``other_month``, ``other_source``: what it is a copy of;
    ``count``: months concerned; ``broken``: it cannot be, whatever it weighs.
    """

    rule: str
    source: int
    month: dt.date
    amount: Decimal
    doubt: Decimal
    compared: Decimal | None = None
    factor: int | None = None
    other_month: dt.date | None = None
    other_source: int | None = None
    count: int = 1
    broken: bool = False
