"""The front door: which app answers which address. Apps are named as strings only."""

from django.urls import include, path

from cfo_site.language import choose_language

urlpatterns = [
    path("", include("cfo_site.accounts.urls")),
    path("language/", choose_language, name="choose_language"),
    path("", include("cfo_site.ledger.urls")),
    path("glossary/", include("cfo_site.glossary.urls")),
    path("manual/", include("cfo_site.manual.urls")),
    path("factors/", include("emission_factors.urls")),
    path("", include("inventories.urls")),
    path("", include("reports.urls")),
]
