"""Whatever a sheet can ask or say has its words, and nothing has words that no sheet can say."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from inventories.calc.sheets import catalogue
from inventories.calc.sheets.catalogue import SHEETS, calculate
from inventories.calc.sheets.schema import Basis
from inventories.forms.sheet.explained import OUTCOMES, explain_inputs, explain_working
from inventories.forms.sheet.inputs import ANY, CHOICES, INPUTS, UNITS, words_of
from inventories.forms.sheet.kinds import KINDS
from inventories.forms.sheet.sentences import BASES, CONFIDENCE, FAULTS, REMARKS
from inventories.models import Category
from inventories.selectors.catalogue import catalogue as catalogue_of_sources
from inventories.selectors.sheets import _MEANT

FOLDER = Path(settings.BASE_DIR) / "inventories" / "calc" / "sheets"
ASKED = [(sheet.kind, each) for sheet in SHEETS.values() for each in (*sheet.fields, *sheet.rows)]


def told(function: str, position: int = 0) -> set[str]:
    """Return the texts given at one place of the calls of a function or method anywhere in the sheets."""
    found = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name == function and len(node.args) > position and isinstance(node.args[position], ast.Constant):
                    found.add(node.args[position].value)
    return found


def test_every_kind_has_its_words():
    assert KINDS.keys() == SHEETS.keys()
    for kind, words in KINDS.items():
        assert all([words.title, words.when, words.formula, words.where, words.division]), kind
        assert bool(words.row) == bool(SHEETS[kind].rows), kind


def test_every_input_has_its_words_and_no_words_are_left_over():
    for kind, each in ASKED:
        assert words_of(kind, each.name)[0], (kind, each.name)
    used = {(kind, each.name) if (kind, each.name) in INPUTS else (ANY, each.name) for kind, each in ASKED}
    assert used == INPUTS.keys()


def test_every_answer_has_its_words():
    assert {(each.name, choice.value) for _kind, each in ASKED for choice in each.choices} == CHOICES.keys()


def test_every_unit_has_its_words():
    units = set()
    for sheet in SHEETS.values():
        for unit in sheet.units:
            units |= {each.unit.format(unit=unit) for part in ("fields", "rows") for each in sheet.asked(part, unit)}
            for step in calculate(sheet, sheet.example_in(unit), unit=unit, days=31).steps:
                units |= {step.outcome.unit, *(term.unit for _sign, term in step.parts)}
    as_written = {"", "kWh", "%", "W/kW", "g/kg", "%/year"}
    assert units - UNITS.keys() <= as_written


def test_every_fault_has_its_sentence_and_no_sentence_is_left_over():
    reasons = {"not_decimal", "too_large", "too_many_places"}  # of a text that is no amount
    assert told("refuse") | told("Fault") | told("_Wrong") | reasons == FAULTS.keys()


def test_every_remark_has_its_sentence():
    assert told("remark") == REMARKS.keys()


def test_every_basis_and_confidence_has_its_words():
    bases = [
        value for module in vars(catalogue).values() if hasattr(module, "__file__") for value in vars(module).values()
    ]
    known = {basis.key: basis for basis in bases if isinstance(basis, Basis)}
    assert known.keys() == BASES.keys()
    assert {basis.confidence for basis in known.values()} <= CONFIDENCE.keys()


def test_every_step_that_its_unit_does_not_tell_has_a_name():
    assert OUTCOMES.keys() <= told("product") | told("total") | {"converted"}


def test_the_categories_are_those_of_the_grid():
    for sheet in SHEETS.values():
        assert set(sheet.categories) <= set(Category.values), sheet.kind
        assert sheet.only.keys() <= set(sheet.categories), sheet.kind


def test_a_sheet_is_meant_for_lines_of_the_catalogue_that_it_suits():
    for key, kind in _MEANT.items():
        item = catalogue_of_sources()[key]
        assert SHEETS[kind].suits(item.unit, item.category), key


@pytest.mark.parametrize("kind", SHEETS)
def test_inputs_and_working_of_each_example_read_as_sentences(kind):
    sheet = SHEETS[kind]
    for unit in sheet.units:
        example = sheet.example_in(unit)
        working = explain_working(kind, calculate(sheet, example, unit=unit, days=31).as_mapping())
        assert working.steps
        assert all(step.outcome.value for step in working.steps)
        inputs = explain_inputs(sheet, example, unit)
        assert inputs.fields or inputs.rows
        assert all(len(row) == len(inputs.head) for row in inputs.rows)
