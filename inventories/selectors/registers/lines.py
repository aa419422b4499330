"""The lines of a reconciliation, and how the dossier freezes them: page and paper read the same ones."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from emission_factors.calc.decimals import plain
from inventories.calc.registers import Standing, share_of_charge
from inventories.models import RegisterKind
from inventories.selectors.registers.rules import agent_label


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _said(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


@dataclass(frozen=True, slots=True)
class Stands:
    """A source behind which an item stands; `by_meter`: because its bills are of that source."""

    source: int
    name: str
    by_meter: bool = False


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of a register as one period sees it."""

    item: int
    kind: str
    number: str
    description: str
    place: str
    division: str
    quantity: int
    agent: str
    charge_kg: Decimal | None
    first_day: dt.date | None
    last_day: dt.date | None
    standing: Standing
    sources: list[Stands] = field(default_factory=list)
    reason: str = ""

    @property
    def agent_label(self) -> str:
        """Return what it holds in words."""
        return agent_label(self.agent) if self.agent else ""

    @property
    def charge(self) -> Decimal | None:
        """Return the kilograms that all its pieces hold."""
        return None if self.charge_kg is None else self.charge_kg * self.quantity

    def as_mapping(self) -> dict[str, Any]:
        """Return the line as the dossier freezes it."""
        return {
            "item": self.item,
            "kind": self.kind,
            "number": self.number,
            "description": self.description,
            "place": self.place,
            "division": self.division,
            "quantity": self.quantity,
            "agent": self.agent,
            "charge_kg": _said(self.charge_kg),
            "first_day": self.first_day and self.first_day.isoformat(),
            "last_day": self.last_day and self.last_day.isoformat(),
            "standing": self.standing.value,
            "sources": [{"source": each.source, "name": each.name, "by_meter": each.by_meter} for each in self.sources],
            "reason": self.reason,
        }

    @classmethod
    def from_mapping(cls, said: dict[str, Any]) -> Self:
        """Return the line that a dossier has frozen."""
        return cls(**said | {
            "charge_kg": _figure(said["charge_kg"]),
            "first_day": _day(said["first_day"]),
            "last_day": _day(said["last_day"]),
            "standing": Standing(said["standing"]),
            "sources": [Stands(**each) for each in said["sources"]],
        })  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unbacked:
    """A source of the year behind which no item stands, and the register in which one would be looked for."""

    use: int
    source: int
    name: str
    kind: str

    @property
    def register(self) -> str:
        """Return the name of that register."""
        return str(RegisterKind(self.kind).label)

    def as_mapping(self) -> dict[str, Any]:
        """Return the line as the dossier freezes it."""
        return {"use": self.use, "source": self.source, "name": self.name, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Charge:
    """What the things behind a source hold, beside what was refilled: a hint, not a calculation."""

    use: int
    source: int
    name: str
    kind: str
    pieces: int
    agents: list[str]
    charge: Decimal | None
    unknown: int  # items that do not say their charge
    recorded: Decimal | None
    other_agent: bool = False  # some hold another agent than the source is of

    @property
    def share(self) -> Decimal | None:
        """Return what was refilled in per cent of the charge, None where either is unknown."""
        found = share_of_charge(self.recorded, self.charge)
        return None if found is None else found * 100

    @property
    def agent_labels(self) -> str:
        """Return what they hold in words."""
        return ", ".join(agent_label(key) for key in self.agents)

    def as_mapping(self) -> dict[str, Any]:
        """Return the line as the dossier freezes it."""
        return {
            "use": self.use,
            "source": self.source,
            "name": self.name,
            "kind": self.kind,
            "pieces": self.pieces,
            "agents": self.agents,
            "charge": _said(self.charge),
            "unknown": self.unknown,
            "recorded": _said(self.recorded),
            "other_agent": self.other_agent,
        }

    @classmethod
    def from_mapping(cls, said: dict[str, Any]) -> Self:
        """Return the line that a dossier has frozen."""
        return cls(**said | {"charge": _figure(said["charge"]), "recorded": _figure(said["recorded"])})


@dataclass(frozen=True, slots=True)
class OfRegister:
    """A register in a reconciliation: its items that were there in the period."""

    kind: RegisterKind
    lines: list[ItemLine]

    @property
    def linked(self) -> int:
        """Return how many stand behind a source."""
        return self._count(Standing.LINKED)

    @property
    def excluded(self) -> int:
        """Return how many were left out with a reason."""
        return self._count(Standing.EXCLUDED)

    @property
    def open(self) -> int:
        """Return how many are neither."""
        return self._count(Standing.OPEN)

    def _count(self, standing: Standing) -> int:
        return sum(line.standing is standing for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """From register to number and back, of one year. `frozen`: as the year was locked."""

    items: list[ItemLine]
    unbacked: list[Unbacked]
    charges: list[Charge]
    frozen: bool = False

    @property
    def registers(self) -> list[OfRegister]:
        """Return all registers in their order, each with the items that were there in the period."""
        return [OfRegister(kind, [line for line in self.items if line.kind == kind]) for kind in RegisterKind]

    @property
    def open(self) -> int:
        """Return how many items are neither linked nor left out with a reason."""
        return sum(line.standing is Standing.OPEN for line in self.items)

    def as_mapping(self) -> dict[str, Any]:
        """Return it as the dossier freezes it."""
        return {
            "items": [line.as_mapping() for line in self.items],
            "unbacked": [line.as_mapping() for line in self.unbacked],
            "charges": [line.as_mapping() for line in self.charges],
        }

    @classmethod
    def from_mapping(cls, said: dict[str, Any]) -> Self:
        """Return what a dossier has frozen."""
        return cls(
            [ItemLine.from_mapping(each) for each in said["items"]],
            [Unbacked(**each) for each in said["unbacked"]],
            [Charge.from_mapping(each) for each in said["charges"]],
            frozen=True,
        )
