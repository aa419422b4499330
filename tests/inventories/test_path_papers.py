"""Approval on paper: the memo that is signed, the scan that comes back, and whoever reads it."""

import io
import json

import docx
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files.store import place
from cfo_site.ledger.models import Entry
from inventories.calc.hashing import figures_sha256
from inventories.models import EvidenceFile, FileWithdrawal, Inventory, State, StateChange
from inventories.policies import Refused
from inventories.selectors.approval import for_approval
from inventories.selectors.evidence.files import folder
from inventories.selectors.results import totals
from inventories.services import path
from inventories.services.path import Paper
from tests.inventories.evidence_files import PDF, picture, upload, workbook
from tests.inventories.test_path import PAPER, SIGNED, TODAY
from tests.inventories.verifying import agree


@pytest.fixture
def submitted(town, orn, diesel, electricity, fill):
    """A year that waits for its approval."""
    fill(diesel, "100.5")
    fill(electricity, "1000")
    with tenant_scope(town):
        path.submit(inventory=diesel.inventory, actor=orn)
        return Inventory.objects.of(town).get()


def page(town, name: str, *arguments: object) -> str:
    return reverse(f"inventories:{name}", args=[town.key, "2567", *arguments])


def hand_in(client, town, *, key: str = "approve_on_paper", **sent: object):
    return client.post(page(town, "step_take", key), SIGNED | sent)


def stored(town) -> tuple[str, int, int, int]:
    with tenant_scope(town):
        rows = (StateChange, EvidenceFile, Entry)
        return (Inventory.objects.of(town).get().state, *(model.objects.of(town).count() for model in rows))


