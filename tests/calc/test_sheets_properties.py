"""What holds for all sheets: exact to the last place, one rounding, order and splitting change nothing."""

import datetime as dt
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from emission_factors.calc.decimals import plain
from inventories.calc.sheets.calendar import month_days, weekdays, working_days
from inventories.calc.sheets.catalogue import SHEETS, calculate
from inventories.calc.sheets.reading import Faults
from inventories.calc.sheets.working import rounded

LITRES = st.decimals(0, 10**6, places=3)
COUNTS = st.integers(0, 5000)
DAYS = st.integers(0, 28)
TEXTS = st.one_of(st.text(max_size=12), st.decimals(-10, 10**16, places=4).map(str), st.just(""))


def come_to(kind, *, unit=None, rows=(), **fields):
    sheet = SHEETS[kind]
    return calculate(sheet, {"fields": fields, "rows": list(rows)}, unit=unit or sheet.units[0], days=28)


def half_even(value: Fraction) -> Decimal:
    """Round another way than the code does: by Decimal, with more digits than can matter."""
    with localcontext(prec=400):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal("1e-9"), ROUND_HALF_EVEN)


lamp_rows = st.lists(
    st.fixed_dictionaries(
        {
            "lamps": COUNTS.map(str),
            "watts": st.decimals("0.1", 1000, places=2).map(plain),
            "hours": st.decimals(0, 24, places=2).map(plain),
            "days": DAYS.map(str),
        }
    ),
    min_size=1,
    max_size=6,
)


@given(lamp_rows)
@settings(deadline=None)
def test_lamps_are_the_sum_of_their_rows_exactly(rows):
    total = sum(
        Fraction(row["lamps"]) * Fraction(row["watts"]) * Fraction(row["hours"]) * Fraction(row["days"]) for row in rows
    )
    assert come_to("lamps", rows=rows).value == total / 1000


@given(lamp_rows, st.randoms())
@settings(deadline=None)
def test_the_order_of_rows_never_matters(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    assert come_to("lamps", rows=rows).amount == come_to("lamps", rows=mixed).amount


@given(lamp_rows)
@settings(deadline=None)
def test_empty_rows_between_never_matter(rows):
    spaced = [each for row in rows for each in ({"days": "28"}, row)]
    assert come_to("lamps", rows=spaced).amount == come_to("lamps", rows=rows).amount


@given(LITRES, LITRES, LITRES)
def test_a_tank_balances_or_is_refused(opening, bought, closing):
    try:
        used = come_to("tank_stock", opening=plain(opening), bought=plain(bought), closing=plain(closing)).amount
    except Faults:
        assert closing > opening + bought
    else:
        assert used + closing == opening + bought


@given(st.lists(LITRES, min_size=2, max_size=6), LITRES)
def test_a_year_of_tank_sheets_adds_up_to_the_year_s_balance(bought, stock):
    """Each month's closing stock is the next one's opening stock: the months' use is what came in."""
    used = sum(
        come_to("tank_stock", opening=plain(stock), bought=plain(each), closing=plain(stock)).amount for each in bought
    )
    assert used == sum(bought)


@given(LITRES, st.decimals("0.1", 200, places=3))
def test_kilometres_over_economy_round_once_half_even(km, economy):
    row = {"vehicle": "own", "km": plain(km), "economy": plain(economy)}
    assert come_to("distance", rows=[row]).amount == half_even(Fraction(km) / Fraction(economy))


@given(st.integers(0, 10**12), st.integers(1, 10**6), st.integers(1, 10**6))
def test_shares_of_a_bill_add_up_to_the_bill(bill, part, rest):
    whole = part + rest
    shares = [
        come_to("bill_share", bill=str(bill), basis="area", part=str(each), whole=str(whole)).value
        for each in (part, rest)
    ]
    assert sum(shares) == bill


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 500))
def test_a_survey_of_everybody_is_scaled_by_nothing(people, others, km):
    staff = str(people + others)
    row = {"people": str(people), "days": "20", "km": str(km)}
    assert come_to("commuting", unit="pkm", staff=staff, sample=staff, rows=[row]).amount == people * 20 * 2 * km


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 300))
def test_a_smaller_sample_with_the_same_habits_comes_to_the_same(people, times, km):
    def surveyed(number):
        row = {"people": str(number), "days": "20", "km": str(km % 500)}
        return come_to("commuting", unit="pkm", staff=str(people * times), sample=str(number), rows=[row]).value

    assert surveyed(people) == surveyed(people * times)


@given(st.fractions(0, 10**9))
def test_the_one_rounding_is_half_even_at_nine_places(value):
    assert rounded(value) == half_even(value)


@given(st.integers(0, 10**15))
def test_a_tie_goes_to_the_even_neighbour(number):
    tie = Fraction(2 * number + 1, 2 * 10**9)
    assert int(rounded(tie).scaleb(9)) % 2 == 0


@given(
    st.sampled_from(sorted(SHEETS)),
    st.dictionaries(st.sampled_from(["opening", "bought", "closing", "bill", "basis", "percent", "staff", "sample", "months"]), TEXTS),
    st.lists(
        st.dictionaries(
            st.sampled_from(["label", "lamps", "watts", "hours", "days", "people", "km", "vehicle", "size", "trips", "after"]),
            TEXTS,
        ),
        max_size=3,
    ),
)  # fmt: skip
@settings(deadline=None)
def test_any_text_gives_an_amount_or_faults_and_nothing_else(kind, fields, rows):
    try:
        amount = come_to(kind, rows=rows, **fields).amount
    except Faults:
        pass
    else:
        assert 0 <= amount < 10**15
        assert -amount.as_tuple().exponent <= 9


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31)), st.data())
def test_working_days_are_weekdays_less_the_holidays_on_them(day, data):
    month = day.replace(day=1)
    days = month_days(month)
    assert (days[0], days[-1].month) == (month, month.month)
    assert (days[-1] + dt.timedelta(days=1)).day == 1
    closed = data.draw(st.sets(st.sampled_from(days)))
    assert working_days(month, closed) == len([each for each in days if each.weekday() < 5 and each not in closed])
    assert working_days(month, ()) == len(weekdays(month))
