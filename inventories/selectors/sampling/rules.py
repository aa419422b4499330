"""The numbers by which a sample is drawn and judged: read once from fixtures/sampling, checked line by line."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from emission_factors.calc.decimals import plain
from emission_factors.models import Confidence
from inventories.calc.sampling.draw import LEAST_POINTS, MOST_POINTS, Risk, Rule

FILE = settings.BASE_DIR / "fixtures" / "sampling" / "rule.csv"
CONFIDENCES = frozenset({"GK", *Confidence.values})
_MONTHS = {f"months_{points}": points for points in range(LEAST_POINTS, MOST_POINTS + 1)}
_KEYS = frozenset({"significant_percent", "rest_percent", "rest_least", "materiality_percent", *_MONTHS})


class RuleFault(ValueError):
    """A line of the rule does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """The rule of a draw, the materiality in percent, and how sure each number is: high to low, GK."""

    rule: Rule
    materiality: Decimal
    confidence: Mapping[str, str]


def read_rule(file: Path = FILE) -> Defaults:
    """Read the rule. Raises RuleFault where a number is missing, unknown, given twice or out of its range."""
    values: dict[str, Decimal] = {}
    confidence: dict[str, str] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for line, row in enumerate(csv.DictReader(lines), 2):
            key = row["key"]
            if key not in _KEYS or key in values or row["confidence"] not in CONFIDENCES:
                raise RuleFault(f"{file.name} line {line}: {key} is unknown, given twice or without its confidence")
            try:
                values[key] = Decimal(row["value"])
            except InvalidOperation:
                raise RuleFault(f"{file.name} line {line}: {row['value']} is no number") from None
            confidence[key] = row["confidence"]
    if missing := _KEYS - values.keys():
        raise RuleFault(f"{file.name}: {', '.join(sorted(missing))} missing")
    try:
        rule = Rule(
            values["significant_percent"],
            values["rest_percent"],
            int(values["rest_least"]),
            {points: int(values[key]) for key, points in _MONTHS.items()},
        ).check()
    except ValueError as wrong:
        raise RuleFault(f"{file.name}: {wrong}") from None
    return Defaults(rule, values["materiality_percent"], confidence)


@cache
def defaults() -> Defaults:
    """Return the rule of the application."""
    return read_rule()


def rule_mapping(rule: Rule) -> dict[str, Any]:
    """Return a rule as a sample keeps it."""
    return {
        "significant_percent": plain(rule.significant_percent),
        "rest_percent": plain(rule.rest_percent),
        "rest_least": rule.rest_least,
        "months": {str(points): count for points, count in sorted(rule.months.items())},
    }


def rule_of(kept: Mapping[str, Any]) -> Rule:
    """Return the rule that a sample keeps."""
    return Rule(
        Decimal(kept["significant_percent"]),
        Decimal(kept["rest_percent"]),
        kept["rest_least"],
        {int(points): count for points, count in kept["months"].items()},
    )


def risks_of(kept: Mapping[str, Any]) -> dict[str, Risk]:
    """Return the risks that a sample keeps, by line."""
    return {line: Risk(*levels) for line, levels in kept.items()}
