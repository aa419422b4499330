"""The application's part of the set-up may be repeated, and tells any error in a sentence."""

from io import StringIO

import pytest
from bringup import application, console
from bringup.console import Failure
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["migrate", "createcachetable"])
def test_the_tables_may_be_made_again(as_owner, command):
    with as_owner():
        call_command(command, verbosity=0)
        before = connection.introspection.table_names()
        call_command(command, verbosity=0)
    assert connection.introspection.table_names() == before
    assert "cache_entry" in before


@pytest.mark.django_db
def test_the_serving_role_may_write_the_cache_and_not_change_it(as_owner):
    with as_owner():
        call_command("createcachetable", verbosity=0)
    question = "SELECT has_table_privilege('cfo_app', 'cache_entry', %s)"
    with connection.cursor() as cursor:
        allowed = {
            power: cursor.execute(question, [power]).fetchone()[0]
            for power in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRIGGER", "TRUNCATE")
        }
    assert allowed == dict.fromkeys(("SELECT", "INSERT", "UPDATE", "DELETE"), True) | {
        "TRIGGER": False,
        "TRUNCATE": False,
    }


def rows():
    """Return how many rows each table holds, of every municipality."""
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in connection.introspection.table_names()
        }


@pytest.mark.django_db
def test_all_that_bin_demo_loads_may_be_loaded_again(as_owner, settings):
    settings.CFO_DEMO = True
    loads = {"load_factors": {}, "load_municipalities": {}, "load_demo": {"years": 0}}
    for command, options in loads.items():
        call_command(command, stdout=StringIO(), **options)
    with as_owner():
        before = rows()
    sign_ins = StringIO()
    for command, options in loads.items():
        call_command(command, stdout=sign_ins, **options)
    with as_owner():
        assert rows() == before
    assert before["inventories_amountrevision"] > 0
    assert "demo-entry" in sign_ins.getvalue()


def test_an_error_becomes_a_sentence_and_its_traceback_goes_to_the_log(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(console, "LOG", tmp_path / "setup.log")

    def work():
        raise ValueError("the library is of another kind")

    with pytest.raises(Failure, match="tables: the library is of another kind The whole error is at the end of var"):
        application._attempt("Tables", work)
    assert "Traceback" in (tmp_path / "setup.log").read_text()
    assert capsys.readouterr().out == "  Tables ... not done\n"


def test_a_step_says_what_came_of_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(console, "LOG", tmp_path / "setup.log")
    assert application._attempt("Municipalities", lambda: "31 read\n0 new") == "31 read\n0 new"
    assert capsys.readouterr().out.startswith("  Municipalities ... 0 new (")
