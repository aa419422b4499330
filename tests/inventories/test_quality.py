"""Roles of data management and scores A and B: given, refused, removed, frozen."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from inventories.models import DataQuality, Division, Inventory, QualityRole
from inventories.policies import Refused
from inventories.services.quality import remove_quality_role, save_quality_role, score_sources

from .conftest import lock, make_diesel, make_year


@pytest.fixture
def division(town):
    with tenant_scope(town):
        return Division.objects.create(municipality=town, name_th="กองช่าง")


def at(town, name, *more, year="2567"):
    return reverse(f"inventories:{name}", args=[town.key, year, *more])


def typed(division):
    return {
        "task": "collect", "division": str(division.pk), "position": "นายช่าง", "name": "ช่างสมมติ", "duty": "",
        "frequency": "ทุกเดือน", "act": "save",
    }  # fmt: skip


def test_a_role_is_added_changed_and_removed_and_the_ledger_names_no_one(sign_in, orn, town, year, division):
    client = sign_in(orn)
    assert client.post(at(town, "role_add"), typed(division)).status_code == 302
    with tenant_scope(town):
        role = QualityRole.objects.of(town).get()
    assert "ช่างสมมติ" in client.get(at(town, "role_list")).content.decode()
    client.post(at(town, "role_edit", role.pk), typed(division) | {"position": "หัวหน้าฝ่าย"})
    client.post(at(town, "role_edit", role.pk), {"act": "remove"})
    with tenant_scope(town):
        assert not QualityRole.objects.of(town).exists()
        rows = Entry.objects.of(town).filter(subject=f"quality_role:{role.pk}").order_by("number")
        assert [row.act for row in rows] == ["quality_role.added", "quality_role.changed", "quality_role.removed"]
        assert "สมมติ" not in json.dumps([row.facts for row in rows], ensure_ascii=False)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"position": ""}, "โปรดพิมพ์ตำแหน่ง"),
        ({"task": ""}, "โปรดเลือกบทบาท"),
        ({"task": "zz"}, "โปรดเลือกบทบาทจากรายการ"),
        ({"division": ""}, "โปรดเลือกกองของผู้เก็บข้อมูล"),
        ({"division": "0"}, "โปรดเลือกกองจากรายการ"),
    ],
)
def test_what_is_wrong_with_a_role_is_told(sign_in, orn, town, year, division, changed, told):
    response = sign_in(orn).post(at(town, "role_add"), typed(division) | changed)
    assert response.status_code == 422
    assert told in response.content.decode()
    with tenant_scope(town):
        assert not QualityRole.objects.of(town).exists()


def test_another_towns_division_and_another_years_role_are_not_taken(
    sign_in, orn, town, year, other_town, olarn, division
):
    with tenant_scope(other_town):
        theirs = Division.objects.create(municipality=other_town, name_th="กองอื่น")
    assert sign_in(orn).post(at(town, "role_add"), typed(theirs)).status_code == 422
    with tenant_scope(town):
        later = make_year(town, orn, year=2568)
        fields = {"task": "check", "division": None, "position": "ปลัด", "name": "", "duty": "", "frequency": ""}
        role = save_quality_role(inventory=later, actor=orn, fields=fields)
    assert sign_in(orn).get(at(town, "role_edit", role.pk)).status_code == 404
    assert sign_in(orn).get(at(town, "role_edit", role.pk, year="2568")).status_code == 200


def test_a_role_that_somebody_removed_meanwhile_is_told(town, orn, year, division):
    fields = {"task": "check", "division": None, "position": "ปลัด", "name": "", "duty": "", "frequency": ""}
    with tenant_scope(town):
        role = save_quality_role(inventory=year, actor=orn, fields=fields)
        remove_quality_role(role=QualityRole.objects.of(town).get(), actor=orn)
        with pytest.raises(Refused, match="ถูกลบไปแล้ว"):
            save_quality_role(inventory=year, actor=orn, fields=fields | {"position": "x"}, role=role)


def test_scores_are_offered_by_origin_and_factor_and_count_once_they_are_given(sign_in, orn, town, year, diesel):
    client = sign_in(orn)
    page = client.get(at(town, "score_list"))
    assert (page.context["form"][f"a{diesel.pk}"].initial, page.context["form"][f"b{diesel.pk}"].initial) == ("3", "3")
    assert "ยังไม่ให้คะแนน" in page.content.decode()
    assert client.post(at(town, "score_list"), {f"a{diesel.pk}": "3", f"b{diesel.pk}": "4"}).status_code == 302
    with tenant_scope(town):
        row = DataQuality.objects.of(town).get()
        before = Entry.objects.of(town).count()
    assert (row.a, row.b) == (3, 4)
    assert "ระดับ 2" in client.get(at(town, "score_list")).content.decode()
    client.post(at(town, "score_list"), {f"a{diesel.pk}": "3", f"b{diesel.pk}": "4"})
    with tenant_scope(town):
        assert Entry.objects.of(town).count() == before  # the same again


@pytest.mark.parametrize(
    ("a", "b", "told"), [("3", "", "โปรดเลือกทั้งคะแนน"), ("", "3", "โปรดเลือกทั้งคะแนน"), ("5", "3", "จากรายการ")]
)
def test_half_a_score_and_one_of_no_scale_are_refused(sign_in, orn, town, year, diesel, a, b, told):
    response = sign_in(orn).post(at(town, "score_list"), {f"a{diesel.pk}": a, f"b{diesel.pk}": b})
    assert response.status_code == 422
    assert told in response.content.decode()
    with tenant_scope(town):
        assert not DataQuality.objects.of(town).exists()


def test_a_source_of_another_year_or_town_is_never_scored(town, orn, year, diesel, their_diesel):
    with tenant_scope(town), pytest.raises(Refused, match="ถูกนำออก"):
        score_sources(inventory=year, actor=orn, scores={their_diesel.pk: (3, 3)})


@pytest.mark.parametrize("name", ["score_list"])
def test_who_only_reads_gives_no_scores(sign_in, nid, town, year, diesel, name):
    assert sign_in(nid).get(at(town, name)).status_code == 200
    assert sign_in(nid).post(at(town, name), {f"a{diesel.pk}": "3", f"b{diesel.pk}": "3"}).status_code == 403


def test_the_queries_do_not_grow_with_the_sources(sign_in, orn, town, year, diesel):
    client = sign_in(orn)
    client.get(at(town, "score_list"))
    with CaptureQueriesContext(connection) as few:
        client.get(at(town, "score_list"))
    with tenant_scope(town):
        for number in range(6):
            make_diesel(year, orn, f"รถ {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(at(town, "score_list"))
    assert len(many) == len(few)


def test_a_locked_year_keeps_roles_and_scores(sign_in, town, orn, year, diesel, fill, division):
    fill(diesel, 5)
    client = sign_in(orn)
    client.post(at(town, "role_add"), typed(division))
    client.post(at(town, "score_list"), {f"a{diesel.pk}": "3", f"b{diesel.pk}": "3"})
    with tenant_scope(town):
        frozen = json.loads(lock(inventory=Inventory.objects.of(town).get(pk=year.pk), actor=orn).dossier)["quality"]
        role = QualityRole.objects.of(town).get()
    assert frozen["roles"][0] | {"duty": ""} == {
        "task": "collect", "division": "กองช่าง", "position": "นายช่าง", "name": "ช่างสมมติ", "duty": "", "frequency": "ทุกเดือน",
    }  # fmt: skip
    assert frozen["scores"] == [{"source": f"s{diesel.pk}", "a": 3, "b": 3}]
    assert client.post(at(town, "role_edit", role.pk), typed(division) | {"position": "x"}).status_code == 422
    assert client.post(at(town, "role_edit", role.pk), {"act": "remove"}).status_code == 422
    assert client.post(at(town, "score_list"), {f"a{diesel.pk}": "1", f"b{diesel.pk}": "3"}).status_code == 422
