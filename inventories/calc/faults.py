"""What is wrong with an inventory document: one fault for each cause, with a code that can be translated."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

MESSAGES: Mapping[str, str] = {
    # the text
    "file_unreadable": "the file cannot be read: {reason}",
    "not_utf8": "the file is not UTF-8 (byte {position})",
    "not_json": "the text is not JSON: {reason}",
    "nested_too_deeply": "the text is nested too deeply",
    "not_unicode": "holds half of a surrogate pair, which is no character",
    "duplicate_key": "the key is written more than once",
    # the shape
    "wrong_format": "must be cfo-inventory/1, not {found}",
    "wrong_type": "must be {expected}, not {found}",
    "number_not_string": "must be written as a string of plain decimals, not as {found}",
    "unknown_key": "is not a known key",
    "misspelt_key": "is not a known key; perhaps {meant} is meant",
    "missing_key": "is missing",
    "missing_keys": "lacks {missing}",
    "empty": "must not be empty",
    # numbers
    "not_decimal": "{found} is not a plain decimal (digits, at most one point, no sign, no exponent)",
    "too_many_places": "{found} has more than {places} places",
    "too_large": "{found} is not below 10^15",
    "out_of_range": "{found} must lie {range}",
    # time
    "period_length": "{found} must be a whole number of months from 1 to 12",
    "not_a_month": "{found} is not a month YYYY-MM of a CE year",
    "not_a_year": "{found} is not a CE year of four digits",
    "month_outside_period": "{month} lies outside the period {first} to {last}",
    "months_outside_period": "{month} and {others} more months lie outside the period {first} to {last}",
    "period_without_amounts": "all {count} sources have amounts outside {first} to {last}",
    # science
    "gas_without_gwp": "{gas} has no warming potential in gwp.values",
    "co2e_not_alone": "CO2e stands for all gases and must stand alone",
    "co2e_gwp": "the warming potential of CO2e is 1, not {found}",
    "factor_without_gas": "names neither a gas nor biogenic CO2",
    "refrigerant_unknown": "{refrigerant} is neither in gwp.values nor in blends",
    "shares_not_whole": "the shares sum to {total}, not to exactly 1",
    "waste_type_unknown": "{waste_type} is not in waste_types",
    # a source
    "duplicate_id": "the id is used by more than one source",
    "not_a_choice": "{found} must be one of {choices}",
    "factor_missing": "is missing: the method factor needs it",
    "factor_forbidden": "belongs to the method factor only, not to {method}",
    "amounts_forbidden": "must be {{}}: landfill_fod is calculated from its deposits",
    "not_used_here": "has no use in the method {method}",
    "unit_mismatch": "{unit} does not convert to {target}",
    "conversion_not_a_bridge": "leads from {unit} to {target}, which measure the same thing",
    "conversion_elsewhere": "leads from {unit} to {target}, but {given} must become {wanted}",
    "estimated_without_amount": "{month} is marked as estimated, but has no amount",
    "estimated_not_estimated": "{month} is marked as estimated, but its amount is NE (not estimated)",
    "estimated_twice": "{month} is named more than once",
    # a derived source
    "parent_missing": "there is no source {parent}",
    "parent_cycle": "a source cannot derive from itself: {cycle}",
    "parent_derived": "{parent} is itself derived from {grandparent}",
    "parent_without_amounts": "{parent} is calculated from deposits and has no amounts to take",
    "parent_amounts": "a source with a parent takes the amounts of its parent and has none of its own",
    "parent_scope": "a source with a parent is an upstream line of scope 3, not of {scope}",
    # parameters that must fit together
    "deposit_gap": "no deposit is given for {year}, between {first} and {last}",
    "no_value_for_type": "has no value for {waste_type}",
    "no_values_for_type": "{waste_type} has no value in {tables}",
    "no_value_for_year": "has no value for {year}",
    "no_value_for_month": "has no value for {month}",
    "needs_parameter": "has no effect without {parameter}",
    # results
    "recovered_above_generated": "more methane is recovered than generated ({generated} {unit})",
    "negative_result": "takes away more than there is: the result is negative",
    "result_too_large": "the result is 10^20 kg or more",
}

_LONGEST_VALUE = 80


def one_line(text: str) -> str:
    """Return ``text`` with everything escaped that would break a line or a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def shown(value: object) -> str:
    """Return a raw value as it is quoted in a message: short and on one line."""
    text = value if isinstance(value, str) else kind_of(value)
    quoted = one_line(text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "...")
    return f'"{quoted}"' if isinstance(value, str) else quoted


def kind_of(value: object) -> str:
    """Name the JSON kind of a raw value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "a string" if isinstance(value, str) else "a number"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the source it belongs to (None for the document), the field, an English sentence, a stable code.

    ``values`` fill the placeholders of ``MESSAGES[code]``, so that a translation can be filled likewise.
    ``more_sources`` counts further sources that suffer from the same cause.
    """

    source_id: str | None
    field: str
    message: str
    code: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    more_sources: int = 0

    def line(self) -> str:
        """Return the fault as one line of text."""
        where = "Document" if self.source_id is None else f"Source {self.source_id}"
        more = f" (and so in {self.more_sources} more)" if self.more_sources else ""
        return one_line(f"{where}, {self.field}: {self.message}{more}.")


class Faults(Exception):
    """An inventory document cannot be calculated. ``faults`` holds one entry per cause, in document order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(fault.line() for fault in faults))
        self.faults = list(faults)


def make(code: str, field: str, source_id: str | None = None, more: int = 0, /, **values: str) -> Fault:
    """Return the fault of this code with its sentence."""
    return Fault(source_id, field, MESSAGES[code].format(**values), code, values, more)


@dataclass(frozen=True, slots=True)
class _Noted:
    position: int
    source_id: str | None
    field: str
    code: str
    values: dict[str, str]
    others: set[int] = dataclasses.field(default_factory=set)


class Notebook:
    """Collects faults while a document is read, so that all of them can be told at once."""

    def __init__(self) -> None:
        self._noted: list[_Noted] = []
        self._by_cause: dict[tuple[str, str], _Noted] = {}

    def note(
        self, code: str, field: str, source_id: str | None = None, position: int = -1, cause: str = "", **values: str
    ) -> None:
        """Write down a fault. ``position`` is the place of the source in the document (-1: before all sources).

        Faults with the same ``cause`` have one root (a gas missing from the GWP set, used by 200 sources): the first
        is told, the other sources are counted.
        """
        key = (code, cause)
        if cause and key in self._by_cause:
            first = self._by_cause[key]
            first.others.update({position} - {first.position})
            return
        noted = _Noted(position, source_id, field, code, values)
        self._noted.append(noted)
        if cause:
            self._by_cause[key] = noted

    def replace(self, codes: Collection[str], fault: str, field: str, **values: str) -> None:
        """Put one fault of the document in the place of all faults of ``codes``."""
        self._noted = [noted for noted in self._noted if noted.code not in codes]
        self.note(fault, field, None, -1, "", **values)

    def check(self) -> None:
        """Raise Faults if anything was noted."""
        if self._noted:
            ordered = sorted(self._noted, key=lambda noted: noted.position)
            raise Faults([make(n.code, n.field, n.source_id, len(n.others), **n.values) for n in ordered])
