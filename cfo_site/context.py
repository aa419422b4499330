"""What the frame of every page needs."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cfo_site.accounts.gate import As
from cfo_site.accounts.selectors import sees_all


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the municipality of the page (None on pages that belong to none), who looks, and at what kind of site."""
    return {
        "municipality": getattr(request, "municipality", None),
        "visitor": getattr(request, "visitor", None),
        # Asked of the database once, and only where the frame has a menu.
        "sees_province": SimpleLazyObject(partial(_sees_province, request)),
        "demonstration": settings.CFO_DEMO,
    }


def _sees_province(request: HttpRequest) -> bool:
    visitor, user = getattr(request, "visitor", None), getattr(request, "user", None)
    if visitor is not None:
        return As.PROVINCE in visitor.capacities
    return user is not None and user.is_authenticated and sees_all(user, today=timezone.localdate())
