"""Dots: each stands where its value says, none hides another, and the middle is the median of its own group."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.dots import NARROW, WIDE, Group, dots_by_group, dots_layout

SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.lists(st.decimals(min_value=0, max_value=10**6, places=2), max_size=25)
GROUPS = st.lists(
    st.builds(Group, label=st.text(max_size=8), note=st.text(max_size=8), values=VALUES.map(tuple)), max_size=3
)
FRAMES = st.sampled_from([WIDE, NARROW])


def group(*values: str, label: str = "เทศบาลตำบล") -> Group:
    return Group(label, f"{len(values)} แห่ง", tuple(map(Decimal, values)))


def drawn(*groups: Group, frame=WIDE) -> ET.Element:
    return ET.fromstring(dots_by_group(groups, name="d", title="ก", description="ข", frame=frame))


@given(GROUPS, FRAMES)
def test_every_value_has_its_dot_inside_the_picture(groups, frame):
    layout = dots_layout(groups, frame)
    for line, shown in zip(layout.lines, groups, strict=True):
        assert len(line.dots) == len(shown.values)
        for x, y in line.dots:
            assert 5.5 <= x <= frame.width - 5.5
            assert 0 < y < layout.height - 20


@given(GROUPS, FRAMES)
def test_further_right_means_more(groups, frame):
    for line in dots_layout(groups, frame).lines:
        places = [x for x, _ in line.dots]
        assert places == sorted(places)


def test_the_scale_begins_at_0():
    scale = dots_layout([group("80", "120")]).scale
    assert scale[0] == ("0", scale[0][1])
    assert scale[0][1] < min(x for x, _ in dots_layout([group("80", "120")]).lines[0].dots)


@given(st.lists(st.decimals(min_value=0, max_value=999, places=1), min_size=2, max_size=9))
def test_the_middle_is_the_median_of_its_own_group(values):
    first, second = dots_layout([Group("ก", "", tuple(values)), group("5")]).lines
    assert first.middle[0] == median(values)
    assert second.middle is None  # one value has no middle


def test_dots_at_the_same_value_stand_above_one_another():
    (line,) = dots_layout([group("5", "5", "5")]).lines
    assert len(set(line.dots)) == 3


def test_the_number_of_the_middle_is_written_beside_it():
    texts = [each.text for each in drawn(group("40", "60")).iter(f"{SVG}text")]
    assert "50.0" in texts


@pytest.mark.parametrize("frame", [WIDE, NARROW])
def test_each_group_is_named_with_its_count(frame):
    text = "".join(drawn(group("1", "2"), group(label="เทศบาลเมือง"), frame=frame).itertext())
    assert "เทศบาลตำบล" in text
    assert "2 แห่ง" in text
    assert "เทศบาลเมือง" in text


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity"])
def test_what_no_dot_can_show_is_refused(value):
    with pytest.raises(ValueError, match="finite values from 0"):
        dots_layout([group(value)])


def test_markup_in_a_name_is_text():
    svg = drawn(group("1", label='<script>"&'))
    assert not list(svg.iter(f"{SVG}script"))
    assert '<script>"&' in "".join(svg.itertext())


def test_a_template_shows_a_chart_as_it_is():
    chart = dots_by_group([group("1")], name="d", title="<b>", description="ข")
    assert chart.__html__() is chart
    assert "&lt;b&gt;" in chart
