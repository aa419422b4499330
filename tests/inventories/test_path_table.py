"""The manual's table of the path is the one that decides."""

import re

import pytest
from django.urls import reverse

from cfo_site.accounts.gate import As
from inventories.models import State
from inventories.policies.path import STEPS
from tests.inventories.test_path import TABLE

COLUMNS = (As.ENTRY, As.OWNER, As.APPROVER, As.PROVINCE, As.VERIFIER)
PLAYED_BY = {"nid": As.ENTRY, "orn": As.OWNER, "anan": As.APPROVER, "pim": As.PROVINCE, "wichai": As.VERIFIER}


@pytest.fixture
def page(db, stranger, sign_in) -> str:
    return sign_in(stranger).get(reverse("inventories:path_table")).content.decode()


def shown(page: str) -> dict[tuple[str, str], set[As]]:
    """Return who may take a step in a state, as the page's rows tell."""
    rows = re.findall(r'<tr id="([a-z]+)-([a-z_]+)">(.*?)</tr>', page, re.DOTALL)
    found = {}
    for state, step, row in rows:
        cells = re.findall(r'<td class="n">(.*?)</td>', row, re.DOTALL)
        assert len(cells) == len(COLUMNS)
        found[state, step] = {who for who, cell in zip(COLUMNS, cells, strict=True) if "#i-tick" in cell}
    return found


def test_every_state_and_step_of_the_domain_rules_stands_in_it_with_its_roles_and_no_other(page):
    assert shown(page) == {
        (state.value, step): {PLAYED_BY[name] for name in people}
        for state, steps in TABLE.items()
        for step, people in steps.items()
    }


def test_it_tells_the_state_after_each_step_and_where_a_reason_is_asked(page):
    for key, step in STEPS.items():
        rows = re.findall(rf'<tr id="[a-z]+-{key}">(.*?)</tr>', page, re.DOTALL)
        assert len(rows) == len(step.before)
        for row in rows:
            assert ("ต้องบอกเหตุผล" in row) == step.reason
            assert (str(State(step.after).label) if step.after else "<td>") in row


def test_what_may_be_written_is_told_of_each_state(page):
    assert page.count("แก้ตัวเลข แหล่งปล่อย และขอบเขตได้") == 1
    assert page.count("แก้ได้เฉพาะตัวเลขที่เปิดไว้") == 1
    assert page.count("แก้ตัวเลขไม่ได้") == len(State) - 2


def test_the_manual_leads_to_it(stranger, sign_in):
    assert reverse("inventories:path_table") in sign_in(stranger).get(reverse("manual:chapter_list")).content.decode()


def test_letters_and_words_stand_in_the_legend_in_english_too(stranger, sign_in):
    client = sign_in(stranger)
    client.post(reverse("choose_language"), {"language": "en", "next": "/"})
    page = client.get(reverse("inventories:path_table")).content.decode()
    legend = re.search(r'<ul class="legend">(.*?)</ul>', page, re.DOTALL)[1]
    for letter in "EOAPV":
        assert f"<b>{letter}</b>" in legend
    assert not re.search("[ก-๙]", legend)
