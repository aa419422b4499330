"""Parameters in words, for those who only read, and what a method takes where nothing is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.thai import BE
from emission_factors.models import Confidence
from inventories.calc.catalogue import METHODS
from inventories.calc.methods.schema import Parameter
from inventories.forms.parameters.wording import CHOICES, WORDING, Text
from inventories.forms.parameters.wording.schema import HIGH, LOW, MEDIUM
from inventories.selectors.assumptions import origin_in_words
from inventories.selectors.waste import CLIMATES, in_order, name_of, sites, waste_types


def described(method: str, values: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """Return parameters as (name, value with unit) in words."""
    return [(WORDING[method, name].name, in_words(method, name, value)) for name, value in values.items()]


def described_whole(method: str, values: Mapping[str, Any]) -> list[tuple[Text, str]]:
    """Return every parameter of a method in words; one that was not given with its default, and so marked."""
    told = []
    for parameter in METHODS[method].parameters:
        name = parameter.name
        if name in values:
            told.append((WORDING[method, name].name, in_words(method, name, values[name])))
        elif (default := default_of(parameter, values)) is not None:
            text = _("%(value)s (ค่าปริยาย)") % {"value": in_words(method, name, default)}
            told.append((WORDING[method, name].name, text))
    return told


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter as a verifier reads it: its value, whether that is the standard one, and where it is from."""

    label: Text
    value: str
    standard: bool
    source: str
    confidence: str
    reason: str


def parameter_rows(method: str, values: Mapping[str, Any], assumptions: Mapping[str, Any]) -> list[ParameterRow]:
    """Return every parameter with a value; what takes nothing off (recovered methane of 0) is left out."""
    rows = []
    for parameter in METHODS[method].parameters:
        name, wording = parameter.name, WORDING[method, parameter.name]
        usual = default_of(parameter, values)
        value = values.get(name, usual)
        if value is None or (parameter.absolute and value == "0"):
            continue
        known = assumptions.get(name, {})
        standard = (usual is not None and value == usual) or _of_tables(name, value, known)
        sure = _confidence(value) if isinstance(value, Mapping) else wording.confidence
        rows.append(
            ParameterRow(
                wording.name,
                _("ตามตารางข้างล่าง") if parameter.shape == "deposits" else in_words(method, name, value),
                standard,
                str(wording.source),
                str(Confidence(sure).label) if standard else "",
                origin_in_words(known),
            )
        )
    return rows


def _of_tables(name: str, value: Any, known: Mapping[str, Any]) -> bool:
    """Say whether a value is that of the tables of waste: of each kind, or of the kind of site."""
    if known.get("own"):
        return False
    if name == "mcf":
        return known.get("preset") in sites()
    if name not in {"doc", "k"} or not isinstance(value, Mapping):
        return False
    types = waste_types()
    tables = [{kind: types[kind].doc for kind in types}] if name == "doc" else [
        {kind: types[kind].k[climate] for kind in types} for climate in CLIMATES
    ]  # fmt: skip
    return any(all(table.get(kind) == number for kind, number in value.items()) for table in tables)


def _confidence(table: Mapping[str, Any]) -> str:
    """Return how sure the least sure of the kinds of waste in a table is."""
    order = [HIGH, MEDIUM, LOW]
    found = [waste_types()[kind].confidence for kind in table if kind in waste_types()]
    return max(found, key=order.index, default=HIGH)


def default_of(parameter: Parameter, values: Mapping[str, Any]) -> Any:
    """Return what the calculator takes when a parameter is not given, beside the others that are; None for nothing."""
    for other in parameter.otherwise:
        if values.get(other.parameter) == other.value:
            return other.default
    return parameter.default


def in_words(method: str, name: str, value: Any) -> str:
    """Return a value in words, with its unit."""
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    unit = WORDING[method, name].unit
    text = "; ".join(_pairs(value)) if isinstance(value, Mapping) else str(CHOICES.get(str(value), value))
    return f"{text} {unit}".strip()


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)}: {_told(table[key])}" for key in in_order(table)]


def _told(value: Any) -> str:
    return f"({', '.join(_pairs(value))})" if isinstance(value, Mapping) else str(value)


def _key(key: str) -> str:
    """Return a year in the Buddhist era, a kind of waste by its name, a month as it is written."""
    return str(int(key) + BE) if key.isdigit() else name_of(key)
