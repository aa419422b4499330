"""One item of a sample: its figure on the way to its paper, and beside it what the verifier found."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.forms.sampling.checking import CheckForm
from inventories.policies import Refused
from inventories.policies.sampling import may_check, verifies
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sampling.samples import (
    by_source,
    item_or_404,
    items,
    looks_at,
    next_open,
    sampled_or_404,
)
from inventories.selectors.sampling.summary import shares, summary
from inventories.services.sampling.checking import record_checks
from inventories.views.sampling.samples import frame

ITEM = "inventories/verification/sample_item.html"


@municipality_view(needs=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sample_item(request: MunicipalityRequest, year: str, item: int) -> HttpResponse:
    """Show an item beside the others, and record what its verifier found; then the next that waits."""
    inventory = inventory_or_404(request.municipality, year)
    verifier = verifies(request.visitor, inventory)
    if request.method == "POST" and not verifier:
        raise PermissionDenied
    sample, people = sampled_or_404(inventory)
    every = items(sample, people)
    one = item_or_404(every, item)
    form = CheckForm(request.POST if request.method == "POST" else None, item=one)
    refused = ""
    if form.is_valid():
        try:
            record_checks(inventory=inventory, actor=request.user, looks=[form.look()])
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("บันทึกผลการตรวจแล้ว"))
            after = next_open(every, one)
            if after is None:
                return redirect("inventories:sample_summary", request.municipality.key, year)
            return redirect("inventories:sample_item", request.municipality.key, year, after.row.pk)
    sources = by_source(every, shares(people, sample.verified_total))
    context = frame(request, inventory) | {
        "sample": sample,
        "item": one,
        "of_source": next(each for each in sources if each.line == one.row.line),
        "sources": sources,
        "summary": summary(sample, people, every),
        "looks": looks_at(one),
        "papers": one.source.codes(one.row.month) if one.source else [],
        "form": form if verifier and may_check(inventory) and one.figure else None,
        "refused": refused,
    }
    wrong = bool(form.errors or refused)
    return page_or_part(
        request, ITEM, "page", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )
