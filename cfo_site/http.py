"""What every view uses to answer: a page, or one named part of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django_htmx.middleware import HtmxDetails

from cfo_site.accounts.gate import Visitor
from cfo_site.accounts.models import Municipality, User


class SignedInRequest(HttpRequest):
    """A request that passed the sign-in."""

    user: User
    htmx: HtmxDetails


class MunicipalityRequest(SignedInRequest):
    """A request that passed a municipality's gate: whose it is, and what the person is there."""

    municipality: Municipality
    visitor: Visitor


def kept_nowhere(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let no browser and no proxy keep a page or a download: at a shared computer the next person would go back to it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def wants_part(request: HttpRequest) -> bool:
    """Say whether htmx asked for a part; a boosted link, and going back to a page it forgot, want the page."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by django-htmx's middleware
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_part(
    request: HttpRequest, page: str, part: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render `page`, or only its partial `part` for htmx. Rendered at once: a lazy response would leave the scope."""
    template = f"{page}#{part}" if wants_part(request) else page
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
