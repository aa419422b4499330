"""A verifier's workbook out, and in again: read, shown, and stored only as it was shown."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cfo_site.accounts.gate import READERS, municipality_view
from cfo_site.files.uploads import was_too_large
from cfo_site.http import MunicipalityRequest, page_or_part
from inventories.exports.verification import sample as exported
from inventories.forms.sampling.carried import brought_of, plain_of
from inventories.forms.sampling.workbook import Reading, SampleReader
from inventories.forms.verification.upload import BookForm, sealed, unsealed
from inventories.models import Checked, Inventory
from inventories.policies import Refused
from inventories.policies.sampling import BRINGERS, brings
from inventories.selectors.inventories import inventory_or_404
from inventories.selectors.sampling.papers import requested
from inventories.selectors.sampling.population import Population
from inventories.selectors.sampling.samples import Item, items, population, sample_in_force
from inventories.services.sampling.bringing import Brought, bring
from inventories.services.sampling.checking import differences
from inventories.views.sampling.samples import frame

PAGE, PURPOSE = "inventories/verification/sample_bring.html", "sample"


@municipality_view(needs=READERS)
@require_safe
def sample_workbook(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with the verifier's workbook of a frozen year."""
    inventory, people, found = _read(request, year)
    sample = sample_in_force(inventory)
    content = exported.sample_workbook(inventory, people, sample, found, requested(inventory))
    name = f"cfo-{request.municipality.key}-{inventory.token}-sample.xlsx"
    response = HttpResponse(content, content_type=exported.MIME)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


@municipality_view(needs=BRINGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sample_bring(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Take a workbook that a verifier filled in, show what it says cell by cell, and store it as it was shown."""
    inventory, people, found = _read(request, year)
    if not brings(request.visitor, inventory):
        raise PermissionDenied
    if "parcel" in request.POST:
        return _store(request, inventory, people, found)
    if request.method != "POST":
        return _page(request, inventory, BookForm())
    files = request.FILES  # reading them is what finds a file too large
    form = BookForm(request.POST, files, too_large=was_too_large(request, "file"))
    if not form.is_valid():
        return _page(request, inventory, form)
    read = SampleReader(form.book, inventory, people, sample_in_force(inventory), found).read()
    said = [plain_of(read.brought), form.sha256]
    shown = _shown(read.brought, people, found) | {
        "read": read,
        "parcel": "" if read.faults else sealed(PURPOSE, inventory, request.user.pk, said),
    }
    return _page(request, inventory, BookForm(), shown)


def _store(
    request: MunicipalityRequest, inventory: Inventory, people: Population, found: Sequence[Item]
) -> HttpResponse:
    brought = Brought(0)
    try:
        said, sha256 = unsealed(PURPOSE, inventory, request.user.pk, request.POST["parcel"])
        brought = brought_of(said)
        bring(inventory=inventory, actor=request.user, brought=brought, file_sha256=sha256)
    except (Refused, ValidationError) as wrong:
        refused = wrong.messages[0] if isinstance(wrong, ValidationError) else str(wrong)
        shown = _shown(brought, people, found) | {"read": Reading(brought), "parcel": ""}
        return _page(request, inventory, BookForm(), shown, refused=refused)
    messages.success(request, _("บันทึกสิ่งที่มาในสมุดงานของผู้ทวนสอบแล้ว"))
    return redirect("inventories:sample_list", request.municipality.key, inventory.token)


def _shown(brought: Brought, people: Population, found: Sequence[Item]) -> dict[str, Any]:
    """Return what a workbook says, with the names of its sources and what each difference is in kgCO2e."""
    by_key = {item.key: item for item in found}
    looks = []
    for key, look in brought.looks:
        figure, item = people.figures.get(key), by_key.get(key)
        kgco2e = None
        if look.outcome == Checked.DIFFERS and item is not None:
            try:
                kgco2e = sum(differences(item, people, amount=look.amount, kgco2e=look.kgco2e))
            except Refused:  # told when it is stored: the year changed since the file was read
                kgco2e = None
        looks.append((people.rows.get(key[0]), figure, look, kgco2e, item is None))
    plan = brought.plan
    named = (
        [(people.rows[line].name, risk) for line, risk in plan["risks"].items() if line in people.rows] if plan else []
    )
    return {"brought": brought, "looks": looks, "plan": plan, "plan_risks": named}


def _read(request: MunicipalityRequest, year: str) -> tuple[Inventory, Population, list[Item]]:
    """Return a year with what is frozen of it and the items of its sample, or answer 404 where nothing is frozen."""
    inventory = inventory_or_404(request.municipality, year)
    people, sample = population(inventory), sample_in_force(inventory)
    if people is None:
        raise Http404
    return inventory, people, items(sample, people) if sample else []


def _page(
    request: MunicipalityRequest,
    inventory: Inventory,
    form: BookForm,
    shown: dict[str, Any] | None = None,
    refused: str = "",
) -> HttpResponse:
    context = frame(request, inventory) | {"form": form, "refused": refused} | (shown or {})
    wrong = refused or form.errors or (shown and shown["read"].faults)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return page_or_part(request, PAGE, "page", context, status=status)
