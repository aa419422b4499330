"""Printed totals are compared and never used."""

from decimal import Decimal

from inventories.calc.comparison import PrintedTotal, printed_totals
from inventories.calc.document import from_mapping
from inventories.calc.result import calculate

from .example_town import factor, source
from .inventory_generator import DIESEL_ON_ROAD, inventory


def test_a_printed_total_of_another_gwp_set_is_seen():
    made = [
        source("as printed", "factor", "litre", factor=DIESEL_ON_ROAD),
        source("other print", "factor", "litre", factor=DIESEL_ON_ROAD | {"printed_kgco2e": "2.7403"}),
        source("no print", "factor", factor=factor("kg")),
    ]
    compared = printed_totals(from_mapping(inventory(made)))
    calculated = Decimal("2.74062321")
    assert compared == [
        PrintedTotal("as printed", "litre", Decimal("2.7406"), calculated, agrees=True),
        PrintedTotal("other print", "litre", Decimal("2.7403"), calculated, agrees=False),
    ]


def test_a_wrong_print_changes_no_result():
    right, wrong = (
        calculate(
            from_mapping(inventory([source("s", "factor", "litre", factor=DIESEL_ON_ROAD | {"printed_kgco2e": text})]))
        )
        for text in ("2.7406", "9")
    )
    assert right.scopes == wrong.scopes
