"""`manage.py benchmark entry`: it measures in a database of its own, and leaves neither that nor a row behind."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cfo_site.accounts.models import Municipality, User


@pytest.mark.usefixtures("committed_db")
def test_it_measures_in_a_database_of_its_own_and_drops_it():
    out = StringIO()
    call_command("benchmark", "entry", "--towns", "1", "--years", "1", "--sources", "2", "--repeat", "1", stdout=out)
    lines = out.getvalue().splitlines()
    assert any("2 years, 62 sources of years, 744 figures" in line for line in lines)
    measured = {line[:44].strip(): line[44:].split() for line in lines if len(line.split()) > 5}
    for act in (
        "save a cell, with row, scopes and year",
        "paste 720 cells",
        "grid of 20 sources",
        "grid of 200 sources",
    ):
        assert all(float(figure) > 0 for figure in measured[act])
    assert measured["grid of 20 sources"][1] == measured["grid of 200 sources"][1], "as many queries"
    assert float(measured["grid of 200 sources"][0]) < 400, "kB"
    assert any(line.startswith("preview of the file") for line in lines)
    assert not Municipality.objects.filter(key__startswith="benchmark").exists()
    assert not User.objects.filter(username__startswith="benchmark").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'cfo_benchmark%'")
        assert cursor.fetchone() == (0,)


def test_it_fills_no_database_that_holds_municipalities(town):
    with pytest.raises(CommandError, match="holds municipalities already"):
        call_command("benchmark", "entry", "--here", stdout=StringIO())
