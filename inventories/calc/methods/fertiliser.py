"""Method ``fertiliser``: nitrous oxide of nitrogen spread on soils, and carbon dioxide of urea.

Source: IPCC 2006 Guidelines, Vol. 4 ch. 11, equations 11.1, 11.9, 11.10 (N2O, direct and indirect) and 11.13 (urea).
"""

from emission_factors.calc.gases import CO2, N2O
from inventories.calc.methods.constants import CO2_PER_C, N2O_PER_N, UREA_CARBON
from inventories.calc.methods.schema import ONE, ZERO, Inputs, Line, Method, Otherwise, Parameter


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return N2O = kg x N x 44/28 x (ef1 + gas x ef4 + leach x ef5 where wet) and CO2 = kg x urea x 0.20 x 44/12."""
    number = inputs.number
    leached = number("frac_leach") * number("ef5") if inputs.flag("wet") else ZERO
    n2o_n = number("ef1") + number("frac_gasf") * number("ef4") + leached
    n2o, nitrogen = N2O_PER_N
    co2, carbon = CO2_PER_C
    return (
        Line(N2O, number("n_fraction") * n2o * n2o_n, over=nitrogen),
        Line(CO2, number("urea_fraction") * UREA_CARBON * co2, over=carbon),
    )


METHOD = Method(
    name="fertiliser",
    amounts="kg of product",
    units=("kg",),
    gases=(N2O, CO2),
    lines=lines,
    parameters=(
        Parameter(
            "n_fraction",
            shape="number",
            unit="kg N/kg",
            required=True,
            maximum=ONE,
            source="label of the product, nitrogen of urea included",
        ),
        Parameter(
            "urea_fraction",
            shape="number",
            unit="kg urea/kg",
            default="0",
            maximum=ONE,
            source="label of the product; 1 for urea itself",
        ),
        Parameter(
            "organic", shape="flag", unit="", default=False, source="manure, compost: FracGASM in place of FracGASF"
        ),
        Parameter(
            "ef1", shape="number", unit="kg N2O-N/kg N", default="0.01", maximum=ONE, source="IPCC 2006 V4 T11.1"
        ),
        Parameter(
            "frac_gasf",
            shape="number",
            unit="1",
            default="0.10",
            maximum=ONE,
            otherwise=(Otherwise("organic", value=True, default="0.20"),),
            source="IPCC 2006 V4 T11.3: FracGASF; FracGASM for organic fertiliser",
        ),
        Parameter(
            "ef4", shape="number", unit="kg N2O-N/kg N", default="0.01", maximum=ONE, source="IPCC 2006 V4 T11.3"
        ),
        Parameter("frac_leach", shape="number", unit="1", default="0.30", maximum=ONE, source="IPCC 2006 V4 T11.3"),
        Parameter(
            "ef5", shape="number", unit="kg N2O-N/kg N", default="0.0075", maximum=ONE, source="IPCC 2006 V4 T11.3"
        ),
        Parameter(
            "wet", shape="flag", unit="", default=True, source="rain above what the soil holds: leaching is counted"
        ),
    ),
)
