"""Sheets for fuel: a bulk tank, gas cylinders, kilometres."""

from decimal import Decimal

from inventories.calc.sheets.energy import LABEL
from inventories.calc.sheets.reading import Given, Part
from inventories.calc.sheets.schema import Basis, Choice, Default, Input, Sheet
from inventories.calc.sheets.working import Steps, Term, Working

FUEL_CATEGORIES = ("stationary_combustion", "mobile_onroad", "mobile_offroad")
OTHERS_FUEL = ("business_travel", "waste", "upstream_freight", "other_indirect", "leased_assets")
HEAVIEST_CYLINDER = Decimal(1000)
LOWEST_ECONOMY, HIGHEST_ECONOMY = Decimal("0.1"), Decimal(200)

# Fuel economies of TGO's event calculator, as a public transcription of it has them; nobody has compared it with the
# calculator itself. CNG is sold by the kilogram while the calculator says km/l: doubtful.
EVENT = Basis("tgo-event", "TGO carbon-footprint-of-event calculator (public transcription)", "medium")
EVENT_CNG = Basis("tgo-event-cng", "TGO event calculator, printed per litre though CNG is sold by kg", "low")


def _vehicle(value: str, economy: str, *, unit: str = "litre", basis: Basis = EVENT) -> Choice:
    return Choice(value, gives={"economy": Default(economy, basis)}, units=(unit,))


VEHICLES = (
    _vehicle("car", "13.796"),
    _vehicle("pickup", "11.111"),
    _vehicle("van", "10.204"),
    _vehicle("bus", "2.85"),
    _vehicle("motorcycle", "38.655"),
    _vehicle("cng_taxi", "11.905", unit="kg", basis=EVENT_CNG),
    Choice("own"),
)
ECONOMY = Input(
    "economy", unit="km/{unit}", minimum=LOWEST_ECONOMY, maximum=HIGHEST_ECONOMY, beside=True,
    meaning="fuel economy, of the vehicle's own log where there is one",
)  # fmt: skip


def tank_stock(given: Given) -> Working:
    """Return litres (or kg) = opening stock + bought − closing stock.

    Source: rule for bulk tanks (opening + bought − closing), the balance of every store account.
    """
    once, steps = given.once, Steps()
    if once.number("closing") > once.number("opening") + once.number("bought"):
        given.refuse("closing_exceeds", "closing")
        given.stop_at_faults()
    used = steps.total(
        "total", given.unit, once.term("opening"), once.term("bought"), minus=[once.term("closing")]
    )  # fmt: skip
    return steps.working(used)


TANK_STOCK = Sheet(
    kind="tank_stock",
    units=("litre", "kg"),
    categories=(*FUEL_CATEGORIES, "fertiliser", "process_gas", "other_indirect", "waste"),
    only={"waste": "volume", "other_indirect": "volume"},
    formula="opening stock + bought − closing stock",
    source="boundary rule for bulk tanks",
    calculate=tank_stock,
    fields=(
        Input("opening", unit="{unit}", start="empty", carried="closing", meaning="stock on the first of the month"),
        Input("bought", unit="{unit}", start="empty", meaning="bought in the month, all deliveries together"),
        Input("closing", unit="{unit}", start="empty", meaning="stock at the month's end, measured"),
    ),
    example={"fields": {"opening": "450", "bought": "2000", "closing": "380"}},
)


def cylinders(given: Given) -> Working:
    """Return kg = Σ (opening + received − closing) × kg per cylinder; without a count, received × kg.

    Source: LPG is sold in Thailand in cylinders of 15 and 48 kg among others; the net weight stands on the cylinder.
    """
    steps = Steps()
    of_rows = [_of_size(given, steps, row) for row in given.rows]
    given.stop_at_faults()
    return steps.working(steps.total("total", "kg", *of_rows))


def _of_size(given: Given, steps: Steps, row: Part) -> Term:
    received, size = row.term("received"), row.term("size")
    if ("opening" in row) != ("closing" in row):
        given.refuse("both_counts", "closing" if "opening" in row else "opening", row.row)
        return received
    used = received
    if "opening" in row:
        if row.number("closing") > row.number("opening") + received.value:
            given.refuse("closing_exceeds", "closing", row.row)
            return received
        used = steps.total(
            "cylinders_used", "cylinder", row.term("opening"), received, minus=[row.term("closing")], row=row.row
        )
    return steps.product("row_kg", "kg", used, size, row=row.row)


CYLINDERS = Sheet(
    kind="cylinders",
    units=("kg",),
    categories=("stationary_combustion", "process_gas", "fire_agent", "mobile_onroad"),
    formula="Σ (opening + received − closing) × kg per cylinder",
    source="net weight printed on the cylinder; LPG 15 and 48 kg",
    calculate=cylinders,
    first_rows=({"size": "15"}, {"size": "48"}),
    rows=(
        Input(
            "size", unit="kg/cylinder", above_minimum=True, maximum=HEAVIEST_CYLINDER, beside=True,
            suggested=("4", "7", "15", "48"), meaning="net kg of one full cylinder",
        ),
        Input("received", unit="cylinder", start="empty", meaning="full cylinders received or bought"),
        Input(
            "opening", unit="cylinder", required=False, start="empty", carried="closing",
            meaning="full cylinders on the first of the month, if counted",
        ),
        Input(
            "closing", unit="cylinder", required=False, start="empty",
            meaning="full cylinders left at the month's end, if counted",
        ),
    ),
    example={
        "rows": [
            {"size": "15", "received": "4", "opening": "1", "closing": "2"},
            {"size": "48", "received": "2"},
        ]
    },
)  # fmt: skip


def distance(given: Given) -> Working:
    """Return litres (or kg of CNG) = Σ km ÷ km per litre (kg).

    Source: definition of fuel economy; defaults from TGO's event calculator where the vehicle has no log of its own.
    Always estimated: no fuel was measured.
    """
    steps = Steps()
    of_rows = [
        steps.product("row_fuel", given.unit, row.term("km"), over=[row.term("economy")], row=row.row, title=row.title)
        for row in given.rows
    ]
    return steps.working(steps.total("total", given.unit, *of_rows), estimated=True)


DISTANCE = Sheet(
    kind="distance",
    units=("litre", "kg"),
    categories=("mobile_onroad", *OTHERS_FUEL, "mobile_offroad"),
    only=dict.fromkeys(OTHERS_FUEL, "volume"),
    formula="Σ km ÷ fuel economy",
    source="definition of fuel economy; defaults of TGO's event calculator",
    calculate=distance,
    estimated="always",
    rows=(
        LABEL,
        Input("vehicle", shape="choice", choices=VEHICLES, beside=True, meaning="kind of vehicle"),
        Input("km", unit="km", start="empty", meaning="km driven in the month"),
        ECONOMY,
    ),
    example={
        "rows": [
            {"vehicle": "van", "km": "1250"},
            {"vehicle": "own", "km": "800", "economy": "9.5"},
        ]
    },
    examples={"kg": {"rows": [{"vehicle": "own", "km": "1100", "economy": "12.5"}]}},
)
