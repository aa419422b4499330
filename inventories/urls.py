"""Addresses of inventories. Each is named as its view."""

from django.urls import path, register_converter

from inventories.converters import MonthConverter, YearConverter
from inventories.views import (
    agreement,
    amounts,
    apart,
    baht,
    beside,
    bill_form,
    bills,
    block,
    boundary,
    certificates,
    changeover,
    collection,
    completeness,
    divisions,
    estimates,
    imports,
    instruments,
    inventories,
    links,
    meters,
    organisation,
    path_papers,
    path_table,
    plausibility,
    quality,
    readiness,
    reconcile,
    register_items,
    registers,
    reminders,
    screening,
    sending,
    sensitivity,
    sheets,
    sources,
    statement,
    upstream,
    verification,
    versions,
)
from inventories.views import path as year_path
from inventories.views.evidence import cells as evidence_cells
from inventories.views.evidence import files as evidence_files
from inventories.views.evidence import index as evidence_index
from inventories.views.evidence import papers as evidence_papers
from inventories.views.findings import register as finding_register
from inventories.views.findings import thread as finding_thread
from inventories.views.sampling import books as sample_books
from inventories.views.sampling import checking as sample_checking
from inventories.views.sampling import drawing as sample_drawing
from inventories.views.sampling import papers as sample_papers
from inventories.views.sampling import samples

app_name = "inventories"
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")

