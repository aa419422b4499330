"""Forms of registers: an item, a pasted table, links and exclusions."""

from inventories.forms.registers.item import ItemForm, LinkForm
from inventories.forms.registers.paste import PasteForm
from inventories.forms.registers.reconciling import ManyExcludeForm, ManyLinkForm

__all__ = ["ItemForm", "LinkForm", "ManyExcludeForm", "ManyLinkForm", "PasteForm"]
