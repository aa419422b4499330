"""What the library holds, and that each printed total follows from the gases stored with it."""

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from emission_factors import selectors
from emission_factors.models import Blend, Edition, Factor, Gas, GwpSet

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
EDITIONS = {
    "tgo-cfo-ar4": 31,
    "tgo-cfo-2565": 51,
    "tgo-cfo-2569": 90,
    "tgo-cfp-2565": 35,
    "tgo-cfp-2569-04": 8,
    "tgo-cfp-2569-07": 7,
    "tgo-landfill": 8,
    "tgo-event": 7,
    "tgo-wastewater-2564": 6,
    "tgo-green-office-2568": 2,
    "tei-grid-2009": 1,
    "ipcc-2006": 57,
    "desnz-2025": 39,
}
pytestmark = pytest.mark.django_db


def library():
    return Factor.objects.filter(edition__key__in=EDITIONS).select_related("edition")


def test_all_342_rows_of_13_editions_are_there():
    assert {edition.key: edition.rows for edition in selectors.edition_list() if edition.key in EDITIONS} == EDITIONS
    assert library().count() == sum(EDITIONS.values()) == 342
    assert len(set(library().values_list("key", flat=True))) == 342, "a key of ours is given once only"


def test_74_gases_4_sets_and_126_blends_are_there():
    assert (Gas.objects.count(), GwpSet.objects.count(), Blend.objects.count()) == (74, 4, 126)
    assert [gwp_set.key for gwp_set in selectors.gwp_set_list()] == ["AR4", "AR5-TGO-2565", "AR5-TGO-2569", "AR6"]


@pytest.mark.parametrize(
    ("key", "fossil", "other"),
    [("AR4", "25", "25"), ("AR5-TGO-2565", "30", "28"), ("AR5-TGO-2569", "28", "28"), ("AR6", "29.8", "27")],
)
def test_methane_weighs_what_the_set_says(key, fossil, other):
    values = GwpSet.objects.get(key=key).values
    assert (values["CH4_fossil"], values["CH4"]) == (fossil, other)


def test_every_row_with_gases_comes_to_its_published_total():
    """215 rows with CO2, CH4, N2O and 23 of pure gases and blends; the other 104 have no split."""
    sets = list(selectors.gwp_set_list())
    checked = printed = 0
    for factor in library():
        if not factor.split:
            assert factor.gases.keys() == {"CO2e"}, factor.key
            continue
        basis = selectors.basis_of(factor, sets)
        assert basis is not None, factor.key
        total = next(each for each in selectors.totals(factor, sets) if each.gwp_set == basis)
        places = abs(factor.total_kgco2e.as_tuple().exponent)
        close = abs(total.kgco2e - factor.total_kgco2e) <= factor.total_kgco2e * Decimal("1e-9")
        assert close or round(total.kgco2e, places) == factor.total_kgco2e, factor.key
        assert total.agrees is not False, f"{factor.key}: printed {factor.printed_kgco2e}, calculated {total.kgco2e}"
        checked += 1
        printed += total.agrees is True
    assert (checked, printed) == (238, 172)


def test_a_row_without_split_is_its_total():
    rows = [factor for factor in library() if not factor.split]
    assert len(rows) == 104
    assert all(Decimal(factor.gases["CO2e"]) == factor.total_kgco2e for factor in rows)


@pytest.mark.parametrize(
    ("edition", "key", "gases"),
    [
        (
            "tgo-cfo-2565",
            "tgo-cfo-2565.on.diesel.l",
            {"CO2": "2.698722", "CH4_fossil": "0.000142038", "N2O": "0.000142038"},
        ),
        ("tgo-cfo-2565", "tgo-cfo-2565.st.biogas.m3", {"CO2": "0", "CH4": "0.00002093", "N2O": "0.000002093"}),
        ("tgo-green-office-2568", "tgo-septic.person-day", {"CH4": "0.012"}),
        ("tgo-cfo-2565", "tgo-grid-2016-2018.scope2.kwh", {"CO2e": "0.4999"}),
        ("tgo-cfo-2569", "tgo-grid-2022-2024.scope2.kwh", {"CO2e": "0.475"}),
        ("tgo-cfo-2565", "tgo-cfo-2565.ref.r-22.kg", {"R-22": "1"}),
        ("tgo-cfo-2569", "tgo-cfo-2569.ref.r-410a.kg", {"R-32": "0.5", "R-125": "0.5"}),
    ],
)
def test_methane_is_fossil_where_the_fuel_is(edition, key, gases):
    assert selectors.factor_of(edition, key).gases == gases


