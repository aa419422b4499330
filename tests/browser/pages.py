"""Where each page of the table of addresses is found in the browser, furnished; and forms with something wrong."""

from django.urls import reverse

from tests.architecture.addresses import DOWNLOADS, EXPECTED, POSTED, arguments
from tests.architecture.routes import routes
from tests.browser import furnished_findings, furnished_sample
from tests.browser.furnished import BEGINNER, NEXT_YEAR, OFFICE, YEAR

# Files; addresses that only take a form; the server's sign of life; a page of a scan, of which none is furnished yet.
NOT_PAGES = {*DOWNLOADS, *POSTED, "healthz", "inventories:scan_withdraw"}
PAGES = sorted(EXPECTED.keys() - NOT_PAGES)
OF_THE_FROZEN = {
    "inventories:version_detail": "/m/{frozen}/versions/1/",
    "inventories:version_recalculation": "/m/{frozen}/versions/1/recalculate/",
}
# Who looks at it, where that is not the one who keeps and approves the office's inventory.
WHO = {
    "account_login": "",
    "reports:province": "demo-province",
    "ledger:common_list": "demo-province",
    "inventories:link_send": "",
    "inventories:round_list": "demo-province",
    "inventories:verify_agreement": furnished_findings.OWNER,
    "inventories:verify_statement": furnished_findings.OWNER,
    "inventories:finding_list": furnished_findings.OWNER,
    "inventories:finding_add": furnished_findings.VERIFIER,
    "inventories:finding_detail": furnished_findings.VERIFIER,
    **furnished_sample.WHO,
    "inventories:version_recalculation": "demo-province",
    "inventories:version_detail": "demo-province",  # of a generated year: the office has locked none
}

