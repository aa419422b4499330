"""Appending, checking against the head, and the command that checks every chain."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger import acts, chain, selectors, services
from cfo_site.ledger.models import Chain, Entry, EntryText

ACT = acts.Act("test.counted", "นับได้ {count}", frozenset({"count"}))
PLAIN = acts.Act("test.plain", "ทำแล้ว", frozenset())


@pytest.fixture
def five(town, nid):
    with tenant_scope(town):
        return [
            services.append(municipality=town, actor=nid, act=ACT, facts={"count": n}, text=f"ลำดับ {n}")
            for n in range(5)
        ]


def forge(as_owner, statement, *params):
    """Do what only the owner of the tables could, with the guards taken off."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute(statement, params)
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")


def broken(town):
    with tenant_scope(town):
        return selectors.first_break(town)


def test_entries_are_numbered_chained_and_kept_at_the_head(five, town):
    assert [entry.number for entry in five] == [1, 2, 3, 4, 5]
    assert [entry.previous_hash for entry in five] == [chain.START, *(entry.hash for entry in five[:-1])]
    with tenant_scope(town):
        head = selectors.head(town)
    assert (head.last_number, head.last_hash) == (5, five[-1].hash)
    assert broken(town) is None


def test_each_municipality_and_the_province_have_their_own_chain(five, town, other_town):
    with tenant_scope(other_town):
        assert services.append(municipality=other_town, actor=None, act=PLAIN).number == 1
    with every_municipality(reason="test"):
        before = selectors.head(None).last_number
        assert services.append(municipality=None, actor=None, act=PLAIN).number == before + 1
    assert broken(town) is None


def test_an_act_without_a_declared_fact_is_refused(town, nid):
    with tenant_scope(town), pytest.raises(ValueError, match=r"test\.counted must carry count"):
        services.append(municipality=town, actor=nid, act=ACT)


def test_an_entry_survives_the_database_to_the_microsecond(town):
    now = dt.datetime(2026, 1, 1, 0, 0, 0, 123456, tzinfo=dt.UTC)
    with tenant_scope(town):
        made = services.append(municipality=town, actor=None, act=ACT, facts={"count": 1, "ก": ["ข", 1.5]}, now=now)
        kept = Entry.objects.of(town).get()
        assert kept.content() == made.content()
        assert kept.hash == chain.entry_hash(kept.previous_hash, kept.content())


def test_a_text_may_be_erased_and_the_chain_holds(five, town):
    with tenant_scope(town):
        assert chain.text_hash(five[0].text.salt, "ลำดับ 0") == five[0].text_hash
        EntryText.objects.of(town).delete()
    assert broken(town) is None


def test_a_changed_fact_is_found(five, town, as_owner):
    forge(
        as_owner, "UPDATE ledger_entry SET facts = '{\"count\": 99}' WHERE number = 3 AND municipality_id = %s", town.pk
    )
    assert broken(town) == (3, "its content does not match its hash")


def test_a_changed_person_or_time_is_found(five, town, as_owner):
    forge(
        as_owner, "UPDATE ledger_entry SET actor_id = actor_id + 1 WHERE number = 2 AND municipality_id = %s", town.pk
    )
    assert broken(town) == (2, "its content does not match its hash")


def test_a_chain_made_anew_without_the_key_is_found(five, town, as_owner):
    last = five[-1]
    last.facts = {"count": 99}
    forged = chain.entry_hash(last.previous_hash, last.content())
    statement = "UPDATE ledger_entry SET facts = '{\"count\": 99}', hash = %s, seal = %s WHERE number = 5 AND municipality_id = %s"
    forge(as_owner, statement, forged, chain.seal("a guess", forged), town.pk)
    with tenant_scope(town):
        Chain.objects.of(town).update(last_hash=forged)
    assert broken(town) == (5, "its seal was not made with the key")


def test_removed_last_entries_are_missed(five, town, as_owner):
    with tenant_scope(town):
        EntryText.objects.of(town).delete()
    forge(as_owner, "DELETE FROM ledger_entry WHERE number > 3 AND municipality_id = %s", town.pk)
    assert broken(town) == (5, "the head of the chain names another last entry")


def test_a_whole_chain_removed_is_missed(five, town, as_owner):
    with tenant_scope(town):
        EntryText.objects.of(town).delete()
    forge(as_owner, "DELETE FROM ledger_entry WHERE municipality_id = %s", town.pk)
    assert broken(town) == (5, "the head of the chain names another last entry")


def test_the_command_says_that_all_chains_hold(five, other_town, capsys):
    call_command("verify_ledger")
    said = capsys.readouterr().out
    assert said.startswith("3 chains with ")
    assert said.endswith(" entries hold; 0 kept heads agree\n")


def test_the_command_names_the_first_break_and_fails(five, town, as_owner):
    forge(as_owner, "UPDATE ledger_entry SET act = 'forged' WHERE number IN (2, 4) AND municipality_id = %s", town.pk)
    with pytest.raises(CommandError, match="thung-sai: entry 2: its content") as failed:
        call_command("verify_ledger")
    assert failed.value.returncode == 1


def test_an_act_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        acts.register(acts.all_acts()[0].key, "อีกครั้ง")


def test_a_text_that_was_changed_is_found(five, town):
    """It lies in a table that may be written to, because it may be erased."""
    with tenant_scope(town):
        EntryText.objects.of(town).filter(entry=five[2]).update(text="เปลี่ยนภายหลัง")
    assert broken(town) == (3, "its text does not match the hash of its text")
