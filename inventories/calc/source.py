"""One source of an inventory: read, checked, and turned into the lines of its method."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from emission_factors.calc.factors import Factor
from emission_factors.calc.units import dimension
from inventories.calc.amounts import UNREADABLE, Amounts, read_amounts, read_estimated
from inventories.calc.basis import Basis
from inventories.calc.catalogue import METHODS
from inventories.calc.conversion import Scale, read_bridge, scale
from inventories.calc.factor_block import read_factor
from inventories.calc.faults import kind_of, shown
from inventories.calc.methods.schema import Inputs, Line, Method, ParameterValue
from inventories.calc.parameters import read_parameters
from inventories.calc.plan import plan
from inventories.calc.reading import Reader

SEPARATE_SCOPE = "separate"
SCOPES = ("1", "2", "3", SEPARATE_SCOPE)
UPSTREAM_SCOPE = "3"
FACTOR = "factor"

_REQUIRED = frozenset({"id", "name", "scope", "category", "method", "unit", "amounts"})
_OPTIONAL = frozenset({"estimated", "factor", "parameters", "parent", "conversion"})
# A derived source has no amounts of its own; its unit, where it is left out, is that of the parent's amounts.
_OWN = frozenset({"unit", "amounts"})
_DECISIVE = frozenset({"factor", "parameters", "conversion"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source ready to be calculated.

    ``amounts`` are in ``unit`` (for a derived source: those of its parent, in the parent's unit); ``lines`` turn them
    into kg of each gas. ``monthly``: a result for each month, else one for the whole period. ``has_months``: amounts
    by month are asked for at all (not for a landfill).
    """

    id: str
    name: str
    scope: str
    category: str
    method: str
    unit: str
    amounts: Amounts
    lines: tuple[Line, ...]
    monthly: bool = True
    has_months: bool = True
    factor: Factor | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Descent:
    """That a source is derived, and from which; None where the descent is faulty, which was told elsewhere."""

    parent: Source | None


def descend(reader: Reader, parent: Source | None) -> Descent:
    """Return the descent of a derived source from ``parent``; a landfill has no amounts that could be taken."""
    if parent is not None and not parent.has_months:
        reader.note("parent_without_amounts", "parent", parent=parent.id)
        return Descent(None)
    return Descent(parent)


def read_source(reader: Reader, raw: dict[str, object], basis: Basis, descent: Descent | None) -> Source:
    """Return the source. Every fault is noted; what could not be read is left empty, and nobody calculates with it."""
    meant = reader.unknown_keys(raw, "", _REQUIRED | _OPTIONAL)
    derived = descent is not None or "parent" in meant
    reader.missing_keys(raw, "", (_REQUIRED - _OWN if derived else _REQUIRED) - meant)
    scope = _choice(reader, raw, "scope", SCOPES)
    method = METHODS.get(_choice(reader, raw, "method", tuple(METHODS)))
    source = Source(
        id=reader.text(raw, "id") or "",
        name=reader.text(raw, "name") or "",
        scope=scope,
        category=reader.text(raw, "category") or "",
        method=method.name if method else "",
        unit=_unit(reader, raw, method, descent),
        amounts=_amounts(reader, raw, basis, method, descent),
        lines=(),
        has_months=method is None or method.monthly,
        factor=None if FACTOR in meant else _factor(reader, raw, basis, method),
        parent=descent.parent.id if descent and descent.parent else None,
    )
    if descent:
        _check_descent(reader, raw, source, method)
    if method is None or (method.name == FACTOR) != (FACTOR in raw) or meant & _DECISIVE:
        return source  # told; with method, factor or parameters in doubt nothing more is held against it
    parameters = _parameters(reader, raw, basis, method)
    before = reader.noted
    road = _road(reader, raw, source, method, descent)
    if reader.noted > before:
        return replace(source, unit="")  # what derives from it is not blamed for its unit
    if parameters is None or basis.period is None or basis.gwp is None or reader.noted:
        return source
    if method.monthly and not (source.unit and source.amounts.readable):
        return source  # its parent is faulty
    inputs = Inputs(
        period=basis.period,
        gwp=basis.gwp,
        blends=basis.blends,
        waste_types=basis.waste_types,
        parameters=parameters,
        months=tuple(source.amounts.numbers),
        refuse=reader.note,
        factor=source.factor,
    )
    planned = plan(reader, method, inputs, source.amounts, road)
    return replace(source, lines=planned.lines, monthly=planned.monthly)


