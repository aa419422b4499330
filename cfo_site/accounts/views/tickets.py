"""What a code from a printed slip or a link opens: the choice of one's own password. No sign-in needed."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cfo_site.accounts import selectors, services
from cfo_site.accounts.bearer import tell_nobody
from cfo_site.accounts.forms.people import CodeForm, NewPasswordForm


@login_not_required
@require_http_methods(["GET", "POST"])
def code_entry(request: HttpRequest) -> HttpResponse:
    """Take the code that somebody types from a slip."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("password_choose", code=form.cleaned_data["code"])
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/code_entry.html", {"form": form}, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def password_choose(request: HttpRequest, code: str) -> HttpResponseBase:
    """Let the holder of a code choose a password; one answer for every code that opens nothing.

    Tries are not counted: a code has 79 bits, and a training room of 60 sets its passwords from one address.
    """
    return tell_nobody(_choice(request, code))


def _choice(request: HttpRequest, code: str) -> HttpResponse:
    ticket = selectors.ticket_of(code, now=timezone.now())
    if ticket is None:
        return _closed(request)
    form = NewPasswordForm(request.POST or None, person=ticket.user)
    if form.is_valid():
        person = services.use_ticket(code=code, password=form.cleaned_data["password1"])
        if person is None:
            return _closed(request)
        sentence = _("ตั้งรหัสผ่านแล้ว เข้าสู่ระบบด้วยชื่อผู้ใช้ %(username)s และรหัสผ่านใหม่ได้เลย") % {"username": person.username}
        messages.success(request, sentence)
        return redirect("account_login")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "accounts/password_choose.html", {"form": form, "person": ticket.user}, status=status)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/code_closed.html", status=HTTPStatus.NOT_FOUND)
