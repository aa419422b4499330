"""What is settled of a source before its form."""

from dataclasses import dataclass

from inventories.models import Category, InventorySource, Method, Scope
from inventories.selectors.catalogue import Item, item, unit_label


@dataclass(frozen=True, slots=True)
class Kind:
    """What is settled before the form: by the catalogue for a new source, by the source itself afterwards."""

    scope: str
    category: str
    method: str
    unit: str
    item: Item | None

    @classmethod
    def of_item(cls, chosen: Item) -> "Kind":
        """Return the kind of a new source."""
        return cls(chosen.scope, chosen.category, chosen.method, chosen.unit, chosen)

    @classmethod
    def of_use(cls, use: InventorySource) -> "Kind":
        """Return the kind of a source that is in a year."""
        return cls(use.scope, use.category, use.method, use.source.unit, item(use.source.catalogue_key))

    @property
    def scope_label(self) -> str:
        """Return the scope in words."""
        return str(Scope(self.scope).label)

    @property
    def mark(self) -> str:
        """Return what stands in the numbered square of the scope."""
        return Scope(self.scope).mark

    @property
    def key_class(self) -> str:
        """Return the style of that square."""
        return Scope(self.scope).key_class

    @property
    def category_label(self) -> str:
        """Return the category in words."""
        return str(Category(self.category).label)

    @property
    def unit_label(self) -> str:
        """Return the unit as the library spells it out."""
        return unit_label(self.unit)

    @property
    def method_label(self) -> str:
        """Return the method in words."""
        return str(Method(self.method).label)
