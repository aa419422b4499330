"""What the frame of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the municipality of the page (None on pages that belong to none) and whether the site is a demonstration."""
    return {
        "municipality": getattr(request, "municipality", None),
        "visitor": getattr(request, "visitor", None),
        "demonstration": settings.CFO_DEMO,
    }
