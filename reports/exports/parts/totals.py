"""Totals by scope as TGO's form Fr-05 prints them, what is reported apart, and the kilograms of each gas."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reports.exports import thai_words
from reports.exports.figures import NOTHING, checked, column, exact, percent, product, rounded, tonnes_of
from reports.exports.parts.reading import is_known

NO_SOURCES = "ไม่มีแหล่งปล่อยในบัญชีนี้"
UNKNOWN = "ยังไม่มีข้อมูล"
IN_TOTALS = ("1", "2", "3")
SUMS = {"scope_1_2": "รวมประเภทที่ 1 และ 2", "scope_1_2_3": "รวมประเภทที่ 1, 2 และ 3"}


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A line of the table of totals. `css` and `mark` draw the numbered square; a sum has neither.

    `word` says why there is no figure: no source counts here, or nothing of them is known yet.
    """

    label: str
    css: str
    mark: str
    kgco2e: str
    tonnes: str
    reported: str
    share_1_2: str
    share_1_2_3: str
    word: str


@dataclass(frozen=True, slots=True)
class GasRow:
    """One gas within a scope: kg of the gas, its warming potential, and their product."""

    gas: str
    kg: str
    gwp: str
    kgco2e: str


@dataclass(frozen=True, slots=True)
class GasGroup:
    """The gases of a scope and their sum."""

    label: str
    css: str
    mark: str
    rows: tuple[GasRow, ...]
    kgco2e: str


@dataclass(frozen=True, slots=True)
class Totals:
    """All totals of a year, in words and figures."""

    rows: tuple[TotalRow, ...]
    separate: TotalRow
    biogenic_kg: str
    biogenic_tonnes: str
    total_tonnes: str
    total: TotalRow
    gases: tuple[GasGroup, ...]


def totals(inventory: Mapping[str, Any], result: Mapping[str, Any]) -> Totals:
    """Return the totals of a result document; the whole tonnes are those that it reports, not reckoned again."""
    scopes = result["scopes"]
    words = _words(inventory)
    keys = [*IN_TOTALS, "separate"]
    kg = {key: checked(Decimal(scopes[key]["kgco2e"])) for key in keys}
    kg |= {key: checked(Decimal(result[key]["kgco2e"])) for key in SUMS}
    reported = {key: Decimal(scopes[key]["reported_tco2e"]) for key in keys}
    reported |= {key: Decimal(result[key]["reported_tco2e"]) for key in SUMS}
    order = ["1", "2", "scope_1_2", "3", "scope_1_2_3", "separate"]
    kilograms = dict(zip(order, column(kg[key] for key in order), strict=True))
    tonnes = dict(zip(order, column(tonnes_of(kg[key]) for key in order), strict=True))

    def row(key: str) -> TotalRow:
        word = "" if kg[key] else words[key]
        in_1_2 = key in {"1", "2", "scope_1_2"}
        return TotalRow(
            label=SUMS.get(key) or thai_words.SCOPES[key],
            css=thai_words.SCOPE_CLASSES.get(key, ""),
            mark=thai_words.SCOPE_MARKS.get(key, ""),
            kgco2e=NOTHING if word else kilograms[key],
            tonnes=NOTHING if word else tonnes[key],
            reported=NOTHING if word else exact(reported[key]),
            share_1_2=percent(reported[key], reported["scope_1_2"]) if in_1_2 and not word else NOTHING,
            share_1_2_3=NOTHING if key == "separate" or word else percent(reported[key], reported["scope_1_2_3"]),
            word=word,
        )

    biogenic = Decimal(result["biogenic_co2_kg"])
    return Totals(
        rows=tuple(row(key) for key in order[:-1]),
        separate=row("separate"),
        biogenic_kg=exact(checked(biogenic)),
        biogenic_tonnes=rounded(tonnes_of(biogenic)),
        total_tonnes=rounded(tonnes_of(kg["scope_1_2_3"])),
        total=row("scope_1_2_3"),
        gases=tuple(_gases(key, scopes[key], inventory["gwp"]["values"]) for key in keys if scopes[key]["kg"]),
    )


def _words(inventory: Mapping[str, Any]) -> dict[str, str]:
    """Return for each scope and sum why it would have no figure; empty where a figure, if only 0, is known."""
    words = {}
    for key in (*IN_TOTALS, "separate"):
        sources = [source for source in inventory["sources"] if source["scope"] == key]
        known = any(is_known(inventory, source) for source in sources)
        words[key] = "" if known else UNKNOWN if sources else NO_SOURCES
    words["separate"] = words["separate"].replace(NO_SOURCES, "")  # what is outside the totals may well be nothing
    for key, parts in {"scope_1_2": "12", "scope_1_2_3": "123"}.items():
        words[key] = UNKNOWN if all(words[part] for part in parts) else ""
    return words


def _gases(scope: str, values: Mapping[str, Any], gwp: Mapping[str, str]) -> GasGroup:
    potentials = {"CO2e": "1", **gwp}
    kg = {gas: Decimal(amount) for gas, amount in values["kg"].items()}
    products = [checked(product({gas: amount}, potentials)) for gas, amount in kg.items()]
    total = checked(Decimal(values["kgco2e"]))
    *each, whole = column([*products, total])
    kilograms = column(checked(amount) for amount in kg.values())
    rows = tuple(
        GasRow(thai_words.gas(gas), kilogram, exact(potentials[gas]), text)
        for gas, kilogram, text in zip(kg, kilograms, each, strict=True)
    )
    return GasGroup(*thai_words.scope(scope), rows, whole)
