"""The workbook from the site and from the command."""

import datetime as dt
import io
from io import StringIO

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from reports.exports.workbook.year import MIME
from tests.inventories.conftest import lock


@pytest.fixture
def address(town):
    return reverse("reports:year_xlsx", args=[town.key, "2567"])


def test_it_comes_as_a_file_named_after_town_and_year(sign_in, nid, address, diesel, fill):
    fill(diesel, "100")
    response = sign_in(nid).get(address)
    assert response["Content-Type"] == MIME
    assert response["Content-Disposition"] == 'attachment; filename="cfo-thung-sai-2567.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    names = [cell.value for cell in book["แหล่งปล่อย"]["C"]]
    assert "น้ำมันดีเซล รถเก็บขนขยะ" in names
    assert book["สรุป"]["A3"].value == "ร่าง"


def test_it_is_read_only(sign_in, orn, address, diesel):
    assert sign_in(orn).post(address).status_code == 405


def test_a_locked_year_gives_the_same_bytes_for_ever(sign_in, nid, anan, town, address, diesel, fill, tmp_path):
    fill(diesel, "100")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan, now=dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC))
    once, again = (sign_in(nid).get(address).content for _ in range(2))
    assert once == again
    english = sign_in(nid)
    english.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert english.get(address).content == once
    file = tmp_path / "year.xlsx"
    call_command("report", town.key, "2567", format="xlsx", output=file, stdout=StringIO())
    assert file.read_bytes() == once


def test_an_opened_year_without_sources_has_a_workbook(sign_in, nid, address, year):
    book = openpyxl.load_workbook(io.BytesIO(sign_in(nid).get(address).content))
    assert book["แหล่งปล่อย"]["C6"].value == "ยังไม่มีแหล่งปล่อย"
