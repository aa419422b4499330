"""How often a source gives a figure: asked, kept, and not changed under figures that stand; and its English name."""

import datetime as dt

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Frequency, InventorySource, Source
from inventories.policies import Refused
from inventories.selectors.completeness import progress_by_year
from inventories.services.sources import change_source
from tests.inventories.conftest import lock

from .conftest import JANUARY, make_year
from .method_forms import typed

MARCH, DECEMBER = dt.date(2024, 3, 1), dt.date(2024, 12, 1)
ANNUAL = {"frequency": "annual", "due_month": "12"}


def address(town, use) -> str:
    return reverse("inventories:source_edit", args=[town.key, "2567", use.pk])


def stored(town, use) -> Source:
    with tenant_scope(town):
        return Source.objects.of(town).get(pk=use.source_id)


@pytest.fixture
def send(sign_in, orn, town):
    """Return a function that sends the form of a source as it stands, with changes."""

    def sent(use, **changes):
        client = sign_in(orn)
        form = client.get(address(town, use)).context["form"]
        shown = {name: form[name].value() for name in form.fields}
        return client.post(address(town, use), {k: v for k, v in shown.items() if v is not None} | changes)

    return sent


def test_a_yearly_service_begins_as_annual_due_at_the_years_end(sign_in, orn, town, year):
    page = reverse("inventories:source_add", args=[town.key, "2567", "refrigerant-r32"])
    form = sign_in(orn).get(page).context["form"]
    assert (form["frequency"].value(), form["due_month"].value()) == ("annual", "12")
    response = sign_in(orn).post(page, typed(**ANNUAL, name_en="Air conditioners"))
    assert response.status_code == 302
    with tenant_scope(town):
        use = InventorySource.objects.of(town).select_related("source", "inventory").latest("pk")
        assert [month for month in year.month_list if use.counts_in(month)] == [DECEMBER]
        assert use.source.name_en == "Air conditioners"


def test_in_a_budget_year_that_is_september(sign_in, orn, town):
    with tenant_scope(town):
        make_year(town, orn, kind="fiscal")
    page = reverse("inventories:source_add", args=[town.key, "fy2567", "refrigerant-r32"])
    assert sign_in(orn).get(page).context["form"]["due_month"].value() == "9"


def test_a_meter_begins_as_monthly_and_a_landfill_is_not_asked(sign_in, orn, town, year):
    def form(line):
        return sign_in(orn).get(reverse("inventories:source_add", args=[town.key, "2567", line])).context["form"]

    assert form("electricity-office")["frequency"].value() == "monthly"
    assert "frequency" not in form("landfill-own").fields


def test_a_source_becomes_annual_and_takes_one_figure(town, diesel, send, record):
    assert send(diesel, **ANNUAL).status_code == 302
    assert (stored(town, diesel).frequency, stored(town, diesel).due_month) == ("annual", 12)
    with pytest.raises(Refused, match="ไม่ได้ใช้ในเดือน"):
        record(diesel, "100")
    record(diesel, "1200", month=DECEMBER)
    with tenant_scope(town):
        progress = progress_by_year(town, [diesel.inventory])[diesel.inventory_id]
        assert (progress.cells, progress.is_complete) == (1, True)


def test_a_year_with_an_annual_and_a_quarterly_source_can_be_locked(town, anan, diesel, electricity, send, record):
    send(diesel, **ANNUAL)
    send(electricity, frequency="quarterly")
    record(diesel, "1200", month=DECEMBER)
    with tenant_scope(town), pytest.raises(Refused, match="ไฟฟ้าสำนักงาน"):
        lock(inventory=diesel.inventory, actor=anan)
    for month in (3, 6, 9, 12):
        record(electricity, "900", month=dt.date(2024, month, 1))
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)


def test_an_annual_source_says_in_which_month(send, town, diesel):
    response = send(diesel, frequency="annual", due_month="")
    assert response.status_code == 422
    assert "โปรดเลือกเดือนที่จะกรอกตัวเลขของทั้งปี" in response.content.decode()
    assert stored(town, diesel).frequency == Frequency.MONTHLY


@pytest.mark.parametrize("wrong", [{"frequency": "daily"}, {"frequency": "annual", "due_month": "13"}])
def test_what_no_form_offers_is_refused(send, town, diesel, wrong):
    assert send(diesel, **wrong).status_code == 422
    assert stored(town, diesel).frequency == Frequency.MONTHLY


def test_the_month_of_a_source_that_is_not_annual_is_forgotten(send, town, diesel):
    assert send(diesel, frequency="quarterly", due_month="5").status_code == 302
    assert (stored(town, diesel).frequency, stored(town, diesel).due_month) == ("quarterly", None)


