"""Reconciliation in baht: bills and papers of a year against the treasury's ledger accounts."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cfo_site.accounts.gate import OWNERS, READERS, WRITERS, municipality_view
from cfo_site.http import MunicipalityRequest
from inventories.forms.treasury import AccountForm, BahtForm
from inventories.models import Inventory, MoneyKind, TreasuryAccount
from inventories.policies import Refused, takes_figures
from inventories.selectors.baht.reconciling import account_or_404, baht_in_force, money_or_404, papers_of_accounts
from inventories.selectors.inventories import inventory_or_404
from inventories.services.treasury import explain_baht, keep_account, remove_account


@municipality_view(needs=READERS)
@require_GET
def baht(request: MunicipalityRequest, year: str) -> HttpResponse:
    """Show what bills and ledger come to, and what is to be explained."""
    return _page(request, inventory_or_404(request.municipality, year))


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def account_add(request: MunicipalityRequest, year: str, money: str) -> HttpResponse:
    """Enter an account of the treasury's ledger."""
    return _account_page(request, inventory_or_404(request.municipality, year), money_or_404(money), None)


@municipality_view(needs=WRITERS)
@require_http_methods(["GET", "POST"])
def account_edit(request: MunicipalityRequest, year: str, account: int) -> HttpResponse:
    """Change an account."""
    inventory = inventory_or_404(request.municipality, year)
    found = account_or_404(inventory, account)
    return _account_page(request, inventory, MoneyKind(found.kind), found)


@municipality_view(needs=WRITERS)
@require_POST
def account_remove(request: MunicipalityRequest, year: str, account: int) -> HttpResponse:
    """Take an account out of the year."""
    found = account_or_404(inventory_or_404(request.municipality, year), account)
    try:
        remove_account(account=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("นำบัญชี %(number)s ออกแล้ว") % {"number": found.number})
    return redirect("inventories:baht", request.municipality.key, year)


@municipality_view(needs=OWNERS)
@require_POST
def baht_explain(request: MunicipalityRequest, year: str, money: str) -> HttpResponse:
    """Keep why bills and ledger differ."""
    inventory, kind = inventory_or_404(request.municipality, year), money_or_404(money)
    form = BahtForm(request.POST, kind=kind.value)
    if form.is_valid():
        try:
            explain_baht(inventory=inventory, actor=request.user, kind=kind.value, text=form.cleaned_data["text"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("บันทึกคำชี้แจงแล้ว"))
            return redirect("inventories:baht", request.municipality.key, year)
    return _page(request, inventory, kind, form)


def _page(
    request: MunicipalityRequest,
    inventory: Inventory,
    refused_in: MoneyKind | None = None,
    refused: BahtForm | None = None,
) -> HttpResponse:
    open_year = takes_figures(inventory)
    context = {
        "inventory": inventory,
        "year": inventory.token,
        "found": [
            (each, refused if refused and each.kind == refused_in else BahtForm(kind=each.kind))
            for each in baht_in_force(inventory)
        ],
        "refused": refused,
        "writable": request.visitor.writes and open_year,
        "explains": request.visitor.owns and open_year,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "inventories/registers/baht.html", context, status=status)


def _account_page(
    request: MunicipalityRequest, inventory: Inventory, kind: MoneyKind, account: TreasuryAccount | None
) -> HttpResponse:
    form = AccountForm(
        request.POST if request.method == "POST" else None, papers=papers_of_accounts(inventory), account=account
    )
    if form.is_bound and form.is_valid():
        try:
            keep_account(
                inventory=inventory, actor=request.user, kind=kind.value, fields=form.values(), account=account
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as wrong:
            form.add_error(None, ValidationError(wrong.messages))
        else:
            messages.success(request, _("บันทึกยอดบัญชีแล้ว"))
            return redirect("inventories:baht", request.municipality.key, inventory.token)
    context = {"inventory": inventory, "year": inventory.token, "kind": kind, "account": account, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "inventories/registers/account_form.html", context, status=status)
