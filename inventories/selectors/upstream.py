"""The upstream lines (Scope 3.3) that a year's fuels and electricity would have, and why some have none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fnmatch import fnmatchcase
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import plain_name
from emission_factors.calc.decimals import EXACT, plain
from emission_factors.calc.units import dimension
from emission_factors.models import Category as FactorCategory
from emission_factors.models import Factor
from emission_factors.selectors import factors_valid
from inventories.models import Inventory, InventorySource, Method, Scope, UpstreamChoice
from inventories.selectors.inventories import chosen_editions, inventory_sources
from inventories.selectors.upstream_fuels import Component, Density, densities, fuel_of, upstream_pattern

NATIONAL = "tgo"  # a foreign well-to-tank row is never derived
KG = "kg"
BURNT = frozenset({FactorCategory.STATIONARY, FactorCategory.ON_ROAD, FactorCategory.OFF_ROAD})
GRID_2, GRID_3 = ".scope2.", ".scope3."


@dataclass(frozen=True, slots=True)
class UpstreamLine:
    """A line to be derived. `ratio` kg per unit of the parent's amounts; None where they are in the factor's unit."""

    parent: InventorySource
    factor: Factor
    label: str
    conversion: dict[str, str] | None
    note: str  # that another fuel's factor stands in; empty for none

    @property
    def key(self) -> tuple[int, int]:
        """Return what tells a line from all others: its parent and its factor."""
        return self.parent.pk, self.factor.pk


@dataclass(frozen=True, slots=True)
class UpstreamGap:
    """A fuel or electricity without an upstream line, and why."""

    use: InventorySource
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a year's upstream consists of."""

    lines: list[UpstreamLine] = field(default_factory=list)
    gaps: list[UpstreamGap] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DensityInUse:
    """A density with the municipality's own value, if it gave one."""

    density: Density
    own: str
    reason: str

    @property
    def kg(self) -> Decimal:
        """Return the kilograms in use."""
        return Decimal(self.own) if self.own else self.density.kg

    @property
    def source(self) -> str:
        """Return where the kilograms in use come from."""
        return self.reason if self.own else self.density.source


def upstream_choice(inventory: Inventory) -> UpstreamChoice | None:
    """Return the switch of a year, None while it is off."""
    return UpstreamChoice.objects.of(inventory.municipality).filter(inventory=inventory).first()


def derived_uses(inventory: Inventory) -> list[InventorySource]:
    """Return the lines of a year that derive from another."""
    return list(inventory_sources(inventory).filter(parent__isnull=False).select_related("parent__source"))


def densities_in_use(choice: UpstreamChoice | None) -> dict[str, DensityInUse]:
    """Return the densities of a year by fuel."""
    own: Mapping[str, Mapping[str, str]] = choice.densities if choice else {}
    return {
        fuel: DensityInUse(density, own.get(fuel, {}).get("ratio", ""), own.get(fuel, {}).get("reason", ""))
        for fuel, density in densities().items()
    }


def plan(inventory: Inventory, choice: UpstreamChoice | None) -> Plan:
    """Return the lines that the year's Scope 1 fuels and Scope 2 electricity would have, and those without one."""
    found = Plan()
    library, weights = _library(inventory), densities_in_use(choice)
    for use in inventory_sources(inventory):
        if use.parent_id is not None or use.method != Method.FACTOR or use.factor is None:
            continue
        category = use.factor.category
        if use.scope == Scope.TWO or category == FactorCategory.ELECTRICITY_LIFECYCLE:
            _power(found, use, library)
        elif use.scope == Scope.ONE and category in BURNT:
            _fuel(found, use, library, weights)
    return found


def _library(inventory: Inventory) -> list[Factor]:
    """Return the upstream factors of the year's editions, the likeliest first: valid to its end, then the newer."""
    offered = factors_valid((inventory.first_month, inventory.last_day), inventory.filing_date)
    rows = offered.filter(
        edition__in=chosen_editions(inventory),
        edition__publisher__key=NATIONAL,
        category__in=[FactorCategory.FUEL_UPSTREAM, FactorCategory.ELECTRICITY_UPSTREAM],
    )

    def rank(factor: Factor) -> tuple[object, ...]:
        begins, ends = factor.valid_from, factor.valid_to
        starts_late = begins is not None and begins > inventory.last_day
        ended = ends is not None and ends < inventory.last_day
        return starts_late, ended, -(begins.toordinal() if begins else 0), factor.key

    return sorted(rows, key=rank)


def _power(found: Plan, use: InventorySource, library: Iterable[Factor]) -> None:
    """Add the upstream row of the same grid mix, of the same edition."""
    assert use.factor is not None  # noqa: S101 - for the type checker
    if use.factor.category == FactorCategory.ELECTRICITY_LIFECYCLE:
        found.gaps.append(UpstreamGap(use, _("ค่าไฟฟ้าตลอดวัฏจักรชีวิต (CFP) รวมต้นน้ำไว้แล้ว")))
        return
    if use.factor.category != FactorCategory.ELECTRICITY:
        return
    key = use.factor.key.replace(GRID_2, GRID_3)
    same = (each for each in library if each.key == key and each.edition_id == use.factor.edition_id)
    factor = next(same, None)
    if factor is None or key == use.factor.key:
        found.gaps.append(UpstreamGap(use, _("คลังค่า EF ไม่มีค่าต้นน้ำของไฟฟ้าชุดนี้")))
        return
    label = _("การได้มาของเชื้อเพลิงผลิตไฟฟ้า: %(source)s") % {"source": plain_name(use.source)}
    found.lines.append(UpstreamLine(use, factor, label, None, ""))