def test_figures_that_stand_keep_it_as_it_is_and_are_named(send, town, diesel, record):
    record(diesel, "100")
    record(diesel, "120", month=MARCH)
    response = send(diesel, frequency="quarterly")
    page = response.content.decode()
    assert response.status_code == 422
    assert "ม.ค. 2567, มี.ค. 2567" in page
    assert stored(town, diesel).frequency == Frequency.MONTHLY
    record(diesel, None, based_on=1)
    record(diesel, None, month=MARCH, based_on=1)
    assert send(diesel, frequency="quarterly").status_code == 302


def test_many_figures_are_named_as_the_first_and_a_number(send, diesel, fill):
    fill(diesel, "5")
    assert "มิ.ย. 2567 และอีก 6 เดือน" in send(diesel, **ANNUAL).content.decode()


def test_months_in_which_nothing_occurred_are_no_figures(send, town, diesel, record):
    record(diesel, None, notation="NO")
    assert send(diesel, **ANNUAL).status_code == 302
    assert stored(town, diesel).frequency == Frequency.ANNUAL


def test_the_month_of_an_annual_figure_stays_too(send, town, diesel, record):
    send(diesel, **ANNUAL)
    record(diesel, "1200", month=DECEMBER)
    assert "ธ.ค. 2567" in send(diesel, frequency="annual", due_month="6").content.decode()
    assert stored(town, diesel).due_month == 12


def test_a_locked_year_of_the_source_keeps_it_as_it_is(town, orn, anan, diesel, fill, record, send):
    with tenant_scope(town):
        later = make_year(town, orn, year=2568)
        again = InventorySource.objects.of(town).get(pk=diesel.pk)
        again.pk, again.inventory = None, later
        again.save()
        for month in diesel.inventory.month_list:
            record(diesel, None, month=month, notation="NO")
        lock(inventory=diesel.inventory, actor=anan)
        use = InventorySource.objects.of(town).select_related("inventory__municipality", "source").get(pk=again.pk)
        with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
            change_source(use=use, actor=orn, source_changes={"frequency": "annual", "due_month": 12}, use_changes={})
    assert stored(town, diesel).frequency == Frequency.MONTHLY


def test_saved_unchanged_an_annual_source_stays_annual(send, town, diesel, record):
    send(diesel, **ANNUAL)
    record(diesel, "1200", month=DECEMBER)
    assert send(diesel).status_code == 302
    assert stored(town, diesel).frequency == Frequency.ANNUAL


def test_the_english_name_is_kept_with_its_thai_name(send, town, diesel):
    assert send(diesel, name_en="Garbage trucks").status_code == 302
    assert stored(town, diesel).name_en == "Garbage trucks"
    send(diesel, name_th="รถขยะคันใหม่")
    assert stored(town, diesel).name_en == ""  # it was that of another name
    send(diesel, name_th="รถขยะสามคัน", name_en="Three trucks")
    assert stored(town, diesel).name_en == "Three trucks"
    assert send(diesel, name_en="x" * 161).status_code == 422


def test_a_reader_sees_how_often(sign_in, anan, town, diesel, send):
    send(diesel, frequency="quarterly")
    page = sign_in(anan).get(address(town, diesel)).content.decode()
    assert "ทุกไตรมาส" in page
    assert 'name="frequency"' not in page


def test_january_is_no_month_of_a_quarter(sign_in, nid, town, diesel, send):
    send(diesel, frequency="quarterly")
    assert (
        sign_in(nid).get(reverse("inventories:beside", args=[town.key, "2567", diesel.pk, JANUARY])).status_code == 404
    )
    assert sign_in(nid).get(reverse("inventories:beside", args=[town.key, "2567", diesel.pk, MARCH])).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words", "times"),
    [
        (ANNUAL, "ไม่ต้องกรอกเดือนนี้ (ปีละครั้ง)", 11),
        ({"frequency": "quarterly"}, "ไม่ต้องกรอกเดือนนี้ (ทุกไตรมาส)", 8),
        ({}, "ไม่ต้องกรอกเดือนนี้", 0),
    ],
)
def test_the_grid_says_why_a_month_is_not_asked_for(sign_in, nid, town, diesel, send, changes, words, times):
    send(diesel, **changes)
    page = sign_in(nid).get(reverse("inventories:grid", args=[town.key, "2567"])).content.decode()
    assert page.count(f'<span class="sr">{words}') == times
    assert page.count(f'form="f{diesel.pk}"') == 12 - times
