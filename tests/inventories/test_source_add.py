"""Adding a source: the form asks only what the method needs, and nothing from the browser is believed."""

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger.models import Entry
from emission_factors.models import Edition, Factor, GwpSet
from inventories.calc.catalogue import METHODS
from inventories.forms.parameters import CHOICES, WORDING
from inventories.forms.source import Kind, SourceForm
from inventories.models import Division, InventorySource, Method
from inventories.selectors.catalogue import catalogue
from inventories.services.inventories import open_year
from inventories.services.sources import Addition, add_division, add_sources
from tests.inventories.conftest import lock

from .method_forms import typed

DIESEL = "tgo-cfo-2565.on.diesel.l"


# What no catalogue can know of a source.
NEEDED = {
    "refrigerant-other": {"param_refrigerant": "R-407F"},
    "fertiliser-other": {"param_n_fraction": "0.1"},
    "fertiliser-organic": {"param_n_fraction": "0.01"},
}


def address(town, key: str) -> str:
    return reverse("inventories:source_add", args=[town.key, "2567", key])


def factor_pk(key: str, edition: str = "tgo-cfo-2565") -> str:
    return str(Factor.objects.get(edition__key=edition, key=key).pk)


def added(town) -> list[InventorySource]:
    with tenant_scope(town):
        rows = InventorySource.objects.of(town).select_related("source__division", "factor", "inventory").order_by("pk")
        return list(rows)


@pytest.fixture
def refused(sign_in, orn, town, year):
    """Post a form as อร, expect that nothing is stored, and return the page."""

    def posted(key: str, **changes: str) -> str:
        response = sign_in(orn).post(address(town, key), typed(**changes))
        assert response.status_code == 422
        assert added(town) == []
        page = response.content.decode()
        assert "<title>มีข้อผิดพลาด" in page
        return page

    return posted


def test_the_form_comes_filled_with_what_is_usual(sign_in, orn, town, year):
    page = sign_in(orn).get(address(town, "diesel-garbage-truck")).content.decode()
    assert 'value="น้ำมันดีเซล รถเก็บขนขยะ"' in page
    assert 'value="กองสาธารณสุขและสิ่งแวดล้อม"' in page
    assert 'value="45"' in page
    assert "ถ้าเทศบาลซื้อน้ำมันหรือสั่งรถและคนรายวัน อยู่ในประเภทที่ 1" in page
    assert "2.7406" in page
    assert f'value="{factor_pk(DIESEL)}"' in page
    assert "ค่า MCF" not in page


def test_the_usual_division_is_chosen_where_it_exists(sign_in, orn, town, year):
    with tenant_scope(town):
        division = add_division(municipality=town, actor=orn, name_th="กองสาธารณสุขและสิ่งแวดล้อม")
    page = sign_in(orn).get(address(town, "diesel-garbage-truck")).content.decode()
    assert f'<option value="{division.pk}" selected>' in page
    assert 'name="new_division" value=' not in page


def test_a_source_is_added_with_its_use_division_and_ledger_entry(sign_in, orn, town, year):
    changes = typed(factor=factor_pk(DIESEL), new_division="กองช่าง", identifier="กข 1234", boundary_note="รถของเทศบาล")
    response = sign_in(orn).post(address(town, "diesel-garbage-truck"), changes)
    assert response.status_code == 302
    assert response.url == reverse("inventories:source_boundary", args=[town.key, "2567", added(town)[0].pk])
    (use,) = added(town)
    source = use.source
    assert (source.name_th, source.unit, source.delay_days, source.identifier) == (
        "น้ำมันดีเซล รถขยะ 6 คัน",
        "litre",
        45,
        "กข 1234",
    )
    assert (source.division.name_th, source.catalogue_key) == ("กองช่าง", "diesel-garbage-truck")
    assert (use.scope, use.category, use.method, use.origin) == ("1", "mobile_onroad", "factor", "paid")
    assert (use.factor.key, use.parameters, use.boundary_note) == (DIESEL, {}, "รถของเทศบาล")
    with tenant_scope(town):
        acts = list(Entry.objects.of(town).order_by("number").values_list("act", flat=True))
    assert acts == ["inventory.opened", "division.added", "source.added"]


def test_the_same_kind_can_be_added_twice(sign_in, orn, town, year):
    for name in ("มิเตอร์ 1", "มิเตอร์ 2"):
        changes = typed(name_th=name, factor=factor_pk("tgo-grid-2016-2018.scope2.kwh"))
        assert sign_in(orn).post(address(town, "electricity-office"), changes).status_code == 302
    assert [use.source.name_th for use in added(town)] == ["มิเตอร์ 1", "มิเตอร์ 2"]


