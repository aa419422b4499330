"""What does not fit is told beside its field: what is wrong, and how to mend it."""

import pytest
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from inventories.calc.faults import MESSAGES, make
from inventories.models import InventorySource
from inventories.selectors.fault_sentences import SENTENCES, fault_sentence, untranslated

from .method_forms import HISTORY, typed
from .test_source_add import factor_pk

LANDFILL = {
    "param_deposits": HISTORY,
    "param_deposits__composition": "ipcc-se-asia",
    "param_k": "wet",
    "param_mcf": "managed",
}
FERTILISER = {"param_n_fraction": "0.46", "param_organic": "no", "param_wet": "yes"}
BURNING = {
    "param_composition": "ipcc-se-asia",
    "param_ch4_g_per_t": "6500",
    "param_n2o_g_per_t": "150",
    "param_n2o_basis": "dry",
}


@pytest.fixture
def refused(sign_in, orn, town, full_year):
    """Post a form as อร, expect that nothing is stored, and return its errors."""

    def posted(line: str, sent: dict) -> dict[str, str]:
        response = sign_in(orn).post(reverse("inventories:source_add", args=[town.key, "2567", line]), typed(**sent))
        assert response.status_code == 422
        with tenant_scope(town):
            assert not InventorySource.objects.of(town).exists()
        errors = {name: " ".join(each) for name, each in response.context["form"].errors.items()}
        page = response.content.decode()
        assert all(f'id="id_{name}_error"' in page for name in errors if name != "__all__")
        return errors

    return posted


@pytest.mark.parametrize(
    ("line", "usual", "changes", "field", "said"),
    [
        ("fertiliser-urea", FERTILISER, {"param_n_fraction": ""}, "param_n_fraction", "โปรดพิมพ์สัดส่วนไนโตรเจนในปุ๋ย"),
        ("fertiliser-urea", FERTILISER, {"param_n_fraction": "46"}, "param_n_fraction", "ตั้งแต่ 0 ถึง 1"),
        ("fertiliser-urea", FERTILISER, {"param_organic": "maybe"}, "param_organic", "โปรดเลือก"),
        ("fertiliser-urea", FERTILISER, {"param_wet": "no"}, "reason_wet", "ต่างจากค่ามาตรฐาน ใช่"),
        ("fertiliser-urea", FERTILISER, {"param_ef1": "0.016"}, "reason_ef1", "ต่างจากค่ามาตรฐาน 0.01"),
        ("fertiliser-urea", FERTILISER, {"param_ef1": "0.016", "reason_ef1": "ก" * 501}, "reason_ef1", "ยาวเกิน 500"),
        ("compost-own", {}, {"param_ch4_g_per_kg": "สี่"}, "param_ch4_g_per_kg", "ต้องเป็นตัวเลข"),
        ("compost-own", {}, {"param_recovered_ch4_kg": "3"}, "param_recovered_ch4_kg", "กรอกปริมาณให้ครบก่อน"),
        ("open-burning-waste", BURNING, {"param_composition": ""}, "param_composition", "โปรดเลือก"),
        ("open-burning-waste", BURNING, {"param_composition": "own"}, "param_composition", "ให้รวมเป็น 100"),
        ("open-burning-waste", BURNING, {"param_composition": "own", "param_composition__food": "60",
                                         "param_composition__paper": "30"}, "param_composition", "รวมได้ 90 ขาด 10"),
        ("open-burning-waste", BURNING, {"param_composition__food": "60"}, "param_composition", "แต่เลือกค่ามาตรฐาน"),
        ("open-burning-waste", BURNING, {"param_composition": "own", "param_composition__food": "101"},
         "param_composition__food", "ตั้งแต่ 0 ถึง 100"),
        ("open-burning-waste", BURNING, {"param_ch4_g_per_t": ""}, "param_ch4_g_per_t", "โปรดพิมพ์ค่า EF ของ CH4"),
        ("open-burning-waste", BURNING, {"param_n2o_basis": "moist"}, "param_n2o_basis", "โปรดเลือก"),
        ("sewage-lagoon-deep", {}, {"param_mcf": ""}, "param_mcf", "โปรดพิมพ์ค่า MCF"),
        ("sewage-lagoon-deep", {}, {"param_mcf": "0.8", "param_n_sludge_kg": "5"}, "param_n_sludge_kg", "ใช้ไม่ได้ถ้าไม่กรอก"),
        ("wastewater-untreated", {"param_input": "water_used", "param_mcf": "0.1"}, {"param_cod_kg_per_m3__5": "-1"},
         "param_cod_kg_per_m3__5", "ค่า COD เดือน พ.ค. 2567 ต้องเป็นตัวเลข"),
        ("landfill-own", LANDFILL, {"param_deposits": ""}, "param_deposits", "โปรดกรอกประวัติปริมาณขยะ"),
        ("landfill-own", LANDFILL, {"param_deposits__composition": ""}, "param_deposits__composition", "เลือกค่ามาตรฐาน"),
        ("landfill-own", LANDFILL, {"param_k": ""}, "param_k", "โปรดเลือก"),
        ("landfill-own", LANDFILL, {"param_k__food": "0"}, "param_k__food", "มากกว่า 0"),
        ("landfill-own", LANDFILL, {"param_doc__food": "0.2"}, "reason_doc", "โปรดพิมพ์เหตุผล"),
        ("landfill-own", LANDFILL, {"param_mcf": "own"}, "param_mcf__own", "ตั้งแต่ 0 ถึง 1"),
        ("landfill-own", LANDFILL, {"param_mcf": "own", "param_mcf__own": "0.9"}, "reason_mcf", "โปรดพิมพ์เหตุผล"),
        ("landfill-own", LANDFILL, {"param_mcf__since": "2565"}, "param_mcf__before", "เดิมเป็นแบบใด"),
        ("landfill-own", LANDFILL, {"param_mcf__before": "deep", "param_mcf__since": "2550"}, "param_mcf__since", "พ.ศ. 2565 ถึง 2567"),
        ("landfill-own", LANDFILL, {"param_ox": "0.1"}, "reason_ox", "ต่างจากค่ามาตรฐาน 0"),
        ("landfill-own", LANDFILL, {"param_recovered_ch4_t": "99999"}, "param_recovered_ch4_t", "มากกว่าที่เกิดขึ้น"),
        ("paper-reams", {"conversion": "ream-a4-80"}, {"factor": "x"}, "factor", "ไม่อยู่ในรุ่น"),
    ],
)  # fmt: skip
def test_each_is_told_beside_its_field(refused, line, usual, changes, field, said):
    errors = refused(line, usual | changes)
    assert said in errors.get(field, ""), errors


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"conversion": ""}, "conversion", "โปรดเลือกการแปลงหน่วย"),
        ({"conversion": "ream-a4-80"}, "conversion", "โปรดเลือก"),
        ({"conversion": "own"}, "conversion_ratio", "1 ถัง เท่ากับเท่าใด"),
        ({"conversion": "own", "conversion_ratio": "0", "conversion_source": "ใบเสร็จ"}, "conversion_ratio", "มากกว่า 0"),
        ({"conversion": "own", "conversion_ratio": "11.5"}, "conversion_source", "โปรดพิมพ์ที่มา"),
    ],
)
def test_a_factor_of_another_dimension_needs_a_stated_way(refused, changes, field, said):
    sent = {"factor": factor_pk("tgo-cfo-2565.st.lpg.kg")} | changes
    assert said in refused("lpg-kitchen-cylinders", sent).get(field, "")


