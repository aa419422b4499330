"""One item of a register: adding and changing it, and the sources behind which it stands."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.registers import ItemForm, LinkForm
from inventories.models import Division, RegisterItem, RegisterKind
from inventories.policies import Refused
from inventories.selectors.registers.items import (
    exclusions_of,
    item_or_404,
    link_or_404,
    links_of,
    register_or_404,
    seen_years,
    shows_to,
    source_or_404,
    sources_to_link,
)
from inventories.selectors.sources import divisions
from inventories.services.registers.items import Wanted, keep_items
from inventories.services.registers.links import link_items, unlink_item


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def item_add(request: MunicipalityRequest, register: str) -> HttpResponse:
    """Add an item to a register."""
    return _form_page(request, register_or_404(register), None)


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def item_detail(request: MunicipalityRequest, register: str, register_item: int) -> HttpResponse:
    """Show an item with its sources; who writes may change or end it."""
    kind, found = register_or_404(register), _item(request, register, register_item)
    if request.method == "POST" and not request.visitor.writes:
        raise PermissionDenied
    return _form_page(request, kind, found)


@municipality_view(needs=WRITERS)
@require_POST
def item_link(request: MunicipalityRequest, register: str, register_item: int) -> HttpResponse:
    """Link an item to a source, from a day to a day."""
    kind, found = register_or_404(register), _item(request, register, register_item)
    link = LinkForm(request.POST, sources=sources_to_link(request.municipality))
    if link.is_valid():
        days = {name: link.cleaned_data[name] for name in ("first_day", "last_day")}
        source = source_or_404(request.municipality, link.cleaned_data["source"])
        try:
            new = link_items(
                municipality=request.municipality, actor=request.user, items=[found], source=source, **days
            )
        except Refused as refusal:
            link.add_error(None, str(refusal))
        except ValidationError as wrong:
            link.add_error(None, ValidationError(wrong.messages))
        else:
            messages.success(request, _("โยงกับแหล่งปล่อยแล้ว") if new else _("โยงกับแหล่งปล่อยนี้อยู่แล้วในช่วงวันที่นั้น"))
            return redirect("inventories:item_detail", request.municipality.key, kind, found.pk)
    elif "source" in link.errors and request.POST.get("source"):
        raise Http404  # a source that is not the municipality's
    return _page(request, kind, found, ItemForm(register=kind, divisions=_divisions(request), item=found), link)


@municipality_view(needs=WRITERS)
@require_POST
def item_unlink(request: MunicipalityRequest, register: str, register_item: int, tie: int) -> HttpResponse:
    """Take a link back."""
    kind, found = register_or_404(register), _item(request, register, register_item)
    try:
        unlink_item(link=link_or_404(found, tie), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("ยกเลิกการโยงแล้ว"))
    return redirect("inventories:item_detail", request.municipality.key, kind, found.pk)


def _item(request: MunicipalityRequest, register: str, pk: int) -> RegisterItem:
    found = item_or_404(request.municipality, register, pk)
    if not shows_to(found, request.visitor, seen_years(request.municipality, request.visitor)):
        raise Http404
    return found


def _form_page(request: MunicipalityRequest, kind: RegisterKind, item: RegisterItem | None) -> HttpResponse:
    form = ItemForm(
        request.POST if request.method == "POST" else None, register=kind, divisions=_divisions(request), item=item
    )
    if form.is_bound and form.is_valid():
        try:
            kept = keep_items(
                municipality=request.municipality,
                actor=request.user,
                register=kind,
                wanted=[Wanted(form.values(), item)],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            messages.success(request, _("บันทึกรายการในทะเบียนแล้ว"))
            pk = item.pk if item else kept.added[0].pk
            return redirect("inventories:item_detail", request.municipality.key, kind, pk)
    return _page(request, kind, item, form, None)


def _page(
    request: MunicipalityRequest, kind: RegisterKind, item: RegisterItem | None, form: ItemForm, link: LinkForm | None
) -> HttpResponse:
    writes = request.visitor.writes
    context = {
        "kind": kind,
        "item": item,
        "form": form,
        "writable": writes,
        "link": link or (LinkForm(sources=sources_to_link(request.municipality)) if item and writes else None),
        "links": links_of(request.municipality, [item]).get(item.pk, []) if item else [],
        "exclusions": exclusions_of(item) if item else [],
        "years": seen_years(request.municipality, request.visitor),
    }
    refused = form.errors or (link and link.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "inventories/registers/register_item.html", context, status=status)


def _divisions(request: MunicipalityRequest) -> list[Division]:
    return list(divisions(request.municipality))
