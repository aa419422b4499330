"""The language of a page: Thai, unless the visitor chose English here. What the browser prefers decides nothing."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cfo_site import thai

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_chosen_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer in the language of the visitor's cookie (Django's own middleware would ask the browser as well)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        with translation.override(language), thai.digits(thai=settings.CFO_THAI_DIGITS):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware


def in_thai(write: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Have a document written in Thai whoever asks for it: its bytes, and their hash, must not follow a cookie."""

    @wraps(write)
    def written(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        with translation.override("th"), thai.digits(thai=False):
            return write(*args, **kwargs)

    return written


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language asked for and lead back to the page, its query string included."""
    response = HttpResponseRedirect(_way_back(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


def page_address(request: HttpRequest) -> str:
    """Return where the page being written can be asked for again: itself, or where its form was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    return _own(request, request.headers.get("Referer", "")) or reverse("home")


def _way_back(request: HttpRequest) -> str:
    """Return the page's address as the switch names it, with the newer query string that htmx may have given it."""
    named = _own(request, request.POST.get("next", ""))
    now = _own(request, request.headers.get("Referer", ""))
    if named and now and urlsplit(now).path == urlsplit(named).path:
        return now
    return named or reverse("home")


def _own(request: HttpRequest, address: str) -> str:
    """Return an address of this site as a path, "" for any other; //elsewhere is a path here, and no way elsewhere."""
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(address)
    path = escape_leading_slashes(parts.path or "/")
    return f"{path}?{parts.query}" if parts.query else path
