"""Which factors may be chosen for a source, in which order, and why the first is first."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from django.utils.translation import gettext as _

from cfo_site.templatetags.cfo import thai_date
from emission_factors.calc.units import dimension
from emission_factors.models import Factor
from emission_factors.selectors import factors_valid, totals
from inventories.models import Inventory
from inventories.selectors.catalogue import Item, catalogue
from inventories.selectors.conversions import conversions_to
from inventories.selectors.inventories import chosen_editions

NATIONAL = "tgo"


class Reach(IntEnum):
    """How far a factor's dates of use lie in a year, best first."""

    WHOLE = 0
    PART = 1
    FILING = 2  # not in the period, but on the planned filing date


@dataclass(frozen=True, slots=True)
class FactorChoice:
    """A factor as the picker shows it. `kgco2e` is per unit of the factor, by the inventory's GWP set."""

    factor: Factor
    kgco2e: Decimal
    fits: bool  # a kind that the catalogue expects here
    validity: str
    warnings: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what the form sends: the primary key, never a value."""
        return str(self.factor.pk)


@dataclass(frozen=True, slots=True)
class FactorChoices:
    """What the picker offers, the likeliest first, and a sentence that says why it is the first."""

    choices: list[FactorChoice]
    why_first: str

    @property
    def expected(self) -> list[FactorChoice]:
        """Return those of the expected kind, or all where none is expected."""
        return [choice for choice in self.choices if choice.fits] or self.choices

    @property
    def others(self) -> list[FactorChoice]:
        """Return the others of the same category and dimension."""
        expected = {choice.key for choice in self.expected}
        return [choice for choice in self.choices if choice.key not in expected]

    def get(self, key: str) -> Factor | None:
        """Return an offered factor by its key, None for anything that was not offered."""
        return next((choice.factor for choice in self.choices if choice.key == key), None)


def library_categories(category: str, item: Item | None) -> tuple[str, ...]:
    """Return the library's categories that serve a source: its catalogue line's, else those of its category's lines."""
    if item is not None and item.factor_categories:
        return item.factor_categories
    return tuple(dict.fromkeys(
        name for each in catalogue().values() if each.category == category for name in each.factor_categories
    ))  # fmt: skip


def factor_choices(
    inventory: Inventory,
    *,
    unit: str,
    category: str,
    item: Item | None,
    current: Factor | None = None,
    among: Sequence[Factor] | None = None,
) -> FactorChoices:
    """Return the factors of the year's editions that a source counted in `unit` may use.

    Valid in the period or at the planned filing date, or undated; of the right category; of a unit that converts
    exactly, or by a conversion that the tables state for it; computable by the year's GWP set. A factor in use
    (`current`) stays on offer for its source. `among`: the valid ones of those editions, where they are read already.
    """
    if among is None:
        period = (inventory.first_month, inventory.last_day)
        among = list(factors_valid(period, inventory.filing_date, editions=chosen_editions(inventory)))
    categories = library_categories(category, item)
    offered = [factor for factor in among if factor.category in categories]
    found = [factor for factor in offered if dimension(factor.unit) == dimension(unit) or _bridged(factor, unit, item)]
    if current is not None and all(factor.pk != current.pk for factor in found):
        found.append(current)
    choices = [made for factor in found if (made := _choice(factor, inventory, item)) is not None]
    choices.sort(key=lambda choice: (dimension(choice.factor.unit) != dimension(unit), *_rank(choice, inventory, item)))
    return FactorChoices(choices, _why(choices[0], inventory) if len(choices) > 1 else "")


def _bridged(factor: Factor, unit: str, item: Item | None) -> bool:
    """Say whether a factor of another dimension may be offered: it is of the expected kind, and a way there is stated."""
    expected = item is not None and item.place_of(factor.key) < len(item.factors)
    return expected and bool(conversions_to(unit, factor))


def _choice(factor: Factor, inventory: Inventory, item: Item | None) -> FactorChoice | None:
    """Return how a factor is shown, None if the year's GWP set lacks one of its gases."""
    total = totals(factor, [inventory.gwp_set])[0]
    if total.kgco2e is None:
        return None
    fits = item is not None and item.place_of(factor.key) < len(item.factors)
    return FactorChoice(
        factor, total.kgco2e, fits, _validity(factor, inventory), tuple(_warnings(factor, total.kgco2e, inventory))
    )


