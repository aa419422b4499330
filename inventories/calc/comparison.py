"""The totals a publisher printed beside the totals of the document's own gases and warming potentials.

A difference is information, not a fault: ``printed_kgco2e`` is compared and never used (rule 2), and the result
document does not carry it. Forms and working papers ask here.
"""

from dataclasses import dataclass
from decimal import Decimal

from inventories.calc.document import Document


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """kg CO2e per unit of a source's factor: as printed, as calculated, and whether they agree in the printed places."""

    source_id: str
    unit: str
    printed: Decimal
    calculated: Decimal
    agrees: bool


def printed_totals(document: Document) -> list[PrintedTotal]:
    """Return the comparison for every source whose factor has a printed total, in document order."""
    compared = []
    for source in document.sources:
        factor = source.factor
        if factor is not None and factor.printed_kgco2e is not None:
            calculated = factor.kgco2e(document.gwp)
            agrees = factor.agrees_with_print(document.gwp) is True
            compared.append(PrintedTotal(source.id, factor.unit, factor.printed_kgco2e, calculated, agrees))
    return compared
