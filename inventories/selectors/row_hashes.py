"""The hashes by which the ledger names rows: made when they are written, and again when somebody checks them."""

from collections.abc import Sequence
from decimal import Decimal

from cfo_site.ledger import chain
from emission_factors.calc.decimals import plain
from inventories.models import AmountRevision, Explanation, RegisterItem, SampleCheck, SampleItem, SubmittedFigure


def of_revisions(rows: Sequence[AmountRevision]) -> str:
    """Return the SHA-256 that the ledger keeps of revisions: source, month, number, figure, estimated, how, where, door.

    The figure is written plainly (12.5, not 12.500000000), so that it can be recomputed from the stored rows.
    """
    content = [
        [
            row.source_id,
            f"{row.month:%Y-%m}",
            row.number,
            plain(row.amount) if row.amount is not None else row.notation,
            row.estimated,
            row.estimation,
            row.elsewhere_id,
            row.came_by,
        ]
        for row in sorted(rows, key=lambda row: (row.source_id, row.month, row.number))
    ]
    return chain.rows_hash(content)


def of_explanations(rows: Sequence[Explanation]) -> str:
    """Return the SHA-256 that the ledger keeps of explanations: source, month, revision, rule, reason; no words."""
    content = sorted([row.source_id, f"{row.month:%Y-%m}", row.revision_number, row.rule, row.reason] for row in rows)
    return chain.rows_hash(content)


def of_submission(rows: Sequence[SubmittedFigure]) -> str:
    """Return the SHA-256 that the ledger keeps of figures sent through a one-time link: month and figure."""
    content = sorted([f"{row.month:%Y-%m}", row.notation if row.amount is None else plain(row.amount)] for row in rows)
    return chain.rows_hash(content)


def of_sample_items(rows: Sequence[SampleItem]) -> str:
    """Return the SHA-256 that the ledger keeps of items of a sample: line, month, stratum, figure, kgCO2e."""
    content = sorted(
        [row.line, f"{row.month:%Y-%m}" if row.month else "", row.stratum, row.figure, plain(row.kgco2e)]
        for row in rows
    )
    return chain.rows_hash(content)


def of_sample_checks(rows: Sequence[SampleCheck]) -> str:
    """Return the SHA-256 that the ledger keeps of looks: item, number, figure, outcome, what was found, differences."""
    content = sorted(
        [
            row.item_id,
            row.number,
            row.figure,
            row.outcome,
            "" if row.found_amount is None else plain(row.found_amount),
            "" if row.found_kgco2e is None else plain(row.found_kgco2e),
            _signed(row.difference_kgco2e),
            _signed(row.upstream_difference_kgco2e),
        ]
        for row in rows
    )
    return chain.rows_hash(content)


def of_items(rows: Sequence[RegisterItem]) -> str:
    """Return the SHA-256 that the ledger keeps of items of registers: which, how many, what they hold, their days; no words."""
    content = sorted(
        [
            row.pk,
            row.kind,
            row.quantity,
            row.agent,
            plain(row.charge_kg) if row.charge_kg is not None else "",
            row.first_day.isoformat() if row.first_day else "",
            row.last_day.isoformat() if row.last_day else "",
        ]
        for row in rows
    )
    return chain.rows_hash(content)


def _signed(value: Decimal) -> str:
    return f"-{plain(-value)}" if value < 0 else plain(value)
