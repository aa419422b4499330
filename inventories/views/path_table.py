"""The manual's page on the path of a year: who takes which step in which state, as the policies have it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cfo_site.accounts.gate import As, signed_in_view
from cfo_site.accounts.models.membership import ProvinceWide, Role
from cfo_site.http import SignedInRequest
from inventories.policies.path import standings


@signed_in_view
@require_safe
def path_table(request: SignedInRequest) -> HttpResponse:
    """Show every state with its steps, who may take them, and which state comes after."""
    roles = [
        (As.ENTRY, pgettext("column", "บ"), Role.ENTRY.label),
        (As.OWNER, pgettext("column", "ร"), Role.OWNER.label),
        (As.APPROVER, pgettext("column", "อ"), Role.APPROVER.label),
        (As.PROVINCE, pgettext("column", "จ"), ProvinceWide.PROVINCE.label),
        (As.VERIFIER, pgettext("column", "ท"), _("ผู้ทวนสอบ")),
    ]
    table = [
        (each, [(step, [(letter, words, who in step.who) for who, letter, words in roles]) for step in each.steps])
        for each in standings()
    ]
    return render(request, "inventories/path_table.html", {"roles": roles, "table": table})
