"""One source recalculated alone gives exactly what it gives within its document."""

import pytest

from inventories.calc.document import Faults, from_mapping
from inventories.calc.emissions import calculate_source
from inventories.calc.result import calculate

from .broken_sources import CONVERSIONS, FACTORS, PARAMETERS
from .example_town import town

ALONE = {"gwp", "period", "blends", "waste_types"}


def alone(document, source_id):
    """Calculate one source of a document by itself."""
    sources = {each["id"]: each for each in document["sources"]}
    made = sources[source_id]
    parent = sources.get(made.get("parent"))
    return calculate_source(made, parent=parent, **{key: document[key] for key in ALONE})


@pytest.mark.parametrize("source_id", [each["id"] for each in town()["sources"]])
def test_a_source_alone_gives_what_it_gives_in_the_document(source_id):
    whole = {each.source_id: each for each in calculate(from_mapping(town())).sources}
    assert alone(town(), source_id) == whole[source_id]


@pytest.mark.parametrize("rule", [*FACTORS, *CONVERSIONS, *PARAMETERS], ids=lambda rule: rule[0])
def test_its_faults_are_those_of_the_document(rule):
    _, change, source_id, field, code = rule
    document = town()
    change(document)
    with pytest.raises(Faults) as caught:
        alone(document, source_id)
    assert [(fault.source_id, fault.field, fault.code) for fault in caught.value.faults] == [(source_id, field, code)]


def test_blends_and_waste_types_may_be_left_out():
    document = town()
    result = calculate_source(document["sources"][0], gwp=document["gwp"], period=document["period"])
    assert result.kg


@pytest.mark.parametrize(
    ("parent", "code"),
    [
        (None, "parent_missing"),
        ({"id": "petrol"}, "parent_missing"),
        ({"id": "diesel", "parent": "x"}, "parent_derived"),
    ],
)
def test_a_derived_source_needs_its_own_parent(parent, code):
    document = town()
    with pytest.raises(Faults) as caught:
        calculate_source(document["sources"][2], gwp=document["gwp"], period=document["period"], parent=parent)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_the_source_given_is_left_as_it_was():
    document = town()
    alone(document, "upstream")
    assert document == town()
