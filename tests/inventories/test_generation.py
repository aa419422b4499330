"""The generated years of the province: plausible for each town's size, always the same, with gaps and slips as in life."""

import datetime as dt
import hashlib
import shutil
from collections import Counter
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Factor
from inventories.models import InventorySource, MonthlyResult, Source
from inventories.policies import Refused
from inventories.selectors.completeness import progress_by_year
from inventories.selectors.fresh import compare
from inventories.services.generation.chance import draw, grown, swing
from inventories.services.generation.figures import true_figure, working_days
from inventories.services.generation.slips import HEAD_COUNT, figures, town_year
from inventories.services.generation.sources import sources_of
from inventories.services.generation.tables import FOLDER, TableFault, tables
from inventories.services.generation.towns import make_town, towns_of_province
from inventories.services.sources import Addition, add_source, add_sources
from tests.inventories.conftest import JANUARY, lock, make_year

YEARS = (2566, 2567, 2568)
LOCKS, DRAFTS = "nong-kham", "tha-sai"  # invented towns: the first has locked 2566 and 2567, the second nothing


def plan(town, year, wanted=None):
    """Return {source: its figures by month} of a town's year."""
    stand = town_year(town.key, tables().years[year], tables())
    return {
        source: {figure.month: figure for figure in figures(source, stand, tables())}
        for source in sources_of(town, year, tables(), wanted)
    }


def invented(key, kind="subdistrict", population=None):
    return make_town(key, kind=kind, population=population, tables=tables())


@pytest.fixture
def province(db):
    """What is assumed of the 31 municipalities of the register."""
    call_command("load_municipalities", verbosity=0)
    return {town.key: town for _municipality, town in towns_of_province(tables())}


def test_a_draw_depends_on_its_names_alone():
    assert draw("phla", "office-power", 3) == draw("phla", "office-power", 3) != draw("phla", "office-power", 4)
    assert all(-1 < swing("phla", number) < 1 for number in range(100))
    assert grown(100, 0.5, 2) == 225
    assert grown(grown(100, 0.02, 3), 0.02, -3) == pytest.approx(100)


def test_the_figures_of_a_town_are_these_and_no_others():
    """A hash of three years: equal on every machine. Whoever changes a profile on purpose writes the new one here."""
    written = hashlib.sha256()
    for year in YEARS:
        for source, months in plan(invented(LOCKS), year).items():
            for month, figure in months.items():
                row = (source.identifier, f"{month:%Y-%m}", figure.amount, figure.notation, figure.estimated)
                written.update(repr(row).encode())
    assert written.hexdigest() == "a1f906dd49d160c2e2d640ddf23e316ed3c738aabd416132eb71daeb2dde44e8"


def test_working_days_leave_out_week_ends_and_holidays():
    assert working_days(dt.date(2024, 4, 1)) == 18  # 22 from Monday to Friday, less Chakri Day and Songkran
    assert working_days(dt.date(2024, 9, 1)) == 21


@pytest.mark.parametrize(("kind", "population", "fewest", "most"), [
    ("subdistrict", 388, 15, 22), ("subdistrict", 8500, 20, 40), ("town", 24000, 35, 50), ("city", 66000, 50, 65),
])  # fmt: skip
def test_a_town_has_as_many_sources_as_its_size_asks_for(kind, population, fewest, most):
    for key in ("a", "b", "c", "d"):
        sources = sources_of(invented(key, kind, population), 2567, tables())
        assert fewest <= len(sources) <= most
        assert {source.kind.item.scope for source in sources} == {"1", "2", "3"}
        refrigerants = {source.kind.item.parameters.get("refrigerant") for source in sources}
        assert {"R-22", "R-32", "R-410A", "R-123"} <= refrigerants
        assert len({source.identifier for source in sources}) == len(sources)
        assert all("{" not in source.name_th + source.name_en for source in sources)


def test_a_larger_town_uses_more():
    def street_lights(population):
        sources = sources_of(invented("a", "town", population), 2567, tables())
        return sum(source.monthly for source in sources if source.kind.key == "street-light")

    assert street_lights(2000) < street_lights(9000) < street_lights(60000)


@pytest.mark.parametrize("wanted", [1, 16, 200])
def test_a_load_test_gets_exactly_as_many_sources_as_it_wants(wanted):
    sources = sources_of(invented("a"), 2568, tables(), wanted)
    assert len(sources) == len({source.identifier for source in sources}) == wanted


