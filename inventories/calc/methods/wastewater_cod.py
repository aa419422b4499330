"""Method ``wastewater_cod``: methane from wastewater by volume and COD.

Source: TGO, CFO requirements, 7th edition rev. 5 (Jan 2564): kg CH4 = coefficient x (m3 x COD - S), coefficient =
Bo 0.25 x MCF, wastewater = 80 % of the water used; IPCC 2006 Guidelines, Vol. 5 ch. 6.
"""

from collections.abc import Mapping
from decimal import Decimal

from emission_factors.calc.gases import CH4
from inventories.calc.methods.schema import ONE, ZERO, Inputs, Line, Method, Otherwise, Parameter


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return CH4 = (m3 x return x COD - sludge) x Bo x MCF - recovered; COD may differ by month."""
    number = inputs.number
    yield_per_cod = number("bo") * number("mcf")
    per_kg_cod = number("return_fraction") * yield_per_cod
    cod = inputs.number_or_table("cod_kg_per_m3")
    fixed = ZERO - number("sludge_cod_kg") * yield_per_cod - number("recovered_ch4_kg")
    takes = ("recovered_ch4_kg", "sludge_cod_kg")
    if not isinstance(cod, Mapping):
        return (Line(CH4, cod * per_kg_cod, fixed=fixed, takes=takes),)
    for month in inputs.months:
        if month not in cod:
            inputs.refuse("no_value_for_month", "parameters.cod_kg_per_m3", month=month)
            return ()
    by_month: dict[str, Decimal] = {month: value * per_kg_cod for month, value in cod.items()}
    return (Line(CH4, by_month, fixed=fixed, takes=takes),)


METHOD = Method(
    name="wastewater_cod",
    amounts="m3 of water used, or of wastewater where measured",
    units=("m3",),
    gases=(CH4,),
    lines=lines,
    parameters=(
        Parameter(
            "input",
            shape="choice",
            unit="",
            default="water_used",
            choices=("water_used", "measured_inflow"),
            source="what the amounts measure; TGO: water used where wastewater is unmetered",
        ),
        Parameter(
            "return_fraction",
            shape="number",
            unit="m3 wastewater/m3",
            default="0.8",
            maximum=ONE,
            otherwise=(Otherwise("input", "measured_inflow", "1"),),
            source="TGO, CFO requirements 7th ed. rev. 5: 80 % of the water used",
        ),
        Parameter(
            "cod_kg_per_m3",
            shape="number_or_by_month",
            unit="kg COD/m3",
            default="0.12",
            source="Thai effluent standard 120 mg/l, taken as the highest COD where none is measured (TGO)",
        ),
        Parameter("bo", shape="number", unit="kg CH4/kg COD", default="0.25", maximum=ONE, source="IPCC 2006 V5 T6.2"),
        Parameter(
            "mcf", shape="number", unit="1", required=True, maximum=ONE, source="IPCC 2006 V5 T6.3, by treatment"
        ),
        Parameter(
            "sludge_cod_kg",
            shape="number",
            unit="kg COD",
            default="0",
            absolute=True,
            source="removed as sludge in the period; IPCC 2006 V5 eq. 6.1",
        ),
        Parameter(
            "recovered_ch4_kg",
            shape="number",
            unit="kg CH4",
            default="0",
            absolute=True,
            source="used or flared in the period; IPCC 2006 V5 eq. 6.1",
        ),
    ),
)
