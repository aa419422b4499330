"""Pages of evidence: who may, what is kept of a form, how a file comes back, and what another year or town sees of it."""

import re

import pytest
from django.urls import reverse

from cfo_site.accounts.models import VerifierAssignment
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import store
from inventories.models import Evidence, EvidenceUse, FileWithdrawal
from inventories.selectors.evidence.files import folder
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from tests.inventories.conftest import lock, make_year

from .conftest import JANUARY
from .evidence_files import PDF, picture, upload

MARCH = JANUARY.replace(month=3)
TYPED = {
    "kind": "invoice", "number": "๐๑๒", "issued_on": "28/3/2567", "issuer": "กฟภ.", "baht": "๑,๒๓๔.๕๐", "kept_at": "แฟ้ม 3",
    "note": "",
}  # fmt: skip


def address(name, town, *more, year="2567"):
    return reverse(f"inventories:{name}", args=[town.key, year, *more])


@pytest.fixture
def paper(town, nid, electricity):
    """A bill of March with its file."""
    with tenant_scope(town):
        return hand_in(
            inventory=electricity.inventory, actor=nid, fields={"kind": "invoice", "issuer": "กฟภ. ทุ่งทราย"},
            places=[Place(electricity.source_id, MARCH)], upload=upload("บิล มีนาคม.pdf", PDF),
        ).evidence  # fmt: skip


@pytest.mark.parametrize(("person", "status"), [
    ("nid", 302), ("orn", 302), ("anan", 403), ("pim", 403), ("wichai", 403), ("olarn", 404), ("stranger", 404),
])  # fmt: skip
def test_who_may_add_a_paper(person, status, request, sign_in, town, electricity):
    sent = TYPED | {"use": electricity.pk, "months": ["2024-03"], "page": "", "file": upload("a.pdf", PDF)}
    answer = sign_in(request.getfixturevalue(person)).post(address("evidence_add", town), sent)
    assert answer.status_code == status
    with tenant_scope(town):
        assert Evidence.objects.of(town).count() == (1 if status == 302 else 0)


@pytest.mark.parametrize(("person", "status"), [
    ("nid", 403), ("orn", 302), ("anan", 403), ("pim", 403), ("wichai", 403), ("olarn", 404),
])  # fmt: skip
def test_who_may_withdraw_a_file(person, status, request, sign_in, town, paper):
    client = sign_in(request.getfixturevalue(person))
    answer = client.post(address("file_withdraw", town, paper.pk), {"reason": "มีเลขบัตรประชาชน"})
    assert answer.status_code == status
    with tenant_scope(town):
        assert FileWithdrawal.objects.of(town).count() == (1 if status == 302 else 0)


@pytest.mark.parametrize(("person", "status"), [
    ("nid", 200), ("orn", 200), ("anan", 200), ("pim", 200), ("wichai", 200), ("suda", 404), ("olarn", 404),
    ("stranger", 404),
])  # fmt: skip
def test_a_file_comes_back_as_a_download_that_nothing_runs(person, status, request, sign_in, town, paper):
    answer = sign_in(request.getfixturevalue(person)).get(address("evidence_file", town, paper.pk))
    assert answer.status_code == status
    if status != 200:
        return
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    name = "S2-2567-03-001%20%E0%B8%9A%E0%B8%B4%E0%B8%A5%20%E0%B8%A1%E0%B8%B5%E0%B8%99%E0%B8%B2%E0%B8%84%E0%B8%A1.pdf"
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_a_verifier_sees_papers_of_assigned_years_only(sign_in, wichai, town, orn, nid, paper, electricity):
    """A paper of 2567 is not to be had under an assignment for 2568, nor the other way round."""
    with tenant_scope(town):
        make_year(town, orn, year=2568)
    taken = sign_in(wichai).get(address("evidence_file", town, paper.pk))
    assert b"".join(taken.streaming_content) == PDF
    assert sign_in(wichai).get(address("evidence_file", town, paper.pk, year="2568")).status_code == 404
    VerifierAssignment.objects.filter(user=wichai).update(year="2568")
    assert sign_in(wichai).get(address("evidence_file", town, paper.pk)).status_code == 404
    assert sign_in(wichai).get(address("evidence_file", town, paper.pk, year="2568")).status_code == 404
    assert sign_in(nid).get(address("evidence_detail", town, paper.pk, year="2568")).status_code == 404


