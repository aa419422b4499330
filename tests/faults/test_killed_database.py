"""kill -9 of PostgreSQL's process while it stores: it recovers, and what was not answered for is not there."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from tests.faults.conftest import ALL, NONE
from tests.faults.moments import BEGINNING, COMMIT, RESULTS, held, owner, until
from tests.faults.server import PATIENCE


@pytest.fixture(autouse=True)
def _written(office):
    """What the tests themselves have stored must survive: the throw-away cluster answers before it has written."""
    with psycopg.connect(os.environ["CFO_SUPERUSER_URL"], autocommit=True) as superuser:
        superuser.execute("CHECKPOINT")
    connection.close()


def recovered(witness: psycopg.Connection) -> None:
    """Wait until the database has thrown everybody out, a witness from before the kill too, and lets people in again."""

    def thrown_out() -> int:
        try:
            witness.execute("SELECT 1")
        except psycopg.OperationalError:
            return 1
        return 0

    def answers() -> int:
        try:
            with owner() as one:
                return one.execute("SELECT 1").fetchone()[0]
        except psycopg.OperationalError:
            return 0

    until(thrown_out)
    witness.close()
    until(answers)


@pytest.mark.parametrize("moment", [BEGINNING, RESULTS, COMMIT])
def test_a_block_that_was_not_answered_for_is_not_there(office, serve, moment):
    server = serve()
    with ThreadPoolExecutor(1) as browser, held(moment) as hold:
        asked = browser.submit(server.post, office.nid, *office.block)
        connection.close()
        victim, witness = hold.caught(), owner()
        os.kill(victim, signal.SIGKILL)
        assert asked.result(PATIENCE) == 500
        recovered(witness)
    assert office.rows() == NONE
    office.is_sound()
    assert server.post(office.nid, *office.block) == 200, "the same server goes on"
    assert office.rows() == ALL
    office.is_sound()


def test_a_block_that_was_answered_for_is_there(office, serve):
    server = serve()
    assert server.post(office.nid, *office.block) == 200
    witness = owner()
    victim = witness.execute(
        "SELECT pid FROM pg_stat_activity WHERE usename = 'cfo_app' AND datname = current_database()"
    ).fetchone()[0]
    connection.close()
    os.kill(victim, signal.SIGKILL)
    recovered(witness)
    assert office.rows() == ALL
    office.is_sound()
