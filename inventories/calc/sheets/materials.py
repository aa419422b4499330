"""Sheets for what is carried: paper by the ream, waste by the trip, freight by tonne and kilometre."""

from decimal import Decimal
from fractions import Fraction

from emission_factors.calc.decimals import plain
from inventories.calc.sheets.energy import LABEL
from inventories.calc.sheets.reading import Given
from inventories.calc.sheets.schema import Basis, Choice, Default, Input, Sheet
from inventories.calc.sheets.working import Steps, Term, Working, constant, rounded

GRAMS_PER_KG = 1000
HEAVIEST_PAPER = Decimal(500)  # g/m2, cardboard
# Area of a sheet in m2, exactly. Source: ISO 216 (A3 297 x 420 mm, A4 210 x 297 mm, A5 148 x 210 mm).
AREAS = {"a4": "0.06237", "a3": "0.12474", "a5": "0.03108"}
ISO_216 = Basis("iso-216", "ISO 216, area of a sheet", "high")
COPY_PAPER = Basis("copy-paper", "usual copy paper, 80 g/m2", "gk")
REAM = Basis("ream-500", "a ream has 500 sheets; A4 of 80 g weighs 2.4948 kg", "high")


def reams(given: Given) -> Working:
    """Return kg = Σ reams × kg per ream; kg per ream = area × g/m2 × sheets ÷ 1000 unless it was typed.

    A4 of 80 g: 0.21 × 0.297 m2 × 80 × 500 ÷ 1000 = 2.4948 kg; A3 twice that. Source: ISO 216.
    """
    steps = Steps()
    grams = constant(GRAMS_PER_KG, "grams_per_kg", "g/kg")
    of_rows = []
    for row in given.rows:
        if "weight" in row:
            ream = row.term("weight")
        elif row.text("size") in AREAS:
            area = Term(Fraction(AREAS[row.text("size")]), "m2/sheet", "area", ISO_216)
            ream = steps.product(
                "ream_weight", "kg/ream", area, row.term("grammage"), row.term("sheets"), over=[grams], row=row.row
            )
        else:
            given.refuse("missing", "weight", row.row)
            continue
        of_rows.append(steps.product("row_kg", "kg", row.term("reams"), ream, row=row.row))
    given.stop_at_faults()
    return steps.working(steps.total("total", "kg", *of_rows))


REAMS = Sheet(
    kind="reams",
    units=("kg",),
    categories=("purchased_goods",),
    formula="Σ reams × area × g/m2 × sheets ÷ 1000",
    source="ISO 216; one ream of A4 80 g weighs 2.4948 kg",
    calculate=reams,
    first_rows=({"size": "a4"},),
    rows=(
        Input(
            "size", shape="choice", beside=True, choices=(Choice("a4"), Choice("a3"), Choice("a5"), Choice("other")),
            meaning="size of the sheets",
        ),
        Input("reams", unit="ream", start="empty", meaning="reams taken out of the store in the month"),
        Input(
            "grammage", unit="g/m2", above_minimum=True, maximum=HEAVIEST_PAPER, default=Default("80", COPY_PAPER),
            beside=True, meaning="grammage on the wrapper",
        ),
        Input(
            "sheets", shape="whole", unit="sheet/ream", above_minimum=True, default=Default("500", REAM), beside=True,
            meaning="sheets of a ream",
        ),
        Input(
            "weight", unit="kg/ream", required=False, above_minimum=True, beside=True,
            meaning="kg of a ream where it was weighed or the size is another",
        ),
    ),
    example={"rows": [{"size": "a4", "reams": "45"}, {"size": "a3", "reams": "3"}]},
)  # fmt: skip


def waste_trips(given: Given) -> Working:
    """Return kg = Σ trips × kg a trip.

    Source: definition. Estimated unless every row's load was weighed.
    """
    steps = Steps()
    of_rows = [
        steps.product("row_kg", "kg", row.term("trips"), row.term("load"), row=row.row, title=row.title)
        for row in given.rows
    ]
    estimated = any(row.text("weighed") != "weighed" for row in given.rows)
    return steps.working(steps.total("total", "kg", *of_rows), estimated=estimated)


WASTE_TRIPS = Sheet(
    kind="waste_trips",
    units=("kg",),
    categories=("waste", "solid_waste"),
    formula="Σ trips × load of a trip",
    source="definition",
    calculate=waste_trips,
    estimated="depends",
    rows=(
        LABEL,
        Input("trips", unit="trip", start="empty", meaning="trips in the month"),
        Input("load", unit="kg/trip", above_minimum=True, maximum=Decimal(100000), meaning="waste of one trip"),
        Input(
            "weighed", shape="choice", beside=True, choices=(Choice("weighed"), Choice("estimated")),
            meaning="how the load is known",
        ),
    ),
    example={
        "rows": [
            {"trips": "26", "load": "3200", "weighed": "weighed"},
            {"trips": "8", "load": "1500", "weighed": "estimated"},
        ]
    },
)  # fmt: skip


def freight(given: Given) -> Working:
    """Return tkm = Σ trips × t × km; for a source in km, the km driven empty on the way back.

    Source: freight factors per tkm (loaded) and per km (empty return): emission = t × km × factor per tkm + km × factor
    per km. A full-load factor must be scaled where the load is partial.
    """
    steps = Steps()
    of_rows, empty = [], []
    for row in given.rows:
        back = row.text("back") == "empty"
        if given.unit == "tkm":
            of_rows.append(
                steps.product(
                    "row_tkm", "tkm", row.term("trips"), row.term("tonnes"), row.term("km"),
                    row=row.row, title=row.title,
                )
            )  # fmt: skip
            if back:
                empty.append(row.number("trips") * row.number("km"))
        elif back:
            of_rows.append(
                steps.product("row_km", "km", row.term("trips"), row.term("km"), row=row.row, title=row.title)
            )
    if not of_rows:
        given.refuse("no_empty_return", "back", given.rows[0].row)
        given.stop_at_faults()
    if empty:
        steps.remark("empty_return_elsewhere", km=plain(rounded(sum(empty, Fraction(0)))))
    return steps.working(steps.total("total", given.unit, *of_rows))


FREIGHT = Sheet(
    kind="freight",
    units=("tkm", "km"),
    categories=("upstream_freight", "purchased_goods", "waste", "other_indirect"),
    formula="Σ trips × t × km; in km: Σ trips × km driven empty",
    source="freight factors per tkm loaded and per km empty",
    calculate=freight,
    rows=(
        LABEL,
        Input("trips", shape="whole", unit="trip", start="empty", meaning="trips in the month"),
        Input(
            "tonnes", unit="t/trip", above_minimum=True, maximum=Decimal(1000), units=("tkm",),
            meaning="load of one trip",
        ),
        Input("km", unit="km/trip", above_minimum=True, maximum=Decimal(5000), meaning="km one way, loaded"),
        Input(
            "back", shape="choice", beside=True, choices=(Choice("empty"), Choice("loaded")),
            meaning="whether the vehicle drives back empty",
        ),
    ),
    example={"rows": [{"trips": "4", "tonnes": "6.5", "km": "82", "back": "empty"}]},
)  # fmt: skip
