"""python -m inventories.calc FILE, from a folder that holds nothing but the two calc packages."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inventories.calc.__main__ import main
from inventories.calc.document import from_mapping
from inventories.calc.result import calculate, to_mapping

from .example_town import town

CHECKOUT = Path(__file__).resolve().parents[2]
RUN = "import sys; sys.path.insert(0, {!r}); import runpy; runpy.run_module('inventories.calc', run_name='__main__')"


@pytest.fixture(scope="module", params=["with __init__.py", "without __init__.py"])
def copy(request, tmp_path_factory):
    """A folder with copies of the two calc packages only."""
    folder = tmp_path_factory.mktemp("copy")
    for app in ("emission_factors", "inventories"):
        shutil.copytree(CHECKOUT / app / "calc", folder / app / "calc", ignore=shutil.ignore_patterns("__pycache__"))
        if request.param == "with __init__.py":
            (folder / app / "__init__.py").touch()
    return folder


@pytest.fixture
def written(tmp_path):
    """Write a text or bytes to a file and return its path."""

    def write(content):
        path = tmp_path / "inventory.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def run(*arguments, cwd=None, **environment):
    """Run Python and return the finished process."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_isolated_and_without_site_packages_it_prints_the_result(copy, written):
    path = written(json.dumps(town(), ensure_ascii=False))
    done = run("-I", "-S", "-c", RUN.format(str(copy)), path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == to_mapping(calculate(from_mapping(town())))


def test_it_runs_as_a_module_from_the_folder(copy, written):
    done = run("-m", "inventories.calc", written(json.dumps(town())), cwd=copy)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1


def test_a_fault_ends_with_status_2_one_line_and_nothing_printed(copy, written):
    document = town()
    document["sources"][0]["amounts"]["2024-01"] = "1e400"
    done = run("-I", "-S", "-c", RUN.format(str(copy)), written(json.dumps(document)))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines() == [
        'Source diesel, amounts.2024-01: "1e400" is not a plain decimal (digits, at most one point, no sign, no exponent).'
    ]


def test_thai_names_pass_whatever_the_locale(written):
    document = town()
    document["sources"][0]["id"] = "รถขยะ"
    document["sources"][2]["parent"] = "รถขยะ"
    path = written(json.dumps(document, ensure_ascii=False))
    locale = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = run("-m", "inventories.calc", path, cwd=CHECKOUT, **locale)
    assert json.loads(done.stdout.decode())["sources"][0]["id"] == "รถขยะ"
    document["sources"][0]["scope"] = "9"
    path = written(json.dumps(document, ensure_ascii=False))
    done = run("-m", "inventories.calc", path, cwd=CHECKOUT, **locale)
    assert done.stderr.decode().startswith("Source รถขยะ, scope: ")


@pytest.mark.parametrize("arguments", [[], ["one", "two"]])
def test_it_wants_exactly_one_file(arguments, capsys):
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert (printed.out, len(printed.err.splitlines())) == ("", 1)


TEXTS = {
    "an empty file": b"",
    "no JSON": b"{",
    "JSON with something behind it": b"{} {}",
    "not UTF-8": b'{"format": "\xff"}',
    "UTF-16": "{}".encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a number": b"5",
    "a list": b"[]",
    "null": b"null",
    "nothing but a huge number": b"9" * 100_000,
    "NaN": b"NaN",
    "an infinite exponent": b"1e400",
    "deeply nested lists": b"[" * 200_000,
    "deeply nested objects": b'{"a":' * 200_000,
    "deeply nested and closed": b"[" * 100_000 + b"]" * 100_000,
    "a control character": b'{"format": "\x01"}',
}


@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_no_document_is_told_in_one_line(content, written):
    done = run("-m", "inventories.calc", written(content), cwd=CHECKOUT)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("path", ["there is no such file", ".", "\0", "a\nb"])
def test_a_file_that_cannot_be_read_is_told_in_one_line(path, capsys):
    assert main([path]) == 2
    printed = capsys.readouterr()
    assert (printed.out, len(printed.err.splitlines())) == ("", 1)


def _town_with(old, new):
    text = json.dumps(town())
    assert old in text
    return text.replace(old, new, 1)


DUPLICATES = {
    "format": ('{"format"', '{"format": "cfo-inventory/1", "format"', "Document, format:"),
    "a gas of the set": ('"CO2": "1"', '"CO2": "1", "CO2": "1"', "Document, gwp.values.CO2:"),
    "an id": ('"id": "septic"', '"id": "septic", "id": "septic"', "Source septic, id:"),
    "a month": ('"2024-04": "10"', '"2024-04": "10", "2024-04": "11"', "Source diesel, amounts.2024-04:"),
    "a month three times": (
        '"2024-04": "10"',
        '"2024-04": "1", "2024-04": "2", "2024-04": "3"',
        "Source diesel, amounts.2024-04:",
    ),
    "a gas of a factor": (
        '"CO2e": "0.4999"',
        '"CO2e": "1", "CO2e": "0.4999"',
        "Source electricity, factor.gases.CO2e:",
    ),
    "a year of a deposit": (
        '"2021": "300"',
        '"2021": "1", "2021": "300"',
        "Source landfill, parameters.deposits.paper.2021:",
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), DUPLICATES.values(), ids=DUPLICATES)
def test_a_key_written_twice_is_told_at_its_place(old, new, told, written, capsys):
    assert main([str(written(_town_with(old, new)))]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.partition(": ")[0] + ":" for line in printed.err.splitlines()] == [told]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "5", "9" * 5000, "true", "null"])
def test_bare_numbers_of_any_kind_are_told_at_their_place(number, written, capsys):
    assert main([str(written(_town_with('"2024-04": "10"', f'"2024-04": {number}')))]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Source diesel, amounts.2024-04: must be written as a string")
    assert len(printed.err.splitlines()) == 1


@pytest.mark.parametrize("source_id", ["two\nlines", "return\r", "\u2028", "\x85", "\x1b[31m", "\x00"])
def test_an_id_that_breaks_lines_does_not_break_the_line(source_id, written, capsys):
    document = town()
    document["sources"][0]["id"] = document["sources"][2]["parent"] = source_id
    document["sources"][0]["scope"] = source_id
    assert main([str(written(json.dumps(document)))]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