SECOND_STEP = f"/m/{BEGINNER}/open-year/?year=2567&year_kind=calendar"
# Pages in another state: who looks, the address (or the name of a page), what differs.
VERIFIED = "/m/{verified}/verify"  # of a generated year in verification
ELSEWHERE = {
    **furnished_sample.ELSEWHERE,
    "agreement of who may only read it": ("demo-province", f"{VERIFIED}/agreement/"),
    "agreement of a year without any": ("demo-owner", f"/m/{OFFICE}/{YEAR}/verify/agreement/"),
    "statement of a year without an agreement": ("demo-owner", f"/m/{OFFICE}/{YEAR}/verify/statement/"),
    "certificate that has expired": ("certified-owner", "/m/{certified}/certificates/"),
    "overview of a certificate that has expired": ("certified-owner", "/m/{certified}/"),
    "statement that was made": ("certified-owner", "/m/{certified}/2567/verify/statement/"),
    "round stated anew": ("demo-province", "/province/rounds/?round=4/2570"),
    "findings of a year without any": ("demo-owner", f"/m/{OFFICE}/{YEAR}/verify/findings/"),
    "finding to be answered": (furnished_findings.OWNER, f"{VERIFIED}/findings/{{open}}/"),
    "correction begun by a finding": (furnished_findings.OWNER, "/m/{verified}/path/correct/?finding=CAR-1"),
    "grid of who may not write": ("demo-verifier", f"/m/{OFFICE}/{YEAR}/grid/"),
    "source of who may not write": ("demo-verifier", "inventories:source_edit"),
    "boundary of who may not write": ("demo-verifier", "inventories:source_boundary"),
    "year with nothing in it": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/"),
    "grid with nothing in it": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/grid/"),
    "sources of an empty year": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/sources/"),
    "town without a year": ("demo-owner", f"/m/{BEGINNER}/"),
    "second step of opening a year": ("demo-owner", SECOND_STEP),
    "source in use, its boundary asked": ("demo-owner", "inventories:source_boundary asked"),
    "bills of who may not write": ("demo-verifier", "inventories:bill_list"),
    "bill of who may not write": ("demo-verifier", "inventories:bill_detail"),
    "meter of who may not write": ("demo-verifier", "inventories:meter_edit"),
    "slips of fuel": ("demo-entry", f"/m/{OFFICE}/{YEAR}/bills/add/fuel/"),
    "bills of an empty year": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/bills/"),
    "factors found": ("demo-entry", "/factors/?q=%E0%B8%94%E0%B8%B5%E0%B9%80%E0%B8%8B%E0%B8%A5"),
    "factors not found": ("demo-entry", "/factors/?q=zzzz"),
    "catalogue searched": ("demo-owner", f"/m/{OFFICE}/{YEAR}/sources/add/?q=zzzz"),
    "all municipalities": ("demo-province", "home"),
    "generated year with gaps": ("demo-province", "/m/{generated}/2568/"),
    "one source of the grid": ("demo-entry", "/m/demo/2567/grid/?source={diesel}"),
    "generated grid with gaps": ("demo-province", "/m/{generated}/2568/grid/"),
    "index of who may not write": ("demo-verifier", "inventories:evidence_list"),
    "index of an empty year": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/evidence/"),
    "evidence of a cell of who may not write": ("demo-verifier", "inventories:evidence_cell"),
    "set-up copied from another year": ("demo-owner", f"/m/{OFFICE}/fy{NEXT_YEAR}/setup/"),
    "set-up copied, of who may not confirm": ("demo-entry", f"/m/{OFFICE}/fy{NEXT_YEAR}/setup/"),
    "links of a year without any": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/links/"),
    "figure of who may not write": ("demo-verifier", "inventories:beside"),
    "months to estimate": ("demo-entry", "inventories:estimate asked"),
    "completeness of an empty year": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/completeness/"),
    "completeness of a category": ("demo-province", "/m/{generated}/2568/completeness/?category=2.electricity"),
    "workbook that was stored": ("demo-entry", f"/m/{OFFICE}/{YEAR}/import/{{imported}}/"),
    "workbook that waits, of who may not write": ("demo-verifier", f"/m/{OFFICE}/{YEAR}/import/{{waiting}}/"),
    "imports of a year without any": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/import/"),
    "path of a locked year, for the province": ("demo-province", "/m/{frozen}/path/"),
    "path of who may only look": ("demo-verifier", "inventories:year_path"),
    "register of air-conditioners": ("demo-entry", f"/m/{OFFICE}/registers/cooling/"),
    "register of who may not write": ("demo-verifier", "inventories:register_kind"),
    "item of who may not write": ("demo-verifier", "inventories:item_detail"),
    "register with nothing in it": ("demo-owner", f"/m/{BEGINNER}/registers/vehicle/"),
    "registers of a town without a year": ("demo-owner", f"/m/{BEGINNER}/registers/"),
    "reconciliation of who may not write": ("demo-verifier", "inventories:reconcile"),
    "reconciliation of a locked year": ("demo-province", "/m/{frozen}/reconcile/"),
    "baht of a locked year": ("demo-province", "/m/{frozen}/baht/"),
    "readiness of a locked year": ("demo-province", "/m/{frozen}/readiness/"),
    "readiness of a year with gaps": ("demo-province", "/m/{generated}/2568/readiness/"),
    "readiness of who may not write": ("demo-verifier", "inventories:readiness"),
    "organisation of who may not write": ("demo-verifier", "inventories:organisation"),
    "scores of who may not write": ("demo-verifier", "inventories:score_list"),
    "screening without criteria": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/screening/"),
    "category without criteria": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/screening/1/"),
    "not found": ("demo-owner", "/m/demo/2567/nothing-here/"),
}

