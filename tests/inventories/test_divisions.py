"""Divisions: who may change them, what is refused, and that the ledger names nobody."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Division

from .divisions import EMAIL, clerk, finance, make_division

__all__ = ["clerk", "finance"]
TYPED = {
    "name_th": "กองช่าง",
    "addressee": "ผู้อำนวยการกองช่าง",
    "contact": "งานโยธา โทร. 21",
    "email": "chang@thung-sai.example",
}


def test_the_owner_adds_a_division_and_finds_it_in_the_list(sign_in, orn, town):
    browser = sign_in(orn)
    answer = browser.post(reverse("inventories:division_add", args=[town.key]), TYPED | {"reminds": "on"}, follow=True)
    page = answer.content.decode()
    assert "บันทึกกองช่างแล้ว" in page
    assert "งานโยธา โทร. 21" in page
    with tenant_scope(town):
        made = Division.objects.of(town).get()
        assert (made.email, made.reminds, made.addressee) == (TYPED["email"], True, TYPED["addressee"])
        assert Entry.objects.of(town).latest("number").act == "division.added"


def test_a_change_names_its_fields_in_the_ledger_and_not_what_they_hold(sign_in, orn, town, finance):
    sent = {"name_th": "กองคลัง", "contact": "งานพัสดุ", "email": EMAIL, "addressee": ""}
    address = reverse("inventories:division_edit", args=[town.key, finance.pk])
    assert sign_in(orn).post(address, sent).status_code == 302
    with tenant_scope(town):
        entry = Entry.objects.of(town).latest("number")
    assert (entry.act, entry.facts) == ("division.changed", {"division": finance.pk, "fields": "contact"})


def test_saving_without_a_change_adds_nothing_to_the_ledger(sign_in, orn, town, finance):
    with tenant_scope(town):
        before = Entry.objects.of(town).count()
    sent = {"name_th": "กองคลัง", "contact": finance.contact, "email": EMAIL}
    assert sign_in(orn).post(reverse("inventories:division_edit", args=[town.key, finance.pk]), sent).status_code == 302
    with tenant_scope(town):
        assert Entry.objects.of(town).count() == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_th": " "}, "name_th"),
        ({"name_th": "กองคลัง"}, "name_th"),
        ({"email": "not an address"}, "email"),
        ({"email": "", "reminds": "on"}, "email"),
        ({"contact": "ก" * 161}, "contact"),
    ],
)
def test_what_does_not_fit_comes_back_with_everything_as_typed(sign_in, orn, town, finance, wrong, field):
    sent = TYPED | wrong
    answer = sign_in(orn).post(reverse("inventories:division_add", args=[town.key]), sent)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    for name, value in sent.items():
        if name != "reminds":
            assert answer.context["form"][name].value() == value
    with tenant_scope(town):
        assert Division.objects.of(town).count() == 1


def test_a_division_of_another_town_is_not_found(sign_in, orn, olarn, town, other_town):
    with tenant_scope(other_town):
        theirs = make_division(other_town, olarn, "กองของเมืองอื่น")
    browser = sign_in(orn)
    assert browser.get(reverse("inventories:division_edit", args=[town.key, theirs.pk])).status_code == 404
    assert sign_in(olarn).get(reverse("inventories:division_edit", args=[other_town.key, theirs.pk])).status_code == 200


def test_an_english_form_says_nothing_in_thai_but_what_was_typed(sign_in, orn, town, finance, settings):
    browser = sign_in(orn)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = browser.get(reverse("inventories:division_edit", args=[town.key, finance.pk])).content.decode()
    assert "Post of the addressee" in page
    assert '<span lang="th">กองคลัง</span>' in page


def test_even_the_database_wants_an_address_for_letters(town, finance):
    with tenant_scope(town), pytest.raises(IntegrityError, match="a_letter_needs_an_address"), transaction.atomic():
        Division.objects.of(town).filter(pk=finance.pk).update(email="", reminds=True)
