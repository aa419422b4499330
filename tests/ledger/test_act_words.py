"""Coded facts of the ledger are read as words, in Thai and in English; what is stored stays a key."""

import re
import string

import pytest
from django.utils import translation

from cfo_site.accounts.models import User
from cfo_site.accounts.models.membership import ProvinceWide, Role
from cfo_site.files.content import SUFFIXES
from cfo_site.ledger import selectors
from cfo_site.ledger.acts import AS_THEY_STAND, all_acts, read_as, reader_of
from cfo_site.ledger.models import Entry
from inventories.calc.double_counting import RULES
from inventories.calc.sheets.catalogue import SHEETS
from inventories.models import (
    ApartKind,
    BillKind,
    BillRule,
    Division,
    Inventory,
    InventorySource,
    Meter,
    MoneyKind,
    Organisation,
    QualityTask,
    RegisterKind,
    Review,
    Source,
    State,
)
from inventories.models.reminder import Outcome
from inventories.policies.path import STEPS
from inventories.selectors.boundary_questions import questions
from inventories.services.evidence.entries import FIELDS

SHARED = {
    "year",
    "years",
    "from_year",
    "month",
    "from_month",
    "announced_on",
    "documents_by",
}  # read alike in every act
NEVER_ENTERED = {  # set by the program: no form and no service reports a change of them
    "id", "municipality", "inventory", "source", "parent", "position", "category_order", "catalogue_key", "opened_at",
    "corrects_whole", "review_of", "recorded_by", "cancelled_by", "changed_by", "is_demonstration", "created_at",
    "erased_at", "password", "changed_at",
}  # fmt: skip
ANSWERS = [(question.key, choice.key) for question in questions().values() for choice in question.choices]


def fields(*models) -> list[str]:
    """Return the names of the fields that people change."""
    return [f.name for model in models for f in model._meta.concrete_fields if f.name not in NEVER_ENTERED]


KEYS: dict[tuple[str, str], list[str]] = {
    ("inventory.step", "step"): list(STEPS),
    ("inventory.step", "before"): State.values,
    ("inventory.step", "after"): State.values,
    ("inventory.reviewed", "review"): Review.values,
    ("inventory.changed", "fields"): fields(Inventory, Organisation),
    ("source.changed", "fields"): fields(Source, InventorySource),
    ("division.changed", "fields"): fields(Division),
    ("evidence.changed", "fields"): list(FIELDS),
    ("meter.changed", "fields"): fields(Meter),
    ("reminder", "outcome"): Outcome.values,
    ("sheet.kept", "kind"): list(SHEETS),
    ("boundary.answered", "question"): list(questions()),
    ("boundary.answered", "answer"): [answer for _question, answer in ANSWERS],
    ("warning.answered", "rule"): list(RULES),
    ("apart.added", "kind"): ApartKind.values,
    ("apart.changed", "kind"): ApartKind.values,
    ("apart.removed", "kind"): ApartKind.values,
    ("evidence.file_stored", "media_type"): list(SUFFIXES),
    ("quality_role.added", "task"): QualityTask.values,
    ("quality_role.changed", "task"): QualityTask.values,
    ("quality_role.removed", "task"): QualityTask.values,
    ("bill.recorded", "kind"): BillKind.values,
    ("register.kept", "register"): RegisterKind.values,
    ("account.kept", "kind"): MoneyKind.values,
    ("account.removed", "kind"): MoneyKind.values,
    ("baht.explained", "kind"): MoneyKind.values,
    ("bill_rule.set", "rule"): BillRule.values,
    ("role.granted", "role"): [*Role.values, *ProvinceWide.values, "verifier 2567", "verifier fy2568"],
    ("role.granted", "municipality"): ["*"],
    ("role.ended", "role"): [*Role.values, *ProvinceWide.values, "verifier 2567", "verifier fy2568"],
    ("role.ended", "municipality"): ["*"],
    ("person.changed", "fields"): [*fields(User)],
}


def told(act) -> set[str]:
    """Return the facts that an act's sentence tells."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(str(act.sentence)) if name}


def coded() -> set[tuple[str, str]]:
    return {
        (act.key, fact)
        for act in all_acts()
        for fact in told(act) - SHARED
        if reader_of(act.key, fact) and not act.key.startswith("test.")
    }


def test_every_fact_that_a_sentence_tells_is_read_or_needs_no_reading():
    unread = {
        f"{act.key}: {fact}"
        for act in all_acts()
        for fact in told(act)
        if fact not in AS_THEY_STAND and not reader_of(act.key, fact)
    }
    assert not unread, f"say with cfo_site.ledger.acts.read_as how these are read: {sorted(unread)}"


def test_the_keys_of_every_coded_fact_are_tried_below():
    assert coded() == set(KEYS)


@pytest.mark.parametrize(("act", "fact"), sorted(KEYS))
def test_no_sentence_shows_the_key_of_a_coded_fact(act, fact):
    for place, key in enumerate(KEYS[act, fact]):
        beside = {"question": ANSWERS[place][0]} if fact == "answer" else {}
        entry = Entry(act=act, facts=beside | {fact: [key] if fact == "fields" else key})
        shown = selectors.sentence(entry)
        assert not re.search(rf"(?<![A-Za-z_]){re.escape(key)}(?![A-Za-z_])", shown), (key, shown)
        words = selectors.in_words(act, fact, entry.facts)
        assert re.search("[ก-๙]", words) or key in SUFFIXES, (key, words)
        with translation.override("en"):
            english = selectors.in_words(act, fact, entry.facts)
            assert english != key, key
            assert not re.search("[ก-๙]", english), (key, english)


def test_a_step_and_its_states_read_in_the_readers_language_and_are_stored_as_keys():
    facts = {"year": "fy2567", "step": "submit", "before": "draft", "after": "submitted", "version": 0}
    entry = Entry(act="inventory.step", facts=facts)
    assert selectors.sentence(entry) == "บัญชีปี งบประมาณ 2567: ส่งตรวจภายใน (กำลังจัดทำ → ส่งตรวจภายใน) ฉบับที่ 0"
    with translation.override("en"):
        assert "draft" not in selectors.sentence(entry)
    assert entry.facts == facts


def test_months_read_as_months_and_a_key_of_another_version_shows_itself():
    facts = {"code": "S1-2567-03-001", "source": 4, "month": "2024-03"}
    assert "เดือน มี.ค. 2567" in selectors.sentence(Entry(act="evidence.linked", facts=facts))
    assert "เดือน ทั้งปี" in selectors.sentence(Entry(act="evidence.linked", facts=facts | {"month": ""}))
    unknown = Entry(act="inventory.reviewed", facts={"year": "2567", "version": 1, "review": "none_such"})
    assert "none_such" in selectors.sentence(unknown)


def test_several_fields_are_read_one_by_one_however_they_were_stored():
    for stored in ("number, kept_at", ["number", "kept_at"]):
        entry = Entry(act="evidence.changed", facts={"code": "S1", "fields": stored})
        assert selectors.sentence(entry) == "แก้หลักฐาน S1: เลขที่เอกสาร, ที่เก็บต้นฉบับ (แฟ้ม / กอง / เลขที่ฎีกา)"


def test_a_fact_has_one_reader():
    with pytest.raises(ValueError, match="two readers"):
        read_as("year", lambda key, _facts: key)