# A form sent with something wrong: who, the page that has it, what is typed (a radio or box: what is chosen), status.
WRONG = {
    **furnished_sample.WRONG,
    "agreement kept": (furnished_findings.OWNER, "inventories:verify_agreement", {"body": "", "materiality": "x"}, 422),
    "statement made": (furnished_findings.VERIFIER, f"{VERIFIED}/statement/", {}, 422),
    "renewal planned": ("certified-owner", "/m/{certified}/certificates/", {"verification_days": "x"}, 422),
    "round stated": ("demo-province", "inventories:round_list", {"year": "x", "number": "", "fee_by": "x"}, 422),
    "finding raised": (furnished_findings.VERIFIER, "inventories:finding_add", {"text": "", "kind": ""}, 422),
    "finding closed": (furnished_findings.VERIFIER, "inventories:finding_detail", {"outcome": "", "effect": "x"}, 422),
    "finding answered": (furnished_findings.OWNER, f"{VERIFIED}/findings/{{open}}/", {"text": "", "papers": "x"}, 422),
    "year handed in with months missing": ("demo-owner", "inventories:year_path", {}, 422),
    "sign in": ("", "account_login", {"login": "nobody", "password": "x"}, 422),
    "password": ("demo-entry", "account_change_password", {"oldpassword": "x", "password1": "y"}, 422),
    "code typed": ("", "code_entry", {"code": ""}, 422),
    "password chosen": ("", "password_choose", {"password1": "x", "password2": "y"}, 422),
    "own data": ("demo-entry", "my_data", {"display_name": "", "email": "x"}, 422),
    "person added": ("demo-owner", "person_add", {"username": "", "roles": ""}, 422),
    "verifier added": ("demo-owner", "verifier_add", {"username": ""}, 422),
    "person changed": ("demo-owner", "person_edit", {"display_name": "", "email": "x"}, 422),
    "year opened, second step": ("demo-owner", SECOND_STEP, {"editions": "", "gwp_set": ""}, 422),
    "source added": ("demo-owner", "inventories:source_add", {"name_th": "", "factor": "", "delay_days": "x"}, 422),
    "source changed": ("demo-owner", "inventories:source_edit", {"name_th": ""}, 422),
    "boundary answered": ("demo-owner", "inventories:source_boundary asked", {"vehicle-lease": ""}, 422),
    "left out": ("demo-owner", "inventories:exclusion_add", {"what": "", "why": "", "tco2e": "x"}, 422),
    "warning answered": ("demo-owner", "inventories:boundary_list", {"reason": ""}, 422),
    "upstream": ("demo-owner", "inventories:upstream", {"density": "x"}, 422),
    "sheet": ("demo-entry", "inventories:sheet_fill", {"f_opening": "x", "f_bought": ""}, 422),
    "working days": ("demo-entry", "inventories:working_days", {"days_1": "99", "reason_1": ""}, 422),
    "table pasted": ("demo-entry", "inventories:paste", {"table": "12\tx"}, 422),
    "row of the grid": ("demo-entry", "inventories:grid", {"m3": "สองร้อย", "m4": "-"}, 422),
    "row that somebody changed": ("demo-entry", "inventories:grid", {"m3": "9", "seen": ",".join("0" * 12)}, 409),
    "apart added": ("demo-owner", "inventories:apart_add", {"name": "", "quantity": "x"}, 422),
    "apart changed": ("demo-owner", "inventories:apart_edit", {"name": "", "quantity": "x"}, 422),
    "division added": ("demo-owner", "inventories:division_add", {"name_th": "", "email": "x"}, 422),
    "division changed": ("demo-owner", "inventories:division_edit", {"name_th": "", "email": "x"}, 422),
    "figure explained": ("demo-entry", "inventories:check_cell", {"text": ""}, 422),
    "paper added": ("demo-entry", "inventories:evidence_add", {"use": "", "baht": "x"}, 422),
    "paper changed": ("demo-entry", "inventories:evidence_edit", {"baht": "x", "issued_on": "x"}, 422),
    "paper taken for more": ("demo-entry", "inventories:evidence_detail", {"use": "", "page": "x"}, 422),
    "paper cancelled": ("demo-entry", "inventories:evidence_cancel", {"reason": ""}, 422),
    "file withdrawn": ("demo-owner", "inventories:file_withdraw", {"reason": ""}, 422),
    "paper added to a cell": ("demo-entry", "inventories:evidence_cell", {"baht": "x"}, 422),
    "link made": ("demo-entry", "inventories:link_make", {"use": "", "for_whom": "", "days": ""}, 422),
    "link declined": ("demo-entry", "inventories:link_detail", {"reason": "", "act": "decline"}, 422),
    "sent without an account": ("", "inventories:link_send", {"m2024-01": "สิบ", "m2024-02": "-1"}, 422),
    "source replaced": ("demo-owner", "inventories:source_replace", {"last_month": "", "identifier": ""}, 422),
    "factor split": (
        "demo-owner",
        f"/m/{OFFICE}/fy{NEXT_YEAR}/sources/{{copied}}/split/",
        {"from_month": "", "factor": ""},
        422,
    ),
    "nothing confirmed": ("demo-owner", f"/m/{OFFICE}/fy{NEXT_YEAR}/setup/", {"use": ""}, 422),
    "figure marked": ("demo-entry", "inventories:beside", {"state": "IE", "reason": ""}, 422),
    "bill added": ("demo-entry", "inventories:bill_add", {"number": "", "l1_units": "x", "l1_what": ""}, 422),
    "slips of fuel added": (
        "demo-entry",
        f"/m/{OFFICE}/{YEAR}/bills/add/fuel/",
        {"bill_date": "x", "l2_units": "x"},
        422,
    ),
    "bill corrected": ("demo-entry", "inventories:bill_correct", {"reason": "", "l1_first": "x"}, 422),
    "bill withdrawn": ("demo-entry", "inventories:bill_withdraw", {"reason": ""}, 422),
    "paper of a bill": ("demo-entry", "inventories:bill_detail", {"evidence": ""}, 422),
    "meter added": ("demo-entry", "inventories:meter_add", {"number": "", "multiplier": "x"}, 422),
    "meter changed": ("demo-entry", "inventories:meter_edit", {"number": "", "closing": "5", "last_day": ""}, 422),
    "meter replaced": ("demo-entry", "inventories:meter_replace", {"day": "x", "closing": ""}, 422),
    "months estimated": ("demo-entry", "inventories:estimate asked", {"reason": ""}, 422),
    "reason of no figure": ("demo-entry", "inventories:notation_reason", {}, 422),
    "no workbook chosen": ("demo-entry", "inventories:import_list", {}, 422),
    "item added": ("demo-entry", "inventories:item_add", {"number": "", "quantity": "x", "last_day": "x"}, 422),
    "item changed": ("demo-entry", "inventories:item_detail", {"number": "", "first_day": "x"}, 422),
    "item linked": ("demo-entry", "inventories:item_detail", {"source": "", "first_day": "x"}, 422),
    "register pasted": ("demo-entry", "inventories:register_paste", {"table": "ทะเบียนรถ\tจำนวน\nกข 1\tx"}, 422),
    "items left out": ("demo-owner", "inventories:reconcile", {"reason": ""}, 422),
    "account added": ("demo-entry", "inventories:account_add", {"number": "", "baht": "x"}, 422),
    "account changed": ("demo-entry", "inventories:account_edit", {"baht": "x"}, 422),
    "difference explained": ("demo-owner", "inventories:baht", {"text": ""}, 422),
    "organisation told": ("demo-owner", "inventories:organisation", {"output": "x", "filing_date": "x"}, 422),
    "role added": ("demo-owner", "inventories:role_add", {"position": "", "division": ""}, 422),
    "role changed": ("demo-owner", "inventories:role_edit", {"position": ""}, 422),
    "instrument added": ("demo-owner", "inventories:instrument_add", {"name": "", "serial": "", "source": ""}, 422),
    "calibration recorded": (
        "demo-owner",
        "inventories:instrument_edit",
        {"calibrated_on": "x", "valid_to": "", "paper": "", "act": "calibrate"},
        422,
    ),
    "half a score": ("demo-owner", "inventories:score_list", {}, 422),
    "criteria set": ("demo-owner", "inventories:screening_criteria", {"cut_off": "x", "rationale": ""}, 422),
    "category screened": ("demo-owner", "inventories:screening_category", {"chosen": "", "reason": ""}, 422),
    "locked too early": ("demo-owner", f"/m/{OFFICE}/{NEXT_YEAR}/path/lock/", {}, 422),
}
NEVER_WRONG = {
    "account_logout",
    "inventories:certificate_list",  # refused as “renewal planned”, of the town that holds a certificate
    "inventories:check_list",
    "inventories:import_detail",  # its refusals: test_a_green_office_workbook
    "inventories:reminders",
    "person_list",
}  # the first cannot be refused, the others by a message only


