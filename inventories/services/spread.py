"""Refreshing what sources of a kind take in municipalities of a kind, over all of them and without their names."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal, localcontext

from django.db import transaction
from django.utils import timezone

from cfo_site.accounts.tenancy import every_municipality
from emission_factors.calc.decimals import WORKING
from inventories.calc.spread import spread_of
from inventories.models import Inventory, SourceSpread
from inventories.selectors.cells import read_cells

WHOLE = ("year", "kind", "catalogue_key", "unit")
QUARTILES = ("towns", "generated", "p25", "median", "p75", "refreshed_at")
# A month without activity is a month with nothing; estimates say nothing of their own. A town counts once, however many
# sources of a kind it has. A figure of a quarter or a year is that of so many months.
_MEANS = """
SELECT inventory_id, catalogue_key, unit, sum(amount), sum(covers)::int FROM cell
 WHERE catalogue_key <> '' AND ((amount IS NOT NULL AND NOT estimated) OR notation = 'NO')
 GROUP BY inventory_id, catalogue_key, unit HAVING count(amount) > 0
"""


@transaction.atomic
def refresh_spread(*, now: dt.datetime | None = None) -> int:
    """Read the figures of all municipalities afresh and replace every spread; return how many there are."""
    now = now or timezone.now()
    groups: dict[tuple[str, ...], list[tuple[Decimal, bool]]] = defaultdict(list)
    with every_municipality(reason="quartiles over all municipalities, in which none is named"):
        years = Inventory.objects.of_every_municipality().select_related("municipality")
        by_pk = {year.pk: year for year in years.prefetch_related("municipality__names")}
        with localcontext(WORKING):
            for pk, key, unit, amount, months in read_cells(_MEANS, by_pk.values()):
                year = by_pk[pk]
                kind = year.municipality.name_on(year.last_day).kind
                invented = bool(year.municipality.credit_th)
                groups[year.token, kind, key, unit].append((amount / months, invented))
    rows = [_row(names, means, now) for names, means in sorted(groups.items())]
    # In the order of their keys, so that two refreshes at once wait for one another instead of for each other.
    SourceSpread.objects.bulk_create(rows, update_conflicts=True, unique_fields=WHOLE, update_fields=QUARTILES)
    SourceSpread.objects.filter(refreshed_at__lt=now).delete()
    return len(rows)


def _row(names: tuple[str, ...], means: Sequence[tuple[Decimal, bool]], now: dt.datetime) -> SourceSpread:
    """Return one spread, unsaved. `means`: a month's mean of each town, and whether its figures are invented."""
    row = SourceSpread(
        **dict(zip(WHOLE, names, strict=True)),
        towns=len(means),
        generated=sum(invented for _mean, invented in means),
        refreshed_at=now,
    )
    if found := spread_of(mean for mean, _invented in means):
        row.p25, row.median, row.p75 = found.p25, found.median, found.p75
    return row
