"""The hashes by which the ledger names findings and what was done to them; free text is hashed there by itself."""

from collections.abc import Iterable

from cfo_site.ledger import chain
from emission_factors.calc.decimals import plain
from inventories.models import Finding, FindingStep


def of_finding(row: Finding) -> str:
    """Return the SHA-256 that the ledger keeps of a finding: what it is about and its effect."""
    month = f"{row.month:%Y-%m}" if row.month else ""
    effect = "" if row.effect is None else plain(row.effect)
    return chain.rows_hash([[row.kind, row.number, row.source_id, month, row.evidence_id, effect, row.version]])


def of_step(row: FindingStep, papers: Iterable[int] = ()) -> str:
    """Return the SHA-256 that the ledger keeps of a step: act, outcome, what is left, and the papers it points to."""
    effect = "" if row.effect is None else plain(row.effect)
    return chain.rows_hash([[row.number, row.act, row.after, row.outcome, effect, row.version, *sorted(papers)]])
