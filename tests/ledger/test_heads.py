"""Heads of the chains in a file outside the database: what was deleted from a chain's end is missed by it."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cfo_site.accounts.tenancy import every_municipality, tenant_scope
from cfo_site.ledger import acts, chain, heads, services
from cfo_site.ledger.models import Chain

PLAIN = acts.Act("test.plain", "ทำแล้ว", frozenset())


@pytest.fixture(autouse=True)
def file(settings, tmp_path):
    settings.LEDGER_HEADS = str(tmp_path / "kept" / "heads.jsonl")
    return tmp_path / "kept" / "heads.jsonl"


def act(town, times=1):
    with tenant_scope(town):
        return [services.append(municipality=town, actor=None, act=PLAIN) for _ in range(times)]


def forget_after(town, number, as_owner):
    """Delete what follows an entry and set the head back: the chain alone cannot tell."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM ledger_entry WHERE municipality_id = %s AND number > %s", [town.pk, number])
        cursor.execute(
            "UPDATE ledger_chain SET last_number = %s, last_hash = (SELECT hash FROM ledger_entry "
            "WHERE municipality_id = %s AND number = %s) WHERE municipality_id = %s",
            [number, town.pk, number, town.pk],
        )
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")


def test_a_chain_gets_a_line_when_it_has_grown_and_none_when_it_has_not(town, other_town):
    act(town, 2)
    (line,) = [line for line in heads.keep() if line["chain"] == town.pk]
    assert (line["name"], line["number"]) == ("thung-sai", 2)
    assert heads.keep() == []
    last = act(town)[0]
    assert [(line["number"], line["hash"]) for line in heads.keep()] == [(3, last.hash)]
    assert chain.first_wrong_line(heads.kept(), key="not the key") == (1, "its seal was not made with the key")


def test_the_last_ten_entries_deleted_are_missed_by_the_kept_head_and_named(town, as_owner):
    act(town, 15)
    heads.keep()
    call_command("verify_ledger")
    forget_after(town, 5, as_owner)
    with pytest.raises(CommandError, match=r"thung-sai: entry 15: was there on .* and is gone"):
        call_command("verify_ledger")


def test_entries_deleted_and_written_anew_are_not_those_that_were_kept(town, as_owner):
    act(town, 3)
    heads.keep()
    forget_after(town, 2, as_owner)
    act(town, 2)
    with pytest.raises(CommandError, match="thung-sai: entry 3: is not the entry that was there on"):
        call_command("verify_ledger")


def test_the_file_itself_tells_when_a_line_was_changed_or_taken_out(town, file):
    for _ in range(3):
        act(town)
        heads.keep()
    lines = file.read_text().splitlines()
    own = [place for place, line in enumerate(lines) if json.loads(line)["chain"] == town.pk]
    file.write_text("\n".join(line for place, line in enumerate(lines) if place != own[1]) + "\n")
    with pytest.raises(CommandError, match=r"kept heads, line \d+: does not follow the line before it"):
        call_command("verify_ledger")
    lines[own[-1]] = lines[own[-1]].replace('"number":3', '"number":2')
    file.write_text("\n".join(lines) + "\n")
    with pytest.raises(CommandError, match=rf"kept heads, line {own[-1] + 1}: its seal was not made with the key"):
        call_command("verify_ledger")


def test_an_entry_that_the_head_does_not_know_is_found(town):
    act(town, 2)
    with every_municipality(reason="test"):
        Chain.objects.of(town).update(last_number=1, last_hash=chain.START)
    with pytest.raises(CommandError, match="the head of the chain names another last entry"):
        call_command("verify_ledger")


def test_the_command_keeps_the_heads(town, capsys):
    act(town)
    call_command("keep_ledger_heads")
    assert capsys.readouterr().out.strip() == f"{len(heads.kept())} heads kept"
    call_command("verify_ledger")
    assert "kept heads agree" in capsys.readouterr().out
