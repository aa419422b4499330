"""Every rule broken once in a document of 200 sources: status 2, nothing on standard output, exactly one line."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventories.calc.__main__ import main
from inventories.calc.document import Faults, from_mapping, parse
from inventories.calc.faults import MESSAGES
from inventories.calc.jsontext import walk

from .broken_documents import AMOUNTS, DOCUMENT, SHAPE
from .broken_sources import CONVERSIONS, DESCENT, FACTORS, PARAMETERS, ROOTS
from .example_town import large_town, town

BROKEN_RULES = [*AMOUNTS, *DOCUMENT, *SHAPE, *FACTORS, *CONVERSIONS, *DESCENT, *ROOTS, *PARAMETERS]


def test_the_town_itself_has_no_fault():
    parse(json.dumps(large_town()))


def test_every_code_is_told_by_a_broken_rule():
    of_the_text = {"file_unreadable", "not_utf8", "not_json", "nested_too_deeply", "duplicate_key"}
    assert {rule[4] for rule in BROKEN_RULES} | of_the_text == set(MESSAGES)


@pytest.mark.parametrize(
    ("change", "source_id", "field", "code"),
    [rule[1:] for rule in BROKEN_RULES],
    ids=[rule[0] for rule in BROKEN_RULES],
)
def test_a_broken_rule_is_told_once_with_its_source_and_field(change, source_id, field, code, tmp_path, capsys):
    document = large_town()
    change(document)
    path = tmp_path / "inventory.json"
    path.write_text(json.dumps(document))

    status = main([str(path)])

    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert status == 2
    assert not printed.out
    assert len(lines) == 1, printed.err
    assert f"{source_id or 'Document'}, {field}: " in lines[0]
    with pytest.raises(Faults) as caught:
        from_mapping(document)
    assert [(fault.source_id, fault.field, fault.code) for fault in caught.value.faults] == [(source_id, field, code)]


CHANGES = {
    "gone": lambda here, step: here.pop(step),
    "a number": lambda here, step: here.__setitem__(step, 5),
    "null": lambda here, step: here.__setitem__(step, None),
    "a word": lambda here, step: here.__setitem__(step, "xx"),
    "a list": lambda here, step: here.__setitem__(step, []),
    "an object": lambda here, step: here.__setitem__(step, {}),
    "true": lambda here, step: here.__setitem__(step, True),
    "misspelt": lambda here, step: isinstance(here, dict) and here.__setitem__(f"{step}_", here.pop(step)),
}


@given(st.sampled_from([path for path, _ in walk(town()) if path]), st.sampled_from(sorted(CHANGES)))
@settings(max_examples=400, deadline=None)
def test_one_change_anywhere_is_at_most_one_fault(path, change):
    document = town()
    here = document
    for step in path[:-1]:
        here = here[step]
    CHANGES[change](here, path[-1])
    try:
        from_mapping(document)
    except Faults as refused:
        told = [fault.line() for fault in refused.faults]
    else:
        told = []
    assert len(told) <= 1
