"""One-time links from the municipality's side: their list, making one, and deciding on what came through it."""

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import MEMBERS, WRITERS, municipality_view
from cfo_site.files.store import place
from cfo_site.http import MunicipalityRequest, page_or_part
from cfo_site.language import in_thai
from cfo_site.qr import qr_code
from cfo_site.templatetags.cfo import plain_name, thai_datetime, thai_month, unit
from inventories.forms.link import DeclineForm, LinkForm, read_seen
from inventories.models import Inventory, OneTimeLink
from inventories.policies import Refused, may_change
from inventories.selectors.evidence.files import folder, withdrawal_of
from inventories.selectors.inventories import inventory_or_404, inventory_sources
from inventories.selectors.links import (
    LinkLine,
    link_or_404,
    month_uses,
    months_asked,
    sent_months,
    submission_or_404,
    submissions,
    year_links,
)
from inventories.services.amounts import ChangedSince
from inventories.services.links import Made, accept, decline, make_link, withdraw_link
from inventories.views.evidence.files import SAFE

OUTER_BROWSER = "?openExternalBrowser=1"  # LINE opens such an address in the telephone's own browser


@municipality_view(needs=MEMBERS)
@require_GET
def link_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show a year's links: what waits to be accepted first."""
    inventory = inventory_or_404(request.municipality, year)
    context = _frame(request, inventory) | {"lines": year_links(inventory, now=timezone.now())}
    return page_or_part(request, "inventories/link_list.html", "list", context)


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def link_make(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Ask what a link is to be for; on POST show it, the only time that it is shown."""
    inventory = inventory_or_404(request.municipality, year)
    uses = {use.source_id: use for use in inventory_sources(inventory) if use.parent_id is None and use.has_months}
    asked = {name: request.GET.get(name, "") for name in ("use", "first_month", "last_month")}
    form = LinkForm(
        request.POST if request.method == "POST" else None, uses=uses.values(), months=inventory.month_list,
        initial={name: value for name, value in asked.items() if value},
    )  # fmt: skip
    if form.is_valid():
        try:
            made = make_link(actor=request.user, **form.values())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            return _made_page(request, inventory, made)
    context = _frame(request, inventory) | {"form": form, "any": bool(uses)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return page_or_part(request, "inventories/link_make.html", "form", context, status=status)


@municipality_view(needs=MEMBERS)
@require_http_methods(["GET", "POST"])
def link_detail(request: MunicipalityRequest, year: str, link: int) -> HttpResponse:
    """Show a link and what came through it; withdraw the link, accept or decline what waits."""
    inventory = inventory_or_404(request.municipality, year)
    line = link_or_404(inventory, link, now=timezone.now())
    if request.method == "GET":
        return _detail_page(request, inventory, line)
    if not request.visitor.writes:
        raise PermissionDenied
    act = request.POST.get("act")
    if act == "withdraw":
        withdraw_link(link=line.link, actor=request.user)
        messages.success(request, _("ยกเลิกลิงก์แล้ว ใครเปิดลิงก์นี้จะใช้ไม่ได้"))
        return redirect("inventories:link_list", request.municipality.key, year)
    if line.latest is None:
        raise Http404
    return _decided(request, inventory, line)


@municipality_view(needs=MEMBERS)
@require_GET
def link_photo(request: MunicipalityRequest, year: str, link: int, number: int) -> HttpResponseBase:
    """Answer with the photograph that came through a link, as a download."""
    inventory = inventory_or_404(request.municipality, year)
    sent = submission_or_404(link_or_404(inventory, link, now=timezone.now()).link, number)
    if sent.photo is None or withdrawal_of(sent.photo) is not None:
        raise Http404
    try:
        content = place(folder(request.municipality), sent.photo.sha256).open("rb")
    except OSError:
        raise Http404 from None
    return FileResponse(
        content, as_attachment=True, filename=sent.photo_name, content_type=sent.photo.media_type, headers=SAFE
    )


def _decided(request: MunicipalityRequest, inventory: Inventory, line: LinkLine) -> HttpResponse:
    """Accept or decline the submission that the page showed; say why not where that cannot be."""
    sent = submission_or_404(line.link, _number(request.POST.get("number", "")))
    back = redirect("inventories:link_list", request.municipality.key, inventory.token)
    if request.POST.get("act") == "decline":
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return _detail_page(request, inventory, line, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            decline(submission=sent, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            return _detail_page(request, inventory, line, refused=str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.success(request, _("ไม่รับแล้ว ผู้ส่งเห็นเหตุผลและส่งใหม่ได้จนลิงก์หมดอายุ"))
        return back
    try:
        seen = read_seen(request.POST, sent_months(sent, line.link.source_id))
        recorded = accept(submission=sent, actor=request.user, based_on=seen)
    except ChangedSince as clash:
        months = {change.month for change in clash.changes}
        return _detail_page(request, inventory, line, clashes=months, status=HTTPStatus.CONFLICT)
    except (Refused, ValidationError) as refusal:
        said = str(refusal) if isinstance(refusal, Refused) else " ".join(refusal.messages)
        return _detail_page(request, inventory, line, refused=said, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("รับแล้ว บันทึกตัวเลข %(count)s เดือนในตาราง") % {"count": len(recorded)})
    return back


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0  # noqa: PLR2004 - of a small field


def _detail_page(
    request: MunicipalityRequest,
    inventory: Inventory,
    line: LinkLine,
    *,
    form: DeclineForm | None = None,
    refused: str = "",
    clashes: set[dt.date] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Show the link as it stands now; after a clash with what the cells hold by now."""
    line = link_or_404(inventory, line.link.pk, now=timezone.now())
    came = submissions(line.link)
    sent = sent_months(came[0], line.link.source_id) if came else []
    months = {each.figure.month for each in sent}
    context = _frame(request, inventory) | {
        "line": line,
        "link": line.link,
        "months": months_asked(line.link),
        "came": came,
        "sent": sent,
        "uses": [(month, use) for month, use in month_uses(line.link) if month in months],
        "form": form or DeclineForm(),
        "refused": refused,
        "clashes": clashes or set(),
    }
    return render(request, "inventories/link_detail.html", context, status=status)


def _made_page(request: MunicipalityRequest, inventory: Inventory, made: Made) -> HttpResponse:
    path = reverse("inventories:link_send", args=[made.token])
    address = f"{settings.SITE_URL.rstrip('/')}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
    context = _frame(request, inventory) | {
        "link": made.link,
        "months": months_asked(made.link),
        "address": address + OUTER_BROWSER,
        "code": qr_code(address + OUTER_BROWSER),
        "text": _text_for_line(made.link, address + OUTER_BROWSER),
    }
    return render(request, "inventories/link_made.html", context)


@in_thai
def _text_for_line(link: OneTimeLink, address: str) -> str:
    """Return what is sent to whoever is to send figures; in Thai, whatever the language of the screen."""
    months = " – ".join(dict.fromkeys(thai_month(month) for month in (link.first_month, link.last_month)))
    values = {
        "town": plain_name(link.municipality.name_today), "source": plain_name(link.source),
        "unit": unit(link.source.unit), "whom": link.for_whom,
    }  # fmt: skip
    return "\n".join([
        _("%(town)s ขอตัวเลข %(source)s (%(unit)s) จาก %(whom)s") % values,
        _("เดือน %(months)s") % {"months": months},
        _("กดลิงก์ ถ่ายรูปบิลหรือเอกสาร พิมพ์ตัวเลข แล้วกดส่ง ไม่ต้องใช้บัญชีผู้ใช้"),
        _("ส่งได้ถึง %(until)s") % {"until": thai_datetime(link.expires_at)},
        address,
    ])  # fmt: skip


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.writes and may_change(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}