urlpatterns = [
    # without an account: the token is the key
    path("s/<str:token>/", sending.link_send, name="link_send"),
    # /m/<municipality>/
    path("manual/year/steps/", path_table.path_table, name="path_table"),
    path("m/<slug:municipality>/", inventories.municipality_overview, name="municipality_overview"),
    path("province/rounds/", certificates.round_list, name="round_list"),
    path("m/<slug:municipality>/certificates/", certificates.certificate_list, name="certificate_list"),
    path("m/<slug:municipality>/open-year/", inventories.year_open, name="year_open"),
    path("m/<slug:municipality>/working-days/<int:calendar_year>/", sheets.working_days, name="working_days"),
    path("m/<slug:municipality>/divisions/", divisions.division_list, name="division_list"),
    path("m/<slug:municipality>/divisions/add/", divisions.division_add, name="division_add"),
    path("m/<slug:municipality>/divisions/<int:division>/", divisions.division_edit, name="division_edit"),
    path("m/<slug:municipality>/registers/", registers.register_list, name="register_list"),
    path("m/<slug:municipality>/registers/<slug:register>/", registers.register_kind, name="register_kind"),
    path("m/<slug:municipality>/registers/<slug:register>/table.xlsx", registers.register_table, name="register_table"),
    path("m/<slug:municipality>/registers/<slug:register>/add/", register_items.item_add, name="item_add"),
    path("m/<slug:municipality>/registers/<slug:register>/paste/", registers.register_paste, name="register_paste"),
    path(
        "m/<slug:municipality>/registers/<slug:register>/<int:register_item>/",
        register_items.item_detail,
        name="item_detail",
    ),
    path(
        "m/<slug:municipality>/registers/<slug:register>/<int:register_item>/link/",
        register_items.item_link,
        name="item_link",
    ),
    path(
        "m/<slug:municipality>/registers/<slug:register>/<int:register_item>/unlink/<int:tie>/",
        register_items.item_unlink,
        name="item_unlink",
    ),
    # /m/<municipality>/<year>/ (its own page: reports)
    path("m/<slug:municipality>/<year:year>/links/", links.link_list, name="link_list"),
    path("m/<slug:municipality>/<year:year>/links/make/", links.link_make, name="link_make"),
    path("m/<slug:municipality>/<year:year>/links/<int:link>/", links.link_detail, name="link_detail"),
    path("m/<slug:municipality>/<year:year>/links/<int:link>/<int:number>/photo/", links.link_photo, name="link_photo"),
    path("m/<slug:municipality>/<year:year>/setup/", inventories.year_setup, name="year_setup"),
    path("m/<slug:municipality>/<year:year>/readiness/", readiness.readiness, name="readiness"),
    path("m/<slug:municipality>/<year:year>/organisation/", organisation.organisation, name="organisation"),
    path("m/<slug:municipality>/<year:year>/roles/", quality.role_list, name="role_list"),
    path("m/<slug:municipality>/<year:year>/roles/add/", quality.role_add, name="role_add"),
    path("m/<slug:municipality>/<year:year>/roles/<int:role>/", quality.role_edit, name="role_edit"),
    path("m/<slug:municipality>/<year:year>/scores/", quality.score_list, name="score_list"),
    path("m/<slug:municipality>/<year:year>/instruments/", instruments.instrument_list, name="instrument_list"),
    path("m/<slug:municipality>/<year:year>/instruments/add/", instruments.instrument_add, name="instrument_add"),
    path(
        "m/<slug:municipality>/<year:year>/instruments/<int:instrument>/",
        instruments.instrument_edit,
        name="instrument_edit",
    ),
    path("m/<slug:municipality>/<year:year>/screening/", screening.screening_list, name="screening_list"),
    path(
        "m/<slug:municipality>/<year:year>/screening/criteria/",
        screening.screening_criteria,
        name="screening_criteria",
    ),
    path(
        "m/<slug:municipality>/<year:year>/screening/<int:number>/",
        screening.screening_category,
        name="screening_category",
    ),
    path("m/<slug:municipality>/<year:year>/path/", year_path.year_path, name="year_path"),
    path("m/<slug:municipality>/<year:year>/path/lock/", inventories.inventory_lock, name="inventory_lock"),
    path("m/<slug:municipality>/<year:year>/path/correct/", year_path.correction_open, name="correction_open"),
    path("m/<slug:municipality>/<year:year>/path/review/", year_path.review_set, name="review_set"),
    path(
        "m/<slug:municipality>/<year:year>/path/approval.docx", path_papers.memo_for_approval, name="memo_for_approval"
    ),
    path("m/<slug:municipality>/<year:year>/path/scans/<int:number>/", path_papers.step_scan, name="step_scan"),
    path(
        "m/<slug:municipality>/<year:year>/path/scans/<int:number>/withdraw/",
        path_papers.scan_withdraw,
        name="scan_withdraw",
    ),
    path("m/<slug:municipality>/<year:year>/path/<slug:step>/", year_path.step_take, name="step_take"),
    path("m/<slug:municipality>/<year:year>/versions/<int:version>/", versions.version_detail, name="version_detail"),
    path(
        "m/<slug:municipality>/<year:year>/versions/<int:version>/recalculate/",
        versions.version_recalculation,
        name="version_recalculation",
    ),
    path(
        "m/<slug:municipality>/<year:year>/versions/<int:version>/document.json",
        versions.version_document,
        name="version_document",
    ),
    path(
        "m/<slug:municipality>/<year:year>/versions/<int:version>/dossier.json",
        versions.version_dossier,
        name="version_dossier",
    ),
    path("m/<slug:municipality>/<year:year>/verify/", verification.verify_year, name="verify_year"),
    path(
        "m/<slug:municipality>/<year:year>/verify/recalculation/",
        verification.verify_recalculation,
        name="verify_recalculation",
    ),
    path("m/<slug:municipality>/<year:year>/verify/agreement/", agreement.verify_agreement, name="verify_agreement"),
    path("m/<slug:municipality>/<year:year>/verify/statement/", statement.verify_statement, name="verify_statement"),
    path("m/<slug:municipality>/<year:year>/verify/findings/", finding_register.finding_list, name="finding_list"),
    path("m/<slug:municipality>/<year:year>/verify/findings/add/", finding_register.finding_add, name="finding_add"),
    path(
        "m/<slug:municipality>/<year:year>/verify/findings/<int:finding>/",
        finding_thread.finding_detail,
        name="finding_detail",
    ),
    path(
        "m/<slug:municipality>/<year:year>/verify/findings/<int:finding>/<slug:act>/",
        finding_thread.finding_step,
        name="finding_step",
    ),
    path("m/<slug:municipality>/<year:year>/verify/sample/", samples.sample_list, name="sample_list"),
    path("m/<slug:municipality>/<year:year>/verify/sample/summary/", samples.sample_summary, name="sample_summary"),
    path(
        "m/<slug:municipality>/<year:year>/verify/sample/workbook.xlsx",
        sample_books.sample_workbook,
        name="sample_workbook",
    ),
    path("m/<slug:municipality>/<year:year>/verify/sample/bring/", sample_books.sample_bring, name="sample_bring"),
    path("m/<slug:municipality>/<year:year>/verify/sample/papers/", sample_papers.document_list, name="document_list"),
    path(
        "m/<slug:municipality>/<year:year>/verify/sample/papers/<int:paper>/",
        sample_papers.document_close,
        name="document_close",
    ),
    path("m/<slug:municipality>/<year:year>/verify/sample/draw/", sample_drawing.sample_draw, name="sample_draw"),
    path("m/<slug:municipality>/<year:year>/verify/sample/pick/", sample_drawing.sample_pick, name="sample_pick"),
    path(
        "m/<slug:municipality>/<year:year>/verify/sample/<int:item>/", sample_checking.sample_item, name="sample_item"
    ),
    path("m/<slug:municipality>/<year:year>/grid/", amounts.grid, name="grid"),
    path("m/<slug:municipality>/<year:year>/grid/block/", block.block_save, name="block_save"),
    path("m/<slug:municipality>/<year:year>/grid/paste/", block.paste, name="paste"),
    path("m/<slug:municipality>/<year:year>/grid/<int:use>/", amounts.row_save, name="row_save"),
    path("m/<slug:municipality>/<year:year>/grid/<int:use>/<month:month>/", amounts.amount_save, name="amount_save"),
    path("m/<slug:municipality>/<year:year>/grid/<int:use>/<month:month>/beside/", beside.beside, name="beside"),
    path("m/<slug:municipality>/<year:year>/grid/<int:use>/estimate/", estimates.estimate, name="estimate"),
    path("m/<slug:municipality>/<year:year>/completeness/", completeness.completeness, name="completeness"),
    path(
        "m/<slug:municipality>/<year:year>/completeness/<int:use>/<slug:notation>/",
        completeness.notation_reason,
        name="notation_reason",
    ),
    path("m/<slug:municipality>/<year:year>/grid/<int:use>/sheets/", sheets.sheet_list, name="sheet_list"),
    path(
        "m/<slug:municipality>/<year:year>/grid/<int:use>/<month:month>/sheet/",
        sheets.sheet_detail,
        name="sheet_detail",
    ),
    path(
        "m/<slug:municipality>/<year:year>/grid/<int:use>/<month:month>/sheet/<slug:kind>/",
        sheets.sheet_fill,
        name="sheet_fill",
    ),
    path("m/<slug:municipality>/<year:year>/reminders/", reminders.reminders, name="reminders"),
    path(
        "m/<slug:municipality>/<year:year>/reminders/<int:division>/told/",
        reminders.reminder_tell,
        name="reminder_tell",
    ),
    path(
        "m/<slug:municipality>/<year:year>/reminders/<int:division>/send/",
        reminders.reminder_send,
        name="reminder_send",
    ),
    path("m/<slug:municipality>/<year:year>/calendar/", collection.collection_calendar, name="collection_calendar"),
    path("m/<slug:municipality>/<year:year>/calendar.ics", collection.collection_ics, name="collection_ics"),
    path("m/<slug:municipality>/<year:year>/handover/", collection.handover, name="handover"),
    path("m/<slug:municipality>/<year:year>/memo.docx", collection.memo, name="memo"),
    path("m/<slug:municipality>/<year:year>/evidence/", evidence_index.evidence_list, name="evidence_list"),
    path(
        "m/<slug:municipality>/<year:year>/evidence/dividers/",
        evidence_index.evidence_dividers,
        name="evidence_dividers",
    ),
    path("m/<slug:municipality>/<year:year>/evidence/add/", evidence_papers.evidence_add, name="evidence_add"),
    path(
        "m/<slug:municipality>/<year:year>/evidence/<int:evidence>/",
        evidence_papers.evidence_detail,
        name="evidence_detail",
    ),
    path(
        "m/<slug:municipality>/<year:year>/evidence/<int:evidence>/edit/",
        evidence_papers.evidence_edit,
        name="evidence_edit",
    ),
    path(
        "m/<slug:municipality>/<year:year>/evidence/<int:evidence>/cancel/",
        evidence_papers.evidence_cancel,
        name="evidence_cancel",
    ),
    path(
        "m/<slug:municipality>/<year:year>/evidence/<int:evidence>/link/",
        evidence_papers.evidence_link,
        name="evidence_link",
    ),
    path(
        "m/<slug:municipality>/<year:year>/evidence/<int:evidence>/unlink/<int:place>/",
        evidence_papers.evidence_unlink,
        name="evidence_unlink",
    ),
    path(
        "m/<slug:municipality>/<year:year>/evidence/<int:evidence>/file/",
        evidence_files.evidence_file,
        name="evidence_file",
    ),
    path(
        "m/<slug:municipality>/<year:year>/evidence/<int:evidence>/withdraw/",
        evidence_files.file_withdraw,
        name="file_withdraw",
    ),
    path(
        "m/<slug:municipality>/<year:year>/grid/<int:use>/<month:month>/evidence/",
        evidence_cells.evidence_cell,
        name="evidence_cell",
    ),
    path(
        "m/<slug:municipality>/<year:year>/sources/<int:use>/evidence/",
        evidence_cells.evidence_source,
        name="evidence_source",
    ),
    path("m/<slug:municipality>/<year:year>/bills/", bills.bill_list, name="bill_list"),
    path("m/<slug:municipality>/<year:year>/bills/use/", bills.bills_use, name="bills_use"),
    path("m/<slug:municipality>/<year:year>/bills/rule/", bills.bill_rule, name="bill_rule"),
    path("m/<slug:municipality>/<year:year>/bills/add/<slug:bill_kind>/", bill_form.bill_add, name="bill_add"),
    path("m/<slug:municipality>/<year:year>/bills/<int:bill>/", bills.bill_detail, name="bill_detail"),
    path("m/<slug:municipality>/<year:year>/bills/<int:bill>/correct/", bill_form.bill_correct, name="bill_correct"),
    path("m/<slug:municipality>/<year:year>/bills/<int:bill>/withdraw/", bills.bill_withdraw, name="bill_withdraw"),
    path("m/<slug:municipality>/<year:year>/bills/<int:bill>/paper/", bills.bill_paper, name="bill_paper"),
    path("m/<slug:municipality>/<year:year>/meters/", meters.meter_list, name="meter_list"),
    path("m/<slug:municipality>/<year:year>/meters/add/", meters.meter_add, name="meter_add"),
    path("m/<slug:municipality>/<year:year>/meters/<int:meter>/", meters.meter_edit, name="meter_edit"),
    path("m/<slug:municipality>/<year:year>/meters/<int:meter>/replace/", meters.meter_replace, name="meter_replace"),
    path("m/<slug:municipality>/<year:year>/reconcile/", reconcile.reconcile, name="reconcile"),
    path("m/<slug:municipality>/<year:year>/reconcile/<slug:register>/link/", reconcile.items_link, name="items_link"),
    path(
        "m/<slug:municipality>/<year:year>/reconcile/<slug:register>/exclude/",
        reconcile.items_exclude,
        name="items_exclude",
    ),
    path(
        "m/<slug:municipality>/<year:year>/reconcile/include/<int:register_item>/",
        reconcile.item_include,
        name="item_include",
    ),
    path("m/<slug:municipality>/<year:year>/baht/", baht.baht, name="baht"),
    path("m/<slug:municipality>/<year:year>/baht/<slug:money>/add/", baht.account_add, name="account_add"),
    path("m/<slug:municipality>/<year:year>/baht/<slug:money>/explain/", baht.baht_explain, name="baht_explain"),
    path("m/<slug:municipality>/<year:year>/baht/account/<int:account>/", baht.account_edit, name="account_edit"),
    path(
        "m/<slug:municipality>/<year:year>/baht/account/<int:account>/remove/",
        baht.account_remove,
        name="account_remove",
    ),
    path("m/<slug:municipality>/<year:year>/check/", plausibility.check_list, name="check_list"),
    path("m/<slug:municipality>/<year:year>/check/clear/", plausibility.check_clear, name="check_clear"),
    path(
        "m/<slug:municipality>/<year:year>/check/<int:use>/<month:month>/", plausibility.check_cell, name="check_cell"
    ),
    path("m/<slug:municipality>/<year:year>/sources/", sources.source_list, name="source_list"),
    path("m/<slug:municipality>/<year:year>/sources/add/", sources.source_choose, name="source_choose"),
    path("m/<slug:municipality>/<year:year>/sources/add/<slug:catalogue>/", sources.source_add, name="source_add"),
    path("m/<slug:municipality>/<year:year>/sources/<int:use>/", sources.source_edit, name="source_edit"),
    path(
        "m/<slug:municipality>/<year:year>/sources/<int:use>/replace/", changeover.source_replace, name="source_replace"
    ),
    path("m/<slug:municipality>/<year:year>/sources/<int:use>/split/", changeover.source_split, name="source_split"),
    path("m/<slug:municipality>/<year:year>/sources/<int:use>/working/", sources.source_working, name="source_working"),
    path(
        "m/<slug:municipality>/<year:year>/sources/<int:use>/boundary/",
        boundary.source_boundary,
        name="source_boundary",
    ),
    path("m/<slug:municipality>/<year:year>/import/", imports.import_list, name="import_list"),
    path("m/<slug:municipality>/<year:year>/import/template.xlsx", imports.import_template, name="import_template"),
    path("m/<slug:municipality>/<year:year>/import/<int:batch>/", imports.import_detail, name="import_detail"),
    path("m/<slug:municipality>/<year:year>/import/<int:batch>/choose/", imports.import_choose, name="import_choose"),
    path("m/<slug:municipality>/<year:year>/import/<int:batch>/commit/", imports.import_commit, name="import_commit"),
    path(
        "m/<slug:municipality>/<year:year>/import/<int:batch>/discard/", imports.import_discard, name="import_discard"
    ),
    path("m/<slug:municipality>/<year:year>/import/<int:batch>/undo/", imports.import_undo, name="import_undo"),
    path("m/<slug:municipality>/<year:year>/import/<int:batch>/file/", imports.import_file, name="import_file"),
    path("m/<slug:municipality>/<year:year>/import/<int:batch>/marked/", imports.import_marked, name="import_marked"),
    path("m/<slug:municipality>/<year:year>/upstream/", upstream.upstream, name="upstream"),
    path("m/<slug:municipality>/<year:year>/apart/", apart.apart_list, name="apart_list"),
    path("m/<slug:municipality>/<year:year>/apart/add/<slug:table>/", apart.apart_add, name="apart_add"),
    path("m/<slug:municipality>/<year:year>/apart/<int:line>/", apart.apart_edit, name="apart_edit"),
    path("m/<slug:municipality>/<year:year>/sensitivity/", sensitivity.sensitivity, name="sensitivity"),
    path("m/<slug:municipality>/<year:year>/boundary/", boundary.boundary_list, name="boundary_list"),
    path("m/<slug:municipality>/<year:year>/boundary/exclusions/add/", boundary.exclusion_add, name="exclusion_add"),
    path(
        "m/<slug:municipality>/<year:year>/boundary/exclusions/<int:exclusion>/withdraw/",
        boundary.exclusion_withdraw,
        name="exclusion_withdraw",
    ),
    path("m/<slug:municipality>/<year:year>/boundary/warnings/", boundary.warning_answer, name="warning_answer"),
]
