"""The commands' own small decisions: secrets, ports, counting, and that they can be called from anywhere."""

import os
import socket
import subprocess
from pathlib import Path

import pytest
from bringup import checks, demo, keys
from bringup.console import Failure
from django.core.exceptions import ImproperlyConfigured

from cfo_site import settings as site_settings

ROOT = Path(__file__).parents[2]


def test_secrets_are_made_once_and_for_their_owner_only(tmp_path, monkeypatch):
    for name in keys.NAMES:
        monkeypatch.delenv(name, raising=False)
    keys.ensure(tmp_path / "var")
    made = {file.name: file.read_text() for file in (tmp_path / "var").iterdir()}
    assert set(made) == {"secret_key", "ledger_key"}
    assert len(set(made.values())) == 2
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "var").iterdir()} == {0o600}
    keys.ensure(tmp_path / "var")
    assert {file.name: file.read_text() for file in (tmp_path / "var").iterdir()} == made


def test_a_lost_ledger_key_is_not_silently_replaced(tmp_path, monkeypatch):
    for name in keys.NAMES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "postgres").mkdir()
    with pytest.raises(Failure, match=r"ledger_key is missing, but .* Put the file back from your backup"):
        keys.ensure(tmp_path)


def test_an_empty_ledger_key_is_no_key(tmp_path, monkeypatch):
    """A full disk leaves an empty file: entries sealed with it could be forged by anybody."""
    for name in keys.NAMES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "ledger_key").touch()
    monkeypatch.setattr(site_settings, "VAR_DIR", tmp_path)
    with pytest.raises(ImproperlyConfigured, match="does not exist or is empty"):
        site_settings.secret("LEDGER_KEY")
    (tmp_path / "postgres").mkdir()
    with pytest.raises(Failure, match="ledger_key is empty, but"):
        keys.ensure(tmp_path)
    (tmp_path / "postgres").rmdir()
    keys.ensure(tmp_path)
    assert site_settings.secret("LEDGER_KEY")


def test_of_two_set_ups_at_once_the_second_keeps_the_secrets_of_the_first(tmp_path, monkeypatch):
    for name in keys.NAMES:
        monkeypatch.delenv(name, raising=False)
    token = keys.secrets.token_urlsafe

    def made_meanwhile(length):
        monkeypatch.setattr(keys.secrets, "token_urlsafe", token)
        keys.ensure(tmp_path)
        return token(length)

    monkeypatch.setattr(keys.secrets, "token_urlsafe", made_meanwhile)
    keys._make(tmp_path / "secret_key")
    made = {file.name: file.read_text() for file in tmp_path.iterdir()}
    keys.ensure(tmp_path)
    assert made.keys() == {"secret_key", "ledger_key"}
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == made


def test_secrets_in_the_environment_need_no_files(tmp_path, monkeypatch):
    for name in keys.NAMES:
        monkeypatch.setenv(name, "given")
    keys.ensure(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_is_told_before_the_work_begins():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Failure, match=rf"127.0.0.1:{port} cannot be served on: Address already in use"):
            demo._refuse_if_taken("127.0.0.1", port)


def test_an_impossible_port_is_a_sentence_too():
    with pytest.raises(Failure, match="cannot be served on"):
        demo._refuse_if_taken("127.0.0.1", 700000)


def test_counts_come_from_pytests_own_report(tmp_path):
    report = tmp_path / "r.xml"
    report.write_text('<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>')
    assert checks.count(report) == (3, 3, 3)


def test_the_oldest_supported_debian_postgresql_is_chosen(tmp_path):
    for version in ("9.6", "13", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").touch()
    (tmp_path / "16/bin").mkdir(parents=True)  # a client without a server
    assert checks.oldest_postgresql(tmp_path) == tmp_path / "15/bin"
    assert checks.oldest_postgresql(tmp_path / "none") is None


@pytest.mark.parametrize("command", ["bin/demo", "bin/test"])
def test_a_command_works_from_anywhere_and_through_a_link(tmp_path, command):
    link = tmp_path / "link"
    link.symlink_to(ROOT / command)
    shown = subprocess.run([link, "--help"], check=True, cwd=tmp_path, capture_output=True, text=True)
    assert command in shown.stdout


@pytest.mark.parametrize("command", ["bin/demo", "bin/test", "bin/manage", ".ci/run"])
def test_the_commands_may_be_executed(command):
    assert os.access(ROOT / command, os.X_OK)
