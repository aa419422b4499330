"""Each check of readiness: a year that fails it, and the same year mended."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from cfo_site.accounts.models import Membership
from cfo_site.accounts.tenancy import tenant_scope
from emission_factors.models import Edition, Factor
from inventories.models import (
    Bill,
    BillLine,
    BoundaryAnswer,
    CameBy,
    Division,
    Exclusion,
    Inventory,
    InventoryEdition,
    InventorySource,
    MonthlyResult,
    Source,
)
from inventories.selectors.boundary import asked_of
from inventories.selectors.double_counting import open_warnings
from inventories.selectors.plausibility import flags
from inventories.services.bills import record_bill
from inventories.services.boundary import add_exclusion, answer_warning
from inventories.services.corrections import open_correction
from inventories.services.evidence.files import withdraw_file
from inventories.services.evidence.handing_in import hand_in, hand_in_again
from inventories.services.evidence.holding import Place
from inventories.services.explanations import clear, explain
from inventories.services.links import Sent, make_link, receive
from inventories.services.sources import add_source

from .conftest import JANUARY, lock, make_diesel
from .evidence_files import PDF, upload
from .readiness_lines import found, told

FEBRUARY, MARCH = dt.date(2024, 2, 1), dt.date(2024, 3, 1)


def test_months_without_a_figure_are_named_with_what_they_would_come_to(year, diesel, record, fill):
    record(diesel, 100)
    line = found(year, "months")
    assert (line.found.open, line.found.of) == (11, 12)
    assert told(line) == [(diesel.source.name_th, "ยังไม่มีตัวเลข ก.พ.–ธ.ค.")]
    assert line.kgco2e == pytest.approx(11 * Decimal(100) * Decimal("2.7446"), rel=Decimal("0.01"))
    fill_rest(year, diesel, record)
    assert found(year, "months").is_done


def fill_rest(year, use, record):
    for month in year.month_list[1:]:
        record(use, 100, month=month)


def test_a_year_without_sources_has_no_months_to_be_proud_of(year):
    assert told(found(year, "months")) == [("แหล่งปล่อย", "ยังไม่มีแหล่งปล่อยในบัญชี")]


def test_months_that_are_not_estimated_are_open_until_they_have_a_figure(year, diesel, record):
    record(diesel, None, notation="NE", reason="รอใบเสร็จ")
    assert told(found(year, "not_estimated")) == [(diesel.source.name_th, "ยังไม่ประเมิน ม.ค.")]
    record(diesel, 5, based_on=1)
    assert not found(year, "not_estimated").is_open


def test_a_figure_said_to_be_elsewhere_must_say_where(year, diesel, electricity, record):
    record(diesel, None, notation="IE")
    assert found(year, "no_figure_reasons").is_open
    record(diesel, None, notation="IE", based_on=1, elsewhere_id=electricity.source_id, reason="ถังเดียวกัน", afresh=True)
    assert found(year, "no_figure_reasons").is_done


def test_an_estimate_says_its_method_or_why(year, diesel, record):
    record(diesel, 5, estimated=True)
    assert told(found(year, "estimates")) == [(diesel.source.name_th, "ค่าประมาณที่ไม่บอกวิธี ม.ค.")]
    record(diesel, 5, estimated=True, estimation="own", reason="เฉลี่ยจากระยะทาง", based_on=1, afresh=True)
    assert found(year, "estimates").is_done


def test_a_figure_from_a_calculation_sheet_has_its_method(year, diesel, record):
    record(diesel, 5, estimated=True, came_by=CameBy.SHEET)
    assert found(year, "estimates").is_done


@pytest.fixture
def paper(town, nid):
    """Return a function that registers a paper, with a file if told so, for a source's months."""

    def registered(use, *months, file=None):
        places = [Place(use.source_id, month) for month in months] or [Place(use.source_id)]
        fields = {"kind": "invoice", "number": "1"}
        with tenant_scope(town):
            return hand_in(inventory=use.inventory, actor=nid, fields=fields, places=places, upload=file).evidence

    return registered


