"""People added by command, so that a new installation can begin."""

import pytest
from django.core.management import CommandError, call_command

from cfo_site.accounts.models import Membership, ProvinceRole, User
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger.models import Entry


def run(capsys, *args, **options):
    call_command("add_person", *args, **options)
    return capsys.readouterr().out


def password_in(output):
    return output.partition("Password:")[2].split()[0]


def test_somebody_new_gets_a_role_and_a_password_that_is_printed_once(town, capsys):
    output = run(capsys, "Somchai", name="สมชาย ใจดี", municipality=town.key, role="owner")
    person = User.objects.get(username="somchai")
    assert person.check_password(password_in(output))
    assert Membership.objects.get(user=person).role == "owner"
    with every_municipality(reason="test"):
        entries = list(Entry.objects.of(None))[-2:]
    assert [entry.act for entry in entries] == ["person.added", "role.granted"]
    assert "สมชาย" not in str([entry.content() for entry in entries])


def test_somebody_known_gets_a_further_role_and_keeps_the_password(nid, other_town, capsys):
    output = run(capsys, "NID", municipality=other_town.key, role="entry")
    assert "Password" not in output
    assert Membership.objects.filter(user=nid).count() == 2


def test_a_role_that_had_ended_begins_again(nid, town, capsys):
    Membership.objects.update(until="2020-01-01")
    run(capsys, "nid", municipality=town.key, role="entry")
    assert Membership.objects.get(user=nid).until is None


def test_whoever_forgot_gets_a_new_password(nid, capsys):
    nid_before = nid.password
    output = run(capsys, "nid", new_password=True)
    nid.refresh_from_db()
    assert nid.password != nid_before
    assert nid.check_password(password_in(output))


def test_a_province_wide_role_needs_no_municipality(db, capsys):
    run(capsys, "pim2", name="พิม", role="province")
    assert ProvinceRole.objects.get().role == "province"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"username": "new"}, "say --name"),
        (
            {"username": "new", "name": "ใหม่", "role": "owner", "municipality": "nowhere"},
            "no municipality with the key",
        ),
        ({"username": "two words", "name": "ใหม่"}, "โดยไม่เว้นวรรค"),
    ],
)
def test_what_does_not_hold_adds_nobody(db, options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("add_person", options.pop("username"), **options)
    assert not User.objects.exists()