def test_methane_of_a_blended_fuel_is_shared_out_and_sums_to_what_is_published():
    """B7 on road: 93 % of diesel's 0.000142038 and 7 % of biodiesel's 0.000090558; published 0.0001384344."""
    gases = selectors.factor_of("tgo-cfo-2569", "tgo-cfo-2569.on.b7.l").gases
    assert (gases["CH4_fossil"], gases["CH4"]) == ("0.00013209534", "0.00000633906")
    assert Decimal(gases["CH4_fossil"]) + Decimal(gases["CH4"]) == Decimal("0.0001384344")


def test_waste_and_wastewater_never_give_fossil_methane():
    rows = [f for f in library() if f.category.startswith(("waste", "septic"))]
    assert len(rows) > 50
    assert not any("CH4_fossil" in factor.gases for factor in rows)


def test_grid_electricity_adds_up_to_the_life_cycle_value():
    """TGO: Scope 2 + upstream = CFP; 0.4999 + 0.0987 = 0.5986 and 0.4750 + 0.0812 = 0.5562."""
    for edition, years in (("tgo-cfo-2565", "2016-2018"), ("tgo-cfo-2569", "2022-2024")):
        parts = {
            part: selectors.factor_of(edition, f"tgo-grid-{years}.{part}.kwh").total_kgco2e
            for part in ("scope2", "scope3", "cfp")
        }
        assert parts["scope2"] + parts["scope3"] == parts["cfp"]


def test_a_printed_total_keeps_its_places():
    assert str(selectors.factor_of("tgo-cfo-ar4", "tgo-cfo-ar4.st.diesel.l").printed_kgco2e) == "2.7080"


def test_biogenic_carbon_is_none_or_unpublished_or_a_number():
    rows = {factor.key: factor.biogenic_co2 for factor in library()}
    assert rows["tgo-cfo-2569.on.diesel.l"] == 0
    assert rows["tgo-cfo-2569.on.biodiesel.l"] is None
    assert rows["tgo-cfo-2569.on.b7.l"] == Decimal("0.11507832")


def test_the_gases_outside_kyoto_are_reported_apart():
    gwp_set = GwpSet.objects.get(key="AR5-TGO-2569")
    outside = set(gwp_set.outside)
    assert outside <= gwp_set.values.keys()
    assert {
        "R-22",
        "R-123",
        "R-11",
        "Halon-1301",
        "R-1234yf",
        "R-1233zd(E)",
        "R-290",
        "R-600a",
        "CCl4",
        "SO2F2",
    } <= outside
    assert not outside & {"CO2", "CH4", "CH4_fossil", "N2O", "SF6", "NF3", "R-32", "R-125", "R-134a", "R-14", "R-C318"}


def test_the_readmes_name_every_file_with_its_checksum():
    files = [path for folder in ("emission_factors", "gwp", "blends") for path in (FIXTURES / folder).glob("*.csv")]
    assert len(files) == 23
    for path in files:
        readme = (path.parent / "README.md").read_text(encoding="utf-8")
        assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" in readme, path.name


def test_an_edition_remembers_the_file_it_came_from():
    with (FIXTURES / "emission_factors" / "editions.csv").open(encoding="utf-8") as lines:
        files = {row["key"]: row["file"] for row in csv.DictReader(lines)}
    for edition in Edition.objects.filter(key__in=EDITIONS):
        path = FIXTURES / "emission_factors" / files[edition.key]
        assert edition.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
