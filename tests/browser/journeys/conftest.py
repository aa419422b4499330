"""A journey walks a chapter of the manual to its end; each step is checked against its words and may be pictured.

`CFO_WRITE_PICTURES=1 bin/test browser -k journeys` takes the pictures anew into cfo_site/static/manual.
"""

import io
import os
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, ViewportSize

from cfo_site.accounts.models import Municipality, User
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.manual.selectors import PICTURES, Step, chapter
from inventories.models import AmountRevision, Inventory, InventorySource
from inventories.services.inventories import open_year
from inventories.services.setup import confirm_setup

WRITING = os.environ.get("CFO_WRITE_PICTURES") == "1"
COLOURS, BESIDE, ABOVE, EDGE, FRAME = 48, 12, 7, 5, (197, 32, 32)
WORDS = """
() => document.body.innerText + ' ' +
  [...document.querySelectorAll('[aria-label]')].filter(each => each.checkVisibility()).map(each => each.ariaLabel).join(' ')
"""


class Walk:
    """The steps of a chapter as a journey goes through them."""

    def __init__(self, key: str) -> None:
        found = chapter(key)
        assert found, f"fixtures/manual has no chapter {key}"
        self.steps, self.visited = found.steps, 0
        self._owed: list[tuple[str, str]] = []

    def __call__(self, key: str, page: Page, *around: Locator, press: Locator | None = None) -> None:
        """Come to a step: the chapter's next one, whose quoted words stand on the screen now or at the next step.

        around -- what belongs into the picture; without any it is the upper part of the screen
        press  -- what the step tells to use; it is framed in the picture
        """
        step = self.steps[self.visited]
        assert step.key == key, f"the chapter's next step is {step.key}"
        self.visited += 1
        said = _folded(page.evaluate(WORDS))
        late = [f"step {whose}: “{words}”" for whose, words in self._owed if _folded(words) not in said]
        assert not late, f"not on the screen: {late}"
        self._owed = [(key, words) for words in step.text.quoted[0] if _folded(words) not in said]
        if WRITING:
            _take(step, page, around, press)

    def end(self) -> None:
        """Have arrived: all steps were visited and all quoted words seen."""
        missed = [step.key for step in self.steps[self.visited :]]
        assert not missed, f"steps not visited: {missed}"
        assert not self._owed, f"not on the screen: {self._owed}"


def _folded(text: str) -> str:
    return " ".join(text.split())


def _take(step: Step, page: Page, around: tuple[Locator, ...], press: Locator | None) -> None:
    """Write the picture of a step, with few colours, as it stands in every checkout."""
    page.evaluate("document.fonts.ready")
    clip, size = _clip(page, around), page.viewport_size
    if not _inside(clip, size):
        around[0].evaluate("each => { each.scrollIntoView(); scrollBy(0, -40); }")
        clip = _clip(page, around)
    inside = _inside(clip, size)
    scrolled = 0 if inside else page.evaluate("scrollY")
    on_page = clip | {"y": clip["y"] + scrolled}
    shot = Image.open(io.BytesIO(page.screenshot(clip=on_page, full_page=not inside)))
    shot = shot.convert("RGB")
    if press:
        box = _box(press)
        left, top = box["x"] - clip["x"] - EDGE, box["y"] - clip["y"] - EDGE
        corners = (left, top, left + box["width"] + 2 * EDGE, top + box["height"] + 2 * EDGE)
        ImageDraw.Draw(shot).rounded_rectangle(corners, radius=6, outline=FRAME, width=3)
    path = PICTURES / step.picture
    path.parent.mkdir(exist_ok=True)
    shot.quantize(COLOURS, kmeans=3, dither=Image.Dither.NONE).save(path, optimize=True)


def _clip(page: Page, around: tuple[Locator, ...]) -> dict[str, float]:
    """Return what of the page belongs into the picture, counted from the corner of what is on the screen."""
    size = page.viewport_size
    if not around:
        return {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
    boxes = [_box(each) for each in around]
    left = max(0, min(box["x"] for box in boxes) - BESIDE)
    top = min(box["y"] for box in boxes) - ABOVE
    right = min(size["width"], max(box["x"] + box["width"] for box in boxes) + BESIDE)
    bottom = max(box["y"] + box["height"] for box in boxes) + ABOVE
    top = max(top, -page.evaluate("scrollY"))
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _inside(clip: dict[str, float], size: ViewportSize) -> bool:
    return clip["y"] >= 0 and clip["y"] + clip["height"] <= size["height"]


def _box(each: Locator) -> dict[str, float]:
    found = each.bounding_box()
    assert found, f"{each} is not to be seen"
    return dict(found)


@pytest.fixture
def step(request) -> Iterator[Walk]:
    """Return the walk through the chapter of which the module has the name: test_paste_a_year is paste-a-year."""
    walk = Walk(request.module.__name__.rpartition(".test_")[2].replace("_", "-"))
    failed_before = request.session.testsfailed
    yield walk
    if request.session.testsfailed == failed_before:  # else it says nothing new
        walk.end()


def troubles(*pages: Page) -> list[str]:
    """Return what went wrong in the windows; the style with which the driver hides the caret in a picture is refused."""
    return [each for page in pages for each in page.errors if not (WRITING and "Applying inline style" in each)]


def office() -> Municipality:
    """Return the demonstration office."""
    return Municipality.objects.get(key="demo")


def low(page: Page) -> Page:
    """Make a window so low that a picture of the grid shows what matters, and return it."""
    page.set_viewport_size({"width": 1280, "height": 640})
    return page


def open_next_year() -> None:
    """Open the office's 2568 with last year's sources, confirmed, and without any figure."""
    town, owner = office(), User.objects.get(username="demo-owner")
    with tenant_scope(town):
        last = Inventory.objects.of(town).get(year=2567)
        uses = InventorySource.objects.of(town).filter(inventory=last)
        year = open_year(
            municipality=town, actor=owner, year=2568, year_kind="calendar", gwp_set=last.gwp_set,
            editions=list({use.factor.edition for use in uses if use.factor}), copy_from=last,
        )  # fmt: skip
        copies = InventorySource.objects.of(town).filter(inventory=year)
        confirm_setup(inventory=year, actor=owner, uses=[use.pk for use in copies], left_out=[])


def stored(source: str, month: str) -> AmountRevision | None:
    """Return the revision in force of a cell, as the database has it."""
    town = office()
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).filter(source__name_th=source, month=f"{month}-01")
        return rows.order_by("-number").first()


def figures(year: str) -> dict[tuple[int, str], AmountRevision]:
    """Return the revision in force of every cell of a year, by source and month."""
    town = office()
    with tenant_scope(town):
        rows = AmountRevision.objects.of(town).filter(month__year=int(year) - 543).order_by("number")
        return {(row.source_id, f"{row.month:%Y-%m}"): row for row in rows}


def cell(page: Page, source: str, month: str) -> Locator:
    """Return the field of a cell of the grid; the month as the page writes it: ม.ค."""
    return page.get_by_role("textbox", name=f"{source} {month}", exact=True)
