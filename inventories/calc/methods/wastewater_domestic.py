"""Method ``wastewater_domestic``: methane and nitrous oxide from domestic wastewater by persons served.

Source: IPCC 2006 Guidelines, Vol. 5 ch. 6, equations 6.1, 6.3 (TOW), 6.7, 6.8 (N2O of the effluent) and 6.9 (plants).
"""

from decimal import Decimal

from emission_factors.calc.gases import CH4, N2O
from inventories.calc.methods.constants import DAYS_PER_YEAR, GRAMS_PER_KG, N2O_PER_N
from inventories.calc.methods.schema import ONE, ZERO, Inputs, Line, Method, Parameter
from inventories.calc.period import days_in_month

# The inventory document says "persons served" and fixes no spelling.
PERSONS = ("person", "persons", "person served", "persons served", "persons_served", "people", "capita")

_PROTEIN = "protein_kg_per_person_year"
_PLANT = "plant_n2o_g_per_person_year"


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return CH4, and N2O where protein or the plant's own emission is given.

    TOW = persons x g BOD x days of the month x industrial / 1000 x utilisation; CH4 = (TOW - sludge) x Bo x MCF -
    recovered; N2O = (persons x protein x days/365 x n x non_con x ind_com - n_sludge) x ef x 44/28 + persons x plant g
    / 1000 x days/365.
    """
    days = {month: days_in_month(month) for month in inputs.period.months}
    methane = _methane(inputs, days)
    if _PROTEIN not in inputs:
        if inputs.number("n_sludge_kg"):
            inputs.refuse("needs_parameter", "parameters.n_sludge_kg", parameter=_PROTEIN)
        if not inputs.number(_PLANT):
            return (methane,)
    return methane, _nitrous_oxide(inputs, days)


def _methane(inputs: Inputs, days: dict[str, int]) -> Line:
    number = inputs.number
    yield_per_bod = number("bo") * number("mcf")
    per_person_day = (
        number("bod_g_per_person_day") * number("industrial_factor") * number("utilisation") * yield_per_bod
    )
    taken = number("sludge_bod_kg") * yield_per_bod + number("recovered_ch4_kg")
    return Line(
        CH4,
        {month: per_person_day * count for month, count in days.items()},
        over=GRAMS_PER_KG,
        fixed=ZERO - taken * GRAMS_PER_KG,
        takes=("recovered_ch4_kg", "sludge_bod_kg"),
    )


def _nitrous_oxide(inputs: Inputs, days: dict[str, int]) -> Line:
    number = inputs.number
    n2o, nitrogen = N2O_PER_N
    protein = number(_PROTEIN) if _PROTEIN in inputs else ZERO
    effluent_n = protein * number("n_per_protein") * number("f_non_con") * number("f_ind_com")
    # one denominator for both terms: 28 (44/28) x 1000 (grams) x 365 (days of the year)
    effluent: Decimal = effluent_n * number("ef_effluent") * n2o * GRAMS_PER_KG
    plant = number(_PLANT) * nitrogen
    removed = number("n_sludge_kg") * number("ef_effluent") * n2o * GRAMS_PER_KG * DAYS_PER_YEAR
    return Line(
        N2O,
        {month: (effluent + plant) * count for month, count in days.items()},
        over=nitrogen * GRAMS_PER_KG * DAYS_PER_YEAR,
        fixed=ZERO - removed,
        takes=("n_sludge_kg",),
    )


METHOD = Method(
    name="wastewater_domestic",
    amounts="persons served",
    units=PERSONS,
    gases=(CH4, N2O),
    lines=lines,
    parameters=(
        Parameter(
            "bod_g_per_person_day",
            shape="number",
            unit="g BOD/(person.day)",
            default="40",
            source="IPCC 2006 V5 T6.4, Asia",
        ),
        Parameter(
            "industrial_factor",
            shape="number",
            unit="1",
            default="1",
            source="IPCC 2006 V5 eq. 6.3: I, 1.25 where industry discharges into the sewer",
        ),
        Parameter(
            "utilisation",
            shape="number",
            unit="1",
            default="1",
            maximum=ONE,
            source="IPCC 2006 V5 eq. 6.1: U x T, share of the persons that uses this treatment",
        ),
        Parameter("bo", shape="number", unit="kg CH4/kg BOD", default="0.6", maximum=ONE, source="IPCC 2006 V5 T6.2"),
        Parameter(
            "mcf", shape="number", unit="1", required=True, maximum=ONE, source="IPCC 2006 V5 T6.3, by treatment"
        ),
        Parameter(
            "sludge_bod_kg",
            shape="number",
            unit="kg BOD",
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
        Parameter(
            _PROTEIN,
            shape="number",
            unit="kg protein/(person.year)",
            source="national food balance; without it no N2O of the effluent is calculated",
        ),
        Parameter(
            "n_per_protein",
            shape="number",
            unit="kg N/kg protein",
            default="0.16",
            maximum=ONE,
            source="IPCC 2006 V5 eq. 6.8",
        ),
        Parameter(
            "f_non_con",
            shape="number",
            unit="1",
            default="1.1",
            source="IPCC 2006 V5 T6.11: protein not consumed, developing countries",
        ),
        Parameter(
            "f_ind_com",
            shape="number",
            unit="1",
            default="1",
            source="IPCC 2006 V5 T6.11: 1.25 with industrial and commercial co-discharge",
        ),
        Parameter(
            "n_sludge_kg",
            shape="number",
            unit="kg N",
            default="0",
            absolute=True,
            source="removed as sludge in the period; IPCC 2006 V5 eq. 6.8",
        ),
        Parameter(
            "ef_effluent",
            shape="number",
            unit="kg N2O-N/kg N",
            default="0.005",
            maximum=ONE,
            source="IPCC 2006 V5 T6.11",
        ),
        Parameter(
            _PLANT,
            shape="number",
            unit="g N2O/(person.year)",
            default="0",
            source="IPCC 2006 V5 eq. 6.9: 3.2 for plants with nitrification and denitrification",
        ),
    ),
)
