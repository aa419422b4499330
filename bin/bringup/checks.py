"""bin/test: every check of the house, one after the other, all of them even if one fails, and the count at the end."""

import argparse
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from bringup import debian, environment
from bringup.console import ROOT, Failure, guarded

MODES = ("all", "fast", "browser", "rules", "faults")
APART = ("browser", "rules", "faults")  # pytest's markers of what is not part of the fast run
NO_TESTS = 5  # pytest's exit code when nothing was selected
UNWANTED = ("CFO_DEMO", "DEBUG", "DATABASE_URL", "DATABASE_OWNER_URL")  # the checks bring their own
DEBIAN_POSTGRESQL = Path("/usr/lib/postgresql")
OLDEST_POSTGRESQL = 15


def main() -> None:
    """Run the checks; does not return."""
    guarded(_main)


def _main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/test",
        description="Run the checks. fast: style, import contracts, types, migrations, tests; browser: in Chromium; "
        "rules: breaks each rule of the house in a copy; faults: kills server and database while they store; all: everything, and the tests once "
        "more on Debian's PostgreSQL where that is installed. Further arguments are pytest's.",
    )
    parser.add_argument("mode", nargs="?", choices=MODES, default="all")
    options, for_pytest = parser.parse_known_args(arguments)
    debian.ensure(environment=environment.must_be_made(), pdf=True, tests=True)
    environment.ensure(tests=True)
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(prefix="cfo-test-") as folder, _database() as addresses:
        variables = {name: value for name, value in environment.variables().items() if name not in UNWANTED}
        return Run(options.mode, for_pytest, Path(folder), variables | addresses).everything()


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """Return the addresses of a throw-away server, for the checks that need one and are not pytest."""
    command = [str(environment.PYTHON), "-m", "cfo_site.embedded", "throwaway"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        if server.stdin is None or server.stdout is None:
            raise Failure("the throw-away database could not be asked for its address.")
        lines = [server.stdout.readline().strip().partition("=") for _ in ("app", "owner")]
        if not all(value for _, _, value in lines):
            raise Failure("the throw-away database did not start; the reason stands above.")
        yield {name: value for name, _, value in lines}
        server.stdin.close()


@dataclass
class Run:
    """One run of the checks; counts what passed, failed and was skipped."""

    mode: str
    for_pytest: Sequence[str]
    folder: Path  # for reports, removed afterwards
    variables: dict[str, str]
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    notes: list[str] = field(default_factory=list)

    def everything(self) -> int:
        """Run what the mode asks for; return the exit code."""
        began = time.monotonic()
        if self.mode in ("all", "fast"):
            self._can_have(debian.missing_programs(debian.READING_PDF), "tests that read PDFs as people's programs do")
            self._static()
            self._tests("tests", "not " + " and not ".join(APART))
        if self.mode in ("all", "browser"):
            self._browser()
        for mark in ("rules", "faults"):
            if self.mode in ("all", mark):
                self._tests(mark, mark)
        if self.mode == "all":
            self._on_debian_postgresql()
        print(f"\n== {time.monotonic() - began:.0f} s")
        for note in self.notes:
            print(note)
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}", flush=True)
        return 1 if self.failed else 0

    def _static(self) -> None:
        self._check("style", "-m", "ruff", "check", ".")
        self._check("format", "-m", "ruff", "format", "--check", ".")
        self._check("import contracts", environment.PYTHON.with_name("lint-imports"))
        self._check("types", "-m", "mypy")
        self._check("migrations", "manage.py", "makemigrations", "--check", "--dry-run")
        self._check("settings", "manage.py", "check")

    def _check(self, title: str, *arguments: str | Path) -> None:
        """Run one check that is not pytest and counts as one."""
        print(f"\n== {title}", flush=True)
        keys = {"SECRET_KEY": "only for the checks", "LEDGER_KEY": "only for the checks"}
        done = subprocess.run([str(environment.PYTHON), *map(str, arguments)], check=False, env=keys | self.variables)
        if done.returncode == 0:
            self.passed += 1
        else:
            self.failed += 1
            self.notes.append(f"Failed: {title}.")

    def _tests(self, title: str, marks: str, **variables: str) -> None:
        """Run the tests with these marks; what pytest counts is counted here."""
        print(f"\n== {title}", flush=True)
        report = self.folder / f"{title.replace(' ', '-')}.xml"
        command = [str(environment.PYTHON), "-m", "pytest", "-q", "-m", marks, f"--junitxml={report}", *self.for_pytest]
        # Not the addresses of the other checks' server: the tests make their own, and a fresh one for each run.
        plain = {name: value for name, value in self.variables.items() if not name.startswith("DATABASE_")}
        code = subprocess.run(command, check=False, env=plain | variables).returncode
        passed, failed, skipped = count(report) if report.exists() else (0, 0, 0)
        self.passed, self.failed, self.skipped = self.passed + passed, self.failed + failed, self.skipped + skipped
        if code not in (0, NO_TESTS):
            self.failed += 0 if failed else 1  # pytest itself broke
            self.notes.append(f"Failed: {title}.")

    def _browser(self) -> None:
        if self._can_have(debian.missing_for_browser(), "the browser tests"):
            self._tests("browser", "browser")
        else:
            self.failed += self.mode == "browser"  # asked for nothing else, and got nothing

    def _can_have(self, missing: Sequence[str], purpose: str) -> bool:
        """Install what is missing where we may; else note what is skipped and how to change that."""
        try:
            if missing:
                debian.install(missing, purpose)
        except Failure as failure:
            self.notes.append(f"Skipped: {purpose}. {failure}")
            return False
        return True

    def _on_debian_postgresql(self) -> None:
        binaries = oldest_postgresql(DEBIAN_POSTGRESQL)
        if binaries is None:
            self.notes.append(f"Skipped: the tests on Debian's PostgreSQL, as {DEBIAN_POSTGRESQL} holds none.")
            return
        version = binaries.parent.name
        marks = " and ".join(["database", *(f"not {mark}" for mark in APART)])
        self._tests(f"database tests on Debian's PostgreSQL {version}", marks, CFO_PG_BIN=str(binaries))


def oldest_postgresql(folder: Path) -> Path | None:
    """Return the programs of the oldest server there that the application supports: the furthest from the wheel's."""
    found = {int(path.parent.name): path for path in folder.glob("*/bin") if re.fullmatch(r"\d+", path.parent.name)}
    supported = [version for version in found if version >= OLDEST_POSTGRESQL and (found[version] / "initdb").exists()]
    return found[min(supported)] if supported else None


def count(report: Path) -> tuple[int, int, int]:
    """Return how many tests passed, failed and were skipped, as pytest's report says."""
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 -- pytest wrote it just now
    total, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures", "errors", "skipped")
    )
    return total - failures - errors - skipped, failures + errors, skipped
