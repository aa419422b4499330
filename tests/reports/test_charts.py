"""Charts: what they show adds up, nothing overlaps or leaves the picture, and text cannot become markup."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.axis import figure, places_for, ticks
from reports.charts.drawing import chart
from reports.charts.monthly import NARROW, PAPER, WIDE, Month, monthly_bars, monthly_layout
from reports.charts.ranking import Rank, ranking_bars, ranking_layout, shorten

SVG = "{http://www.w3.org/2000/svg}"
TONNES = st.decimals(min_value=0, max_value=10**7, places=3)
MONTHS = st.lists(
    st.builds(Month, label=st.text(max_size=6), scopes=st.tuples(TONNES, TONNES, TONNES), known=st.booleans()),
    min_size=1,
    max_size=12,
)
SIZES = st.sampled_from([WIDE, NARROW, PAPER])


def month(*scopes: str, label: str = "ม.ค.", known: bool = True) -> Month:
    first, second, third = (*map(Decimal, scopes), *[Decimal(0)] * (3 - len(scopes)))
    return Month(label, (first, second, third), known)


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def rectangles(svg: str) -> list[tuple[str, float, float, float, float]]:
    return [
        (each.get("class", ""), *(float(each.get(name, "")) for name in ("x", "y", "width", "height")))
        for each in drawn(svg).iter(f"{SVG}rect")
    ]


@given(MONTHS, SIZES)
def test_the_segments_of_a_bar_add_up_to_its_total(months, size):
    layout = monthly_layout(months, size)
    highest, top = ticks(max(bar.total for bar in layout.bars))[-1], layout.scale[-1][1]
    for bar, shown in zip(layout.bars, months, strict=True):
        assert bar.total == sum(shown.scopes)
        expected = (layout.base - top) * float(bar.total) / float(highest)
        assert sum(each.height for each in bar.segments) == pytest.approx(expected, abs=1e-6)


@given(MONTHS, SIZES)
def test_segments_stand_on_one_another_in_the_order_of_scopes(months, size):
    layout = monthly_layout(months, size)
    for bar in layout.bars:
        floor = layout.base
        for each in bar.segments:
            assert each.top + each.height == pytest.approx(floor, abs=1e-6)
            floor = each.top
        assert [each.scope for each in bar.segments] == sorted({each.scope for each in bar.segments})


@given(MONTHS, SIZES)
def test_nothing_drawn_overlaps_or_leaves_the_picture(months, size):
    picture = rectangles(monthly_bars(months, name="m", title="ก", description="ข", size=size))
    for _, x, y, width, height in picture:
        assert x >= 0
        assert x + width <= size.width
        assert y >= 0
        assert y + height <= size.height
    for (_, x, y, width, _), (_, later_x, later_y, _, later_height) in pairwise(picture):
        aside = x + width < later_x
        above = later_y + later_height <= y + 0.11  # coordinates are written to one decimal
        assert aside or above


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_a_scale_begins_at_0_reaches_the_highest_value_and_has_at_most_five_steps(highest):
    scale = ticks(highest)
    assert scale[0] == 0
    assert scale[-1] >= highest
    assert 2 <= len(scale) <= 6
    assert len({later - earlier for earlier, later in pairwise(scale)}) == 1


@pytest.mark.parametrize(
    ("highest", "scale"),
    [
        ("76.2", "0 20 40 60 80"),
        ("22.74", "0 5 10 15 20 25"),
        ("0.003", "0 0.001 0.002 0.003"),
        ("0", "0 1"),
        ("100", "0 20 40 60 80 100"),
    ],
)
def test_scales_have_round_numbers(highest, scale):
    assert ticks(Decimal(highest)) == tuple(map(Decimal, scale.split()))


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity"])
def test_what_no_bar_can_show_is_refused(value):
    with pytest.raises(ValueError, match="finite values from 0"):
        monthly_layout([month("1", value)])
    with pytest.raises(ValueError, match="finite values from 0"):
        ranking_layout([Rank("ก", 1, Decimal(value))], 100)
    with pytest.raises(ValueError, match="scale cannot end"):
        ticks(Decimal(value))


def test_a_month_without_figures_is_a_dashed_frame_and_not_a_bar_of_0():
    empty, zero = month("0", known=False), month("0")
    svg = monthly_bars([month("5"), empty, zero], name="m", title="ก", description="ข")
    assert [kind for kind, *_ in rectangles(svg)] == ["f1", "wait"]
    texts = [each.text for each in drawn(svg).iter(f"{SVG}text")]
    assert texts.count("0.00") == 1  # the zero month says 0, the empty one says nothing


def test_the_month_s_total_stands_above_its_bar():
    svg = monthly_bars([month("10", "20.04", "3", label="ก.พ.")], name="m", title="ก", description="ข")
    texts = {each.text: each for each in drawn(svg).iter(f"{SVG}text")}
    assert "33.0" in texts
    top = min(y for _, _, y, _, _ in rectangles(svg))
    assert float(texts["33.0"].get("y", "")) < top


def test_numbers_too_long_for_their_place_are_left_to_the_table():
    many = [month("2102000010", label=str(number)) for number in range(12)]
    assert not monthly_layout(many, PAPER).values
    assert monthly_layout(many[:2], PAPER).values


def test_the_longest_number_of_the_scale_stands_within_the_picture():
    layout = monthly_layout([month("2102000010")], PAPER)
    longest = max(len(label) for label, _ in layout.scale)
    assert longest * 7.5 < layout.left


def test_a_narrow_chart_names_every_second_month_and_no_totals():
    months = [month("10", label=label) for label in ("ม.ค.", "ก.พ.", "มี.ค.")]
    texts = [
        each.text
        for each in drawn(monthly_bars(months, name="m", title="ก", description="ข", size=NARROW)).iter(f"{SVG}text")
    ]
    assert "ม.ค." in texts
    assert "ก.พ." not in texts
    assert "10.0" not in texts


@given(st.lists(st.builds(Rank, label=st.text(), scope=st.sampled_from([1, 2, 3]), tonnes=TONNES), max_size=9))
def test_a_ranking_s_bars_are_as_long_as_their_share_of_the_longest_and_do_not_overlap(ranks):
    rows = ranking_layout(ranks, 690)
    highest = max((rank.tonnes for rank in ranks), default=Decimal(0))
    for row in rows:
        assert 0 <= row.length <= 690
        assert row.length == pytest.approx(float(row.rank.tonnes / highest) * 690 if highest else 0)
    picture = sorted(rectangles(ranking_bars(ranks, name="r", title="ก", description="ข")), key=lambda each: each[2])
    for (_, _, y, _, height), (_, _, later_y, _, _) in pairwise(picture):
        assert y + height <= later_y


def test_a_ranking_knows_scopes_1_to_3_only():
    with pytest.raises(ValueError, match="scope 1, 2 or 3"):
        ranking_layout([Rank("ก", 4, Decimal(1))], 100)


def test_a_long_name_ends_before_the_amount_and_is_read_out_whole():
    name = "น้ำมันดีเซลของรถเก็บขนขยะมูลฝอยและรถบรรทุกน้ำดับเพลิงของกองสาธารณสุขและสิ่งแวดล้อม เทศบาลตำบล" * 2
    svg = drawn(ranking_bars([Rank(name, 1, Decimal(5))], name="r", title="ก", description="ข"))
    shown = next(each.text for each in svg.iter(f"{SVG}text") if each.text and each.text.startswith("น้ำมัน"))
    assert shown.endswith("…")
    assert name in [each.text for each in svg.iter(f"{SVG}title")]


def test_a_name_is_not_cut_between_a_consonant_and_its_marks():
    assert shorten("ที่นี่ที่นี่", 4 * 13 * 0.62) == "ที่นี่ที่นี่"
    assert shorten("ที่นี่ที่นี่ที่", 4 * 13 * 0.62) == "ที่นี่ที่…"
    assert shorten("สั้น", 100) == "สั้น"


@given(st.text())
def test_any_text_stays_text(text):
    svg = drawn(monthly_bars([month("1", label=text)], name="m", title=text, description=text))
    assert {each.tag.removeprefix(SVG) for each in svg.iter()} <= {
        "svg",
        "title",
        "desc",
        "line",
        "text",
        "tspan",
        "rect",
    }
    assert drawn(ranking_bars([Rank(text, 2, Decimal(1))], name="r", title=text, description=text)) is not None


def test_markup_in_a_name_is_shown_as_it_was_typed():
    svg = drawn(monthly_bars([month("1")], name="m", title='<script>"&', description="ข"))
    assert svg.findtext(f"{SVG}title") == '<script>"&'


def test_a_chart_is_named_and_described_for_those_who_do_not_see_it():
    svg = drawn(monthly_bars([month("1")], name="months", title="รายเดือน", description="ตารางอยู่ใต้แผนภูมิ"))
    assert svg.get("role") == "img"
    assert [svg.find(f".//*[@id='{each}']").text for each in svg.get("aria-labelledby").split()] == [
        "รายเดือน",
        "ตารางอยู่ใต้แผนภูมิ",
    ]


def test_a_chart_carries_no_style_of_its_own():
    for svg in (
        monthly_bars([month("1", "2", "3")], name="m", title="ก", description="ข"),
        ranking_bars([Rank("ก", 3, Decimal(1))], name="r", title="ก", description="ข"),
    ):
        assert not [each for each in drawn(svg).iter() if "style" in each.attrib or "fill" in each.attrib]
        assert "<style" not in svg


def test_a_name_that_cannot_be_an_id_is_refused():
    with pytest.raises(ValueError, match="part of an id"):
        chart([], name='a" onload="x', title="ก", description="ข", width=1, height=1)


@pytest.mark.parametrize(("highest", "places"), [("0", 1), ("0.03", 4), ("3.4", 2), ("22", 1), ("999", 1), ("1000", 0)])
def test_small_values_keep_the_decimals_that_tell_them_apart(highest, places):
    assert places_for(Decimal(highest)) == places


def test_figures_have_thousands_commas():
    assert figure(Decimal("1234567.891"), 1) == "1,234,567.9"


def test_charts_need_the_standard_library_only():
    blocked = (
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in {'django', 'weasyprint', 'fontTools', 'numpy', 'pandas'}:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Block())\n"
        "import reports.charts.monthly, reports.charts.ranking\n"
    )
    assert (
        subprocess.run(
            [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.')\n{blocked}"], check=False
        ).returncode
        == 0
    )
