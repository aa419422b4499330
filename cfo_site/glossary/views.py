"""The page of the field's terms in both languages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import signed_in_view
from cfo_site.glossary.forms import GlossaryForm
from cfo_site.glossary.selectors import find, terms
from cfo_site.http import SignedInRequest


@signed_in_view
@require_safe
def term_list(request: SignedInRequest) -> HttpResponse:
    """Show the terms by group, or those in which a word occurs."""
    form = GlossaryForm(request.GET)
    wanted = form.cleaned_data["q"] if form.is_valid() else ""
    groups = find(wanted) if form.is_valid() else []
    context = {
        "form": form,
        "wanted": wanted,
        "groups": groups,
        "count": sum(len(found) for _title, found in groups),
        "total": len(terms()),
    }
    return render(request, "glossary/term_list.html", context, status=422 if form.errors else 200)
