"""What a person says about a file on its page: where rows go, what questions are answered, what to do about clashes."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from inventories.calc.workbooks.outcomes import Place
from inventories.selectors.imports.preview import LEAVE_OUT, Preview

_PLACE = re.compile(r"([0-9]{1,18}):([0-9]{4}-[0-9]{2}):([0-9]{1,9})")
YES, NO = "yes", "no"


def read_choices(data: QueryDict, preview: Preview) -> dict[str, Any]:
    """Return the choices as they are kept with a batch; what the page did not ask, and what it could not, is ignored.

    `row-<number>`: a source or 0; a row whose box `keep-<number>` was shown and is not ticked is left out. `mode`, `sum`
    (sources), `answer-<rule>` and `partial` as on the page.
    """
    sources: dict[str, int] = {}
    kept = preview.batch.choices.get("sources", {})
    for line in preview.contents.lines:
        number = str(line.number)
        if f"shown-{number}" in data:  # a row of which only "import it" was asked
            if f"keep-{number}" not in data:
                sources[number] = LEAVE_OUT
            elif kept.get(number, LEAVE_OUT) != LEAVE_OUT:
                sources[number] = kept[number]
        elif f"row-{number}" in data:
            chosen = str(data[f"row-{number}"])
            if chosen.isascii() and chosen.isdigit() and (int(chosen) in preview.targets or int(chosen) == LEAVE_OUT):
                sources[number] = int(chosen)
        elif number in kept:
            sources[number] = kept[number]
    answers = {
        word.rule: data[f"answer-{word.rule}"] == YES
        for word, _count in preview.questions
        if data.get(f"answer-{word.rule}") in {YES, NO}
    }
    summed = {int(each) for each in data.getlist("sum") if each.isascii() and each.isdigit()}
    return {
        "replace": data.get("mode") == "replace",
        "sources": sources,
        "answers": answers,
        "summed": sorted(summed & preview.targets.keys()),
        "partial": "partial" in data,
    }


def read_known(data: QueryDict) -> dict[Place, int]:
    """Return the revision numbers of changed cells as the page told them: `known` = source:month:number, repeated."""
    found = (_PLACE.fullmatch(each) for each in data.getlist("known"))
    return {(int(each[1]), each[2]): int(each[3]) for each in found if each}


def same_choices(said: Mapping[str, Any], preview: Preview) -> bool:
    """Say whether choices come to what the preview was worked out with."""
    empty = {"replace": False, "sources": {}, "answers": {}, "summed": [], "partial": False}
    return {**empty, **preview.batch.choices} == said
