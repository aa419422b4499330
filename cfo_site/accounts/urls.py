"""Addresses of the accounts. allauth asks for its views by these names; its sign-up and e-mail pages have none."""

from django.urls import path

from cfo_site.accounts.views import people, sign_in, tickets

urlpatterns = [
    path("", sign_in.home, name="home"),
    path("healthz", sign_in.healthz, name="healthz"),
    path("accounts/login/", sign_in.account_login, name="account_login"),
    path("accounts/logout/", sign_in.account_logout, name="account_logout"),
    path("accounts/password/", sign_in.account_change_password, name="account_change_password"),
    path("welcome/", tickets.code_entry, name="code_entry"),
    path("welcome/<str:code>/", tickets.password_choose, name="password_choose"),
    path("my-data/", people.my_data, name="my_data"),
    path("my-data/data.json", people.my_data_export, name="my_data_export"),
    path("m/<slug:municipality>/people/", people.person_list, name="person_list"),
    path("m/<slug:municipality>/people/add/", people.person_add, name="person_add"),
    path("m/<slug:municipality>/people/verifiers/add/", people.verifier_add, name="verifier_add"),
    path("m/<slug:municipality>/people/<int:person>/", people.person_edit, name="person_edit"),
    path("m/<slug:municipality>/people/<int:person>/slip/", people.slip_make, name="slip_make"),
    path("m/<slug:municipality>/people/<int:person>/leave/", people.person_leave, name="person_leave"),
    path("m/<slug:municipality>/people/<int:person>/erase/", people.person_erase, name="person_erase"),
]
