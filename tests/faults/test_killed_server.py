"""kill -9 of the server while it stores: afterwards it is all of it or none of it, and it can be done again."""

import io
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import ImportBatch, ImportedAmount, ImportState
from inventories.selectors.imports.preview import preview
from inventories.services.imports.previewing import keep_preview
from tests.faults.conftest import ALL, CELLS, NONE
from tests.faults.moments import BEGINNING, COMMIT, FIGURES, RESULTS, held
from tests.faults.moments import CELLS as CELLS_OF_FILE
from tests.faults.server import PATIENCE
from tests.inventories.bringing import contents, whole_year


def kill_at(moment: str, serve, send) -> None:
    """Start the server, have it store something, and kill it when it has come to a moment of its transaction."""
    server = serve()
    with ThreadPoolExecutor(1) as browser, held(moment) as hold:
        asked = browser.submit(send, server)
        process = hold.caught()
        server.kill()
        with pytest.raises(ConnectionError):  # no answer
            asked.result(PATIENCE)
        hold.release()
        hold.gone(process)


@pytest.mark.parametrize("moment", [BEGINNING, FIGURES, RESULTS, COMMIT])
def test_a_pasted_block_is_stored_whole_or_not_at_all(office, serve, moment):
    def paste(server) -> int:
        return server.post(office.nid, *office.block)

    kill_at(moment, serve, paste)
    # What was killed before its commit is gone. A commit that the database had begun is its own: it is finished.
    assert office.rows() == (ALL if moment == COMMIT else NONE)
    office.is_sound()
    again = serve()
    assert paste(again) == 200
    assert office.rows() == ALL
    office.is_sound()


@pytest.mark.parametrize("moment", [BEGINNING, FIGURES, RESULTS, CELLS_OF_FILE, COMMIT])
def test_a_workbook_is_stored_whole_or_not_at_all(office, serve, moment):
    lines = [
        whole_year(use.source.name_th, [Decimal(row * 100 + month) for month in range(1, 13)], number=row)
        for row, use in enumerate(office.uses, 1)
    ]
    with tenant_scope(office.town):
        batch = keep_preview(
            inventory=office.year, actor=office.nid, file=io.BytesIO(b"PK"), name="ไฟล์.xlsx", contents=contents(*lines)
        )
        shown = preview(batch)
        assert len(shown.stored) == CELLS
    where = reverse("inventories:import_commit", args=[office.town.key, office.year.token, batch.pk])

    def store(server) -> int:
        return server.post(office.nid, where, {"shown": shown.digest, "mode": "add"})

    def of_the_file() -> tuple[str, int, int]:
        with tenant_scope(office.town):
            entries = Entry.objects.of(office.town).filter(act="import.committed")
            cells = ImportedAmount.objects.of(office.town)
            return ImportBatch.objects.of(office.town).get().state, cells.count(), entries.count()

    kill_at(moment, serve, store)
    assert office.rows() == (ALL if moment == COMMIT else NONE)
    assert of_the_file() == ((ImportState.COMMITTED, CELLS, 1) if moment == COMMIT else (ImportState.PREVIEWED, 0, 0))
    office.is_sound()
    again = serve()
    assert store(again) == 302
    assert office.rows() == ALL
    assert of_the_file() == (ImportState.COMMITTED, CELLS, 1)
    office.is_sound()
