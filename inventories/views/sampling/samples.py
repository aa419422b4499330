"""A year's sample: the list of what was drawn, and what it says of the whole year."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.calc.sampling.draw import Risk
from inventories.models import Inventory, Sample
from inventories.policies.sampling import brings, may_check, may_sample, verifies
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sampling.population import Population
from inventories.selectors.sampling.rules import risks_of, rule_of
from inventories.selectors.sampling.samples import Item, by_source, items, population, sampled_or_404, samples
from inventories.selectors.sampling.summary import shares, summary

LIST, SUMMARY = "inventories/verification/sample_list.html", "inventories/verification/sample_summary.html"


@municipality_view(needs=READERS)
@require_safe
def sample_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the sample in force by source, what was found so far, and how it was drawn."""
    inventory = inventory_or_404(request.municipality, year)
    drawn, people = samples(inventory), population(inventory)
    context = frame(request, inventory) | {"samples": drawn, "people": people}
    if drawn and people:
        context |= _shown(drawn[0], people, items(drawn[0], people))
        context["told_risks"] = _told_risks(drawn[0], people)
        context["rule"] = rule_of(drawn[0].rule)
    return page_or_part(request, LIST, "page", context)


@municipality_view(needs=READERS)
@require_safe
def sample_summary(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show coverage by scope and the projected misstatement against the materiality, to read and to print."""
    inventory = inventory_or_404(request.municipality, year)
    sample, people = sampled_or_404(inventory)
    context = frame(request, inventory) | _shown(sample, people, items(sample, people))
    return page_or_part(request, SUMMARY, "page", context)


def _shown(sample: Sample, people: Population, found: list[Item]) -> dict[str, Any]:
    return {
        "sample": sample,
        "people": people,
        "found": found,
        "sources": by_source(found, shares(people, sample.verified_total)),
        "summary": summary(sample, people, found),
    }


def _told_risks(sample: Sample, people: Population) -> list[tuple[str, Risk]]:
    """Return the names of the sources whose risks were set, with those."""
    told = risks_of(sample.risks)
    return [(row.name, told[line]) for line, row in people.rows.items() if line in told]


def frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    """Return what every page of a sample needs: the year, and what the visitor may do to its sample now."""
    verifier = verifies(request.visitor, inventory)
    return {
        "inventory": inventory,
        "year": inventory.token,
        "draws": verifier and may_sample(inventory),
        "checks": verifier and may_check(inventory),
        "brings": brings(request.visitor, inventory),
        "waits": verifier and not may_check(inventory) and may_sample(inventory),
    }
