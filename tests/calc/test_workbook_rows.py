"""Rows of a file: kept as JSON and back, their units, which source each is, what becomes of each cell."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.workbooks import lines, matching, template, units
from inventories.calc.workbooks.lines import Contents, Given, Left, Line, Total, Word
from inventories.calc.workbooks.matching import Candidate, match
from inventories.calc.workbooks.outcomes import (
    STORED,
    Choices,
    Figures,
    Goal,
    Held,
    State,
    outcomes,
)

YEAR = [f"2024-{number:02}" for number in range(1, 13)]
GARBAGE = Candidate(1, "น้ำมันดีเซล รถเก็บขนขยะ 81-2345 ระยอง", "81-2345", frozenset({"diesel-garbage-truck"}), "1")
OFFICE = Candidate(2, "น้ำมันดีเซล รถส่วนกลาง", "", frozenset({"diesel-vehicle"}), "1")
POWER = Candidate(3, "ไฟฟ้า สำนักงาน", "020012345678", frozenset({"electricity-office"}), "2")
CAR = Goal(2, "litre", frozenset(YEAR))


def cell(raw="1", month="2024-01", *, where="C3", unit="ลิตร", **more) -> Given:
    amount = Decimal(raw) if not {"notation", "fault"} & more.keys() else None
    return Given(where, raw, month, unit, amount, **more)


def row(*cells, number=1, label="รถ", key="", scope="", catalogue=()) -> Line:
    return Line(number, "แผ่น1", "A3", label, key, "ลิตร", scope, tuple(catalogue), cells)


def contents(*rows) -> Contents:
    return Contents("table", "ตาราง", None, "", rows)


def told(*rows, placed=None, goal=CAR, seen=None, now=None, **choices):
    now = now or {}
    places = placed if placed is not None else {each.number: goal.source for each in rows}
    figures = Figures(now if seen is None else seen, now)
    return outcomes(contents(*rows), places, {goal.source: goal}, figures, Choices(**choices))


def test_what_was_read_comes_back_from_json_as_it_was():
    odd = cell("-", notation="NO", asks=(Word("dash", "ขีด", "ยืนยัน"),), notices=(Word("x", "y"),))
    wrong = cell("x", fault=Word("not_a_number", "ไม่ใช่ตัวเลข", "แก้"))
    whole = Contents(
        "goffice-1.5", "แบบ", 2567, "", (row(cell("1234567.123456789"), odd, wrong, catalogue=("a", "b")),),
        (Left("s", "A1", "รวม", "ยอดรวม"),), (Word("f", "s", "r"),), (Word("n", "s"),),
        (Total("s", "O3", "รถ", Decimal("1.5"), Decimal("1.50"), differs=False),),
    )  # fmt: skip
    assert lines.from_mapping(whole.as_mapping()) == whole
    assert whole.cell_count == 3


@pytest.mark.parametrize(
    ("written", "wanted", "expected"),
    [
        ("ลิตร", "litre", (1, 1)), ("", "kWh", (1, 1)), ("หน่วย", "kWh", (1, 1)), ("หน่วย", "m3", (1, 1)),
        ("ลบ.ม.", "litre", (1000, 1)), ("กก.", "t", (1, 1000)), ("Kg", "kg", (1, 1)), ("คน-วัน", "person.day", (1, 1)),
        ("MWh", "kWh", (1000, 1)), ("scf", "scf", (1, 1)), ("ลิตร", "kg", None), ("แผ่น", "kg", None), ("หน่วย", "kg", None),
    ],
)  # fmt: skip
def test_a_unit_as_people_write_it_has_an_exact_way_or_none(written, wanted, expected):
    assert units.way(written, wanted) == expected


def test_the_key_of_our_template_is_certain_and_anothers_key_is_nobody():
    key = template.key_for(2, range(12))
    assert template.key_of(key, 12) == (2, tuple(range(12)))
    assert template.key_of(key, 11) is None
    assert match(row(key=key), "", [GARBAGE, OFFICE], months=12) == matching.Match(2, matching.KEY)
    foreign = match(row(key=template.key_for(99, range(12))), "น้ำมันดีเซล รถส่วนกลาง", [OFFICE], months=12)
    assert foreign.source is None


@pytest.mark.parametrize(
    ("line", "label", "source", "how"),
    [
        (row(), "ทะเบียน 81 2345", 1, matching.NUMBER),
        (row(), "ca 020012345678", 3, matching.NUMBER),
        (row(), "ไฟฟ้า สำนักงาน", 3, matching.NAME),
        (row(scope="2", catalogue=("electricity-office",)), "ไฟฟ้า", 3, matching.KIND),
        (row(), "ไฟฟ้าสำนักงาน", 3, matching.ALIKE),
        (row(), "กระดาษ", None, matching.NONE),
        (row(catalogue=("water-pwa",)), "น้ำประปา", None, matching.NONE),
    ],
)
def test_a_row_finds_its_source_by_number_name_kind_or_likeness(line, label, source, how):
    found = match(line, label, [GARBAGE, OFFICE, POWER], months=12)
    assert (found.source, found.how) == (source, how)


def test_of_two_sources_of_a_kind_a_person_chooses():
    again = Candidate(4, "น้ำมันดีเซล รถส่วนกลาง คันที่ 2", "", frozenset({"diesel-vehicle"}), "1")
    found = match(row(scope="1", catalogue=("diesel-vehicle",)), "diesel", [GARBAGE, OFFICE, again], months=12)
    assert found.source is None
    assert set(found.others) == {2, 4}
    assert match(row(scope="1", catalogue=("diesel-vehicle",)), "diesel", [GARBAGE, OFFICE], months=12).source == 2


def test_an_empty_cell_is_filled_and_a_figure_only_replaced_where_that_was_asked():
    there = {(2, "2024-02"): Held(3, Decimal(7))}
    line = row(cell("5"), cell("8", "2024-02"), cell("7", "2024-02", where="D4"))
    assert [each.state for each in told(row(cell("5"), cell("8", "2024-02")), now=there)] == [State.NEW, State.KEPT]
    replaced = told(row(cell("5"), cell("8", "2024-02")), now=there, replace=True)
    assert [each.state for each in replaced] == [State.NEW, State.CHANGED]
    assert [each.amount for each in replaced] == [Decimal(5), Decimal(8)]
    assert [each.state for each in told(row(cell("7.0", "2024-02")), now=there, replace=True)] == [State.SAME]
    assert [each.state for each in told(line, now=there)] == [State.NEW, State.DOUBLE]


def test_what_was_not_touched_in_the_file_takes_nothing_back_that_was_typed_meanwhile():
    seen, now = {(2, "2024-01"): Held(1, Decimal(5))}, {(2, "2024-01"): Held(2, Decimal(6))}
    (untouched,) = told(row(cell("5")), seen=seen, now=now, replace=True)
    assert (untouched.state, untouched.clashes) == (State.SAME, False)
    (changed,) = told(row(cell("9")), seen=seen, now=now, replace=True)
    assert (changed.state, changed.clashes) == (State.CHANGED, True)
    (agreed,) = told(row(cell("6")), seen=seen, now=now, replace=True)
    assert agreed.state == State.SAME


def test_two_rows_never_become_one_unasked_and_add_up_when_asked():
    rows = row(cell("5")), row(cell("7", where="C4"), number=2)
    (double,) = told(*rows)
    assert (double.state, len(double.parts)) == (State.DOUBLE, 2)
    (summed,) = told(*rows, summed=frozenset({2}))
    assert (summed.state, summed.amount) == (State.NEW, Decimal(12))
    (left,) = [each for each in told(*rows, placed={1: 2, 2: None}) if each.state in STORED]
    assert left.amount == Decimal(5)


def test_not_occurring_adds_nothing_to_an_amount_and_other_words_have_no_sum():
    none, elsewhere = (cell("ไม่มี", notation="NO", where="C4"), cell("รวมที่อื่น", notation="IE", where="C4"))
    (summed,) = told(row(cell("5")), row(none, number=2), summed=frozenset({2}))
    assert summed.amount == Decimal(5)
    (unsummed,) = told(row(cell("5")), row(elsewhere, number=2), summed=frozenset({2}))
    assert unsummed.state == State.DOUBLE
    (word,) = told(row(none), row(none, number=2), summed=frozenset({2}))
    assert (word.state, word.notation) == (State.NEW, "NO")


@pytest.mark.parametrize(
    ("given", "goal", "state", "rule"),
    [
        (cell("5", unit="กก."), CAR, State.FAULTY, "unit"),
        (cell("0.0000000005", unit="ลบ.ม."), CAR, State.NEW, ""),
        (cell("0.0000005", unit="กรัม"), Goal(2, "t", frozenset(YEAR)), State.FAULTY, "places"),
        (cell("999999999999999", unit="ลบ.ม."), CAR, State.FAULTY, "too_large"),
        (cell("5", ""), CAR, State.FAULTY, "whole_year"),
        (cell("5", ""), Goal(2, "litre", frozenset({"2024-09"})), State.NEW, ""),
        (cell("5"), Goal(2, "litre", frozenset(YEAR[6:])), State.FAULTY, "not_in_use"),
        (cell("0"), Goal(2, "litre", frozenset(YEAR[6:])), State.OFF, ""),
        (cell("ไม่มี", notation="NO"), Goal(2, "litre", frozenset(YEAR[6:])), State.OFF, ""),
        (cell("5"), Goal(2, "litre", frozenset(YEAR), frozenset({"2024-01"})), State.FAULTY, "locked"),
        (cell("x", fault=Word("not_a_number", "", "")), CAR, State.FAULTY, "not_a_number"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_stored_says_by_which_rule(given, goal, state, rule):
    (outcome,) = told(row(given), goal=goal)
    assert (outcome.state, outcome.rule) == (state, rule)


def test_a_question_is_open_until_it_is_answered():
    dash = cell("-", notation="NO", asks=(Word("dash", "ขีด"),))
    assert told(row(dash))[0].state == State.ASKED
    assert told(row(dash), answers={"dash": False})[0].state == State.LEFT
    (yes,) = told(row(dash), answers={"dash": True})
    assert (yes.state, yes.notation) == (State.NEW, "NO")


def test_a_row_without_a_source_is_told_unless_it_says_nothing():
    wrong = cell("x", fault=Word("not_a_number", "", ""))
    assert [each.state for each in told(row(wrong, cell("5", "2024-02")), placed={})] == [State.FAULTY, State.UNPLACED]
    assert told(row(wrong), placed={1: None})[0].state == State.LEFT
    assert told(row(cell("5")), placed={})[0].state == State.UNPLACED
    assert told(row(cell("0")), placed={})[0].state == State.LEFT
    assert told(row(cell("5")), placed={1: None})[0].state == State.LEFT


AMOUNTS = st.decimals(0, 10**9, places=3).map(str)
CELLS = st.builds(cell, AMOUNTS, st.sampled_from(YEAR), unit=st.sampled_from(["ลิตร", "", "ลบ.ม.", "กก."])) | st.just(
    cell("-", notation="NO", asks=(Word("dash", ""),))
)
ROWS = st.lists(st.lists(CELLS, max_size=4), max_size=4)


@given(
    ROWS,
    st.dictionaries(st.integers(1, 4), st.none() | st.just(2)),
    st.dictionaries(
        st.tuples(st.just(2), st.sampled_from(YEAR)), st.builds(Held, st.integers(1, 3), AMOUNTS.map(Decimal))
    ),
    st.booleans(),
    st.sampled_from([frozenset(), frozenset({2})]),
)
def test_every_cell_has_one_outcome_and_no_place_is_stored_twice(cells, placed, now, replace, summed):
    rows = [row(*each, number=number) for number, each in enumerate(cells, 1)]
    found = told(*rows, placed=placed, now=now, replace=replace, summed=summed)
    parts = [part for outcome in found for part in outcome.parts]
    assert len(parts) == sum(map(len, cells))
    stored = [outcome.place for outcome in found if outcome.state in STORED]
    assert len(stored) == len(set(stored))
    for outcome in found:
        if outcome.state in STORED and outcome.amount is not None:
            expected = sum(
                (each.amount * (1000 if each.unit == "ลบ.ม." else 1) for _line, each in outcome.parts), Decimal(0)
            )
            assert outcome.amount == expected
