"""What a dossier says that a correction can change: what was decided of the year itself, and what is said of its figures.

Left out is what changes beside a year that stays as it is: names of people, divisions and the municipality, papers filed
later, who did something when and in which entry, sensitivities to a library that grows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ANSWER = ("source", "question", "answer", "reason")
_EXCLUSION = ("source", "what", "why", "tco2e")
_WARNING = ("rule", "sources", "reason")
_SOURCE = (
    "id", "source", "origin", "unit", "frequency", "due_month", "boundary_note", "assumptions",
)  # fmt: skip
_FIGURE = ("estimation", "reason", "elsewhere")
_CRITERION, _CATEGORY = ("key", "weight", "scores"), ("number", "applicable", "scores", "chosen", "reason")


def _only(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    return [{name: row.get(name) for name in names} for row in rows]


def _as_it_is(section: Any) -> Any:
    return section


def _boundary(section: Mapping[str, Any]) -> Any:
    return _only(section["answers"], _ANSWER), _only(section["exclusions"], _EXCLUSION)


def _double_counting(section: Sequence[Mapping[str, Any]]) -> Any:
    return _only([each for each in section if each["reason"]], _WARNING)


def _upstream(section: Mapping[str, Any]) -> Any:
    return section["counted"], section.get("densities")


def _quality(section: Mapping[str, Any]) -> Any:
    return _only(section["roles"], ("task", "position", "name", "duty", "frequency")), section["scores"]


def _screening(section: Mapping[str, Any]) -> Any:
    rules = _only(section["criteria"], _CRITERION), _only(section["categories"], _CATEGORY)
    return *rules, section["cut_off"], section["rationale"]


def _sources(section: Sequence[Mapping[str, Any]]) -> Any:
    said = [
        {
            month: figure
            for month, each in row["revisions"].items()
            if (figure := {k: each[k] for k in _FIGURE if k in each})
        }
        for row in section
    ]
    return _only(section, _SOURCE), said


PARTS: dict[str, Callable[[Any], Any]] = {
    "approach": _as_it_is,
    "editions": _as_it_is,
    "boundary": _boundary,
    "double_counting": _double_counting,
    "upstream": _upstream,
    "apart": _as_it_is,
    "organisation": _as_it_is,
    "quality": _quality,
    "screening": _screening,
    "sources": _sources,
}


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the parts (keys of PARTS, in order) in which two dossiers of a year say something else.

    A part that the earlier one did not keep yet is not compared.
    """
    return [part for part, look in PARTS.items() if part in before and look(before[part]) != look(after[part])]
