"""A year's page beside its totals: months, largest sources, gaps by their own delay, the year before, the path."""

import datetime as dt
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from django.urls import reverse

from cfo_site.accounts.gate import As, Visitor
from cfo_site.accounts.models import VerifierAssignment
from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc import document, result
from inventories.models import InventorySource
from inventories.selectors.cells import cells_by_use, month_counts
from inventories.selectors.completeness import progress_by_use, progress_by_year
from inventories.selectors.document import inventory_mapping
from inventories.selectors.spans import spans
from inventories.services.amounts import AmountChange, record_amounts
from inventories.services.sources import change_source
from reports.selectors.year import year_page
from tests.inventories.conftest import JANUARY, lock, make_diesel, make_electricity, make_year

EVERYONE = Visitor(frozenset({As.OWNER}))
LONG_AFTER = dt.date(2026, 11, 1)
MARCH = dt.date(2024, 3, 1)


@pytest.fixture
def address(town):
    return reverse("reports:year_overview", args=[town.key, "2567"])


def seen(town, inventory, *, today: dt.date = LONG_AFTER, visitor: Visitor = EVERYONE):
    with tenant_scope(town):
        return year_page(inventory, visitor=visitor, today=today)


def say(town, nid, use, month, notation, *, based_on=0):
    change = AmountChange(use.source_id, month, notation=notation, based_on=based_on)
    with tenant_scope(town):
        record_amounts(municipality=town, actor=nid, changes=[change])


def test_months_and_scopes_are_those_of_the_calculator(town, diesel, electricity, record, fill):
    fill(electricity, "1000")
    record(diesel, "100")
    record(diesel, "31.25", month=MARCH)
    page = seen(town, diesel.inventory)
    with tenant_scope(town):
        fresh = result.calculate(document.from_mapping(inventory_mapping(diesel.inventory)))
    of_diesel, of_meter = fresh.sources
    shown = {f"{line.month:%Y-%m}": line.scopes for line in page.months}
    assert shown["2024-03"][0] == of_diesel.kgco2e_by_month["2024-03"]
    assert shown["2024-03"][1] == of_meter.kgco2e_by_month["2024-03"]
    assert sum(line.total for line in page.months) == fresh.scope_1_2_3.kgco2e


def test_a_month_without_a_figure_is_unknown_and_one_without_activity_is_0(town, nid, diesel, electricity, record):
    record(diesel, "100")
    say(town, nid, diesel, MARCH, "NO")
    months = {line.month: line for line in seen(town, diesel.inventory).months}
    assert months[MARCH].scopes == (Decimal(0), None, None)
    assert months[dt.date(2024, 2, 1)].scopes == (None, None, None)
    assert months[dt.date(2024, 2, 1)].total is None
    assert months[JANUARY].is_partial


def test_the_chart_names_itself_and_every_month_stands_in_its_table(sign_in, nid, address, diesel, fill):
    fill(diesel, "100")
    page = sign_in(nid).get(address).content.decode()
    charts = [ET.fromstring(f"<svg{part.split('</svg>')[0]}</svg>") for part in page.split('<svg xmlns="')[1:] for part in [f' xmlns="{part}']]  # fmt: skip
    assert len(charts) == 3  # for desk, tablet and telephone
    for chart in charts:
        title = chart.find("{http://www.w3.org/2000/svg}title")
        assert title.text.startswith("การปล่อยรายเดือน ปี 2567")
    table = page[page.index("ตารางตัวเลขของแผนภูมิ") :]
    assert "ม.ค. 2567" in table
    assert "ธ.ค. 2567" in table


def test_without_any_figure_there_is_no_chart_and_a_sentence(sign_in, nid, address, diesel):
    page = sign_in(nid).get(address).content.decode()
    assert "แผนภูมิจะขึ้นเมื่อกรอกเดือนแรก" in page
    assert '<svg xmlns="' not in page


