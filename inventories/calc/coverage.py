"""Which days the bills of a meter cover: not at all, or more than once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from the first to the last, both included."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Return how many days they are."""
        return (self.last - self.first).days + 1


def gaps_and_overlaps(spans: Iterable[Span], *, within: Span) -> tuple[list[Span], list[Span]]:
    """Return the days that no span covers, and those that two or more cover, inside a period; each list in order.

    Days after the last bill are not missing yet: they are looked for as invoices that have not come.
    """
    gaps: list[Span] = []
    overlaps: list[Span] = []
    covered = within.first - DAY
    for span in sorted(spans):
        if span.last < within.first or span.first > within.last:
            continue
        first, last = max(span.first, within.first), min(span.last, within.last)
        if first > covered + DAY:
            gaps.append(Span(covered + DAY, first - DAY))
        elif first <= covered:
            _join(overlaps, Span(first, min(last, covered)))
        covered = max(covered, last)
    return gaps, overlaps


def _join(spans: list[Span], new: Span) -> None:
    """Add a span that begins no earlier than those before it; one that touches the last is one with it."""
    if spans and new.first <= spans[-1].last + DAY:
        spans[-1] = Span(spans[-1].first, max(spans[-1].last, new.last))
    else:
        spans.append(new)
