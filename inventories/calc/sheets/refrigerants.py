"""Sheets for refrigerants: the mass balance of a store, and a screening where no refill is on record."""

from decimal import Decimal
from fractions import Fraction

from inventories.calc.sheets.energy import LABEL, PERCENT
from inventories.calc.sheets.reading import Given
from inventories.calc.sheets.schema import Basis, Choice, Default, Input, Sheet
from inventories.calc.sheets.working import Steps, Working, constant

MONTHS_OF_A_YEAR = Decimal(12)
HEAVIEST_CHARGE = Decimal(10000)  # kg in one machine
NOTHING = Basis("nothing-stated", "nothing was stated", "high")
OVER_THE_YEAR = Basis("over-the-year", "a year's leak spread evenly over twelve months", "gk")
# Ranges of annual leakage, IPCC 2006/2019 from memory; where nothing is typed the upper end is taken, so that a
# screening never understates.
LEAKAGE = Basis("ipcc-leakage", "IPCC 2006 V3 ch. 7, annual leakage by kind of equipment, upper end of the range", "gk")


def refrigerant_balance(given: Given) -> Working:
    """Return kg = opening stock + bought − closing stock − recovered − change in installed charge.

    change = charge of new machines − charge of machines taken down. Source: IPCC 2006 V3 ch. 7, mass balance.
    """
    once, steps = given.once, Steps()
    taken_off = [once.term("closing"), once.term("recovered")]
    if once.number("installed") or once.number("retired"):
        taken_off.append(steps.total("charge_change", "kg", once.term("installed"), minus=[once.term("retired")]))
    outcome = steps.total("total", "kg", once.term("opening"), once.term("bought"), minus=taken_off)
    if outcome.value < 0:
        given.refuse("balance_below_zero", "closing")
        given.stop_at_faults()
    return steps.working(outcome)


def _kg(name: str, meaning: str, *, carried: str = "", needed: bool = False) -> Input:
    default = None if needed else Default("0", NOTHING)
    return Input(name, unit="kg", start="empty", carried=carried, default=default, meaning=meaning)


REFRIGERANT_BALANCE = Sheet(
    kind="refrigerant_balance",
    units=("kg",),
    categories=("refrigerant", "fire_agent"),
    formula="opening stock + bought − closing stock − recovered − (charge installed − charge retired)",
    source="IPCC 2006 V3 ch. 7, mass balance",
    calculate=refrigerant_balance,
    fields=(
        _kg("opening", "stock in cylinders on the first of the month", carried="closing", needed=True),
        _kg("bought", "bought in the month, also what came inside new machines", needed=True),
        _kg("closing", "stock in cylinders at the month's end", needed=True),
        _kg("recovered", "recovered and sent away for destruction or reuse elsewhere"),
        _kg("installed", "full charge of machines put up in the month"),
        _kg("retired", "full charge of machines taken down in the month"),
    ),
    example={
        "fields": {
            "opening": "13.6", "bought": "27.2", "closing": "20.4", "recovered": "2.5", "installed": "3.3",
            "retired": "1.8",
        }
    },
)  # fmt: skip


def _machine(value: str, low: str, high: str) -> Choice:
    return Choice(value, gives={"rate": Default(high, LEAKAGE)}, span={"rate": (low, high)})


MACHINES = (
    _machine("room_ac", "1", "10"),
    _machine("vehicle_ac", "10", "20"),
    _machine("chiller", "2", "15"),
    _machine("standalone_commercial", "1", "15"),
    _machine("domestic_fridge", "0.1", "0.5"),
    Choice("other"),
)


def refrigerant_screening(given: Given) -> Working:
    """Return kg = Σ machines × charge × annual leak rate % ÷ 100 ÷ months.

    Source: IPCC 2006 V3 ch. 7 (emission = charge × leak rate); ranges from general knowledge. Always estimated: use it
    where no refill was recorded, never beside a refill of the same machines.
    """
    steps = Steps()
    hundred, months = constant(PERCENT, "percent_whole", "%"), given.once.term("months")
    of_rows = []
    for row in given.rows:
        of_rows.append(
            steps.product(
                "row_leak", "kg/year", row.term("machines"), row.term("charge"), row.term("rate"),
                over=[hundred], row=row.row, title=row.title,
            )
        )  # fmt: skip
        machine = next(each for each in MACHINES if each.value == row.text("machine"))
        low, high = machine.span.get("rate", ("", ""))
        if low and not Fraction(low) <= row.number("rate") <= Fraction(high):
            steps.remark("outside_range", row.row, low=low, high=high)
    year = steps.total("year_leak", "kg/year", *of_rows)
    return steps.working(steps.product("total", "kg", year, over=[months]), estimated=True)


REFRIGERANT_SCREENING = Sheet(
    kind="refrigerant_screening",
    units=("kg",),
    categories=("refrigerant",),
    formula="Σ machines × charge × annual leak rate % ÷ 100 ÷ months",
    source="IPCC 2006 V3 ch. 7, charge × leak rate",
    calculate=refrigerant_screening,
    estimated="always",
    fields=(
        Input(
            "months", shape="whole", unit="month/year", minimum=Decimal(1), maximum=MONTHS_OF_A_YEAR,
            default=Default("12", OVER_THE_YEAR), meaning="months of the year over which the leak is spread",
        ),
    ),
    rows=(
        LABEL,
        Input("machine", shape="choice", choices=MACHINES, beside=True, meaning="kind of machine"),
        Input("machines", shape="whole", unit="machine", meaning="machines of this kind and charge"),
        Input("charge", unit="kg/machine", above_minimum=True, maximum=HEAVIEST_CHARGE, meaning="charge of one machine"),
        Input("rate", unit="%/year", maximum=Decimal(PERCENT), beside=True, meaning="annual leak rate"),
    ),
    example={
        "rows": [
            {"machine": "room_ac", "machines": "42", "charge": "1.1", "rate": "5"},
            {"machine": "vehicle_ac", "machines": "12", "charge": "0.6", "rate": "15"},
        ]
    },
)  # fmt: skip
