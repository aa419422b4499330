"""All methods of the inventory document, with their parameters as plain data: for the reader and for the forms."""

from collections.abc import Mapping

from emission_factors.calc.decimals import plain
from inventories.calc.methods import (
    biological,
    combustion,
    factor,
    fertiliser,
    landfill_fod,
    refrigerant,
    septic_tank,
    wastewater_cod,
    wastewater_domestic,
)
from inventories.calc.methods.schema import Method, Parameter

METHODS: Mapping[str, Method] = {
    method.name: method
    for method in (
        factor.METHOD,
        refrigerant.METHOD,
        septic_tank.METHOD,
        wastewater_cod.METHOD,
        wastewater_domestic.METHOD,
        landfill_fod.METHOD,
        fertiliser.METHOD,
        biological.COMPOSTING,
        biological.ANAEROBIC_DIGESTION,
        combustion.INCINERATION,
        combustion.OPEN_BURNING,
    )
}


def as_mapping() -> dict[str, dict[str, object]]:
    """Return the catalogue as dicts, lists, strings and booleans (ready for JSON), in the order of the document."""
    return {
        method.name: {
            "amounts": method.amounts,
            "units": list(method.units),
            "gases": list(method.gases),
            "monthly": method.monthly,
            "parameters": [_parameter(parameter) for parameter in method.parameters],
        }
        for method in METHODS.values()
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "shape": parameter.shape,
        "unit": parameter.unit,
        "required": parameter.required,
        "default": parameter.default,
        "otherwise": [
            {"parameter": other.parameter, "value": other.value, "default": other.default}
            for other in parameter.otherwise
        ],
        "minimum": plain(parameter.minimum),
        "above_minimum": parameter.above_minimum,
        "maximum": None if parameter.maximum is None else plain(parameter.maximum),
        "choices": list(parameter.choices),
        "absolute": parameter.absolute,
        "source": parameter.source,
    }
