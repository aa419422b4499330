"""Findings and agreements as pages show them."""

from decimal import Decimal

from django import template

from cfo_site.templatetags.cfo import number
from inventories.models import Inventory, Verification
from inventories.selectors.agreement import parts
from inventories.selectors.findings.register import unsettled

register = template.Library()


@register.filter
def size(effect: Decimal) -> str:
    """Return the size of an effect, without its sign."""
    return number(abs(effect))


@register.filter
def agreement_parts(kept: Verification) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the parts of an agreement: heading, and label with what was kept."""
    return parts(kept)


@register.simple_tag
def unsettled_findings(inventory: Inventory) -> int:
    """Return how many findings of a year, and FARs carried into it, are not settled."""
    return unsettled(inventory)