def test_figures_of_a_large_source_without_a_paper_block_weighted_by_their_tonnes(year, diesel, record, paper):
    record(diesel, 100)
    record(diesel, 300, month=FEBRUARY)
    paper(diesel, JANUARY)
    line = found(year, "evidence_large")
    assert (line.found.open, line.found.of) == (1, 2)
    assert told(line) == [(diesel.source.name_th, "ยังไม่มีหลักฐาน ก.พ.")]
    assert line.outcome.of_kg > line.outcome.open_kg > 0
    paper(diesel, FEBRUARY)
    assert found(year, "evidence_large").is_done


def test_a_small_source_without_a_paper_does_not_block(year, diesel, electricity, record, paper):
    record(diesel, 10_000)
    record(electricity, 1)
    assert told(found(year, "evidence_small")) == [("ไฟฟ้าสำนักงาน", "ยังไม่มีหลักฐาน ม.ค.")]
    assert [name for name, _told in told(found(year, "evidence_large"))] == [diesel.source.name_th]
    paper(electricity)
    assert found(year, "evidence_small").is_done


def test_a_paper_whose_file_was_withdrawn_asks_for_another(year, town, orn, nid, diesel, record, paper):
    record(diesel, 100)
    row = paper(diesel, JANUARY, file=upload("ใบ.pdf", PDF))
    assert found(year, "evidence_withdrawn").is_done
    with tenant_scope(town):
        withdraw_file(file=row.file, actor=orn, reason="มีชื่อบุคคล")
    assert [name for name, _told in told(found(year, "evidence_withdrawn"))] == [row.code]
    with tenant_scope(town):
        hand_in_again(evidence=row, inventory=year, actor=nid, fields={}, upload=upload("ใหม่.pdf", PDF + b"%"))
    assert found(year, "evidence_withdrawn").is_done


def test_a_factor_must_be_in_use_in_the_period_or_on_the_planned_day_of_filing(year, town, diesel):
    assert found(year, "factor_validity").is_done
    later = Factor.objects.filter(edition__key="tgo-cfo-2569", unit="litre", valid_from__gt=year.last_day).first()
    with tenant_scope(town):
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(factor=later)
    line = found(year, "factor_validity")
    assert line.is_open
    assert [name for name, _told in told(line)] == [diesel.source.name_th]
    with tenant_scope(town):
        Inventory.objects.of(town).filter(pk=year.pk).update(filing_date=dt.date(2026, 5, 1))
    assert found(year, "factor_validity").is_done


def test_a_factor_without_dates_and_one_with_a_newer_edition_are_looked_at_and_cost_nothing(year, town, diesel):
    assert found(year, "factor_newer").is_open
    assert found(year, "factor_undated").found.open == 0
    with tenant_scope(town):
        undated = Factor.objects.filter(valid_from=None, valid_to=None, unit="litre").first()
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(factor=undated)
    line = found(year, "factor_undated")
    assert line.is_open
    assert not line.outcome.counts


def test_a_strange_figure_of_weight_must_be_explained(year, town, nid, diesel, fill, record):
    fill(diesel, 100)
    record(diesel, 100_000, based_on=1)
    line = found(year, "outliers")
    assert told(line)[0][0] == diesel.source.name_th
    with tenant_scope(town):
        for flag in flags(year):
            explain(inventory=year, actor=nid, cell=flag.cell, reason="vehicles")
    assert found(year, "outliers").is_done


def test_a_strange_figure_of_no_weight_should_be_looked_at(year, town, nid, diesel, electricity, fill, record):
    fill(diesel, 100_000)
    fill(electricity, 2)
    record(electricity, 9, based_on=1)
    assert found(year, "outliers_small").is_open
    with tenant_scope(town):
        clear(inventory=year, actor=nid, cells=[flag.cell for flag in flags(year)])
    assert not found(year, "outliers_small").is_open


def test_a_cell_that_holds_something_else_than_its_bills_should_be_looked_at(year, town, nid, electricity, record):
    bill = Bill(kind="electricity", issuer="กฟภ.", number="1", bill_date=JANUARY, invoice_month=JANUARY)
    line = BillLine(
        bill=bill, source=electricity.source, first_day=JANUARY, last_day=dt.date(2024, 1, 31), units=Decimal(40)
    )
    with tenant_scope(town):
        record_bill(municipality=town, actor=nid, bill=bill, lines=[line], seen={(electricity.source_id, JANUARY): 0})
    assert found(year, "bills").is_done
    record(electricity, 44, based_on=1)
    line = found(year, "bills")
    assert told(line) == [("ไฟฟ้าสำนักงาน", "ม.ค. 2567 ไม่ตรงกับบิล")]
    assert line.kgco2e == pytest.approx(4 * Decimal("0.4999"))


