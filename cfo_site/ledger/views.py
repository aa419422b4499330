"""The ledger as people read it, and as auditors take it away."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import READERS, As, Visitor, municipality_view, province_view, signed_in_view
from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.http import MunicipalityRequest
from cfo_site.ledger import chain, selectors
from cfo_site.ledger.forms import EntryFilter

BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows that Thai is UTF-8


@municipality_view(needs=READERS)
@require_safe
def entry_list(request: MunicipalityRequest) -> HttpResponse:
    """Show who did what when, newest first."""
    return render(request, "ledger/entry_list.html", _page(request, request.municipality, request.visitor))


@province_view(needs=frozenset({As.PROVINCE, As.STEWARD}))
@require_safe
def common_list(request: HttpRequest) -> HttpResponse:
    """Show the acts that belong to no municipality: accounts, the library of factors."""
    return render(request, "ledger/entry_list.html", _page(request, None, None))


@municipality_view(needs=READERS)
@require_safe
def entry_export(request: MunicipalityRequest) -> StreamingHttpResponse:
    """Send the whole chain, one entry a line, as the program for auditors reads it."""
    town, visitor = request.municipality, request.visitor

    def written() -> Iterator[bytes]:
        with tenant_scope(town):  # the view's own has ended when the lines are sent
            for entry in selectors.exported(town, visitor=visitor):
                yield chain.canonical(entry) + b"\n"

    return _download(written(), "application/jsonl", f"ledger-{town.key}.jsonl")


@municipality_view(needs=READERS)
@require_safe
def entry_table(request: MunicipalityRequest) -> StreamingHttpResponse:
    """Send the entries as wanted as a table of sentences, oldest first."""
    town, visitor, wanted = request.municipality, request.visitor, _filter(request, request.municipality).wanted()

    def written() -> Iterator[str]:
        writer = csv.writer(_Line())
        yield BYTE_ORDER_MARK + writer.writerow(["number", "at", "act", "sentence", "who", "text", "hash"])
        with tenant_scope(town):
            found = list(selectors.entries(town, wanted).reverse())
            for line in selectors.lines(found, visitor=visitor):
                entry = line.entry
                row = [entry.number, entry.at.isoformat(), entry.act, line.sentence, line.who, line.text, entry.hash]
                yield writer.writerow([_harmless(each) for each in row])

    return _download(written(), "text/csv; charset=utf-8", f"ledger-{town.key}.csv")


@signed_in_view
@require_safe
def audit_program(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # a view is given one
    """Send the program that checks an exported chain with Python's standard library alone."""
    headers = {"Content-Disposition": 'attachment; filename="check_ledger.py"'}
    return HttpResponse(Path(chain.__file__).read_bytes(), content_type="text/x-python; charset=utf-8", headers=headers)


class _Line:
    """Gives csv.writer's line back instead of keeping it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def _harmless(value: object) -> object:
    """Return a text that a spreadsheet will not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _download(written: Iterator[Any], media_type: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(written, content_type=media_type, headers=headers)


def _filter(request: HttpRequest, municipality: Municipality | None) -> EntryFilter:
    return EntryFilter(
        request.GET,
        acts=selectors.acts_of(municipality),
        people=selectors.people_of(municipality),
        months=selectors.months_of(municipality),
    )


def _page(request: HttpRequest, municipality: Municipality | None, visitor: Visitor | None) -> dict[str, Any]:
    form = _filter(request, municipality)
    wanted = form.wanted()
    page = selectors.page_of(selectors.entries(municipality, wanted), number=request.GET.get("page", "1"))
    lines = selectors.lines(page.object_list, visitor=visitor)
    narrowed = wanted != selectors.Wanted()
    kept = request.GET.copy()
    kept.pop("page", None)
    head = selectors.head(municipality)
    return {"page": page, "lines": lines, "head": head, "form": form, "narrowed": narrowed, "query": kept.urlencode()}
