"""The hash names what the document says, not how it was typed."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.document import parse
from inventories.calc.hashing import document_sha256

from .example_town import town


def test_the_hash_is_that_of_the_canonical_text():
    assert (
        document_sha256({"b": "1.50", "a": {"ท": "ก"}})
        == hashlib.sha256('{"a":{"ท":"ก"},"b":"1.50"}'.encode()).hexdigest()
    )


def test_order_of_keys_and_blanks_and_escapes_change_nothing():
    document = town()
    shuffled = json.dumps(dict(reversed(document.items())), indent=3, ensure_ascii=True)
    assert parse(shuffled).sha256 == parse(json.dumps(document)).sha256 == document_sha256(document)


def test_a_zero_more_behind_the_point_is_another_document():
    document = town()
    before = document_sha256(document)
    document["sources"][0]["amounts"]["2024-01"] = "10.0"
    assert document_sha256(document) != before


@given(st.dictionaries(st.text(), st.text() | st.dictionaries(st.text(), st.text())))
def test_the_hash_can_be_repeated_with_any_json_library(mapping):
    canonical = json.dumps(mapping, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert document_sha256(mapping) == hashlib.sha256(canonical.encode()).hexdigest()
