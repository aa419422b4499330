"""The vocabulary of acts: an act that is not registered cannot be recorded, and each reads as a Thai sentence."""

from dataclasses import dataclass

from django.utils.functional import Promise

_REGISTER: dict[str, "Act"] = {}


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


def find(key: str) -> Act | None:
    """Return an act by its key, or None: a database may hold acts of another version."""
    return _REGISTER.get(key)


def registered(key: str) -> Act:
    """Return an act by its key. Raises KeyError for one that was never registered."""
    return _REGISTER[key]


def all_acts() -> list[Act]:
    """Return the vocabulary, by key."""
    return [_REGISTER[key] for key in sorted(_REGISTER)]