def test_another_towns_paper_under_ones_own_address_is_not_found(
    sign_in, orn, olarn, other_town, town, their_diesel, year
):
    with tenant_scope(other_town):
        theirs = hand_in(
            inventory=their_diesel.inventory, actor=olarn, fields={"kind": "receipt"},
            places=[Place(their_diesel.source_id, MARCH)], upload=upload("a.pdf", PDF),
        ).evidence  # fmt: skip
    for name in ("evidence_detail", "evidence_file", "evidence_edit", "evidence_cancel", "file_withdraw"):
        assert sign_in(orn).get(address(name, town, theirs.pk)).status_code == 404, name
    assert sign_in(orn).post(address("evidence_link", town, theirs.pk), {}).status_code == 404


def test_what_was_typed_is_kept_with_thai_digits_read(sign_in, nid, town, electricity):
    sent = TYPED | {"use": electricity.pk, "months": ["2024-03", "2024-05"], "page": "๒", "consecutive": "on"}
    answer = sign_in(nid).post(address("evidence_add", town), sent | {"file": upload("บิล.xlsx", PDF)}, follow=True)
    body = answer.content.decode()
    assert "ลงทะเบียนหลักฐาน S2-2567-03-001 แล้ว" in body
    assert "มีเนื้อหาเป็น PDF" in body
    with tenant_scope(town):
        row = Evidence.objects.of(town).get()
        assert (row.number, str(row.issued_on), str(row.baht)) == ("๐๑๒", "2024-03-28", "1234.50")
        assert list(EvidenceUse.objects.of(town).order_by("month").values_list("month", "page")) == [
            (MARCH, 2), (JANUARY.replace(month=5), 3),
        ]  # fmt: skip


@pytest.mark.parametrize(("changes", "says"), [
    ({"use": ""}, "โปรดเลือกแหล่งปล่อย"),
    ({"use": "0"}, "โปรดเลือกแหล่งปล่อยจากรายการ"),
    ({"months": ["2025-01"]}, "โปรดเลือกเดือนจากรายการ"),
    ({"kind": ""}, "โปรดเลือกชนิดเอกสาร"),
    ({"kind": "poem"}, "โปรดเลือกชนิดเอกสารจากรายการ"),
    ({"issued_on": "32/1/2567"}, "ไม่มีวันที่ 32"),
    ({"baht": "พันบาท"}, "โปรดพิมพ์จำนวนเงินเป็นตัวเลข"),
    ({"page": "หน้าแรก"}, "เลขหน้าต้องเป็น"),
    ({"number": "1" * 81}, "ยาวเกิน 80"),
    ({"file": ("a.html", b"<html>")}, "ไม่รับไฟล์ชนิดนี้"),
    ({"file": ("a.pdf", PDF[:40])}, "PDF นี้ไม่สมบูรณ์"),
    ({"file": ("a.pdf", b"")}, "ไม่ว่างเปล่า"),
])  # fmt: skip
def test_a_form_that_does_not_pass_keeps_what_was_typed_and_stores_nothing(
    sign_in, nid, town, electricity, changes, says
):
    sent = TYPED | {"use": electricity.pk, "months": ["2024-03"], "issuer": "ร้านที่พิมพ์ไว้"} | changes
    if "file" in changes:
        sent["file"] = upload(*changes["file"])
    answer = sign_in(nid).post(address("evidence_add", town), sent)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert says in body
    assert "ร้านที่พิมพ์ไว้" in body
    with tenant_scope(town):
        assert not Evidence.objects.of(town).exists()


