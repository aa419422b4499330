"""Every rule broken once in a document of 200 sources: status 2, nothing on standard output, exactly one line."""

import json

import pytest

from inventories.calc.__main__ import main
from inventories.calc.document import Faults, from_mapping, parse
from inventories.calc.faults import MESSAGES

from .broken_documents import AMOUNTS, DOCUMENT, SHAPE
from .broken_sources import CONVERSIONS, DESCENT, FACTORS, PARAMETERS, ROOTS
from .example_town import large_town

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
