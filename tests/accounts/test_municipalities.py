"""The register of the 31, and what a municipality was called on a day."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cfo_site.accounts import selectors
from cfo_site.accounts.models import Municipality, MunicipalityName, MunicipalityYear
from cfo_site.accounts.tenancy import every_municipality
from cfo_site.ledger.models import Entry

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "municipalities"


@pytest.fixture
def loaded(db):
    call_command("load_municipalities", verbosity=0)


def rows():
    return [
        list(model.objects.order_by("pk").values_list()) for model in (Municipality, MunicipalityName, MunicipalityYear)
    ]


def test_loading_twice_gives_the_same_31(loaded, capsys):
    before = rows()
    call_command("load_municipalities")
    assert "0 rows added, 0 changed" in capsys.readouterr().out
    assert rows() == before
    assert Municipality.objects.filter(of_province=True).count() == 31
    with every_municipality(reason="test"):
        assert Entry.objects.of(None).filter(act="municipalities.loaded").count() == 1


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("map-ta-phut", "เทศบาลเมืองมาบตาพุด", "เทศบาลนครมาบตาพุด"),
        ("noen-phra", "เทศบาลตำบลเนินพระ", "เทศบาลเมืองเนินพระ"),
        ("makham-khu", "เทศบาลตำบลมะขามคู่", "เทศบาลเมืองมะขามคู่"),
        ("nikhom-phatthana", "เทศบาลตำบลนิคมพัฒนา", "เทศบาลเมืองนิคมพัฒนา"),
        ("rayong", "เทศบาลนครระยอง", "เทศบาลนครระยอง"),
    ],
)
def test_an_old_report_prints_the_old_name(loaded, key, before, after):
    town = Municipality.objects.get(key=key)
    assert str(town.name_on(dt.date(2025, 9, 30))) == before
    assert str(town.name_on(dt.date(2025, 10, 1))) == after
    assert str(town.name_today) == after


def test_homonyms_stay_two(loaded):
    towns = [Municipality.objects.get(key=key) for key in ("ban-chang-1", "ban-chang-2")]
    assert [str(town.name_today) for town in towns] == ["เทศบาลเมืองบ้านฉาง", "เทศบาลตำบลบ้านฉาง"]


def test_a_population_without_a_year_is_not_made_a_fact(loaded):
    assert not MunicipalityYear.objects.filter(municipality__key="thap-ma").exists()
    facts = MunicipalityYear.objects.get(municipality__key="map-ta-phut")
    assert (facts.year, facts.population, bool(facts.source)) == (2561, 68410, True)
    assert MunicipalityYear.objects.count() == 4


def test_what_was_inferred_is_marked(loaded):
    doubted = MunicipalityName.objects.filter(confidence="medium").values_list("municipality__key", flat=True)
    assert set(doubted) == {"map-kha", "nikhom-phatthana"}


def test_towns_stand_in_the_order_of_places_not_of_kinds(loaded):
    keys = list(Municipality.objects.filter(district_th="บ้านค่าย").values_list("key", flat=True))
    assert keys == ["chak-bok", "ban-khai", "ban-khai-phatthana"]


def test_the_chooser_begins_at_the_seat_of_the_province_and_ends_with_the_invented_office(loaded, pim, town):
    Municipality.objects.filter(pk=town.pk).update(of_province=False)
    districts = [each.district for each in selectors.reach(pim, today=dt.date(2026, 1, 1))]
    assert (districts[0], districts[8], districts[-1]) == ("เมืองระยอง", "แกลง", town.district_th)
    assert len(districts) == 32


def test_a_row_that_does_not_hold_loads_nothing(db, tmp_path):
    for name in ("municipalities", "names", "years"):
        (tmp_path / f"{name}.csv").write_bytes((FOLDER / f"{name}.csv").read_bytes())
    with (tmp_path / "names.csv").open("a", encoding="utf-8") as file:
        csv.writer(file).writerow(["rayong", "ชื่อ", "Name", "village", "2027-01-01", "", "", "high", ""])
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_municipalities", folder=tmp_path)
    assert not Municipality.objects.exists()
