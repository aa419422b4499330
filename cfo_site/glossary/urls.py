"""The address of the glossary."""

from django.urls import path

from cfo_site.glossary import views

app_name = "glossary"
urlpatterns = [path("", views.term_list, name="term_list")]
