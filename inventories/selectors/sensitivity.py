"""Where a year stands between two electricity factors or two GWP sets: the sentence, and the total either way."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import number, plain_name, thai_date
from emission_factors.calc.decimals import plain
from emission_factors.models import Category, Factor, GwpSet
from emission_factors.selectors import factor_for_document, gwp_for_document
from inventories.calc import sensitivity as calc
from inventories.models import Inventory
from inventories.selectors.document import document_in_force
from inventories.selectors.inventories import chosen_editions

GRID, GWP = "grid", "gwp"
NATIONAL = "tgo"
GWP_SETS = ("AR5-TGO-2565", "AR5-TGO-2569")
SCOPE_2, SCOPE_3 = ".scope2.", ".scope3."
_PERCENT = Decimal("0.01")
TGO_PLACES = 4


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Two ways of calculating a year. `comparison` None: one of them cannot be calculated. `in_use`: names in use."""

    kind: str
    title: str
    sentence: str
    in_use: frozenset[str]
    comparison: calc.Comparison | None

    @property
    def sides(self) -> list[tuple[calc.Side, bool]]:
        """Return the two sides, each with whether the inventory uses it."""
        if self.comparison is None:
            return []
        return [(each, each.name in self.in_use) for each in (self.comparison.first, self.comparison.second)]


@dataclass(frozen=True, slots=True)
class GridPair:
    """Two Scope 2 factors of the national grid whose dates of use overlap, the older first; with their upstream rows."""

    older: Factor
    newer: Factor

    @property
    def first_day(self) -> dt.date:
        """Return the first day on which both may be used."""
        assert self.newer.valid_from is not None  # noqa: S101 - pairs are made of dated rows
        return self.newer.valid_from

    @property
    def last_day(self) -> dt.date:
        """Return the last day on which both may be used."""
        assert self.older.valid_to is not None  # noqa: S101 - pairs are made of dated rows
        return self.older.valid_to


def sensitivities(inventory: Inventory) -> list[Sensitivity]:
    """Return what the total depends on in a year, electricity first; empty where there is nothing to tell."""
    document = document_in_force(inventory)
    if not document["sources"]:
        return []
    gwp = _gwp(document)
    return [*_grids(inventory, document), gwp] if gwp else _grids(inventory, document)


def electricity_sensitivities(inventory: Inventory) -> list[Sensitivity]:
    """Return only what depends on an electricity factor in transition: cheap for a year that is in none."""
    return _grids(inventory, None)


def transition_of(inventory: Inventory, factor: Factor | None) -> GridPair | None:
    """Return the pair of grid factors between which a source of a year stands, None if the choice is plain."""
    if factor is None or factor.category not in {Category.ELECTRICITY, Category.ELECTRICITY_UPSTREAM}:
        return None
    for pair in _pairs():
        keys = {each.replace(SCOPE_2, SCOPE_3) for each in (pair.older.key, pair.newer.key)} | {
            pair.older.key, pair.newer.key,
        }  # fmt: skip
        if factor.key in keys and _concerns(inventory, pair):
            return pair
    return None


def transition_sentence(pair: GridPair) -> str:
    """Return the warning of a transition."""
    values = {
        "older": _printed(pair.older), "newer": _printed(pair.newer),
        "first": thai_date(pair.first_day), "last": thai_date(pair.last_day),
    }  # fmt: skip
    return (
        _(
            "ระหว่าง %(first)s ถึง %(last)s ใช้ค่าไฟฟ้าได้ทั้ง %(older)s และ %(newer)s kgCO2e/kWh "
            "บัญชีนี้อยู่ในช่วงเปลี่ยนผ่าน โปรดยืนยันค่าที่ใช้กับผู้ทวนสอบ และใช้ค่าต้นน้ำของชุดเดียวกัน"
        )
        % values
    )


def sensitivity_for_dossier(inventory: Inventory) -> list[dict[str, Any]]:
    """Return the sensitivities of a year as the dossier keeps them; numbers are strings of plain decimals."""
    return [
        {
            "kind": each.kind,
            "title_th": each.title,
            "sentence_th": each.sentence,
            "sides": [
                {
                    "name": side.name,
                    "in_use": used,
                    "scope_1_2_kgco2e": plain(side.scope_1_2),
                    "scope_1_2_3_kgco2e": plain(side.scope_1_2_3),
                    "scope_1_2_reported": plain(side.reported_1_2),
                    "scope_1_2_3_reported": plain(side.reported_1_2_3),
                }
                for side, used in each.sides
            ],
            "difference": _difference(each.comparison) if each.comparison else None,
        }
        for each in sensitivities(inventory)
    ]