def _fuel(found: Plan, use: InventorySource, library: list[Factor], weights: Mapping[str, DensityInUse]) -> None:
    """Add a line for each upstream factor that the fuel's components need."""
    assert use.factor is not None  # noqa: S101 - for the type checker
    fuel = fuel_of(use.factor.key)
    if fuel is None or not fuel.components:
        why = fuel.why_none_th if fuel else _("คลังค่า EF ไม่มีค่าต้นน้ำของเชื้อเพลิงนี้")
        found.gaps.append(UpstreamGap(use, why))
        return
    by_factor: dict[int, list[tuple[str, Component]]] = {}
    factors: dict[int, Factor] = {}
    for component in fuel.components:
        counted = component.fuel
        factor = _first(library, component.upstream)
        if factor is None and component.substitute:
            counted = component.substitute
            factor = _first(library, upstream_pattern(counted))
        if factor is None:
            name = plain_name(weights[component.fuel].density) if component.fuel in weights else component.fuel
            why = _("รุ่นของค่า EF ที่เลือกไว้ในบัญชีนี้ไม่มีค่าการได้มาของ%(fuel)s") % {"fuel": name}
            found.gaps.append(UpstreamGap(use, why))
            return
        factors[factor.pk] = factor
        by_factor.setdefault(factor.pk, []).append((counted, component))
    lines = [_line(use, factors[pk], parts, weights) for pk, parts in by_factor.items()]
    known = [line for line in lines if line is not None]
    if len(known) < len(lines):
        found.gaps.append(UpstreamGap(use, _("หน่วยของแหล่งปล่อยแปลงเป็นกิโลกรัมไม่ได้")))
        return
    found.lines.extend(known)


def _first(library: Iterable[Factor], pattern: str) -> Factor | None:
    return next((each for each in library if pattern and fnmatchcase(each.key, pattern)), None)


def _line(
    use: InventorySource, factor: Factor, parts: list[tuple[str, Component]], weights: Mapping[str, DensityInUse]
) -> UpstreamLine | None:
    """Return the line of one upstream factor: share × density of all components that count by it.

    None where the amounts of the source cannot be brought to kilograms.
    """
    share = sum((component.share for _fuel, component in parts), Decimal(0))
    counted = parts[0][0]
    name = plain_name(weights[counted].density if counted in weights else factor)
    missing = [plain_name(weights[part.fuel].density) for fuel, part in parts if fuel != part.fuel]
    note = _("ไม่มีค่าการได้มาของ%(missing)s จึงใช้ค่าของ%(fuel)sแทนทั้งลิตร") % {"missing": ", ".join(missing), "fuel": name}
    percent = "" if share == 1 else _(" (ร้อยละ %(percent)s)") % {"percent": plain((share * 100).normalize())}
    values = {"fuel": name, "percent": percent, "source": plain_name(use.source)}
    label = _("การได้มาของ%(fuel)s%(percent)s: %(source)s") % values
    if missing:
        label += _(" [ค่าแทน]")
    if dimension(use.source.unit) == dimension(factor.unit):
        return UpstreamLine(use, factor, label, None, note if missing else "") if share == 1 else None
    own: dict[str, str] | None = use.conversion
    if own and dimension(own["to"]) == dimension(factor.unit):  # cylinders of 15 kg: on as they are
        return UpstreamLine(use, factor, label, own, note if missing else "") if share == 1 else None
    if counted not in weights:
        return None
    bridge = _bridge(use, weights[counted], share)
    return UpstreamLine(use, factor, label, bridge, note if missing else "") if bridge else None


def _bridge(use: InventorySource, weight: DensityInUse, share: Decimal) -> dict[str, str] | None:
    """Return the conversion from the unit of the parent's amounts to kilograms of a fuel, None where there is none."""
    begin, before = weight.density.unit, Decimal(1)
    own: dict[str, Any] | None = use.conversion
    if dimension(use.source.unit) != dimension(begin):
        if not own or dimension(own["to"]) != dimension(begin) or own["to"] != begin:
            return None
        begin, before = own["from"], Decimal(own["ratio"])
    with localcontext(EXACT):
        ratio = before * share * weight.kg
    words = _("สัดส่วน %(share)s × %(kg)s กก./ลิตร (%(source)s)")
    source = words % {"share": plain(share), "kg": plain(weight.kg), "source": weight.source}
    return {"from": begin, "to": KG, "ratio": plain(ratio.normalize()), "source": source}


def upstream_for_dossier(inventory: Inventory) -> dict[str, Any]:
    """Return the switch of a year, own densities and what has no upstream line, as the dossier keeps them."""
    choice = upstream_choice(inventory)
    if choice is None:
        return {"counted": False}
    gaps = [{"source": f"s{gap.use.pk}", "why_th": gap.why} for gap in plan(inventory, choice).gaps]
    return {"counted": True, "densities": choice.densities, "chosen_by": choice.chosen_by_id, "gaps": gaps}
