"""Sheets for what comes through a meter, or should: lamps without one, readings, a share of somebody's bill."""

from decimal import Decimal

from inventories.calc.sheets.reading import Given
from inventories.calc.sheets.schema import Basis, Choice, Default, Input, Sheet
from inventories.calc.sheets.working import Steps, Working, constant

WATTS_PER_KILOWATT = 1000
PERCENT = 100
HOURS_PER_DAY = Decimal(24)
HIGHEST_WATTS = Decimal(5000)  # one lamp; a floodlight of a sports ground has 2,000 W
LONGEST_METER_ROWS = 6

LABEL = Input("label", shape="text", required=False, beside=True, meaning="how the row is called; no personal names")
ONE_TO_ONE = Basis("no-multiplier", "a meter without current transformer counts one to one", "high")


def lamps(given: Given) -> Working:
    """Return kWh = Σ lamps × W with ballast × h/day × days ÷ 1000.

    Source: boundary rule for unmetered public lighting (lamps × watts with ballast × hours); 1 kW = 1000 W.
    Always estimated: nothing was metered.
    """
    steps = Steps()
    kilo = constant(WATTS_PER_KILOWATT, "watts_per_kilowatt", "W/kW")
    of_rows = [
        steps.product(
            "row_kwh", "kWh", row.term("lamps"), row.term("watts"), row.term("hours"), row.term("days"),
            over=[kilo], row=row.row, title=row.title,
        )
        for row in given.rows
    ]  # fmt: skip
    return steps.working(steps.total("total", "kWh", *of_rows), estimated=True)


LAMPS = Sheet(
    kind="lamps",
    units=("kWh",),
    categories=("electricity", "leased_assets"),
    formula="Σ lamps × watts (with ballast) × hours/day × days ÷ 1000",
    source="boundary rule for unmetered public lighting",
    calculate=lamps,
    estimated="always",
    rows=(
        LABEL,
        Input("lamps", shape="whole", unit="lamp", meaning="lamps of one type"),
        Input("watts", unit="W", above_minimum=True, maximum=HIGHEST_WATTS, meaning="watts of one lamp with ballast"),
        Input("hours", unit="h/day", maximum=HOURS_PER_DAY, meaning="hours a day that they burn"),
        Input("days", unit="day", in_month=True, start="days", beside=True, meaning="days of the month that they burn"),
    ),
    example={
        "rows": [
            {"lamps": "120", "watts": "46", "hours": "11", "days": "30"},
            {"lamps": "35", "watts": "279", "hours": "11", "days": "30"},
        ]
    },
)


def meter(given: Given) -> Working:
    """Return units = Σ (reading − reading before) × multiplier.

    Source: PEA and PWA bills: (after − before) × multiplier = units. Two rows in the month in which a meter was
    replaced or has run round: up to its last figure, and on from the first of the new one.
    """
    steps = Steps()
    of_rows = []
    for row in given.rows:
        if row.number("after") < row.number("before"):
            given.refuse("reading_goes_back", "after", row.row, before=row.text("before"))
            continue
        used = steps.total(
            "difference", given.unit, row.term("after"), minus=[row.term("before")], row=row.row, title=row.title
        )
        if row.number("multiplier") != 1:
            used = steps.product("row_units", given.unit, used, row.term("multiplier"), row=row.row, title=row.title)
        of_rows.append(used)
    given.stop_at_faults()
    return steps.working(steps.total("total", given.unit, *of_rows))


METER = Sheet(
    kind="meter",
    units=("kWh", "m3"),
    categories=("electricity", "purchased_goods", "wastewater", "leased_assets"),
    formula="Σ (reading − reading before) × multiplier",
    source="PEA and PWA bills",
    calculate=meter,
    most_rows=LONGEST_METER_ROWS,
    rows=(
        LABEL,
        Input("before", unit="{unit}", carried="after", start="empty", meaning="reading before"),
        Input("after", unit="{unit}", start="empty", meaning="reading now"),
        Input(
            "multiplier", unit="", above_minimum=True, beside=True, default=Default("1", ONE_TO_ONE),
            meaning="multiplier printed on the bill (current transformer)",
        ),
    ),
    example={"rows": [{"before": "48215", "after": "49311", "multiplier": "20"}]},
)  # fmt: skip


def bill_share(given: Given) -> Working:
    """Return units = units of the bill × own part ÷ whole, or × share in percent ÷ 100.

    Source: rule for tenants and shared buildings (sub-meter or stated share). Estimated unless shared by sub-meters.
    """
    steps, once = Steps(), given.once
    bill = once.term("bill")
    by_parts = "part" in once or "whole" in once
    if "percent" in once and by_parts:
        given.refuse("one_way_only", "percent")
    elif "percent" not in once and not by_parts:
        given.refuse("one_way_needed", "part")
    elif by_parts and not ("part" in once and "whole" in once):
        given.refuse("missing", "whole" if "part" in once else "part")
    elif by_parts and once.number("part") > once.number("whole"):
        given.refuse("part_exceeds_whole", "part", whole=once.text("whole"))
    given.stop_at_faults()
    if by_parts:
        outcome = steps.product("total", given.unit, bill, once.term("part"), over=[once.term("whole")])
    else:
        hundred = constant(PERCENT, "percent_whole", "%")
        outcome = steps.product("total", given.unit, bill, once.term("percent"), over=[hundred])
    return steps.working(outcome, estimated=once.text("basis") != "submeter")


BILL_SHARE = Sheet(
    kind="bill_share",
    units=("kWh", "m3", "litre"),
    categories=("electricity", "purchased_goods", "leased_assets", "wastewater"),
    formula="units of the bill × own part ÷ whole (or × share % ÷ 100)",
    source="boundary rule for tenants and shared buildings: sub-meter or stated share",
    calculate=bill_share,
    estimated="depends",
    fields=(
        Input("bill", unit="{unit}", start="empty", meaning="units of the whole bill"),
        Input(
            "basis",
            shape="choice",
            choices=(Choice("submeter"), Choice("area"), Choice("head"), Choice("agreed")),
            meaning="by what the bill is shared",
        ),
        Input("part", required=False, meaning="own part: m2, people or units of the sub-meter"),
        Input("whole", required=False, above_minimum=True, meaning="the whole in the same unit"),
        Input("percent", unit="%", required=False, maximum=Decimal(PERCENT), meaning="share in percent instead"),
    ),
    example={"fields": {"bill": "1840", "basis": "area", "part": "120", "whole": "480"}},
)