def test_figures_that_came_by_a_link_wait_to_be_accepted(year, town, nid, diesel):
    assert found(year, "waiting").is_done
    with tenant_scope(town):
        made = make_link(
            use=diesel, actor=nid, first_month=JANUARY, last_month=MARCH, days=30, secret="a" * 22, for_whom="สถานี"
        )
        receive(
            municipality=town,
            address_sha256=made.link.address_sha256,
            sent=Sent({JANUARY: Decimal(5)}, "หัวหน้า", "", None),
        )
    assert found(year, "waiting").is_open


def test_an_open_question_about_the_boundary_blocks(year, town, orn, diesel):
    factor = diesel.factor
    with tenant_scope(town):
        use = add_source(
            inventory=year, actor=orn, catalogue_key="diesel-vehicle",
            source={"name_th": "รถเช่า", "unit": "litre"},
            use={"scope": "1", "category": "mobile_onroad", "method": "factor", "factor": factor},
        )  # fmt: skip
        asked = asked_of(use).asked
    line = found(year, "questions")
    assert line.found.open == len(asked) > 0
    with tenant_scope(town):
        for each in asked:
            BoundaryAnswer.objects.create(
                municipality=town, source=use.source, question=each.question.key,
                answer=each.question.choices[0].key, number=1, answered_by=orn, answered_at=timezone.now(),
            )  # fmt: skip
    assert found(year, "questions").is_done


def test_a_source_without_a_figure_weighs_nothing_known_not_nothing(year, diesel, record):
    assert found(year, "described").kgco2e is None
    record(diesel, 100)
    assert found(year, "described").kgco2e > 0


def test_what_was_copied_waits_to_be_confirmed(year, town, diesel):
    assert not found(year, "setup").is_open
    with tenant_scope(town):
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(copied_from=year)
    assert [name for name, _told in told(found(year, "setup"))] == [diesel.source.name_th]


def test_an_exclusion_has_a_reason_that_somebody_has_confirmed(year, town, orn, diesel):
    with tenant_scope(town):
        row = add_exclusion(inventory=year, actor=orn, what="น้ำมัน 2T", why="น้อยมาก", tco2e=Decimal("0.001"))
    assert found(year, "exclusions").is_done
    with tenant_scope(town):
        Exclusion.objects.of(town).filter(pk=row.pk).update(why=" ")
    assert [name for name, _told in told(found(year, "exclusions"))] == ["น้ำมัน 2T"]
    with tenant_scope(town):
        Exclusion.objects.of(town).filter(pk=row.pk).update(why="น้อยมาก", copied_from=year)
    assert found(year, "exclusions").is_open


@pytest.mark.parametrize(("tonnes", "is_open"), [("0.001", False), (None, True), ("0.5", True)])
def test_what_is_left_out_is_estimated_and_small(year, town, orn, diesel, fill, tonnes, is_open):
    fill(diesel, 100)  # some 3.3 t
    with tenant_scope(town):
        add_exclusion(inventory=year, actor=orn, what="น้ำมัน 2T", why="น้อยมาก", tco2e=tonnes and Decimal(tonnes))
    assert found(year, "exclusions_weighed").is_open is is_open


def test_many_small_things_left_out_are_one_large_thing(year, town, orn, diesel, fill):
    fill(diesel, 100)
    with tenant_scope(town):
        for number in range(8):
            add_exclusion(inventory=year, actor=orn, what=f"สิ่งที่ {number}", why="น้อย", tco2e=Decimal("0.03"))
    assert [name for name, _told in told(found(year, "exclusions_weighed"))] == ["สิ่งที่ไม่รวมทั้งหมด"]


