"""Files of evidence: taken away as a download, never shown by the site itself; withdrawn for privacy."""

from http import HTTPStatus

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import OWNERS, READERS, municipality_view
from cfo_site.files.store import place
from cfo_site.http import MunicipalityRequest
from inventories.forms.evidence import ReasonForm
from inventories.policies import Refused
from inventories.selectors.evidence.entries import paper_or_404
from inventories.selectors.evidence.files import folder, others_with
from inventories.selectors.inventories import inventory_or_404
from inventories.services.evidence.files import withdraw_file

# Whatever a file holds, a browser runs none of it: it is a download of its own kind, in a sandbox, kept by no proxy.
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@municipality_view(needs=READERS)
@require_GET
def evidence_file(request: MunicipalityRequest, year: str, evidence: int) -> HttpResponseBase:
    """Answer with the file of a paper, under its own name."""
    inventory = inventory_or_404(request.municipality, year)
    paper = paper_or_404(inventory, evidence)
    file = paper.evidence.file
    if file is None or not paper.has_file:
        raise Http404
    try:
        content = place(folder(request.municipality), file.sha256).open("rb")
    except OSError:
        messages.error(request, _("ไม่พบไฟล์ในที่เก็บ โปรดแจ้งผู้ดูแลระบบให้ตรวจด้วยคำสั่ง verify_evidence"))
        return redirect("inventories:evidence_detail", request.municipality.key, year, evidence)
    name = f"{paper.evidence.code} {paper.evidence.file_name}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=file.media_type, headers=SAFE)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def file_withdraw(request: MunicipalityRequest, year: str, evidence: int) -> HttpResponse:
    """Remove the file of a paper for privacy, wherever it is used."""
    inventory = inventory_or_404(request.municipality, year)
    paper = paper_or_404(inventory, evidence)
    file = paper.evidence.file
    if file is None or not paper.has_file:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_file(file=file, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("ถอนไฟล์แล้ว เหลือรหัส SHA-256 เหตุผล และผู้ถอน"))
            return redirect("inventories:evidence_detail", request.municipality.key, year, evidence)
    context = {
        "inventory": inventory,
        "year": year,
        "form": form,
        "paper": paper,
        "others": others_with(file, besides=paper.evidence),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/evidence_withdraw.html", context, status=status)
