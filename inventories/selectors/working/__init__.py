"""How a source's result comes about: the same steps on the page, in the form's example and in the report."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from emission_factors.selectors import blends_for_document, gwp_for_document
from inventories.calc import document, result
from inventories.models import Inventory, InventorySource
from inventories.selectors.document import document_in_force, inventory_mapping, source_id
from inventories.selectors.waste import waste_types_for_document
from inventories.selectors.working import soil, waste, water
from inventories.selectors.working.step import Case, Document, Step, Table, Working, exact, shown

__all__ = ["Step", "Table", "Working", "example", "working_of", "working_of_use"]

_WORKINGS: Mapping[str, Callable[[Case], Working]] = {
    "factor": soil.factor,
    "refrigerant": soil.refrigerant,
    "septic_tank": water.septic_tank,
    "wastewater_cod": water.wastewater_cod,
    "wastewater_domestic": water.wastewater_domestic,
    "landfill_fod": waste.landfill,
    "fertiliser": soil.fertiliser,
    "composting": waste.biological,
    "anaerobic_digestion": waste.biological,
    "incineration": waste.burning,
    "open_burning": waste.burning,
}


def working_of(inventory: Document, source: Document, calculated: Document) -> Working:
    """Return the working of a source of an inventory document; `calculated` is its entry in the result document."""
    case = Case(inventory, source, calculated)
    made = _WORKINGS[source["method"]](case)
    return replace(made, last=_to_kgco2e(case, made))


def working_of_use(use: InventorySource) -> tuple[Working, Mapping[str, Any], Mapping[str, Any]]:
    """Return a source's working, its part of the document and of the result: frozen ones where the year is locked."""
    inventory = use.inventory
    whole = document_in_force(inventory) if inventory.is_locked else inventory_mapping(inventory, sources=[use])
    source = next(each for each in whole["sources"] if each["id"] == source_id(use))
    wanted = {source["id"], source.get("parent")}
    alone = whole | {"sources": [each for each in whole["sources"] if each["id"] in wanted]}
    calculated = _calculated(alone)
    found = next(each for each in calculated["sources"] if each["id"] == source["id"])
    return working_of(alone, source, found), source, found


def example(inventory: Inventory, method: str, unit: str, amount: str, parameters: Mapping[str, Any]) -> str:
    """Return the working of an example in one paragraph, by the year's GWP set; "" where that set lacks a gas."""
    month = f"{inventory.first_month:%Y-%m}"
    source = {
        "id": "example", "name": "example", "scope": "1", "category": "example", "method": method, "unit": unit,
        "amounts": {month: amount} if amount else {}, "parameters": dict(parameters),
    }  # fmt: skip
    names = {str(parameters["refrigerant"])} if "refrigerant" in parameters else set[str]()
    mapping: dict[str, Any] = {
        "format": "cfo-inventory/1",
        "municipality": {"key": "example", "name_th": "example", "name_en": "example"},
        "period": {"first_month": month if amount else "2023-01", "months": 1 if amount else 12},
        "gwp": gwp_for_document(inventory.gwp_set),
        "blends": blends_for_document(names),
        "waste_types": waste_types_for_document([parameters]),
        "sources": [source],
    }
    try:
        calculated = _calculated(mapping)
    except document.Faults:
        return ""
    return working_of(mapping, source, calculated["sources"][0]).paragraph


def _calculated(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    return result.to_mapping(result.calculate(document.from_mapping(mapping)))


def _to_kgco2e(case: Case, made: Working) -> tuple[Step, ...]:
    """Return the last steps: gases × GWP in the scope, and apart from it what belongs to no scope."""
    outside = set(case.inventory["gwp"].get("outside", ())) if case.source["scope"] != "separate" else set[str]()
    gases = [step for step in made.steps if step.gas and not step.biogenic]
    counted = Decimal(case.result["kgco2e"])
    apart = Decimal(case.result["separate_kgco2e"])
    steps = []
    inside = [step for step in gases if step.gas not in outside]
    beside = [step for step in gases if step.gas in outside]
    formula = _("ผลรวมของ กก. แต่ละก๊าซ × GWP")
    if inside or not beside:
        label = _("รวมเป็น kgCO2e")
        steps.append(Step(label, formula, _weighed(case, inside), counted, "kgCO2e"))
    if beside:
        label = _("รายงานแยก (นอกก๊าซ 7 ชนิด)")
        steps.append(Step(label, formula, _weighed(case, beside), apart, "kgCO2e"))
    return tuple(steps)


def _weighed(case: Case, steps: list[Step]) -> str:
    terms = [f"{shown(step.value)} × {exact(case.gwp(step.gas))} ({step.gas})" for step in steps]
    return " + ".join(terms) or "0"
