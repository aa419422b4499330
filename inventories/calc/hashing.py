"""The hash that names an inventory document."""

import json
from collections.abc import Mapping
from hashlib import sha256


def canonical_text(mapping: Mapping[str, object]) -> str:
    """Return the one text of a document that its hash covers (rule 10).

    Keys sorted, separators ``,`` and ``:``, no ASCII escaping, number strings untouched.
    """
    return json.dumps(mapping, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def figures_sha256(mapping: Mapping[str, object]) -> str:
    """Return the sha256 (hex) of an inventory document without the hash of its dossier: of what it is calculated from.

    A paper that is signed before the year is frozen can name it; the frozen document has the same one.
    """
    return document_sha256({name: value for name, value in mapping.items() if name != "dossier_sha256"})


def document_sha256(mapping: Mapping[str, object]) -> str:
    """Return the sha256 (hex) of an inventory document: of its canonical text in UTF-8.

    Raises UnicodeEncodeError where a text holds half of a surrogate pair, which UTF-8 cannot carry.
    """
    return sha256(canonical_text(mapping).encode()).hexdigest()
