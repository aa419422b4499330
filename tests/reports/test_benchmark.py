"""`manage.py benchmark`: it prints what it measured and leaves nothing behind. How long anything takes is no test's business."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cfo_site.accounts.models import Municipality, User
from reports.management.benchmarks.measure import timed


def printed(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("benchmark", "documents", *arguments, "--repeat", "1", stdout=out)
    return out.getvalue().splitlines()


def test_documents_of_years_of_each_size_are_measured(db):
    lines = printed("--sources", "3", "6")
    assert "PostgreSQL" in lines[1]
    measured = [line.split() for line in lines if " sources " in line]
    assert [(line[0], line[2]) for line in measured] == [
        (size, document) for size in ("3", "6") for document in ("json", "xlsx", "pdf")
    ]
    assert all(float(figure) > 0 for line in measured for figure in line[3:6])


def test_nothing_of_it_stays(db):
    printed("--sources", "2")
    assert not Municipality.objects.filter(key="benchmark").exists()
    assert not User.objects.filter(username="benchmark").exists()


def test_without_the_demonstration_year_it_says_so(db):
    assert any("not loaded" in line for line in printed("--sources", "2"))


def test_what_is_unknown_is_refused(db):
    with pytest.raises(CommandError):
        call_command("benchmark", "nothing")


def test_the_first_run_is_told_apart_from_the_median(monkeypatch):
    clock = iter([3, 13, 20, 21, 30, 32, 40, 49])
    monkeypatch.setattr("reports.management.benchmarks.measure.time.perf_counter", lambda: next(clock))
    timing, outcome = timed(lambda: "done", 3)
    assert (timing.first, timing.median, timing.best, outcome) == (10, 2, 1, "done")
