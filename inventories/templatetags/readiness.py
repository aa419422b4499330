"""Where an open thing is mended, as an address."""

from typing import Any

from django import template
from django.urls import reverse

from inventories.selectors.readiness.found import Where

register = template.Library()


@register.simple_tag(takes_context=True)
def mending(context: dict[str, Any], where: Where) -> str:
    """Return the address of a page for this visitor; empty where they may not open it."""
    if not context["visitor"].capacities & where.who:
        return ""
    of_year = [context["year"]] if where.of_year else []
    address = reverse(where.page, args=[context["municipality"].key, *of_year, *where.arguments])
    query = f"?{where.query}" if where.query else ""
    return address + query + (f"#{where.fragment}" if where.fragment else "")