def test_few_sources_are_the_same_as_among_many():
    few, many = (plan(invented(DRAFTS), 2567, wanted) for wanted in (16, 60))
    assert few.keys() <= many.keys()
    assert all(many[source] == months for source, months in few.items())


def test_seasons_show_in_the_figures():
    def month(kind, number):
        return sum(
            true_figure(source, dt.date(2024, number, 1), tables()).amount or 0
            for key in "abcdefgh"
            for source in sources_of(invented(key), 2567, tables())
            if source.kind.key == kind
        )

    assert month("office-power", 4) > month("office-power", 12)  # the heat of April
    assert month("centre-power", 4) < month("centre-power", 6)  # schools are closed
    assert month("mower", 9) > month("mower", 2)  # grass grows in the rains
    assert month("fire-truck", 3) > month("fire-truck", 8)  # and burns in the dry season
    assert month("street-light", 12) > month("street-light", 6)  # longer nights


def test_a_refrigerant_is_filled_at_the_visits_and_otherwise_there_was_none():
    for months in (months for source, months in plan(invented(LOCKS), 2566).items() if source.kind.key == "r-22"):
        assert Counter(figure.notation for figure in months.values()) == {"NO": 10, "": 2}
        assert all(figure.reason for figure in months.values() if figure.notation)


def test_schools_have_no_pupils_in_april():
    seen = [
        months[dt.date(2023, 4, 1)]
        for key in "abcdefgh"
        for source, months in plan(invented(key), 2566).items()
        if source.kind.key == "septic-children"
    ]
    assert seen
    assert {figure.notation for figure in seen} <= {"NO", "NE"}


def test_every_kind_of_slip_happens_somewhere(province):
    seen = Counter(
        figure.slip for town in province.values() for year in YEARS for months in plan(town, year).values()
        for figure in months.values()
    )  # fmt: skip
    assert {"estimated", "copied", "not_estimated", "ten_times", "corrected", "unit", "never_collected"} <= seen.keys()
    assert seen["head_count"] == 1
    assert sum(count for slip, count in seen.items() if slip) < 0.03 * seen[""]


def test_the_known_slips_are_where_the_table_says(province):
    for (key, year, kind, number, month), slip in tables().known_slips.items():
        source, months = next(
            (source, months)
            for source, months in plan(province[key], year).items()
            if (source.kind.key, source.number) == (kind, number)
        )
        figure = months[dt.date(year - 543, month, 1)]
        right = true_figure(source, figure.month, tables())
        assert figure.slip == slip
        assert figure.amount != right.amount
        if slip == "head_count":
            assert figure.amount == HEAD_COUNT == Decimal(1122222)
        if slip == "ten_times":
            assert figure.amount == right.amount * 10


def test_most_years_are_drafts_and_some_earlier_ones_are_locked(province):
    locked = Counter(
        year for key in province for year in YEARS if town_year(key, tables().years[year], tables()).locked
    )
    assert 5 <= locked[2566] <= 20
    assert 1 <= locked[2567] < locked[2566]
    assert not locked[2568]


def test_a_locked_year_has_no_gap_and_its_slips_were_mended():
    for year in (2566, 2567):
        stand = town_year(LOCKS, tables().years[year], tables())
        assert stand.locked
        for source, months in plan(invented(LOCKS), year).items():
            used = 12 if source.first_month is source.last_month is None else len(months)
            assert len(months) == used
            assert {figure.slip for figure in months.values()} <= {"", "estimated", "corrected"}
            assert all(f.typed_first == f.amount * 10 for f in months.values() if f.slip == "corrected")


def test_the_latest_year_is_filled_as_far_as_papers_have_come(province):
    """A month is there when its paper is: electricity 30 days after its end, fuel 45, service sheets by half-years."""
    filled = []
    for key, town in province.items():
        months_of = plan(town, 2568)
        day = town_year(key, tables().years[2568], tables()).written_up_to
        for source, months in months_of.items():
            delay = dt.timedelta(days=source.kind.item.delay_days)
            if source.kind.item.frequency == "monthly":
                assert all(month + dt.timedelta(days=27) + delay <= day for month in months)
            if source.kind.key == "r-22":
                assert len(months) in {0, 6, 12}
        filled.append(sum(map(len, months_of.values())) / len(months_of))
    assert min(filled) < 3
    assert max(filled) > 11


