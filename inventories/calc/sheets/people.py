"""Sheets for person-days: staff, pupils and visitors, never in one line."""

from inventories.calc.sheets.energy import LABEL
from inventories.calc.sheets.reading import Given
from inventories.calc.sheets.schema import Basis, Default, Input, Sheet
from inventories.calc.sheets.working import Steps, Working

STAFF_GROUPS = 4  # as in the supporting sheet "1.4.3 Septic" that practitioners use
NOBODY_AWAY = Basis("nobody-away", "nothing to take off was stated", "high")


def _person_days(given: Given, *, estimated: bool) -> Working:
    steps = Steps()
    of_rows = []
    for row in given.rows:
        days = steps.product(
            "row_person_days", "person.day", row.term("people"), row.term("days"), row=row.row, title=row.title
        )
        if "away" in row and row.number("away"):
            if row.number("away") > days.value:
                given.refuse("away_exceeds", "away", row.row)
                continue
            days = steps.total(
                "row_present", "person.day", days, minus=[row.term("away")], row=row.row, title=row.title
            )  # fmt: skip
        of_rows.append(days)
    given.stop_at_faults()
    return steps.working(steps.total("total", "person.day", *of_rows), estimated=estimated)


def person_days(given: Given) -> Working:
    """Return person-days = Σ over up to four groups (staff × working days − days of leave).

    Source: TGO V-Sheet supporting sheet "1.4.3 Septic" (people, working days, man-day; up to four staff groups).
    Working days: the month's weekdays less public holidays, from a calendar that the municipality may change.
    """
    return _person_days(given, estimated=False)


def pupil_days(given: Given) -> Working:
    """Return person-days = Σ over classes or schools (pupils × school days − days absent).

    Source: rule that pupils are a line of their own, in or out alike for all years; formula as for staff.
    """
    return _person_days(given, estimated=False)


def visitor_days(given: Given) -> Working:
    """Return person-days = Σ over places (visitors a day × days open).

    Source: rule that visitors are a line of their own; formula as for staff. Always estimated: an average was taken.
    """
    return _person_days(given, estimated=True)


_PEOPLE = Input("people", shape="whole", unit="person", meaning="people of the group")
_AWAY = Input(
    "away", unit="person.day", start="empty", default=Default("0", NOBODY_AWAY), beside=True,
    meaning="person-days of leave, travel or absence",
)  # fmt: skip

PERSON_DAYS = Sheet(
    kind="person_days",
    units=("person.day",),
    categories=("septic",),
    formula="Σ staff × working days − leave",
    source="TGO V-Sheet supporting sheet 1.4.3 Septic",
    calculate=person_days,
    most_rows=STAFF_GROUPS,
    rows=(
        LABEL,
        _PEOPLE,
        Input(
            "days", unit="day", in_month=True, start="working_days", beside=True,
            meaning="working days of the group in the month",
        ),
        _AWAY,
    ),
    example={
        "rows": [
            {"people": "95", "days": "22", "away": "14"},
            {"people": "38", "days": "26"},
        ]
    },
)  # fmt: skip

PUPIL_DAYS = Sheet(
    kind="pupil_days",
    units=("person.day",),
    categories=("septic",),
    formula="Σ pupils × school days − absences",
    source="boundary rule for pupils; TGO V-Sheet supporting sheet 1.4.3 Septic",
    calculate=pupil_days,
    rows=(
        LABEL,
        _PEOPLE,
        Input("days", unit="day", in_month=True, start="empty", meaning="days on which school was held"),
        _AWAY,
    ),
    example={"rows": [{"people": "84", "days": "21", "away": "60"}]},
)

VISITOR_DAYS = Sheet(
    kind="visitor_days",
    units=("person.day",),
    categories=("septic",),
    formula="Σ visitors a day × days open",
    source="boundary rule for visitors; TGO V-Sheet supporting sheet 1.4.3 Septic",
    calculate=visitor_days,
    estimated="always",
    rows=(
        LABEL,
        Input("people", unit="person", start="empty", meaning="visitors on an average day"),
        Input("days", unit="day", in_month=True, start="empty", meaning="days open in the month"),
    ),
    example={"rows": [{"people": "65", "days": "22"}]},
)