def test_scope_method_unit_and_catalogue_line_never_come_from_the_browser(sign_in, orn, town, year):
    changes = typed(
        factor=factor_pk(DIESEL), scope="3", method="septic_tank", unit="kg", category="waste", catalogue_key="x"
    )
    sign_in(orn).post(address(town, "diesel-garbage-truck"), changes)
    (use,) = added(town)
    assert (use.scope, use.method, use.source.unit, use.category) == ("1", "factor", "litre", "mobile_onroad")


def test_a_septic_tank_is_asked_no_factor_and_takes_the_defaults(sign_in, orn, town, year):
    page = sign_in(orn).get(address(town, "septic-staff")).content.decode()
    assert 'name="factor"' not in page
    assert "เว้นว่างไว้ใช้ 40 (IPCC 2006 V5 T6.4, TGO V-Sheet)" in page
    sign_in(orn).post(address(town, "septic-staff"), typed())
    (use,) = added(town)
    assert (use.method, use.parameters, use.factor, use.source.unit) == ("septic_tank", {}, None, "person.day")


def test_thai_digits_and_commas_are_accepted_in_a_parameter_and_kept_plain(sign_in, orn, town, year):
    sign_in(orn).post(address(town, "septic-staff"), typed(param_fraction="๐.๕๐", delay_days="๓๐"))
    (use,) = added(town)
    assert use.parameters == {"fraction": "0.5"}
    assert use.source.delay_days == 30


def test_an_empty_parameter_is_the_default_and_a_zero_is_zero(sign_in, orn, town, year):
    given = typed(param_input="water_used", param_mcf="0", param_cod_kg_per_m3="")
    sign_in(orn).post(address(town, "wastewater-aerobic-managed"), given)
    (use,) = added(town)
    assert use.parameters == {"input": "water_used", "mcf": "0"}


def test_the_catalogue_fills_in_the_treatment(sign_in, orn, town, year):
    page = sign_in(orn).get(address(town, "wastewater-lagoon-shallow")).content.decode()
    assert 'value="0.2"' in page
    assert "ค่า MCF ของระบบบำบัด" in page
    assert "ปริมาณน้ำใช้ (คิดเป็นน้ำเสียตามสัดส่วน)" in page


def test_a_refrigerant_of_the_catalogue_is_told_and_not_asked(sign_in, orn, town, year):
    page = sign_in(orn).get(address(town, "refrigerant-r22")).content.decode()
    assert "param_refrigerant" not in page
    assert "<dd>R-22</dd>" in page
    assert "รายงานแยก" in page
    sign_in(orn).post(address(town, "refrigerant-r22"), typed(param_refrigerant="R-32"))
    (use,) = added(town)
    assert use.parameters == {"refrigerant": "R-22"}


@pytest.mark.parametrize(("written", "meant"), [("r410a", "R-410A"), ("HFC-134a", "R-134a"), ("น้ำยา R 32", "R-32")])
def test_another_refrigerant_is_found_by_any_of_its_names(sign_in, orn, town, year, written, meant):
    assert sign_in(orn).post(address(town, "refrigerant-other"), typed(param_refrigerant=written)).status_code == 302
    assert added(town)[0].parameters == {"refrigerant": meant}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name_th": "   "}, "โปรดพิมพ์ชื่อแหล่งปล่อย"),
        ({"name_th": "ก" * 161}, "ยาวเกิน 160 ตัวอักษร"),
        ({"factor": ""}, "โปรดเลือกค่า EF หนึ่งค่า"),
        ({"factor": "2.7406"}, "ไม่อยู่ในรุ่นที่ใช้ในบัญชีนี้"),
        ({"factor": "999999999"}, "ไม่อยู่ในรุ่นที่ใช้ในบัญชีนี้"),
        ({"origin": "guessed"}, "โปรดเลือกที่มาของข้อมูลจากรายการ"),
        ({"origin": ""}, "โปรดเลือกที่มาของข้อมูล"),
        ({"paper": "ก" * 161}, "ชื่อเอกสารยาวเกิน 160"),
        ({"delay_days": ""}, "โปรดพิมพ์จำนวนวัน"),
        ({"delay_days": "สามสิบ"}, "จำนวนเต็มตั้งแต่ 0 ถึง 400"),
        ({"delay_days": "-5"}, "จำนวนเต็มตั้งแต่ 0 ถึง 400"),
        ({"delay_days": "1e400"}, "จำนวนเต็มตั้งแต่ 0 ถึง 400"),
        ({"delay_days": "9" * 200}, "จำนวนเต็มตั้งแต่ 0 ถึง 400"),
        ({"delay_days": "000000000" + "9" * 5000}, "จำนวนเต็มตั้งแต่ 0 ถึง 400"),
        ({"new_division": "ก" * 121}, "ชื่อกองยาวเกิน 120"),
        ({"division": "999999"}, "ไม่มีกองนี้ในเทศบาลของท่าน"),
        ({"first_month": "2024-06", "last_month": "2024-03"}, "อยู่ก่อนเดือนที่เริ่มใช้ (มิ.ย. 2567)"),
        ({"first_month": "2023-01"}, "โปรดเลือกเดือนที่เริ่มใช้จากรายการ"),
        ({"boundary_note": "ก" * 2001}, "หมายเหตุยาวเกิน 2,000"),
    ],
)
def test_wrong_input_is_answered_with_a_sentence_and_nothing_is_lost(refused, changes, said):
    page = refused("diesel-vehicle", **{"factor": factor_pk(DIESEL), "location": "ลานจอดรถ"} | changes)
    assert said in page
    assert 'value="ลานจอดรถ"' in page
    assert 'class="err-sum"' in page


