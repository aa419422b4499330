"""The one page of somebody without an account: what a one-time link asks for, and sending it."""

from http import HTTPStatus

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cfo_site.accounts.bearer import bearer_view
from cfo_site.accounts.models import Municipality
from inventories.forms.link import SendForm
from inventories.models import SubmissionState
from inventories.policies import Refused
from inventories.selectors.links import months_asked, usable_link
from inventories.services.links import Closed, receive

SENDING = "one_time_link"  # of ACCOUNT_RATE_LIMITS; counted by link, never by address: a school stands behind one


def link_closed(request: HttpRequest) -> HttpResponse:
    """Answer to a link that is wrong, past or done: the same to all, so that it tells nothing."""
    return render(request, "inventories/link_closed.html", status=HTTPStatus.NOT_FOUND)


@bearer_view(refused=link_closed)
@require_http_methods(["GET", "HEAD", "POST"])
def link_send(request: HttpRequest, town: Municipality, address_sha256: str) -> HttpResponse:
    """Show what is asked for; on POST keep what was sent. Shows the municipality, the source, its unit and the months."""
    line = usable_link(town, address_sha256, now=timezone.now())
    if line is None:
        return link_closed(request)
    months = months_asked(line.link)
    form = SendForm(request if request.method == "POST" else None, months=months)
    status = HTTPStatus.OK
    if request.method == "POST" and not ratelimit.consume(request, action=SENDING, key=address_sha256):
        return render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    if form.is_valid():
        try:
            receive(municipality=town, address_sha256=address_sha256, sent=form.sent())
        except Closed:
            return link_closed(request)
        except Refused as refusal:
            form.add_error("gallery" if form.cleaned_data["gallery"] else "camera", str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            return redirect(request.path)
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    latest = line.latest
    context = {
        "town": town,
        "link": line.link,
        "source": line.link.source,
        "months": months,
        "form": form,
        "received": latest if latest is not None and latest.state == SubmissionState.WAITING else None,
        "declined": latest if latest is not None and latest.state == SubmissionState.DECLINED else None,
    }
    return render(request, "inventories/link_send.html", context, status=status)
