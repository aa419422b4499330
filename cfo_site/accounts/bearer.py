"""The gate for whoever holds a one-time token and has no account.

A token names its municipality, so that the scope opens before anything is looked up; what it opens is found by its hash.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope

SECRET_BYTES = 16
_SECRET = re.compile(r"[A-Za-z0-9_-]{22}")  # 16 bytes as base64
_SIGNER = Signer(salt="cfo_site.accounts.bearer", sep=".")
View = Callable[[Any, Municipality, str], HttpResponseBase]


def new_secret() -> str:
    """Return what makes a token unguessable: 128 random bits as text."""
    return secrets.token_urlsafe(SECRET_BYTES)


def is_secret(text: str) -> bool:
    """Say whether a text has the form of `new_secret`, so that nobody chooses a shorter one."""
    return _SECRET.fullmatch(text) is not None


def token_of(municipality: Municipality, secret: str) -> str:
    """Return the token of a secret: the municipality in clear, the secret, and our signature over both."""
    return _SIGNER.sign(f"{municipality.pk}.{secret}")


def hashed(token: str) -> str:
    """Return the SHA-256 by which a token is kept; the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def municipality_of(token: str) -> Municipality | None:
    """Return the municipality that a token of ours names, None for any other text; asks nothing for a forged one."""
    try:
        named, _dot, _secret = _SIGNER.unsign(token).partition(".")
    except BadSignature:
        return None
    return Municipality.objects.prefetch_related("names").filter(pk=int(named)).first()


def tell_nobody(response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer of an address that is a key: kept nowhere, named to nobody, found by no search."""
    add_never_cache_headers(response)
    # The origin alone, also to ourselves: "no-referrer" would make the browser send its form as from nowhere
    # (Origin: null), and "same-origin" would put the key before every style sheet that is asked for.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def bearer_view(
    *, refused: Callable[[HttpRequest], HttpResponseBase]
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Gate of a view that needs a token and no account: opens the scope of the municipality that the token names.

    The view gets that municipality and the token's hash, never the token. Any other text gets what `refused` answers,
    which must be what the view answers to a token that is no longer good. The answer is kept nowhere, named to nobody and
    found by no search: the address is the key.
    """

    def gate(view: View) -> Callable[..., HttpResponseBase]:
        @login_not_required
        @wraps(view)
        def gated(request: Any, token: str) -> HttpResponseBase:
            town = municipality_of(token)
            if town is None:
                response = refused(request)
            else:
                with tenant_scope(town):
                    response = view(request, town, hashed(token))
            return tell_nobody(response)

        gated.needs = frozenset()  # type: ignore[attr-defined]  # read by the walk over every address
        return gated

    return gate
