"""Drawing the sample of a year, and picking further figures by hand: the verifier of that year alone."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.sampling.drawing import KINDS, DrawForm, PickForm, cell_of
from inventories.models import Inventory
from inventories.policies import Refused
from inventories.policies.sampling import VERIFIERS, may_sample, verifies
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sampling.population import Population
from inventories.selectors.sampling.rules import defaults
from inventories.selectors.sampling.samples import items, population, sample_in_force
from inventories.services.sampling.drawing import draw_sample, pick_items
from inventories.views.sampling.samples import frame

DRAW, PICK = "inventories/verification/sample_draw.html", "inventories/verification/sample_pick.html"


@municipality_view(needs=VERIFIERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sample_draw(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Ask for seed, materiality and risks, and draw."""
    inventory, people = _frozen(request, year)
    before = sample_in_force(inventory)
    rows = [row for row in people.rows.values() if row.figures]
    form = DrawForm(_data(request), rows=rows, number=before.number if before else 0)
    refused = ""
    if form.is_valid():
        try:
            draw_sample(inventory=inventory, actor=request.user, **form.asked())
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("สุ่มแล้ว รายการอยู่ข้างล่าง"))
            return redirect("inventories:sample_list", request.municipality.key, year)
    context = frame(request, inventory) | {
        "form": form, "refused": refused, "kinds": KINDS.values(), "before": before, "people": people,
        "rule": defaults().rule, "may": may_sample(inventory),
    }  # fmt: skip
    return page_or_part(request, DRAW, "page", context, status=_status(form.errors, refused))


@municipality_view(needs=VERIFIERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sample_pick(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Tick figures besides the draw, and say why."""
    inventory, people = _frozen(request, year)
    sample = sample_in_force(inventory)
    if sample is None:
        raise Http404
    form = PickForm(_data(request))
    refused = ""
    if form.is_valid():
        try:
            rows = pick_items(
                inventory=inventory, actor=request.user, picks=form.picks(), reason=form.cleaned_data["reason"]
            )
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("เพิ่มรายการที่ท่านเลือกแล้ว %(count)s รายการ") % {"count": len(rows)})
            return redirect("inventories:sample_list", request.municipality.key, year)
    monthly = [row for row in people.rows.values() if row.figures and row.figures[0].month]
    context = frame(request, inventory) | {
        "form": form,
        "refused": refused,
        "may": may_sample(inventory),
        "months": inventory.month_list,
        "rows": [(row, [people.figures.get((row.line, month)) for month in inventory.month_list]) for row in monthly],
        "of_the_year": [
            (row, row.figures[0]) for row in people.rows.values() if row.figures and row.figures[0].month is None
        ],
        "sampled": {cell_of(*item.key) for item in items(sample, people)},
    }
    return page_or_part(request, PICK, "page", context, status=_status(form.errors, refused))


def _frozen(request: MunicipalityRequest, year: str) -> tuple[Inventory, Population]:
    """Return a year with what can be sampled of it, for its own verifier. Raises PermissionDenied, Http404."""
    inventory = inventory_or_404(request.municipality, year)
    if not verifies(request.visitor, inventory):
        raise PermissionDenied
    people = population(inventory)
    if people is None:
        raise Http404
    return inventory, people


def _data(request: MunicipalityRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(errors: object, refused: str) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if errors or refused else HTTPStatus.OK
