"""What was read from a verifier's workbook, as it travels with its preview and comes back to be stored."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from inventories.calc.sampling.draw import Risk
from inventories.models import Checked, Verified
from inventories.selectors.sampling.population import Key
from inventories.services.sampling.bringing import Brought, Pick
from inventories.services.sampling.checking import Look
from inventories.services.sampling.papers import Request


def plain_of(brought: Brought) -> dict[str, Any]:
    """Return what a workbook says as it travels with its preview."""
    plan = brought.plan
    return {
        "number": brought.number,
        "plan": plan and {
            "seed": plan["seed"], "materiality": str(plan["materiality"]), "verified": plan["verified"].value,
            "reason": plan["reason"],
            "risks": {line: [risk.inherent, risk.control, risk.detection] for line, risk in plan["risks"].items()},
        },
        "looks": [
            [*_key(key), look.outcome.value, _number(look.amount), _number(look.kgco2e), look.remark, look.seen, look.figure]
            for key, look in brought.looks
        ],
        "picks": [[*_key(pick.key), pick.reason] for pick in brought.picks],
        "requests": [[each.what, each.from_whom, each.due_on.isoformat()] for each in brought.requests],
    }  # fmt: skip


def brought_of(said: Mapping[str, Any]) -> Brought:
    """Return what `plain_of` carried."""
    plan = said["plan"]
    return Brought(
        number=said["number"],
        plan=plan and {
            "seed": plan["seed"], "materiality": Decimal(plan["materiality"]), "verified": Verified(plan["verified"]),
            "reason": plan["reason"], "risks": {line: Risk(*levels) for line, levels in plan["risks"].items()},
        },
        looks=tuple(
            (_where(line, month), Look(0, Checked(outcome), _decimal(amount), _decimal(kgco2e), remark, seen, figure))
            for line, month, outcome, amount, kgco2e, remark, seen, figure in said["looks"]
        ),
        picks=tuple(Pick(_where(line, month), reason) for line, month, reason in said["picks"]),
        requests=tuple(Request(what, whom, dt.date.fromisoformat(due)) for what, whom, due in said["requests"]),
    )  # fmt: skip


def _key(key: Key) -> tuple[str, str]:
    return key[0], key[1].isoformat() if key[1] else ""


def _where(line: str, month: str) -> Key:
    return line, dt.date.fromisoformat(month) if month else None


def _number(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
