"""What a bill says, written down so that its hash can be made again from the stored rows; no names, no free text but numbers."""

from collections.abc import Sequence
from decimal import Decimal

from emission_factors.calc.decimals import plain
from inventories.calc.hashing import document_sha256
from inventories.models import Bill, BillLine


def content_sha256(bill: Bill, lines: Sequence[BillLine]) -> str:
    """Return the SHA-256 of all that was entered of a bill and its lines, in their order."""
    return document_sha256(
        {
            "kind": bill.kind,
            "issuer": bill.issuer,
            "number": bill.number,
            "account": bill.account,
            "date": bill.bill_date.isoformat(),
            "month": f"{bill.invoice_month:%Y-%m}",
            "dates_are": bill.dates_are,
            "baht": _plain(bill.baht),
            "particulars": bill.particulars,
            "refers_to": bill.refers_to_id,
            "lines": [_line(line) for line in lines],
        }
    )


def _line(line: BillLine) -> dict[str, object]:
    return {
        "source": line.source_id,
        "meter": line.meter_id,
        "first": line.first_day.isoformat(),
        "last": line.last_day.isoformat(),
        "before": _plain(line.reading_before),
        "after": _plain(line.reading_after),
        "multiplier": _plain(line.multiplier),
        "units": _plain(line.units),
        "on_peak": _plain(line.on_peak),
        "off_peak": _plain(line.off_peak),
        "baht": _plain(line.baht),
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
