"""Saying why an unlikely figure is right: who may, what is kept, and when it no longer holds."""

import hashlib
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Explanation
from inventories.policies import Refused
from inventories.selectors.plausibility import flags, owed
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.explanations import clear, explain
from tests.inventories.conftest import lock

from .conftest import JANUARY

LIVELY = ("1012", "1047", "983", "1008.5", "1101", "9510", "1023", "999", "1066", "1038", "977", "1055")
JUNE = JANUARY.replace(month=6)


@pytest.fixture
def doubtful(town, nid, year, diesel, electricity):
    """A year in which June of the truck is ten times too much, and March of a small meter is a little high."""
    meter = [str(Decimal(each) / 7) if each != "9510" else "142.3" for each in LIVELY]
    meter[2] = "290.7"
    with tenant_scope(town):
        for use, amounts in ((diesel, LIVELY), (electricity, meter)):
            months = zip(year.month_list, amounts, strict=True)
            changes = [AmountChange(use.source_id, month, round(Decimal(each), 2)) for month, each in months]
            record_amounts(municipality=town, actor=nid, changes=changes)
        heavy, light = flags(year)
        assert (heavy.use, heavy.month, heavy.demanded) == (diesel, JUNE, True)
        assert not light.demanded
    return heavy, light


def address(town, flag):
    return reverse("inventories:check_cell", args=[town.key, "2567", flag.use.pk, flag.month])


@pytest.mark.parametrize(("person", "status"), [
    ("nid", 302), ("orn", 302), ("anan", 403), ("pim", 403), ("wichai", 403), ("olarn", 404), ("stranger", 404),
])  # fmt: skip
def test_who_may_explain(person, status, request, sign_in, town, year, doubtful):
    heavy, _light = doubtful
    client = sign_in(request.getfixturevalue(person))
    answer = client.post(address(town, heavy), {"cell": heavy.cell, "reason": "vehicles", "text": ""})
    assert answer.status_code == status
    with tenant_scope(town):
        assert Explanation.objects.of(town).count() == (1 if status == 302 else 0)
        assert bool(owed(year)) is (status != 302)


@pytest.mark.parametrize(("person", "cleared"), [("nid", 1), ("orn", 1), ("anan", 0), ("pim", 0), ("olarn", 0)])
def test_who_may_clear_the_list(person, cleared, request, sign_in, town, year, doubtful):
    heavy, light = doubtful
    client = sign_in(request.getfixturevalue(person))
    client.post(
        reverse("inventories:check_clear", args=[town.key, "2567"]), {"cells": f"{heavy.cell},{light.cell},x:y:z"}
    )
    with tenant_scope(town):
        rows = list(Explanation.objects.of(town))
        assert len(rows) == cleared
        assert {row.reason for row in rows} <= {"checked"}
        assert [flag.month for flag in owed(year)] == [JUNE]  # what must be explained is never cleared in passing


def test_everybody_who_reads_sees_who_explained_it_and_why(request, sign_in, town, year, doubtful, nid):
    heavy, _light = doubtful
    sent = {"cell": heavy.cell, "reason": "other", "text": "รถเสริมช่วงน้ำหลาก"}
    answer = sign_in(nid).post(address(town, heavy), sent, follow=True).content.decode()
    assert "ชี้แจงแล้ว 1 ช่อง" in answer
    for person in ("orn", "anan", "pim", "wichai"):
        body = sign_in(request.getfixturevalue(person)).get(address(town, heavy)).content.decode()
        assert "รถเสริมช่วงน้ำหลาก" in body
        assert "นิด ผู้บันทึกข้อมูล" in body
        assert ("บันทึกคำชี้แจง" in body) is (person == "orn")
    grid = sign_in(nid).get(reverse("inventories:grid", args=[town.key, "2567"])).content.decode()
    assert 'class="c odd' not in grid


def test_before_it_is_explained_the_cell_asks_and_leads_to_the_form(sign_in, town, doubtful, nid):
    heavy, _light = doubtful
    body = sign_in(nid).get(reverse("inventories:grid", args=[town.key, "2567"])).content.decode()
    assert body.count('class="c odd') == 1
    assert f'href="{address(town, heavy)}"' in body


