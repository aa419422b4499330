"""The command "load_factors": repeatable, refusing what would change the past, clear about each fault."""

import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger.acts import registered
from cfo_site.ledger.models import Entry
from cfo_site.ledger.selectors import first_break
from emission_factors.models import Edition, Factor
from emission_factors.services import FixtureFault, load_editions, load_library

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
pytestmark = pytest.mark.django_db


def entries() -> list[Entry]:
    with every_municipality(reason="test"):
        return list(Entry.objects.of(None).filter(act="library.loaded").order_by("number"))


@pytest.fixture
def copy(tmp_path) -> Path:
    """All fixtures of the library, to be spoilt."""
    for folder in ("emission_factors", "gwp", "blends"):
        shutil.copytree(FIXTURES / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def own(tmp_path) -> Path:
    """A folder with an edition of two rows."""
    edition(tmp_path, key="own-1", file="own-1.csv", gwp_basis="AR5")
    factors(tmp_path / "own-1.csv", {}, {"key": "own.b", "unit": "kWh", "CO2e": "0.5", "total_kgco2e": "0.5"})
    return tmp_path


def edition(folder: Path, **cells: str) -> None:
    row = dict.fromkeys(
        ("key", "file", "publisher", "title_th", "title_en", "gwp_basis", "valid_from", "valid_to", "published_at",
         "supersedes", "source", "licence", "note"), "",
    )  # fmt: skip
    row |= {"publisher": "tgo", "title_th": "รุ่นสมมติ", "title_en": "Invented", "source": "invented"} | cells
    write(folder / "editions.csv", [row])


def factors(path: Path, *changes: dict[str, str]) -> None:
    with (FIXTURES / "emission_factors" / "tgo-cfo-2565.csv").open(encoding="utf-8") as lines:
        columns = csv.DictReader(lines).fieldnames
    row = dict.fromkeys(columns, "") | {
        "key": "own.a", "name_th": "ก", "name_en": "a", "category": "purchased_goods", "unit": "kg", "CO2e": "1.5",
        "total_kgco2e": "1.5", "gwp_basis": "AR5", "source": "invented", "confidence": "low", "quality": "3",
    }  # fmt: skip
    write(path, [row | change for change in changes])


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_second_run_changes_nothing_and_records_nothing():
    before, recorded = list(Factor.objects.values()), len(entries())
    out = StringIO()
    call_command("load_factors", stdout=out)
    assert "up to date" in out.getvalue()
    assert list(Factor.objects.values()) == before
    assert len(entries()) == recorded


def test_the_first_run_stands_in_the_chain_of_no_municipality():
    (first, *_rest) = entries()
    assert (first.facts["factors"], first.facts["blends"]) == (342, 126)
    assert "tgo-cfo-2569" in first.facts["editions"]
    assert "AR6" in first.facts["gwp_sets"]
    assert registered("library.loaded").facts <= first.facts.keys()
    with every_municipality(reason="test"):
        assert first_break(None) is None


def test_a_folder_of_its_own_is_loaded_by_path_and_recorded(own):
    recorded, out = len(entries()), StringIO()
    call_command("load_factors", folder=own, stdout=out)
    assert "Loaded 2 factors in 1 editions" in out.getvalue()
    assert set(Edition.objects.get(key="own-1").factors.values_list("key", flat=True)) == {"own.a", "own.b"}
    assert entries()[-1].facts["editions"] == "own-1"
    assert len(entries()) == recorded + 1
    assert not load_editions(folder=own).anything


def test_a_newer_edition_names_the_one_it_supersedes(own, tmp_path):
    load_editions(folder=own)
    edition(own, key="own-2", file="own-2.csv", supersedes="own-1")
    factors(own / "own-2.csv", {})
    load_editions(folder=own)
    assert Edition.objects.get(key="own-2").supersedes.key == "own-1"


def test_an_edition_may_supersede_one_that_is_new_as_well():
    assert Edition.objects.get(key="tgo-cfo-2569").supersedes.supersedes.key == "tgo-cfo-ar4"


def test_a_changed_figure_is_refused_with_file_row_and_column(copy):
    spoil(copy / "emission_factors" / "tgo-cfo-2565.csv", ",2.7406,2.74062321,", ",2.7407,2.74062321,")
    with pytest.raises(FixtureFault) as refused:
        load_library(fixtures=copy)
    message = str(refused.value)
    assert "tgo-cfo-2565.csv แถว 22 คอลัมน์ printed_kgco2e" in message
    assert "2.7406" in message
    assert "2.7407" in message
    assert "รุ่นใหม่" in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("gwp/ar6.csv", "SF6,25200", "SF6,25201", "sets.csv แถว 5 คอลัมน์ values"),
        ("blends/blends.csv", "R-32=0.5; R-125=0.5", "R-32=0.6; R-125=0.4", "blends.csv แถว 25 คอลัมน์ components"),
        ("emission_factors/editions.csv", "UK Government GHG conversion factors 2025 (sample)", "UK", "คอลัมน์ title_en"),
        ("gwp/aliases.csv", "R-744,CO2", "R-744,N2O", "คอลัมน์ name"),
        ("emission_factors/tgo-event.csv", "tgo-event.bts.trip", "tgo-event.mrt.trip", "คอลัมน์ key"),
    ],
)
def test_whatever_is_published_cannot_be_changed_by_a_file(copy, file, old, new, named):
    spoil(copy / file, old, new)
    with pytest.raises(FixtureFault) as refused:
        load_library(fixtures=copy)
    assert any(named in fault for fault in refused.value.faults), refused.value.faults


