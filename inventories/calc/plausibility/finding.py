"""What the rules find, and the thresholds by which they do."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

NEGATIVE, ZERO, OVER_STAFF = "negative", "zero", "over_staff"
SLIP_OVER, SLIP_UNDER = "slip_over", "slip_under"
JUMP_LAST_YEAR, JUMP_MEDIAN, JUMP_PREVIOUS = "jump_last_year", "jump_median", "jump_previous"
ROUND, COPIED_MONTH, COPIED_YEAR, COPIED_SOURCE = "round", "copied_month", "copied_year", "copied_source"
READING, READING_CHAIN, BILLS_DIFFER = "reading", "reading_chain", "bills_differ"
ODOMETER, FUEL_RATE, OVER_TANK = "odometer", "fuel_rate", "over_tank"
RULES = (
    NEGATIVE, READING, ODOMETER, OVER_STAFF, BILLS_DIFFER, SLIP_OVER, SLIP_UNDER, JUMP_LAST_YEAR, JUMP_MEDIAN, JUMP_PREVIOUS,
    OVER_TANK, FUEL_RATE, READING_CHAIN, ZERO, COPIED_SOURCE, COPIED_YEAR, COPIED_MONTH, ROUND,
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
    tank_slack: Decimal
    fuel_times: Decimal
    fuel_history: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One doubt about one month of a source. Amounts are in the source's unit.

    ``compared``: what the amount stands against; ``doubt``: how much of it is doubtful, the difference to what is
    usual; ``factor``: so many times too much or too little; ``other_month``, ``other_source``: what it is a copy of;
    ``count``: months concerned; ``broken``: it cannot be, whatever it weighs. Of a line of a bill: its last ``day``,
    the units it has ``said``, those ``expected`` of it, and the two ``readings`` that speak against it.
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
    day: dt.date | None = None
    said: Decimal | None = None
    expected: Decimal | None = None
    readings: tuple[Decimal, Decimal] | None = None
