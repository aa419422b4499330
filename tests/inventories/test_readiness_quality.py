"""Checks of readiness beside figures: organisation, roles, calibration, scores, screening; each failed and mended."""

import datetime as dt
from decimal import Decimal

from cfo_site.accounts.tenancy import tenant_scope
from inventories.models import Division, InventorySource, Source
from inventories.services.instruments import add_calibration, save_instrument
from inventories.services.organisation import save_organisation
from inventories.services.quality import save_quality_role, score_sources
from inventories.services.screening import screen_category, set_criteria

from .readiness_lines import found, told


def test_the_report_has_its_facts_of_the_organisation_and_its_output(year, town, orn):
    assert found(year, "organisation").found.open == 5
    assert found(year, "output").is_open
    fields = {
        "address": "1 ถนนหลัก", "executive": "ก", "coordinator": "ข", "coordinator_contact": "", "responsible": "ค",
        "proof": "ประกาศจัดตั้ง", "output": Decimal(12000), "output_unit": "คน", "filing_date": None,
    }  # fmt: skip
    with tenant_scope(town):
        save_organisation(inventory=year, actor=orn, fields=fields | {"proof": ""})
    assert told(found(year, "organisation")) == [("เอกสารยืนยันขอบเขต", "ยังไม่มีข้อมูล")]
    with tenant_scope(town):
        save_organisation(inventory=year, actor=orn, fields=fields)
    assert found(year, "organisation").is_done
    assert found(year, "output").is_done


def test_each_division_has_somebody_who_collects_and_somebody_checks_and_approves(year, town, orn, diesel):
    with tenant_scope(town):
        division = Division.objects.create(municipality=town, name_th="กองช่าง")
        Source.objects.of(town).filter(pk=diesel.source_id).update(division=division)
    assert [name for name, _told in told(found(year, "quality_roles"))] == ["กองช่าง", "ตรวจสอบข้อมูล", "อนุมัติ"]
    role = {"position": "นายช่าง", "name": "", "duty": "", "frequency": "ทุกเดือน", "division": None}
    with tenant_scope(town):
        for task in ("check", "approve"):
            save_quality_role(inventory=year, actor=orn, fields=role | {"task": task})
    assert [name for name, _told in told(found(year, "quality_roles"))] == ["กองช่าง"]
    with tenant_scope(town):
        save_quality_role(inventory=year, actor=orn, fields=role | {"task": "collect", "division": division})
    assert found(year, "quality_roles").is_done


def test_a_measured_source_has_an_instrument_that_is_in_calibration_all_year(year, town, orn, diesel):
    assert not found(year, "calibration").found.of  # paid by bills: nothing to look at
    with tenant_scope(town):
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(origin="measured")
    assert told(found(year, "calibration")) == [(diesel.source.name_th, "ยังไม่มีเครื่องมือ")]
    with tenant_scope(town):
        scale = save_instrument(
            municipality=town, actor=orn,
            fields={"source": diesel.source, "name": "มาตรวัด", "serial": "7", "accuracy": ""},
        )  # fmt: skip
        first = {"calibrated_on": dt.date(2023, 6, 1), "valid_to": dt.date(2024, 5, 31), "paper": "ใบที่ 1"}
        add_calibration(instrument=scale, actor=orn, fields=first)
    assert told(found(year, "calibration")) == [(diesel.source.name_th, "มาตรวัด ไม่มีการสอบเทียบ มิ.ย.–ธ.ค.")]
    with tenant_scope(town):
        second = {"calibrated_on": dt.date(2024, 6, 1), "valid_to": dt.date(2025, 5, 31), "paper": "ใบที่ 2"}
        add_calibration(instrument=scale, actor=orn, fields=second)
    assert found(year, "calibration").is_done


def test_every_source_has_its_scores(year, town, orn, diesel):
    assert told(found(year, "scores")) == [(diesel.source.name_th, "ยังไม่ให้คะแนน")]
    with tenant_scope(town):
        score_sources(inventory=year, actor=orn, scores={diesel.pk: (3, 3)})
    assert found(year, "scores").is_done


def test_all_15_categories_are_screened_and_what_is_chosen_has_a_source(year, town, orn, diesel):
    assert found(year, "screening").found.open == 16
    with tenant_scope(town):
        set_criteria(
            inventory=year,
            actor=orn,
            criteria={"magnitude": (Decimal(1), "135")},
            cut_off=Decimal(3),
            rationale="ปริมาณ",
        )
        for number in range(1, 16):
            screen_category(
                inventory=year, actor=orn, number=number, applicable=number == 7, scores={"magnitude": 5},
                chosen=number == 7, reason="ไม่มีกิจกรรม",
            )  # fmt: skip
    assert told(found(year, "screening")) == [("3.7 การเดินทางของพนักงาน", "เลือกประเมิน แต่ยังไม่มีแหล่งปล่อยของหมวดนี้")]
    with tenant_scope(town):
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(scope="3", category="commuting")
    assert found(year, "screening").is_done
    with tenant_scope(town):
        InventorySource.objects.of(town).filter(pk=diesel.pk).update(category="business_travel")
    assert [said for _name, said in told(found(year, "screening"))] == [
        "มีแหล่งปล่อยอยู่ แต่ไม่ได้เลือกประเมิน",
        "เลือกประเมิน แต่ยังไม่มีแหล่งปล่อยของหมวดนี้",
    ]
