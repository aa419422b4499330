"""The ledger as people read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger import selectors, services
from cfo_site.ledger.acts import Act, register
from cfo_site.ledger.models import Entry, EntryText

KNOWN = register("test.months_recorded", "บันทึก {count} ช่อง ในบัญชีปี {years}", "count", "years")
UNKNOWN = Act("test.of_another_version", "", frozenset())


def record(town, actor, count=1, act=KNOWN, **kwargs):
    with tenant_scope(town):
        return services.append(
            municipality=town, actor=actor, act=act, facts={"count": count, "years": ["2568"]}, **kwargs
        )


@pytest.fixture
def page(town, sign_in):
    def read(person, **query):
        return sign_in(person).get(reverse("ledger:entry_list", args=[town.key]), query)

    return read


def test_an_act_reads_as_a_sentence_with_who_when_and_hash(page, town, nid):
    entry = record(town, nid, 7, text="ใบแจ้งหนี้ <ล่าช้า>")
    html = page(nid).content.decode()
    assert "บันทึก 7 ช่อง ในบัญชีปี 2568" in html
    assert "นิด ผู้บันทึกข้อมูล" in html
    assert " น.</time>" in html
    assert entry.hash[:10] in html
    assert "ใบแจ้งหนี้ &lt;ล่าช้า&gt;" in html


def test_fiscal_years_and_missing_facts_are_words():
    entry = Entry(act=KNOWN.key, facts={"years": ["2568", "fy2569"]})
    assert selectors.sentence(entry) == "บันทึก – ช่อง ในบัญชีปี 2568, งบประมาณ 2569"


def test_an_act_of_another_version_still_shows_by_its_key(page, town, nid):
    record(town, nid, act=UNKNOWN)
    assert "test.of_another_version" in page(nid).content.decode()


def test_an_erased_person_and_an_erased_text_are_told_as_such(page, town, nid, stranger):
    record(town, stranger, text="ความลับ")
    record(town, None)
    with tenant_scope(town):
        EntryText.objects.of(town).delete()
    stranger.delete()
    html = page(nid).content.decode()
    assert "บุคคลที่ลบชื่อแล้ว" in html
    assert "ข้อความถูกลบแล้ว" in html
    assert "ความลับ" not in html
    assert "ระบบ" in html


def test_a_verifier_reads_the_texts_of_assigned_years_only(page, town, nid, orn, wichai):
    """The chain itself shows whole, so that it can be followed."""
    with tenant_scope(town):
        for years, text in (("2567, fy2568", "ของปีที่ทวนสอบ"), ("2568", "ภายในของปีอื่น"), ("", "ของไม่มีปี")):
            facts = {"count": 1, "years": years}
            services.append(municipality=town, actor=nid, act=KNOWN, facts=facts, text=text)
    html = page(wichai).content.decode()
    assert "ของปีที่ทวนสอบ" in html
    assert "ภายในของปีอื่น" not in html
    assert "ของไม่มีปี" not in html
    assert html.count("ข้อความของปีที่ท่านไม่ได้รับมอบหมายให้ทวนสอบ") == 2
    assert 'id="entry-3"' in html
    assert "ภายในของปีอื่น" in page(orn).content.decode()


def test_newest_first_in_pages_of_fifty(page, town, nid):
    for count in range(51):
        record(town, nid, count)
    first, second = page(nid).content.decode(), page(nid, page=2).content.decode()
    assert first.index('id="entry-51"') < first.index('id="entry-50"')
    assert 'id="entry-1"' not in first
    assert 'id="entry-1"' in second
    assert "หน้า 1 จาก 2" in first
    assert page(nid, page="zzz").status_code == page(nid, page="99").status_code == 200


def test_other_municipalities_entries_never_show(page, town, other_town, nid, olarn):
    record(other_town, olarn, 4321)
    html = page(nid).content.decode()
    assert "4321" not in html
    assert "ยังไม่มีการกระทำใด" in html


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("nid", 200),
        ("orn", 200),
        ("anan", 200),
        ("pim", 200),
        ("wichai", 200),
        ("olarn", 404),
        ("suda", 404),
        ("stranger", 404),
    ],
)
def test_who_may_read(request, page, town, name, status):
    assert page(request.getfixturevalue(name)).status_code == status


def test_it_is_read_only(town, nid, sign_in):
    assert sign_in(nid).post(reverse("ledger:entry_list", args=[town.key])).status_code == 405


def test_twenty_entries_cost_as_many_queries_as_one(page, town, nid, orn, django_assert_num_queries):
    record(town, nid)
    with CaptureQueriesContext(connection) as one:
        page(nid)
    for count in range(19):
        record(town, (nid, orn, None)[count % 3], count, text="ข้อความ")
    with django_assert_num_queries(len(one)):
        page(nid)
