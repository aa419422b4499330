"""What a sample says of the whole year: coverage by scope, projected misstatement against the materiality."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import EXACT
from inventories.calc.sampling.draw import is_large
from inventories.calc.sampling.projection import (
    DRAWN,
    PICKED,
    UNCHECKED,
    ZERO,
    Coverage,
    Looked,
    Projection,
    Unit,
    coverage,
    percent_of,
    project,
)
from inventories.calc.sampling.projection import Stratum as OfStratum
from inventories.models import Checked, Sample, Scope, Stratum, Verified
from inventories.selectors.sampling.population import Figure, Population
from inventories.selectors.sampling.rules import rule_of
from inventories.selectors.sampling.samples import CHANGED, GONE, OPEN, Item

REST = Stratum.REST.value


@dataclass(frozen=True, slots=True)
class Summary:
    """A sample against its year. `names`: of the strata that are a source; the others together are `rest`."""

    coverage: tuple[Coverage, ...]
    projection: Projection
    names: dict[str, str]
    counts: dict[str, int]  # items by state
    cannot_kgco2e: Decimal  # reported by items that could not be checked

    @property
    def total(self) -> Coverage:
        """Return the coverage of all that is verified."""
        return self.coverage[-1]

    @property
    def share(self) -> Decimal | None:
        """Return the sum of errors, in percent of what is verified; None of nothing."""
        return percent_of(self.projection.absolute, self.projection.total)

    @property
    def meter(self) -> Decimal:
        """Return the width of the bar: percent of the total that was checked."""
        return round(self.total.checked or ZERO, 2)

    @property
    def named_strata(self) -> list[tuple[str, OfStratum]]:
        """Return the strata with the names of their sources, the rest (without a name) last."""
        listed = [(self.names.get(each.key, ""), each) for each in self.projection.strata]
        return sorted(listed, key=lambda pair: (not pair[0], -pair[1].kgco2e))

    @property
    def shown_counts(self) -> list[tuple[str, int]]:
        """Return how many items are in each state that some are in."""
        return [(state, count) for state, count in self.counts.items() if count]

    @property
    def finished(self) -> bool:
        """Say whether every item was looked at as it is in force."""
        return not any(self.counts[state] for state in (OPEN, CHANGED))


def summary(sample: Sample, people: Population, found: Sequence[Item]) -> Summary:
    """Return coverage and projection of a sample in the version in force. Touches no database."""
    verified, by_key = sample.verified_total, {item.key: item for item in found}
    percent = rule_of(sample.rule).significant_percent
    drawn_large = {item.row.line for item in found if item.row.stratum == Stratum.LARGE}
    units: list[Unit] = []
    looked: list[Looked] = []
    names: dict[str, str] = {}
    for row in people.rows.values():
        if row.scope == Scope.SEPARATE:
            continue
        large = row.line in drawn_large or is_large(row.kgco2e, people.scope_1_2, percent)
        if large and row.scope in verified.scopes:
            names[row.line] = row.name
        for figure in row.figures:
            item = by_key.get((row.line, figure.month))
            looked += _looked(row.scope, figure, item)
            if row.scope in verified.scopes and figure.is_number:
                units.append(_unit(row.line if large else REST, figure, item, verified))
    return Summary(
        coverage=coverage(looked, verified.scopes),
        projection=project(units, percent=sample.materiality),
        names=names,
        counts=_counts(found),
        cannot_kgco2e=sum((item.figure.kgco2e for item in found if item.state == Checked.CANNOT and item.figure), ZERO),
    )


def shares(people: Population, verified: Verified) -> dict[str, Decimal | None]:
    """Return the share of each source in the total that is verified, in percent, what takes its amount included."""
    total = sum((people.result.scopes[scope].kgco2e for scope in verified.scopes), ZERO)
    return {row.line: percent_of(_weight(row.figures, row.scope, verified), total) for row in people.rows.values()}


def _weight(figures: Sequence[Figure], scope: str, verified: Verified) -> Decimal:
    with localcontext(EXACT):
        own = sum((each.kgco2e for each in figures), ZERO) if scope in verified.scopes else ZERO
        upstream = sum((each.upstream_kgco2e for each in figures), ZERO) if Scope.THREE in verified.scopes else ZERO
        return own + upstream


def _unit(stratum: str, figure: Figure, item: Item | None, verified: Verified) -> Unit:
    kgco2e = _weight([figure], verified.scopes[0], verified)
    if item is None or not item.is_done or item.look is None:
        return Unit(stratum, kgco2e, UNCHECKED)
    difference = item.look.difference_kgco2e
    if Scope.THREE in verified.scopes:
        with localcontext(EXACT):
            difference += item.look.upstream_difference_kgco2e
    return Unit(stratum, kgco2e, PICKED if item.is_picked else DRAWN, difference)


def _looked(scope: str, figure: Figure, item: Item | None) -> list[Looked]:
    """Return the part of a figure in its scope and, where lines of Scope 3 take its amount, there."""
    sampled, checked = item is not None, item is not None and item.is_done
    own = Looked(scope, figure.kgco2e, sampled=sampled, checked=checked)
    if not figure.upstream_kgco2e:
        return [own]
    return [own, Looked(Scope.THREE.value, figure.upstream_kgco2e, sampled=sampled, checked=checked)]


def _counts(found: Sequence[Item]) -> dict[str, int]:
    states = [item.state for item in found]
    return {state: states.count(state) for state in (OPEN, CHANGED, GONE, *Checked.values)}
