"""Storing what a preview showed: all of it, once, nothing else; and nothing over cells that changed meanwhile."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import store
from cfo_site.ledger.models import Entry
from inventories.calc.workbooks.lines import Word
from inventories.calc.workbooks.outcomes import State
from inventories.models import AmountRevision, CameBy, ImportBatch, ImportedAmount, Inventory
from inventories.policies import Refused
from inventories.selectors.amounts import amounts_in_force
from inventories.selectors.imports.batches import file_of, folder, stored_figures
from inventories.selectors.results import totals
from inventories.services.amounts import ChangedSince
from inventories.services.imports.committing import ShownOtherwise
from inventories.services.imports.previewing import choose, discard, keep_preview, remove_stale

from .bringing import FAULT, MONTHS, Bringing, contents, line, whole_year
from .bringing import given as cell
from .conftest import JANUARY, make_diesel, make_year

FEBRUARY = dt.date(2024, 2, 1)
DIESEL, POWER = "น้ำมันดีเซล รถเก็บขนขยะ", "ไฟฟ้าสำนักงาน"


def figures(use):
    """What the cells of a use hold: amount or notation by month."""
    with tenant_scope(use.municipality):
        rows = amounts_in_force(use.municipality, source_ids=[use.source_id], months=use.inventory.month_list)
    return {f"{month:%Y-%m}": row.notation or row.amount for (_source, month), row in rows.items()}


def test_a_file_fills_the_year_with_the_sums_it_promised(year, diesel, nid):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, range(1, 13))))
    seen = brought.look()
    assert (seen.store_count, seen.counts) == (12, {State.NEW: 12})
    (group,) = seen.groups
    assert (group.before, group.after) == (None, Decimal(78))
    stored = brought.commit()
    assert (stored.state, stored.stored, stored.committed_by) == ("committed", 12, nid)
    assert figures(diesel) == {month: Decimal(number) for number, month in enumerate(MONTHS, 1)}
    with tenant_scope(year.municipality):
        assert totals(year).scopes == seen.weight.scopes
        revision = AmountRevision.objects.of(year.municipality).get(source=diesel.source, month=JANUARY)
        kept = ImportedAmount.objects.of(year.municipality).get(revision=revision)
    assert (revision.came_by, revision.recorded_by) == (CameBy.WORKBOOK, nid)
    assert (kept.cells, kept.raw) == ("แผ่น1!C3", "1")


def test_a_second_click_stores_nothing_twice(year, diesel, nid, town):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, range(1, 13))))
    first, again = brought.commit(), brought.commit()
    assert first.pk == again.pk
    with tenant_scope(town):
        assert AmountRevision.objects.of(town).count() == 12
        acts = list(Entry.objects.of(town).values_list("act", flat=True))
    assert acts.count("import.committed") == 1


def test_the_ledger_says_how_many_cells_of_which_file_and_no_name(year, diesel, nid, town):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, range(1, 13))))
    stored = brought.commit()
    with tenant_scope(town):
        entry = Entry.objects.of(town).get(act="import.committed")
    assert (entry.facts["count"], entry.facts["file_sha256"]) == (12, stored.sha256)
    assert "ไฟล์" not in str(entry.facts)


def test_figures_that_are_there_stay_until_replacing_is_chosen(year, diesel, nid, record):
    record(diesel, "100")
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7, 8])))
    assert brought.look().counts == {State.KEPT: 1, State.NEW: 1}
    brought.choose(replace=True)
    assert brought.look().counts == {State.CHANGED: 1, State.NEW: 1}
    brought.commit()
    assert figures(diesel) == {"2024-01": Decimal(7), "2024-02": Decimal(8)}


def test_a_file_that_changes_nothing_has_nothing_to_store(year, diesel, nid, record):
    record(diesel, "7")
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7]))).choose(replace=True)
    assert brought.look().counts == {State.SAME: 1}
    with pytest.raises(Refused, match="ไม่มีตัวเลขใดเปลี่ยน"):
        brought.commit()


def test_cells_edited_since_the_preview_are_told_and_nothing_is_stored_until_asked(year, diesel, nid, record):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7, 8]))).choose(replace=True)
    record(diesel, "50")
    with pytest.raises(ChangedSince) as told:
        brought.commit()
    assert [change.month for change in told.value.changes] == [JANUARY]
    assert figures(diesel) == {"2024-01": Decimal(50)}
    (clash,) = brought.look().clashes
    assert (clash.who, clash.outcome.now.amount, clash.outcome.amount) == (nid.display_name, Decimal(50), Decimal(7))
    known = {clash.outcome.place: clash.outcome.now.number}
    record(diesel, "60", based_on=1)
    with pytest.raises(ChangedSince):
        brought.commit(known=known)
    assert figures(diesel) == {"2024-01": Decimal(60)}
    brought.commit(known={clash.outcome.place: 2})
    assert figures(diesel) == {"2024-01": Decimal(7), "2024-02": Decimal(8)}


def test_who_prefers_the_others_figures_keeps_them_and_stores_the_rest(year, diesel, nid, record):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7, 8])))
    record(diesel, "50")
    stored = brought.commit(known={(diesel.source_id, "2024-01"): 1}, ours=False)
    assert stored.stored == 1
    assert figures(diesel) == {"2024-01": Decimal(50), "2024-02": Decimal(8)}


def test_what_was_not_shown_is_not_stored(year, diesel, nid):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7])))
    with pytest.raises(ShownOtherwise):
        brought.commit(shown="0" * 64)
    assert figures(diesel) == {}


def test_faulty_cells_hold_the_file_up_until_the_rest_is_asked_for(year, diesel, nid):
    brought = Bringing(year, nid, contents(line(DIESEL, cell("7"), cell("เจ็ด", "2024-02", fault=FAULT))))
    (problem,) = brought.look().problems
    assert (problem.word, problem.given.raw) == (FAULT, "เจ็ด")
    with pytest.raises(Refused, match="1 ช่องที่นำเข้าไม่ได้"):
        brought.commit()
    assert figures(diesel) == {}
    brought.choose(partial=True).commit()
    assert figures(diesel) == {"2024-01": Decimal(7)}


def test_two_rows_of_one_source_are_added_only_when_told_so(year, diesel, nid):
    two = contents(whole_year(DIESEL, [7]), whole_year(DIESEL, [8], number=2))
    brought = Bringing(year, nid, two)
    assert brought.look().counts == {State.DOUBLE: 2}
    with pytest.raises(Refused):
        brought.commit()
    brought.choose(summed=[diesel.source_id])
    assert brought.look().groups[0].after == Decimal(15)
    brought.commit()
    assert figures(diesel) == {"2024-01": Decimal(15)}
    with tenant_scope(year.municipality):
        assert stored_figures(brought.batch)[0].imported.cells == "แผ่น1!C3 + แผ่น1!C4"


def test_a_row_that_nobody_knows_waits_for_a_person_to_say_which_source_it_is(year, diesel, nid):
    brought = Bringing(year, nid, contents(whole_year("อะไรสักอย่าง", [7])))
    assert [each.label for each, _match in brought.look().unplaced] == ["อะไรสักอย่าง"]
    brought.choose(sources={"1": diesel.source_id}).commit()
    assert figures(diesel) == {"2024-01": Decimal(7)}
    left = Bringing(year, nid, contents(whole_year("อะไรสักอย่าง", [9]))).choose(sources={"1": 0})
    assert left.look().counts == {State.LEFT: 1}


def test_another_towns_source_can_be_chosen_by_no_number(year, diesel, nid, their_diesel):
    brought = Bringing(year, nid, contents(whole_year("อะไรสักอย่าง", [7])))
    brought.choose(sources={"1": their_diesel.source_id})
    assert brought.look().counts == {State.UNPLACED: 1}


def test_units_are_converted_exactly(year, diesel, electricity, nid):
    brought = Bringing(year, nid, contents(
        line(DIESEL, cell("1.25"), unit="ลบ.ม."), line(POWER, cell("2.5"), unit="MWh", number=2),
    ))  # fmt: skip
    brought.commit()
    assert (figures(diesel), figures(electricity)) == ({"2024-01": Decimal(1250)}, {"2024-01": Decimal(2500)})


def test_a_dash_means_not_occurring_only_once_somebody_said_so(year, diesel, nid):
    dash = cell("-", notation="NO", asks=(Word("dash", "ขีดหมายถึงไม่มีกิจกรรมใช่หรือไม่"),))
    brought = Bringing(year, nid, contents(line(DIESEL, dash)))
    assert [(word.rule, count) for word, count in brought.look().questions] == [("dash", 1)]
    with pytest.raises(Refused):
        brought.commit()
    brought.choose(answers={"dash": True}).commit()
    assert figures(diesel) == {"2024-01": "NO"}


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"year": 2566}, "wrong_year"),
        ({"municipality": "pak-khlong"}, "wrong_town"),
        ({"faults": (FAULT,)}, FAULT.rule),
    ],
)
def test_a_file_of_another_year_or_town_is_not_stored(year, diesel, nid, said, rule):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7]), **said))
    assert [word.rule for word in brought.look().blocks] == [rule]
    with pytest.raises(Refused):
        brought.commit()
    assert figures(diesel) == {}


def test_a_file_of_this_year_and_town_is_stored(year, diesel, nid, town):
    Bringing(year, nid, contents(whole_year(DIESEL, [7]), year=2567, municipality=town.key)).commit()
    assert figures(diesel) == {"2024-01": Decimal(7)}


def test_a_locked_year_takes_no_file(year, diesel, nid, as_owner, town):
    waiting = Bringing(year, nid, contents(whole_year(DIESEL, [7])))
    with tenant_scope(town):
        Inventory.objects.of(town).filter(pk=year.pk).update(state="locked")
    year.state = "locked"
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        waiting.commit()
    with pytest.raises(Refused, match="ล็อกฉบับแล้ว"):
        Bringing(year, nid, contents(whole_year(DIESEL, [7])))


def test_a_month_of_a_locked_fiscal_year_is_told_before_and_the_others_are_stored(town, year, diesel, nid, orn):
    with tenant_scope(town):
        fiscal = make_year(town, orn, kind="fiscal")
        shared = make_diesel(fiscal, orn)
        shared.__class__.objects.of(town).filter(pk=shared.pk).update(source=diesel.source)
        Inventory.objects.of(town).filter(pk=fiscal.pk).update(state="locked")
    brought = Bringing(year, nid, contents(whole_year(DIESEL, range(1, 13))))
    assert {problem.word.rule for problem in brought.look().problems} == {"locked"}
    brought.choose(partial=True).commit()
    assert figures(diesel).keys() == {"2024-10", "2024-11", "2024-12"}


def test_a_file_thrown_away_leaves_neither_bytes_nor_figures(
    year, diesel, nid, town, django_capture_on_commit_callbacks
):
    brought = Bringing(year, nid, contents(whole_year(DIESEL, [7])))
    assert file_of(brought.batch).read_bytes() == b"PK bytes"
    with django_capture_on_commit_callbacks(execute=True), tenant_scope(town):
        discard(batch=brought.batch)
        discard(batch=brought.batch)
    batch = brought.batch
    assert (batch.state, batch.plan, file_of(batch)) == ("discarded", {}, None)
    with pytest.raises(Refused, match="เปลี่ยนไม่ได้อีก"):
        brought.commit()
    with tenant_scope(town), pytest.raises(Refused):
        choose(batch=batch, choices={})


def test_bytes_that_another_upload_of_the_same_file_needs_stay(
    year, diesel, nid, town, django_capture_on_commit_callbacks
):
    first, second = (Bringing(year, nid, contents(whole_year(DIESEL, [7]))) for _ in range(2))
    with django_capture_on_commit_callbacks(execute=True), tenant_scope(town):
        discard(batch=first.batch)
    assert file_of(second.batch) is not None


def test_what_nobody_committed_is_removed_after_some_days(year, diesel, nid, town, settings, django_capture_on_commit_callbacks):  # fmt: skip
    old, stored = Bringing(year, nid, contents(whole_year(DIESEL, [7])), b"PK old"), Bringing(year, nid, contents(whole_year(DIESEL, [7])))  # fmt: skip
    stored.commit()
    later = timezone.now() + dt.timedelta(days=settings.PREVIEW_DAYS + 1)
    with django_capture_on_commit_callbacks(execute=True), tenant_scope(town):
        assert remove_stale(municipality=town, now=later) == 1
    assert (old.batch.state, stored.batch.state) == ("discarded", "committed")
    assert list(store.hashes(folder(town))) == [stored.batch.sha256]


def test_a_full_disk_refuses_the_file_and_keeps_nothing(year, diesel, nid, town, settings):
    settings.DISK_RESERVE_BYTES = 2**62
    with pytest.raises(Refused, match="ใกล้เต็ม"):
        Bringing(year, nid, contents(whole_year(DIESEL, [7])))
    with tenant_scope(town):
        assert not ImportBatch.objects.of(town).exists()


def test_a_files_name_loses_its_folders_and_signs_nobody_sees(year, nid, town):
    import io

    with tenant_scope(town):
        batch = keep_preview(inventory=year, actor=nid, file=io.BytesIO(b"x"), name="C:\\งาน\\a\u202eb\x00.xlsx", contents=contents())  # fmt: skip
    assert batch.name == "ab.xlsx"


AMOUNTS = st.integers(0, 10**6).map(str)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from([DIESEL, POWER, "อื่น"]), st.lists(AMOUNTS, max_size=12)), min_size=1, max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_what_is_stored_is_what_the_preview_promised(year, diesel, electricity, nid, rows, replace, summed):
    file = contents(*(whole_year(label, cells, number=number) for number, (label, cells) in enumerate(rows, 1)))
    brought = Bringing(year, nid, file, repr(rows).encode())
    brought.choose(replace=replace, partial=True, summed=[diesel.source_id] if summed else [])
    seen = brought.look()
    assert sum(seen.counts.values()) == file.cell_count
    if not seen.store_count:
        return
    assert brought.commit().stored == seen.store_count
    with tenant_scope(year.municipality):
        assert totals(year).scopes == seen.weight.scopes
    for group in seen.groups:
        held = [each for each in figures(group.target.use).values() if isinstance(each, Decimal)]
        assert (sum(held) if held else None) == group.after
