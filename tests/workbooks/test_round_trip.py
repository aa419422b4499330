"""Any grid of figures that is written is read back identical, cell by cell."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workbooks.conftest import months_from
from tests.workbooks.lifelike import month_table
from tests.workbooks.test_template_reading import template

# up to 15 digits, as many as a workbook's number keeps; at most 9 of them decimals
FIGURES = st.none() | st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(0, 10**15 - 1), st.integers(0, 9)
)
GRIDS = st.lists(st.lists(FIGURES, min_size=12, max_size=12), min_size=1, max_size=6)


def read_back(data, months):
    import io

    from inventories.forms.workbooks.upload import read_upload

    reading = read_upload(io.BytesIO(data), "x.xlsx", months=months)
    return {(int(found.row_label.removeprefix("แหล่งที่ ")), found.month): found.amount for found in reading.found}


def expected(grid, months):
    return {
        (number, month): value
        for number, row in enumerate(grid)
        for month, value in zip(months, row, strict=True)
        if value is not None
    }


@settings(deadline=None)  # no clock: the first example imports the parsers
@given(GRIDS)
def test_a_table_of_any_figures(grid):
    months = months_from(2025)
    rows = [
        (f"แหล่งที่ {number}", "kWh", [None if value is None else float(value) for value in row])
        for number, row in enumerate(grid)
    ]
    assert read_back(month_table(rows, title="ปี 2568"), months) == expected(grid, months)


@settings(deadline=None)  # no clock: the first example imports the parsers
@given(GRIDS)
def test_a_table_of_any_figures_typed_as_text(grid):
    months = months_from(2025)
    rows = [
        (f"แหล่งที่ {number}", "kWh", [None if value is None else f"{value:,f}" for value in row])
        for number, row in enumerate(grid)
    ]
    assert read_back(month_table(rows, title="ปี 2568"), months) == expected(grid, months)


@settings(deadline=None)  # no clock: the first example imports the parsers
@given(GRIDS)
def test_our_template_with_any_figures(grid):
    months = months_from(2025)
    rows = [
        (
            f"{number + 1}:{'.'.join(['0'] * 12)}",
            "1",
            f"แหล่งที่ {number}",
            "kWh",
            [None if value is None else float(value) for value in row],
            0,
        )
        for number, row in enumerate(grid)
    ]
    assert read_back(template(rows), months) == expected(grid, months)
