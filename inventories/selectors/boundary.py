"""Reading what was decided about the boundary of a year: answers, open questions, exclusions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from inventories.models import BoundaryAnswer, Exclusion, Inventory, InventorySource
from inventories.selectors.boundary_questions import Choice, Question, questions, questions_of
from inventories.selectors.inventories import inventory_sources


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a source, with the answer in force if there is one."""

    question: Question
    answer: BoundaryAnswer | None

    @property
    def choice(self) -> Choice | None:
        """Return what was answered; None where nothing was, or what was is no longer an answer."""
        return self.question.choice(self.answer.answer) if self.answer else None

    @property
    def open(self) -> bool:
        """Say whether an answer is still due."""
        return self.choice is None


@dataclass(frozen=True, slots=True)
class AskedOfUse:
    """A source of a year with the questions that it raises."""

    use: InventorySource
    asked: list[Asked]

    @property
    def open(self) -> int:
        """Return how many answers are still due."""
        return sum(each.open for each in self.asked)


def answers_in_force(inventory: Inventory, source_ids: Iterable[int]) -> dict[tuple[int, str], BoundaryAnswer]:
    """Return the newest answer by (source, question)."""
    rows = BoundaryAnswer.objects.of(inventory.municipality).filter(source__in=list(source_ids))
    newest = rows.order_by("source_id", "question", "-number").distinct("source_id", "question")
    return {(row.source_id, row.question): row for row in newest.select_related("answered_by")}


def asked_in(inventory: Inventory) -> list[AskedOfUse]:
    """Return the sources of a year that raise questions, those with open ones first."""
    uses = [use for use in inventory_sources(inventory) if use.parent_id is None]
    answers = answers_in_force(inventory, {use.source_id for use in uses})
    found = [_asked(use, answers) for use in uses]
    return sorted((each for each in found if each.asked), key=lambda each: each.open == 0)


def asked_of(use: InventorySource) -> AskedOfUse:
    """Return one source with the questions that it raises."""
    return _asked(use, answers_in_force(use.inventory, [use.source_id]))


def open_questions(inventory: Inventory) -> int:
    """Return how many answers are still due in a year."""
    return sum(each.open for each in asked_in(inventory))


def exclusions(inventory: Inventory) -> list[Exclusion]:
    """Return what is left out of a year, in the order in which it was decided."""
    rows = Exclusion.objects.of(inventory.municipality).filter(inventory=inventory)
    return list(rows.select_related("source", "decided_by"))


def exclusion_or_404(inventory: Inventory, pk: int) -> Exclusion:
    """Return one exclusion of a year, or answer 404."""
    found = Exclusion.objects.of(inventory.municipality).filter(inventory=inventory, pk=pk).first()
    if found is None:
        raise Http404
    return found


def boundary_for_dossier(inventory: Inventory) -> dict[str, Any]:
    """Return answers and exclusions as the dossier keeps them: words too, so that the questions may change later.

    Answers of sources that an answer led out of the year are kept with the exclusion's source.
    """
    left_out = exclusions(inventory)
    uses = [use for use in inventory_sources(inventory) if use.parent_id is None]
    names = {each.source_id: each.what for each in left_out if each.source_id} | {
        use.source_id: use.source.name_th for use in uses
    }
    answers = answers_in_force(inventory, names)
    return {
        "answers": [
            {
                "source": row.source_id,
                "name": names[row.source_id],
                "question": row.question,
                "question_th": question.question_th,
                "answer": row.answer,
                "answer_th": choice.label_th,
                "sentence_th": choice.sentence_th,
                "paper_th": choice.paper_th,
                "confidence": question.confidence,
                "reason": row.reason,
                "number": row.number,
                "answered_by": row.answered_by_id,
                "answered_at": row.answered_at.isoformat(),
            }
            for (_source, key), row in sorted(answers.items())
            if (question := questions().get(key)) and (choice := question.choice(row.answer))
        ],
        "exclusions": [
            {
                "source": each.source_id,
                "what": each.what,
                "why": each.why,
                "tco2e": format(each.tco2e, "f") if each.tco2e is not None else None,
                "decided_by": each.decided_by_id,
                "decided_at": each.decided_at.isoformat(),
            }
            for each in left_out
        ],
    }


def _asked(use: InventorySource, answers: dict[tuple[int, str], BoundaryAnswer]) -> AskedOfUse:
    return AskedOfUse(
        use, [Asked(question, answers.get((use.source_id, question.key))) for question in questions_of(use)]
    )
