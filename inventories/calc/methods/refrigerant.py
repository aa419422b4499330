"""Method ``refrigerant``: kg released or refilled, by component of the blend.

Source: IPCC 2006 Guidelines, Vol. 3 ch. 7 (emission = refill where the charge is kept up); TCFO_R_01 Fr-04.1.
"""

from emission_factors.calc.gases import BlendNotWhole, UnknownGas, UnknownRefrigerant, components
from inventories.calc.methods.schema import Inputs, Line, Method, Parameter


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return the mass fraction of each component; a gas with a warming potential of its own is itself, whole."""
    name = inputs.text("refrigerant")
    if name not in inputs.gwp.values and (inputs.blends is None or inputs.blends.get(name, {}) is None):
        return ()  # a faulty blend, or faulty blends altogether, are told once at their own place
    blends = {key: blend for key, blend in (inputs.blends or {}).items() if key == name and blend is not None}
    try:
        return tuple(Line(gas, share) for gas, share in components(name, inputs.gwp, blends).items())
    except UnknownRefrigerant:
        inputs.refuse("refrigerant_unknown", "parameters.refrigerant", cause=name, refrigerant=name)
    except UnknownGas as unknown:
        inputs.refuse("gas_without_gwp", "parameters.refrigerant", cause=unknown.gas, gas=unknown.gas)
    except BlendNotWhole:
        pass  # told at blends
    return ()


METHOD = Method(
    name="refrigerant",
    amounts="kg released or refilled",
    units=("kg",),
    lines=lines,
    parameters=(
        Parameter(
            "refrigerant",
            shape="text",
            unit="",
            required=True,
            source="gwp.values of the document, else its blends (short names: R-32, R-410A)",
        ),
    ),
)
