"""The pages of the manual: its chapters, and the steps of one with their pictures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import signed_in_view
from cfo_site.http import SignedInRequest
from cfo_site.manual import selectors


@signed_in_view
@require_safe
def chapter_list(request: SignedInRequest) -> HttpResponse:
    """Show the chapters."""
    return render(request, "manual/chapter_list.html", {"chapters": selectors.chapters()})


@signed_in_view
@require_safe
def chapter_detail(request: SignedInRequest, chapter: str) -> HttpResponse:
    """Show the steps of a chapter, and the way to the next one."""
    found = selectors.chapter(chapter)
    if found is None:
        raise Http404
    everything = selectors.chapters()
    place = everything.index(found)
    following = everything[place + 1] if place + 1 < len(everything) else None
    return render(request, "manual/chapter_detail.html", {"chapter": found, "following": following})
