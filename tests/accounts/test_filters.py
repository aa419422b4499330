"""Figures, dates and years as Thai readers expect them."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template

from cfo_site.templatetags import cfo


@pytest.mark.parametrize(
    ("kg", "shown"),
    [
        (Decimal("220986.93744"), "220.99"),
        (Decimal(5), "0.01"),
        (Decimal("4.999"), "0.00"),
        (Decimal(1234567890), "1,234,567.89"),
        (Decimal(-4), "0.00"),
        (None, "–"),
    ],
)
def test_kilograms_are_shown_as_tonnes_rounded_half_up(kg, shown):
    assert cfo.tonnes(kg) == shown


def test_a_number_keeps_its_own_places_unless_told():
    assert cfo.number(Decimal("1234.500")) == "1,234.5"
    assert cfo.number(Decimal("1E+3")) == "1,000"
    assert cfo.number(Decimal(0)) == "0"
    assert cfo.number(1000) == "1,000"
    assert cfo.number(Decimal("2.345"), 2) == "2.35"
    assert cfo.number(None) == "–"


def test_dates_are_in_the_buddhist_era():
    day = dt.date(2026, 9, 28)
    assert cfo.thai_date(day) == "28 ก.ย. 2569"
    assert cfo.thai_date_long(day) == "28 กันยายน พ.ศ. 2569"
    assert cfo.thai_month(day) == "ก.ย. 2569"
    assert cfo.be(2025) == 2568
    assert cfo.thai_date(None) == "–"


def test_a_moment_is_shown_by_the_clock_of_thailand():
    assert cfo.thai_datetime(dt.datetime(2025, 12, 31, 18, 5, tzinfo=dt.UTC)) == "1 ม.ค. 2569 01.05 น."


def test_the_two_kinds_of_year_read_differently():
    assert cfo.year_label("2568") == "ปี 2568"
    assert cfo.year_label("fy2568") == "ปีงบประมาณ 2568"


class EveryKind(forms.Form):
    text = forms.CharField(label="ข้อความ", help_text="คำแนะนำ")
    pick = forms.ChoiceField(label="เลือก", choices=[("a", "ก"), ("b", "ข")])
    one = forms.ChoiceField(label="ทางเลือก", choices=[("a", "ก"), ("b", "ข")], widget=forms.RadioSelect)
    tick = forms.BooleanField(label="ยืนยัน")
    long = forms.CharField(label="คำอธิบาย", widget=forms.Textarea)


def rendered(name, parameters="", data=None):
    form = EveryKind(data)
    source = "{% include 'components/_field.html' with field=field " + parameters + " %}"
    return " ".join(Template(source).render(Context({"field": form[name]})).split())


def test_a_field_has_label_hint_message_and_control_in_this_order():
    html = rendered("text", "width='w12' suffix='ลิตร'", data={})
    order = [
        html.index(part) for part in ('for="id_text"', 'id="id_text_helptext"', 'id="id_text_error"', "<input", "ลิตร")
    ]
    assert order == sorted(order)
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'class="in w12"' in html
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize(("name", "control"), [("pick", "<select"), ("long", "<textarea")])
def test_other_controls_look_the_same(name, control):
    html = rendered(name)
    assert control in html
    assert 'class="in"' in html
    assert "err" not in html


def test_choices_stand_in_a_group_with_a_legend():
    html = rendered("one", data={})
    assert "<legend>ทางเลือก</legend>" in html
    assert html.count('type="radio"') == 2
    assert 'aria-describedby="id_one_error"' in html


def test_a_tick_box_has_its_label_behind_it():
    html = rendered("tick")
    assert html.count("<label") == 1
    assert html.index('type="checkbox"') < html.index("ยืนยัน")


def test_the_error_summary_counts_and_links_to_every_field():
    form = EveryKind({"pick": "a"})
    html = Template("{% include 'components/_error_summary.html' %}").render(Context({"form": form}))
    assert "4 จุด" in html
    for target in ("#id_text", "#id_one_0", "#id_tick", "#id_long"):
        assert f'href="{target}"' in html
    assert "autofocus" in html