@pytest.mark.parametrize(("changes", "words"), [
    ({"reason": ""}, "โปรดเลือกเหตุผล"), ({"reason": "mood"}, "โปรดเลือกเหตุผลจากรายการ"),
    ({"reason": "other"}, "โปรดพิมพ์คำอธิบาย"), ({"reason": "other", "text": " "}, "โปรดพิมพ์คำอธิบาย"),
    ({"text": "ก" * 1001}, "ยาวเกิน"), ({"cell": "1:2024-06:7"}, "เปลี่ยนไปแล้ว"),
])  # fmt: skip
def test_a_form_that_does_not_pass_says_what_to_do_and_stores_nothing(changes, words, sign_in, town, doubtful, nid):
    heavy, _light = doubtful
    sent = {"cell": heavy.cell, "reason": "vehicles", "text": ""} | changes
    answer = sign_in(nid).post(address(town, heavy), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with tenant_scope(town):
        assert not Explanation.objects.of(town).exists()


def test_a_new_figure_makes_the_explanation_obsolete(town, year, doubtful, nid):
    heavy, _light = doubtful
    with tenant_scope(town):
        explain(inventory=year, actor=nid, cell=heavy.cell, reason="vehicles")
        assert owed(year) == []
        change = AmountChange(heavy.use.source_id, JUNE, Decimal(95100), based_on=1)
        record_amounts(municipality=town, actor=nid, changes=[change])
        assert [flag.month for flag in owed(year)] == [JUNE]
        with pytest.raises(Refused, match="เปลี่ยนไปแล้ว"):
            explain(inventory=year, actor=nid, cell=heavy.cell, reason="vehicles")


def test_the_newest_explanation_counts_and_the_older_stays(town, year, doubtful, nid, orn):
    heavy, _light = doubtful
    with tenant_scope(town):
        explain(inventory=year, actor=nid, cell=heavy.cell, reason="vehicles")
        explain(inventory=year, actor=orn, cell=heavy.cell, reason="flood")
        (flag,) = [flag for flag in flags(year) if flag.month == JUNE]
        assert flag.doubts[0].explanation.reason == "flood"
        assert Explanation.objects.of(town).count() == 2


def test_it_is_explained_and_then_the_year_is_locked(town, year, doubtful, nid, anan):
    heavy, _light = doubtful
    with tenant_scope(town):
        with pytest.raises(Refused, match=r"น้ำมันดีเซล รถเก็บขนขยะ มิ.ย. 2567"):
            lock(inventory=year, actor=anan)
        explain(inventory=year, actor=nid, cell=heavy.cell, reason="vehicles")
        assert lock(inventory=year, actor=anan).version == 1
        with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
            explain(inventory=year, actor=nid, cell=heavy.cell, reason="flood")


def test_the_ledger_keeps_a_hash_of_the_rows_and_of_the_words_but_not_the_words(town, year, doubtful, nid):
    heavy, light = doubtful
    with tenant_scope(town):
        (row,) = explain(inventory=year, actor=nid, cell=heavy.cell, reason="other", text="รถเสริม")
        entry = Entry.objects.of(town).get(number=row.entry_number)
        content = [[row.source_id, "2024-06", row.revision_number, row.rule, "other"]]
        told = json.dumps(content, separators=(",", ":")).encode()
        assert entry.act == "figures.explained"
        assert entry.facts["rows_sha256"] == hashlib.sha256(told).hexdigest()
        assert entry.text_hash
        assert "รถเสริม" not in str(entry.facts)
        assert len(clear(inventory=year, actor=nid, cells=[light.cell])) == 1
        assert clear(inventory=year, actor=nid, cells=[light.cell]) == []  # twice is once, and no entry


def test_nothing_changes_an_explanation_not_even_the_owner(town, year, doubtful, nid, as_owner):
    heavy, _light = doubtful
    with tenant_scope(town):
        (row,) = explain(inventory=year, actor=nid, cell=heavy.cell, reason="vehicles")
        for act in (row.delete, lambda: Explanation.objects.of(town).update(text="x")):
            with pytest.raises(Exception, match=r"append-only|permission denied"), transaction.atomic():
                act()
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), as_owner():
            Explanation.objects.of(town).update(text="x")


def test_another_town_sees_none_of_it(town, other_town, year, doubtful, nid):
    heavy, _light = doubtful
    with tenant_scope(town):
        explain(inventory=year, actor=nid, cell=heavy.cell, reason="vehicles")
    with tenant_scope(other_town):
        assert not Explanation.objects.of(town).exists()
