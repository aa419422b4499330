"""Reading registers: their items, one of them, what a number on a list names, and who sees which."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from cfo_site.accounts.gate import Visitor
from cfo_site.accounts.models import Municipality
from inventories.models import Inventory, ItemExclusion, ItemLink, RegisterItem, RegisterKind, Source
from inventories.selectors.inventories import inventories
from inventories.selectors.meters import folded


def register_or_404(value: str) -> RegisterKind:
    """Return the register that an address names, or answer 404."""
    try:
        return RegisterKind(value)
    except ValueError:
        raise Http404 from None


def key_of(number: str) -> str:
    """Return a number as it is compared; of nothing but strokes, the number itself."""
    return folded(number) or number.strip()


def all_items(municipality: Municipality, register: str = "") -> QuerySet[RegisterItem]:
    """Return a municipality's items, of all registers or of one, in their order."""
    rows = RegisterItem.objects.of(municipality).select_related("municipality", "division", "meter__source")
    rows = rows.filter(kind=register) if register else rows
    return rows.order_by("kind", "number_key")


def seen_years(municipality: Municipality, visitor: Visitor) -> list[Inventory]:
    """Return the years that show to a visitor, newest first."""
    return [each for each in inventories(municipality) if visitor.sees_year(each.token)]


def year_seen_or_404(years: list[Inventory], token: str) -> Inventory | None:
    """Return the year that a page asks for, the newest where none is asked for; None where there is none at all."""
    if not token:
        return years[0] if years else None
    found = next((each for each in years if each.token == token), None)
    if found is None:
        raise Http404
    return found


def shows_to(item: RegisterItem, visitor: Visitor, years: Iterable[Inventory]) -> bool:
    """Say whether an item shows: to a verifier only what was there in a year they are assigned to."""
    return visitor.sees_every_year or any(item.lives_in(year.first_month, year.last_day) for year in years)


def item_or_404(municipality: Municipality, register: str, pk: int) -> RegisterItem:
    """Return an item of a register, or answer 404."""
    found = all_items(municipality, register).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def items_or_404(municipality: Municipality, pks: Iterable[int]) -> list[RegisterItem]:
    """Return items by their keys; one that is not the municipality's is answered with 404."""
    wanted = set(pks)
    found = list(all_items(municipality).filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise Http404
    return found


def links_of(municipality: Municipality, items: Iterable[RegisterItem] | None = None) -> dict[int, list[ItemLink]]:
    """Return the links of some items, or of all, by item, oldest first."""
    rows = ItemLink.objects.of(municipality).select_related("source", "linked_by")
    if items is not None:
        rows = rows.filter(item__in=[item.pk for item in items])
    by_item: dict[int, list[ItemLink]] = defaultdict(list)
    for row in rows.order_by("item_id", "first_day", "pk"):
        by_item[row.item_id].append(row)
    return by_item


def link_or_404(item: RegisterItem, pk: int) -> ItemLink:
    """Return a link of an item, or answer 404."""
    found = ItemLink.objects.of(item.municipality).filter(item=item, pk=pk).select_related("source").first()
    if found is None:
        raise Http404
    return found


def exclusions_of(item: RegisterItem) -> list[ItemExclusion]:
    """Return the years in which an item was left out, newest first."""
    rows = ItemExclusion.objects.of(item.municipality).filter(item=item).select_related("inventory", "decided_by")
    return list(rows.order_by("-inventory__first_month"))


def sources_to_link(municipality: Municipality) -> list[Source]:
    """Return the sources of a municipality behind which an item can stand, in the order of their names."""
    return list(Source.objects.of(municipality).order_by("name_th", "pk"))


def source_or_404(municipality: Municipality, pk: int) -> Source:
    """Return a source of a municipality, or answer 404."""
    found = Source.objects.of(municipality).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """Which items of a register a number names: by their own number, else by the account of their meter."""

    by_number: Mapping[str, RegisterItem]
    by_account: Mapping[str, list[RegisterItem]]

    def find(self, number: str) -> list[RegisterItem]:
        """Return what a number names: one item; several meters of one account; nothing for a new number.

        Of an account's meters those that are in use, where any is.
        """
        key = key_of(number)
        if key in self.by_number:
            return [self.by_number[key]]
        found = self.by_account.get(key, [])
        return [item for item in found if item.last_day is None] or found


def known_items(municipality: Municipality, register: str) -> Known:
    """Return the numbers of a register, in one query."""
    items = list(all_items(municipality, register))
    by_account: dict[str, list[RegisterItem]] = defaultdict(list)
    for item in items:
        if item.meter is not None and item.meter.account:
            by_account[key_of(item.meter.account)].append(item)
    return Known({item.number_key: item for item in items}, dict(by_account))
