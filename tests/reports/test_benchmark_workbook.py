"""`manage.py benchmark workbook`: it brings a full template, stores it, and leaves nothing behind."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cfo_site.accounts.models import User
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import store
from inventories.models import AmountRevision, ImportBatch, InventorySource
from inventories.selectors.imports.batches import folder


def printed() -> list[str]:
    out = StringIO()
    call_command("benchmark", "workbook", "--repeat", "1", stdout=out)
    return out.getvalue().splitlines()


def test_each_step_of_720_cells_is_measured_and_nothing_of_it_stays(town, diesel, record):
    record(diesel, "5")
    lines = printed()
    assert "1 figures in the database" in lines
    assert any(line.startswith("720 cells of 60 sources") for line in lines)
    measured = {line[:28].strip(): [float(figure) for figure in line[28:].split()] for line in lines[-5:]}
    assert measured.keys() == {
        "template made", "file read and kept", "preview shown", "stored", "preview of the file",
    }  # fmt: skip
    assert all(figures[-1] > 0 for figures in measured.values())
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 1
        assert InventorySource.objects.of(town).count() == 1
        assert not ImportBatch.objects.of(town).exists()
    assert not User.objects.filter(username="benchmark").exists()
    assert list(store.hashes(folder(town))) == []


def test_without_a_draft_it_says_so(db):
    with pytest.raises(CommandError, match="no draft"):
        printed()