def test_the_largest_sources_come_first_and_all_add_up(town, orn, year, fill):
    with tenant_scope(town):
        uses = [make_diesel(year, orn, f"รถคันที่ {number}") for number in range(9)]
    for number, use in enumerate(uses):
        fill(use, str(10 * (number + 1)))
    ranking = seen(town, year).ranking
    assert [rank.line.use.source.name_th for rank in ranking.ranks][:2] == ["รถคันที่ 8", "รถคันที่ 7"]
    assert (len(ranking.ranks), ranking.others) == (7, 2)
    assert sum(rank.line.kgco2e for rank in ranking.ranks) + ranking.others_kgco2e == ranking.total
    assert ranking.ranks[0].bar == 100


def test_a_month_is_late_only_after_its_own_delay(town, orn, diesel, electricity):
    with tenant_scope(town):
        change_source(use=diesel, actor=orn, source_changes={"delay_days": 60}, use_changes={})
    # the meter's January is due on 2 March, its February on 31 March, the truck's January (60 days) on 1 April
    for day, late in (("2024-03-01", 0), ("2024-03-02", 1), ("2024-03-30", 1), ("2024-03-31", 2), ("2024-04-01", 3)):
        page = seen(town, diesel.inventory, today=dt.date.fromisoformat(day))
        assert sum(len(task.missing) for task in page.tasks) == late, day


def test_what_is_not_due_is_no_task_and_says_when_it_is(sign_in, nid, town, diesel):
    page = seen(town, diesel.inventory, today=dt.date(2024, 2, 1))
    assert page.tasks == []
    assert len(page.waiting) == 12
    assert page.waiting[0].due == dt.date(2024, 3, 2)


def test_tasks_come_by_what_is_at_stake_and_the_unknown_last(town, orn, diesel, electricity, record):
    with tenant_scope(town):
        never = make_diesel(diesel.inventory, orn, "รถที่ไม่เคยกรอก")
    record(diesel, "10")
    record(electricity, "100000")
    page = seen(town, diesel.inventory)
    assert [task.use.pk for task in page.tasks] == [electricity.pk, diesel.pk, never.pk]
    assert page.tasks[0].kgco2e == Decimal(49990) * 11
    assert page.tasks[2].kgco2e is None
    assert page.tasks[2].is_whole_year


def test_a_line_that_derives_from_another_is_no_task_of_its_own(town, diesel, record):
    record(diesel, "10")
    with tenant_scope(town):
        InventorySource.objects.of(town).create(
            municipality=town, inventory=diesel.inventory, source=diesel.source, parent=diesel, label="ต้นน้ำของดีเซล",
            scope="3", category="upstream_energy", method="factor", factor=diesel.factor,
        )  # fmt: skip
    page = seen(town, diesel.inventory)
    assert [task.use.pk for task in page.tasks] == [diesel.pk]
    assert [line.thing.name_th for line in page.lines] == ["น้ำมันดีเซล รถเก็บขนขยะ", "ต้นน้ำของดีเซล"]


def test_months_that_are_not_estimated_are_a_task_too(town, nid, diesel, fill):
    fill(diesel, "5")
    say(town, nid, diesel, JANUARY, "NE", based_on=1)
    (task,) = seen(town, diesel.inventory).tasks
    assert (task.missing, task.not_estimated) == ((), (JANUARY,))


def test_a_source_without_figures_is_judged_by_the_year_before(town, orn, nid, diesel, fill):
    fill(diesel, "10")
    with tenant_scope(town):
        later = make_year(town, orn, year=2568)
        again = later_use(later, diesel, orn)
    page = seen(town, later)
    (task,) = page.tasks
    assert task.use.pk == again.pk
    assert round(task.kgco2e, 6) == round(Decimal("2.74062321") * 10 * len(task.missing), 6)


