"""The screening of Scope 3: criteria of one's own, 15 categories judged by them, reasons for what is left."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import Inventory, Scope3Screening, ScreenedCategory
from inventories.policies import Refused
from inventories.selectors.screening import screening
from inventories.selectors.screening.rules import (
    ScreeningFault,
    criteria,
    kinds,
    read_criteria,
    read_kinds,
    read_scales,
)
from inventories.services.screening import screen_category, set_criteria

from .conftest import lock

CRITERIA = {
    **{f"weight_{key}": "" for key in criteria()},
    **{f"scale_{key}": rule.scale for key, rule in criteria().items()},
    "weight_magnitude": "1", "weight_influence": "๑", "weight_risk": "1", "cut_off": "3", "rationale": "ตามแบบ",
}  # fmt: skip
SCORED = {
    "applicable": "yes",
    "score_magnitude": "5",
    "score_influence": "3",
    "score_risk": "1",
    "chosen": "on",
    "reason": "",
}


def at(town, name, *more):
    return reverse(f"inventories:{name}", args=[town.key, "2567", *more])


@pytest.fixture
def set_up(sign_in, orn, town, year):
    client = sign_in(orn)
    assert client.post(at(town, "screening_criteria"), CRITERIA).status_code == 302
    return client


def test_the_form_first_offers_the_criteria_of_a_filled_form_and_nothing_is_set_by_looking(sign_in, orn, town, year):
    form = sign_in(orn).get(at(town, "screening_criteria")).context["form"]
    assert [form[f"weight_{key}"].initial for key in criteria()] == ["", "1", "1", "1", "", "", ""]
    with tenant_scope(town):
        assert not Scope3Screening.objects.of(town).exists()


def test_criteria_are_set_and_every_category_waits(set_up, town, year):
    with tenant_scope(town):
        row = Scope3Screening.objects.of(town).get()
        assert row.criteria["influence"] == {"weight": "1", "scale": "135"}
        assert set(row.criteria) == {"magnitude", "influence", "risk"}
        assert screening(year).judged == 0
    body = set_up.get(at(town, "screening_list")).content.decode()
    assert body.count("ยังไม่คัดกรอง") == 15
    assert "คัดกรองแล้ว 0 จาก 15 หมวด" in body


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"rationale": ""}, "โปรดพิมพ์เหตุผลที่เลือกเกณฑ์"),
        ({"cut_off": "0"}, "มากกว่า 0"),
        ({"cut_off": "5.1"}, "จึงไม่มีหมวดใดมีนัยสำคัญได้"),
        ({"weight_risk": "-1"}, "โปรดพิมพ์เป็นตัวเลข"),
        ({"weight_risk": "มาก"}, "โปรดพิมพ์เป็นตัวเลข"),
        ({"scale_risk": "zz"}, "โปรดเลือกระดับคะแนนจากรายการ"),
        ({"weight_magnitude": "", "weight_influence": "", "weight_risk": ""}, "อย่างน้อยหนึ่งข้อ"),
    ],
)
def test_what_is_wrong_with_criteria_is_told(sign_in, orn, town, year, changed, told):
    response = sign_in(orn).post(at(town, "screening_criteria"), CRITERIA | changed)
    assert response.status_code == 422
    assert told in response.content.decode()
    with tenant_scope(town):
        assert not Scope3Screening.objects.of(town).exists()


def test_before_there_are_criteria_no_category_is_judged(sign_in, orn, town, year):
    client = sign_in(orn)
    assert "กำหนดเกณฑ์" in client.get(at(town, "screening_category", 7)).content.decode()
    response = client.post(at(town, "screening_category", 7), {"applicable": "no", "reason": "ไม่มี"})
    assert response.status_code == 422
    with tenant_scope(town):
        assert not ScreenedCategory.objects.of(town).exists()


def test_a_category_is_scored_found_significant_and_the_next_one_follows(set_up, town, year):
    response = set_up.post(at(town, "screening_category", 7), SCORED | {"then": "next"})
    assert response.url == at(town, "screening_category", 8)
    with tenant_scope(town):
        line = screening(year).lines[6]
        entry = Entry.objects.of(town).order_by("-number").first()
    assert (line.mean, line.significant, line.row.chosen) == (3, True, True)
    assert (entry.act, entry.facts["number"], entry.facts["outcome"]) == ("screening.category", 7, "assessed")


def test_after_the_last_one_those_still_open_come_again_and_then_the_list(set_up, town, year):
    none = {"applicable": "no", "reason": "ไม่มีกิจกรรม", "then": "next"}
    assert set_up.post(at(town, "screening_category", 15), none).url == at(town, "screening_category", 1)
    for number in range(1, 14):
        set_up.post(at(town, "screening_category", number), none)
    assert set_up.post(at(town, "screening_category", 14), none).url == at(town, "screening_list")
    assert set_up.post(at(town, "screening_category", 3), none | {"then": "list"}).url == at(town, "screening_list")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"applicable": ""}, "โปรดเลือกว่ามีกิจกรรมหรือไม่"),
        ({"score_risk": ""}, "โปรดให้คะแนน"),
        ({"score_risk": "2"}, "โปรดเลือกคะแนนจากรายการ"),
        ({"chosen": ""}, "โปรดพิมพ์เหตุผลที่ไม่ประเมิน"),
        ({"applicable": "no"}, "โปรดพิมพ์เหตุผลที่ไม่ประเมินหรือไม่เกี่ยวข้อง"),
    ],
)
def test_what_is_wrong_with_a_category_is_told(set_up, town, year, changed, told):
    response = set_up.post(at(town, "screening_category", 7), SCORED | changed)
    assert response.status_code == 422
    assert told in response.content.decode()
    with tenant_scope(town):
        assert not ScreenedCategory.objects.of(town).exists()


def test_there_are_15_categories(set_up, town, year):
    assert set_up.get(at(town, "screening_category", 16)).status_code == 404
    assert set_up.get(at(town, "screening_category", 15)).status_code == 200
    assert list(kinds()) == list(range(1, 16))


def test_a_new_criterion_asks_for_scores_again_and_a_lower_cut_off_does_not(set_up, town, year):
    set_up.post(at(town, "screening_category", 7), SCORED | {"score_magnitude": "1"})
    with tenant_scope(town):
        assert screening(year).lines[6].significant is False
    set_up.post(at(town, "screening_criteria"), CRITERIA | {"cut_off": "1.6"})
    with tenant_scope(town):
        assert screening(year).lines[6].significant is True
    set_up.post(at(town, "screening_criteria"), CRITERIA | {"weight_source": "1"})
    with tenant_scope(town):
        assert not screening(year).lines[6].is_judged


def test_the_services_refuse_what_no_form_would_send(town, orn, year):
    good = {"criteria": {"risk": (Decimal(1), "135")}, "cut_off": Decimal(3), "rationale": "ก"}
    with tenant_scope(town):
        for wrong in (
            {"criteria": {"zz": (Decimal(1), "135")}},
            {"criteria": {"risk": (Decimal(0), "135")}},
            {"rationale": ""},
        ):
            with pytest.raises(ValidationError):
                set_criteria(inventory=year, actor=orn, **good | wrong)
        said = {"number": 1, "applicable": True, "scores": {"risk": 5}, "chosen": True, "reason": ""}
        with pytest.raises(Refused, match="ยังไม่ได้กำหนดเกณฑ์"):
            screen_category(inventory=year, actor=orn, **said)
        set_criteria(inventory=year, actor=orn, **good)
        for wrong in ({"scores": {}}, {"scores": {"risk": 4}}, {"chosen": False}, {"number": 16}):
            with pytest.raises(ValidationError):
                screen_category(inventory=year, actor=orn, **said | wrong)
        assert screen_category(inventory=year, actor=orn, **said).scores == {"risk": 5}


def test_who_only_reads_sees_the_screening_and_no_way_to_change_it(set_up, sign_in, wichai, town, year):
    set_up.post(at(town, "screening_category", 7), SCORED)
    body = sign_in(wichai).get(at(town, "screening_list")).content.decode()
    assert "มีนัยสำคัญ" in body
    assert at(town, "screening_category", 7) not in body
    assert sign_in(wichai).get(at(town, "screening_category", 7)).status_code == 403


def test_a_locked_year_keeps_its_screening(set_up, town, orn, year, diesel, fill):
    fill(diesel, 5)
    set_up.post(at(town, "screening_category", 7), SCORED)
    with tenant_scope(town):
        frozen = json.loads(lock(inventory=Inventory.objects.of(town).get(pk=year.pk), actor=orn).dossier)["screening"]
    assert (frozen["cut_off"], len(frozen["categories"]), frozen["categories"][6]["significant"]) == ("3", 15, True)
    assert frozen["criteria"][0] == {
        "key": "magnitude", "name_th": criteria()["magnitude"].name_th, "weight": "1", "scores": [1, 3, 5],
    }  # fmt: skip
    assert set_up.post(at(town, "screening_criteria"), CRITERIA).status_code == 422
    assert set_up.post(at(town, "screening_category", 7), SCORED).status_code == 422


@pytest.mark.parametrize(
    ("read", "text", "told"),
    [
        (read_scales, "key,name_th,score,word_th,source,confidence\na,ก,1,x,s,GK\n", "one score alone"),
        (read_scales, "key,name_th,score,word_th,source,confidence\na,ก,2,x,s,GK\na,ก,1,x,s,GK\n", "rise"),
        (read_criteria, "key,name_th,explain_th,weight,scale,source,confidence\na,ก,ข,0,135,s,GK\n", "does not fit"),
        (read_criteria, "key,name_th,explain_th,weight,scale,source,confidence\na,ก,ข,1,zz,s,GK\n", "does not fit"),
        (
            read_criteria,
            "key,name_th,explain_th,weight,scale,source,confidence\na,ก,,1,135,s,GK\n",
            "something is empty",
        ),
        (read_kinds, "number,name_th,name_en,example_th,sources,source,confidence\n1,ก,a,ข,,s,GK\n", "1 to 15"),
        (read_kinds, "number,name_th,name_en,example_th,sources,source,confidence\n1,ก,a,ข,zz,s,GK\n", "unknown"),
    ],
)
def test_a_line_of_the_rules_that_does_not_fit_is_named(tmp_path, read, text, told):
    file = tmp_path / "rules.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScreeningFault, match=told):
        read(file)
