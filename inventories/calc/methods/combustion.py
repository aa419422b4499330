"""Methods ``incineration`` and ``open_burning``: burning of waste. Auxiliary fuel is a source of its own.

Source: IPCC 2006 Guidelines, Vol. 5 ch. 5, equations 5.2 (CO2 by waste type), 5.4 (CH4) and 5.5 (N2O).
"""

from emission_factors.calc.gases import CH4, CO2, N2O
from inventories.calc.methods.constants import CO2_PER_C, GRAMS_PER_KG, KG_PER_TONNE
from inventories.calc.methods.schema import ONE, ZERO, Inputs, Line, Method, Parameter


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return fossil CO2, CH4 and N2O, and biogenic CO2 apart.

    CO2 = W x sum(share x dm x C x fcf) x oxidation x 44/12, biogenic with (1 - fcf); CH4 and N2O = W x g/t, N2O times
    sum(share x dm) where its factor is per tonne of dry waste.
    """
    if inputs.waste_types is None:  # told at waste_types
        return ()
    fossil = biogenic = dry = ZERO
    for kind, share in inputs.table("composition").items():
        waste = inputs.waste_types.get(kind)
        if waste is None:
            if kind not in inputs.waste_types:  # a faulty type is told at waste_types
                cause = kind if inputs.waste_types else "no waste types at all"
                inputs.refuse("waste_type_unknown", f"parameters.composition.{kind}", cause=cause, waste_type=kind)
            continue
        carbon = share * waste.dm * waste.c
        fossil += carbon * waste.fcf
        biogenic += carbon * (ONE - waste.fcf)
        dry += share * waste.dm
    co2, carbon_mass = CO2_PER_C
    burnt = inputs.number("oxidation") * co2
    of_mass = dry if inputs.text("n2o_basis") == "dry" else ONE
    grams_per_tonne = GRAMS_PER_KG * KG_PER_TONNE
    return (
        Line(CO2, fossil * burnt, over=carbon_mass),
        Line(CH4, inputs.number("ch4_g_per_t"), over=grams_per_tonne),
        Line(N2O, inputs.number("n2o_g_per_t") * of_mass, over=grams_per_tonne),
        Line(CO2, biogenic * burnt, over=carbon_mass, biogenic=True),
    )


def _method(name: str, oxidation: str, n2o_basis: str, tables: str) -> Method:
    return Method(
        name=name,
        amounts="kg of wet waste",
        units=("kg",),
        gases=(CO2, CH4, N2O),
        lines=lines,
        parameters=(
            Parameter(
                "composition",
                shape="shares",
                unit="kg/kg wet",
                required=True,
                maximum=ONE,
                source="{waste type: share}, summing to exactly 1; dm, c and fcf stand in waste_types",
            ),
            Parameter(
                "oxidation", shape="number", unit="1", default=oxidation, maximum=ONE, source="IPCC 2006 V5 T5.2"
            ),
            Parameter("ch4_g_per_t", shape="number", unit="g CH4/t wet", required=True, source=tables),
            Parameter("n2o_g_per_t", shape="number", unit="g N2O/t", required=True, source="IPCC 2006 V5 T5.6"),
            Parameter(
                "n2o_basis",
                shape="choice",
                unit="",
                default=n2o_basis,
                choices=("wet", "dry"),
                source="IPCC 2006 V5 T5.6: the 150 g/t of open burning is per tonne of dry waste",
            ),
        ),
    )


INCINERATION = _method("incineration", oxidation="1", n2o_basis="wet", tables="IPCC 2006 V5 T5.3")
OPEN_BURNING = _method("open_burning", oxidation="0.58", n2o_basis="dry", tables="IPCC 2006 V5 ch. 5.4.2: 6500")
