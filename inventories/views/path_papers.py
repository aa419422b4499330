"""Papers of the path: the memo for an approval by hand, and the scans of what was signed or issued."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cfo_site.accounts.gate import MEMBERS, OWNERS, READERS, municipality_view
from cfo_site.files.content import SUFFIXES
from cfo_site.files.store import place
from cfo_site.http import MunicipalityRequest
from inventories.exports.approval import MIME, approval_memo
from inventories.forms.evidence import ReasonForm
from inventories.policies import Refused
from inventories.policies.path import STEPS, check_step
from inventories.selectors.approval import for_approval
from inventories.selectors.evidence.files import folder, withdrawal_of
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.path import scanned_or_404
from inventories.services.evidence.files import withdraw_file
from inventories.views.evidence.files import SAFE


@municipality_view(needs=MEMBERS)
@require_GET
def memo_for_approval(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with the memo that the executive signs, as a Word document; while the year waits for its approval."""
    inventory = inventory_or_404(request.municipality, year)
    try:
        check_step(inventory, "approve_on_paper")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("inventories:year_path", request.municipality.key, year)
    digits = settings.CFO_THAI_DIGITS
    content = approval_memo(for_approval(inventory), today=timezone.localdate(), thai_digits=digits)
    response = HttpResponse(content, content_type=MIME)
    name = f"cfo-approval-{request.municipality.key}-{inventory.token}.docx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@municipality_view(needs=READERS)
@require_GET
def step_scan(request: MunicipalityRequest, year: str, number: int) -> HttpResponseBase:
    """Answer with the scan of the paper of a step, as a download."""
    inventory = inventory_or_404(request.municipality, year)
    step, file = scanned_or_404(inventory, number)
    if withdrawal_of(file) is not None:
        raise Http404
    try:
        content = place(folder(request.municipality), file.sha256).open("rb")
    except OSError:
        messages.error(request, _("ไม่พบไฟล์ในที่เก็บ โปรดแจ้งผู้ดูแลระบบให้ตรวจด้วยคำสั่ง verify_evidence"))
        return redirect("inventories:year_path", request.municipality.key, year)
    name = f"{STEPS[step.act].words} {inventory.title} {step.number}{SUFFIXES[file.media_type]}"
    return FileResponse(content, as_attachment=True, filename=name, content_type=file.media_type, headers=SAFE)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def scan_withdraw(request: MunicipalityRequest, year: str, number: int) -> HttpResponse:
    """Remove the scan of a step's paper for privacy; its hash, the reason and who stay."""
    inventory = inventory_or_404(request.municipality, year)
    step, file = scanned_or_404(inventory, number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_file(file=file, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("ถอนไฟล์แล้ว เหลือรหัส SHA-256 เหตุผล และผู้ถอน"))
            return redirect("inventories:year_path", request.municipality.key, year)
    context = {"inventory": inventory, "year": year, "form": form, "step": step, "words": STEPS[step.act].words}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/scan_withdraw.html", context, status=status)
