"""`manage.py benchmark workbook`: how long a full template takes to be made, brought, looked at and stored.

In the largest year that is a draft, topped up to 60 sources: 720 cells, all of them changed. Each step is asked for
through Django's test client, all middleware included; whatever was written is rolled back, and the files go with it.
"""

import io
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse

from cfo_site.accounts.models import Membership, User
from cfo_site.accounts.models.membership import Role
from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from inventories.calc.workbooks import template as places
from inventories.exports.template import year_template
from inventories.models import AmountRevision, Inventory, InventorySource, Method, State
from inventories.selectors.imports.targets import targets
from inventories.services.sources import add_source
from reports.management.benchmarks.measure import Timing, timed

SOURCES = 60


def add_arguments(parser: ArgumentParser) -> None:
    """Ask for nothing: what is in the database is what it is measured beside."""


def run(write: Callable[[str], object], options: Mapping[str, Any]) -> None:
    """Print sizes, then a line for each step, and what bringing and looking come to together."""
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(IMPORT_DIR=Path(folder)),
        _writer() as (client, year),
    ):
        write(f"{_figures():,} figures in the database")
        with tenant_scope(year.municipality):
            made, template = timed(lambda: year_template(year), options["repeat"])
        content, cells = _filled(template, year.months)
        write(f"{cells} cells of {cells // year.months} sources, {len(content) / 1000:.0f} kB")
        write(f"{'step':<28}{'kB':>8}{'median ms':>11}{'best ms':>9}{'first ms':>10}")
        address = reverse("inventories:import_list", args=[year.municipality.key, year.token])
        brought, answer = timed(lambda: _bring(client, address, content), options["repeat"])
        page = answer.headers["Location"]
        looked, shown = timed(lambda: _ok(client.get(page)), options["repeat"])
        digest = shown.content.decode().partition('name="shown" value="')[2].partition('"')[0]
        sent = {"shown": digest, "mode": "replace"}
        stored, _ = timed(lambda: _undone(client, page, sent), options["repeat"])
        for name, timing, size in (
            ("template made", made, len(template)), ("file read and kept", brought, len(content)),
            ("preview shown", looked, len(shown.content)), ("stored", stored, 0),
        ):  # fmt: skip
            write(_line(name, timing, size))
        write(f"{'preview of the file':<28}{'':>8}{(brought.median + looked.median) * 1000:>11.1f}")


def _line(name: str, timing: Timing, size: int) -> str:
    seconds = "".join(
        (f"{timing.median * 1000:>11.1f}", f"{timing.best * 1000:>9.1f}", f"{timing.first * 1000:>10.1f}")
    )
    return f"{name:<28}{size / 1000:>8.1f}{seconds}"


@contextmanager
def _writer() -> Iterator[tuple[Client, Inventory]]:
    """Yield somebody who may write in the largest draft year, and the year; both as they were afterwards."""
    with transaction.atomic():
        with every_municipality(reason="the largest year that is a draft"):
            drafts = InventorySource.objects.of_every_municipality().filter(inventory__state=State.DRAFT)
            largest = drafts.values_list("inventory").annotate(sources=Count("pk")).order_by("-sources").first()
            if largest is None:
                raise CommandError("There is no draft with sources yet: manage.py load_demo")
            year = (
                Inventory.objects.of_every_municipality().select_related("municipality", "gwp_set").get(pk=largest[0])
            )
        person = User.objects.create(username="benchmark", display_name="benchmark")
        Membership.objects.create(user=person, municipality=year.municipality, role=Role.OWNER)
        with tenant_scope(year.municipality):
            _top_up(year, person)
        hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
        client = Client(SERVER_NAME=hosts[0].lstrip(".") if hosts else "localhost")
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        yield client, year
        transaction.set_rollback(True)


def _top_up(year: Inventory, person: User) -> None:
    """Add sources like one that is there until there are enough."""
    found = targets(year)
    model = next((target.use for target in found if target.use.method == Method.FACTOR), None)
    if model is None:
        raise CommandError(f"No source of {year} is calculated with a factor.")
    use = {name: getattr(model, name) for name in ("scope", "category", "method", "factor", "conversion")}
    for number in range(len(found), SOURCES):
        source = {"name_th": f"ข้อมูลจำลอง {number}", "unit": model.source.unit}
        add_source(inventory=year, actor=person, source=source, use=use)


def _filled(template: bytes, months: int) -> tuple[bytes, int]:
    """Return the template with another figure in every open cell of its first sources, and how many cells those are."""
    import openpyxl  # noqa: PLC0415  only when it is measured

    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet, cells = book[places.DATA_SHEET], 0
    for row in range(places.FIRST_ROW, places.FIRST_ROW + SOURCES):
        for column in range(places.FIRST_MONTH, places.FIRST_MONTH + months):
            if not sheet.cell(row, column).protection.locked:
                sheet.cell(row, column).value = row * 100 + column + 0.125
                cells += 1
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), cells


def _bring(client: Client, address: str, content: bytes) -> HttpResponse:
    file = SimpleUploadedFile("benchmark.xlsx", content)
    answer = client.post(address, {"file": file}, secure=settings.SECURE_HTTPS)
    if answer.status_code != 302:  # noqa: PLR2004 - Found: it was read
        raise CommandError(f"{address} answers {answer.status_code}.")
    return _response(answer)


def _undone(client: Client, page: str, sent: Mapping[str, str]) -> None:
    """Store what the page showed, and roll it back."""
    with transaction.atomic():
        answer = client.post(f"{page}commit/", sent, secure=settings.SECURE_HTTPS)
        transaction.set_rollback(True)
    if answer.status_code != 302:  # noqa: PLR2004 - Found: it was stored
        raise CommandError(f"{page}commit/ answers {answer.status_code}.")


def _ok(answer: object) -> HttpResponse:
    found = _response(answer)
    if found.status_code != 200:  # noqa: PLR2004 - OK
        raise CommandError(f"The preview answers {found.status_code}.")
    return found


def _response(answer: object) -> HttpResponse:
    if not isinstance(answer, HttpResponse):
        raise CommandError("The answer is a stream.")
    return answer


def _figures() -> int:
    with every_municipality(reason="sizes of what is measured"):
        return AmountRevision.objects.of_every_municipality().count()
