"""The path of a year: what was done, what may be done now and by whom; corrections and the versions they make."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site.accounts.gate import OWNERS, READERS, REVIEWERS, municipality_view
from cfo_site.accounts.models import User
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.path import CorrectionForm, ReviewForm, StepForm, step_form
from inventories.models import Inventory, State
from inventories.policies import Refused
from inventories.policies.path import STEPS, may, open_steps
from inventories.selectors.approval import figures_hash
from inventories.selectors.completeness import progress_by_year
from inventories.selectors.findings.register import begun_by_finding
from inventories.selectors.grid import grid
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.path import (
    last_remark,
    opened_cells,
    steps,
    versions,
    withdrawn_scans,
)
from inventories.selectors.stations import stations
from inventories.services import corrections, path
from inventories.services.freezing import check_whole

PAGE = "inventories/path.html"
OWN_PAGES = {
    "lock": "inventories:inventory_lock",
    "state": "inventories:verify_statement",
    "correct": "inventories:correction_open",
}


@municipality_view(needs=READERS)
@require_GET
def year_path(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the path of a year, its steps and versions, and what the visitor may do now."""
    return _page(request, inventory_or_404(request.municipality, year))


@municipality_view(needs=READERS)
@require_POST
def step_take(request: MunicipalityRequest, year: str, step: str) -> HttpResponse:
    """Take one step of the path, as `policies.path` allows it to the visitor."""
    inventory = inventory_or_404(request.municipality, year)
    if step not in STEPS or step in OWN_PAGES:
        raise Http404
    if not request.visitor.capacities & STEPS[step].who:
        raise PermissionDenied
    form = step_form(step, request)
    if not form.is_valid():
        return _page(request, inventory, key=step, form=form)
    try:
        _take(step, inventory, request.user, form)
    except Refused as refusal:
        return _page(request, inventory, key=step, form=form, refused=str(refusal))
    messages.success(request, _("บันทึกแล้ว: %(step)s") % {"step": STEPS[step].words})
    return redirect("inventories:year_path", request.municipality.key, year)


@municipality_view(needs=REVIEWERS)
@require_POST
def review_set(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Set the province's flag beside the path."""
    inventory = inventory_or_404(request.municipality, year)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, inventory, review=form)
    path.review(inventory=inventory, actor=request.user, **form.cleaned_data)
    messages.success(request, _("บันทึกผลการตรวจทานของจังหวัดแล้ว"))
    return redirect("inventories:year_path", request.municipality.key, year)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def correction_open(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Choose which figures of a frozen year a correction opens, and why; further ones while it is open."""
    inventory = inventory_or_404(request.municipality, year)
    more = inventory.state == State.CORRECTING
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial=_begun(request, inventory))
    if more:  # its reason was told
        form.fields["reason"].required = False
    refused = ""
    if form.is_valid():
        try:
            _open(inventory, request.user, form, more=more)
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("เปิดให้แก้แล้ว แก้ตัวเลขในตารางรายเดือน แล้วให้ผู้อนุมัติล็อกฉบับแก้ไข"))
            return redirect("inventories:year_path", request.municipality.key, year)
    context = _frame(inventory) | {
        "form": form,
        "refused": refused,
        "more": more,
        "may": more or may(request.visitor, inventory, "correct"),
        "rows": [row for row in grid(inventory, today=timezone.localdate()).rows if row.use.parent_id is None],
        "months": inventory.month_list,
        "opened": {f"{source}:{month:%Y-%m}" for _year, source, month in opened_cells([inventory])} if more else set(),
    }
    return page_or_part(request, "inventories/correction_open.html", "page", context, status=_status(form, refused))


def _take(key: str, inventory: Inventory, actor: User, form: StepForm) -> None:
    match key:
        case "submit":
            path.submit(inventory=inventory, actor=actor)
        case "approve" | "approve_on_paper":
            path.approve(inventory=inventory, actor=actor, paper=form.paper())
        case "send_back":
            path.send_back(inventory=inventory, actor=actor, reason=form.reason())
        case "drop_correction":
            corrections.drop_correction(inventory=inventory, actor=actor)
        case "lock_correction":
            corrections.lock_correction(inventory=inventory, actor=actor)
        case _:
            path.take_step(inventory=inventory, actor=actor, key=key, reason=form.reason(), paper=form.paper())


def _open(inventory: Inventory, actor: User, form: CorrectionForm, *, more: bool) -> None:
    if more:
        corrections.open_more(inventory=inventory, actor=actor, cells=form.cells())
        return
    corrections.open_correction(
        inventory=inventory,
        actor=actor,
        reason=form.cleaned_data["reason"],
        cells=form.cells(),
        whole=bool(form.cleaned_data["whole"]),
    )


def _begun(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    """Return what a correction begins with where the address names a finding: its figure, and the reason."""
    asked = request.GET.get("finding", "")
    return begun_by_finding(inventory, asked) if asked else {}


def _page(
    request: MunicipalityRequest,
    inventory: Inventory,
    *,
    key: str = "",
    form: StepForm | None = None,
    review: ReviewForm | None = None,
    refused: str = "",
) -> HttpResponse:
    """Show the path; after a refused step its form as it was filled in. A refusal that is foreseen is advice."""
    taken = steps(inventory)
    now = [
        (step, form if step.key == key and form else step_form(step.key), OWN_PAGES.get(step.key, ""))
        for step in sorted(open_steps(request.visitor, inventory), key=lambda each: each.reason)  # forwards before back
    ]
    asks = any(step.key in {"submit", "lock"} for step, _form, _own in now)
    context = _frame(inventory) | {
        "stations": stations(inventory, taken, progress_by_year(inventory.municipality, [inventory])[inventory.pk]),
        "taken": [(step, STEPS[step.act].words if step.act in STEPS else step.act) for step in reversed(taken)],
        "withdrawn": withdrawn_scans(inventory),
        "figures_sha256": figures_hash(inventory) if inventory.state in {State.SUBMITTED, State.APPROVED} else "",
        "now": now,
        "wrong": form if form is not None and form.errors else review,
        "refused": refused,
        "advice": "" if refused or not asks else _foreseen(inventory),
        "versions": versions(inventory),
        "review": (review or ReviewForm(initial={"flag": inventory.review}))
        if request.visitor.capacities & REVIEWERS
        else None,
        "remark": last_remark(inventory),
    }
    return page_or_part(request, PAGE, "page", context, status=_status(form or review, refused))


def _status(form: Any, refused: str) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if refused or (form is not None and form.errors) else HTTPStatus.OK


def _foreseen(inventory: Inventory) -> str:
    """Return why the year could not be handed on now, empty if it could."""
    try:
        check_whole(inventory)
    except Refused as refusal:
        return str(refusal)
    return ""


def _frame(inventory: Inventory) -> dict[str, Any]:
    return {"inventory": inventory, "year": inventory.token}
