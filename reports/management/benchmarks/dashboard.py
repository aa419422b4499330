"""`manage.py benchmark dashboard`: how long the server takes for the dashboards, with what is in the database.

Each page is asked for through Django's test client as somebody of the province would, all middleware included; the
visitor and everything else that was written is rolled back.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from cfo_site.accounts.models import ProvinceRole, User
from cfo_site.accounts.models.membership import ProvinceWide
from cfo_site.accounts.tenancy import every_municipality
from inventories.models import AmountRevision, Inventory, InventorySource, MonthlyResult
from reports.management.benchmarks.measure import timed


@dataclass(frozen=True, slots=True)
class Page:
    """A page to ask for; `part` as htmx asks."""

    name: str
    address: str
    part: bool = False


def add_arguments(parser: ArgumentParser) -> None:
    """Ask for nothing: what is in the database is what is measured."""


def run(write: Callable[[str], object], options: Mapping[str, Any]) -> None:
    """Measure the province's page and years of few, middling and many sources; print sizes, then a line for each."""
    with every_municipality(reason="sizes of what is measured"):
        sizes, years = _sizes(), _years()
    if not years:
        raise CommandError("There is no year with sources yet: manage.py load_demo")
    write(", ".join(f"{count:,} {name}" for name, count in sizes.items()))
    write(f"{'page':<44}{'kB':>8}{'queries':>9}{'median ms':>11}{'best ms':>9}{'first ms':>10}")
    with _visitor() as client:
        for page in _pages(years):
            ask = partial(_ask, client, page)
            timing, answer = timed(ask, options["repeat"])
            if answer.status_code != 200:  # noqa: PLR2004 - OK
                raise CommandError(f"{page.address} answers {answer.status_code}.")
            figures = f"{len(answer.content) / 1000:>8.1f}{_queries(ask):>9}"
            seconds = (timing.median, timing.best, timing.first)
            write(f"{page.name:<44}{figures}{''.join(_milliseconds(*seconds))}")


def _milliseconds(median: float, best: float, first: float) -> Iterator[str]:
    yield f"{median * 1000:>11.1f}"
    yield f"{best * 1000:>9.1f}"
    yield f"{first * 1000:>10.1f}"


def _sizes() -> dict[str, int]:
    every: dict[str, QuerySet[Any]] = {
        "years": Inventory.objects.of_every_municipality(),
        "sources of years": InventorySource.objects.of_every_municipality(),
        "figures": AmountRevision.objects.of_every_municipality(),
        "stored results": MonthlyResult.objects.of_every_municipality(),
    }
    return {name: rows.count() for name, rows in every.items()}


def _years() -> list[tuple[int, Inventory]]:
    """Return the years with their number of sources, the smallest first."""
    counted = dict(
        InventorySource.objects.of_every_municipality()
        .values_list("inventory")
        .annotate(sources=Count("pk"))
        .values_list("inventory", "sources")
    )
    found = Inventory.objects.of_every_municipality().filter(pk__in=counted).select_related("municipality")
    return sorted(((counted[year.pk], year) for year in found), key=lambda pair: (pair[0], pair[1].pk))


def _pages(years: Sequence[tuple[int, Inventory]]) -> Iterator[Page]:
    province = reverse("reports:province")
    newest = max(year.year for _sources, year in years)
    towns = sum(year.year == newest for _sources, year in years)
    districts = {year.municipality.district_th for _sources, year in years if year.municipality.of_province}
    yield Page(f"province, {towns} years of {newest}", f"{province}?year={newest}")
    if districts:
        asked = urlencode({"year": str(newest), "district": min(districts)})
        yield Page("province, one district, as a part", f"{province}?{asked}", part=True)
    for sources, year in dict.fromkeys((years[0], years[len(years) // 2], years[-1])):
        address = reverse("reports:year_overview", args=[year.municipality.key, year.token])
        yield Page(f"year of {sources} sources", address)
    key = years[-1][1].municipality.key
    yield Page("municipality's years", reverse("inventories:municipality_overview", args=[key]))


@contextmanager
def _visitor() -> Iterator[Client]:
    """Yield a client signed in as somebody of the province, who is gone afterwards."""
    with transaction.atomic():
        person = User.objects.create(username="benchmark", display_name="benchmark")
        ProvinceRole.objects.create(user=person, role=ProvinceWide.PROVINCE)
        hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
        client = Client(SERVER_NAME=hosts[0].lstrip(".") if hosts else "localhost")
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        yield client
        transaction.set_rollback(True)


def _ask(client: Client, page: Page) -> HttpResponse:
    headers = {"HX-Request": "true"} if page.part else {}
    answer = client.get(page.address, secure=settings.SECURE_HTTPS, headers=headers)
    if not isinstance(answer, HttpResponse):
        raise CommandError(f"{page.address} answers with a stream.")
    return answer


def _queries(ask: Callable[[], HttpResponse]) -> int:
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        ask()
    return count
