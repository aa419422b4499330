"""Evidence by hand: a photograph dropped on a cell, a file chosen beside a figure, the same without JavaScript."""

import base64
import io
import re

import pytest
from PIL import Image

from cfo_site.accounts.models import Municipality
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import store
from inventories.models import Evidence, EvidenceUse
from inventories.selectors.evidence.files import folder
from tests.inventories.evidence_files import PDF

GRID = "/m/demo/2567/grid/"
DROP = """
([target, name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), each => each.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, {type}));
  const element = document.querySelector(target);
  for (const kind of ['dragover', 'drop'])
    element.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried}));
}
"""


def photograph() -> bytes:
    """Return a photograph as a telephone takes it: large, lying on its side, with the place where it was taken."""
    picture = Image.effect_noise((2400, 1920), 20).convert("RGB")
    exif = picture.getexif()
    exif[0x0112] = 6  # turn it by a quarter
    exif.get_ifd(0x8825)[2] = (12.0, 40.0, 51.0)  # where: latitude
    into = io.BytesIO()
    picture.save(into, "JPEG", exif=exif, quality=90)
    return into.getvalue()


def drop(page, target: str, name: str, kind: str, content: bytes) -> None:
    page.evaluate(DROP, [target, name, kind, base64.b64encode(content).decode()])


def papers() -> list[Evidence]:
    town = Municipality.objects.get(key="demo")
    with tenant_scope(town):
        return list(Evidence.objects.of(town).select_related("file").order_by("pk"))


def bytes_of(paper: Evidence) -> bytes:
    return store.place(folder(Municipality.objects.get(key="demo")), paper.file.sha256).read_bytes()


@pytest.fixture
def cell(window):
    """Return a window on the grid and how to find March of its first source."""
    page = window("demo-entry")
    page.goto(GRID)
    row = page.locator("tr.src", has=page.locator("td.c input")).first
    use = row.get_attribute("data-use")
    return page, f'tr.src[data-use="{use}"] td.c:nth-of-type(4)', use


def test_a_photograph_dropped_on_a_cell_is_made_smaller_and_becomes_its_evidence(cell):
    page, target, _use = cell
    taken = photograph()
    drop(page, target, "มิเตอร์.jpg", "image/jpeg", taken)
    told = page.locator("#dropped")
    told.get_by_text(re.compile("ลงทะเบียนหลักฐาน S.*แล้ว")).wait_for()
    (paper,) = papers()
    assert paper.code in told.inner_text()
    assert (paper.file_name, paper.file.width, paper.file.height) == ("มิเตอร์.jpg", 1600, 2000)  # upright
    kept = bytes_of(paper)
    assert len(kept) < len(taken)
    assert not Image.open(io.BytesIO(kept)).getexif()  # where it was taken has not left the device
    town = Municipality.objects.get(key="demo")
    with tenant_scope(town):
        place = EvidenceUse.objects.of(town).get()
    months = page.locator("#grid").get_attribute("data-months").split()
    column = page.evaluate(
        "t => [...document.querySelector(t).parentNode.querySelectorAll('td.c')].indexOf(document.querySelector(t))",
        target,
    )
    assert f"{place.month:%Y-%m}" == months[column]
    told.get_by_role("button", name="ปิด").click()
    assert told.is_hidden()
    assert page.errors == []


def test_a_pdf_goes_as_it_is_and_the_panel_beside_shows_it(cell):
    page, target, _use = cell
    page.locator(f"{target} input").focus()
    panel = page.locator("#beside [data-evidence-of]")
    panel.get_by_text("ยังไม่มีหลักฐาน").wait_for()
    drop(page, "#beside [data-evidence-of]", "บิล.pdf", "application/pdf", PDF)
    panel.get_by_text(re.compile("ลงทะเบียนหลักฐาน S.*แล้ว")).wait_for()
    (paper,) = papers()
    assert bytes_of(paper) == PDF
    assert panel.get_by_role("link", name=paper.code, exact=True).is_visible()


def test_what_is_not_taken_is_told_and_another_can_be_dropped_at_once(cell):
    page, target, _use = cell
    drop(page, target, "หน้าเว็บ.html", "text/html", b"<html></html>")
    told = page.locator("#dropped")
    told.get_by_text("ไม่รับไฟล์ชนิดนี้").wait_for()
    drop(page, target, "บิล.pdf", "application/pdf", PDF)
    told.get_by_text(re.compile("ลงทะเบียนหลักฐาน S")).wait_for()
    assert len(papers()) == 1


def test_offline_it_says_so_and_the_figures_stay(cell):
    page, target, _use = cell
    page.context.set_offline(True)
    drop(page, target, "บิล.pdf", "application/pdf", PDF)
    page.locator("#dropped").get_by_text("ตรวจการเชื่อมต่ออินเทอร์เน็ต").wait_for()
    page.context.set_offline(False)
    assert papers() == []
    assert page.url.endswith(GRID)


def test_a_file_dropped_elsewhere_neither_leaves_the_page_nor_goes_anywhere(cell):
    page, _target, _use = cell
    drop(page, "h1", "บิล.pdf", "application/pdf", PDF)
    assert page.url.endswith(GRID)
    assert page.locator("#dropped").is_hidden()
    assert papers() == []


def test_by_keyboard_alone_a_file_is_sent_from_the_panel(cell):
    page, target, _use = cell
    page.locator(f"{target} input").focus()
    field = page.locator("#beside input[type=file]")
    field.set_input_files({"name": "scan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.locator("#beside [data-evidence-of] button").press("Enter")
    page.locator("#beside").get_by_text(re.compile("ลงทะเบียนหลักฐาน S.*แล้ว")).wait_for()
    assert len(papers()) == 1


@pytest.mark.parametrize("when", ["at once", "when it is done"])
def test_a_photograph_chosen_in_the_form_is_made_smaller_before_it_is_sent(when, cell):
    page, _target, use = cell
    page.goto(f"{GRID}{use}/2024-03/evidence/")
    page.get_by_label(re.compile("^ไฟล์")).set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    if when == "when it is done":
        page.get_by_text("ย่อภาพแล้ว").wait_for()
    page.get_by_label("ผู้ออกเอกสาร").fill("กฟภ.")
    page.get_by_role("button", name="บันทึก").click()
    page.get_by_text(re.compile("ลงทะเบียนหลักฐาน S.*แล้ว")).first.wait_for()
    (paper,) = papers()
    assert (paper.issuer, paper.file.height) == ("กฟภ.", 2000)


def test_without_javascript_the_same_form_sends_it_as_it_is(window):
    page = window("demo-entry", javascript=False)
    page.goto(GRID)
    use = page.locator("tr.src", has=page.locator("td.c input")).first.get_attribute("data-use")
    page.goto(f"{GRID}{use}/2024-03/evidence/")
    taken = photograph()
    page.get_by_label(re.compile("^ไฟล์")).set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": taken}
    )
    page.get_by_label("จำนวนเงิน (บาท)").fill("ไม่ทราบ")
    page.get_by_role("button", name="บันทึก").click()
    assert "โปรดพิมพ์จำนวนเงินเป็นตัวเลข" in page.locator(".err-sum").inner_text()
    page.get_by_label("จำนวนเงิน (บาท)").fill("1,200")
    page.get_by_label(re.compile("^ไฟล์")).set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": taken}
    )
    page.get_by_role("button", name="บันทึก").click()
    (paper,) = papers()
    assert paper.code in page.locator(".messages").inner_text()
    assert bytes_of(paper) == taken
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("เปิดไฟล์")).click()
    assert download.value.suggested_filename == f"{paper.code} photo.jpg"
