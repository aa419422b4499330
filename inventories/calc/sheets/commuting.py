"""The commuting survey: what a sample says, scaled to all staff."""

from decimal import Decimal

from inventories.calc.sheets.fuel import ECONOMY, EVENT, VEHICLES
from inventories.calc.sheets.reading import Given
from inventories.calc.sheets.schema import Basis, Default, Input, Sheet
from inventories.calc.sheets.working import Steps, Working

THERE_AND_BACK = Basis("there-and-back", "to work and home again: two trips a day", "gk")
ALONE = Basis("alone", "one person to a vehicle", "gk")
MOST_TRIPS = Decimal(10)
LONGEST_TRIP = Decimal(500)  # km one way, daily
MOST_ABOARD = Decimal(100)


def commuting(given: Given) -> Working:
    """Return what the sample uses × all staff ÷ sample.

    litres (kg): Σ people × days × trips/day × km ÷ km/litre ÷ people aboard; km: the same without the economy;
    person-km: Σ people × days × trips/day × km. ``sample`` counts everybody who answered, also those who walk or use
    another fuel, who have no row. Source: cfo formula for commuting (people × km × trips × l/km); economies of TGO's
    event calculator. Always estimated.
    """
    once, steps = given.once, Steps()
    surveyed = sum(row.number("people") for row in given.rows)
    if surveyed > once.number("sample"):
        given.refuse("people_exceed_sample", "sample", rows=str(surveyed))
    if once.number("sample") > once.number("staff"):
        given.refuse("sample_exceeds_staff", "staff", sample=once.text("sample"))
    given.stop_at_faults()
    of_rows = []
    for row in given.rows:
        over = [row.term(name) for name in ("economy", "aboard") if name in row]
        over = [term for term in over if term.of != "aboard" or term.value != 1]
        of_rows.append(
            steps.product(
                "row_sample", given.unit, row.term("people"), row.term("days"), row.term("trips"), row.term("km"),
                over=over, row=row.row, title=row.title,
            )
        )  # fmt: skip
    sample = steps.total("sample_total", given.unit, *of_rows)
    outcome = steps.product("total", given.unit, sample, once.term("staff"), over=[once.term("sample")])
    tenths = round(once.number("sample") * 1000 / once.number("staff"))
    percent = f"{tenths // 10}.{tenths % 10}"
    steps.remark("sample_size", sample=once.text("sample"), staff=once.text("staff"), percent=percent)
    return steps.working(outcome, estimated=True)


COMMUTING = Sheet(
    kind="commuting",
    units=("litre", "kg", "km", "pkm"),
    categories=("commuting",),
    formula="Σ people × days × trips × km ÷ km/l ÷ people aboard × all staff ÷ sample",
    source=f"commuting survey; {EVENT.text}",
    calculate=commuting,
    estimated="always",
    fields=(
        Input("staff", shape="whole", unit="person", above_minimum=True, meaning="all staff"),
        Input("sample", shape="whole", unit="person", above_minimum=True, meaning="all who answered, however they come"),
    ),
    rows=(
        Input(
            "vehicle", shape="choice", choices=VEHICLES, beside=True, units=("litre", "kg"),
            meaning="mode, of those on this source's fuel",
        ),
        Input("label", shape="text", required=False, beside=True, units=("km", "pkm"), meaning="mode"),
        Input("people", shape="whole", unit="person", meaning="people of the sample who come so"),
        Input(
            "days", unit="day", in_month=True, start="working_days", beside=True, meaning="days they come in the month"
        ),
        Input(
            "trips", unit="trip/day", maximum=MOST_TRIPS, default=Default("2", THERE_AND_BACK), beside=True,
            meaning="trips a day",
        ),
        Input("km", unit="km/trip", maximum=LONGEST_TRIP, meaning="km of one trip, on average"),
        Input(
            ECONOMY.name, unit=ECONOMY.unit, minimum=ECONOMY.minimum, maximum=ECONOMY.maximum, beside=True,
            units=("litre", "kg"), meaning=ECONOMY.meaning,
        ),
        Input(
            "aboard", unit="person/vehicle", minimum=Decimal(1), maximum=MOST_ABOARD, default=Default("1", ALONE),
            beside=True, units=("litre", "kg", "km"), meaning="people who share the vehicle",
        ),
    ),
    example={
        "fields": {"staff": "240", "sample": "80"},
        "rows": [
            {"vehicle": "motorcycle", "people": "34", "days": "20", "km": "6.5"},
            {"vehicle": "car", "people": "21", "days": "20", "km": "12", "aboard": "1.5"},
        ],
    },
    examples={
        "kg": {
            "fields": {"staff": "240", "sample": "80"},
            "rows": [{"vehicle": "own", "people": "3", "days": "20", "km": "12", "economy": "12.5"}],
        }
    },
)  # fmt: skip
