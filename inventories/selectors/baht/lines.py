"""What a reconciliation in baht says of electricity, water and fuel, and how the dossier freezes it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from emission_factors.calc.decimals import plain
from inventories.calc.baht import Comparison, Outcome, per_unit
from inventories.models import MoneyKind


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _said(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the treasury's ledger; `code`: the line of the index of evidence that its paper is."""

    pk: int
    number: str
    name: str
    baht: Decimal
    paper: str
    code: str = ""
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of papers that say both units and baht, in one unit, and what they come to."""

    unit: str
    units: Decimal
    baht: Decimal

    @property
    def per_unit(self) -> Decimal | None:
        """Return baht by unit."""
        return per_unit(self.baht, self.units)


@dataclass(frozen=True, slots=True)
class OfMoney:
    """Bills and other papers of one kind against the ledger.

    `bills` and `papers`: how many say their baht; `silent`: how many do not; `unclear`: papers of several kinds of
    money, which count in none; `bare`: figures of the year that neither stands behind.
    """

    kind: str
    bills: int
    papers: int
    silent: int
    unclear: int
    bare: int
    of_bills: Decimal | None
    of_papers: Decimal | None
    comparison: Comparison
    accounts: list[Account]
    rates: list[Rate]
    threshold: Decimal
    explanation: str = ""
    explained_by: int | None = None
    explained_at: str = ""
    frozen: bool = False

    @property
    def label(self) -> str:
        """Return the name of the kind."""
        return str(MoneyKind(self.kind).label)

    @property
    def outcome(self) -> Outcome:
        """Return what came of it."""
        return self.comparison.outcome(self.threshold, explained=bool(self.explanation))

    @property
    def percent(self) -> Decimal | None:
        """Return the difference in per cent of the ledger, None where it cannot be said."""
        return None if self.comparison.share is None else self.comparison.share * 100

    @property
    def threshold_percent(self) -> Decimal:
        """Return the share from which on it is explained, in per cent."""
        return self.threshold * 100

    def as_mapping(self) -> dict[str, Any]:
        """Return it as the dossier freezes it."""
        return {
            "kind": self.kind,
            "bills": self.bills,
            "papers": self.papers,
            "silent": self.silent,
            "unclear": self.unclear,
            "bare": self.bare,
            "of_bills": _said(self.of_bills),
            "of_papers": _said(self.of_papers),
            "total": _said(self.comparison.papers),
            "ledger": _said(self.comparison.ledger),
            "accounts": [
                {
                    "pk": each.pk,
                    "number": each.number,
                    "name": each.name,
                    "baht": plain(each.baht),
                    "paper": each.paper,
                    "code": each.code,
                    "evidence": each.evidence,
                }
                for each in self.accounts
            ],
            "rates": [{"unit": each.unit, "units": plain(each.units), "baht": plain(each.baht)} for each in self.rates],
            "threshold": plain(self.threshold),
            "explanation": self.explanation,
            "explained_by": self.explained_by,
            "explained_at": self.explained_at,
        }

    @classmethod
    def from_mapping(cls, said: dict[str, Any]) -> Self:
        """Return what a dossier has frozen."""
        return cls(
            kind=said["kind"],
            bills=said["bills"],
            papers=said["papers"],
            silent=said["silent"],
            unclear=said["unclear"],
            bare=said["bare"],
            of_bills=_figure(said["of_bills"]),
            of_papers=_figure(said["of_papers"]),
            comparison=Comparison(_figure(said["total"]), _figure(said["ledger"])),
            accounts=[Account(**each | {"baht": Decimal(each["baht"])}) for each in said["accounts"]],
            rates=[Rate(each["unit"], Decimal(each["units"]), Decimal(each["baht"])) for each in said["rates"]],
            threshold=Decimal(said["threshold"]),
            explanation=said["explanation"],
            explained_by=said["explained_by"],
            explained_at=said["explained_at"],
            frozen=True,
        )