def address(name: str, furnished) -> str:
    """Return where a page is; `name asked` is the page of the source whose boundary is asked."""
    if name in {
        "inventories:verify_statement",
        "inventories:verify_agreement",
        "inventories:finding_list",
        "inventories:finding_add",
        "inventories:finding_detail",
        *furnished_sample.WHO,
    }:
        of_year = {"municipality": furnished.findings["town"], "year": furnished.findings["year"]}
        known = of_year | {"finding": furnished.findings["finding"]} | furnished.sample
        return reverse(name, kwargs={key: known[key] for key in routes()[name].pattern.converters})
    name = OF_THE_FROZEN.get(name, name)
    if name.startswith("/"):
        return name.format(
            generated=furnished.generated,
            frozen=furnished.frozen,
            verified=f"{furnished.findings['town']}/{furnished.findings['year']}",
            open=furnished.findings["open"],
            **furnished.sample,
            certified=furnished.findings["certified"],
            diesel=furnished.diesel.pk,
            copied=furnished.copied,
            imported=furnished.imported,
            waiting=furnished.waiting,
        )
    name, _, which = name.partition(" ")
    use = furnished.asked if which else furnished.diesel
    values = arguments(name, furnished.town, use)
    own = {"edition": use.factor.edition.key, "line": furnished.line.pk, "evidence": furnished.paper.pk, "batch": furnished.waiting,
           "bill": furnished.bill.pk, "meter": furnished.meter.pk, "link": furnished.link.pk, "token": furnished.token,
           "register_item": furnished.item, "account": furnished.account,
           "person": furnished.person, "code": furnished.code, **furnished.quality}  # fmt: skip
    return reverse(name, kwargs={key: own.get(key, value) for key, value in values.items()})
