"""What a check finds: how much is open of how much, and each open thing with the page on which it is mended."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from cfo_site.accounts.gate import As

ZERO = Decimal(0)
Text = str | Promise
WRITES = frozenset({As.ENTRY, As.OWNER})
OWNS = frozenset({As.OWNER})
APPROVES = frozenset({As.OWNER, As.APPROVER})
EVERYBODY = frozenset(As)


@dataclass(frozen=True, slots=True)
class Where:
    """A page: the name of its address, what stands in the address after municipality and year, and who may open it."""

    page: str
    arguments: tuple[object, ...] = ()
    query: str = ""
    fragment: str = ""
    of_year: bool = True  # its address names the year
    who: frozenset[As] = EVERYBODY


@dataclass(frozen=True, slots=True)
class Item:
    """One open thing: its name, what is the matter, kg CO2e at stake (None: nobody can say), where to mend it."""

    name: Text
    told: Text
    where: Where
    kgco2e: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found in a year: `open` of `of` things, kg CO2e behind all of them, what is open one by one.

    `act`: the words of the link to `where`, where the whole of it is mended.
    """

    where: Where
    act: Text
    of: int
    open: int = 0
    items: tuple[Item, ...] = ()
    of_kg: Decimal = ZERO

    @property
    def kgco2e(self) -> Decimal | None:
        """Return kg CO2e at stake, None where nothing known says."""
        weighed = [item.kgco2e for item in self.items if item.kgco2e is not None]
        return sum(weighed, ZERO) if weighed else None


def of_items(
    where: Where,
    act: Text,
    items: list[Item],
    *,
    of: int,
    still: int | None = None,
    of_kg: Decimal = ZERO,
) -> Found:
    """Return what a check found whose open things are `items`, the most kg CO2e first; `still` where one stands for several."""
    ranked = sorted(items, key=lambda item: (item.kgco2e is None, -(item.kgco2e or ZERO)))
    return Found(where, act, max(of, len(items)), len(items) if still is None else still, tuple(ranked), of_kg)
