"""Method ``septic_tank``: methane from septic tanks by person-days.

Source: TGO, CFO requirements and V-Sheet sheet "1.4.3 Septic" (kg CH4 = persons x days x 40 g BOD x 0.001 x U x T x
EF, EF = Bo 0.6 x MCF 0.5); IPCC 2006 Guidelines, Vol. 5 ch. 6.
"""

from emission_factors.calc.gases import CH4
from inventories.calc.methods.constants import GRAMS_PER_KG
from inventories.calc.methods.schema import ONE, Inputs, Line, Method, Parameter

# The factor library spells it person.day, the inventory document names it in words.
PERSON_DAYS = ("person.day", "person-day", "person-days", "person_day", "person_days", "person day", "person days")


def lines(inputs: Inputs) -> tuple[Line, ...]:
    """Return CH4 = person-days x g BOD / 1000 x Bo x MCF x fraction."""
    number = inputs.number
    per_person_day = number("bod_g_per_person_day") * number("bo") * number("mcf") * number("fraction")
    return (Line(CH4, per_person_day, over=GRAMS_PER_KG),)


METHOD = Method(
    name="septic_tank",
    amounts="person-days",
    units=PERSON_DAYS,
    gases=(CH4,),
    lines=lines,
    parameters=(
        Parameter(
            "bod_g_per_person_day",
            shape="number",
            unit="g BOD/(person.day)",
            default="40",
            source="IPCC 2006 V5 T6.4, Asia; TGO V-Sheet",
        ),
        Parameter("bo", shape="number", unit="kg CH4/kg BOD", default="0.6", maximum=ONE, source="IPCC 2006 V5 T6.2"),
        Parameter("mcf", shape="number", unit="1", default="0.5", maximum=ONE, source="IPCC 2006 V5 T6.3, septic"),
        Parameter(
            "fraction",
            shape="number",
            unit="1",
            default="1",
            maximum=ONE,
            source="part of the day's BOD left here; TGO counts the whole day (U = T = 1)",
        ),
    ),
)
