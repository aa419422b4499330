"""Whatever is written, there is a result or a list of faults: never an exception of another kind, never a half result."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from inventories.calc.document import Faults, from_mapping, parse
from inventories.calc.faults import MESSAGES
from inventories.calc.jsontext import walk
from inventories.calc.result import calculate, to_mapping

from .example_town import town

PATHS = [path for path, _ in walk(town()) if path]
NUMBERS = st.sampled_from(
    ["0", "1", "0.5", "12", "999999999999999.999999999", "0.000000001", "-1", "1e5", "NaN", "NO", "NE"]
)
WORDS = st.sampled_from(
    ["kg", "litre", "kWh", "m3", "CO2e", "CH4", "R-22", "R-401A", "2024-01", "2024", "diesel", "upstream"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | NUMBERS | WORDS
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4) | WORDS, inner, max_size=3)
)


def put(document, path, value):
    """Put a value at a path of the document, as far as the path still exists."""
    here = document
    for step in path[:-1]:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(here, dict) or (isinstance(here, list) and isinstance(path[-1], int) and path[-1] < len(here)):
        here[path[-1]] = value


def check(read):
    """Calculate what `read` returns; return whether there is a result."""
    faults = []
    try:
        document = read()
    except Faults as refused:
        faults = refused.faults or [None]
    for fault in faults:
        assert fault.code in MESSAGES
        assert len(fault.line().splitlines()) == 1
    if faults:
        return False
    result = to_mapping(calculate(document))
    json.dumps(result, ensure_ascii=False).encode()
    assert all(Decimal(made["kgco2e"]) >= 0 for made in result["sources"])
    return True


@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES), min_size=1, max_size=3))
@settings(max_examples=400, deadline=None)
def test_a_document_changed_anywhere_has_a_result_or_faults(changes):
    document = town()
    for path, value in changes:
        put(document, path, value)
    made = check(lambda: from_mapping(document))
    assert check(lambda: parse(json.dumps(document))) == made


@given(st.integers(0, 10**6), st.text(max_size=6))
@settings(max_examples=200, deadline=None)
def test_a_text_changed_anywhere_in_the_file_has_a_result_or_faults(place, word):
    text = json.dumps(town(), ensure_ascii=False)
    cut = place % len(text)
    check(lambda: parse(text[:cut] + word + text[cut:]))
    check(lambda: parse(text[:cut] + text[cut + len(word) :]))


@given(VALUES)
@settings(max_examples=200, deadline=None)
def test_any_json_value_has_a_result_or_faults(value):
    check(lambda: parse(json.dumps(value)))


@given(st.text())
@settings(deadline=None)
def test_any_text_has_a_result_or_faults(text):
    check(lambda: parse(text))
