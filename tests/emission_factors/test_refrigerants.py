"""Names on bottles, blends and their GWP."""

from decimal import Decimal

import pytest

from emission_factors import selectors
from emission_factors.models import Blend, GasAlias, GwpSet
from emission_factors.selectors import UnknownRefrigerant, resolve_refrigerant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("HFC-32", "R-32"),
        ("HCFC-22", "R-22"),
        ("r22", "R-22"),
        ("R 410a", "R-410A"),
        ("น้ำยา R-134a", "R-134a"),
        ("R\u201132", "R-32"),
        ("Halon 1301", "Halon-1301"),
        ("R-744", "CO2"),
        ("sf6", "SF6"),
        ("FM-200", "R-227ea"),
        ("R-507", "R-507A"),
        ("R-1234ze(Z)", "R-1234ze(Z)"),
    ],
)
def test_a_refrigerant_is_known_however_it_is_written(written, name):
    assert resolve_refrigerant(written).name == name


def test_every_name_is_its_own_alias_and_no_two_fold_to_one():
    names = [*Blend.objects.values_list("name", flat=True), *GwpSet.objects.get(key="AR6").values]
    assert all(resolve_refrigerant(name).name == name for name in names[:20])
    assert GasAlias.objects.filter(name__in=names, alias__in=names).count() == len(names)


@pytest.mark.parametrize(
    ("name", "gwp"), [("R-404A", "3942.8"), ("R-407A", "1923.4"), ("R-407C", "1624.21"), ("R-410A", "1923.5")]
)
def test_the_four_blends_of_tgo_come_to_its_published_gwp(name, gwp):
    """TGO list of February 2569, GWP by IPCC AR5."""
    sets = list(GwpSet.objects.filter(report="AR5"))
    (row,) = selectors.blend_list(sets, name)
    assert row.gwps == [Decimal(gwp), Decimal(gwp)]


@pytest.mark.parametrize(("name", "gwp"), [("R-404A", 3922), ("R-407C", 1774), ("R-410A", 2088)])
def test_blends_come_to_the_published_values_of_ar4(name, gwp):
    (row,) = selectors.blend_list([GwpSet.objects.get(key="AR4")], name)
    assert round(row.gwps[0]) == gwp


def test_fifteen_blends_have_a_component_of_unknown_gwp_and_say_which():
    unknown = {row.blend.name: row.missing for row in selectors.blend_list(selectors.gwp_set_list()) if row.missing}
    assert len(unknown) == 15
    assert unknown["R-438A"] == ["R-601a"]


def test_a_blend_with_an_unknown_component_is_refused_by_name():
    gwp_set = GwpSet.objects.get(key="AR5-TGO-2569")
    with pytest.raises(UnknownRefrigerant, match=r"R-438A คำนวณไม่ได้.*AR5-TGO-2569.*R-601a"):
        resolve_refrigerant("R438A", gwp_set)
    assert resolve_refrigerant("R-410A", gwp_set).components == {"R-32": "0.5", "R-125": "0.5"}


def test_a_name_nobody_knows_is_refused_with_what_to_do():
    with pytest.raises(UnknownRefrigerant, match=r"R-9999.*ฉลาก"):
        resolve_refrigerant(" R-9999 ")


def test_the_document_gets_blends_only_and_asks_nothing_when_there_are_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert selectors.blends_for_document([]) == {}
    with django_assert_num_queries(1):
        assert selectors.blends_for_document(["R-32", "R-410A", "R-9999"]) == {
            "R-410A": {"R-32": "0.5", "R-125": "0.5"}
        }


def test_r_401a_keeps_its_parts_apart():
    """Its HFC counts in the scope, its HCFCs apart (rule 4 of the inventory document)."""
    gwp = selectors.gwp_for_document(GwpSet.objects.get(key="AR5-TGO-2565"))
    parts = selectors.blends_for_document(["R-401A"])["R-401A"]
    assert {gas for gas in parts if gas in gwp["outside"]} == {"R-22", "R-124"}
    assert gwp["name"] == "AR5-TGO-2565"