def _choice(reader: Reader, raw: Mapping[str, object], key: str, choices: tuple[str, ...]) -> str:
    value = reader.text(raw, key)
    if value is None or value in choices:
        return value or ""
    reader.note("not_a_choice", key, found=shown(value), choices=", ".join(choices))
    return ""


def _unit(reader: Reader, raw: Mapping[str, object], method: Method | None, descent: Descent | None) -> str:
    if method is not None and not method.monthly:
        return reader.text(raw, "unit") or ""  # a landfill has no amounts that could have a unit
    unit = reader.name(raw, "unit")
    if descent is None:
        return unit or ""
    return descent.parent.unit if descent.parent else ""


def _amounts(
    reader: Reader, raw: Mapping[str, object], basis: Basis, method: Method | None, descent: Descent | None
) -> Amounts:
    given = raw.get("amounts", {})
    if descent:
        if given != {}:
            reader.note("parent_amounts", "amounts")
        amounts = descent.parent.amounts if descent.parent else UNREADABLE
    elif method is not None and not method.monthly:
        if not isinstance(given, dict):
            reader.note("wrong_type", "amounts", expected="an object", found=kind_of(given))
        elif given:
            reader.note("amounts_forbidden", "amounts")
        amounts = Amounts()
    else:
        amounts = read_amounts(reader, given, basis.period) if "amounts" in raw else UNREADABLE
    if "estimated" not in raw or not amounts.readable:
        return amounts
    estimated = read_estimated(reader, raw["estimated"], amounts, basis.period)
    return replace(amounts, estimated=tuple(sorted({*amounts.estimated, *estimated})))


def _factor(reader: Reader, raw: Mapping[str, object], basis: Basis, method: Method | None) -> Factor | None:
    if method is None:
        return None
    if method.name == FACTOR:
        if "factor" in raw:
            return read_factor(reader, raw["factor"], basis.gwp)
        reader.note("factor_missing", "factor")
    elif "factor" in raw:
        reader.note("factor_forbidden", "factor", method=method.name)
    return None


def _check_descent(reader: Reader, raw: Mapping[str, object], source: Source, method: Method | None) -> None:
    """Note a derived source that is no upstream line: the document defines ``parent`` for scope 3.3, so scope 3."""
    if source.scope not in ("", UPSTREAM_SCOPE):
        reader.note("parent_scope", "scope", scope=str(raw["scope"]))
    if method is not None and not method.monthly:
        reader.note("not_used_here", "parent", method=method.name)


def _parameters(
    reader: Reader, raw: Mapping[str, object], basis: Basis, method: Method | None
) -> dict[str, ParameterValue] | None:
    given = raw.get("parameters", {})
    if not isinstance(given, dict):
        reader.note("wrong_type", "parameters", expected="an object", found=kind_of(given))
        return None
    return None if method is None else read_parameters(reader, method, given, basis.period)


def _road(
    reader: Reader, raw: Mapping[str, object], source: Source, method: Method | None, descent: Descent | None
) -> Scale | None:
    """Return how an amount becomes one in the unit of the method or factor; None where there is nothing to convert."""
    bridge = read_bridge(reader, raw["conversion"]) if "conversion" in raw else None
    if method is None or not source.amounts.readable or ("conversion" in raw and bridge is None):
        return None
    if not method.monthly:
        if bridge:
            reader.note("not_used_here", "conversion", method=method.name)
        return None
    targets = (source.factor.unit,) if source.factor else method.units
    if not source.unit or not targets:
        return None
    own = raw.get("unit")
    ends = (dimension(source.unit), *map(dimension, targets))
    if descent and isinstance(own, str) and dimension(own) not in ends:
        reader.note("unit_mismatch", "unit", unit=own, target=source.unit)
        return None
    return scale(reader, source.unit, targets, bridge, "unit")
