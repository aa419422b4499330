"""What the differences that were found mean for the whole year, and how much of it was looked at.

By stratum: each large source is one, the small sources together are another. Where every item of a stratum was checked,
its differences are known. Else those of the items that chance drew are projected to the stratum in proportion to
kgCO2e (ratio projection); items picked by hand were not drawn by chance, so they count as they are and are not
projected. Over- and understatement are never set off against each other before they have been shown apart.

All sums are exact; what is projected is rounded once, half-even, to 18 places of a kilogram.
Source: practice.md sections 1 and 5, cfo.md section 5 (materiality of the sum of errors, 5 %).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from emission_factors.calc.decimals import EXACT

ZERO = Decimal(0)
PLACES = 18
UNCHECKED, DRAWN, PICKED = "unchecked", "drawn", "picked"  # how an item came to be checked, if it was
ALL, RATIO, NOTHING = "all", "ratio", "nothing"  # on what the estimate of a stratum rests


@dataclass(frozen=True, slots=True)
class Unit:
    """An item of the year: its stratum, kgCO2e as reported, whether it was checked, and kgCO2e found less reported."""

    stratum: str
    kgco2e: Decimal
    state: str = UNCHECKED
    difference: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Stratum:
    """A stratum: kgCO2e reported and checked, and what was reported too much (over) and too little (under), in kgCO2e.

    ``basis``: all items were checked; a ratio; nothing to project from though something is unchecked.
    """

    key: str
    items: int
    checked_items: int
    kgco2e: Decimal
    checked_kgco2e: Decimal
    known_over: Decimal
    known_under: Decimal
    over: Decimal
    under: Decimal
    basis: str


@dataclass(frozen=True, slots=True)
class Projection:
    """The whole year: known and projected misstatement, over and under apart, beside the threshold (all kgCO2e)."""

    strata: tuple[Stratum, ...]
    total: Decimal
    threshold: Decimal
    known_over: Decimal
    known_under: Decimal
    over: Decimal
    under: Decimal

    @property
    def net(self) -> Decimal:
        """Return what the year lacks: understatement less overstatement."""
        with localcontext(EXACT):
            return self.under - self.over

    @property
    def absolute(self) -> Decimal:
        """Return the sum of all errors, whichever way they go: what is compared with the threshold."""
        with localcontext(EXACT):
            return self.under + self.over

    @property
    def is_material(self) -> bool:
        """Say whether the sum of errors reaches the threshold: only what is below it may remain (practice.md section 1)."""
        return self.absolute > ZERO and self.absolute >= self.threshold

    @property
    def open(self) -> tuple[str, ...]:
        """Return the strata of which nothing can be said yet."""
        return tuple(stratum.key for stratum in self.strata if stratum.basis == NOTHING)


def project(units: Iterable[Unit], *, percent: Decimal) -> Projection:
    """Return the projected misstatement of a year. ``percent``: of the total that is material (5 is 5 %).

    Raises ValueError for a difference of an item that nobody checked.
    """
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.state == UNCHECKED and unit.difference:
            raise ValueError(f"{unit.stratum}: a difference of an item that was not checked")
        groups.setdefault(unit.stratum, []).append(unit)
    strata = tuple(_stratum(key, groups[key]) for key in sorted(groups))
    with localcontext(EXACT):
        total = sum((stratum.kgco2e for stratum in strata), ZERO)
        return Projection(
            strata=strata,
            total=total,
            threshold=total * percent / 100,
            known_over=sum((stratum.known_over for stratum in strata), ZERO),
            known_under=sum((stratum.known_under for stratum in strata), ZERO),
            over=sum((stratum.over for stratum in strata), ZERO),
            under=sum((stratum.under for stratum in strata), ZERO),
        )


def _stratum(key: str, units: Sequence[Unit]) -> Stratum:
    drawn = [unit for unit in units if unit.state == DRAWN]
    picked = [unit for unit in units if unit.state == PICKED]
    unchecked = [unit for unit in units if unit.state == UNCHECKED]
    with localcontext(EXACT):
        whole, drawn_kg, picked_kg = (_kg(each) for each in (units, drawn, picked))
        over, under = _over(drawn), _under(drawn)
        picked_over, picked_under = _over(picked), _under(picked)
        basis = ALL if not unchecked else RATIO if drawn_kg else NOTHING
        # Nothing unchecked: times 1. Nothing drawn with an emission: what is known, and the stratum stays open.
        factor = Fraction(whole - picked_kg) / Fraction(drawn_kg) if basis == RATIO else Fraction(1)
        return Stratum(
            key=key,
            items=len(units),
            checked_items=len(drawn) + len(picked),
            kgco2e=whole,
            checked_kgco2e=drawn_kg + picked_kg,
            known_over=over + picked_over,
            known_under=under + picked_under,
            over=_times(over, factor) + picked_over,
            under=_times(under, factor) + picked_under,
            basis=basis,
        )


def _kg(units: Iterable[Unit]) -> Decimal:
    return sum((unit.kgco2e for unit in units), ZERO)


def _over(units: Iterable[Unit]) -> Decimal:
    return -sum((unit.difference for unit in units if unit.difference < 0), ZERO)


def _under(units: Iterable[Unit]) -> Decimal:
    return sum((unit.difference for unit in units if unit.difference > 0), ZERO)


def _times(value: Decimal, factor: Fraction) -> Decimal:
    """Return a product, exact where the factor is 1, else rounded once."""
    if factor == 1:
        return value
    scaled = Fraction(value) * factor * 10**PLACES
    return Decimal(round(scaled)).scaleb(-PLACES)  # round() of a Fraction is half-even


@dataclass(frozen=True, slots=True)
class Looked:
    """An item's part in a scope: kgCO2e, whether it is in the sample, whether it was checked."""

    scope: str
    kgco2e: Decimal
    sampled: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """A scope, or ``total``: kgCO2e reported, in the sample, and checked; shares in percent, None of nothing."""

    scope: str
    kgco2e: Decimal
    sampled_kgco2e: Decimal
    checked_kgco2e: Decimal

    @property
    def sampled(self) -> Decimal | None:
        """Return the share that is in the sample."""
        return percent_of(self.sampled_kgco2e, self.kgco2e)

    @property
    def checked(self) -> Decimal | None:
        """Return the share that was checked."""
        return percent_of(self.checked_kgco2e, self.kgco2e)


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a share in percent, rounded half-even to 18 places; None of nothing."""
    if not whole:
        return None
    return Decimal(round(Fraction(part) / Fraction(whole) * 100 * 10**PLACES)).scaleb(-PLACES)


def coverage(looked: Sequence[Looked], scopes: Sequence[str]) -> tuple[Coverage, ...]:
    """Return the coverage of each scope that is verified, and of all of them as ``total`` at the end."""
    with localcontext(EXACT):
        of_scopes = [_coverage(scope, [each for each in looked if each.scope == scope]) for scope in scopes]
        return (*of_scopes, _coverage("total", [each for each in looked if each.scope in scopes]))


def _coverage(scope: str, looked: Iterable[Looked]) -> Coverage:
    every = list(looked)
    return Coverage(
        scope,
        sum((each.kgco2e for each in every), ZERO),
        sum((each.kgco2e for each in every if each.sampled), ZERO),
        sum((each.kgco2e for each in every if each.checked), ZERO),
    )
