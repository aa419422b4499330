"""Holding the server at a chosen moment of its transaction, by a lock that somebody else has: nothing is left to chance."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from cfo_site.ledger.models import Entry
from inventories.models import AmountRevision, ImportedAmount, Inventory, MonthlyResult
from tests.faults.server import PATIENCE, address_of

# At its first write into these it waits; the commit itself waits for whatever is held on COMMIT.
BEGINNING, FIGURES, RESULTS, CELLS, COMMIT = (
    "before anything is written", "before the figures", "before the results", "before what came from which cell",
    "in the commit",
)  # fmt: skip
TABLES = {BEGINNING: Inventory, FIGURES: AmountRevision, RESULTS: MonthlyResult, CELLS: ImportedAmount}
KEY = 20240101
AT_COMMIT = f"""
CREATE FUNCTION held_at_commit() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_advisory_xact_lock_shared({KEY}); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER held_at_commit AFTER INSERT ON {Entry._meta.db_table}
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION held_at_commit();
"""


class Held:
    """A moment at which whoever comes there waits, until it is released."""

    def __init__(self, holder: psycopg.Connection, looker: psycopg.Connection) -> None:
        self._holder, self._looker = holder, looker

    def caught(self) -> int:
        """Return which of the server's processes waits here, as soon as one does."""
        query = "SELECT pid FROM pg_locks WHERE NOT granted AND %s = ANY(pg_blocking_pids(pid))"
        return until(lambda: self._first(query, self._holder.info.backend_pid))

    def release(self) -> None:
        """Let it go on."""
        self._holder.close()

    def gone(self, process: int) -> None:
        """Wait until a process of the server has ended, and with it its transaction."""
        until(lambda: self._first("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %s)", process))

    def _first(self, query: str, value: int) -> int:
        found = self._looker.execute(query, [value]).fetchone()
        return found[0] if found else 0


def until(asked: Callable[[], int]) -> int:
    """Return the first answer that is not 0; fails where none comes."""
    end = time.monotonic() + PATIENCE
    while not (answer := asked()):
        assert time.monotonic() < end, "it did not come"
    return answer


def owner() -> psycopg.Connection:
    """Connect as the owner of the tables."""
    return psycopg.connect(address_of("DATABASE_OWNER_URL"), autocommit=True)


@contextmanager
def held(moment: str) -> Iterator[Held]:
    """Hold a moment for as long as wanted; afterwards everything is as it was."""
    with owner() as looker:
        holder = owner()
        try:
            if moment == COMMIT:
                looker.execute(AT_COMMIT)
                holder.execute("SELECT pg_advisory_lock(%s)", [KEY])
            else:
                holder.autocommit = False
                holder.execute(f"LOCK TABLE {TABLES[moment]._meta.db_table} IN EXCLUSIVE MODE")
            yield Held(holder, looker)
        finally:
            holder.close()
            if moment == COMMIT:
                with owner() as again:  # the server may have been killed with the other connections
                    again.execute(f"DROP TRIGGER held_at_commit ON {Entry._meta.db_table}")
                    again.execute("DROP FUNCTION held_at_commit")
