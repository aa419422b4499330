"""Missing, zero and not occurring are three different things."""

from inventories.calc.document import from_mapping
from inventories.calc.result import calculate, to_mapping

from .example_town import YEAR, landfill, source
from .inventory_generator import inventory


def completeness(*amounts, **parts):
    """Return the completeness of each source and of the inventory."""
    sources = [source(f"s{i}", "composting", amounts=each) for i, each in enumerate(amounts)]
    result = to_mapping(calculate(from_mapping(inventory(sources, **parts))))
    return [each["completeness"] for each in result["sources"]], result["completeness"], result


def test_a_missing_month_is_missing_and_a_zero_is_not():
    (made,), whole, _ = completeness(dict.fromkeys(YEAR[:11], "0"))
    assert made["months_present"] == YEAR[:11]
    assert made["months_missing"] == [YEAR[11]]
    assert made["complete"] is whole["complete"] is False


def test_not_occurring_elsewhere_and_confidential_are_complete():
    keys = {"2024-01": "NO", "2024-02": "IE", "2024-03": "C"}
    (made,), whole, _ = completeness(dict.fromkeys(YEAR, "1") | keys)
    assert made["months_present"] == YEAR
    assert made["complete"] is whole["complete"] is True
    assert made["ne_count"] == 0


def test_not_estimated_is_an_entry_but_incomplete():
    (made,), whole, _ = completeness(dict.fromkeys(YEAR, "1") | {"2024-01": "NE", "2024-05": "NE"})
    assert made["months_missing"] == []
    assert made["ne_count"] == whole["ne_count"] == 2
    assert made["complete"] is whole["complete"] is False


def test_a_notation_key_adds_nothing_and_has_no_monthly_result():
    _, _, result = completeness(dict.fromkeys(YEAR, "NO") | {"2024-01": "0", "2024-02": "1000"})
    made = result["sources"][0]
    assert made["kgco2e_by_month"] == {"2024-01": "0", "2024-02": "175.6"}
    assert made["kgco2e"] == "175.6"


def test_missing_is_reckoned_within_the_period():
    (made,), whole, _ = completeness({"2024-10": "1"}, period={"first_month": "2024-09", "months": 3})
    assert made["months_missing"] == whole["months_missing"] == ["2024-09", "2024-11"]


def test_the_inventory_misses_what_any_source_misses():
    ones, whole, _ = completeness(
        dict.fromkeys(YEAR[1:], "1"), dict.fromkeys(YEAR[:11], "1"), dict.fromkeys(YEAR, "NE")
    )
    assert [each["complete"] for each in ones] == [False] * 3
    assert whole == {
        "months_present": YEAR[1:11],
        "months_missing": [YEAR[0], YEAR[11]],
        "months_estimated": [],
        "ne_count": 12,
        "complete": False,
    }


def test_estimated_months_are_told_in_order_and_together():
    sources = [
        source("a", "composting", estimated=["2024-09", "2024-01"]),
        source("b", "composting", amounts=dict.fromkeys(YEAR, "NO"), estimated=["2024-05"]),
    ]
    result = to_mapping(calculate(from_mapping(inventory(sources))))
    assert result["sources"][0]["completeness"]["months_estimated"] == ["2024-01", "2024-09"]
    assert result["completeness"]["months_estimated"] == ["2024-01", "2024-05", "2024-09"]


def test_a_landfill_has_no_month_to_miss():
    result = to_mapping(calculate(from_mapping(inventory([landfill()]))))
    assert result["sources"][0]["completeness"] == {
        "months_present": [],
        "months_missing": [],
        "months_estimated": [],
        "ne_count": 0,
        "complete": True,
    }
    assert result["completeness"]["months_present"] == YEAR


def test_a_source_calculated_for_the_period_still_misses_months():
    made = source(
        "lagoon", "wastewater_cod", "m3", amounts={"2024-01": "100"}, parameters={"mcf": "0.8", "sludge_cod_kg": "1"}
    )
    result = to_mapping(calculate(from_mapping(inventory([made]))))
    assert result["completeness"]["months_missing"] == YEAR[1:]
    assert result["completeness"]["complete"] is False