@pytest.mark.parametrize("text", ["abc", "-0.5", "1e400", "NaN", "Infinity", "0.5.5", "1,5", "0." + "1" * 51, "9" * 61])
def test_a_parameter_that_is_no_plain_number_is_refused_and_shown_as_typed(refused, text):
    page = refused("wastewater-lagoon-shallow", param_input="water_used", param_mcf=text)
    assert "ค่า MCF ของระบบบำบัด" in page
    assert f'value="{text[:61]}' in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"param_mcf": "1.01"}, "ค่า MCF ของระบบบำบัด ต้องเป็นตัวเลขตั้งแต่ 0 ถึง 1"),
        ({"param_mcf": ""}, "โปรดพิมพ์ค่า MCF ของระบบบำบัด"),
        ({"param_input": "rain"}, "โปรดเลือก “ปริมาณที่กรอกในแต่ละเดือนคือ” จากรายการ"),
        ({"param_cod_kg_per_m3": "มาก"}, "ค่า COD ต้องเป็นตัวเลขตั้งแต่ 0 ขึ้นไป"),
    ],
)
def test_a_parameter_out_of_its_range_is_named_with_the_range(refused, changes, said):
    assert said in refused("wastewater-lagoon-shallow", **{"param_input": "water_used", "param_mcf": "0.2"} | changes)


def test_an_unknown_refrigerant_is_answered_with_a_sentence(refused):
    assert "ไม่รู้จักสารทำความเย็น ฟรีออนเย็นจัด" in refused("refrigerant-other", param_refrigerant="ฟรีออนเย็นจัด")
    assert "โปรดพิมพ์ชนิดของสาร" in refused("refrigerant-other", param_refrigerant="")


def test_a_factor_of_an_edition_that_was_not_chosen_is_refused(refused):
    assert "ไม่อยู่ในรุ่นที่ใช้" in refused("diesel-vehicle", factor=factor_pk("tgo-cfo-2569.on.diesel.l", "tgo-cfo-2569"))


def test_a_factor_of_another_unit_or_category_is_refused(refused):
    assert "ไม่อยู่ในรุ่นที่ใช้" in refused("diesel-vehicle", factor=factor_pk("tgo-grid-2016-2018.scope2.kwh"))
    assert "ไม่อยู่ในรุ่นที่ใช้" in refused("diesel-vehicle", factor=factor_pk("tgo-cfo-2565.on.cng.kg"))


def test_another_towns_division_is_refused(refused, other_town, olarn, orn, town):
    with tenant_scope(other_town):
        theirs = add_division(municipality=other_town, actor=olarn, name_th="กองของเขา")
    page = refused("diesel-vehicle", factor=factor_pk(DIESEL), division=str(theirs.pk))
    assert "ไม่มีกองนี้ในเทศบาลของท่าน" in page
    assert "กองของเขา" not in page


