"""All sheets: which suit a source, how one is calculated, and their inputs as plain data for the forms."""

from collections.abc import Mapping
from decimal import Decimal

from emission_factors.calc.decimals import plain
from emission_factors.calc.units import UnitMismatch, ratio
from inventories.calc.sheets import commuting, energy, fuel, materials, people, refrigerants
from inventories.calc.sheets.reading import Fault, Faults, read
from inventories.calc.sheets.schema import Input, Inputs, Sheet
from inventories.calc.sheets.working import LIMIT, Steps, Term, Working, constant

# The likeliest sheet of a category stands first.
SHEETS: Mapping[str, Sheet] = {
    sheet.kind: sheet
    for sheet in (
        fuel.CYLINDERS,
        fuel.TANK_STOCK,
        fuel.DISTANCE,
        energy.METER,
        energy.LAMPS,
        energy.BILL_SHARE,
        people.PERSON_DAYS,
        people.PUPIL_DAYS,
        people.VISITOR_DAYS,
        refrigerants.REFRIGERANT_BALANCE,
        refrigerants.REFRIGERANT_SCREENING,
        materials.REAMS,
        materials.WASTE_TRIPS,
        materials.FREIGHT,
        commuting.COMMUTING,
    )
}


def offered(*, unit: str, category: str) -> list[Sheet]:
    """Return the sheets that suit a source by its unit and category, the likeliest first."""
    return [sheet for sheet in SHEETS.values() if sheet.suits(unit, category)]


def calculate(sheet: Sheet, inputs: Inputs, *, unit: str, days: int) -> Working:
    """Return what a sheet comes to in ``unit`` for a month of ``days`` days.

    Raises Faults, naming each input that is wrong, and UnitMismatch where the sheet cannot count in the unit.
    """
    counting = sheet.counts_in(unit)
    if counting is None:
        raise UnitMismatch(sheet.units[0], unit)
    working = sheet.calculate(read(sheet, inputs, unit=counting, days=days))
    if counting != unit:
        working = _converted(working, unit)
    if working.value < 0:
        raise Faults([Fault("below_zero")])
    if working.amount >= LIMIT:
        raise Faults([Fault("too_large")])
    return working


def as_mapping() -> dict[str, dict[str, object]]:
    """Return the catalogue as dicts, lists, strings and booleans (ready for JSON)."""
    return {
        sheet.kind: {
            "version": sheet.version,
            "units": list(sheet.units),
            "categories": list(sheet.categories),
            "only": dict(sheet.only),
            "formula": sheet.formula,
            "source": sheet.source,
            "estimated": sheet.estimated,
            "fields": [_input(each) for each in sheet.fields],
            "rows": [_input(each) for each in sheet.rows],
            "most_rows": sheet.most_rows,
            "examples": {unit: dict(sheet.example_in(unit)) for unit in sheet.units},
        }
        for sheet in SHEETS.values()
    }


def _converted(working: Working, unit: str) -> Working:
    """Turn a result into another unit of its dimension by the exact ratio, as a step of its own."""
    times, over = ratio(working.unit, unit)
    steps = Steps()
    steps.taken, steps.remarks = list(working.steps), list(working.remarks)
    result = Term(working.value, working.unit, "total")
    factor = [constant(times, "ratio")] if times != 1 else []
    divisor = [constant(over, "ratio")] if over != 1 else []
    return steps.working(steps.product("converted", unit, result, *factor, over=divisor), estimated=working.estimated)


def _input(each: Input) -> dict[str, object]:
    return {
        "name": each.name,
        "shape": each.shape,
        "unit": each.unit,
        "meaning": each.meaning,
        "required": each.required and each.default is None,
        "default": each.default.value if each.default else None,
        "basis": each.default.basis.text if each.default else "",
        "confidence": each.default.basis.confidence if each.default else "",
        "minimum": plain(each.minimum),
        "above_minimum": each.above_minimum,
        "maximum": "days of the month" if each.in_month else _plain(each.maximum),
        "choices": [
            {
                "value": choice.value,
                "units": list(choice.units),
                "gives": {
                    name: {"value": default.value, "basis": default.basis.text, "confidence": default.basis.confidence}
                    for name, default in choice.gives.items()
                },
                "span": {name: list(span) for name, span in choice.span.items()},
            }
            for choice in each.choices
        ],
        "units": list(each.units),
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
