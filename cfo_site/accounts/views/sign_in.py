"""Sign-in, password, the way to one's municipality, and the server's sign of life."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordChangeView
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cfo_site.accounts import selectors
from cfo_site.accounts.forms.sign_in import FindMunicipalityForm, PasswordForm, SignInForm
from cfo_site.accounts.gate import signed_in_view
from cfo_site.http import SignedInRequest, wants_part


class SignInView(LoginView):  # type: ignore[misc]  # allauth is not read by mypy
    """allauth's sign-in. A part of a page that asks after the session has ended gets 401 instead of a whole page."""

    form_class = SignInForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form."""
        return HttpResponse(status=401) if wants_part(request) else super().get(request, *args, **kwargs)

    def form_invalid(self, form: BaseForm) -> HttpResponseBase:
        """Show the form again, as 422, or as 429 while attempts are refused."""
        throttled = form.has_error("__all__", "throttled")
        response: HttpResponseBase = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 429 if throttled else 422
        return response


class PasswordView(PasswordChangeView):  # type: ignore[misc]  # allauth is not read by mypy
    """allauth's change of password; the entry in the ledger is written by the adapter."""

    form_class = PasswordForm

    def form_invalid(self, form: BaseForm) -> HttpResponseBase:
        """Show the form again, as 422."""
        response: HttpResponseBase = self.render_to_response(self.get_context_data(form=form))
        response.status_code = 422
        return response


account_login = SignInView.as_view()
account_logout = LogoutView.as_view()
account_change_password = PasswordView.as_view()


@signed_in_view
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Lead straight to the only municipality of a person; let others choose; tell who has none whom to ask."""
    today = timezone.localdate()
    reached = selectors.reach(request.user, today=today)
    if len(reached) == 1:
        return redirect("inventories:municipality_overview", municipality=reached[0].municipality.key)
    finder = FindMunicipalityForm(request.GET)
    wanted = finder.cleaned_data["q"] if finder.is_valid() else ""
    return render(request, "accounts/home.html", {
        "reached": selectors.matching(reached, wanted),
        "reaches_any": bool(reached),
        "sees_all": selectors.sees_all(request.user, today=today),
        "keeps_factors": selectors.keeps_factors(request.user, today=today),
        "finder": finder,
        "wanted": wanted,
    })  # fmt: skip


@login_not_required
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the database can be reached, 503 when not, and tell nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