def later_use(inventory, use, owner):
    from inventories.services.sources import Addition, add_sources

    addition = Addition(
        source=use.source,
        use={"scope": use.scope, "category": use.category, "method": use.method, "factor": use.factor},
    )
    return add_sources(inventory=inventory, actor=owner, additions=[addition])[0]


def test_a_complete_year_has_nothing_to_do_but_to_be_handed_in(sign_in, orn, nid, address, diesel, fill):
    fill(diesel, "5")
    assert "ส่งตรวจภายใน</a>" in sign_in(orn).get(address).content.decode()
    page = sign_in(nid).get(address).content.decode()
    assert "ขั้นต่อไปคือผู้รับผิดชอบบัญชีส่งตรวจภายใน" in page
    assert '<ol class="todo' not in page


def test_readers_are_led_to_look_and_writers_to_enter(sign_in, nid, pim, address, diesel):
    assert ">กรอก<span" in sign_in(nid).get(address).content.decode()
    assert ">ดู<span" in sign_in(pim).get(address).content.decode()


def test_cells_are_counted_as_the_inventories_count_them(town, nid, orn, diesel, electricity, record, fill):
    fill(electricity, "7")
    record(diesel, "3", estimated=True)
    say(town, nid, diesel, MARCH, "NE")
    with tenant_scope(town):
        short = make_diesel(diesel.inventory, orn, "รถที่เลิกใช้")
        change_source(use=short, actor=orn, source_changes={}, use_changes={"last_month": MARCH})
        counted = month_counts([diesel.inventory], today=LONG_AFTER)[diesel.inventory_id]
        cells = cells_by_use(diesel.inventory, today=LONG_AFTER)
        progress = progress_by_year(town, [diesel.inventory])[diesel.inventory_id]
        by_use = progress_by_use(diesel.inventory)
    assert sum(month.cells for month in counted.values()) == progress.cells == 12 + 12 + 3
    assert sum(month.filled for month in counted.values()) == progress.filled
    assert sum(month.late + month.not_estimated for month in counted.values()) == progress.missing
    assert sum(month.filled == month.cells for month in counted.values()) == progress.complete_months
    for use, found in by_use.items():
        states = [cell.state for cell in cells[use].values()]
        assert len(states) == found.cells
        assert states.count("missing") == len(found.missing)
        assert states.count("ne") == len(found.not_estimated)
        assert states.count("est") == found.estimated


def test_a_month_out_of_use_says_so(sign_in, nid, town, orn, address, diesel):
    with tenant_scope(town):
        change_source(use=diesel, actor=orn, source_changes={}, use_changes={"last_month": MARCH})
    page = sign_in(nid).get(address).content.decode()
    assert page.count('<td class="m k-off"') == 9


def test_every_mark_has_a_word(sign_in, nid, address, diesel, electricity, record):
    record(diesel, "5")
    page = sign_in(nid).get(address).content.decode()
    heat = page[page.index('<table class="heat') :]
    assert heat.count('<td class="m k-') == heat.count('"/></svg><span class="sr">') == 24
    assert '<span class="sr">กรอกแล้ว</span>' in heat
    assert '<span class="sr">ยังไม่กรอก เลยกำหนดแล้ว</span>' in heat


def test_two_complete_years_are_compared_whole(town, orn, nid, diesel, fill):
    fill(diesel, "11")
    with tenant_scope(town):
        before = make_diesel(make_year(town, orn, year=2566), orn)
    fill(before, "10")
    compared = seen(town, diesel.inventory).comparison
    assert compared.whole
    assert [(change.scope, round(change.percent, 6)) for change in compared.changes] == [("1", Decimal(10))]
    assert compared.total.difference == Decimal("2.74062321") * 12


def test_otherwise_only_months_that_are_complete_in_both_years(town, orn, diesel, record, fill):
    record(diesel, "20")
    record(diesel, "20", month=MARCH)
    with tenant_scope(town):
        before = make_diesel(make_year(town, orn, year=2566), orn)
    fill(before, "10")
    compared = seen(town, diesel.inventory).comparison
    assert not compared.whole
    assert compared.months == [JANUARY, MARCH]
    assert round(compared.total.percent, 6) == 100


