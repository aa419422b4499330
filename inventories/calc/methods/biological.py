"""Methods ``composting`` and ``anaerobic_digestion``: biological treatment of solid waste.

Source: IPCC 2006 Guidelines, Vol. 5 ch. 4, equations 4.1 and 4.2, table 4.1 (wet weight, as corrected in 2008: the
first print had 0.3 g N2O for composting and 1 g CH4 for digestion).
"""

from emission_factors.calc.gases import CH4, N2O
from inventories.calc.methods.constants import GRAMS_PER_KG
from inventories.calc.methods.schema import ZERO, Inputs, Line, Method, Parameter


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return CH4 = kg x g/kg / 1000 - recovered and N2O = kg x g/kg / 1000."""
    recovered = ZERO - inputs.number("recovered_ch4_kg") * GRAMS_PER_KG
    return (
        Line(CH4, inputs.number("ch4_g_per_kg"), over=GRAMS_PER_KG, fixed=recovered, takes=("recovered_ch4_kg",)),
        Line(N2O, inputs.number("n2o_g_per_kg"), over=GRAMS_PER_KG),
    )


def _method(name: str, ch4: str, n2o: str) -> Method:
    table = "IPCC 2006 V5 T4.1, wet weight"
    return Method(
        name=name,
        amounts="kg of wet waste",
        units=("kg",),
        gases=(CH4, N2O),
        lines=lines,
        parameters=(
            Parameter("ch4_g_per_kg", shape="number", unit="g CH4/kg wet", default=ch4, source=table),
            Parameter("n2o_g_per_kg", shape="number", unit="g N2O/kg wet", default=n2o, source=table),
            Parameter(
                "recovered_ch4_kg",
                shape="number",
                unit="kg CH4",
                default="0",
                absolute=True,
                source="used or flared in the period; IPCC 2006 V5 eq. 4.1",
            ),
        ),
    )


COMPOSTING = _method("composting", ch4="4", n2o="0.24")
ANAEROBIC_DIGESTION = _method("anaerobic_digestion", ch4="0.8", n2o="0")
