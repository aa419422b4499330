"""What holds of the rules whatever the figures: drawn at random from a fixed seed."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from inventories.calc.plausibility import finding as rules
from inventories.calc.plausibility.look import findings
from inventories.calc.plausibility.people import Staff
from inventories.calc.plausibility.series import Series
from inventories.selectors.plausibility_rules import thresholds

MONTHS = tuple(dt.date(2024, month, 1) for month in range(1, 13))
BEFORE = tuple(dt.date(2023, month, 1) for month in range(1, 13))
LEVEL = (rules.SLIP_OVER, rules.SLIP_UNDER, rules.JUMP_LAST_YEAR, rules.JUMP_MEDIAN, rules.JUMP_PREVIOUS, rules.ZERO)


def drawn(seed: int, source: int = 1) -> Series:
    """A source of two years with gaps, zeros and now and then something wild."""
    chance = random.Random(seed)
    level = Decimal(chance.randint(1, 10**6)) / chance.choice([1, 10, 100])
    figures = {}
    for month in BEFORE + MONTHS:
        luck = chance.random()
        if luck < 0.1:
            continue
        swing = Decimal(chance.randint(60, 150)) / 100
        figures[month] = (
            Decimal(0) if luck < 0.15 else level * swing * (chance.choice([10, 1000, 3]) if luck > 0.93 else 1)
        )
    return Series(source=source, unit="litre", figures=figures, months=MONTHS)


def look(*every: Series):
    return findings(every, thresholds(), Staff())


@pytest.mark.parametrize("seed", range(60))
def test_the_median_does_not_care_for_the_order_of_the_months(seed):
    series, chance = drawn(seed), random.Random(seed)
    months = [month for month in MONTHS[1:] if month in series.figures]
    amounts = [series.figures[month] for month in months]
    chance.shuffle(amounts)
    mixed = replace(series, figures=series.figures | dict(zip(months, amounts, strict=True)))
    assert series.compared(MONTHS[0], history=3).median == mixed.compared(MONTHS[0], history=3).median
    backwards = replace(series, figures=dict(reversed(series.figures.items())))
    assert look(series) == look(backwards)


@pytest.mark.parametrize("amount", ["0", "0.001", "7", "1000", "1234.5", "999999999"])
@pytest.mark.parametrize("months", range(1, 25))
def test_nothing_is_found_in_a_series_that_never_changes(amount, months):
    figures = dict.fromkeys((BEFORE + MONTHS)[:months], Decimal(amount))
    assert look(Series(source=1, unit="kWh", figures=figures, months=MONTHS)) == []


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("scale", ["0.001", "7", "1000"])
def test_what_jumps_jumps_in_any_unit(seed, scale):
    series, by = drawn(seed), Decimal(scale)
    scaled = replace(series, figures={month: amount * by for month, amount in series.figures.items()})

    def levels(of):
        return [(each.month, each.rule, each.factor, each.count) for each in look(of) if each.rule in LEVEL]

    assert levels(series) == levels(scaled)


@pytest.mark.parametrize("seed", range(60))
def test_the_order_of_the_sources_does_not_matter(seed):
    every = [drawn(seed * 10 + number, source=number) for number in range(1, 6)]
    every.append(replace(every[0], source=9))
    assert look(*every) == look(*reversed(every))


@pytest.mark.parametrize("seed", range(60))
def test_a_doubt_is_about_a_month_that_has_an_amount_and_weighs_something(seed):
    series = drawn(seed)
    for doubt in look(series):
        assert doubt.amount == series.figures[doubt.month]
        assert doubt.month in MONTHS
        assert doubt.doubt >= 0
        assert doubt.rule in rules.RULES


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("factor", [10, 1000])
def test_a_slip_in_a_steady_year_is_always_found(seed, factor):
    chance = random.Random(seed)
    figures = {month: Decimal(chance.randint(8500, 11500)) / 10 for month in MONTHS}
    wrong = chance.choice(MONTHS)
    figures[wrong] *= factor
    (doubt,) = [
        each for each in look(Series(source=1, unit="kWh", figures=figures, months=MONTHS)) if each.rule in LEVEL
    ]
    assert (doubt.month, doubt.rule, doubt.factor) == (wrong, rules.SLIP_OVER, factor)
