"""All rules over all sources of a year, and what of it has to be explained."""

from collections.abc import Iterable
from decimal import Decimal, localcontext

from emission_factors.calc.decimals import WORKING
from inventories.calc.plausibility.finding import RULES, Finding, Thresholds
from inventories.calc.plausibility.jumps import level
from inventories.calc.plausibility.papers import Papers, doubts_of_papers
from inventories.calc.plausibility.patterns import copies_of_sources, patterns
from inventories.calc.plausibility.people import Staff, over_staff
from inventories.calc.plausibility.series import Series

NO_PAPERS = Papers()


def findings(
    every: Iterable[Series], thresholds: Thresholds, staff: Staff, papers: Papers = NO_PAPERS
) -> list[Finding]:
    """Return all doubts about a year by month, source and rule; the order of the series does not matter.

    Source: the project's practice, section 4; architecture, rule 6 of the arithmetic.
    """
    listed = list(every)
    with localcontext(WORKING):
        found = [*copies_of_sources(listed, thresholds)]
        for series in listed:
            for month in series.of_year:
                found += filter(None, (level(series, month, thresholds), over_staff(series, month, staff, thresholds)))
            found += patterns(series, thresholds)
        figures = {(series.source, month): series.figures[month] for series in listed for month in series.of_year}
        found += doubts_of_papers(papers, figures, thresholds)
    return sorted(found, key=lambda each: (each.month, each.source, RULES.index(each.rule)))


def at_stake(finding: Finding, rate: Decimal | None) -> Decimal | None:
    """Return the kgCO2e in doubt, ``rate`` being kgCO2e per unit of the source; None where that is not known."""
    if rate is None:
        return None
    with localcontext(WORKING):
        return finding.doubt * rate


def is_demanded(finding: Finding, kgco2e: Decimal | None, base: Decimal, thresholds: Thresholds) -> bool:
    """Say whether a doubt must be explained: it cannot be, or its effect exceeds the share of Scope 1 and 2.

    ``base`` is kgCO2e of Scope 1 and 2 of a whole year.
    """
    if finding.broken:
        return True
    if kgco2e is None:
        return False
    with localcontext(WORKING):
        return kgco2e > base * thresholds.demanded_share
