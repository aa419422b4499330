"""From planned sources to what the service adds: factor, division and words from the library and the catalogue."""

from dataclasses import dataclass, field

from cfo_site.accounts.models import Municipality, User
from emission_factors.models import Edition, Factor, GwpSet
from inventories.models import Division, Frequency, Inventory, Source
from inventories.selectors.catalogue import Item
from inventories.selectors.factor_choices import factor_choices
from inventories.services.generation.sources import MARK, PlannedSource
from inventories.services.sources import Addition, add_division

YEAR_LATE = 365  # days: these towns tell month by month what is serviced once or twice a year, and are not called late


@dataclass(slots=True)
class Library:
    """Editions, GWP sets and factors that were looked up already: the same for every town."""

    editions: dict[str, Edition]
    gwp_sets: dict[str, GwpSet]
    factors: dict[tuple[int, str], Factor | None] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Library":
        """Read what is chosen by key."""
        editions, gwp_sets = Edition.objects.all(), GwpSet.objects.all()
        return cls({each.key: each for each in editions}, {each.key: each for each in gwp_sets})

    def factor(self, inventory: Inventory, item: Item) -> Factor | None:
        """Return the factor that the form would offer first, None where the method needs none. Raises LookupError."""
        known = (inventory.year, item.key)
        if known not in self.factors:
            self.factors[known] = _first_choice(inventory, item)
        return self.factors[known]


def _first_choice(inventory: Inventory, item: Item) -> Factor | None:
    if not item.factors:
        return None
    offered = factor_choices(inventory, unit=item.unit, category=item.category, item=item).choices
    if not offered:
        raise LookupError(f"The library has no factor for {item.key} in {inventory.year}: has load_factors run?")
    return offered[0].factor


def additions(inventory: Inventory, planned: list[PlannedSource], *, actor: User, library: Library) -> list[Addition]:
    """Return the sources of a year as they are added: those that another year has already are used again."""
    municipality = inventory.municipality
    divisions = _divisions(municipality, planned, actor)
    generated = Source.objects.of(municipality).filter(identifier__startswith=MARK).select_related("division")
    there = {source.identifier: source for source in generated}
    made = []
    for source in planned:
        item = source.kind.item
        fields = {
            "name_th": source.name_th,
            "name_en": source.name_en,
            "unit": item.unit,
            "division": divisions[item.division],
            "location": source.kind.location,
            "identifier": source.identifier,
            "paper": item.paper,
            "delay_days": YEAR_LATE if item.frequency == Frequency.ANNUAL else item.delay_days,
            "first_month": source.first_month,
            "last_month": source.last_month,
        }
        use = {
            "scope": item.scope,
            "category": item.category,
            "method": item.method,
            "factor": library.factor(inventory, item),
            "parameters": dict(item.parameters),
            "origin": item.origin,
            "boundary_note": source.kind.note_th or item.boundary_th,
        }
        made.append(Addition(there.get(source.identifier, fields), use, item.key))
    return made


def _divisions(municipality: Municipality, planned: list[PlannedSource], actor: User) -> dict[str, Division]:
    """Return the divisions by name, those added that are missing."""
    divisions = {division.name_th: division for division in Division.objects.of(municipality)}
    for name in dict.fromkeys(source.kind.item.division for source in planned):
        if name not in divisions:
            divisions[name] = add_division(municipality=municipality, actor=actor, name_th=name)
    return divisions
