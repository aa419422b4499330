"""Reading the inputs of a sheet: every fault is found and named by its field and row, and no figure is guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from emission_factors.calc.decimals import NotAPlainDecimal, parse_amount, plain
from inventories.calc.sheets.schema import LONGEST_TEXT, Basis, Choice, Input, Inputs, Sheet
from inventories.calc.sheets.working import Term


@dataclass(frozen=True, slots=True)
class Fault:
    """Why inputs cannot be used: a code, the input it is told at, the row (1, 2 …) and what the sentence needs."""

    code: str
    at: str = ""
    row: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


class Faults(ValueError):
    """Everything that is wrong with the inputs of a sheet."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{each.code} at {each.at or 'the sheet'}" for each in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Value:
    """An input as read: a number, an answer or a text; with the basis of a default that was taken."""

    text: str
    number: Decimal | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The inputs asked once (row None), or those of one row."""

    values: Mapping[str, Value]
    units: Mapping[str, str]
    row: int | None = None

    def __contains__(self, name: str) -> bool:
        """Tell whether an input that may be left empty was given."""
        return name in self.values

    @property
    def title(self) -> str:
        """Return how the row was called."""
        return self.text("label")

    def text(self, name: str) -> str:
        """Return an answer or a text, empty where none was given."""
        value = self.values.get(name)
        return value.text if value else ""

    def number(self, name: str) -> Fraction:
        """Return a number that was given or taken by default."""
        found = self.values[name].number
        return Fraction(found if found is not None else 0)

    def term(self, name: str) -> Term:
        """Return a number as a term of a step, with its unit and the basis of its default."""
        return Term(self.number(name), self.units[name], name, self.values[name].basis)


@dataclass(slots=True)
class Given:
    """All a sheet's function may look at: what was given, and in which unit it counts."""

    unit: str
    once: Part
    rows: list[Part]
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, code: str, at: str = "", row: int | None = None, **values: str) -> None:
        """Note why the inputs cannot be used together; told once all rows were looked at."""
        self.faults.append(Fault(code, at, row, values))

    def stop_at_faults(self) -> None:
        """Raise Faults if anything was refused."""
        if self.faults:
            raise Faults(self.faults)


def read(sheet: Sheet, inputs: Inputs, *, unit: str, days: int) -> Given:
    """Read inputs against a sheet that counts in ``unit`` for a month of ``days`` days. Raises Faults."""
    reader = _Reader(unit, days)
    once = reader.part(sheet.asked("fields", unit), _texts(inputs.get("fields", {})), None)
    rows: list[Part] = []
    if sheet.rows:
        columns = sheet.asked("rows", unit)
        raw = inputs.get("rows", [])
        listed = [_texts(each) for each in raw] if isinstance(raw, list) else []
        for number, texts in enumerate(listed, 1):
            if any(texts.get(each.name, "") for each in columns if not each.beside):
                rows.append(reader.part(columns, texts, number))
        if not rows:
            first = next(each.name for each in columns if not each.beside and each.required)
            reader.faults.append(Fault("no_rows", first, 1))
        if len(listed) > sheet.most_rows:
            reader.faults.append(Fault("too_many_rows", values={"most": str(sheet.most_rows)}))
    given = Given(unit, once, rows, reader.faults)
    given.stop_at_faults()
    return given


def without_idle_rows(sheet: Sheet, inputs: Inputs, *, unit: str) -> dict[str, object]:
    """Return inputs as they are kept: what is asked, as typed, without rows in which nothing was filled in."""
    kept: dict[str, object] = {}
    if fields := sheet.asked("fields", unit):
        texts = _texts(inputs.get("fields", {}))
        kept["fields"] = {each.name: texts.get(each.name, "") for each in fields}
    if columns := sheet.asked("rows", unit):
        raw = inputs.get("rows", [])
        listed = [_texts(each) for each in raw] if isinstance(raw, list) else []
        kept["rows"] = [
            {each.name: texts.get(each.name, "") for each in columns}
            for texts in listed
            if any(texts.get(each.name, "") for each in columns if not each.beside)
        ]
    return kept


def _texts(raw: object) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        return {}
    return {str(name): text for name, text in raw.items() if isinstance(text, str)}


class _Wrong(ValueError):
    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(slots=True)
class _Reader:
    unit: str
    days: int
    faults: list[Fault] = field(default_factory=list)

    def part(self, asked: Sequence[Input], texts: Mapping[str, str], row: int | None) -> Part:
        chosen = [choice for each in asked if (choice := each.choice(texts.get(each.name, ""))) is not None]
        values: dict[str, Value] = {}
        for each in asked:
            text = texts.get(each.name, "")
            try:
                value = self._value(each, text) if text else _default(each, chosen)
            except _Wrong as wrong:
                self.faults.append(Fault(wrong.code, each.name, row, wrong.values))
                continue
            if value is not None:
                values[each.name] = value
        return Part(values, {each.name: each.unit.format(unit=self.unit) for each in asked}, row)

    def _value(self, each: Input, text: str) -> Value:
        if each.shape == "text":
            if len(text) > LONGEST_TEXT:
                raise _Wrong("too_long", most=str(LONGEST_TEXT))
            return Value(text)
        if each.shape == "choice":
            if each.choice(text) is None:
                raise _Wrong("unknown_choice")
            return Value(text)
        try:
            number = parse_amount(text)
        except NotAPlainDecimal as reason:
            raise _Wrong(reason.reason) from None
        if each.shape == "whole" and number != number.to_integral_value():
            raise _Wrong("not_whole")
        self._check_range(each, number)
        return Value(text, number)

    def _check_range(self, each: Input, number: Decimal) -> None:
        most = Decimal(self.days) if each.in_month else each.maximum
        if each.above_minimum and number == each.minimum:
            raise _Wrong("must_be_above", low=plain(each.minimum))
        if number < each.minimum and most is None:
            raise _Wrong("too_small", low=plain(each.minimum))
        if number < each.minimum or (most is not None and number > most):
            raise _Wrong("out_of_range", low=plain(each.minimum), high=plain(most or Decimal(0)))


def _default(each: Input, chosen: Sequence[Choice]) -> Value | None:
    found = next((choice.gives[each.name] for choice in chosen if each.name in choice.gives), each.default)
    if found is not None:
        return Value(found.value, Decimal(found.value), found.basis)
    if each.required:
        raise _Wrong("missing")
    return None
