"""The arithmetic of the chain. Standard library only: an auditor can check an export with this file alone.

    python3 chain.py ledger.jsonl [--heads heads.jsonl]

checks an exported chain, and against kept heads that nothing was taken from its end. Without the key, which stays with
the municipality's server, seals are not checked.
"""

import argparse
import hashlib
import hmac
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

START = "0" * 64  # what the first entry of a chain, and the first line of kept heads, names as the one before it


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


def head_line(
    previous_line: str, *, at: str, chain: int | None, name: str, number: int, head: str, key: str
) -> Mapping[str, object]:
    """Return a line of the file in which heads of chains are kept outside the database.

    `chain` is the municipality's number (None: the chain of acts without one), `name` its key for the reader, `number`
    and `head` those of the chain's last entry, `at` ISO time. Each line names the hash of the one before it.
    """
    content = {"at": at, "chain": chain, "name": name, "number": number, "hash": head, "previous": previous_line}
    return content | {"seal": seal(key, line_hash(content))}


def line_hash(line: Mapping[str, object]) -> str:
    """Return the SHA-256, in hex, of a line of kept heads, its seal left out."""
    return hashlib.sha256(canonical({name: value for name, value in line.items() if name != "seal"})).hexdigest()


def first_wrong_line(lines: Iterable[Mapping[str, object]], *, key: str | None = None) -> tuple[int, str] | None:
    """Find where a file of kept heads was changed: (line, what is wrong), or None if it holds."""
    previous = START
    for place, line in enumerate(lines, start=1):
        if line.get("previous") != previous:
            return place, "does not follow the line before it"
        previous = line_hash(line)
        if key is not None and not hmac.compare_digest(seal(key, previous), str(line.get("seal"))):
            return place, "its seal was not made with the key"
    return None


def first_lost(heads: Iterable[Mapping[str, object]], hashes: Mapping[int, str]) -> tuple[int, str] | None:
    """Compare kept heads of one chain with its entries (hash by number): (number, what is wrong), or None."""
    for head in heads:
        number, kept = head["number"], head["hash"]
        if not isinstance(number, int) or number == 0:
            continue
        if number not in hashes:
            return number, f"was there on {head['at']} and is gone"
        if hashes[number] != kept:
            return number, f"is not the entry that was there on {head['at']}"
    return None


def read_lines(file: Path) -> list[dict[str, object]]:
    """Read JSON Lines. Raises ValueError for a line that is none."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check an exported chain and say so; 0 if it holds, 1 if it is broken."""
    parser = argparse.ArgumentParser(description="Check an exported ledger with the standard library alone.")
    parser.add_argument("ledger", type=Path, help="the exported chain, JSON Lines")
    parser.add_argument("--heads", type=Path, help="heads that were kept outside the database, JSON Lines")
    parser.add_argument("--key-file", type=Path, help="the key of the seals, if you hold it")
    options = parser.parse_args(arguments)
    key = options.key_file.read_text(encoding="ascii").strip() if options.key_file else None
    said, holds = judgement(read_lines(options.ledger), read_lines(options.heads) if options.heads else [], key=key)
    sys.stdout.write(f"{said}\n")
    return 0 if holds else 1


def judgement(
    entries: Sequence[Mapping[str, object]], kept: Sequence[Mapping[str, object]], *, key: str | None
) -> tuple[str, bool]:
    """Return a sentence about an exported chain and the kept heads, and whether all holds."""
    if wrong := first_wrong_line(kept, key=key):
        return f"kept heads, line {wrong[0]}: {wrong[1]}", False
    hashes = {number: str(entry["hash"]) for entry in entries if isinstance(number := entry["number"], int)}
    own = [head for head in kept if head["chain"] == chain_of(entries)]
    if found := first_break(entries, key=key) or first_lost(own, hashes):
        return f"entry {found[0]}: {found[1]}", False
    return f"{len(entries)} entries hold; the last hash is {entries[-1]['hash'] if entries else START}", True


def chain_of(entries: Sequence[Mapping[str, object]]) -> object:
    """Return the number of the municipality whose chain was exported; None for the one without municipality."""
    content = entries[0]["content"] if entries else {}
    return content.get("municipality") if isinstance(content, Mapping) else None


if __name__ == "__main__":
    sys.exit(main())
