"""What a reader found in a file, as an import keeps it."""

from cfo_site import thai
from inventories.calc.workbooks.lines import Contents, Given, Left, Line, Total, Word
from inventories.forms.workbooks.reading import Fault, Found, Notice, Reading, Row


def contents_of(reading: Reading) -> Contents:
    """Return a reading with its rows numbered from 1, months as 2024-01 and texts with SARA AM as one character."""
    return Contents(
        layout=reading.layout,
        label=reading.layout_label,
        year=reading.year,
        municipality=reading.municipality_key,
        lines=tuple(_line(number, row) for number, row in enumerate(reading.rows, 1)),
        left=tuple(Left(each.sheet, each.cell, each.raw, each.sentence) for each in reading.ignored),
        faults=tuple(_word(each) for each in reading.faults),
        notices=tuple(_word(each) for each in reading.notices),
        totals=tuple(
            Total(each.sheet, each.cell, each.row_label, each.in_file, each.read, each.differs) for each in reading.sums
        ),
    )


def _line(number: int, row: Row) -> Line:
    return Line(
        number=number,
        sheet=row.sheet,
        cell=row.cell,
        label=thai.normalise(row.label).strip(),
        key=row.key,
        unit=row.unit,
        scope=row.scope,
        catalogue=row.catalogue,
        cells=tuple(_given(found, row.unit) for found in row.cells),
        notices=tuple(_word(each) for each in row.notices),
    )


def _given(found: Found, unit: str) -> Given:
    return Given(
        cell=found.cell,
        raw=found.raw,
        month=f"{found.month:%Y-%m}" if found.month else "",
        unit=found.unit or unit,
        amount=found.amount,
        notation=found.notation,
        fault=_word(found.fault) if found.fault else None,
        asks=tuple(_word(each) for each in found.asks),
        notices=tuple(_word(each) for each in found.notices if each not in found.asks),
    )


def _word(said: Fault | Notice) -> Word:
    return Word(said.rule, said.sentence, said.remedy)
