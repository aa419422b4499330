"""Filling in the form of a bill as a browser does."""

import re

from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.selectors.amounts import amounts_in_force

from .conftest import JANUARY


def at(town, name, *more):
    return reverse(f"inventories:{name}", args=[town.key, "2567", *more])


def head(**changed):
    return {
        "issuer": "การไฟฟ้าส่วนภูมิภาค (กฟภ.)", "account": "020000000001", "number": "700001", "bill_date": "15/1/2567",
        "invoice_month": "date", "dates_are": "readings", "open": "1", "do": "show",
    } | changed  # fmt: skip


def one_line(use, **changed):
    return {
        "l1_what": f"s{use.source_id}", "l1_first": "15/12/2566", "l1_last": "15/1/67", "l1_before": "1,000",
        "l1_after": "1,100", "l1_multiplier": "", "l1_units": "๑๐๐", "l1_baht": "450.25",
    } | {f"l1_{name}": value for name, value in changed.items()}  # fmt: skip


def field_values(html):
    """Return what the form on a page would send, as a browser reads it."""
    found = {}
    main = html.partition('id="bill"')[2].partition("</form>")[0]
    for tag in re.findall(r"<input[^>]*>", main):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag)
        if name and (kind is None or kind[1] not in {"radio", "checkbox"} or "checked" in tag):
            found[name[1]] = value[1] if value else ""
    for name, body in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', body)
        found[name] = chosen[1] if chosen else ""
    found.pop("do", None)
    return found


def amount(town, use, month=JANUARY):
    with tenant_scope(town):
        rows = amounts_in_force(town, source_ids=[use.source_id], months=[month])
    return rows[use.source_id, month].amount if rows else None


def enter(client, town, kind="electricity", **fields):
    """Look at a bill, then record it with what the page carries."""
    page = client.post(at(town, "bill_add", kind), fields)
    assert page.status_code == 200, re.findall(r'class="msg-err".*?</p>', page.content.decode())
    sent = field_values(page.content.decode()) | {"do": "save"}
    return client.post(at(town, "bill_add", kind), fields | sent)
