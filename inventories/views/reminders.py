"""What divisions still owe: the list with a text to copy, having it sent, noting that somebody told them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cfo_site.accounts.gate import MEMBERS, OWNERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.exports.reminder import letter
from inventories.forms.division import MemoForm
from inventories.policies import Refused, may_change
from inventories.selectors.collection import collections
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.reminders import asked, division_or_404, log
from inventories.selectors.sources import divisions
from inventories.services.reminders import ask_for_letter, tell


@municipality_view(needs=MEMBERS)
@require_GET
def reminders(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show what is late and what may come now, by division, each with its text; and what was done about it."""
    inventory = inventory_or_404(request.municipality, year)
    address = request.build_absolute_uri(reverse("inventories:grid", args=[request.municipality.key, year]))
    listed = asked(inventory, collections(inventory, today=timezone.localdate()), now=timezone.now())
    town = request.municipality.name_today.name_th
    owing = [each for each in listed if each.collection.late or each.collection.waiting]
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "writable": request.visitor.writes and may_change(inventory),
        "owing": [(each, letter(inventory, each.collection, town=town, address=address)) for each in owing],
        "done": [each.collection for each in listed if each not in owing],
        "log": log(inventory),
        "memo_form": MemoForm(divisions=divisions(request.municipality)),
        "sends_email": settings.SENDS_EMAIL,
    }
    return render(request, "inventories/reminders.html", context)


@municipality_view(needs=WRITERS)
@require_POST
def reminder_tell(request: MunicipalityRequest, year: str, division: int) -> HttpResponse:
    """Note that a division was told otherwise."""
    inventory = inventory_or_404(request.municipality, year)
    found = division_or_404(request.municipality, division)
    try:
        tell(inventory=inventory, division=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("บันทึกว่าแจ้ง%(division)sแล้ว") % {"division": found.name_th})
    return redirect("inventories:reminders", request.municipality.key, year)


@municipality_view(needs=OWNERS)
@require_POST
def reminder_send(request: MunicipalityRequest, year: str, division: int) -> HttpResponse:
    """Have a division's letter sent."""
    inventory = inventory_or_404(request.municipality, year)
    found = division_or_404(request.municipality, division)
    try:
        ask_for_letter(inventory=inventory, division=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("สั่งส่งอีเมลถึง%(division)sแล้ว ผลการส่งอยู่ท้ายหน้านี้") % {"division": found.name_th})
    return redirect("inventories:reminders", request.municipality.key, year)
