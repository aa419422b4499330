"""One source's place on the sheet of workings: its parameters in cells, to which its formulas refer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from inventories.calc.catalogue import METHODS
from inventories.calc.faults import Notebook
from inventories.calc.methods.schema import Parameter, ParameterValue
from inventories.calc.parameters import read_parameters
from inventories.calc.reading import Reader
from reports.exports import thai_parameters, thai_words
from reports.exports.workbook.lines import Line, Year
from reports.exports.workbook.places import Place
from reports.exports.workbook.potentials import Potentials
from reports.exports.workbook.sheet import Sheet
from reports.exports.workbook.terms import Term

# columns; where a value is from is written over those of the months, which such a row leaves empty
LABEL, VALUE, UNIT, MONTHS = range(4)
WIDTHS = (42, 14, 22)


@dataclass(slots=True)
class Block:
    """A block being written; `row` is the next free one. `given` has every parameter, defaults filled in."""

    sheet: Sheet
    year: Year
    line: Line
    potentials: Potentials
    row: int
    given: Mapping[str, ParameterValue] = field(init=False)
    _cells: dict[str, Place] = field(init=False, default_factory=dict)
    _by_month: dict[str, tuple[Place, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Read the parameters as the calculation reads them."""
        method = METHODS[self.line.method]
        parameters = dict(self.line.source.get("parameters", {}))
        given = read_parameters(Reader(Notebook()), method, parameters, None)
        assert given is not None  # noqa: S101 - the document has a result, so it was read without fault
        self.given = given

    def __getitem__(self, name: str) -> Term:
        """Return the cell of a parameter that is one number."""
        return self._cells[name].here

    def number(self, name: str) -> Decimal:
        """Return a parameter that is one number."""
        value = self.given[name]
        assert isinstance(value, Decimal)  # noqa: S101 - asked only where the method says so
        return value

    def months(self, name: str) -> tuple[Place, ...] | None:
        """Return the cells of a parameter that differs by month, or None where it is one number."""
        return self._by_month.get(name)

    def label(self, text: str, unit: str = "", origin: str = "") -> None:
        """Write the words of the next row."""
        self.sheet.text(self.row, LABEL, text)
        self.sheet.blank(self.row, (VALUE,), "short")
        self.sheet.text(self.row, UNIT, unit, "unit")
        if origin:
            self.sheet.text(self.row, MONTHS, origin, "quiet")

    def result(self, label: str, unit: str, term: Term) -> Place:
        """Write a row with a formula."""
        self.label(label, unit)
        place = self.sheet.formula(self.row, VALUE, term, "factor")
        self.row += 1
        return place

    def results_by_month(self, label: str, unit: str, terms: tuple[Term, ...]) -> tuple[Place, ...]:
        """Write a row with a formula for each month."""
        self.label(label, unit)
        places = tuple(self.sheet.formula(self.row, MONTHS + at, term, "factor") for at, term in enumerate(terms))
        self.row += 1
        return places

    def month_heads(self) -> None:
        """Write the months over the columns that differ by month."""
        for column, head in enumerate(self.year.month_heads, MONTHS):
            self.sheet.text(self.row, column, head, "head")
        self.row += 1

    def numbers_by_month(
        self, label: str, unit: str, numbers: tuple[Decimal | None, ...], look: str = "given_factor"
    ) -> tuple[Place, ...]:
        """Write a row of given numbers, one for each month; an empty cell where there is none."""
        self.label(label, unit)
        places = []
        for column, number in enumerate(numbers, MONTHS):
            if number is None:
                places.append(Place(self.sheet.name, self.row, column, Decimal(0)))
            else:
                places.append(self.sheet.number(self.row, column, number, look))
        self.row += 1
        return tuple(places)

    def parameters(self, *, without: tuple[str, ...] = ()) -> None:
        """Write a row for each parameter that has a value, but for those that a table of their own shows."""
        for parameter in METHODS[self.line.method].parameters:
            if parameter.name in self.given and parameter.name not in without:
                self._parameter(parameter)

    def _parameter(self, parameter: Parameter) -> None:
        value = self.given[parameter.name]
        label = thai_parameters.LABELS.get(parameter.name, parameter.name)
        unit = thai_parameters.UNITS.get(parameter.unit, parameter.unit)
        if isinstance(value, Mapping):
            self.month_heads()
            numbers = tuple(_one(value.get(month)) for month in self.year.months)
            self._by_month[parameter.name] = self.numbers_by_month(label, unit, numbers)
            return
        self.label(label, unit, self._origin(parameter))
        if isinstance(value, Decimal):
            self._cells[parameter.name] = self.sheet.number(self.row, VALUE, value, "given_factor")
        else:
            self._cells[parameter.name] = Place(self.sheet.name, self.row, VALUE, Decimal(0))
            self.sheet.text(self.row, VALUE, words(parameter, value), "centre")
        self.row += 1

    def _origin(self, parameter: Parameter) -> str:
        """Return where a value is from: the method's own source, and what was said of it in this inventory."""
        given = self.line.source.get("parameters", {})
        stated = parameter.name in given and parameter.name not in self.line.facts.standard
        where = f"{'กำหนดในบัญชีนี้' if stated else 'ค่าตั้งต้น'}: {thai_parameters.source(parameter.source)}"
        return " · ".join(filter(None, (where, self.line.facts.assumptions_th.get(parameter.name))))

    def gas_label(self, gas: str, *, biogenic: bool = False) -> str:
        """Return the label of a row with kg of a gas."""
        return "CO2 ชีวภาพ" if biogenic else thai_words.gas(gas)


def words(parameter: Parameter, value: ParameterValue) -> str:
    """Return a parameter that is not a number as a reader knows it."""
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if parameter.shape == "choice":
        return thai_parameters.CHOICES.get(str(value), str(value))
    if parameter.shape == "year":
        return thai_parameters.waste_type_or_year(str(value))
    return str(value)


def _one(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
