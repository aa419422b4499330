"""Every address × every kind of visitor, complete by assertion; and foreign ids under one's own address."""

import datetime as dt
import inspect
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from tests.architecture.addresses import DOWNLOADS, EXPECTED, OWN, POSTED, PUBLIC, READERS, VISITORS, arguments
from tests.architecture.routes import routes
from tests.inventories.conftest import make_diesel, make_year


def status(client, name: str, address: str) -> int:
    response = client.post(address, POSTED[name]) if name in POSTED else client.get(address)
    return response.status_code


def test_the_table_is_complete():
    assert routes().keys() == EXPECTED.keys()


def test_the_table_has_a_column_for_each_visitor():
    assert {len(row) for row in EXPECTED.values()} == {len(VISITORS)}


def test_every_view_stands_behind_a_gate():
    for name, pattern in routes().items():
        if name in PUBLIC | OWN:
            continue
        view = inspect.unwrap(pattern.callback)
        where = f"{Path(inspect.getsourcefile(view)).relative_to(settings.BASE_DIR)}: {view.__name__}"
        assert hasattr(pattern.callback, "needs"), f"{where} has no gate"


@pytest.mark.parametrize("name", EXPECTED)
def test_each_visitor_gets_what_the_table_says(name, request, sign_in, town, diesel):
    people = {visitor: visitor and request.getfixturevalue(visitor) for visitor in VISITORS}
    address = reverse(name, kwargs=arguments(name, town, diesel))
    got = tuple(status(sign_in(people[visitor]), name, address) for visitor in VISITORS)
    assert got == EXPECTED[name]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in PUBLIC])
def test_whoever_is_not_signed_in_is_sent_to_the_sign_in(name, client, town, diesel):
    response = client.get(reverse(name, kwargs=arguments(name, town, diesel)))
    assert response.status_code in {302, 405}
    if response.status_code == 302:
        assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [name for name in EXPECTED if "use" in routes()[name].pattern.converters])
def test_another_towns_source_under_ones_own_address_is_not_found(name, sign_in, orn, town, year, their_diesel):
    own = reverse(name, kwargs=arguments(name, town, their_diesel))
    assert status(sign_in(orn), name, own) == 404


@pytest.mark.parametrize("name", [name for name in EXPECTED if "use" in routes()[name].pattern.converters])
def test_a_source_of_another_year_under_this_years_address_is_not_found(name, sign_in, orn, town, year):
    with tenant_scope(town):
        later = make_diesel(make_year(town, orn, year=2568), orn)
    assert status(sign_in(orn), name, reverse(name, kwargs=arguments(name, town, later))) == 404


@pytest.mark.parametrize("name", [name for name in EXPECTED if "year" in routes()[name].pattern.converters])
def test_a_verifier_sees_assigned_years_only(name, sign_in, orn, wichai, town):
    with tenant_scope(town):
        later = make_diesel(make_year(town, orn, year=2568), orn)
    kwargs = arguments(name, town, later) | {"year": "2568"}
    assert status(sign_in(wichai), name, reverse(name, kwargs=kwargs)) == 404


@pytest.mark.parametrize("name", [name for name, row in EXPECTED.items() if row == READERS and name not in DOWNLOADS])
def test_no_page_of_one_town_names_the_other(name, sign_in, orn, town, diesel, their_diesel):
    body = sign_in(orn).get(reverse(name, kwargs=arguments(name, town, diesel))).content.decode()
    assert "ปากคลอง" not in body
    assert "เมืองอื่น" not in body


def test_an_assignment_that_has_run_out_opens_nothing(sign_in, wichai, town, diesel):
    wichai.verifier_assignments.update(valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2020, 1, 2))
    assert sign_in(wichai).get(reverse("inventories:grid", args=[town.key, "2567"])).status_code == 404
