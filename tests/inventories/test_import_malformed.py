"""Every malformed upload through the page: a sentence that says what is wrong and nothing kept, or a preview."""

import pytest

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import store
from inventories.models import AmountRevision, ImportBatch, ImportState
from inventories.selectors.imports.batches import folder
from tests.workbooks.malformed import MALFORMED

from .test_import_pages import Office


@pytest.fixture
def office(sign_in, nid, town, year, diesel, electricity):
    return Office(sign_in(nid), town)


def test_what_is_refused_is_told_and_leaves_neither_row_nor_file(office, town):
    refused = [upload for upload in MALFORMED if upload.refused]
    assert len(refused) >= 30
    for upload in refused:
        response = office.bring(upload.make(), f"{upload.name}.xlsx")
        assert response.status_code == 422, upload.name
        (sentence,) = response.context["form"].errors["file"]
        assert len(sentence) > 20, upload.name
        with tenant_scope(town):
            assert not ImportBatch.objects.of(town).exists(), upload.name
        assert list(store.hashes(folder(town))) == [], upload.name


def test_what_can_be_read_is_shown_and_stores_no_figure(office, town):
    readable = [upload for upload in MALFORMED if not upload.refused]
    assert len(readable) >= 5
    for upload in readable:
        where = office.brought(upload.make(), f"{upload.name}.xlsx")
        shown = office.look(where)
        preview = shown.context["preview"]
        assert sum(preview.counts.values()) == preview.contents.cell_count, upload.name
        if preview.problems:
            assert office.client.get(f"{where}marked/").status_code == 200, upload.name
    with tenant_scope(town):
        assert not AmountRevision.objects.of(town).exists()
        assert set(ImportBatch.objects.of(town).values_list("state", flat=True)) == {ImportState.PREVIEWED}
