"""Every address, what each kind of visitor gets there, and what is sent to it: the table the walks go by."""

from tests.architecture.routes import routes
from tests.inventories.conftest import JANUARY

# What needs no sign-in: the whole list.
PUBLIC = {"account_login", "account_logout", "choose_language", "code_entry", "healthz", "password_choose"}
PUBLIC |= {"inventories:link_send"}  # its one-time token is the key (accounts.bearer): figures come without an account
# Signed-in people of no municipality see these; they show no municipality's rows.
OWN = {"home", "account_change_password"}
VISITORS = (None, "stranger", "olarn", "nid", "orn", "anan", "pim", "suda", "wichai")

# In the order of VISITORS: nobody, signed in only, owner of another town; entry officer, owner, approver; province,
# steward of factors, verifier. Addresses under /m/ are those of ทุ่งทราย.
LIBRARY = (302, 200, 200, 200, 200, 200, 200, 200, 200)
READERS = (302, 404, 404, 200, 200, 200, 200, 404, 200)
WRITERS = (302, 404, 404, 302, 302, 403, 403, 404, 403)
ENTRY_FORMS = (302, 404, 404, 200, 200, 403, 403, 404, 403)
OWNERS = (302, 404, 404, 403, 200, 403, 403, 404, 403)
KEEPERS = (302, 404, 404, 403, 200, 403, 200, 404, 403)  # of people: the owner; the province for a first owner
MEMBERS = (302, 404, 404, 200, 200, 200, 403, 404, 403)
PROVINCE = (302, 404, 404, 404, 404, 404, 200, 404, 404)
LOCKERS = (302, 404, 404, 403, 200, 200, 403, 404, 403)
NONE_THERE = (302, 404, 404, 404, 404, 404, 404, 404, 404)  # of what does not exist
NONE_TO_WRITE = (302, 404, 404, 404, 404, 403, 403, 404, 403)
EXPECTED = {
    "home": (302, 200, 302, 302, 302, 302, 200, 200, 302),
    "healthz": (200,) * 9,
    "account_login": (200, 302, 302, 302, 302, 302, 302, 302, 302),
    "account_logout": (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "account_change_password": LIBRARY,
    "choose_language": (302,) * 9,
    "code_entry": (200,) * 9,
    "password_choose": (404,) * 9,  # the code is wrong
    "my_data": LIBRARY,
    "my_data_export": LIBRARY,
    "person_list": KEEPERS,
    "person_add": KEEPERS,
    "verifier_add": OWNERS,
    "person_edit": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is nobody of that number
    "slip_make": (302, 404, 404, 403, 404, 403, 404, 404, 403),
    "person_leave": (302, 404, 404, 403, 404, 403, 403, 404, 403),
    "person_erase": (302, 404, 404, 403, 404, 403, 403, 404, 403),
    "glossary:term_list": LIBRARY,
    "manual:chapter_list": LIBRARY,
    "manual:chapter_detail": LIBRARY,
    "inventories:path_table": LIBRARY,
    "ledger:entry_list": READERS,
    "ledger:entry_export": READERS,
    "ledger:entry_table": READERS,
    "ledger:common_list": (302, 404, 404, 404, 404, 404, 200, 200, 404),
    "ledger:audit_program": LIBRARY,
    "emission_factors:factor_list": LIBRARY,
    "emission_factors:edition_list": LIBRARY,
    "emission_factors:gwp_list": LIBRARY,
    "emission_factors:factor_detail": LIBRARY,
    "inventories:municipality_overview": READERS,
    "inventories:year_open": OWNERS,
    "inventories:register_list": READERS,
    "inventories:register_kind": READERS,
    "inventories:register_table": READERS,
    "inventories:item_add": ENTRY_FORMS,
    "inventories:register_paste": ENTRY_FORMS,
    "inventories:item_detail": NONE_THERE,
    "inventories:item_link": NONE_TO_WRITE,
    "inventories:item_unlink": NONE_TO_WRITE,
    "inventories:reconcile": READERS,
    "inventories:items_link": (302, 404, 404, 422, 422, 403, 403, 404, 403),  # nothing was chosen
    "inventories:items_exclude": (302, 404, 404, 403, 422, 403, 403, 404, 403),
    "inventories:item_include": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is none
    "inventories:baht": READERS,
    "inventories:account_add": ENTRY_FORMS,
    "inventories:account_edit": NONE_TO_WRITE,
    "inventories:account_remove": NONE_TO_WRITE,
    "inventories:baht_explain": (302, 404, 404, 403, 422, 403, 403, 404, 403),  # nothing was typed
    "inventories:year_setup": READERS,
    "inventories:link_send": (404,) * 9,  # of a token that is none of ours
    "inventories:link_list": MEMBERS,
    "inventories:link_make": ENTRY_FORMS,
    "inventories:link_detail": (302, 404, 404, 404, 404, 404, 403, 404, 403),  # there is none
    "inventories:link_photo": (302, 404, 404, 404, 404, 404, 403, 404, 403),  # there is none
    "inventories:readiness": READERS,
    "inventories:organisation": READERS,
    "inventories:role_list": READERS,
    "inventories:role_add": OWNERS,
    "inventories:role_edit": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is none
    "inventories:score_list": READERS,
    "inventories:instrument_list": READERS,
    "inventories:instrument_add": OWNERS,
    "inventories:instrument_edit": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is none
    "inventories:screening_list": READERS,
    "inventories:screening_criteria": OWNERS,
    "inventories:screening_category": OWNERS,
    "inventories:year_path": READERS,
    "inventories:inventory_lock": LOCKERS,
    "inventories:correction_open": OWNERS,
    "inventories:review_set": (302, 404, 404, 403, 403, 403, 302, 404, 403),
    "inventories:step_take": (302, 404, 404, 403, 422, 403, 403, 404, 403),  # a year without figures
    "inventories:version_detail": NONE_THERE,
    "inventories:version_recalculation": NONE_THERE,
    "inventories:version_document": NONE_THERE,
    "inventories:version_dossier": NONE_THERE,
    "inventories:memo_for_approval": (302, 404, 404, 302, 302, 302, 403, 404, 403),  # it was not handed in
    "inventories:step_scan": NONE_THERE,
    "inventories:scan_withdraw": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is none
    "inventories:verify_year": READERS,
    "inventories:verify_recalculation": READERS,
    "inventories:certificate_list": READERS,
    "inventories:round_list": (302, 404, 404, 404, 404, 404, 200, 200, 404),
    "inventories:verify_agreement": READERS,
    "inventories:verify_statement": READERS,
    "inventories:finding_list": READERS,
    "inventories:finding_add": (302, 404, 404, 403, 403, 403, 403, 404, 200),
    "inventories:finding_detail": NONE_THERE,
    "inventories:finding_step": (302, 404, 404, 403, 404, 403, 403, 404, 404),  # there is none
    "inventories:sample_list": READERS,
    "inventories:sample_summary": NONE_THERE,
    "inventories:sample_item": NONE_THERE,
    "inventories:sample_workbook": NONE_THERE,
    "inventories:sample_bring": (302, 404, 404, 403, 404, 403, 403, 404, 404),  # nothing is frozen
    "inventories:document_list": READERS,
    "inventories:document_close": (302, 404, 404, 404, 404, 403, 403, 404, 404),  # there is none
    "inventories:sample_draw": (302, 404, 404, 403, 403, 403, 403, 404, 404),  # a draft has nothing to draw from
    "inventories:sample_pick": (302, 404, 404, 403, 403, 403, 403, 404, 404),
    "inventories:grid": READERS,
    "inventories:division_list": OWNERS,
    "inventories:division_add": OWNERS,
    "inventories:division_edit": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is none
    "inventories:reminders": MEMBERS,
    "inventories:reminder_tell": (302, 404, 404, 404, 404, 403, 403, 404, 403),  # there is no division
    "inventories:reminder_send": (302, 404, 404, 403, 404, 403, 403, 404, 403),
    "inventories:collection_calendar": MEMBERS,
    "inventories:collection_ics": MEMBERS,
    "inventories:handover": MEMBERS,
    "inventories:memo": MEMBERS,
    "inventories:evidence_list": READERS,
    "inventories:evidence_dividers": READERS,
    "inventories:evidence_add": ENTRY_FORMS,
    "inventories:evidence_detail": NONE_THERE,
    "inventories:evidence_edit": NONE_TO_WRITE,
    "inventories:evidence_cancel": NONE_TO_WRITE,
    "inventories:evidence_link": NONE_TO_WRITE,
    "inventories:evidence_unlink": NONE_TO_WRITE,
    "inventories:evidence_file": NONE_THERE,
    "inventories:file_withdraw": (302, 404, 404, 403, 404, 403, 403, 404, 403),
    "inventories:evidence_cell": READERS,
    "inventories:evidence_source": READERS,
    "inventories:check_list": READERS,
    "inventories:check_cell": READERS,
    "inventories:check_clear": WRITERS,
    "inventories:block_save": (302, 404, 404, 412, 412, 403, 403, 404, 403),  # of nobody in particular
    "inventories:paste": ENTRY_FORMS,
    "inventories:row_save": WRITERS,
    "inventories:amount_save": WRITERS,
    "inventories:beside": READERS,
    "inventories:completeness": READERS,
    "inventories:notation_reason": ENTRY_FORMS,
    "inventories:estimate": ENTRY_FORMS,
    "inventories:sheet_list": READERS,
    "inventories:sheet_detail": READERS,
    "inventories:sheet_fill": ENTRY_FORMS,
    "inventories:working_days": READERS,
    "inventories:source_list": READERS,
    "inventories:source_choose": OWNERS,
    "inventories:source_add": OWNERS,
    "inventories:source_edit": READERS,
    "inventories:source_replace": OWNERS,
    "inventories:source_split": OWNERS,
    "inventories:source_working": READERS,
    "inventories:source_boundary": READERS,
    "inventories:boundary_list": READERS,
    "inventories:upstream": READERS,
    "inventories:import_list": READERS,
    "inventories:import_template": READERS,
    "inventories:import_detail": NONE_THERE,
    "inventories:import_choose": NONE_TO_WRITE,
    "inventories:import_commit": NONE_TO_WRITE,
    "inventories:import_discard": NONE_TO_WRITE,
    "inventories:import_undo": NONE_TO_WRITE,
    "inventories:import_file": NONE_THERE,
    "inventories:import_marked": NONE_THERE,
    "inventories:apart_list": READERS,
    "inventories:apart_add": OWNERS,
    "inventories:apart_edit": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is none
    "inventories:sensitivity": READERS,
    "inventories:exclusion_add": OWNERS,
    "inventories:exclusion_withdraw": (302, 404, 404, 403, 404, 403, 403, 404, 403),  # there is none
    "inventories:warning_answer": (302, 404, 404, 403, 422, 403, 403, 404, 403),  # nothing warns
    "inventories:bill_list": READERS,
    "inventories:bill_add": ENTRY_FORMS,
    "inventories:bill_rule": READERS,
    "inventories:bills_use": (302, 404, 404, 422, 422, 403, 403, 404, 403),  # nothing was chosen
    "inventories:bill_detail": (302, 404, 404, 404, 404, 404, 404, 404, 404),  # there is none
    "inventories:bill_correct": (302, 404, 404, 404, 404, 403, 403, 404, 403),
    "inventories:bill_withdraw": (302, 404, 404, 404, 404, 403, 403, 404, 403),
    "inventories:bill_paper": (302, 404, 404, 404, 404, 403, 403, 404, 403),
    "inventories:meter_list": READERS,
    "inventories:meter_add": ENTRY_FORMS,
    "inventories:meter_edit": (302, 404, 404, 404, 404, 404, 404, 404, 404),  # there is none
    "inventories:meter_replace": (302, 404, 404, 404, 404, 403, 403, 404, 403),
    "reports:province": PROVINCE,
    "reports:year_overview": READERS,
    "reports:year_pdf": READERS,
    "reports:year_xlsx": READERS,
    "reports:year_json": READERS,
}
DOWNLOADS = {
    "inventories:register_table",
    "inventories:import_template",
    "inventories:sample_workbook",
    "inventories:import_file",
    "inventories:import_marked",
    "inventories:evidence_file",
    "my_data_export",
    "ledger:audit_program",
    "inventories:collection_ics",
    "inventories:memo",
    "inventories:memo_for_approval",
    "inventories:step_scan",
    "inventories:version_document",
    "inventories:version_dossier",
    "inventories:link_photo",
    "ledger:entry_export",
    "ledger:entry_table",
    "reports:year_pdf",
    "reports:year_xlsx",
    "reports:year_json",
}
POSTED: dict[str, dict[str, str]] = {
    "inventories:item_link": {},
    "inventories:item_unlink": {},
    "inventories:items_link": {},
    "inventories:items_exclude": {},
    "inventories:item_include": {},
    "inventories:account_remove": {},
    "inventories:baht_explain": {},
    "slip_make": {},
    "person_leave": {},
    "person_erase": {},
    "inventories:reminder_tell": {},
    "inventories:reminder_send": {},
    "inventories:import_choose": {},
    "inventories:import_commit": {},
    "inventories:import_discard": {},
    "inventories:import_undo": {},
    "inventories:evidence_link": {},
    "inventories:evidence_unlink": {},
    "inventories:exclusion_withdraw": {},
    "inventories:warning_answer": {"rule": "same_number", "subject": "1,2", "reason": "x"},
    "choose_language": {"language": "en", "next": "/"},
    "inventories:check_clear": {"cells": ""},
    "inventories:bills_use": {},
    "inventories:bill_paper": {},
    "inventories:row_save": {**{f"m{n}": "" for n in range(1, 13)}, "seen": ",".join("0" * 12)},
    "inventories:block_save": {"cells": "", "who": ""},
    "inventories:amount_save": {"amount": "", "based_on": "0"},
    "inventories:step_take": {},
    "inventories:review_set": {"flag": "done"},
    "inventories:finding_step": {"text": "x"},
}


def arguments(name: str, town, use) -> dict[str, object]:
    """Return what an address needs. An argument that is new here must be given its value."""
    known = {
        "municipality": town.key,
        "year": "2567",
        "use": use.pk,
        "month": JANUARY,
        "catalogue": "diesel-vehicle",
        "kind": "tank_stock",
        "calendar_year": 2567,
        "person": 0,
        "chapter": "paste-a-year",
        "code": "none-such",
        "exclusion": 0,
        "link": 0,
        "number": 1,
        "token": "1.aaaaaaaaaaaaaaaaaaaaaa.not-signed",
        "evidence": 0,
        "place": 0,
        "division": use.source.division_id or 0,
        "line": 0,
        "batch": 0,
        "bill": 0,
        "meter": 0,
        "register": "vehicle",
        "register_item": 0,
        "tie": 0,
        "money": "electricity",
        "account": 0,
        "bill_kind": "electricity",
        "table": "solar",
        "notation": "ie",
        "step": "submit",
        "version": 0,
        "finding": 0,
        "act": "answer",
        "item": 0,
        "paper": 0,
        "role": 0,
        "instrument": 0,
    }
    if name == "emission_factors:factor_detail":
        return {"edition": "tgo-cfo-2565", "key": use.factor.key}
    wanted = routes()[name].pattern.converters
    missing = wanted.keys() - known.keys()
    assert not missing, f"{name}: say in `arguments` what {missing} is"
    return {key: known[key] for key in wanted}
