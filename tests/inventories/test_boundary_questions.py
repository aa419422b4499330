"""The file of boundary questions: it fits the catalogue, and a line that does not fit is refused by name."""

from fnmatch import fnmatchcase
from shutil import copytree

import pytest

from inventories.selectors.boundary_questions import FOLDER, OUT, BoundaryFault, questions, read
from inventories.selectors.catalogue import catalogue

COMING = {"landfill-*", "septage-*"}  # kinds that may come into the catalogue


def test_every_question_is_raised_by_something_of_the_catalogue():
    for question in questions().values():
        for pattern in set(question.catalogue) - COMING:
            assert any(fnmatchcase(key, pattern) for key in catalogue()), (question.key, pattern)


@pytest.mark.parametrize(
    "item",
    ["diesel-garbage-truck", "diesel-vehicle", "fuel-given-away", "electricity-street-light", "electricity-unmetered-light",
     "electricity-ev-public", "electricity-waterworks", "water-pwa", "electricity-market", "electricity-school",
     "crematorium-diesel", "diesel-fire-truck", "fogger-diesel", "mower-2-stroke", "waste-landfill-town",
     "waste-landfill-office", "wastewater-aerobic-managed", "septic-pupils", "septic-staff", "compost-own",
     "waste-collection-hired", "travel-hired-van", "diesel-works-truck"],
)  # fmt: skip
def test_what_has_a_boundary_to_decide_is_asked_about(item):
    assert any(fnmatchcase(item, pattern) for each in questions().values() for pattern in each.catalogue)


@pytest.mark.parametrize("item", ["diesel-generator", "paper-a4", "refrigerant-r32", "electricity-pump"])
def test_what_has_none_is_not(item):
    assert not any(fnmatchcase(item, pattern) for each in questions().values() for pattern in each.catalogue)


def test_every_answer_says_what_is_printed_and_which_paper_is_asked_for():
    for question in questions().values():
        assert question.confidence == "GK"
        for choice in question.choices:
            assert choice.sentence_th
            assert choice.paper_th
            assert not (choice.scope == OUT and choice.category)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("answers.csv", ",out,", ",nowhere,", "scope: 'nowhere'"),
        ("answers.csv", "mobile_onroad", "mobile_air", "category: 'mobile_air'"),
        ("answers.csv", "collection,own,", "collektion,own,", "no question collektion"),
        ("questions.csv", ",GK", ",perhaps", "confidence: 'perhaps'"),
        ("questions.csv", "electricity-waterworks", "", "nothing raises the question"),
    ],
)
def test_a_line_that_does_not_fit_is_refused(tmp_path, file, old, new, says):
    folder = copytree(FOLDER, tmp_path / "boundary")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BoundaryFault, match=says):
        read(folder)