def test_a_credit_note_is_below_zero(sign_in, nid, town, electricity):
    sent = TYPED | {"use": electricity.pk, "months": [], "baht": "−500"}
    assert sign_in(nid).post(address("evidence_add", town), sent).status_code == 302
    with tenant_scope(town):
        row = Evidence.objects.of(town).get()
        assert (row.baht, row.code) == (-500, "S2-2567-00-001")


def test_a_file_over_the_limit_is_let_go_while_it_comes_and_told(sign_in, nid, town, electricity, settings):
    settings.UPLOAD_BYTES = 100_000
    sent = TYPED | {"use": electricity.pk, "months": ["2024-03"], "file": upload("a.pdf", PDF + bytes(300_000))}
    answer = sign_in(nid).post(address("evidence_add", town), sent)
    assert answer.status_code == 422
    assert "ไฟล์ใหญ่เกิน 20 MB" in answer.content.decode()
    assert answer.wsgi_request.FILES == {}
    with tenant_scope(town):
        assert not Evidence.objects.of(town).exists()


def test_a_large_file_within_the_limit_is_taken_through_a_passing_file(sign_in, nid, town, electricity):
    body = PDF[:-6] + b"\n" * 5_000_000 + PDF[-40:]
    sent = TYPED | {"use": electricity.pk, "months": ["2024-03"], "file": upload("a.pdf", body)}
    assert sign_in(nid).post(address("evidence_add", town), sent).status_code == 302
    with tenant_scope(town):
        assert store.place(folder(town), Evidence.objects.of(town).get().file.sha256).read_bytes() == body


def test_the_index_shows_each_paper_with_what_it_stands_for(sign_in, wichai, nid, town, electricity, paper, record):
    record(electricity, "5", month=JANUARY)
    for person, adds in ((nid, True), (wichai, False)):
        body = sign_in(person).get(address("evidence_list", town)).content.decode()
        assert "S2-2567-03-001" in body
        assert "กฟภ. ทุ่งทราย" in body
        assert "ไฟฟ้าสำนักงาน" in body
        assert "1 รายการ มีไฟล์ 1 รายการ" in body
        assert "ไม่ใช่ข้อผิดพลาด" in body
        assert (address("evidence_cell", town, electricity.pk, JANUARY) in body) is adds
        assert ("ลงทะเบียนหลักฐาน" in body) is adds


def test_the_index_by_choice_and_a_choice_that_cannot_be(sign_in, nid, town, paper):
    client = sign_in(nid)
    for query, there in (
        ("scope=2", True),
        ("scope=1", False),
        ("month=2024-03&file=with", True),
        ("file=without", False),
    ):
        answer = client.get(f"{address('evidence_list', town)}?{query}")
        assert answer.status_code == 200
        assert (paper.code in answer.content.decode()) is there, query
    assert client.get(f"{address('evidence_list', town)}?month=1999-01").status_code == 422


def test_dividers_have_a_sheet_for_each_source_with_its_codes(sign_in, nid, town, diesel, paper):
    body = sign_in(nid).get(address("evidence_dividers", town)).content.decode()
    assert body.count('<section class="section divider">') == 2
    assert paper.code in body
    assert "ยังไม่มีหลักฐาน" in body


def test_a_paper_is_changed_taken_for_more_figures_and_taken_off_again(sign_in, nid, town, electricity, diesel, paper):
    client = sign_in(nid)
    detail = address("evidence_detail", town, paper.pk)
    assert client.post(address("evidence_edit", town, paper.pk), TYPED).url == detail
    sent = {"use": diesel.pk, "months": ["2024-01", "2024-02"], "page": "1", "consecutive": "on"}
    assert client.post(address("evidence_link", town, paper.pk), sent).url == detail
    with tenant_scope(town):
        first = EvidenceUse.objects.of(town).get(source=diesel.source_id, month=JANUARY)
    assert client.post(address("evidence_unlink", town, paper.pk, first.pk)).url == detail
    body = client.get(detail).content.decode()
    assert "เลขที่เอกสาร" in body
    with tenant_scope(town):
        places = EvidenceUse.objects.of(town).order_by("month").values_list("source", "month", "page")
        assert list(places) == [(diesel.source_id, JANUARY.replace(month=2), 2), (electricity.source_id, MARCH, None)]
    assert client.post(address("evidence_unlink", town, paper.pk, first.pk)).status_code == 404


