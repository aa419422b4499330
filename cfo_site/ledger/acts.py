"""The vocabulary of acts: an act that is not registered cannot be recorded, and each reads as a Thai sentence.

Facts are stored as keys, so that no hash depends on a language. What a key is called is asked when an entry is read:
each app registers a reader of words for the coded facts of its acts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

# From a fact's key, and the facts beside it, to its words in the language of the page; the key itself where unknown.
Reader = Callable[[str, Mapping[str, object]], str | Promise]
# Numbers, hashes, running codes and keys under which people know a thing: read as they are stored.
AS_THEY_STAND = frozenset({
    "added", "correction_days", "decided", "finding", "raised", "verification_days", "baht", "blends", "changed", "code", "count", "days", "division", "document_sha256", "edition",
    "editions", "factors", "file_sha256", "gwp_sets", "item", "key", "late", "ledger", "lines", "link", "number",
    "papers", "person", "seed", "sha256", "size", "source", "successor", "version",
})  # fmt: skip
_REGISTER: dict[str, "Act"] = {}
_READERS: dict[tuple[str, str], Reader] = {}


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act: its key, its sentence with the facts in braces, and the facts it must carry."""

    key: str
    sentence: str | Promise
    facts: frozenset[str]


def register(key: str, sentence: str | Promise, *facts: str) -> Act:
    """Add an act to the vocabulary and return it. Raises ValueError if the key is taken."""
    if key in _REGISTER:
        message = f"{key} is registered twice"
        raise ValueError(message)
    _REGISTER[key] = Act(key, sentence, frozenset(facts))
    return _REGISTER[key]


def read_as(fact: str, reader: Reader, *of: Act) -> None:
    """Let a fact be read as words: in the sentences of some acts, or without them wherever no act has its own reader.

    Raises ValueError where that fact has a reader already.
    """
    for act in [each.key for each in of] or [""]:
        if (act, fact) in _READERS:
            message = f"{fact} of {act or 'every act'} has two readers"
            raise ValueError(message)
        _READERS[act, fact] = reader


def reader_of(act: str, fact: str) -> Reader | None:
    """Return who reads a fact of an act; None for one that is read as it stands."""
    return _READERS.get((act, fact)) or _READERS.get(("", fact))


def in_words(act: str, fact: str, facts: Mapping[str, object]) -> str:
    """Return a fact of an act as people read it, each of several in its own words; – where an older entry lacks it."""
    value, reader = facts.get(fact, "–"), reader_of(act, fact)
    several = value if isinstance(value, list) else str(value).split(", ")
    return ", ".join(str(reader(str(each), facts)) if reader and each != "–" else str(each) for each in several)


def find(key: str) -> Act | None:
    """Return an act by its key, or None: a database may hold acts of another version."""
    return _REGISTER.get(key)


def registered(key: str) -> Act:
    """Return an act by its key. Raises KeyError for one that was never registered."""
    return _REGISTER[key]


def all_acts() -> list[Act]:
    """Return the vocabulary, by key."""
    return [_REGISTER[key] for key in sorted(_REGISTER)]
