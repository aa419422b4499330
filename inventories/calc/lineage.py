"""Upstream lines and the sources they derive from."""

from collections.abc import Mapping, Sequence

from inventories.calc.reading import Reader


def resolve(
    parents: Mapping[int, str],
    ids: Mapping[str, int],
    names: Sequence[str | None],
    readers: Sequence[Reader],
) -> dict[int, int]:
    """Return {position of a source: position of its parent} for every sound descent.

    ``parents`` is {position: id of the parent as written}. A parent must exist and not be derived itself. A ring is one
    fault, told at its first source; a chain is one fault, told at the source whose parent should not have had one.
    What hangs on a faulty descent is not told again, nor is a parent missed while ids are themselves at fault.
    """
    all_known = len(ids) == len(names)
    positions = {child: ids[parent] for child, parent in parents.items() if parent in ids}
    rings = _rings(positions)
    for ring in rings:
        cycle = " -> ".join(str(names[each]) for each in (*ring, ring[0]))
        readers[ring[0]].note("parent_cycle", "parent", cycle=cycle)
    in_a_ring = {each for ring in rings for each in ring}
    sound: dict[int, int] = {}
    for child, parent in parents.items():
        if child in in_a_ring:
            continue
        if parent not in ids:
            if all_known:
                readers[child].note("parent_missing", "parent", cause=parent, parent=parent)
            continue
        grandparent = parents.get(positions[child])
        if grandparent is None:
            sound[child] = positions[child]
        elif grandparent in ids and ids[grandparent] not in parents:
            readers[child].note("parent_derived", "parent", parent=parent, grandparent=grandparent)
    return sound


def _rings(positions: Mapping[int, int]) -> list[list[int]]:
    """Return the rings of a mapping child -> parent, each beginning with its first source."""
    rings: list[list[int]] = []
    visited: set[int] = set()
    for start in positions:
        path: dict[int, None] = {}
        here = start
        while here in positions and here not in visited:
            visited.add(here)
            path[here] = None
            here = positions[here]
        if here in path:
            steps = list(path)
            ring = steps[steps.index(here) :]
            first = ring.index(min(ring))
            rings.append(ring[first:] + ring[:first])
    return rings
