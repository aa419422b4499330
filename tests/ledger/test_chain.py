"""The arithmetic of the chain: whatever is changed afterwards is found, and where."""

import copy

import pytest

from cfo_site.ledger import chain

KEY = "a key outside the database"


def made(contents, key=KEY):
    entries, previous = [], chain.START
    for number, content in enumerate(contents, start=1):
        digest = chain.entry_hash(previous, content)
        entries.append(
            {
                "number": number,
                "content": content,
                "previous_hash": previous,
                "hash": digest,
                "seal": chain.seal(key, digest),
            }
        )
        previous = digest
    return entries


@pytest.fixture
def entries():
    return made([{"act": f"ครั้งที่ {number}", "facts": {"after": number}} for number in range(1, 6)])


def test_a_whole_chain_holds(entries):
    assert chain.first_break(entries, key=KEY) is None
    assert chain.first_break(entries) is None
    assert chain.first_break([]) is None


def test_a_changed_fact_is_found(entries):
    entries[2]["content"]["facts"]["after"] = 999
    assert chain.first_break(entries, key=KEY) == (3, "its content does not match its hash")


def test_a_changed_fact_with_its_hash_made_anew_breaks_the_next_link(entries):
    entries[2]["content"]["facts"]["after"] = 999
    entries[2]["hash"] = chain.entry_hash(entries[2]["previous_hash"], entries[2]["content"])
    assert chain.first_break(entries) == (4, "does not follow the entry before it")


def test_a_whole_chain_made_anew_without_the_key_is_found_by_its_seals(entries):
    contents = copy.deepcopy([entry["content"] for entry in entries])
    contents[2]["facts"]["after"] = 999
    forged = made(contents, key="a guess")
    assert chain.first_break(forged) is None
    assert chain.first_break(forged, key=KEY) == (1, "its seal was not made with the key")


def test_a_removed_entry_is_missed(entries):
    del entries[1]
    assert chain.first_break(entries, key=KEY) == (2, "missing")


def test_swapped_entries_are_found(entries):
    entries[1], entries[2] = entries[2], entries[1]
    assert chain.first_break(entries, key=KEY) == (2, "missing")


def test_writing_down_is_the_same_in_any_order_of_keys_and_keeps_thai():
    assert chain.canonical({"b": 1, "a": "น้ำ"}) == chain.canonical({"a": "น้ำ", "b": 1}) == '{"a":"น้ำ","b":1}'.encode()


def test_a_text_is_kept_as_a_salted_hash():
    assert chain.text_hash("salt", "ข้อความ") != chain.text_hash("other", "ข้อความ")