def test_a_row_taken_out_of_a_published_edition_is_missed(copy):
    path = copy / "emission_factors" / "tgo-green-office-2568.csv"
    path.write_text("\n".join(path.read_text(encoding="utf-8").splitlines()[:2]) + "\n", encoding="utf-8")
    with pytest.raises(FixtureFault, match=r"editions\.csv แถว \d+ คอลัมน์ file: .*tgo-septic\.person-day"):
        load_library(fixtures=copy)


FAULTS = [
    ({"CO2e": "1,5"}, "CO2e", "1,5"),
    ({"CO2e": "-1"}, "CO2e", "-1"),
    ({"CO2e": "1e400"}, "CO2e", "1e400"),
    ({"CO2e": "NaN"}, "CO2e", "NaN"),
    ({"CO2e": ""}, "CO2e", "อย่างน้อยหนึ่งชนิด"),
    ({"CO2": "1"}, "CO2e", "ร่วมกับก๊าซอื่น"),
    ({"CO2e": "", "other_gases": "R-9999=1"}, "other_gases", "R-9999"),
    ({"CO2e": "", "other_gases": "R-32 0.5"}, "other_gases", "R-32 0.5"),
    ({"unit": "gallon"}, "unit", "gallon"),
    ({"category": "magic"}, "category", "magic"),
    ({"confidence": "sure"}, "confidence", "sure"),
    ({"gwp_basis": "AR7"}, "gwp_basis", "AR7"),
    ({"quality": "9"}, "quality", "9"),
    ({"source": " "}, "source", "ต้องไม่ว่าง"),
    ({"name_th": ""}, "name_th", "ต้องไม่ว่าง"),
    ({"key": "has blank"}, "key", "has blank"),
    ({"total_kgco2e": ""}, "total_kgco2e", "ต้องไม่ว่าง"),
    ({"valid_from": "1/1/2569"}, "valid_from", "1/1/2569"),
    ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to", "ก่อนวันเริ่มใช้"),
    ({"name_en": "x" * 300}, "name_en", "250"),
]


@pytest.mark.parametrize(("change", "column", "says"), FAULTS)
def test_each_fault_is_one_sentence_naming_file_row_and_column(own, change, column, says):
    factors(own / "own-1.csv", {"key": "own.first"}, change)
    before = Edition.objects.count()
    with pytest.raises(FixtureFault) as refused:
        load_editions(folder=own)
    (fault,) = refused.value.faults
    assert fault.startswith(f"own-1.csv แถว 3 คอลัมน์ {column}: "), fault
    assert says in fault, fault
    assert Edition.objects.count() == before


def test_a_key_given_twice_is_refused(own):
    factors(own / "own-1.csv", {}, {})
    with pytest.raises(FixtureFault, match=r"own-1\.csv แถว 3 คอลัมน์ key: ซ้ำกับแถว 2"):
        load_editions(folder=own)


def test_all_faults_of_a_file_come_at_once(own):
    factors(own / "own-1.csv", {"unit": "gallon"}, {"key": "own.b", "CO2e": "x"}, {"key": "own.c", "source": ""})
    with pytest.raises(FixtureFault) as refused:
        load_editions(folder=own)
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        (lambda folder: (folder / "own-1.csv").unlink(), "ไม่พบแฟ้ม own-1.csv"),
        (lambda folder: (folder / "own-1.csv").write_bytes("ก,ข\n".encode("tis-620")), "own-1.csv: แฟ้มต้องเป็น UTF-8"),
        (lambda folder: (folder / "own-1.csv").write_text("key,unit\n"), "own-1.csv: คอลัมน์ไม่ตรง"),
        (lambda folder: edition(folder, key="own-1", file="own-1.csv", publisher="nobody"), "คอลัมน์ publisher: ไม่รู้จัก nobody"),
        (lambda folder: edition(folder, key="own-1", file="own-1.csv", supersedes="own-0"), "คอลัมน์ supersedes: ไม่มีรุ่น own-0"),
        (lambda folder: (folder / "editions.csv").unlink(), "ไม่พบแฟ้ม editions.csv"),
    ],
)  # fmt: skip
def test_a_folder_that_is_not_whole_is_refused(own, spoilt, says):
    spoilt(own)
    with pytest.raises(CommandError, match="Nothing was loaded") as refused:
        call_command("load_factors", folder=own)
    assert says in str(refused.value)


def test_a_row_with_a_cell_too_many_is_refused(own):
    path = own / "own-1.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + ",surplus\n", encoding="utf-8")
    with pytest.raises(FixtureFault, match=r"own-1\.csv แถว 3: จำนวนช่อง"):
        load_editions(folder=own)
