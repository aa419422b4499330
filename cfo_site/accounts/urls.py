"""Addresses of the accounts. allauth asks for its views by these names; its sign-up and e-mail pages have none."""

from django.urls import path

from cfo_site.accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("accounts/login/", views.account_login, name="account_login"),
    path("accounts/logout/", views.account_logout, name="account_logout"),
    path("accounts/password/", views.account_change_password, name="account_change_password"),
]