def test_a_division_is_chosen_or_typed_and_not_both(refused, orn, town):
    with tenant_scope(town):
        division = add_division(municipality=town, actor=orn, name_th="กองช่าง")
    page = refused("diesel-vehicle", factor=factor_pk(DIESEL), division=str(division.pk), new_division="กองคลัง")
    assert "โปรดเหลือไว้อย่างเดียว" in page


def test_a_division_typed_again_is_the_same_one(sign_in, orn, town, year):
    for _time in range(2):
        sign_in(orn).post(address(town, "diesel-vehicle"), typed(factor=factor_pk(DIESEL), new_division=" กองช่าง  "))
    with tenant_scope(town):
        assert [each.name_th for each in Division.objects.of(town)] == ["กองช่าง"]


def test_a_locked_year_refuses_with_a_sentence_and_keeps_no_division_either(sign_in, orn, anan, town, diesel, fill):
    fill(diesel, "5")
    with tenant_scope(town):
        lock(inventory=diesel.inventory, actor=anan)
    response = sign_in(orn).post(
        address(town, "diesel-vehicle"), typed(factor=factor_pk(DIESEL), new_division="กองช่าง")
    )
    assert response.status_code == 422
    assert "ล็อกฉบับแล้ว จึงแก้ไขไม่ได้" in response.content.decode()
    assert len(added(town)) == 1
    with tenant_scope(town):
        assert not Division.objects.of(town).exists()


def test_where_no_factor_can_be_offered_the_form_says_why(sign_in, orn, town, year):
    page = sign_in(orn).get(address(town, "paper-a4")).content.decode()
    assert "ไม่มีค่าสำหรับรายการนี้" in page


def test_html_typed_into_the_form_stays_text(refused):
    assert "<script>" not in refused("diesel-vehicle", name_th="<script>alert(1)</script>", factor="x").replace(
        "<script src", ""
    )


def test_an_unknown_line_of_the_catalogue_is_not_found(sign_in, orn, town, year):
    assert sign_in(orn).get(address(town, "spaceship")).status_code == 404


@pytest.mark.parametrize("person", ["nid", "anan", "pim", "wichai", "olarn", "stranger"])
def test_only_the_owner_adds(sign_in, request, town, year, person):
    response = sign_in(request.getfixturevalue(person)).post(
        address(town, "diesel-vehicle"), typed(factor=factor_pk(DIESEL))
    )
    assert response.status_code == (404 if person in {"olarn", "stranger"} else 403)
    assert added(town) == []


def test_htmx_gets_only_the_form(sign_in, orn, town, year):
    response = sign_in(orn).get(address(town, "diesel-vehicle"), headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"<form" in response.content


def test_every_line_of_the_catalogue_can_be_added_with_what_the_form_suggests(orn, town):
    """The whole catalogue, each form sent as it comes, in a year with every edition of TGO and IPCC."""
    with tenant_scope(town):
        inventory = open_year(
            municipality=town,
            actor=orn,
            year=2569,  # acetylene stands only in the list of 2569
            year_kind="calendar",
            gwp_set=GwpSet.objects.get(key="AR5-TGO-2569"),
            editions=list(Edition.objects.filter(publisher__key__in=["tgo", "ipcc"])),
        )
        additions = []
        for line in catalogue().values():
            kind = Kind.of_item(line)
            shown = SourceForm(inventory=inventory, kind=kind)
            sent = {name: shown[name].value() or "" for name in shown.fields}
            sent |= NEEDED.get(line.key, {})
            if kind.method == Method.LANDFILL_FOD:
                sent["param_deposits"] = "2567 1000\n2568 1000"
            form = SourceForm(sent, inventory=inventory, kind=kind)
            assert form.is_valid(), (line.key, form.errors)
            use = form.use_values() | {"scope": kind.scope, "category": kind.category, "method": kind.method}
            assert (line.method == Method.FACTOR) == bool(use.get("factor"))
            if line.method == Method.FACTOR:
                assert line.place_of(use["factor"].key) < len(line.factors), line.key
            additions.append(Addition(form.source_values() | {"unit": kind.unit}, use, line.key))
        assert len(add_sources(inventory=inventory, actor=orn, additions=additions)) == len(catalogue())


def test_every_parameter_of_the_methods_on_offer_has_words(db):
    for method in Method:
        for parameter in METHODS[method.value].parameters:
            assert WORDING[method.value, parameter.name].label
            assert set(parameter.choices) <= CHOICES.keys()
            if parameter.default is not None and parameter.shape != "choice":
                assert WORDING[method.value, parameter.name].source, "a default says where it is from"
