"""The people of a municipality: who they are, what they may do, slips for new and forgotten passwords, leavers."""

import datetime as dt
import json
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site.accounts import policies, selectors, services
from cfo_site.accounts.forms.people import AboutForm, NewPersonForm, RolesForm, VerifierForm, WhoForm
from cfo_site.accounts.gate import OWNERS, As, municipality_view, signed_in_view
from cfo_site.accounts.models import User
from cfo_site.accounts.policies import Refused
from cfo_site.accounts.selectors import Colleague
from cfo_site.http import MunicipalityRequest, SignedInRequest
from cfo_site.qr import qr_code

KEEPERS = OWNERS | {As.PROVINCE}  # the province names a first owner and helps an owner who forgot the password


@municipality_view(needs=KEEPERS)
@require_GET
def person_list(request: MunicipalityRequest) -> HttpResponse:
    """Show who may do what in the municipality, and who left."""
    today = timezone.localdate()
    found = selectors.colleagues(request.municipality, today=today)
    return render(request, "accounts/person_list.html", {
        "present": [each for each in found if not each.has_left],
        "left": [each for each in found if each.has_left],
        "has_owner": selectors.has_owner(request.municipality, today=today),
    })  # fmt: skip


@municipality_view(needs=KEEPERS)
@require_http_methods(["GET", "POST"])
def person_add(request: MunicipalityRequest) -> HttpResponse:
    """Add somebody new, or give a role to somebody who has an account; a new account gets its slip at once."""
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        roles, today = set(form.cleaned_data["roles"]), timezone.localdate()
        try:
            policies.check_may_give(
                request.visitor, roles, has_owner=selectors.has_owner(request.municipality, today=today)
            )
            person, is_new = _person(request, form)
            held = selectors.colleague(request.municipality, person.pk, today=today)
            services.give_roles(
                person=person, municipality=request.municipality, roles=roles | set(held.roles if held else ()),
                actor=request.user, today=today,
            )  # fmt: skip
        except (Refused, ValidationError) as refusal:
            _tell(form, refusal)
        else:
            return _slip(request, person) if is_new else _back(request, _("ให้บทบาทแล้ว"))
    return _form(request, "accounts/person_add.html", form)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def verifier_add(request: MunicipalityRequest) -> HttpResponse:
    """Invite an outside verifier to one inventory for some months."""
    today = timezone.localdate()
    form = VerifierForm(request.POST or None, today=today, year=request.GET.get("year", ""))
    if form.is_valid():
        try:
            person, is_new = _person(request, form)
        except (Refused, ValidationError) as refusal:
            _tell(form, refusal)
        else:
            services.assign_verifier(
                person=person, municipality=request.municipality, year=form.cleaned_data["year"], valid_from=today,
                valid_to=today + dt.timedelta(days=30 * form.cleaned_data["months"]), actor=request.user,
            )  # fmt: skip
            return _slip(request, person) if is_new else _back(request, _("ให้สิทธิ์ผู้ทวนสอบแล้ว"))
    return _form(request, "accounts/verifier_add.html", form)


@municipality_view(needs=OWNERS)
@require_http_methods(["GET", "POST"])
def person_edit(request: MunicipalityRequest, person: int) -> HttpResponse:
    """Change somebody's roles in the municipality and, where the account is of no other place, how they are shown."""
    today = timezone.localdate()
    shown = _colleague(request, person)
    shared = selectors.powers_elsewhere(shown.person, request.municipality, today=today)
    about = None if shared else AboutForm(request.POST or None, initial=_about(shown.person))
    roles = RolesForm(request.POST or None, initial={"roles": list(shown.roles)})
    if request.method == "POST" and roles.is_valid() and (about is None or about.is_valid()):
        try:
            services.change_colleague(
                person=shown.person, municipality=request.municipality, roles=roles.cleaned_data["roles"],
                about=about.about() if about is not None else {}, actor=request.user, today=today,
            )  # fmt: skip
        except (Refused, ValidationError) as refusal:
            _tell(roles, refusal)
        else:
            return _back(request, _("บันทึกแล้ว"))
    wrong = bool(roles.errors or (about and about.errors))
    context = {"shown": shown, "about": about, "form": roles, "shared": shared}
    return render(request, "accounts/person_edit.html", context, status=_status(wrong=wrong))


@municipality_view(needs=KEEPERS)
@require_POST
def slip_make(request: MunicipalityRequest, person: int) -> HttpResponse:
    """Make a code for a new or forgotten password and show it this once, to print or to hand over."""
    shown = _colleague(request, person)
    try:
        powerful = selectors.powers_elsewhere(shown.person, request.municipality, today=timezone.localdate())
        policies.check_may_issue(powerful_elsewhere=powerful, has_left=shown.has_left)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("person_list", municipality=request.municipality.key)
    return _slip(request, shown.person)


