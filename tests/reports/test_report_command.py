"""`manage.py report`: the demonstration office leaves the site and is recalculated by anybody."""

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from inventories.services.demonstration import load_office

ROOT = Path(settings.BASE_DIR)
PUBLISHED = {"1": "11017.13228", "2": "192534.68536", "3": "17435.1198", "separate": "0"}


@pytest.fixture
def office(db):
    """The demonstration office of 2567."""
    call_command("load_factors", folder=ROOT / "fixtures" / "demo" / "emission_factors", verbosity=0)
    load_office(ROOT / "fixtures" / "demo" / "office.json")


def write(tmp_path: Path, kind: str, *, town: str = "demo", year: str = "2567") -> Path:
    file = tmp_path / f"d.{kind}"
    call_command("report", town, year, format=kind, output=file, stdout=StringIO())
    return file


def recalculated(tmp_path: Path, file: Path) -> dict:
    """Run the two calc packages, copied alone, on the standard library alone."""
    for app in ("emission_factors", "inventories"):
        shutil.copytree(ROOT / app / "calc", tmp_path / "alone" / app / "calc")
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(tmp_path / 'alone')!r}); sys.argv = ['calc', {str(file)!r}]; "
        "runpy.run_module('inventories.calc', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_the_published_inventory_comes_out_to_the_last_digit(office, tmp_path):
    result = recalculated(tmp_path, write(tmp_path, "json"))
    assert result["scope_1_2_3"]["kgco2e"] == "220986.93744"
    assert {scope: total["kgco2e"] for scope, total in result["scopes"].items()} == PUBLISHED


def test_one_litre_more_in_the_document_adds_exactly_the_factor(office, tmp_path):
    file = write(tmp_path, "json")
    mapping = json.loads(file.read_text(encoding="utf-8"))
    diesel = mapping["sources"][0]["amounts"]
    diesel["2024-01"] = str(Decimal(diesel["2024-01"]) + 1)
    file.write_text(json.dumps(mapping), encoding="utf-8")
    assert recalculated(tmp_path, file)["scope_1_2_3"]["kgco2e"] == "220989.67804"


def test_a_pdf_is_a_pdf(office, tmp_path):
    assert write(tmp_path, "pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("town", "year"), [("nowhere", "2567"), ("demo", "2599"), ("demo", "last"), ("demo", "fy2567")]
)
def test_what_is_not_there_is_told(office, tmp_path, town, year):
    with pytest.raises(CommandError, match="no"):
        write(tmp_path, "json", town=town, year=year)


def test_a_file_that_cannot_be_written_is_told(office, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("report", "demo", "2567", format="json", output=tmp_path / "no" / "d.json", stdout=StringIO())
