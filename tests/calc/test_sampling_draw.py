"""The draw: what is always in, what chance adds, how risks add months, and that anybody can repeat it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventories.calc.sampling.draw import HIGH, LARGE, LOW, REST, Line, Risk, Rule, draw, rank

MONTHS = tuple(f"2024-{month:02}" for month in range(1, 13))
TABLE = {3: 2, 4: 3, 5: 4, 6: 5, 7: 7, 8: 9, 9: 12}
RULE = Rule(Decimal(5), Decimal(25), 2, TABLE)
TOWN = [
    Line("s1", Decimal(70000), MONTHS, "ศาลาว่าการ"),
    Line("s2", Decimal(5000), MONTHS, "สถานีดับเพลิง"),
    *(Line(f"s{number}", Decimal(1000), MONTHS, "ศาลาว่าการ") for number in range(3, 9)),
    Line("s9", Decimal(10), MONTHS, "โรงเรียน"),
]


def drawn(lines=TOWN, *, seed="2567-a", rule=RULE, scope_1_2=Decimal(100000), risks=None):
    """Return the draw of a town."""
    return draw(lines, seed=seed, rule=rule, scope_1_2=scope_1_2, risks=risks or {})


def lines_of(found, stratum):
    """Return the sources of a stratum."""
    return {each.line for each in found if each.stratum == stratum}


def months_of(found, line):
    """Return the months that were drawn of a source."""
    return [each.month for each in found if each.line == line]


def test_a_rank_is_the_digest_that_sha256sum_gives():
    # printf '2567-a|s1' | sha256sum; printf '2567-a|s1|2024-01' | sha256sum
    assert rank("2567-a", "s1") == "daa4851379f41fd7d71280c2a18158505040692a52e7cffdd50d15175fbdda6e"
    assert rank("2567-a", "s1", "2024-01") == "974d3ce1c87e2e13b1d25e4df7825657043c0d7db3fbfc380930f09d66e5c056"


def test_the_draw_of_a_town_is_that_of_sha256sum_and_sort():
    # sorted by hand: s6 2361…, s3 4e35… lead among s3 to s9; of s1 the months 09 1708…, 04, 11, 08, 03 lead
    found = drawn()
    assert lines_of(found, LARGE) == {"s1", "s2"}
    assert lines_of(found, REST) == {"s6", "s3", "s9"}  # s9: its site, the school, would be left out
    assert months_of(found, "s1") == ["2024-03", "2024-04", "2024-08", "2024-09", "2024-11"]


def test_a_source_of_exactly_the_share_is_in_and_one_of_a_hair_less_is_left_to_chance():
    less = [replace(line, kgco2e=Decimal("4999.999999")) if line.id == "s2" else line for line in TOWN]
    assert "s2" in lines_of(drawn(), LARGE)
    assert "s2" not in lines_of(drawn(less), LARGE)


def test_without_emission_of_scope_1_and_2_no_source_is_large():
    assert not lines_of(drawn(scope_1_2=Decimal(0)), LARGE)
    assert lines_of(drawn(scope_1_2=Decimal(0)), REST)


@pytest.mark.parametrize(("level", "months"), [(LOW, 2), (HIGH, 12)])
def test_the_risks_of_a_source_say_how_many_of_its_months_are_drawn(level, months):
    assert len(months_of(drawn(risks={"s1": Risk(level, level, level)}), "s1")) == months
    assert len(months_of(drawn(), "s1")) == 5


def test_more_risk_only_adds_months():
    low = set(months_of(drawn(risks={"s1": Risk(LOW, LOW, LOW)}), "s1"))
    assert low < set(months_of(drawn(), "s1"))


def test_a_figure_of_the_whole_year_is_one_item():
    assert months_of(drawn([Line("s1", Decimal(70000), ("",))]), "s1") == [""]


def test_a_source_without_figures_is_not_drawn():
    assert not drawn([Line("s1", Decimal(0), ())])


@pytest.mark.parametrize(
    "wrong",
    [
        replace(RULE, significant_percent=Decimal(0)),
        replace(RULE, rest_percent=Decimal(101)),
        replace(RULE, rest_least=-1),
        replace(RULE, months=TABLE | {9: 1}),
        replace(RULE, months=TABLE | {3: 0}),
        replace(RULE, months={3: 2}),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"percents|months"):
        drawn(rule=wrong)


@given(st.permutations(TOWN), st.text("abcdefghij-0123456789", min_size=1, max_size=20))
def test_the_draw_never_depends_on_the_order_of_sources(lines, seed):
    assert drawn(lines, seed=seed) == drawn(seed=seed)


@given(st.permutations(MONTHS))
def test_the_draw_never_depends_on_the_order_of_months(months):
    assert drawn([replace(line, months=tuple(months)) for line in TOWN]) == drawn()


@given(
    st.lists(st.decimals(0, 10**6, places=3), min_size=1, max_size=30),
    st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=30, max_size=30),
    st.text("0123456789", min_size=1, max_size=8),
)
def test_every_large_source_and_every_site_is_in_whatever_the_seed(sizes, sites, seed):
    lines = [Line(f"s{n}", size, MONTHS, sites[n]) for n, size in enumerate(sizes)]
    total = sum(sizes, Decimal(0))
    found = {each.line for each in drawn(lines, seed=seed, scope_1_2=total)}
    assert {line.id for line in lines if total and line.kgco2e * 20 >= total} <= found
    assert {line.site for line in lines} - {""} <= {line.site for line in lines if line.id in found}


def test_another_seed_draws_otherwise():
    assert {drawn(seed=str(seed)) for seed in range(5)} != {drawn()}
