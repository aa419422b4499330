"""What a form shows as standard is what the calculator takes: each default, its source, how sure it is."""

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Confidence
from inventories.calc.catalogue import METHODS
from inventories.forms.parameters import PREFIX, WORDING, parameter_rows
from inventories.forms.source import Kind, SourceForm
from inventories.models import Method
from inventories.selectors.catalogue import catalogue
from inventories.selectors.working.step import values_of

LINES = {line.method: line for line in catalogue().values() if line.method not in {"factor", "refrigerant"}}
DEFAULTS = [
    (method, parameter)
    for method in Method.values
    for parameter in METHODS[method].parameters
    if isinstance(parameter.default, str) and not parameter.choices
]


@pytest.fixture
def form_of(town, full_year):
    """Return a function that gives the form of a new source of a method."""

    def made(method: str) -> SourceForm:
        with tenant_scope(town):
            return SourceForm(inventory=full_year, kind=Kind.of_item(LINES[method]))

    return made


def test_every_method_but_factor_has_a_line_in_the_catalogue():
    assert set(LINES) | {"factor", "refrigerant"} == set(METHODS)


@pytest.mark.parametrize(("method", "parameter"), DEFAULTS, ids=lambda each: getattr(each, "name", each))
def test_the_default_is_shown_with_its_source_and_is_what_an_empty_field_means(method, parameter, form_of):
    field = form_of(method).fields[f"{PREFIX}{parameter.name}"]
    wording = WORDING[method, parameter.name]
    assert f"เว้นว่างไว้ใช้ {parameter.default} ({wording.source})" in field.help_text
    if not parameter.absolute and not wording.fact:
        assert f"ความเชื่อมั่น{Confidence(wording.confidence).label}" in field.help_text
    assert not field.required
    assert values_of(method, {})[parameter.name] == parameter.default


@pytest.mark.parametrize("method", LINES)
def test_what_is_required_is_asked_up_front_and_has_no_default(method, form_of):
    form = form_of(method)
    asked = {part.field.name for part in form.asked_parameters() if part.field is not None}
    for parameter in METHODS[method].parameters:
        if parameter.required and parameter.name != "doc":  # of which the tables of waste hold a value for each kind
            assert f"{PREFIX}{parameter.name}" in asked


def test_a_default_that_hangs_on_an_answer_is_told_with_it():
    rows = {str(row.label): row for row in parameter_rows("fertiliser", {"n_fraction": "0.01", "organic": True}, {})}
    assert rows["สัดส่วนไนโตรเจนที่ระเหย (FracGAS)"].value == "0.20"
    assert rows["สัดส่วนไนโตรเจนที่ระเหย (FracGAS)"].standard
    assert not rows["สัดส่วนไนโตรเจนในปุ๋ย"].standard