def words(content: bytes) -> str:
    """Return all words of a Word document, paragraphs and tables."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_memo_names_totals_by_scope_and_the_hash_that_the_frozen_year_will_have(
    sign_in, town, orn, anan, submitted
):
    response = sign_in(orn).get(page(town, "memo_for_approval"))
    assert response["Content-Disposition"] == f'attachment; filename="cfo-approval-{town.key}-2567.docx"'
    said = words(response.content)
    with tenant_scope(town):
        approval, found = for_approval(submitted), totals(submitted)
        assert approval.scopes["1"] == found.scopes["1"]
        assert approval.scope_1_2_3 == found.scope_1_2_3
        path.approve(inventory=submitted, actor=anan)
        frozen = json.loads(path.lock(inventory=submitted, actor=anan).document)
    assert figures_sha256(frozen) == approval.figures_sha256
    assert approval.figures_sha256[:32] in said
    assert approval.figures_sha256[32:] in said
    for total in ("3.305", "5.999", "9.304"):  # 12 x 100.5 litres, 12 x 1,000 kWh, both
        assert total in said
    assert "เรียน  นายกเทศมนตรีตำบลทุ่งทราย" in said
    assert "2 แหล่งปล่อย" in said
    assert f"{approval.figures_sha256}" in sign_in(orn).get(page(town, "version_detail", 1)).content.decode()


def test_the_memo_is_the_same_for_the_same_year_and_day_and_says_invented_figures(sign_in, town, nid, submitted):
    client = sign_in(nid)
    assert client.get(page(town, "memo_for_approval")).content == client.get(page(town, "memo_for_approval")).content
    assert "ข้อมูลจำลอง" not in words(client.get(page(town, "memo_for_approval")).content)
    town.credit_th = "สุ่มขึ้นเพื่อสาธิต"
    town.save()
    assert "ข้อมูลจำลอง: สุ่มขึ้นเพื่อสาธิต" in words(client.get(page(town, "memo_for_approval")).content)


def test_another_figure_gives_another_hash(town, orn, submitted, diesel, record):
    with tenant_scope(town):
        before = for_approval(submitted).figures_sha256
        path.send_back(inventory=submitted, actor=orn, reason="แก้เดือนมกราคม")
    record(diesel, "100.6", based_on=1)
    with tenant_scope(town):
        path.submit(inventory=submitted, actor=orn)
        assert for_approval(submitted).figures_sha256 != before


def test_there_is_a_memo_only_while_the_year_waits_for_its_approval(sign_in, town, orn, anan, submitted):
    link = page(town, "memo_for_approval")
    client = sign_in(orn)
    assert link in client.get(page(town, "year_path")).content.decode()
    with tenant_scope(town):
        path.approve(inventory=submitted, actor=anan)
    assert link not in client.get(page(town, "year_path")).content.decode()
    refused = client.get(link, follow=True)
    assert "อยู่ในสถานะ “อนุมัติโดยผู้บริหาร”" in refused.content.decode()


def test_the_scan_is_kept_with_the_step_and_its_hash_in_the_ledger(sign_in, town, orn, wichai, olarn, submitted):
    photograph = picture()
    assert hand_in(sign_in(orn), town, scan=upload("ลงนามแล้ว.jpg", photograph)).status_code == 302
    with tenant_scope(town):
        step = StateChange.objects.of(town).select_related("scan").get(act="approve_on_paper")
        entry = Entry.objects.of(town).get(number=step.entry_number)
    assert entry.facts["scan_sha256"] == step.scan.sha256
    assert entry.facts["figures_sha256"]
    where = page(town, "step_scan", step.number)
    shown = sign_in(wichai).get(page(town, "year_path")).content.decode()
    assert where in shown
    assert "ลงนามแล้ว.jpg" not in shown
    response = sign_in(wichai).get(where)
    assert b"".join(response.streaming_content) == photograph
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith("attachment")
    assert sign_in(olarn).get(where).status_code == 404
    assert sign_in(orn).get(page(town, "step_scan", 1)).status_code == 404  # handing in has no paper


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        (None, "โปรดแนบภาพถ่ายหรือสแกน"),
        (("a.pdf", b""), "ว่างเปล่า"),
        (("a.pdf", PDF[:30]), "ไม่สมบูรณ์"),
        (("a.xlsx", workbook()), "ต้องเป็น PDF หรือภาพถ่าย"),
        (("a.csv", b"1,2\n"), "ต้องเป็น PDF หรือภาพถ่าย"),
        (("a.exe", b"MZ" + bytes(100)), "ไม่รับไฟล์ชนิดนี้"),
    ],
)
def test_what_is_no_scan_comes_back_as_a_sentence_and_nothing_is_kept(sign_in, town, orn, submitted, scan, said):
    before = stored(town)
    response = hand_in(sign_in(orn), town, **({"scan": upload(*scan)} if scan else {}))
    body = response.content.decode()
    assert response.status_code == 422
    assert said in body
    assert "นายสมมติ ลงนาม" in body
    assert 'role="alert"' in body
    assert stored(town) == before


def test_a_file_that_is_too_large_is_let_go_and_told(sign_in, town, orn, submitted, settings):
    settings.UPLOAD_BYTES = 100
    before = stored(town)
    response = hand_in(sign_in(orn), town, scan=upload("a.pdf", PDF + bytes(200)))
    assert response.status_code == 422
    assert "ไฟล์ใหญ่เกิน 20 MB" in response.content.decode()
    assert stored(town) == before


def test_no_service_takes_a_signature_without_its_scan(town, orn, submitted):
    with tenant_scope(town), pytest.raises(Refused, match="โปรดแนบ"):
        path.approve(inventory=submitted, actor=orn, paper=Paper(signed_by="นายสมมติ", signed_on=TODAY))


def test_statement_and_certificate_take_their_scan_where_there_is_one(sign_in, town, orn, anan, submitted):
    with tenant_scope(town):
        path.approve(inventory=submitted, actor=anan)
        path.lock(inventory=submitted, actor=anan)
        path.take_step(inventory=submitted, actor=orn, key="verify")
        agree(submitted, orn)
    client = sign_in(orn)
    statement = {
        "reference": "ถ.1",
        "version": "1",
        "conclusion": "clean",
        "wording": "ไม่พบสิ่งผิด",
        "scan": upload("s.pdf", PDF),
    }
    assert client.post(page(town, "verify_statement"), SIGNED | statement).status_code == 302
    with tenant_scope(town):
        path.take_step(inventory=submitted, actor=orn, key="file", paper=PAPER)
    certificate = {"reference": "CFO-1", "ends_on": "30/9/2569"}
    assert client.post(page(town, "step_take", "register"), certificate).status_code == 302
    with tenant_scope(town):
        kept = {step.act: step.scan_id for step in StateChange.objects.of(town)}
    assert kept["state"]
    assert kept["register"] is None


def test_a_scan_is_withdrawn_for_privacy_and_the_step_stays(sign_in, town, orn, nid, submitted):
    hand_in(sign_in(orn), town, scan=upload("a.pdf", PDF))
    with tenant_scope(town):
        step = StateChange.objects.of(town).select_related("scan").get(act="approve_on_paper")
    where = page(town, "scan_withdraw", step.number)
    assert sign_in(nid).post(where, {"reason": "x"}).status_code == 403
    assert sign_in(orn).post(where, {"reason": " "}).status_code == 422
    assert place(folder(town), step.scan.sha256).exists()
    with tenant_scope(town):
        assert not FileWithdrawal.objects.of(town).exists()
    assert sign_in(orn).post(where, {"reason": "มีเลขประจำตัว"}).status_code == 302
    shown = sign_in(nid).get(page(town, "year_path")).content.decode()
    assert "ถอนไฟล์แล้ว" in shown
    assert step.scan.sha256 in shown
    assert sign_in(nid).get(page(town, "step_scan", step.number)).status_code == 404
    with tenant_scope(town):
        assert Inventory.objects.of(town).get().state == State.APPROVED


def test_another_towns_file_is_no_scan_of_ours(town, other_town, orn, olarn, submitted):
    step = StateChange(
        municipality=town, inventory=submitted, number=9, act="state", before="verifying", after="verified",
        reference="1", changed_by=orn, changed_at="2026-01-01T00:00:00Z", entry_number=1,
    )  # fmt: skip
    with tenant_scope(other_town):
        theirs = EvidenceFile(
            municipality=other_town, sha256="0" * 64, size=1, media_type="application/pdf",
            stored_at="2026-01-01T00:00:00Z", entry_number=1,
        )  # fmt: skip
        theirs.save()
    step.scan_id = theirs.pk
    with tenant_scope(town), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="same_town"), transaction.atomic():
            step.save()
