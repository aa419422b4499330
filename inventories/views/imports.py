"""Workbooks in and out: our template, bringing a file, what it would change, storing it, taking it back."""

from http import HTTPStatus
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site import thai
from cfo_site.accounts.gate import READERS, WRITERS, municipality_view
from cfo_site.files.uploads import was_too_large
from cfo_site.http import MunicipalityRequest
from inventories.calc.workbooks.lines import Contents
from inventories.exports.marked import mark_faults, mark_table
from inventories.exports.template import MIME, year_template
from inventories.forms.imports.choices import read_choices, read_known, same_choices
from inventories.forms.imports.upload import UploadForm, contents_in_language, rows_of_text
from inventories.models import ImportBatch, Inventory
from inventories.policies import Refused, may_change
from inventories.selectors.imports.batches import file_of, import_or_404, imports_of, stored_figures, twin_of
from inventories.selectors.imports.preview import preview
from inventories.selectors.imports.shown import page_of
from inventories.selectors.inventories import inventory_or_404
from inventories.services.amounts import ChangedSince
from inventories.services.imports import committing, previewing, undoing

ZIP = b"PK"  # how an .xlsx begins
OCTETS = "application/octet-stream"


@municipality_view(needs=READERS)
@require_http_methods(["GET", "POST"])
def import_list(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show the files of a year and take one more: read it, keep it to be looked at, and go there."""
    inventory = inventory_or_404(request.municipality, year)
    form = UploadForm(inventory=inventory)
    if request.method == "POST":
        if not request.visitor.writes:
            raise PermissionDenied
        files = request.FILES  # reading them is what finds a file too large
        form = UploadForm(request.POST, files, inventory=inventory, too_large=was_too_large(request, "file"))
        if form.is_valid() and (batch := _keep(request, inventory, form)) is not None:
            return _to(batch)
    context = _frame(request, inventory) | {"form": form, "batches": imports_of(inventory)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/import_list.html", context, status=status)


@municipality_view(needs=READERS)
@require_GET
def import_template(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Answer with our own workbook to fill in, the figures of the year already in it."""
    inventory = inventory_or_404(request.municipality, year)
    return _download(year_template(inventory), MIME, f"cfo-{request.municipality.key}-{inventory.token}-entry.xlsx")


@municipality_view(needs=READERS)
@require_GET
def import_detail(request: MunicipalityRequest, year: str, batch: int) -> HttpResponse:
    """Show what a file would change, or once it is stored, what it changed."""
    found = import_or_404(inventory_or_404(request.municipality, year), batch)
    return _page(request, found)


@municipality_view(needs=WRITERS)
@require_POST
def import_choose(request: MunicipalityRequest, year: str, batch: int) -> HttpResponse:
    """Keep what was chosen on the page and show what comes of it."""
    found = import_or_404(inventory_or_404(request.municipality, year), batch)
    try:
        previewing.choose(batch=found, choices=read_choices(request.POST, preview(found)) if found.waits else {})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _to(found)


@municipality_view(needs=WRITERS)
@require_POST
def import_commit(request: MunicipalityRequest, year: str, batch: int) -> HttpResponse:
    """Store what the page showed. Other choices than it was worked out with are kept and shown first."""
    found = import_or_404(inventory_or_404(request.municipality, year), batch)
    try:
        if found.waits:
            seen = preview(found)
            said = read_choices(request.POST, seen)
            if not same_choices(said, seen):
                previewing.choose(batch=found, choices=said)
                messages.warning(request, _("ท่านเปลี่ยนตัวเลือก จึงยังไม่ได้บันทึก โปรดตรวจผลใหม่แล้วกดบันทึกอีกครั้ง"))
                return _to(found)
        stored = committing.commit(
            batch=found, actor=request.user, shown=request.POST.get("shown", ""),
            known=read_known(request.POST) if request.POST.get("clash") in {"ours", "theirs"} else {},
            ours=request.POST.get("clash") == "ours",
        )  # fmt: skip
    except (ChangedSince, committing.ShownOtherwise) as changed:
        return _page(request, found, note=str(changed), status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        return _page(request, found, note=str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("บันทึกจากไฟล์แล้ว %(count)s ช่อง") % {"count": stored.stored})
    return _to(stored)


@municipality_view(needs=WRITERS)
@require_POST
def import_discard(request: MunicipalityRequest, year: str, batch: int) -> HttpResponse:
    """Throw away a file that was not stored."""
    found = import_or_404(inventory_or_404(request.municipality, year), batch)
    try:
        previewing.discard(batch=found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _to(found)
    messages.success(request, _("ทิ้งไฟล์แล้ว ไม่มีตัวเลขใดเปลี่ยน"))
    return redirect("inventories:import_list", request.municipality.key, year)


@municipality_view(needs=WRITERS)
@require_POST
def import_undo(request: MunicipalityRequest, year: str, batch: int) -> HttpResponse:
    """Put the cells of a stored file back to what they were."""
    found = import_or_404(inventory_or_404(request.municipality, year), batch)
    also = read_known(request.POST) if "also" in request.POST else {}
    try:
        undone = undoing.undo(batch=found, actor=request.user, also=also)
    except ChangedSince as changed:
        return _page(request, found, note=str(changed), status=HTTPStatus.CONFLICT)
    except Refused as refusal:
        return _page(request, found, note=str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if undone.left:
        said = _("เลิกการนำเข้าแล้ว %(restored)s ช่องกลับเป็นค่าก่อนนำเข้า อีก %(left)s ช่องมีผู้แก้ภายหลัง จึงคงไว้")
        messages.warning(request, said % {"restored": undone.restored, "left": undone.left})
    else:
        messages.success(request, _("เลิกการนำเข้าแล้ว ตัวเลขกลับเป็นค่าก่อนนำเข้า"))
    return _to(found)


@municipality_view(needs=READERS)
@require_GET
def import_file(request: MunicipalityRequest, year: str, batch: int) -> HttpResponse:
    """Answer with a file as it was brought."""
    found = import_or_404(inventory_or_404(request.municipality, year), batch)
    return _download(_bytes_of(found), OCTETS, found.name)


@municipality_view(needs=READERS)
@require_GET
def import_marked(request: MunicipalityRequest, year: str, batch: int) -> HttpResponse:
    """Answer with a file as it was brought, its faulty cells marked and told."""
    found = import_or_404(inventory_or_404(request.municipality, year), batch)
    content = _bytes_of(found)
    if not found.waits:
        raise Http404
    told = preview(found, retold=_retold(found))
    marks = [(each.line.sheet, each.given.cell, f"{each.word.sentence} {each.word.remedy}") for each in told.problems]
    if content.startswith(ZIP):
        marked = mark_faults(content, marks)
    else:
        sheet, rows = rows_of_text(content, found.name)
        marked = mark_table(rows, marks, sheet=sheet)
    return _download(marked, MIME, f"{PurePath(found.name).stem}-marked.xlsx")


def _keep(request: MunicipalityRequest, inventory: Inventory, form: UploadForm) -> ImportBatch | None:
    """Keep a file that was read; a refusal goes to its field."""
    upload = form.cleaned_data["file"]
    try:
        return previewing.keep_preview(
            inventory=inventory, actor=request.user, file=upload.file, name=upload.name, contents=form.contents
        )
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return None


def _page(
    request: MunicipalityRequest, batch: ImportBatch, *, note: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """Show a file that waits with what it would change, any other with what it changed."""
    if note:  # it was held as it was before the refusal
        batch = import_or_404(batch.inventory, batch.pk)
    context = _frame(request, batch.inventory) | {"batch": batch, "note": note}
    if not batch.waits:
        figures = stored_figures(batch)
        changed = [figure for figure in figures if figure.changed_since] if batch.is_committed else []
        context |= {"figures": figures, "changed": changed, "kept_file": file_of(batch)}
        return render(request, "inventories/import_done.html", context, status=status)
    told = preview(batch, retold=_retold(batch))
    context |= page_of(told) | {"twin": twin_of(batch), "markable": bool(told.problems) and file_of(batch) is not None}
    return render(request, "inventories/import_detail.html", context, status=status)


def _retold(batch: ImportBatch) -> Contents | None:
    """Return the contents in English on an English page: they are kept in Thai."""
    return contents_in_language(batch) if thai.in_english() else None


def _bytes_of(batch: ImportBatch) -> bytes:
    there = file_of(batch)
    if there is None:
        raise Http404
    return there.read_bytes()


def _to(batch: ImportBatch) -> HttpResponse:
    return redirect("inventories:import_detail", batch.municipality.key, batch.inventory.token, batch.pk)


def _frame(request: MunicipalityRequest, inventory: Inventory) -> dict[str, Any]:
    writable = request.visitor.writes and may_change(inventory)
    return {"inventory": inventory, "year": inventory.token, "writable": writable}


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
