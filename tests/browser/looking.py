"""What is looked for on every page: axe's rules, and what axe does not look for."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TELEPHONE = 640  # px, as the style sheets have it

_RUN = """
async () => {
  const done = await axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}});
  return {
    passed: done.passes.length,
    violations: done.violations.map(each => ({
      rule: each.id, impact: each.impact,
      where: each.nodes.slice(0, 4).map(node => node.target.join(' ') + ' | ' + node.html.slice(0, 160)),
    })),
  };
}
"""

_FRAME = """
() => ({
  lang: document.documentElement.lang,
  h1: [...document.querySelectorAll('h1')].map(each => each.innerText.trim()),
  title: document.title,
  over: document.documentElement.scrollWidth - innerWidth,
  sticking: document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('main *, header *, footer *')]
      .filter(each => each.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(each => each.outerHTML.slice(0, 120)),
})
"""

# Words smaller than 12 px as they are painted; an index (<sub>, in a drawing <tspan>) is allowed to be smaller than its line.
_SMALL_WORDS = """
() => {
  const found = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode, holder = node.parentElement;
    if (!node.data.trim() || holder.closest('sub, tspan[font-size], script, symbol, .sr, title, desc')) continue;
    if (!holder.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) continue;
    const svg = holder.closest('svg');
    const shrunk = svg && holder.getScreenCTM ? Math.hypot(holder.getScreenCTM().a, holder.getScreenCTM().b) : 1;
    const size = parseFloat(getComputedStyle(holder).fontSize) * shrunk;
    if (size < 11.95) found.push(`${size.toFixed(1)} px: ${node.data.trim().slice(0, 40)} <${holder.tagName} ${holder.getAttribute('class') || ''}>`);
  }
  return [...new Set(found)].slice(0, 8);
}
"""

# What is tapped on a telephone and is no link in a running line is 44 px high, or its label is.
_SMALL_TARGETS = """
() => {
  const found = [];
  for (const each of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!each.checkVisibility({visibilityProperty: true}) || each.closest('.sr, .skip') || each.tabIndex < 0) continue;
    if (['inline', 'contents'].includes(getComputedStyle(each).display) && each.tagName === 'A') continue;
    const label = ['radio', 'checkbox'].includes(each.type) ? each.closest('label') : null;
    const box = (label || each).getBoundingClientRect();
    if (box.height && box.height < 43.5) found.push(`${box.height.toFixed(0)} px: ${each.outerHTML.replace(/\\s+/g, ' ').slice(0, 130)}`);
  }
  return [...new Set(found)].slice(0, 8);
}
"""


def look(page: Page) -> dict[str, Any]:
    """Return language, headings, title and what sticks out at the side."""
    return page.evaluate(_FRAME)


def findings(page: Page) -> list[str]:
    """Return what is wrong with a page as it stands, as sentences; empty when nothing is."""
    page.evaluate(AXE)
    done = page.evaluate(_RUN)
    assert done["passed"] > 0, "axe looked at nothing"
    found = [f"axe {each['rule']} ({each['impact']}): {each['where']}" for each in done["violations"]]
    seen = look(page)
    if not seen["lang"]:
        found.append("no language")
    if len(seen["h1"]) != 1:
        found.append(f"h1: {seen['h1']}")
    if seen["over"] > 0:
        found.append(f"{seen['over']} px wider than the screen: {seen['sticking']}")
    if small := page.evaluate(_SMALL_WORDS):
        found.append(f"words under 12 px: {small}")
    if page.viewport_size["width"] <= TELEPHONE and (targets := page.evaluate(_SMALL_TARGETS)):
        found.append(f"under 44 px: {targets}")
    return found
