"""Addresses of the manual."""

from django.urls import path

from cfo_site.manual import views

app_name = "manual"
urlpatterns = [
    path("", views.chapter_list, name="chapter_list"),
    path("<slug:chapter>/", views.chapter_detail, name="chapter_detail"),
]
