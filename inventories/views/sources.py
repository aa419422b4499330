"""The sources of a year: their list, choosing from the catalogue, adding, changing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import OWNERS, READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from cfo_site.templatetags.cfo import plain_name
from inventories.calc.document import Faults
from inventories.forms.parameters import FORMULAS, parameter_rows
from inventories.forms.source import Kind, SourceForm
from inventories.models import Division, Inventory, InventorySource
from inventories.policies import Refused, may_change
from inventories.selectors.boundary import asked_of, open_questions
from inventories.selectors.catalogue import find, grouped, item
from inventories.selectors.double_counting import open_warnings
from inventories.selectors.fault_sentences import fault_sentence
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.selectors.sensitivity import transition_of, transition_sentence
from inventories.selectors.sources import catalogue_counts, inventory_source_or_404, source_scopes
from inventories.selectors.working import working_of_use
from inventories.services.sources import Uncalculable, add_division, add_source, change_source


@municipality_view(needs=READERS)
@require_GET
def source_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the sources of a year by scope and category."""
    inventory = inventory_or_404(request.municipality, year)
    context = _frame(request, inventory) | {
        "scopes": source_scopes(inventory),
        "open_questions": open_questions(inventory),
        "open_warnings": open_warnings(inventory),
    }
    return page_or_part(request, "inventories/source_list.html", "list", context)


@municipality_view(needs=OWNERS)
@require_GET
def source_choose(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the catalogue, or what of it has the words searched for, and what the year has already."""
    inventory = inventory_or_404(request.municipality, year)
    words = request.GET.get("q", "")[:100]
    found = grouped(find(words), catalogue_counts(inventory))
    context = _frame(request, inventory) | {
        "q": words,
        "scopes": found,
        "present": inventory_sources(inventory).count(),
    }
    return page_or_part(request, "inventories/source_choose.html", "list", context)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def source_add(request: MunicipalityRequest, year: str, catalogue: str) -> HttpResponse:
    """Add a source of a kind from the catalogue."""
    inventory = inventory_or_404(request.municipality, year)
    kind = _kind_or_404(catalogue)
    form = SourceForm(request.POST if request.method == "POST" else None, inventory=inventory, kind=kind)
    if form.prefilling:
        return _prefilled_page(request, form)
    if form.is_valid() and (use := _save(request, form)):
        if asked_of(use).open:
            messages.success(request, _("เพิ่ม “%(name)s” แล้ว โปรดตอบคำถามเรื่องขอบเขต") % {"name": plain_name(use.source)})
            return redirect("inventories:source_boundary", request.municipality.key, year, use.pk)
        messages.success(request, _("เพิ่ม “%(name)s” แล้ว เลือกรายการต่อไปได้เลย") % {"name": plain_name(use.source)})
        return redirect("inventories:source_choose", request.municipality.key, year)
    return _form_page(request, form)


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def source_edit(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Show a source; change it, for those who keep the inventory."""
    inventory = inventory_or_404(request.municipality, year)
    found = inventory_source_or_404(inventory, use)
    if request.method == "POST" and not request.visitor.owns:
        raise PermissionDenied
    data = request.POST if request.method == "POST" else None
    form = SourceForm(data, inventory=inventory, kind=Kind.of_use(found), use=found)
    if form.prefilling:
        return _prefilled_page(request, form)
    if form.is_valid() and _save(request, form):
        messages.success(request, _("บันทึก “%(name)s” แล้ว") % {"name": form.cleaned_data["name_th"]})
        return redirect("inventories:source_list", request.municipality.key, year)
    return _form_page(request, form)


@municipality_view(needs=READERS)
@require_GET
def source_working(request: MunicipalityRequest, year: str, use: int) -> HttpResponse:
    """Show how a source's result comes about, step by step; of a locked year, as it was locked."""
    inventory = inventory_or_404(request.municipality, year)
    found = inventory_source_or_404(inventory, use)
    context = _frame(request, inventory) | {"use": found, "kind": Kind.of_use(found)}
    try:
        made, source, calculated = working_of_use(found)
    except Faults as faults:
        return page_or_part(
            request, "inventories/source_working.html", "working",
            context | {"faults": [fault_sentence(fault) for fault in faults.faults]},
        )  # fmt: skip
    context |= {
        "working": made,
        "formula": FORMULAS[source["method"]],
        "parameters": parameter_rows(source["method"], source.get("parameters", {}), found.assumptions),
        "factor": source.get("factor"),
        "completeness": calculated["completeness"],
    }
    return page_or_part(request, "inventories/source_working.html", "working", context)


def _kind_or_404(key: str) -> Kind:
    if (chosen := item(key)) is None:
        raise Http404
    return Kind.of_item(chosen)


def _save(request: MunicipalityRequest, form: SourceForm) -> InventorySource | None:
    """Store what the form holds, all or nothing; a refusal is written into the form and None returned."""
    try:
        with transaction.atomic():
            source = form.source_values() | {"division": _division(request, form)}
            if form.use:
                return change_source(
                    use=form.use, actor=request.user, source_changes=source, use_changes=form.use_values()
                )
            kind = form.kind
            use = form.use_values() | {"scope": kind.scope, "category": kind.category, "method": kind.method}
            key = kind.item.key if kind.item else ""
            source["unit"] = kind.unit
            return add_source(inventory=form.inventory, actor=request.user, source=source, use=use, catalogue_key=key)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except Uncalculable as refused:
        form.add_faults(refused.faults)
    except ValidationError as wrong:
        form.add_error(None, ValidationError([_("บันทึกไม่ได้ โปรดตรวจค่าที่กรอก: %s") % text for text in wrong.messages]))
    return None


def _division(request: MunicipalityRequest, form: SourceForm) -> Division | None:
    if name := form.cleaned_data["new_division"]:
        return add_division(municipality=request.municipality, actor=request.user, name_th=name)
    return form.chosen_division


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, object]:
    return {
        "inventory": inventory,
        "year": inventory.token,
        "writable": request.visitor.owns and may_change(inventory),
    }


def _prefilled_page(request: MunicipalityRequest, form: SourceForm) -> HttpResponse:
    """Show the form with the history filled in as far as it can be; nothing is stored."""
    form.keep_prefill_faults()
    return _form_page(request, form)


def _form_page(request: MunicipalityRequest, form: SourceForm) -> HttpResponse:
    context = _frame(request, form.inventory) | {"form": form, "kind": form.kind, "use": form.use}
    pair = transition_of(form.inventory, form.use.factor) if form.use else None
    context["transition"] = transition_sentence(pair) if pair else ""
    return page_or_part(request, "inventories/source_form.html", "form", context, status=422 if form.errors else 200)