def test_a_warning_of_double_counting_wants_a_reason(year, town, orn, diesel):
    with tenant_scope(town):
        other = make_diesel(year, orn, "รถคันเดียวกัน")
        Source.objects.of(town).filter(pk__in=[diesel.source_id, other.source_id]).update(identifier="กข 1")
        (warning,) = open_warnings(year)
    assert told(found(year, "double_counting"))[0][1] == warning.sentence
    with tenant_scope(town):
        answer_warning(inventory=year, actor=orn, rule=warning.rule, subject=warning.subject, reason="คนละคัน")
    assert found(year, "double_counting").is_done


def test_a_source_tells_division_place_and_paper(year, town, diesel):
    assert told(found(year, "described")) == [(diesel.source.name_th, "ยังไม่มี กองที่รับผิดชอบ, ที่ตั้ง, เอกสารที่ใช้")]
    with tenant_scope(town):
        division = Division.objects.create(municipality=town, name_th="กองช่าง")
        Source.objects.of(town).filter(pk=diesel.source_id).update(division=division, location="โรงรถ", paper="ใบสั่งจ่าย")
    assert found(year, "described").is_done


def test_the_planned_day_of_filing_is_known(year, town):
    assert found(year, "filing_date").is_open
    with tenant_scope(town):
        Inventory.objects.of(town).filter(pk=year.pk).update(filing_date=dt.date(2025, 9, 28))
    assert found(year, "filing_date").is_done


@pytest.mark.parametrize("key", ["owner", "approver"])
def test_somebody_holds_the_role_and_has_not_left(year, town, orn, anan, key):
    assert found(year, key).is_done
    Membership.objects.filter(municipality=town, role=key).update(until=dt.date(2020, 1, 1))
    assert found(year, key).is_open


def test_stored_results_that_somebody_changed_are_found_by_calculating_afresh(year, town, diesel, fill, as_owner):
    fill(diesel, 100)
    assert found(year, "recalculated").is_done
    assert found(year, "sums").is_done
    with as_owner(), tenant_scope(town):
        MonthlyResult.objects.of(town).filter(inventory_source=diesel, month=JANUARY, gas="CO2").update(kg=1)
    assert found(year, "recalculated").found.open == 1
    assert "ประเภทที่ 1" in [name for name, _told in told(found(year, "sums"))]


def test_a_figure_of_a_locked_year_that_is_not_in_its_document_is_found(year, town, orn, diesel, fill, as_owner):
    fill(diesel, 100)
    with tenant_scope(town):
        lock(inventory=year, actor=orn)
    assert found(year, "sums").is_done
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE inventories_amountrevision DISABLE TRIGGER USER")
        cursor.execute("UPDATE inventories_amountrevision SET amount = 7 WHERE month = '2024-01-01'")
        cursor.execute("ALTER TABLE inventories_amountrevision ENABLE TRIGGER USER")
    assert told(found(year, "sums")) == [(diesel.source.name_th, "ตัวเลขรายเดือนในตารางกับในเอกสารบัญชีไม่ตรงกัน")]


def test_an_entry_of_the_ledger_that_was_changed_is_found(year, town, diesel, as_owner):
    assert found(year, "ledger").is_done
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_entry SET subject = 'x' WHERE number = 1 AND municipality_id = %s", [town.pk])
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
    assert "รายการที่ 1 " in told(found(year, "ledger"))[0][1]


def test_a_year_is_locked_and_no_correction_of_it_is_open(year, town, orn, diesel, fill):
    fill(diesel, 100)
    assert found(year, "locked").is_open
    with tenant_scope(town):
        lock(inventory=year, actor=orn)
    assert found(year, "locked").is_done
    with tenant_scope(town):
        open_correction(inventory=year, actor=orn, reason="ตัวเลขผิด", cells=[(diesel.source_id, JANUARY)])
    assert told(found(year, "locked"))[0][0] == "ฉบับแก้ไข"


def test_an_edition_that_nobody_superseded_has_no_newer_one(year, town, diesel):
    with tenant_scope(town):
        newest = Factor.objects.filter(
            edition__superseded_by=None, edition__supersedes__isnull=False, unit="litre"
        ).first()
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(factor=newest)
        InventoryEdition.objects.create(
            municipality=town, inventory=year, edition=Edition.objects.get(pk=newest.edition_id)
        )
    assert found(year, "factor_newer").found.open == 0