def test_linking_to_what_cannot_be_keeps_the_form(sign_in, nid, town, paper):
    answer = sign_in(nid).post(
        address("evidence_link", town, paper.pk), {"use": "", "months": ["2024-01"], "page": "7"}
    )
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "โปรดเลือกแหล่งปล่อย" in body
    assert 'value="7"' in body
    assert re.search(r'value="2024-01"[^>]*checked', body)


def test_a_paper_entered_by_mistake_is_struck_out_with_a_reason(sign_in, nid, town, paper):
    client = sign_in(nid)
    assert client.post(address("evidence_cancel", town, paper.pk), {"reason": ""}).status_code == 422
    body = client.post(address("evidence_cancel", town, paper.pk), {"reason": "ผิดปี"}, follow=True).content.decode()
    assert "ผิดปี" in body
    assert "<s>" in client.get(address("evidence_list", town)).content.decode()
    answer = client.post(address("evidence_edit", town, paper.pk), TYPED)
    assert answer.status_code == 422
    assert "ถูกยกเลิกแล้ว" in answer.content.decode()


def test_a_withdrawn_file_is_no_longer_to_be_had_and_its_reason_shows(sign_in, orn, town, paper):
    client = sign_in(orn)
    assert client.post(address("file_withdraw", town, paper.pk), {"reason": ""}).status_code == 422
    client.post(address("file_withdraw", town, paper.pk), {"reason": "มีเลขบัตรประชาชน"})
    assert client.get(address("evidence_file", town, paper.pk)).status_code == 404
    assert client.get(address("file_withdraw", town, paper.pk)).status_code == 404
    body = client.get(address("evidence_detail", town, paper.pk)).content.decode()
    assert "มีเลขบัตรประชาชน" in body
    assert paper.file.sha256 in body
    assert "บิล มีนาคม.pdf" not in body


def test_a_file_that_is_gone_from_the_disk_is_told(sign_in, nid, town, paper):
    store.place(folder(town), paper.file.sha256).unlink()
    body = sign_in(nid).get(address("evidence_file", town, paper.pk), follow=True).content.decode()
    assert "ไม่พบไฟล์ในที่เก็บ" in body


