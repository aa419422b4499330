"""The hash that names an inventory document."""

import json
from collections.abc import Mapping
from hashlib import sha256


def document_sha256(mapping: Mapping[str, object]) -> str:
    """Return the sha256 (hex) of an inventory document (rule 10).

    Keys sorted, separators ``,`` and ``:``, no ASCII escaping, number strings untouched, UTF-8. Raises
    UnicodeEncodeError where a text holds half of a surrogate pair, which UTF-8 cannot carry.
    """
    canonical = json.dumps(mapping, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