@municipality_view(needs=OWNERS)
@require_POST
def person_leave(request: MunicipalityRequest, person: int) -> HttpResponse:
    """End all roles of somebody who leaves; the account closes the same day."""
    shown = _colleague(request, person)
    try:
        services.leave(
            person=shown.person, municipality=request.municipality, actor=request.user, today=timezone.localdate()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("person_list", municipality=request.municipality.key)
    return _back(request, _("บันทึกการพ้นหน้าที่แล้ว ผู้นี้เข้าสู่ระบบของเทศบาลไม่ได้อีก งานที่ค้างเป็นของกอง"))


@municipality_view(needs=OWNERS)
@require_POST
def person_erase(request: MunicipalityRequest, person: int) -> HttpResponse:
    """Take the name of a leaver out of the accounts."""
    shown = _colleague(request, person)
    try:
        services.erase(person=shown.person, actor=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("person_list", municipality=request.municipality.key)
    return _back(request, _("ลบชื่อแล้ว บันทึกการกระทำยังครบและตรวจได้เหมือนเดิม"))


@signed_in_view
@require_http_methods(["GET", "POST"])
def my_data(request: SignedInRequest) -> HttpResponse:
    """Show a person what is stored about them, and let them correct it."""
    form = AboutForm(request.POST or None, initial=_about(request.user))
    if form.is_valid():
        services.change_person(person=request.user, actor=request.user, **form.about())
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("my_data")
    stored = selectors.own_data(request.user)
    return render(
        request, "accounts/my_data.html", {"form": form, "stored": stored}, status=_status(wrong=bool(form.errors))
    )


@signed_in_view
@require_GET
def my_data_export(request: SignedInRequest) -> HttpResponse:
    """Send what is stored about a person to themselves."""
    stored = json.dumps(selectors.own_data(request.user), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return HttpResponse(stored, content_type="application/json", headers=headers)


def _person(request: MunicipalityRequest, form: WhoForm) -> tuple[User, bool]:
    """Return who is meant and whether they are new. Raises Refused, ValidationError."""
    given = form.cleaned_data
    known = selectors.person(given["username"])
    if known is not None:
        if given["display_name"] and given["display_name"] != known.display_name:
            raise Refused(_("มีผู้ใช้ชื่อนี้แล้ว ถ้าเป็นคนเดียวกัน ให้เว้นช่องชื่อที่แสดง ถ้าเป็นคนใหม่ ให้ใช้ชื่อผู้ใช้อื่น"))
        if not known.is_active:
            raise Refused(_("บัญชีนี้ปิดแล้ว ให้เทศบาลที่ผู้นี้เคยทำงานเปิดให้ใหม่ หรือใช้ชื่อผู้ใช้อื่น"))
        return known, False
    if not given["display_name"]:
        raise Refused(_("ยังไม่มีผู้ใช้ชื่อนี้ ถ้าเป็นคนใหม่ โปรดกรอกชื่อที่แสดง"))
    person = services.add_person(
        username=given["username"], display_name=given["display_name"], password=None, position=given["position"],
        actor=request.user,
    )  # fmt: skip
    if given["email"]:
        services.change_person(person=person, actor=request.user, email=given["email"])
    return person, True


def _slip(request: MunicipalityRequest, person: User) -> HttpResponse:
    ticket, code = services.make_ticket(person=person, actor=request.user)
    link = request.build_absolute_uri(reverse("password_choose", args=[code]))
    context = {"person": person, "ticket": ticket, "code": code, "link": link, "qr": qr_code(link)}
    context["typed_at"] = request.build_absolute_uri(reverse("code_entry"))
    return render(request, "accounts/slip.html", context)


def _colleague(request: MunicipalityRequest, person: int) -> Colleague:
    found = selectors.colleague(request.municipality, person, today=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _about(person: User) -> dict[str, str]:
    return {"display_name": person.display_name, "position": person.position, "email": person.email}


def _tell(form: Form, refusal: Refused | ValidationError) -> None:
    """Put a refusal into the form, beside its field where it names one that is there."""
    if isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        for name, sentences in refusal.message_dict.items():
            for sentence in sentences:
                form.add_error(name if name in form.fields else None, sentence)
        return
    form.add_error(None, str(refusal) if isinstance(refusal, Refused) else refusal)


def _back(request: MunicipalityRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("person_list", municipality=request.municipality.key)


def _form(request: MunicipalityRequest, template: str, form: Any) -> HttpResponse:
    return render(request, template, {"form": form}, status=_status(wrong=bool(form.errors)))


def _status(*, wrong: bool) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
