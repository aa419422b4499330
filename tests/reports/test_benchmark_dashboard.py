"""`manage.py benchmark dashboard`: it measures what is there and leaves nothing behind."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cfo_site.accounts.models import User


def printed() -> list[str]:
    out = StringIO()
    call_command("benchmark", "dashboard", "--repeat", "1", stdout=out)
    return out.getvalue().splitlines()


def test_each_dashboard_is_measured_with_the_sizes_beside_it(diesel, electricity, fill):
    fill(diesel, "5")
    lines = printed()
    assert any("2 sources of years" in line for line in lines)
    measured = {line[:44].strip(): line[44:].split() for line in lines[-4:]}
    assert measured.keys() == {
        "province, 1 years of 2567",
        "province, one district, as a part",
        "year of 2 sources",
        "municipality's years",
    }
    assert all(float(figure) > 0 for figures in measured.values() for figure in figures)


def test_nothing_of_it_stays(diesel):
    printed()
    assert not User.objects.filter(username="benchmark").exists()


def test_without_any_year_it_says_so(db):
    with pytest.raises(CommandError, match="no year"):
        printed()
