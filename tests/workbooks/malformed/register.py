"""Malformed uploads, each made anew by a function whose name says what is wrong, with what reading must answer.

`refused`: the rule of the refusal. Else `reads`: what is asked of the reading. All figures are invented (ข้อมูลจำลอง).
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Malformed:
    make: Callable[[], bytes]
    refused: str = ""
    reads: Callable[[object], bool] | None = None

    @property
    def name(self) -> str:
        return self.make.__name__


MALFORMED: list[Malformed] = []


def refused(rule):
    def register(make):
        MALFORMED.append(Malformed(make, refused=rule))
        return make

    return register


def reads(check):
    def register(make):
        MALFORMED.append(Malformed(make, reads=check))
        return make

    return register


def january(reading):
    """The first cell that was read."""
    return reading.found[0]


def fault_in_january(rule):
    return lambda reading: january(reading).fault is not None and january(reading).fault.rule == rule


def amount_in_january(amount, *notices):
    return lambda reading: (
        january(reading).amount == Decimal(amount) and {each.rule for each in january(reading).notices} == set(notices)
    )


def noticed(rule, amount="120.5"):
    return lambda reading: (
        rule in {each.rule for each in reading.notices} and january(reading).amount == Decimal(amount)
    )
