"""Certificates with the plan back from their last day, and TGO's rounds."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.gate import READERS, As, municipality_view, province_view
from cfo_site.http import MunicipalityRequest, SignedInRequest
from inventories.forms.verification.renewal import RenewalForm, RoundForm
from inventories.policies import Refused
from inventories.selectors.certificates import certificates, renewal_plan
from inventories.selectors.rounds import every_round
from inventories.services.certificates import plan_renewal
from inventories.services.rounds import state_round


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def certificate_list(request: MunicipalityRequest) -> HttpResponse:
    """Show the certificates, when each must be renewed, and the coming rounds; the owner says how many days it takes."""
    today, plan = timezone.localdate(), renewal_plan(request.municipality)
    if request.method == "POST" and not request.visitor.owns:
        raise PermissionDenied
    days = {"verification_days": plan.verification_days, "correction_days": plan.correction_days}
    form = RenewalForm(request.POST if request.method == "POST" else None, initial=days)
    if form.is_valid():
        plan_renewal(municipality=request.municipality, actor=request.user, **form.cleaned_data)
        messages.success(request, _("บันทึกแผนต่ออายุแล้ว"))
        return redirect("inventories:certificate_list", request.municipality.key)
    context = {
        "certificates": certificates(request.municipality, visitor=request.visitor, today=today),
        "rounds": [each for each in every_round() if each.announced_on >= today],
        "plan": plan,
        "form": form,
        "today": today,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/verification/certificate_list.html", context, status=status)


@province_view(needs=frozenset({As.PROVINCE, As.STEWARD}))
@require_http_methods(["GET", "POST"])
def round_list(request: SignedInRequest) -> HttpResponse:
    """Show TGO's rounds with where they were read; state one, begun with the round that the address names."""
    rounds = every_round()
    asked = next((each for each in rounds if each.name == request.GET.get("round")), None)
    form = RoundForm(request.POST if request.method == "POST" else None, begun=asked)
    if form.is_valid():
        try:
            stated = state_round(actor=request.user, **form.cleaned_data)
        except (Refused, ValidationError) as wrong:
            form.add_error(None, wrong.messages if isinstance(wrong, ValidationError) else str(wrong))
        else:
            messages.success(request, _("บันทึกรอบที่ %(round)s แล้ว") % {"round": stated})
            return redirect("inventories:round_list")
    context = {"rounds": rounds, "asked": asked, "form": form, "at_province": True, "today": timezone.localdate()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/verification/round_list.html", context, status=status)
