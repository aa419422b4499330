"""Words of registers in templates."""

from django import template

from inventories.selectors.registers.rules import agent_label

register = template.Library()


@register.filter
def agent_words(key: str) -> str:
    """Return what an item holds in the language of the page."""
    return agent_label(key)
