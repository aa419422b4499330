"""What must survive forced colours and paper; and the pictures of the README, made from the application itself.

`CFO_WRITE_PICTURES=1 bin/test browser -k pictures` writes them into docs/pictures; without it they go to var/pictures.
"""

import os
import re
import struct
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.furnished import OFFICE, YEAR

ROOT = Path(settings.BASE_DIR)
WRITING = os.environ.get("CFO_WRITE_PICTURES") == "1"
LOOK = ROOT / "var" / "pictures"
INTO = ROOT / "docs" / "pictures" if WRITING else LOOK
LARGEST = 200_000  # bytes
WIDTH = 1280
LANDSCAPE = {"width": 1054, "height": 725}  # A4 across less its margins, in CSS pixels
PICTURES = {
    "grid.png": ("demo-entry", f"/m/{OFFICE}/{YEAR}/grid/", 800),
    "province.png": ("demo-province", f"/province/?year={YEAR}", 1080),
}
LOOKED_AT = {
    "grid": ("demo-entry", f"/m/{OFFICE}/{YEAR}/grid/"),
    "year": ("demo-province", "/m/{generated}/2568/"),
    "province": ("demo-province", "/province/?year=2568"),
}
# Words and marks that carry a meaning; each must be there, be painted, and differ from what is behind it.
MARKS = {
    "grid": [".key", ".c.no > small", ".c.sheet, .calc-mark", "#sum-all", ".grid thead small", ".mock b"],
    "year": [".key", ".state", ".path [aria-current] b", ".heat td.m", ".legend li", ".todo p", ".mock b"],
    "province": [".key", ".state", ".heat td.m", ".legend li", ".fig", ".mock b"],
}
SURVIVES = """
selectors => {
  const colour = text => {
    const parts = text.match(/[\\d.]+/g).map(Number);
    return {rgb: parts.slice(0, 3), seen: parts.length < 4 || parts[3] > 0};
  };
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const ground = colour(getComputedStyle(each).backgroundColor);
      if (ground.seen) return ground.rgb;
    }
    return [255, 255, 255];
  };
  const light = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const lost = [];
  for (const selector of selectors) {
    const all = [...document.querySelectorAll(selector)].filter(each => !each.closest('.only-s, details:not([open])'));
    if (!all.length) lost.push(`${selector}: none on the page`);
    for (const each of all.slice(0, 60)) {
      const box = each.getBoundingClientRect();
      const word = each.textContent.trim();
      if (!each.checkVisibility({visibilityProperty: true}) || !box.width || !box.height) lost.push(`${selector}: hidden: ${word}`);
      else if (!word) lost.push(`${selector}: without a word: ${each.outerHTML.slice(0, 80)}`);
      else {
        const found = contrast(colour(getComputedStyle(each).color).rgb, behind(each));
        if (found < 3) lost.push(`${selector}: ${found.toFixed(1)}:1: ${word.slice(0, 30)}`);
      }
    }
  }
  return [...new Set(lost)].slice(0, 8);
}
"""
DRAWN = """
() => [...document.querySelectorAll('main svg')]
  .filter(svg => svg.checkVisibility() && !svg.closest('.only-s, .only-m'))
  .filter(svg => { const box = svg.getBoundingClientRect(); return !(box.width > 4 && box.height > 4); }).length
"""


@pytest.mark.parametrize("name", LOOKED_AT)
@pytest.mark.parametrize("medium", ["forced colours", "print"])
def test_marks_and_words_remain_in(medium, name, view, standing):
    who, where = LOOKED_AT[name]
    page = view(who)
    page.goto(where.format(generated=standing[1].generated))
    try:
        page.emulate_media(**({"media": "print"} if medium == "print" else {"forced_colors": "active"}))
        assert page.evaluate(SURVIVES, MARKS[name]) == []
        assert page.evaluate(DRAWN) == 0, "a mark is drawn without a size"
        page.screenshot(path=LOOK / f"{name}-{medium.replace(' ', '-')}.png", full_page=True)
    finally:
        page.emulate_media(media="null", forced_colors="null")


def test_nothing_to_press_is_printed_and_nothing_is_cut_off(view):
    page = view("demo-entry")
    page.goto(f"/m/{OFFICE}/{YEAR}/grid/")
    page.set_viewport_size(LANDSCAPE)
    page.emulate_media(media="print")
    try:
        for selector in ("nav", ".btn", ".skip", ".foot"):
            assert page.locator(f"{selector}:visible").count() == 0, selector
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, "columns run off the sheet"
        held = "e => e.scrollHeight - e.clientHeight"
        assert page.locator(".gridwrap").evaluate(held) <= 1, "months below the edge of the frame are not printed"
    finally:
        page.emulate_media(media="null")


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_made(name, view):
    who, where, height = PICTURES[name]
    page = view(who)
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.goto(where)
    page.evaluate("document.fonts.ready")
    assert page.locator(".mock").inner_text().startswith("ข้อมูลจำลอง")
    assert page.locator(".mock").bounding_box()["y"] < 100, "the strip is not in the picture"
    INTO.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=INTO / name)
    assert (INTO / name).stat().st_size < LARGEST
    assert page.errors == []


def test_pictures_of_the_readme_exist_and_are_these():
    named = re.findall(r"!\[[^\]]+\]\(docs/pictures/([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert set(named) == set(PICTURES)
    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} == set(PICTURES)
    for name in named:
        content = (ROOT / "docs" / "pictures" / name).read_bytes()
        assert len(content) < LARGEST
        assert struct.unpack(">II", content[16:24]) == (WIDTH, PICTURES[name][2])
