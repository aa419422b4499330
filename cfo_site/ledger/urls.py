"""Addresses of the ledger."""

from django.urls import path

from cfo_site.ledger import views

app_name = "ledger"

urlpatterns = [
    path("m/<slug:municipality>/ledger/", views.entry_list, name="entry_list"),
]
