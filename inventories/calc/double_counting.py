"""What in one year may be counted twice: a pure look over its sources, rule by rule.

A finding is a question to a person, not a fault: each can be answered with a reason. The rules are the project's own,
from the verifier's side of the practice (boundary questions and the rules of upstream factors).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import combinations

SEPTIC, WASTEWATER, LANDFILL = "septic_tank", "wastewater_cod", "landfill_fod"
ELECTRICITY, LIFECYCLE, UPSTREAM_POWER = "electricity", "electricity_lifecycle", "electricity_upstream"
UPSTREAM_FUEL, FREIGHT, OPERATION = "fuel_upstream", "freight", "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one source of a year claims to count.

    ``catalogue``: the kind it was made from; ``factor``: category of its factor in the library, empty without one;
    ``fuel_key``: key of its factor; ``identifier``: meter or registration number; ``place``: where it is; ``parent``:
    id of the source it derives from; ``answers``: boundary questions answered; ``water_used``: its water is estimated
    from the water used, not measured; ``emits``: it could emit at all (an MCF of 0 does not).
    """

    id: int
    scope: str
    category: str
    method: str
    catalogue: str = ""
    factor: str = ""
    fuel_key: str = ""
    identifier: str = ""
    place: str = ""
    parent: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    water_used: bool = False
    emits: bool = True

    def is_of(self, *patterns: str) -> bool:
        """Say whether the source was made from one of these kinds (patterns with ``*``); what derives is of none."""
        return self.parent is None and any(fnmatchcase(self.catalogue, pattern) for pattern in patterns)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A rule's code and the ids of the sources concerned, in order."""

    rule: str
    sources: tuple[int, ...]


Rule = Callable[[Sequence[Claim]], Iterator[tuple[int, ...]]]


def findings(claims: Iterable[Claim]) -> list[Finding]:
    """Return what may be counted twice, rule by rule in their own order; the order of the claims never matters."""
    given = sorted(claims, key=lambda claim: claim.id)
    return [Finding(rule, tuple(sorted(ids))) for rule, look in RULES.items() for ids in look(given)]


def _same_water(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Yield a septic tank for all staff and wastewater reckoned from the water used, where both may be at one place."""
    tanks = [each for each in claims if each.method == SEPTIC and not each.is_of("septic-pupils", "septic-visitors")]
    plants = [each for each in claims if each.method == WASTEWATER and each.water_used and each.emits]
    for tank in tanks:
        for plant in plants:
            if _may_be_one_place(tank, plant) and "split" not in (
                tank.answers.get("same-water"), plant.answers.get("same-water"),
            ):  # fmt: skip
                yield tank.id, plant.id


def _own_meter(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Yield charging of vehicles beside the municipality's own meters, unless it is known to be at a public charger."""
    meters = [each for each in claims if each.factor == ELECTRICITY and not each.is_of("electricity-ev*")]
    for vehicle in claims:
        if vehicle.is_of("electricity-ev*") and vehicle.answers.get("ev-charging") != "public-charger" and meters:
            yield (vehicle.id,)


def _lifecycle_power(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Find life-cycle electricity beside upstream lines: the former already holds what an upstream line of electricity adds."""
    whole = [each.id for each in claims if each.factor == LIFECYCLE]
    parts = [each.id for each in claims if each.factor == UPSTREAM_POWER]
    if whole and parts:
        yield (*whole, *parts)


def _upstream_and_freight(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Find upstream fuel beside freight: factors of the life-cycle list hold the upstream of the lorry's fuel."""
    freight = [each.id for each in claims if each.factor == FREIGHT]
    parents = {each.id: each for each in claims}
    fuel = [
        each.id
        for each in claims
        if each.factor == UPSTREAM_FUEL and (each.parent is None or parents[each.parent].category.startswith("mobile"))
    ]
    if freight and fuel:
        yield (*freight, *fuel)


def _upstream_twice(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Yield an upstream line entered by hand beside derived ones with the same factor."""
    derived = {each.fuel_key for each in claims if each.parent is not None}
    for each in claims:
        if each.parent is None and each.factor in {UPSTREAM_FUEL, UPSTREAM_POWER} and each.fuel_key in derived:
            yield (each.id,)


def _office_and_town_waste(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Yield waste of the offices that may be on the weighbridge of the town's waste as well."""
    offices = [each for each in claims if each.is_of("waste-landfill-office")]
    towns = [each.id for each in claims if each.is_of("waste-landfill-town", "landfill-*") or each.method == LANDFILL]
    for office in offices:
        if towns and office.answers.get("office-waste") != "separate":
            yield (office.id, *towns)


def _own_site_and_delivered(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Find an own site beside deliveries: the operator of a site reports the whole of it in Scope 1; what is delivered there is no Scope 3 besides."""
    own = [each.id for each in claims if each.method == LANDFILL and each.scope == OPERATION]
    sent = [
        each.id
        for each in claims
        if each.factor == "waste_landfill" and each.scope == "3" and each.answers.get("disposal-site") != "others"
    ]
    if own and sent:
        yield (*own, *sent)


def _same_number(claims: Sequence[Claim]) -> Iterator[tuple[int, ...]]:
    """Yield two sources of one kind with the same meter or registration number."""
    for first, second in combinations([each for each in claims if each.parent is None and _number(each)], 2):
        if _number(first) == _number(second) and (first.category, first.method) == (second.category, second.method):
            yield first.id, second.id


def _may_be_one_place(first: Claim, second: Claim) -> bool:
    places = {" ".join(each.place.split()).casefold() for each in (first, second)}
    return len(places) == 1 or "" in places


def _number(claim: Claim) -> str:
    return "".join(sign for sign in claim.identifier if sign.isalnum()).casefold()


RULES: Mapping[str, Rule] = {
    "same_water": _same_water,
    "own_meter": _own_meter,
    "lifecycle_power": _lifecycle_power,
    "upstream_and_freight": _upstream_and_freight,
    "upstream_twice": _upstream_twice,
    "office_and_town_waste": _office_and_town_waste,
    "own_site_and_delivered": _own_site_and_delivered,
    "same_number": _same_number,
}
