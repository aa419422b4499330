"""Reading what sources of the same kind take in municipalities of the same kind."""

from dataclasses import dataclass

from cfo_site.accounts.models.municipality import Kind
from inventories.calc.spread import FEWEST
from inventories.models import InventorySource, SourceSpread


@dataclass(frozen=True, slots=True)
class OwnKind:
    """What is known of a source's own kind: its row, None where there is none yet; and the kind of municipality."""

    kind: str
    has_key: bool  # it was made from the catalogue: without a key there is nothing of its kind
    row: SourceSpread | None

    @property
    def kind_label(self) -> str:
        """Return the kind of municipality in words."""
        return str(Kind(self.kind).label)

    @property
    def shown(self) -> bool:
        """Say whether there are enough municipalities to show anything."""
        return self.row is not None and self.row.median is not None

    @property
    def towns(self) -> int:
        """Return how many municipalities are in it."""
        return self.row.towns if self.row else 0

    @property
    def fewest(self) -> int:
        """Return how many there must be."""
        return FEWEST


def own_kind(use: InventorySource) -> OwnKind:
    """Return the spread of a source's own kind in its year, over municipalities of the kind that its own then is."""
    inventory, source = use.inventory, use.source
    kind = inventory.municipality.name_on(inventory.last_day).kind
    if not source.catalogue_key:
        return OwnKind(kind, has_key=False, row=None)
    rows = SourceSpread.objects.filter(
        year=inventory.token, kind=kind, catalogue_key=source.catalogue_key, unit=source.unit
    )
    return OwnKind(kind, has_key=True, row=rows.first())
