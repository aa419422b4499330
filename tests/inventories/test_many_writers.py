"""Eight people save one cell at the same moment: one is stored, seven are told by whom and nothing of theirs is kept."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from cfo_site.accounts.models import Membership
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.forms.block import drafts_of
from inventories.models import AmountRevision
from inventories.selectors.fresh import compare
from inventories.selectors.inventories import inventory_sources
from tests.conftest import make_person, make_town

from .conftest import make_diesel, make_year

WRITERS, MOST_SECONDS = 8, 60
HTMX = {"HX-Request": "true"}


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("months", [1, 12], ids=["one cell", "a block of a year"])
def test_of_eight_writers_one_wins_and_seven_are_told(months):
    call_command("createcachetable", verbosity=0)
    town, orn = make_town("thung-sai", "เทศบาลตำบลทุ่งทราย", "Thung Sai"), make_person("orn", "อร")
    people = [make_person(f"writer{number}", f"ผู้บันทึกคนที่ {number}") for number in range(WRITERS)]
    for person in people:
        Membership.objects.create(municipality=town, user=person, role="entry")
    with tenant_scope(town):
        year = make_year(town, orn)
        diesel = make_diesel(year, orn)
    address = reverse("inventories:block_save", args=[town.key, "2567"])
    together = Barrier(WRITERS)

    def write(number: int) -> tuple[int, str]:
        client = Client()
        client.force_login(people[number], backend=settings.AUTHENTICATION_BACKENDS[0])
        cells = [[diesel.pk, f"{month:%Y-%m}", 0, str(100 + number)] for month in year.month_list[:months]]
        try:
            together.wait(MOST_SECONDS)
            response = client.post(
                address, {"cells": json.dumps(cells), "who": drafts_of(people[number])}, headers=HTMX
            )
            return response.status_code, response.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = [each.result(MOST_SECONDS) for each in [pool.submit(write, number) for number in range(WRITERS)]]
    assert sorted(status for status, _body in answers) == [200, *[409] * (WRITERS - 1)]
    winner = next(number for number, (status, _body) in enumerate(answers) if status == 200)
    for number, (status, body) in enumerate(answers):
        if status == 409:
            assert f"ผู้บันทึกคนที่ {winner} แก้ตัวเลขนี้เป็น {100 + winner} เมื่อ" in body
            assert f"ใช้ของท่าน {100 + number}" in body
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town)
        assert {(row.number, row.amount, row.recorded_by_id) for row in rows} == {(1, 100 + winner, people[winner].pk)}
        assert rows.count() == months
        assert Entry.objects.of(town).filter(act="amounts.recorded").count() == 1
        assert not compare(year, list(inventory_sources(year)))[1]