def test_years_with_no_month_in_common_are_not_compared(sign_in, nid, town, orn, address, diesel, record):
    record(diesel, "20")
    with tenant_scope(town):
        make_diesel(make_year(town, orn, year=2566), orn)
    assert seen(town, diesel.inventory).comparison.total is None
    assert "ยังไม่มีเดือนที่ข้อมูลครบทั้งปีนี้และปี 2566" in sign_in(nid).get(address).content.decode()


def test_a_budget_year_is_not_compared_with_a_calendar_year(town, orn, diesel):
    with tenant_scope(town):
        make_diesel(make_year(town, orn, year=2566, kind="fiscal"), orn)
    assert seen(town, diesel.inventory).comparison is None


def test_a_verifier_of_one_year_learns_nothing_of_the_year_before(sign_in, wichai, town, orn, address, diesel, fill):
    fill(diesel, "11")
    with tenant_scope(town):
        before = make_diesel(make_year(town, orn, year=2566), orn, "รถของปีก่อน")
    fill(before, "10")
    assert VerifierAssignment.objects.get(user=wichai).year == "2567"
    page = sign_in(wichai).get(address).content.decode()
    assert "เทียบกับปีก่อน" not in page
    assert "2566" not in page


def test_the_path_is_at_one_step_and_never_waits_for_the_province(sign_in, nid, anan, town, address, diesel, fill):
    page = sign_in(nid).get(address).content.decode()
    assert page.count('aria-current="step"') == 1
    path = page[page.index('<ol class="path"') : page.index("สิ่งที่ต้องทำ")]
    assert "จังหวัด" not in path
    assert path.index("กำลังจัดทำ") < path.index("อนุมัติโดยผู้บริหาร") < path.index("ล็อกฉบับ") < path.index("ทวนสอบแล้ว")
    fill(diesel, "5")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
        diesel.inventory.refresh_from_db()
    steps = seen(town, diesel.inventory).steps
    assert [step.word for step in steps if step.place == "now"] == ["ล็อกฉบับ"]


def test_the_other_years_are_one_click_away(sign_in, nid, town, orn, address, year):
    with tenant_scope(town):
        make_year(town, orn, year=2568)
    page = sign_in(nid).get(address).content.decode()
    assert reverse("reports:year_overview", args=[town.key, "2568"]) in page
    assert '<b aria-current="page">ปี 2567</b>' in page


@pytest.mark.parametrize(
    ("months", "told"),
    [
        ("", ""),
        ("01", "ม.ค."),
        ("01 02", "ม.ค. ก.พ."),
        ("01 02 03 05", "ม.ค.–มี.ค. พ.ค."),
        ("02 04 05 06 12", "ก.พ. เม.ย.–มิ.ย. ธ.ค."),
    ],
)
def test_months_in_few_words(months, told):
    assert spans(dt.date(2024, int(month), 1) for month in months.split()) == told


def test_months_of_a_budget_year_run_across_the_year_s_end():
    assert spans(dt.date(2023, 10 + n, 1) if n < 3 else dt.date(2024, n - 2, 1) for n in range(12)) == "ต.ค.–ก.ย."


def test_electricity_alone_leaves_the_other_scopes_unknown(sign_in, nid, town, orn, year, address):
    with tenant_scope(town):
        use = make_electricity(year, orn)
        record_amounts(municipality=town, actor=nid, changes=[AmountChange(use.source_id, JANUARY, Decimal(0))])
    page = sign_in(nid).get(address).content.decode()
    totals = page[page.index('class="totals"') : page.index('class="path"')]
    assert totals.count("0.00 ") == 2  # all together, and Scope 2
    assert totals.count("ยังไม่มีข้อมูล") == 2
