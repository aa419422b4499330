"""Registers of what the municipality owns: all of them, one of them, as a workbook, pasted from one."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.calc.registers import Standing
from inventories.exports.register import register_workbook
from inventories.exports.template import MIME
from inventories.forms.registers import PasteForm
from inventories.forms.registers.paste import Table
from inventories.models import Inventory, RegisterItem, RegisterKind
from inventories.policies import Refused
from inventories.selectors.registers.columns import labels_of
from inventories.selectors.registers.items import (
    all_items,
    known_items,
    links_of,
    register_or_404,
    seen_years,
    shows_to,
    year_seen_or_404,
)
from inventories.selectors.registers.reconciling import reconciliation_in_force
from inventories.selectors.sources import divisions
from inventories.services.registers.items import keep_items

FILTERS = (Standing.OPEN, Standing.LINKED, Standing.EXCLUDED)


@municipality_view(needs=READERS)
@require_GET
def register_list(request: MunicipalityRequest) -> HttpResponse:
    """Show all registers with their counts, and how they stand in a year."""
    years = seen_years(request.municipality, request.visitor)
    year = year_seen_or_404(years, request.GET.get("year", ""))
    shown = _shown(request, years)
    found = reconciliation_in_force(year) if year else None
    stands = {each.kind: each for each in found.registers} if found else {}
    listed = [(kind, sum(item.kind == kind for item in shown), stands.get(kind)) for kind in RegisterKind]
    context = _frame(request, years, year) | {"listed": listed, "open": found.open if found else 0}
    return render(request, "inventories/registers/register_list.html", context)


@municipality_view(needs=READERS)
@require_GET
def register_kind(request: MunicipalityRequest, register: str) -> HttpResponse:
    """Show the items of a register, of all or of those that stand so and so in a year."""
    kind = register_or_404(register)
    years = seen_years(request.municipality, request.visitor)
    year = year_seen_or_404(years, request.GET.get("year", ""))
    found = reconciliation_in_force(year) if year else None
    lines = {line.item: line for line in found.items} if found else {}
    wanted = request.GET.get("show", "")
    items = [(item, lines.get(item.pk)) for item in _shown(request, years, kind)]
    if wanted in FILTERS:
        items = [(item, line) for item, line in items if line is not None and line.standing == wanted]
    context = _frame(request, years, year) | {
        "kind": kind,
        "items": items,
        "show": wanted if wanted in FILTERS else "",
        "stands": next((each for each in found.registers if each.kind is kind), None) if found else None,
    }
    return page_or_part(request, "inventories/registers/register_kind.html", "list", context)


@municipality_view(needs=READERS)
@require_GET
def register_table(request: MunicipalityRequest, register: str) -> HttpResponse:
    """Send a register as a workbook."""
    kind = register_or_404(register)
    items = _shown(request, seen_years(request.municipality, request.visitor), kind)
    book = register_workbook(request.municipality, kind, items, links_of(request.municipality, items))
    name = f"register-{request.municipality.key}-{kind.value}.xlsx"
    return HttpResponse(book, content_type=MIME, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def register_paste(request: MunicipalityRequest, register: str) -> HttpResponse:
    """Read a pasted table, show what it would do, and store it once that was seen."""
    kind = register_or_404(register)
    form = PasteForm(
        request.POST if request.method == "POST" else None,
        register=kind,
        known=known_items(request.municipality, kind),
        divisions=list(divisions(request.municipality)),
    )
    table: Table | None = form.cleaned_data["table"] if form.is_bound and form.is_valid() else None
    if table and not table.of("faulty") and request.POST.get("seen", "") == _seen(table):
        try:
            kept = keep_items(
                municipality=request.municipality, actor=request.user, register=kind, wanted=form.wanted()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            said = {"added": len(kept.added), "changed": len(kept.changed), "same": kept.same}
            messages.success(request, _("บันทึกทะเบียนแล้ว: เพิ่ม %(added)s แก้ %(changed)s เหมือนเดิม %(same)s รายการ") % said)
            return redirect("inventories:register_kind", request.municipality.key, kind)
    refused = bool(form.errors or (table and table.of("faulty")))
    context = {
        "kind": kind,
        "form": form,
        "table": table,
        "faulty": table.of("faulty") if table else [],
        "seen": _seen(table) if table else "",
        "columns": labels_of(kind),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "inventories/registers/register_paste.html", context, status=status)


def _seen(table: Table) -> str:
    """Return what a preview has shown of each line: stored is only what was seen, whoever wrote meanwhile."""
    return ",".join(f"{line.outcome[0]}{line.item.pk if line.item else 0}" for line in table.lines)


def _shown(request: MunicipalityRequest, years: list[Inventory], kind: str = "") -> list[RegisterItem]:
    rows = all_items(request.municipality, kind)
    return [item for item in rows if shows_to(item, request.visitor, years)]


def _frame(request: MunicipalityRequest, years: list[Inventory], year: Inventory | None) -> dict[str, Any]:
    return {"years": years, "inventory": year, "writable": request.visitor.writes}