def test_a_file_dropped_on_a_cell_needs_nothing_else(sign_in, nid, town, electricity, diesel):
    for use, kind in ((electricity, "invoice"), (diesel, "fuel_order")):
        sent = {"act": "drop", "file": upload("a.jpg", picture(colour="blue"))}
        answer = sign_in(nid).post(address("evidence_cell", town, use.pk, MARCH), sent, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        body = answer.content.decode()
        assert "data-outcome" in body
        assert "<html" not in body
        with tenant_scope(town):
            assert Evidence.objects.of(town).latest("pk").kind == kind
            assert Evidence.objects.of(town).latest("pk").code in body


def test_a_dropped_file_that_is_not_taken_is_told_in_the_part(sign_in, nid, town, electricity):
    where = address("evidence_cell", town, electricity.pk, MARCH)
    for sent, says in (
        ({"act": "drop", "file": upload("a.html", b"<html>")}, "ไม่รับไฟล์ชนิดนี้"),
        ({"act": "drop"}, "โปรดเลือกไฟล์"),
    ):
        answer = sign_in(nid).post(where, sent, headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    with tenant_scope(town):
        assert not Evidence.objects.of(town).exists()


def test_without_javascript_the_cells_page_adds_a_paper_and_takes_one_that_is_there(
    sign_in, nid, town, electricity, diesel, paper
):
    client = sign_in(nid)
    where = address("evidence_cell", town, diesel.pk, JANUARY)
    assert client.post(where, TYPED | {"act": "add"}).url == where
    assert client.post(where, {"act": "take", "paper": paper.pk, "page": "2"}).url == where
    body = client.get(where).content.decode()
    assert "S1-2567-01-001" in body
    assert "S2-2567-03-001</a> ใบแจ้งหนี้ / หนังสือแจ้งค่าไฟฟ้า หน้า 2" in body
    assert (
        client.post(where, {"act": "take", "paper": paper.pk, "page": "2"}).status_code == 422
    )  # stands for it already
    assert client.post(where, TYPED | {"act": "add", "baht": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("person", "status"), [("nid", 302), ("orn", 302), ("anan", 403), ("pim", 403), ("wichai", 403)]
)
def test_who_may_add_to_a_cell_and_that_others_read_it(person, status, request, sign_in, town, electricity):
    client = sign_in(request.getfixturevalue(person))
    where = address("evidence_cell", town, electricity.pk, MARCH)
    page = client.get(where)
    assert page.status_code == 200
    assert ("multipart/form-data" in page.content.decode()) is (status == 302)
    assert client.post(where, TYPED | {"act": "add"}).status_code == status


def test_a_month_that_a_source_does_not_count_in_has_no_evidence_page(sign_in, nid, town, electricity):
    assert (
        sign_in(nid).get(address("evidence_cell", town, electricity.pk, JANUARY.replace(year=2025))).status_code == 404
    )


def test_the_panel_beside_a_figure_lists_its_papers_and_takes_a_file(sign_in, nid, wichai, town, electricity, paper):
    where = address("beside", town, electricity.pk, MARCH)
    for person, adds in ((nid, True), (wichai, False)):
        body = sign_in(person).get(where).content.decode()
        assert "S2-2567-03-001" in body
        assert ('data-evidence="drop"' in body) is adds


def test_the_evidence_of_a_source_lists_its_year(sign_in, nid, town, electricity, paper):
    body = sign_in(nid).get(address("evidence_source", town, electricity.pk)).content.decode()
    assert paper.code in body
    assert f"?use={electricity.pk}" in body
    form = sign_in(nid).get(f"{address('evidence_add', town)}?use={electricity.pk}&month=2024-03").content.decode()
    assert re.search(rf'value="{electricity.pk}" selected', form)
    assert re.search(r'value="2024-03"[^>]*checked', form)


def test_a_locked_year_shows_what_came_later_and_refuses_a_change_of_what_is_frozen(
    sign_in, nid, anan, town, electricity, paper, fill
):
    fill(electricity, "10")
    with tenant_scope(town):
        lock(inventory=electricity.inventory, actor=anan)
    client = sign_in(nid)
    answer = client.post(address("evidence_edit", town, paper.pk), TYPED)
    assert answer.status_code == 422
    assert "ล็อกฉบับแล้ว" in answer.content.decode()
    client.post(
        address("evidence_cell", town, electricity.pk, JANUARY),
        {"act": "drop", "file": upload("a.png", picture("PNG"))},
    )
    body = client.get(address("evidence_list", town)).content.decode()
    assert body.count("เพิ่มหลังล็อกฉบับ") == 1


def test_names_are_escaped_wherever_they_show(sign_in, nid, town, electricity):
    sent = TYPED | {
        "use": electricity.pk,
        "months": ["2024-03"],
        "issuer": "<script>x</script>",
        "kept_at": "<b>แฟ้ม</b>",
    }
    client = sign_in(nid)
    client.post(address("evidence_add", town), sent | {"file": upload("<img src=x>.pdf", PDF)})
    with tenant_scope(town):
        pk = Evidence.objects.of(town).get().pk
    for where in (
        address("evidence_list", town),
        address("evidence_detail", town, pk),
        address("evidence_edit", town, pk),
    ):
        body = client.get(where).content.decode()
        assert "<script>x" not in body
        assert "<b>แฟ้ม" not in body
        assert "<img src=x" not in body
