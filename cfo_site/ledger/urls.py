"""Addresses of the ledger."""

from django.urls import path

from cfo_site.ledger import views

app_name = "ledger"

urlpatterns = [
    path("m/<slug:municipality>/ledger/", views.entry_list, name="entry_list"),
    path("m/<slug:municipality>/ledger/entries.jsonl", views.entry_export, name="entry_export"),
    path("m/<slug:municipality>/ledger/entries.csv", views.entry_table, name="entry_table"),
    path("ledger/", views.common_list, name="common_list"),
    path("ledger/check_ledger.py", views.audit_program, name="audit_program"),
]
