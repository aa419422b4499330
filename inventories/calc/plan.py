"""From a method and its inputs to the lines a source is calculated with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, Inexact, getcontext

from inventories.calc.amounts import Amounts
from inventories.calc.conversion import Scale
from inventories.calc.kilograms import refuse_impossible
from inventories.calc.methods.schema import Inputs, Line, Method
from inventories.calc.reading import Reader


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a source for amounts in its own unit; ``monthly``: a result for each month (rule 6)."""

    lines: tuple[Line, ...]
    monthly: bool


def plan(reader: Reader, method: Method, inputs: Inputs, amounts: Amounts, road: Scale | None) -> Plan:
    """Return the lines of the method; note a gas without warming potential and a result that cannot be.

    Runs in the caller's context, which is WORKING.
    """
    lines = tuple(_settled(line, road) for line in method.lines(inputs))
    for line in lines:
        if not (line.biogenic or inputs.gwp.knows(line.gas)):
            reader.note("gas_without_gwp", "method", cause=line.gas, gas=line.gas)
    taken = _taken(method, inputs)
    monthly = method.monthly and not taken
    if not reader.noted:
        refuse_impossible(reader, lines, amounts.numbers, taken, monthly=monthly)
    return Plan(lines, monthly)


def _taken(method: Method, inputs: Inputs) -> dict[str, Decimal]:
    """Return the absolute parameters that are not 0: with one of them there is no monthly result."""
    absolute = {each.name: inputs.number(each.name) for each in method.parameters if each.absolute}
    return {name: value for name, value in absolute.items() if value}


def _settled(line: Line, road: Scale | None) -> Line:
    """Return the line for amounts in the unit of the source, its denominator divided out where that is exact."""
    per_unit, over = line.per_unit, line.over
    if road is not None and (road.over != 1 or road.times != 1):
        over *= road.over
        if isinstance(per_unit, Mapping):
            per_unit = {month: value * road.times for month, value in per_unit.items()}
        else:
            per_unit = per_unit * road.times
    if over == 1:
        return line if per_unit is line.per_unit else replace(line, per_unit=per_unit)
    if not isinstance(per_unit, Mapping) and not line.fixed:
        context = getcontext()
        context.clear_flags()
        share = per_unit / over
        if not context.flags[Inexact]:
            return replace(line, per_unit=share, over=1)
    return replace(line, per_unit=per_unit, over=over, fixed=line.fixed * (over // line.over))
