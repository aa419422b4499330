"""Addresses of dashboards and documents."""

from django.urls import path

from reports.views import dashboards, documents

app_name = "reports"

urlpatterns = [
    path("province/", dashboards.province, name="province"),
    # /m/<municipality>/<year>/
    path("m/<slug:municipality>/<year:year>/", dashboards.year_overview, name="year_overview"),
    path("m/<slug:municipality>/<year:year>/report.pdf", documents.year_pdf, name="year_pdf"),
    path("m/<slug:municipality>/<year:year>/report.xlsx", documents.year_xlsx, name="year_xlsx"),
    path("m/<slug:municipality>/<year:year>/report.json", documents.year_json, name="year_json"),
]