def test_an_own_conversion_is_kept_with_its_source(sign_in, orn, town, full_year):
    sent = {"factor": factor_pk("tgo-cfo-2565.st.lpg.kg"), "conversion": "own", "conversion_ratio": "11.5",
            "conversion_source": "ฉลากถัง"}  # fmt: skip
    address = reverse("inventories:source_add", args=[town.key, "2567", "lpg-kitchen-cylinders"])
    assert sign_in(orn).post(address, typed(**sent)).status_code == 302
    with tenant_scope(town):
        use = InventorySource.objects.of(town).get()
    assert use.conversion == {"from": "cylinder", "to": "kg", "ratio": "11.5", "source": "ฉลากถัง"}
    shown = sign_in(orn).get(reverse("inventories:source_edit", args=[town.key, "2567", use.pk])).context["form"]
    assert [shown[name].value() for name in ("conversion", "conversion_ratio")] == ["own", "11.5"]


def test_every_code_of_the_calculator_has_a_sentence():
    assert untranslated() == set()
    assert set(SENTENCES) == set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_every_sentence_can_be_filled_and_says_how_to_mend_it(code):
    import re

    values = dict.fromkeys(re.findall(r"\{(\w+)\}", MESSAGES[code]), "2012")
    told = fault_sentence(make(code, "parameters.x", "s1", **values))
    assert "%(" not in told
    assert "โปรด" in told or "ให้" in told or "ไม่ต้อง" in told


def test_years_months_and_kinds_of_waste_are_told_as_people_say_them():
    gap = fault_sentence(make("deposit_gap", "parameters.deposits.food", "s1", year="2012", first="2010", last="2014"))
    assert "2555" in gap
    assert "เศษอาหาร" in fault_sentence(make("no_value_for_type", "parameters.k", "s1", waste_type="food"))
    assert "มี.ค. 2567" in fault_sentence(make("no_value_for_month", "parameters.cod", "s1", month="2024-03"))
