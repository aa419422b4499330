"""Reading the parameters of a method as its catalogue entry describes them."""

from collections.abc import Mapping
from decimal import Decimal

from emission_factors.calc.decimals import plain
from emission_factors.calc.gases import share_total
from inventories.calc.faults import kind_of, shown
from inventories.calc.methods.schema import ONE, Method, Parameter, ParameterValue
from inventories.calc.period import Period, is_month, is_year
from inventories.calc.reading import Reader


def read_parameters(
    reader: Reader, method: Method, raw: dict[str, object], period: Period | None
) -> dict[str, ParameterValue] | None:
    """Return {name: value} with defaults filled in, or None where one could not be read (each fault is noted)."""
    required = frozenset(parameter.name for parameter in method.parameters if parameter.required)
    meant = reader.unknown_keys(raw, "parameters", frozenset(method.by_name))
    reader.missing_keys(raw, "parameters", required - meant)
    values: dict[str, ParameterValue] = {}
    whole = required <= raw.keys()
    for parameter in method.parameters:
        given = raw.get(parameter.name, _default(parameter, raw))
        if given is None and parameter.name not in raw:
            continue
        value = _read(reader, parameter, given, period)
        if value is None:
            whole = False
        else:
            values[parameter.name] = value
    return values if whole else None


def explicit(method: Method, given: Mapping[str, object]) -> dict[str, object]:
    """Return parameters as they are given, and for each left out the value that the method takes now.

    A document that is kept says them all: another program, or this one with other standard values, then comes to the
    same digits.
    """
    taken = {each.name: _default(each, given) for each in method.parameters if each.name not in given}
    return {**given, **{name: value for name, value in taken.items() if value is not None}}


def _default(parameter: Parameter, raw: Mapping[str, object]) -> str | bool | None:
    for other in parameter.otherwise:
        if raw.get(other.parameter) == other.value:
            return other.default
    return parameter.default


def _read(reader: Reader, parameter: Parameter, raw: object, period: Period | None) -> ParameterValue | None:
    """Return the value of one parameter by its shape."""
    field = f"parameters.{parameter.name}"
    match parameter.shape:
        case "number":
            return _number(reader, parameter, raw, field)
        case "number_or_by_month" | "number_or_by_year" | "number_or_by_type":
            return (
                _table(reader, parameter, raw, field, period)
                if isinstance(raw, dict)
                else _number(reader, parameter, raw, field)
            )
        case "by_type":
            return _table(reader, parameter, raw, field, period)
        case "shares":
            return _shares(reader, parameter, raw, field)
        case "deposits":
            return _deposits(reader, parameter, raw, field)
        case "flag":
            if isinstance(raw, bool):
                return raw
            reader.note("wrong_type", field, expected="true or false", found=kind_of(raw))
            return None
        case _:
            return _words(reader, parameter, raw, field)


def _number(reader: Reader, parameter: Parameter, raw: object, field: str) -> Decimal | None:
    value = reader.number(raw, field, parameter.maximum)
    if value is not None and parameter.above_minimum and value <= parameter.minimum:
        reader.note("out_of_range", field, found=shown(raw), range=f"above {plain(parameter.minimum)}")
        return None
    return value


def _table(
    reader: Reader, parameter: Parameter, raw: object, field: str, period: Period | None
) -> dict[str, Decimal] | None:
    """Return {month, year or waste type: number}."""
    table = reader.table(raw, field)
    if table is None:
        return None
    values: dict[str, Decimal] = {}
    for key, given in table.items():
        value = _number(reader, parameter, given, f"{field}.{key}")
        if value is not None and _key_fits(reader, parameter, key, f"{field}.{key}", period):
            values[key] = value
    return values if len(values) == len(table) else None


def _key_fits(reader: Reader, parameter: Parameter, key: str, field: str, period: Period | None) -> bool:
    if parameter.shape == "number_or_by_year" and not is_year(key):
        reader.note("not_a_year", field, found=shown(key))
        return False
    if parameter.shape == "number_or_by_month":
        if not is_month(key):
            reader.note("not_a_month", field, found=shown(key))
            return False
        if period is not None and key not in period.months:
            first, last = period.months[0], period.months[-1]
            reader.note("month_outside_period", field, month=key, first=first, last=last)
            return False
    return True


def _shares(reader: Reader, parameter: Parameter, raw: object, field: str) -> dict[str, Decimal] | None:
    """Return {waste type: share}, the shares summing to exactly 1."""
    shares = _table(reader, parameter, raw, field, None)
    if shares is None:
        return None
    total = share_total(shares)
    if total != ONE:
        reader.note("shares_not_whole", field, total=plain(total))
        return None
    return shares


def _deposits(reader: Reader, parameter: Parameter, raw: object, field: str) -> dict[str, dict[str, Decimal]] | None:
    """Return {waste type: {CE year: t}}."""
    table = reader.table(raw, field)
    if table is None:
        return None
    deposits: dict[str, dict[str, Decimal]] = {}
    for kind, given in table.items():
        by_year = reader.table(given, f"{field}.{kind}")
        if by_year is None:
            continue
        read: dict[str, Decimal] = {}
        for year, tonnes in by_year.items():
            value = _number(reader, parameter, tonnes, f"{field}.{kind}.{year}")
            if not is_year(year):
                reader.note("not_a_year", f"{field}.{kind}.{year}", found=shown(year))
            elif value is not None:
                read[year] = value
        if len(read) == len(by_year):
            deposits[kind] = read
    return deposits if len(deposits) == len(table) else None


def _words(reader: Reader, parameter: Parameter, raw: object, field: str) -> str | None:
    """Return a text, a choice or a year."""
    if not isinstance(raw, str):
        code = "number_not_string" if parameter.shape == "year" else "wrong_type"
        reader.note(code, field, expected="a string", found=kind_of(raw))
        return None
    if parameter.shape == "year" and not is_year(raw):
        reader.note("not_a_year", field, found=shown(raw))
        return None
    if parameter.choices and raw not in parameter.choices:
        reader.note("not_a_choice", field, found=shown(raw), choices=", ".join(parameter.choices))
        return None
    if not raw:
        reader.note("empty", field)
        return None
    return raw
