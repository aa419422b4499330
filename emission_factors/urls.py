"""Addresses of the factor library."""

from django.urls import path

from emission_factors import views

app_name = "emission_factors"

# /factors/…
urlpatterns = [
    path("", views.factor_list, name="factor_list"),
    path("editions/", views.edition_list, name="edition_list"),
    path("gwp/", views.gwp_list, name="gwp_list"),
    path("<slug:edition>/<str:key>/", views.factor_detail, name="factor_detail"),
]
