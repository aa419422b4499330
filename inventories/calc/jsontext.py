"""JSON read strictly: keys written twice are kept in mind, and nothing in the text can end in a traceback."""

import json
from collections import Counter
from collections.abc import Iterator

from inventories.calc.faults import Faults, Notebook, make

_LONGEST_INTEGER = 18


class _Repeating(dict[str, object]):
    """An object in which keys were written more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        times = Counter(key for key, _ in pairs)
        self.repeated = tuple(key for key, count in times.items() if count > 1)


def decode(text: str, notebook: Notebook) -> object:
    """Return the value of a JSON text and note each key that is written more than once in one object.

    Raises Faults where the text is no JSON at all.
    """
    repeating = False

    def keep(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal repeating
        mapping = dict(pairs)
        if len(mapping) == len(pairs):
            return mapping
        repeating = True
        return _Repeating(pairs)

    try:
        value: object = json.loads(text, object_pairs_hook=keep, parse_int=_integer)
    except RecursionError:
        raise Faults([make("nested_too_deeply", "text")]) from None
    except ValueError as error:
        raise Faults([make("not_json", "text", reason=str(error))]) from None
    if repeating:
        for path, found in walk(value):
            if isinstance(found, _Repeating):
                for key in found.repeated:
                    source_id, position, field = place(value, (*path, key))
                    notebook.note("duplicate_key", field, source_id, position)
    return value


def _integer(text: str) -> int | float:
    # Python refuses to read integers of thousands of digits; as a number it is a fault anyway.
    return int(text) if len(text) <= _LONGEST_INTEGER else float("inf")


def walk(value: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Yield (path, value) for a JSON value and everything in it, without recursion."""
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), value)]
    while waiting:
        path, current = waiting.pop()
        yield path, current
        if isinstance(current, dict):
            waiting.extend(((*path, key), inner) for key, inner in reversed(current.items()))
        elif isinstance(current, list):
            waiting.extend(((*path, i), current[i]) for i in range(len(current) - 1, -1, -1))


def place(document: object, path: tuple[str | int, ...]) -> tuple[str | None, int, str]:
    """Return (source id, position of the source, field) of a path; (None, -1, field) outside the sources."""
    names = [str(part) for part in path]
    sources = document.get("sources") if isinstance(document, dict) else None
    if len(path) > 1 and path[0] == "sources" and isinstance(path[1], int) and isinstance(sources, list):
        source = sources[path[1]]
        source_id = source.get("id") if isinstance(source, dict) else None
        if isinstance(source_id, str):
            return source_id, path[1], ".".join(names[2:])
        return None, path[1], ".".join([f"sources[{path[1]}]", *names[2:]])
    return None, -1, ".".join(names)
