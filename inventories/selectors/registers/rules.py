"""What cools and extinguishes, and from which difference on baht are explained: read once from fixtures/registers."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from emission_factors.models import Confidence
from emission_factors.selectors.refrigerants import fold_gas
from inventories.models import RegisterKind

FOLDER = settings.BASE_DIR / "fixtures" / "registers"
CONFIDENCES = frozenset({"GK", *Confidence.values})
BAHT_DIFFERENCE = "baht_difference"


class RuleFault(ValueError):
    """A line does not fit; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class Agent:
    """What a thing of a register holds; `refrigerant` is its name in an inventory document, empty where it has none."""

    key: str
    register: str
    label_th: str
    also: frozenset[str]
    refrigerant: str

    @property
    def label(self) -> str:
        """Return its words in the language of the page."""
        return gettext(self.label_th)


def read_agents(file: Path = FOLDER / "agents.csv") -> tuple[Agent, ...]:
    """Read the agents in the order shown. Raises RuleFault for one given twice, without words or of another register."""
    found: dict[str, Agent] = {}
    holding = {kind.value for kind in RegisterKind if kind.has_charge}
    for line, row in _lines(file):
        if row["agent"] in found or not row["label_th"] or row["register"] not in holding:
            raise RuleFault(f"{file.name} line {line}: {row['agent']} is given twice or does not fit")
        names = (row["agent"], row["label_th"], *row["also"].split("|"))
        also = frozenset(fold_gas(name) for name in names if name)
        found[row["agent"]] = Agent(row["agent"], row["register"], row["label_th"], also, row["refrigerant"])
    return tuple(found.values())


def read_baht_difference(file: Path = FOLDER / "thresholds.csv") -> Decimal:
    """Read the share from which on a difference is explained. Raises RuleFault where it is missing or no share."""
    for line, row in _lines(file):
        if row["threshold"] == BAHT_DIFFERENCE:
            try:
                value = Decimal(row["value"])
            except InvalidOperation:
                raise RuleFault(f"{file.name} line {line}: {row['value']} is no number") from None
            if not 0 < value < 1:
                raise RuleFault(f"{file.name} line {line}: {row['value']} is no share between 0 and 1")
            return value
    raise RuleFault(f"{file.name}: {BAHT_DIFFERENCE} missing")


@cache
def agents() -> tuple[Agent, ...]:
    """Return the agents of the application."""
    return read_agents()


@cache
def baht_difference() -> Decimal:
    """Return the share of the ledger from which on a difference must be explained."""
    return read_baht_difference()


def agents_of(register: str) -> list[Agent]:
    """Return the agents that things of a register hold."""
    return [agent for agent in agents() if agent.register == register]


def agent_named(register: str, name: str) -> Agent | None:
    """Return the agent that a paper names, however it writes it; None for an unknown one."""
    return next((agent for agent in agents_of(register) if fold_gas(name) in agent.also), None)


def agent_label(key: str) -> str:
    """Return the words of an agent; its key where a database holds one of another version."""
    return next((agent.label for agent in agents() if agent.key == key), key)


def refrigerant_of(key: str) -> str:
    """Return an agent's name in an inventory document; empty where it has none."""
    return next((agent.refrigerant for agent in agents() if agent.key == key), "")


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            if row["confidence"] not in CONFIDENCES or not row["source"]:
                raise RuleFault(f"{file.name} line {number}: source or confidence is missing")
            yield number, row