def _difference(comparison: calc.Comparison) -> dict[str, str | None]:
    def rounded(percent: Decimal | None) -> str | None:
        return None if percent is None else format(percent.quantize(_PERCENT, ROUND_HALF_EVEN), "f")

    return {
        "scope_1_2_kgco2e": format(comparison.difference_1_2, "f"),
        "scope_1_2_percent": rounded(comparison.percent_1_2),
        "scope_1_2_3_kgco2e": format(comparison.difference_1_2_3, "f"),
        "scope_1_2_3_percent": rounded(comparison.percent_1_2_3),
    }


def _pairs() -> list[GridPair]:
    """Return the pairs of national grid factors whose dates of use overlap, by their dates."""
    rows = (
        Factor.objects.filter(category=Category.ELECTRICITY, edition__publisher__key=NATIONAL, valid_from__isnull=False)
        .select_related("edition")
        .order_by("valid_from", "key")
    )
    dated = list(rows)
    return [
        GridPair(older, newer)
        for older, newer in pairwise(dated)
        if older.valid_to is not None and newer.valid_from is not None and newer.valid_from <= older.valid_to
    ]


def _concerns(inventory: Inventory, pair: GridPair) -> bool:
    """Say whether a year stands in a transition: by its period, its planned filing, or because it chose both editions."""
    first, last = pair.first_day, pair.last_day
    touches = inventory.first_month <= last and first <= inventory.last_day
    filed = inventory.filing_date is not None and first <= inventory.filing_date <= last
    chosen = {edition.pk for edition in chosen_editions(inventory)}
    return touches or filed or {pair.older.edition_id, pair.newer.edition_id} <= chosen


def _grids(inventory: Inventory, document: dict[str, Any] | None) -> list[Sensitivity]:
    pairs = [pair for pair in _pairs() if _concerns(inventory, pair)]
    if not pairs:
        return []
    known = document_in_force(inventory) if document is None else document
    return [made for pair in pairs if (made := _grid(pair, known))]


def _grid(pair: GridPair, document: dict[str, Any]) -> Sensitivity | None:
    """Return the total with either factor, each with its own upstream row; None where the year uses neither."""
    used = {
        (source["factor"]["key"], source["factor"]["edition"]) for source in document["sources"] if "factor" in source
    }
    sides = {each.key: _rows_of(each) for each in (pair.older, pair.newer)}
    if not used & {key for rows in sides.values() for key in rows.values()}:
        return None
    blocks = {
        (factor.key, factor.edition.key): factor_for_document(factor)
        for factor in Factor.objects.select_related("edition").filter(
            edition__in=[pair.older.edition_id, pair.newer.edition_id],
            key__in=[key for rows in sides.values() for key, _edition in rows.values()],
        )
    }
    ways, names = [], {}
    for mine, other in ((pair.older, pair.newer), (pair.newer, pair.older)):
        instead = {
            sides[other.key][scope]: blocks[sides[mine.key][scope]]
            for scope in (SCOPE_2, SCOPE_3)
            if sides[mine.key][scope] in blocks
        }
        name = f"{_printed(mine)} kgCO2e/kWh ({plain_name(mine)})"
        names[mine.key] = name
        ways.append((name, calc.with_factors(document, instead)))
    in_use = frozenset(names[key] for key, rows in sides.items() if used & set(rows.values()))
    return Sensitivity(GRID, _("ค่าไฟฟ้าในช่วงเปลี่ยนผ่าน"), transition_sentence(pair), in_use, calc.compare(ways))


def _rows_of(factor: Factor) -> dict[str, calc.Key]:
    """Return (key, edition) of a grid mix's Scope 2 row and of its upstream row."""
    return {scope: (factor.key.replace(SCOPE_2, scope), factor.edition.key) for scope in (SCOPE_2, SCOPE_3)}


def _gwp(document: dict[str, Any]) -> Sensitivity | None:
    """Return the total with either of TGO's two sets; None where the year uses another one."""
    name = document["gwp"]["name"]
    if name not in GWP_SETS:
        return None
    sets = {each.key: each for each in GwpSet.objects.filter(key__in=GWP_SETS)}
    ways = [
        (key, document if key == name else calc.with_gwp(document, gwp_for_document(sets[key])))
        for key in GWP_SETS
        if key in sets
    ]
    sentence = _("ชุดค่า GWP ของ อบก. ปี 2565 ใช้มีเทนจากฟอสซิล 30 ส่วนปี 2569 ใช้ 28 กับมีเทนทุกชนิด บัญชีนี้ใช้ %(name)s") % {
        "name": name
    }
    compared = calc.compare(ways) if len(ways) == len(GWP_SETS) else None
    return Sensitivity(GWP, _("ชุดค่า GWP"), sentence, frozenset({name}), compared)


def _printed(factor: Factor) -> str:
    """Return a factor's total with the four places in which TGO prints it: 0.4750."""
    return number(factor.total_kgco2e, TGO_PLACES)
