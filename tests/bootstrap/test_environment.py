"""The virtual environment is trusted only when its stamp says that it is whole, here, and from these locks."""

import json

import pytest
from bringup import console, environment, python_version


@pytest.fixture(autouse=True)
def known_state(monkeypatch):
    digests = {"requirements.lock": "a", "tests/requirements.lock": "b"}
    monkeypatch.setattr(environment, "_digest", digests.__getitem__)
    monkeypatch.setattr(environment, "_place", lambda: {"folder": "here"})


def stamp(**locks):
    names = {"application": "requirements.lock", "tests": "tests/requirements.lock"}
    return {"place": {"folder": "here"}, "locks": {names[name]: digest for name, digest in locks.items()}}


def test_no_stamp_means_an_interrupted_run():
    assert not environment.up_to_date({}, tests=False)


def test_bin_demo_is_content_without_the_packages_of_the_checks():
    assert environment.up_to_date(stamp(application="a"), tests=False)
    assert not environment.up_to_date(stamp(application="a"), tests=True)


def test_bin_demo_is_content_with_them_too():
    assert environment.up_to_date(stamp(application="a", tests="b"), tests=False)
    assert environment.up_to_date(stamp(application="a", tests="b"), tests=True)


def test_a_changed_lock_is_followed():
    assert not environment.up_to_date(stamp(application="older"), tests=False)
    assert not environment.up_to_date(stamp(application="a", tests="older"), tests=False)


def test_an_environment_that_was_moved_or_lost_its_interpreter_is_not_trusted():
    assert not environment.up_to_date(stamp(application="a") | {"place": {"folder": "there"}}, tests=False)


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"'])
def test_a_broken_stamp_is_none(tmp_path, monkeypatch, content):
    monkeypatch.setattr(environment, "STAMP", tmp_path / "set-up.json")
    (tmp_path / "set-up.json").write_text(content)
    assert environment._stamp() == {}


def test_packages_of_the_checks_stay_when_bin_demo_follows_a_changed_lock(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "set-up.json")
    monkeypatch.setattr(environment, "_sync", lambda lock: synced.append(lock) or "done")
    environment.STAMP.write_text(json.dumps(stamp(application="older", tests="b")))
    environment.ensure(tests=False)
    assert synced == ["tests/requirements.lock"]
    assert environment.up_to_date(environment._stamp(), tests=True)
    environment.ensure(tests=True)
    assert len(synced) == 1


def test_an_unreachable_index_is_told_apart_from_a_faulty_lock():
    assert "index cannot be reached" in environment.why_not_installed("Temporary failure in name resolution\nERROR: x")
    assert "Hash mismatch for django" in environment.why_not_installed("  x\nerror: Hash mismatch for django\n  y")


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 10, 0), (3, 14, 0), (4, 0, 0)])
def test_an_unsuitable_python_is_refused_in_a_sentence(monkeypatch, version):
    monkeypatch.setattr(python_version.sys, "version_info", version)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SystemExit, match=r"needs Python 3.11, 3.12 or 3.13, and python3 here is \d\.\d+\. On Debian"):
        python_version.require()


@pytest.mark.parametrize("version", [(3, 11, 2), (3, 12, 0), (3, 13, 9)])
def test_a_suitable_python_is_kept(monkeypatch, version):
    monkeypatch.setattr(python_version.sys, "version_info", version)
    python_version.require()


def test_a_failed_command_is_known_by_its_own_words(monkeypatch, tmp_path):
    monkeypatch.setattr(console, "LOG", tmp_path / "setup.log")
    with pytest.raises(console.CommandFailed, match=r"^error: disk full$"):
        console.run(["sh", "-c", "echo before; echo error: disk full; echo after; exit 3"])
    assert "after" in (tmp_path / "setup.log").read_text()