def test_vehicles_and_meters_come_and_go(province):
    sources = {source for town in province.values() for year in YEARS for source in sources_of(town, year, tables())}
    assert any(source.first_month for source in sources)
    assert any(source.last_month for source in sources)
    assert all(source.number > 1 for source in sources if source.first_month or source.last_month)


def test_population_is_the_known_one_or_assumed_by_kind(province):
    assert province["rayong"].sizes["population"] == 64525  # of the register
    assert province["thap-ma"].sizes["population"] == 25160  # printed without a year
    assert 4000 < province["phla"].sizes["population"] < 13000
    assert 15000 < province["ban-chang-1"].sizes["population"] < 33000


def test_a_word_that_names_nothing_is_refused_with_its_line(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "province")
    kinds = folder / "kinds.csv"
    kinds.write_text(kinds.read_text(encoding="utf-8").replace(",heat,", ",haet,", 1), encoding="utf-8")
    with pytest.raises(TableFault, match=r"kinds\.csv, line \d+: .* of "):
        tables(folder)
    (folder / "years.csv").write_text("year,gwp_set\nsoon,AR5\n", encoding="utf-8")
    with pytest.raises(TableFault, match=r"years\.csv, line 2"):
        tables(folder)


# Many sources at once, which the loading stands on.


def additions(number):
    factor = Factor.objects.get(edition__key="tgo-cfo-2565", key__endswith=".on.diesel.l")
    use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor}
    # SARA AM in two characters, as some keyboards type it
    return [Addition({"name_th": f"น้\u0e4d\u0e32มันดีเซล คันที่ {n}", "unit": "litre"}, use) for n in range(number)]


def test_many_sources_are_added_as_one_by_one(town, orn, year):
    with tenant_scope(town):
        first = add_source(inventory=year, actor=orn, source=dict(additions(1)[0].source), use=additions(1)[0].use)
        added = add_sources(inventory=year, actor=orn, additions=additions(3))
        uses = list(InventorySource.objects.of(town).order_by("position"))
        assert [use.pk for use in uses] == [first.pk, *(use.pk for use in added)]
        assert {use.category_order for use in uses} == {1}
        assert {use.source.name_th[:8] for use in uses} == {"น้ำมันดีเซล"[:8]}
        entries = Entry.objects.of(town).filter(act="source.added")
        assert [entry.subject for entry in entries] == [f"inventory_source:{use.pk}" for use in uses]
        assert all(entry.facts["year"] == "2567" for entry in entries)


def test_one_faulty_source_keeps_all_of_them_out(town, orn, year):
    faulty = Addition({"name_th": "R-999", "unit": "kg"}, {
        "scope": "1", "category": "refrigerant", "method": "refrigerant", "parameters": {"refrigerant": "R-999"},
    })  # fmt: skip
    with tenant_scope(town):
        for wrong in (
            [*additions(1), faulty],
            [*additions(1), Addition(additions(1)[0].source, {**additions(1)[0].use, "scope": "4"})],
            [*additions(1), Addition({"name_th": "", "unit": "litre"}, additions(1)[0].use)],
        ):
            with pytest.raises(ValidationError):
                add_sources(inventory=year, actor=orn, additions=wrong)
        backwards = {**additions(1)[0].source, "first_month": dt.date(2024, 5, 1), "last_month": JANUARY}
        with pytest.raises(IntegrityError), transaction.atomic():
            add_sources(inventory=year, actor=orn, additions=[Addition(backwards, additions(1)[0].use)])
        assert not Source.objects.of(town).exists()


def test_a_source_of_another_year_is_used_again_with_the_figures_it_has(town, orn, diesel, fill):
    fill(diesel, "10")
    with tenant_scope(town):
        fiscal = make_year(town, orn, year=2567, kind="fiscal")  # shares January to September
        use = {"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": diesel.factor}
        (again,) = add_sources(inventory=fiscal, actor=orn, additions=[Addition(diesel.source, use)])
        assert again.source_id == diesel.source_id
        assert MonthlyResult.objects.of(town).filter(inventory_source=again).count() == 9 * 3
        assert compare(fiscal, [again])[1] == []
        assert progress_by_year(town, [fiscal])[fiscal.pk].filled == 9


def test_no_source_enters_a_locked_year(town, orn, year, diesel, fill):
    fill(diesel, "10")
    with tenant_scope(town):
        lock(inventory=year, actor=orn)
        with pytest.raises(Refused):
            add_sources(inventory=year, actor=orn, additions=additions(1))
