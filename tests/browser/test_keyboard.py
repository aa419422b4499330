"""The whole work of a year with the keyboard alone, with and without JavaScript; every stop can be seen."""

import pytest
from playwright.sync_api import Page, expect

from inventories.services.demonstration import PASSWORD
from tests.browser.furnished import BEGINNER, OFFICE, YEAR

MOST_STOPS = 300  # a catalogue of a hundred links lies on the way, and a grid
MONTHS = [str(20 + number) for number in range(12)]

# What has the focus: its name, whether it can be seen on the screen, and whether a ring is drawn round it.
STOP = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const drawn = getComputedStyle(here), box = here.getBoundingClientRect();
  const label = here.labels && here.labels.length ? here.labels[0].innerText : '';
  return {
    name: (here.getAttribute('aria-label') || label || here.innerText || here.value || '').replace(/\\s+/g, ' ').trim(),
    id: here.id, tag: here.tagName.toLowerCase(), type: here.type || '', html: here.outerHTML.slice(0, 100),
    ring: drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) >= 2,
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}
"""


class Keys:
    """A person without a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def stop(self) -> dict:
        """Return what has the focus; keep it if it cannot be seen."""
        at = self.page.evaluate(STOP)
        if at and not (at["ring"] and at["shown"]):
            self.unseen.append(f"{'no ring' if at['shown'] else 'off the screen'}: {at['html']}")
        return at or {"name": "", "id": "", "tag": "", "type": ""}

    def tab_to(self, name: str = "", *, ident: str = "", tag: str = "") -> None:
        """Press Tab until something of that name (its beginning), id or kind has the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            at = self.stop()
            if (
                at["name"].startswith(name)
                and (not ident or at["id"] == ident)
                and (not tag or at["tag"] == tag)
                and at["tag"]
            ):
                return
        raise AssertionError(f"Tab does not lead to {name or ident}")

    def press(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def follow(self, name: str, **which: str) -> None:
        """Go to a link or button and press Enter."""
        self.tab_to(name, **which)
        self.press("Enter")


@pytest.fixture
def keys(chromium, standing, request):
    """A new window of nobody."""
    context = chromium.new_context(
        locale="th-TH",
        base_url=standing[0],
        java_script_enabled=getattr(request, "param", True),
        viewport={"width": 1280, "height": 800},
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield Keys(page)
    page.wait_for_load_state("networkidle")  # what is read in passing must not meet the cleaning of the tables
    context.close()


def sign_in(keys: Keys, username: str) -> None:
    keys.page.goto("/accounts/login/")
    keys.tab_to("ชื่อผู้ใช้", tag="input")
    keys.page.keyboard.type(username)
    keys.tab_to("รหัสผ่าน", tag="input")
    keys.page.keyboard.type(PASSWORD)
    keys.press("Enter")


@pytest.mark.parametrize(
    ("keys", "year"),
    [(True, "2567"), (False, "2566")],
    indirect=["keys"],
    ids=["with javascript", "without javascript"],
)
def test_from_the_sign_in_to_the_locked_year_and_its_document(keys, year, tmp_path):
    page, javascript = keys.page, year == "2567"
    sign_in(keys, "demo-owner")
    keys.follow("ทต.วังใหม่" if page.get_by_role("link", name="ทต.วังใหม่").count() else "เทศบาลตำบลวังใหม่")
    keys.follow("เปิดบัญชี", tag="a")
    keys.tab_to("ปี พ.ศ.", tag="input")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(year)
    keys.press("Enter")
    keys.follow("เปิดบัญชี", tag="button")
    keys.tab_to("ค้นหา", tag="input")
    page.keyboard.type("ไฟฟ้า")
    keys.press("Enter") if not javascript else page.wait_for_url("**q=**")
    keys.follow("ไฟฟ้าอาคาร" if page.get_by_role("link", name="ไฟฟ้าอาคาร").count() else "ไฟฟ้า", tag="a")
    keys.tab_to(ident="id_factor_0")
    page.keyboard.press("Space")
    keys.follow("เพิ่มแหล่งปล่อย", tag="button")
    keys.follow("กรอกข้อมูล")
    type_months(keys, javascript=javascript)
    keys.follow("สรุปผลและสิ่งที่ต้องทำ")
    keys.follow("ส่งตรวจภายใน")
    keys.follow("ส่งตรวจภายใน", tag="button")
    keys.follow("อนุมัติ", tag="button")
    keys.follow("ล็อกฉบับ")
    keys.follow("ล็อกฉบับ", tag="button")
    expect(page.get_by_role("status").first).to_contain_text("ล็อกบัญชี")
    keys.tab_to("เอกสารบัญชีสำหรับคำนวณซ้ำ")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "year.json")
    assert (tmp_path / "year.json").read_bytes().startswith(b"{")
    assert keys.unseen == []


def type_months(keys: Keys, *, javascript: bool) -> None:
    """Fill the first row: with JavaScript the arrows lead on and each cell saves itself, else Enter sends the row."""
    page = keys.page
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if keys.stop()["tag"] == "input":
            break
    for number, amount in enumerate(MONTHS):
        page.keyboard.type(amount)
        if number < len(MONTHS) - 1:
            page.keyboard.press("ArrowRight" if javascript else "Tab")
            assert page.evaluate("document.activeElement.name") == f"m{number + 2}"
    if javascript:
        page.keyboard.press("Tab")
        expect(page.locator(".grid .src .tot").first).to_contain_text(str(sum(map(int, MONTHS))))
    else:
        keys.press("Enter")
    expect(page.locator("input[name=m12]").first).to_have_value(MONTHS[-1])


def test_the_first_stop_leads_past_the_menu(keys):
    sign_in(keys, "demo-entry")
    keys.page.goto(f"/m/{OFFICE}/{YEAR}/grid/")
    keys.page.keyboard.press("Tab")
    assert keys.stop()["name"] == "ข้ามไปเนื้อหาหลัก"
    keys.page.keyboard.press("Enter")
    keys.page.keyboard.press("Tab")
    assert keys.page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert keys.unseen == []


@pytest.mark.parametrize("keys", [True, False], indirect=True, ids=["with javascript", "without javascript"])
def test_from_a_message_enter_leads_to_the_field_it_is_about(keys):
    sign_in(keys, "demo-entry")
    keys.page.goto("/accounts/password/")
    keys.tab_to("รหัสผ่าน", tag="input")
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.className") == "err-sum"
    keys.page.keyboard.press("Tab")
    keys.stop()
    keys.page.keyboard.press("Enter")
    assert keys.page.evaluate("document.activeElement.tagName + document.activeElement.type") == "INPUTpassword"
    assert keys.unseen == []


@pytest.mark.parametrize(
    "address", [f"/m/{OFFICE}/{YEAR}/", "/factors/", f"/m/{BEGINNER}/", f"/m/{OFFICE}/{YEAR}/grid/"]
)
def test_tab_goes_round_every_stop_and_is_caught_by_none(keys, address):
    sign_in(keys, "demo-owner")
    keys.page.goto(address)
    stops = []
    for _ in range(MOST_STOPS):
        keys.page.keyboard.press("Tab")
        at = keys.stop()
        if not at["tag"] or (at["name"] == "ข้ามไปเนื้อหาหลัก" and stops):
            break
        stops.append(at["name"])
    assert len(stops) > 5
    assert stops[-1] == "ข้อมูลของฉัน", "the last stop is not the last link of the page"
    assert keys.unseen == []
