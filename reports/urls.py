"""Addresses of documents."""

from django.urls import path

from reports.views import documents

app_name = "reports"

urlpatterns = [
    # /m/<municipality>/<year>/
    path("m/<slug:municipality>/<year:year>/report.pdf", documents.year_pdf, name="year_pdf"),
    path("m/<slug:municipality>/<year:year>/report.json", documents.year_json, name="year_json"),
]
