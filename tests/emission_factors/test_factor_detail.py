"""One factor on a page: gases, totals, validity, source; and what is said where something is doubtful."""

import datetime as dt

import pytest
from django.urls import reverse

from emission_factors.models import Factor
from emission_factors.selectors import derivation, factor_of
from emission_factors.services import retire

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(sign_in, stranger):
    """Return a function that gives the page of a factor."""
    browser = sign_in(stranger)

    def shown(edition: str, key: str) -> str:
        response = browser.get(reverse("emission_factors:factor_detail", args=[edition, key]))
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return shown


def test_gases_weights_and_total_stand_beside_the_printed_one(show):
    page = show("tgo-cfo-2565", "tgo-cfo-2565.on.diesel.l")
    for text in ("2.7406", "2.698722", "0.000142038", "2.74062321", "ตรงกัน", "ต่างกันเพราะ GWP ต่างชุด", "V-Sheet"):
        assert text in page
    assert "CH<sub>4</sub> ฟอสซิล" in page
    assert "36.42 MJ/ลิตร × 74,100 kg CO<sub>2</sub>/TJ ÷ 1,000,000 = 2.698722 kg" in page
    assert "1 เม.ย. 2565 – 31 ธ.ค. 2568" in page


def test_a_rounded_calorific_value_says_so():
    chain = derivation(factor_of("tgo-cfo-2565", "tgo-cfo-2565.st.foa.l"))
    assert [step.exact for step in chain.steps] == [False, False, False]
    assert chain.table == "IPCC 2006 V2 T2.2"


def test_the_chain_of_biomass_ends_in_biogenic_carbon():
    chain = derivation(factor_of("tgo-cfo-2569", "tgo-cfo-2569.st.wood.kg"))
    assert all(step.exact for step in chain.steps)


def test_every_chain_in_the_library_agrees_with_its_gases():
    chains = [(f, derivation(f)) for f in Factor.objects.all() if " MJ/" in f.note and "NCV" in f.note]
    assert len(chains) > 100
    for factor, chain in chains:
        published = {**factor.gases, "CH4": factor.gases.get("CH4_fossil", factor.gases.get("CH4", "0"))}
        for step in chain.steps:
            given = float(published.get(step.gas, 0)) or float(factor.biogenic_co2 or 0) * (step.gas == "CO2")
            assert float(step.kg) == pytest.approx(given, rel=1e-5), (factor.key, step.gas)


def test_a_row_without_split_says_so(show):
    page = show("tgo-cfo-2565", "tgo-grid-2016-2018.scope2.kwh")
    assert "ผู้เผยแพร่ไม่แยกก๊าซ" in page
    assert "0.4999" in page


def test_a_gas_outside_kyoto_is_marked(show):
    assert "รายงานแยก" in show("tgo-cfo-2569", "tgo-cfo-2569.ref.r-22.kg").partition("CO2 ชีวภาพ")[0]


def test_undated_doubtful_and_unprinted_rows_say_what_they_are(show):
    assert "ไม่ระบุวันใช้" in show("desnz-2025", "desnz-2025.taxi.km.km")
    assert "ความเชื่อมั่นต่ำ" in show("tgo-cfo-2569", "tgo-cfo-2569.st.ethane.kg")
    assert "ไม่มีค่าที่พิมพ์" in show("ipcc-2006", "ipcc-compost.kg")
    assert "ไม่ได้เผยแพร่" in show("tgo-cfo-2569", "tgo-cfo-2569.on.biodiesel.l")


def test_the_same_factor_in_other_editions_is_one_click_away(show):
    page = show("tgo-cfo-2565", "tgo-cfo-2565.on.diesel.l")
    assert reverse("emission_factors:factor_detail", args=["tgo-cfo-2569", "tgo-cfo-2569.on.diesel.l"]) in page


def test_a_retired_factor_says_since_when_and_why(show):
    factor = factor_of("tgo-cfo-2569", "tgo-cfo-2569.st.ethane.kg")
    retire(factor=factor, reason="ค่าเป็นของเอทิลีน", retired_on=dt.date(2026, 9, 1), actor=None)
    page = show("tgo-cfo-2569", "tgo-cfo-2569.st.ethane.kg")
    assert "เลิกใช้แล้ว" in page
    assert "1 ก.ย. 2569" in page
    assert "ค่าเป็นของเอทิลีน" in page


def test_every_factor_has_a_page(sign_in, stranger):
    browser = sign_in(stranger)
    rows = list(Factor.objects.select_related("edition"))
    assert len(rows) >= 342
    for factor in rows:
        url = reverse("emission_factors:factor_detail", args=[factor.edition.key, factor.key])
        assert browser.get(url).status_code == 200, url


@pytest.mark.parametrize(
    "address",
    ["/factors/no-edition/x/", "/factors/tgo-cfo-2565/no-key/", "/factors/tgo-cfo-2569/tgo-cfo-2565.on.diesel.l/"],
)
def test_an_unknown_edition_or_key_is_404(sign_in, stranger, address):
    assert sign_in(stranger).get(address).status_code == 404


def test_a_factor_costs_as_many_queries_as_any_other(sign_in, stranger, django_assert_num_queries):
    browser = sign_in(stranger)
    for edition, key in (("tgo-cfo-2565", "tgo-cfo-2565.on.diesel.l"), ("desnz-2025", "desnz-2025.taxi.km.km")):
        with django_assert_num_queries(6):  # session, person, their province role, factor, GWP sets, other editions
            browser.get(reverse("emission_factors:factor_detail", args=[edition, key]))


@pytest.mark.parametrize("key", ["%00", "a%00b", "%ED%A0%80", "x" * 3000])
def test_an_address_that_can_be_no_key_is_not_found(sign_in, stranger, key):
    assert sign_in(stranger).get(f"/factors/tgo-cfo-2565/{key}/").status_code == 404
