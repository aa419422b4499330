"""The page of readiness: what blocks first, each line with its page, never 100 while something is open."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.readiness import Level
from inventories.selectors.readiness import ONE, readiness
from inventories.selectors.readiness.checks import ITEMS, CheckFault, checks, read_checks

from .conftest import make_diesel, make_electricity

HEADER = "key,level,weight,title_th,why_th,items,source,confidence\n"


def page(client, town, year="2567"):
    return client.get(reverse("inventories:readiness", args=[town.key, year]))


def looked(year):
    with tenant_scope(year.municipality):
        return readiness(year, today=timezone.localdate())


def test_every_check_with_a_weight_is_looked_at_and_every_item_of_the_checklist_is_covered(year, diesel):
    found = looked(year)
    assert {line.check.key for line in found.unchecked} <= {
        check.key for check in checks().values() if check.level is Level.NOTE
    }
    assert ONE.keys() <= checks().keys()
    assert {item for check in checks().values() for item in check.items} == set(ITEMS)


def test_what_the_software_cannot_check_is_said_so(sign_in, orn, town, year, diesel):
    body = page(sign_in(orn), town).content.decode()
    assert "ยังตรวจอัตโนมัติไม่ได้" in body
    assert "ปีฐาน เหตุผลที่เลือก" in body


def test_an_empty_year_is_blocked_and_says_what_blocks_it(sign_in, orn, town, year):
    response = page(sign_in(orn), town)
    assert "ยังไม่พร้อมทวนสอบ" in response.content.decode()
    assert response.context["found"].score.points < 100
    assert "months" in [line.check.key for line in response.context["found"].musts]


def test_musts_stand_before_shoulds_and_the_most_tonnes_first(sign_in, orn, town, year, diesel, electricity, record):
    record(diesel, 1000)
    record(electricity, 10)
    found = page(sign_in(orn), town).context["found"]
    assert {line.check.level for line in found.musts} == {Level.MUST}
    assert {line.check.level for line in found.shoulds} == {Level.SHOULD}
    weights = [line.kgco2e for line in found.musts if line.kgco2e is not None]
    assert weights == sorted(weights, reverse=True) != []
    (months,) = [line for line in found.musts if line.check.key == "months"]
    assert [str(item.name) for item in months.found.items] == [diesel.source.name_th, "ไฟฟ้าสำนักงาน"]


def test_mending_something_raises_the_score(year, diesel, record):
    before = looked(year).score.points
    for month in year.month_list:
        record(diesel, 100, month=month)
    assert looked(year).score.points > before


def test_every_link_of_the_owners_page_opens(sign_in, orn, town, year, diesel, electricity, record):
    record(diesel, 1000, estimated=True)
    record(electricity, None, notation="NE", reason="รอ")
    client = sign_in(orn)
    body = page(client, town).content.decode().partition("<main")[2].partition("</main>")[0]
    addresses = {each.replace("&amp;", "&") for each in re.findall(r'href="(/[^"#]*)', body)}
    assert len(addresses) > 8
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("person", ["nid", "anan", "pim", "wichai"])
def test_whoever_only_looks_gets_no_link_that_is_closed_to_them(
    request, sign_in, person, town, year, diesel, electricity, record
):
    record(diesel, 1000, estimated=True)
    record(electricity, None, notation="NE", reason="รอ")
    client = sign_in(request.getfixturevalue(person))
    body = page(client, town).content.decode().partition("<main")[2].partition("</main>")[0]
    addresses = set(re.findall(r'href="(/[^"#]*)', body))
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_the_queries_do_not_grow_with_the_sources(sign_in, orn, town, year, diesel, electricity, record):
    record(diesel, 5)
    record(electricity, 5)
    client = sign_in(orn)
    page(client, town)
    with CaptureQueriesContext(connection) as few:
        page(client, town)
    with tenant_scope(town):
        for number in range(9):
            record(make_diesel(year, orn, f"รถคันที่ {number}"), 100)
            record(make_electricity(year, orn), 100)
    with CaptureQueriesContext(connection) as many:
        page(client, town)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("months,must,0,ก,ข,1,x,GK", "weighs nothing"),
        ("months,note,1,ก,ข,1,x,GK", "weighs nothing"),
        ("months,must,x,ก,ข,1,x,GK", "no weight"),
        ("months,must,NaN,ก,ข,1,x,GK", "no weight"),
        ("months,may,1,ก,ข,1,x,GK", "level or confidence"),
        ("months,must,1,ก,ข,1,x,sure", "level or confidence"),
        ("months,must,1,,ข,1,x,GK", "lacks its words"),
        ("months,must,1,ก,ข,13,x,GK", "1 to 12"),
        ("months,must,1,ก,ข,1,x,GK\nmonths,must,1,ก,ข,1,x,GK", "given twice"),
    ],
)
def test_a_line_of_the_checks_that_does_not_fit_is_named(tmp_path, line, told):
    file = tmp_path / "checks.csv"
    file.write_text(HEADER + line + "\n", encoding="utf-8")
    with pytest.raises(CheckFault, match=told):
        read_checks(file)


def test_a_line_that_fits_is_read(tmp_path):
    file = tmp_path / "checks.csv"
    file.write_text(HEADER + "months,must,1.5,ก,ข,2 4,x,GK\n", encoding="utf-8")
    assert [(check.key, str(check.weight), check.items) for check in read_checks(file).values()] == [
        ("months", "1.5", (2, 4))
    ]
