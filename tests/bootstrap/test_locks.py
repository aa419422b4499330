"""The locks pin everything, with hashes, for every supported Python, and name no registry."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPLICATION, TESTS, INSTALLER = "requirements.lock", "tests/requirements.lock", "bin/bringup/installer.lock"


def pins(name):
    """Return what the lock pins: name -> (version and marker, number of hashes)."""
    blocks = re.split(r"\n(?=[a-z0-9])", "\n" + (ROOT / name).read_text())[1:]
    found = {}
    for block in blocks:
        package, rest = block.split("==", 1)
        found[package] = (rest.split("\\")[0].strip(), block.count("--hash=sha256:"))
    return found


@pytest.mark.parametrize("name", [APPLICATION, TESTS, INSTALLER])
def test_every_package_is_pinned_with_hashes_and_nothing_names_a_place(name):
    found = pins(name)
    assert found
    assert [package for package, (_, hashes) in found.items() if hashes == 0] == []
    text = (ROOT / name).read_text()
    assert re.findall(r"\S*(?:https?:|file:|--index|--find-links| /)\S*", text) == []


def test_the_lock_of_the_checks_holds_all_of_the_applications_lock():
    application, tests = pins(APPLICATION), pins(TESTS)
    versions = {package: version.split()[0] for package, (version, _) in application.items()}
    assert {package: tests.get(package, (" ",))[0].split()[:1] for package in versions} == {
        package: [version] for package, version in versions.items()
    }


def test_no_pin_is_for_one_version_of_python_only():
    assert [
        version for version, _ in pins(TESTS).values() if "python_version" in version or "python_full" in version
    ] == []


def test_what_pyproject_asks_for_is_locked_and_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    explained = (ROOT / "docs/dependencies.md").read_text().lower()
    for asked, lock in ((project["dependencies"], APPLICATION), (project["optional-dependencies"]["test"], TESTS)):
        names = [re.split(r"[\[<>=]", line)[0].lower() for line in asked]
        assert [name for name in names if name not in pins(lock)] == []
        assert [name for name in names if f"**{name}" not in explained] == []
