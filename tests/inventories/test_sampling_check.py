"""What a verifier found: recalculated exactly, append-only, judged against the version in force, projected to the year."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Checked, SampleCheck, Stratum
from inventories.policies import Refused
from inventories.selectors.sampling.samples import by_source, items, next_open, population, sample_in_force
from inventories.selectors.sampling.summary import shares, summary
from inventories.selectors.sampling.witness import changed_samples
from inventories.services import corrections, path
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.sampling.checking import Look, record_checks
from inventories.services.sampling.drawing import pick_items

from .sampled_years import found, frozen, sampled

__all__ = ["frozen", "sampled"]


@pytest.fixture
def here(town):
    with tenant_scope(town):
        yield town


def first_of(inventory, use):
    """Return the first item of a source."""
    return next(item for item in found(inventory) if item.row.line == f"s{use.pk}")


def look(item, outcome=Checked.AGREES, **changes):
    """Return a look at an item as it is shown."""
    said = {"seen": item.seen, "figure": item.figure.amount, "remark": "" if outcome == Checked.AGREES else "ตามใบเสร็จ"}
    return Look(item.row.pk, outcome, **(said | changes))


def judged(inventory):
    """Return the summary of the sample in force."""
    sample, people = sample_in_force(inventory), population(inventory)
    return summary(sample, people, items(sample, people))


def test_a_figure_that_agrees_is_ticked(here, sampled, wichai, diesel):
    (row,) = record_checks(inventory=sampled, actor=wichai, looks=[look(first_of(sampled, diesel))])
    assert (row.outcome, row.difference_kgco2e, row.number, row.version) == (Checked.AGREES, 0, 1, 1)
    assert first_of(sampled, diesel).state == "agrees"
    assert Entry.objects.of(here).get(act="sample.checked").facts["count"] == 1
    assert list(changed_samples(here)) == []


def test_another_amount_is_recalculated_to_kgco2e(here, sampled, wichai, electricity):
    item = first_of(sampled, electricity)
    found_less = look(item, Checked.DIFFERS, amount=Decimal("990.5"))
    (row,) = record_checks(inventory=sampled, actor=wichai, looks=[found_less])
    assert row.difference_kgco2e == Decimal("-9.5") * Decimal("0.4999")
    assert row.upstream_difference_kgco2e == 0
    after = first_of(sampled, electricity)
    assert (after.state, after.difference_kgco2e) == ("differs", row.difference_kgco2e)


def test_a_value_in_kgco2e_is_compared_as_it_is(here, sampled, wichai, diesel):
    item = first_of(sampled, diesel)
    value = item.figure.kgco2e.quantize(Decimal("0.001")) + 10
    (row,) = record_checks(inventory=sampled, actor=wichai, looks=[look(item, Checked.DIFFERS, kgco2e=value)])
    assert row.difference_kgco2e == value - item.figure.kgco2e


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"amount": None}, "พิมพ์ค่าที่ตรวจพบ"),
        ({"amount": Decimal(1000)}, "เท่ากับ"),
        ({"amount": Decimal(1), "remark": " "}, "หมายเหตุ"),
        ({"amount": Decimal(1), "seen": 3}, "ระหว่าง"),
        ({"amount": Decimal(1), "figure": "999"}, "ระหว่าง"),
    ],
)
def test_a_difference_that_says_too_little_is_refused_and_nothing_is_stored(
    here, sampled, wichai, electricity, diesel, changes, why
):
    agrees = look(first_of(sampled, diesel))
    wrong = look(first_of(sampled, electricity), Checked.DIFFERS, **changes)
    with pytest.raises(Refused, match=why):
        record_checks(inventory=sampled, actor=wichai, looks=[agrees, wrong])
    assert not SampleCheck.objects.of(here).exists()


def test_nothing_is_recorded_outside_of_a_verification(here, sampled, wichai, orn, diesel):
    item = first_of(sampled, diesel)
    path.take_step(inventory=sampled, actor=orn, key="stop_verifying", reason="เลื่อนการทวนสอบ")
    with pytest.raises(Refused, match="อยู่ระหว่างทวนสอบ"):
        record_checks(inventory=sampled, actor=wichai, looks=[look(item)])


def test_a_second_look_is_appended_and_the_first_stays(here, sampled, wichai, diesel):
    cannot = look(first_of(sampled, diesel), Checked.CANNOT, remark="ไม่พบใบเสร็จ")
    record_checks(inventory=sampled, actor=wichai, looks=[cannot])
    assert first_of(sampled, diesel).state == "cannot"
    record_checks(inventory=sampled, actor=wichai, looks=[look(first_of(sampled, diesel))])
    assert first_of(sampled, diesel).state == "agrees"
    assert SampleCheck.objects.of(here).count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        SampleCheck.objects.of(here).update(remark="")


def test_differences_are_projected_to_the_whole_source_and_the_year(here, sampled, wichai, diesel, electricity):
    every = [item for item in found(sampled) if item.row.line == f"s{electricity.pk}"]
    # 5 of 12 alike months, 100 kWh of 5,000 too much: 240 of 12,000
    looks = [look(every[0], Checked.DIFFERS, amount=Decimal(900)), *(look(item) for item in every[1:])]
    record_checks(inventory=sampled, actor=wichai, looks=looks)
    year = judged(sampled)
    assert year.projection.known_over == 100 * Decimal("0.4999")
    assert year.projection.over == 240 * Decimal("0.4999")
    assert year.projection.under == 0
    assert year.projection.open == (f"s{diesel.pk}",)
    assert not year.finished
    two = next(each for each in year.coverage if each.scope == "2")
    assert round(two.checked, 6) == round(Decimal(500) / 12, 6)
    assert year.projection.threshold == year.projection.total / 20


def test_what_was_picked_by_hand_is_counted_but_not_projected(here, sampled, wichai, electricity):
    line = f"s{electricity.pk}"
    taken = {item.key for item in found(sampled)}
    key = next((line, month) for month in sampled.month_list if (line, month) not in taken)
    pick_items(inventory=sampled, actor=wichai, picks=[key], reason="สูงผิดปกติ")
    picked = next(item for item in found(sampled) if item.row.stratum == Stratum.PICKED)
    others = [item for item in found(sampled) if item.row.line == line and not item.is_picked]
    looks = [look(picked, Checked.DIFFERS, amount=Decimal(900)), *(look(item) for item in others)]
    record_checks(inventory=sampled, actor=wichai, looks=looks)
    assert judged(sampled).projection.over == 100 * Decimal("0.4999")


def test_a_new_version_marks_the_figures_that_changed_and_keeps_the_rest(here, sampled, wichai, orn, nid, anan, diesel):
    items_of = [item for item in found(sampled) if item.row.line == f"s{diesel.pk}"]
    looks = [look(items_of[0], Checked.DIFFERS, amount=Decimal(120)), look(items_of[1])]
    record_checks(inventory=sampled, actor=wichai, looks=looks)
    month = items_of[0].row.month
    corrections.open_correction(inventory=sampled, actor=orn, reason="ตามข้อค้นพบ", cells=[(diesel.source_id, month)])
    change = AmountChange(diesel.source_id, month, Decimal(120), based_on=1)
    record_amounts(municipality=here, actor=nid, changes=[change])
    corrections.lock_correction(inventory=sampled, actor=anan)
    sampled.refresh_from_db()
    states = {item.row.pk: item.state for item in found(sampled)}
    assert states[items_of[0].row.pk] == "changed"
    assert states[items_of[1].row.pk] == "agrees"
    assert set(states.values()) == {"changed", "agrees", "open"}
    assert judged(sampled).projection.absolute == 0  # what was found is corrected
    (row,) = record_checks(inventory=sampled, actor=wichai, looks=[look(first_of(sampled, diesel))])
    assert (row.version, row.figure, row.number) == (2, "120", 2)
    assert first_of(sampled, diesel).state == "agrees"


def test_sources_are_listed_by_their_share_with_what_is_most_urgent(here, sampled, wichai, diesel, electricity):
    sample, people = sample_in_force(sampled), population(sampled)
    of = by_source(items(sample, people), shares(people, sample.verified_total))
    assert [each.line for each in of] == [f"s{electricity.pk}", f"s{diesel.pk}"]
    assert round(sum(each.share for each in of), 9) == 100
    assert [each.state for each in of] == ["open", "open"]
    every = [look(item) for item in of[0].items[1:]]
    wrong = look(of[0].items[0], Checked.DIFFERS, amount=Decimal(1))
    record_checks(inventory=sampled, actor=wichai, looks=[wrong, *every])
    after = by_source(found(sampled), shares(people, sample.verified_total))[0]
    assert (after.state, after.done) == ("differs", 5)


def test_after_an_item_comes_the_next_that_waits(here, sampled, wichai):
    every = found(sampled)
    assert next_open(every, every[0]).row == every[1].row
    assert next_open(every, every[-1]).row == every[0].row
    record_checks(inventory=sampled, actor=wichai, looks=[look(item) for item in every])
    assert next_open(found(sampled), every[0]) is None
