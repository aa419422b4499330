"""The editions: in force when, from where, superseded by what."""

import pytest
from django.urls import reverse

from emission_factors.models import Edition

URL = reverse("emission_factors:edition_list")
pytestmark = pytest.mark.django_db


def test_every_edition_is_there_with_rows_source_and_checksum(sign_in, stranger):
    page = sign_in(stranger).get(URL).content.decode()
    for edition in Edition.objects.all():
        assert f'id="{edition.key}"' in page
        assert edition.sha256 in page
    assert "ดู 90 แถว" in page
    assert "มีรุ่นใหม่ใช้แทน" in page
    assert "4 ก.พ. 2569" in page


def test_it_costs_the_same_for_any_number_of_editions(sign_in, stranger, django_assert_num_queries):
    browser = sign_in(stranger)
    with django_assert_num_queries(5):  # session, person, their province role, editions, what superseded them
        browser.get(URL)
