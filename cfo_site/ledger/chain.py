"""The arithmetic of the chain. Standard library only: an auditor can check an export with this file alone."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence

START = "0" * 64  # what the first entry of a chain names as the one before it


def canonical(content: Mapping[str, object]) -> bytes:
    """Return the one way in which content is written down before it is hashed: UTF-8 JSON, keys sorted, no blanks."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_hash(previous_hash: str, content: Mapping[str, object]) -> str:
    """Return the SHA-256, in hex, of the hash before and the content."""
    return hashlib.sha256(previous_hash.encode() + b"\n" + canonical(content)).hexdigest()


def rows_hash(rows: Iterable[Sequence[object]]) -> str:
    """Return the SHA-256, in hex, of the rows that an act wrote: an entry names them all by this one fact."""
    return hashlib.sha256(json.dumps(list(rows), separators=(",", ":")).encode()).hexdigest()


def seal(key: str, entry: str) -> str:
    """Return the HMAC-SHA-256, in hex, of an entry's hash under a key that is not in the database."""
    return hmac.new(key.encode(), entry.encode(), hashlib.sha256).hexdigest()


def text_hash(salt: str, text: str) -> str:
    """Return the salted SHA-256, in hex, of a free text: the chain keeps this, the text itself may be erased."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def first_break(entries: Iterable[Mapping[str, object]], *, key: str | None = None) -> tuple[int, str] | None:
    """Find where a chain was broken: (number, what is wrong), or None if it holds.

    `entries` in order of number, each with number, content, previous_hash, hash and, to be checked with `key`, seal;
    with text ([salt, text]) where there is one that was not erased.
    """
    previous, expected = START, 1
    for entry in entries:
        if entry["number"] != expected:
            return expected, "missing"
        if entry["previous_hash"] != previous:
            return expected, "does not follow the entry before it"
        content = entry["content"]
        if not isinstance(content, Mapping) or entry_hash(previous, content) != entry["hash"]:
            return expected, "its content does not match its hash"
        if key is not None and not hmac.compare_digest(seal(key, str(entry["hash"])), str(entry["seal"])):
            return expected, "its seal was not made with the key"
        text = entry.get("text")
        if isinstance(text, list) and text_hash(*text) != content["text_hash"]:
            return expected, "its text does not match the hash of its text"
        previous, expected = str(entry["hash"]), expected + 1
    return None
