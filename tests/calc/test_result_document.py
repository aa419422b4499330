"""The result document, key by key."""

import json
from decimal import Decimal

from inventories.calc.document import from_mapping
from inventories.calc.hashing import document_sha256
from inventories.calc.result import calculate, to_mapping

from .example_town import factor, large_town, source, town
from .inventory_generator import inventory

MONTHLY = ["id", "kg", "kgco2e", "kgco2e_by_month", "biogenic_co2_kg", "separate_kgco2e", "completeness"]


def result_of(document):
    """Return the result mapping of a document."""
    return to_mapping(calculate(from_mapping(document)))


def test_its_keys_are_those_of_the_inventory_document():
    result = result_of(town())
    assert list(result) == [
        "format",
        "sources",
        "scopes",
        "biogenic_co2_kg",
        "scope_1_2",
        "scope_1_2_3",
        "completeness",
        "sha256",
    ]
    assert result["format"] == "cfo-result/1"
    assert list(result["sources"][0]) == MONTHLY
    assert list(result["scopes"]) == ["1", "2", "3", "separate"]
    assert all(list(scope) == ["kgco2e", "kg", "reported_tco2e"] for scope in result["scopes"].values())
    assert list(result["scope_1_2"]) == list(result["scope_1_2_3"]) == ["kgco2e", "reported_tco2e"]
    assert result["sha256"] == document_sha256(town())


def test_sources_stand_in_the_order_of_the_document():
    document = large_town(40)
    document["sources"].reverse()
    assert [each["id"] for each in result_of(document)["sources"]] == [each["id"] for each in document["sources"]]


def test_every_quantity_is_a_string_of_a_plain_decimal():
    def quantities(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from quantities(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from quantities(inner)
        else:
            yield value

    result = result_of(town())
    for made in result["sources"]:
        del made["completeness"], made["id"]
    del result["completeness"], result["sha256"], result["format"]
    for text in quantities(result):
        assert isinstance(text, str)
        assert set(text) <= set("0123456789.")
        assert "." not in text or text[-1] not in "0."
        assert text == "0" or not text.startswith("0") or text.startswith("0.")


def test_scopes_are_rounded_up_each_and_totals_are_sums_of_the_rounded():
    sources = [
        source(scope, "factor", scope=scope, amounts={"2024-01": kg}, factor=factor("kg", gases={"CO2": "1"}))
        for scope, kg in (("1", "1000.1"), ("2", "1000.1"), ("3", "0.2"), ("separate", "5000"))
    ]
    result = result_of(inventory(sources))
    assert {scope: total["reported_tco2e"] for scope, total in result["scopes"].items()} == {
        "1": "2",
        "2": "2",
        "3": "1",
        "separate": "5",
    }
    assert result["scope_1_2"] == {"kgco2e": "2000.2", "reported_tco2e": "4"}
    assert result["scope_1_2_3"] == {"kgco2e": "2000.4", "reported_tco2e": "5"}


def test_totals_are_the_exact_sums_of_the_sources():
    result = result_of(large_town())
    for scope in ("1", "2", "3"):
        inside = {made["id"] for made in large_town()["sources"] if made["scope"] == scope}
        total = sum((Decimal(made["kgco2e"]) for made in result["sources"] if made["id"] in inside), Decimal(0))
        assert Decimal(result["scopes"][scope]["kgco2e"]) == total
    apart = sum((Decimal(made["separate_kgco2e"]) for made in result["sources"]), Decimal(0))
    assert Decimal(result["scopes"]["separate"]["kgco2e"]) == apart


def test_months_sum_to_the_source():
    for made in result_of(town())["sources"]:
        if "kgco2e_by_month" in made:
            assert sum(map(Decimal, made["kgco2e_by_month"].values())) == Decimal(made["kgco2e"])


def test_the_result_is_json():
    result = result_of(town())
    assert json.loads(json.dumps(result)) == result