def _rank(choice: FactorChoice, inventory: Inventory, item: Item | None) -> tuple[object, ...]:
    """Order: the expected kind, Thai before foreign, valid through the period, the likelier pattern, the newer edition."""
    factor = choice.factor
    begins = factor.valid_from or dt.date.min
    return (
        not choice.fits,
        factor.edition.publisher.key != NATIONAL,
        _reach(factor, inventory),
        item.place_of(factor.key) if item else 0,
        -begins.toordinal(),
        factor.sort_key,
        factor.pk,
    )


def _reach(factor: Factor, inventory: Inventory) -> Reach:
    """Return how far a factor's dates of use lie in the period; undated ones are as good as valid through it."""
    if factor.undated or (_valid(factor, inventory.first_month) and _valid(factor, inventory.last_day)):
        return Reach.WHOLE
    first, last = factor.valid_from or dt.date.min, factor.valid_to or dt.date.max
    return Reach.PART if first <= inventory.last_day and inventory.first_month <= last else Reach.FILING


def _valid(factor: Factor, day: dt.date) -> bool:
    return (factor.valid_from or dt.date.min) <= day <= (factor.valid_to or dt.date.max)


def _validity(factor: Factor, inventory: Inventory) -> str:
    """Return when a factor may be used, and how that lies to the period and the planned filing."""
    if factor.undated:
        return _("ไม่ระบุวันใช้")
    first, last = factor.valid_from, factor.valid_to
    if first and last:
        dates = _("ใช้ได้ %(first)s – %(last)s") % {"first": thai_date(first), "last": thai_date(last)}
    elif first:
        dates = _("ใช้ได้ตั้งแต่ %(day)s") % {"day": thai_date(first)}
    else:
        dates = _("ใช้ได้ถึง %(day)s") % {"day": thai_date(last)}
    remark = ""
    reach = _reach(factor, inventory)
    if reach == Reach.PART:
        remark = _("เพียงบางส่วนของรอบปี")
    elif reach == Reach.FILING:
        remark = _("ไม่ใช่ในรอบปี แต่ใช้ได้ในวันที่คาดว่าจะยื่น")
    elif inventory.filing_date and not _valid(factor, inventory.filing_date):
        remark = _("สิ้นสุดก่อนวันที่คาดว่าจะยื่น %(day)s") % {"day": thai_date(inventory.filing_date)}
    return f"{dates} ({remark})" if remark else dates


def _warnings(factor: Factor, kgco2e: Decimal, inventory: Inventory) -> Iterable[str]:
    """Yield what a verifier would ask about the value."""
    same_basis = factor.gwp_basis in {"", inventory.gwp_set.key, inventory.gwp_set.report}
    if not factor.split and not same_basis:
        values = {"basis": factor.gwp_basis, "set": inventory.gwp_set.key}
        yield _("ค่า CO2e ไม่แยกก๊าซ คิดด้วย %(basis)s ต่างจากชุดค่า GWP ของบัญชี (%(set)s)") % values
    elif factor.printed_kgco2e is not None and not _agrees(factor.printed_kgco2e, kgco2e):
        values = {"printed": f"{factor.printed_kgco2e.normalize():f}", "basis": factor.gwp_basis or "–"}
        yield _("ค่าที่พิมพ์คือ %(printed)s (ฐาน %(basis)s) คิดด้วยชุดค่า GWP ของบัญชีได้ต่างไป") % values


def _agrees(printed: Decimal, kgco2e: Decimal) -> bool:
    half = Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)
    return abs(printed - kgco2e) <= half


def _why(first: FactorChoice, inventory: Inventory) -> str:
    """Return why the first choice is the first."""
    if not first.fits:
        return _("เสนอค่าของ อบก. ที่ใช้ได้ในรอบปีก่อน โปรดเลือกค่าที่ตรงกับแหล่งปล่อย")
    if first.factor.undated:
        return _("ค่าแรกตรงกับชนิดของแหล่งปล่อย แต่ไม่ระบุวันใช้")
    return {
        Reach.WHOLE: _("ค่าแรกตรงกับชนิดของแหล่งปล่อย และใช้ได้ตลอดรอบปี"),
        Reach.PART: _("ค่าแรกตรงกับชนิดของแหล่งปล่อย และใช้ได้ในบางส่วนของรอบปี"),
        Reach.FILING: _("ค่าแรกตรงกับชนิดของแหล่งปล่อย และใช้ได้ในวันที่คาดว่าจะยื่น"),
    }[_reach(first.factor, inventory)]
