"""Activity data by month: numbers, notation keys, and which of them are estimated."""

from dataclasses import dataclass, field
from decimal import Decimal

from emission_factors.calc.decimals import AMOUNT_PLACES, NotAPlainDecimal, is_amount, parse_amount
from inventories.calc.faults import kind_of, shown
from inventories.calc.period import Period, is_month
from inventories.calc.reading import Reader

NOT_OCCURRING, NOT_ESTIMATED, INCLUDED_ELSEWHERE, CONFIDENTIAL = "NO", "NE", "IE", "C"
# From so many months on it is not the single month that is wrong.
SEVERAL = 3
NOTATION_KEYS = frozenset({NOT_OCCURRING, NOT_ESTIMATED, INCLUDED_ELSEWHERE, CONFIDENTIAL})


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is known of each month, in the order of the period. A month in neither mapping is missing, not zero.

    ``faulty``: months whose entry could not be read; ``readable``: there were amounts at all. Nobody calculates with
    a document in which these say no.
    """

    numbers: dict[str, Decimal] = field(default_factory=dict)
    notations: dict[str, str] = field(default_factory=dict)
    estimated: tuple[str, ...] = ()
    faulty: frozenset[str] = frozenset()
    readable: bool = True

    def __contains__(self, month: str) -> bool:
        """Tell whether the month has an entry: a number, a notation key, or something unreadable."""
        return month in self.numbers or month in self.notations or month in self.faulty


UNREADABLE = Amounts(readable=False)


def read_amounts(reader: Reader, raw: object, period: Period | None) -> Amounts:
    """Return the amounts of a source; every fault is noted and its month left out."""
    if not isinstance(raw, dict):
        reader.note("wrong_type", "amounts", expected="an object", found=kind_of(raw))
        return UNREADABLE
    numbers: dict[str, Decimal] = {}
    notations: dict[str, str] = {}
    months = period.months if period else sorted(month for month in raw if isinstance(month, str) and is_month(month))
    seen = 0
    for month in months:
        if month not in raw:
            continue
        seen += 1
        value = raw[month]
        if not isinstance(value, str):
            reader.note("number_not_string", f"amounts.{month}", found=kind_of(value))
        elif is_amount(value):
            numbers[month] = Decimal(value)
        elif value in NOTATION_KEYS:
            notations[month] = value
        else:
            _note_why(reader, value, f"amounts.{month}")
    if seen < len(raw):
        _note_strange_months(reader, raw, frozenset(months), period)
        return Amounts(numbers, notations, faulty=frozenset(months))  # any of them may be the one meant
    if len(numbers) + len(notations) < seen:
        return Amounts(numbers, notations, faulty=frozenset(raw) - numbers.keys() - notations.keys())
    return Amounts(numbers, notations)


def _note_why(reader: Reader, value: str, field: str) -> None:
    try:
        parse_amount(value)
    except NotAPlainDecimal as fault:
        reader.note(fault.reason, field, found=shown(value), places=str(AMOUNT_PLACES))


def _note_strange_months(reader: Reader, raw: dict[str, object], known: frozenset[str], period: Period | None) -> None:
    outside: list[str] = []
    for month in raw:
        if month in known:
            continue
        if isinstance(month, str) and is_month(month):
            outside.append(month)
        else:
            reader.note("not_a_month", f"amounts.{month}", found=shown(month))
    if period is None:
        return
    first, last = period.months[0], period.months[-1]
    if len(outside) >= SEVERAL:  # a row of months is one slip
        others = str(len(outside) - 1)
        reader.note(
            "months_outside_period", f"amounts.{outside[0]}", month=outside[0], others=others, first=first, last=last
        )
        return
    for month in outside:
        reader.note("month_outside_period", f"amounts.{month}", month=month, first=first, last=last)


def read_estimated(reader: Reader, raw: object, amounts: Amounts, period: Period | None) -> tuple[str, ...]:
    """Return the months marked as estimated, in the order of the period.

    Each must be a month of the period that has an entry in ``amounts`` (a month without one cannot have been
    estimated), other than NE, and be named once.
    """
    if not isinstance(raw, list):
        reader.note("wrong_type", "estimated", expected="a list", found=kind_of(raw))
        return ()
    months: set[str] = set()
    for month in raw:
        if not isinstance(month, str) or not is_month(month):
            reader.note("not_a_month", "estimated", found=shown(month))
        elif month in months:
            reader.note("estimated_twice", "estimated", month=month)
        elif amounts.notations.get(month) == NOT_ESTIMATED:
            reader.note("estimated_not_estimated", "estimated", month=month)
        elif month in amounts:
            months.add(month)
        elif period is None or month in period.months:
            reader.note("estimated_without_amount", "estimated", month=month)
        else:
            first, last = period.months[0], period.months[-1]
            reader.note("month_outside_period", "estimated", month=month, first=first, last=last)
    return tuple(sorted(months))
