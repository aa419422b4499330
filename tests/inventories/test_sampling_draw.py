"""Drawing a sample of a frozen year and picking by hand: what is stored, what the ledger keeps, what is refused."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.calc.sampling.draw import Line, draw
from inventories.models import Sample, SampleItem, State, Stratum, Verified
from inventories.policies import Refused
from inventories.selectors.sampling.rules import RuleFault, defaults, read_rule, risks_of, rule_of
from inventories.selectors.sampling.samples import sample_in_force
from inventories.selectors.sampling.witness import changed_samples
from inventories.services.sampling.drawing import pick_items
from tests.inventories.verifying import agree, state

from .conftest import JANUARY, approve
from .sampled_years import LOW_RISK, SEED, drawn, found, frozen, sampled

__all__ = ["frozen", "sampled"]

ALL_MONTHS = tuple(f"2024-{month:02}" for month in range(1, 13))


@pytest.fixture
def here(town):
    with tenant_scope(town):
        yield town


def test_a_draw_is_what_anybody_draws_from_the_frozen_version(here, frozen, wichai, diesel, electricity):
    sample = drawn(frozen, wichai)
    lines = [Line(f"s{use.pk}", Decimal(1), ALL_MONTHS) for use in (diesel, electricity)]
    expected = draw(lines, seed=SEED, rule=rule_of(sample.rule), scope_1_2=Decimal(2), risks={})
    kept = {(row.line, f"{row.month:%Y-%m}") for row in SampleItem.objects.of(here)}
    assert kept == {(each.line, each.month) for each in expected}
    assert len(kept) == 10
    assert (sample.version, sample.number) == (1, 1)


def test_the_items_keep_the_figures_of_the_frozen_version(here, sampled, diesel):
    of_diesel = [item for item in found(sampled) if item.row.line == f"s{diesel.pk}"]
    assert {item.row.figure for item in of_diesel} == {"100"}
    assert {item.row.kgco2e for item in of_diesel} == {of_diesel[0].figure.kgco2e}
    assert of_diesel[0].figure.kgco2e > 270  # 2.70… kg a litre
    assert {item.row.stratum for item in of_diesel} == {Stratum.LARGE}
    assert {item.state for item in of_diesel} == {"open"}


def test_a_source_of_low_risk_has_fewer_months_and_the_sample_keeps_why(here, frozen, wichai, diesel):
    sample = drawn(frozen, wichai, risks={f"s{diesel.pk}": LOW_RISK, "s999999": LOW_RISK})
    assert sum(item.row.line == f"s{diesel.pk}" for item in found(frozen)) == 2
    assert risks_of(sample.risks) == {f"s{diesel.pk}": LOW_RISK}  # of a line that is none nothing is kept


def test_only_the_scopes_that_are_verified_are_drawn_from(here, frozen, wichai, electricity):
    drawn(frozen, wichai, verified=Verified.ONE_TWO)
    assert f"s{electricity.pk}" in {item.row.line for item in found(frozen)}
    assert {item.row.scope for item in found(frozen)} == {"1", "2"}


def test_the_ledger_carries_seed_rule_and_rows_and_finds_a_change(here, sampled, as_owner, wichai):
    entry = Entry.objects.of(here).get(act="sample.drawn")
    assert entry.facts["seed"] == SEED
    assert entry.actor_id == wichai.pk
    assert list(changed_samples(here)) == []
    table = SampleItem._meta.db_table
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET figure = '1' WHERE id = (SELECT min(id) FROM {table})")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert list(changed_samples(here)) == [f"items of a sample of entry {entry.number}: not as they were recorded"]


@pytest.mark.parametrize("model", [Sample, SampleItem])
def test_a_sample_is_never_changed(here, sampled, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.of(here).update(entry_number=1)


def test_a_draft_and_an_approved_year_are_not_drawn_from(here, year, diesel, fill, wichai, anan):
    fill(diesel, "100")
    for _state in ("draft", "approved"):
        with pytest.raises(Refused, match="สุ่มตรวจ"):
            drawn(year, wichai)
        if year.state == State.DRAFT:
            approve(inventory=year, actor=anan)
            year.refresh_from_db()
    assert not Sample.objects.of(here).exists()


def test_a_year_whose_statement_is_given_is_not_drawn_from_any_more(here, frozen, wichai):
    agree(frozen, wichai)
    state(frozen, wichai)
    with pytest.raises(Refused, match="สุ่มตรวจ"):
        drawn(frozen, wichai)


def test_a_second_draw_says_why_and_leaves_the_first(here, sampled, wichai):
    with pytest.raises(Refused, match="เหตุผล"):
        drawn(sampled, wichai, seed="again", seen=1)
    second = drawn(sampled, wichai, seed="again", seen=1, reason="ปรับความเสี่ยงหลังเข้าพื้นที่")
    assert (second.number, second.reason) == (2, "ปรับความเสี่ยงหลังเข้าพื้นที่")
    assert sample_in_force(sampled) == second
    assert Sample.objects.of(here).count() == 2


def test_who_did_not_see_that_somebody_has_drawn_draws_nothing(here, sampled, wichai):
    with pytest.raises(Refused, match="ระหว่าง"):
        drawn(sampled, wichai, seed="again", reason="ไม่รู้ว่ามีแล้ว")
    assert Sample.objects.of(here).count() == 1


def test_an_item_is_picked_by_hand_with_its_reason(here, sampled, wichai, diesel):
    taken = {item.key for item in found(sampled)}
    key = next((f"s{diesel.pk}", month) for month in sampled.month_list if (f"s{diesel.pk}", month) not in taken)
    (row,) = pick_items(inventory=sampled, actor=wichai, picks=[key], reason="สูงผิดปกติ")
    assert (row.stratum, row.reason) == (Stratum.PICKED, "สูงผิดปกติ")
    assert len(found(sampled)) == 11
    with pytest.raises(Refused, match="อยู่ในรายการ"):
        pick_items(inventory=sampled, actor=wichai, picks=[key], reason="อีกครั้ง")
    assert list(changed_samples(here)) == []


@pytest.mark.parametrize(("line", "reason"), [("s1", "เพราะ"), (None, "")])
def test_a_pick_of_nothing_known_or_without_a_reason_is_refused(here, sampled, wichai, diesel, line, reason):
    with pytest.raises(Refused):
        pick_items(inventory=sampled, actor=wichai, picks=[(line or f"s{diesel.pk}", JANUARY)], reason=reason)
    assert len(found(sampled)) == 10


def test_nothing_is_picked_before_a_draw(here, frozen, wichai, diesel):
    with pytest.raises(Refused, match="สุ่มก่อน"):
        pick_items(inventory=frozen, actor=wichai, picks=[(f"s{diesel.pk}", JANUARY)], reason="เพราะ")


def test_the_rule_of_the_application_is_read_and_knows_its_confidence():
    rule = defaults()
    assert (rule.rule.significant_percent, rule.materiality) == (5, 5)
    assert rule.rule.months[6] == 5
    assert rule.confidence["months_6"] == "GK"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("materiality_percent,5,x,x,high\n", "missing"),
        ("other,5,x,x,high\n", "unknown"),
        ("rest_percent,x,x,x,GK\n", "no number"),
    ],
)
def test_a_line_of_the_rule_that_does_not_fit_is_named(tmp_path, text, why):
    file = tmp_path / "rule.csv"
    file.write_text(f"key,value,meaning,source,confidence\n{text}", encoding="utf-8")
    with pytest.raises(RuleFault, match=why):
        read_rule(file)
