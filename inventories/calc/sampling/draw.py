"""Which months of which sources are looked at: by size, by risk, by site, and by chance that anybody can repeat.

The draw. Each candidate is ranked by SHA-256 of the UTF-8 text ``seed|source`` or, for a month of a source,
``seed|source|month`` (2024-01; empty for a figure of the whole year); the smallest hexadecimal digests are drawn. No
generator of chance numbers takes part, so that the same seed gives the same draw in every version of every program.

1. Every source whose emission is at least ``significant_percent`` of Scope 1+2 is in.
2. Of the other sources ``rest_percent`` are drawn, rounded up, at least ``rest_least``.
3. A site none of whose sources is in gets its first-ranked one.
4. Of each source that is in, as many months are drawn as the points of its risks say.

Source: practice.md section 5 (strata, sites, risks); the numbers are the caller's, see fixtures/sampling.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from hashlib import sha256
from math import ceil
from typing import Self

from emission_factors.calc.decimals import EXACT

LOW, MEDIUM, HIGH = "low", "medium", "high"
POINTS = {LOW: 1, MEDIUM: 2, HIGH: 3}
LEAST_POINTS, MOST_POINTS = 3, 9
PERCENT = 100
WHOLE_YEAR = ""  # the month of a figure that is one for the whole year
LARGE, REST = "large", "rest"


@dataclass(frozen=True, slots=True)
class Risk:
    """How likely a figure is wrong by its nature, gets past the organization, and gets past the verifier."""

    inherent: str = MEDIUM
    control: str = MEDIUM
    detection: str = MEDIUM

    @property
    def points(self) -> int:
        """Return 3 (all low) to 9 (all high). Raises KeyError for a level that is none."""
        return POINTS[self.inherent] + POINTS[self.control] + POINTS[self.detection]


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers of the draw. ``months``: how many months of a source are drawn, by points of its risks."""

    significant_percent: Decimal
    rest_percent: Decimal
    rest_least: int
    months: Mapping[int, int]

    def check(self) -> Self:
        """Return the rule. Raises ValueError where a number is out of its range or risk draws fewer months."""
        shares = (self.significant_percent, self.rest_percent)
        if not all(share.is_finite() and 0 < share <= PERCENT for share in shares) or self.rest_least < 0:
            raise ValueError("shares are percents above 0, and the least is a count")
        if set(self.months) != set(range(LEAST_POINTS, MOST_POINTS + 1)):
            raise ValueError("months are given for 3 to 9 points")
        counts = [self.months[points] for points in sorted(self.months)]
        if counts[0] < 1 or counts != sorted(counts):
            raise ValueError("more risk never draws fewer months, and at least one is drawn")
        return self


@dataclass(frozen=True, slots=True)
class Line:
    """A source that can be drawn: kgCO2e of its year, the months that have a figure, where it stands ("": nowhere)."""

    id: str
    kgco2e: Decimal
    months: tuple[str, ...]
    site: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Drawn:
    """A month of a source that was drawn, and why: its source is large, or chance chose it among the rest."""

    line: str
    month: str
    stratum: str


def rank(seed: str, *names: str) -> str:
    """Return the digest by which a candidate is ranked: ``rank("7", "s12", "2024-01")``."""
    return sha256("|".join((seed, *names)).encode()).hexdigest()


def is_large(kgco2e: Decimal, scope_1_2: Decimal, percent: Decimal) -> bool:
    """Say whether a source reaches its share of Scope 1+2; where there is none, no source does."""
    with localcontext(EXACT):
        return scope_1_2 > 0 and kgco2e * PERCENT >= percent * scope_1_2


def draw(
    lines: Iterable[Line], *, seed: str, rule: Rule, scope_1_2: Decimal, risks: Mapping[str, Risk]
) -> tuple[Drawn, ...]:
    """Return what is drawn, in the order of sources and months; whatever order ``lines`` come in.

    ``scope_1_2``: kgCO2e of Scope 1 and 2. A source without a risk has middle ones. Raises ValueError for a bad rule.
    """
    rule.check()
    every = {line.id: line for line in lines if line.months}
    large = {name for name, line in every.items() if is_large(line.kgco2e, scope_1_2, rule.significant_percent)}
    rest = _of_the_rest([line for line in every.values() if line.id not in large], large, every, seed=seed, rule=rule)
    found: list[Drawn] = []
    for name in large | rest:
        wanted = rule.months[risks.get(name, Risk()).points]
        months = sorted(every[name].months, key=lambda month: (rank(seed, name, month), month))
        found += [Drawn(name, month, LARGE if name in large else REST) for month in months[:wanted]]
    return tuple(sorted(found))


def _of_the_rest(
    rest: Sequence[Line], large: set[str], every: Mapping[str, Line], *, seed: str, rule: Rule
) -> set[str]:
    """Return the sources that chance draws among the small ones, and one for each site that would be left out."""
    ranked = sorted(rest, key=lambda line: (rank(seed, line.id), line.id))
    count = max(ceil(Fraction(rule.rest_percent) * len(ranked) / PERCENT), rule.rest_least)
    chosen = {line.id for line in ranked[:count]}
    seen = {every[name].site for name in large | chosen}
    for line in ranked:
        if line.site and line.site not in seen:
            chosen.add(line.id)
            seen.add(line.site)
    return chosen
