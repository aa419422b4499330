"""Files of evidence: kept once, by what they are, whole or not at all; withdrawn for privacy; held against their hash."""

import hashlib

import pytest
from django.db import IntegrityError, transaction

from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.files import content, store
from cfo_site.ledger.models import Entry
from inventories.models import EvidenceFile, FileWithdrawal
from inventories.policies import Refused
from inventories.selectors.evidence.files import check_files, folder, room
from inventories.services.evidence.files import store_file, withdraw_file

from .evidence_files import PDF, huge_png, picture, upload, workbook


@pytest.fixture
def keep(town, nid):
    """Return a function that keeps a file as นิด of ทุ่งทราย."""

    def kept(name, content):
        with tenant_scope(town):
            return store_file(municipality=town, actor=nid, upload=upload(name, content))

    return kept


def on_disk(town) -> list:
    return sorted(path for path in folder(town).rglob("*") if path.is_file()) if folder(town).exists() else []


@pytest.mark.parametrize(("name", "body", "media_type"), [
    ("บิล.pdf", PDF, content.PDF),
    ("ก่อนหน้า.pdf", b"\r\n\r\n" + PDF, content.PDF),
    ("photo.jpg", picture(), content.JPEG),
    ("photo.jpeg", picture(colour="red"), content.JPEG),
    ("telephone.jpg", picture() + b"words that a telephone writes behind the end", content.JPEG),
    ("scan.png", picture("PNG"), content.PNG),
    ("scan.webp", picture("WEBP"), content.WEBP),
    ("table.xlsx", workbook(), content.XLSX),
    ("table.csv", "เดือน,หน่วย\nม.ค.,12\n".encode(), content.CSV),
    ("bom.csv", b"\xef\xbb\xbf" + "เดือน\n".encode(), content.CSV),
    ("windows.csv", "เดือน,หน่วย\n".encode("cp874"), content.CSV),
])  # fmt: skip
def test_each_kind_is_taken_and_its_bytes_are_those_handed_in(keep, town, name, body, media_type):
    kept = keep(name, body)
    assert (kept.file.media_type, kept.name, kept.notice) == (media_type, name, "")
    (path,) = on_disk(town)
    assert path.read_bytes() == body
    assert path.name == kept.file.sha256 == hashlib.sha256(body).hexdigest()
    assert path.stat().st_mode & 0o333 == 0  # nobody writes it again, nothing runs it


@pytest.mark.parametrize(("name", "body", "says"), [
    ("empty.pdf", b"", "ไม่ว่างเปล่า"),
    ("zeros.csv", b"\0" * 100, "ว่างเปล่า"),
    ("cut.pdf", PDF[:60], "PDF นี้ไม่สมบูรณ์"),
    ("cut.jpg", picture()[:-40], "ภาพนี้ไม่สมบูรณ์"),
    ("cut.png", picture("PNG")[:-12], "ภาพนี้ไม่สมบูรณ์"),
    ("cut.webp", picture("WEBP")[:-8], "ภาพนี้ไม่สมบูรณ์"),
    ("spoilt.png", picture("PNG").replace(b"IDAT", b"IDAX"), "ภาพนี้ไม่สมบูรณ์"),
    ("bomb.png", huge_png(), "80 ล้านพิกเซล"),
    ("macro.xlsm", workbook(parts={"xl/vbaProject.bin": b"x"}), "มาโคร"),
    ("macro.xlsx", workbook(parts={"xl/VBAPROJECT.BIN": b"x"}), "มาโคร"),
    ("bomb.xlsx", workbook(parts={f"xl/media/{n}": bytes(30 * 1024**2) for n in range(7)}), "ใหญ่ผิดปกติ"),
    ("parts.xlsx", workbook(parts={f"xl/{n}": b"" for n in range(5001)}), "ใหญ่ผิดปกติ"),
    ("archive.zip", workbook(without="xl/workbook.xml"), "ไม่ใช่ Excel"),
    ("cut.xlsx", workbook()[:-30], "Excel นี้ไม่สมบูรณ์"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office รุ่นเก่า"),
    ("iphone.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
    ("page.html", b"<html><script>alert(1)</script></html>", "ไม่รับไฟล์ชนิดนี้"),
    ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "ไม่รับไฟล์ชนิดนี้"),
    ("page.csv", b"<html><script>alert(1)</script></html>", "ไม่ใช่ตารางข้อความ"),
    ("script.csv", b"#!/bin/sh\nrm -rf /\n", "ไม่ใช่ตารางข้อความ"),
    ("binary.csv", b"a,b\n\x00\x01\x02", "อ่านไฟล์ CSV นี้ไม่ออก"),
    ("utf16.csv", "เดือน,หน่วย".encode("utf-16"), "อ่านไฟล์ CSV นี้ไม่ออก"),
    ("program.exe", b"MZ\x90\x00" + bytes(300), "ไม่รับไฟล์ชนิดนี้"),
    ("film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "ไม่รับไฟล์ชนิดนี้"),
])  # fmt: skip
def test_what_is_not_taken_is_refused_with_a_sentence_and_nothing_is_kept(keep, town, name, body, says):
    with pytest.raises(Refused, match=says):
        keep(name, body)
    assert on_disk(town) == []
    with tenant_scope(town):
        assert not EvidenceFile.objects.of(town).exists()
        assert not Entry.objects.of(town).filter(act__startswith="evidence.").exists()


def test_a_pdf_named_as_a_workbook_is_kept_as_what_it_is_and_said(keep):
    kept = keep("บิลค่าไฟ.xlsx", PDF)
    assert kept.file.media_type == content.PDF
    assert kept.name == "บิลค่าไฟ.xlsx.pdf"
    assert kept.notice == "ไฟล์ บิลค่าไฟ.xlsx มีเนื้อหาเป็น PDF จึงเก็บในชื่อ บิลค่าไฟ.xlsx.pdf"


@pytest.mark.parametrize(("said", "kept_as"), [
    ("../../etc/passwd.pdf", "passwd.pdf"),
    ("C:\\บิล\\มีนาคม.pdf", "มีนาคม.pdf"),
    ("bill\u202efdp.pdf", "bill fdp.pdf"),
    ("...pdf", "pdf.pdf"),
    ("ค\u0e4d\u0e32.pdf", "คำ.pdf"),
    ("ก" * 300 + ".pdf", "ก" * 196 + ".pdf"),
])  # fmt: skip
def test_a_name_is_kept_without_folders_and_invisible_signs(keep, said, kept_as):
    assert keep(said, PDF).name == kept_as


def test_what_a_file_says_of_itself_is_kept(keep):
    assert keep("a.pdf", PDF).file.pages == 3
    photo = keep("b.jpg", picture(size=(640, 480))).file
    assert (photo.width, photo.height, photo.pages) == (640, 480, None)


def test_the_same_bytes_twice_are_one_file_under_either_name(keep, town):
    first, second = keep("a.pdf", PDF), keep("b.pdf", PDF)
    assert first.file == second.file
    assert (first.name, second.name) == ("a.pdf", "b.pdf")
    assert len(on_disk(town)) == 1
    with tenant_scope(town):
        (entry,) = Entry.objects.of(town).filter(act="evidence.file_stored")
        assert entry.facts == {"sha256": first.file.sha256, "size": len(PDF), "media_type": content.PDF}
        assert entry.number == first.file.entry_number


def test_two_towns_share_no_file(keep, town, other_town, olarn):
    keep("a.pdf", PDF)
    with tenant_scope(other_town):
        theirs = store_file(municipality=other_town, actor=olarn, upload=upload("a.pdf", PDF)).file
        assert EvidenceFile.objects.of(town).count() == 0
    assert len(on_disk(town)) == len(on_disk(other_town)) == 1
    assert theirs.municipality == other_town


def test_nothing_changes_a_kept_file_not_even_the_owner(keep, town, as_owner):
    keep("a.pdf", PDF)
    with tenant_scope(town), pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), as_owner():
        EvidenceFile.objects.of(town).update(size=1)


def test_without_an_account_a_file_is_kept_all_the_same(town):
    with tenant_scope(town):
        kept = store_file(municipality=town, actor=None, upload=upload("a.pdf", PDF))
        assert kept.file.stored_by is None
        assert Entry.objects.of(town).get(act="evidence.file_stored").actor_id is None


def test_a_file_that_is_too_large_is_refused(keep, settings):
    settings.UPLOAD_BYTES = len(PDF)
    keep("just.pdf", PDF)
    with pytest.raises(Refused, match="ไม่เกิน 20 MB"):
        keep("more.pdf", PDF + b"\n")


def test_a_municipality_keeps_no_more_than_its_share(keep, settings, town):
    settings.EVIDENCE_BYTES = len(PDF) + 10
    keep("a.pdf", PDF)
    with pytest.raises(Refused, match="ที่เก็บไฟล์ของเทศบาลเต็มแล้ว"):
        keep("b.png", picture("PNG"))
    assert keep("again.pdf", PDF).file.size == len(PDF)  # what is kept already takes no more room
    with tenant_scope(town):
        assert (room(town).used, room(town).most) == (len(PDF), len(PDF) + 10)


def test_a_disk_that_is_nearly_full_refuses_files_and_takes_figures(keep, settings, town, diesel, record):
    settings.DISK_RESERVE_BYTES = 2**62
    with pytest.raises(Refused, match="ตัวเลขยังกรอกได้ตามปกติ"):
        keep("a.pdf", PDF)
    assert record(diesel, "12")[0].amount == 12
    with tenant_scope(town):
        assert not room(town).disk_takes


def test_a_disk_that_fails_leaves_neither_row_nor_passing_file(keep, town, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(Refused, match="ใกล้เต็ม"):
        keep("a.pdf", PDF)
    assert on_disk(town) == []
    with tenant_scope(town):
        assert not EvidenceFile.objects.of(town).exists()


def test_a_withdrawn_file_loses_its_bytes_and_keeps_hash_reason_and_who(
    keep, town, orn, django_capture_on_commit_callbacks
):
    file = keep("a.pdf", PDF).file
    with tenant_scope(town):
        with pytest.raises(Refused, match="เหตุผล"):
            withdraw_file(file=file, actor=orn, reason=" ")
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_file(file=file, actor=orn, reason="มีเลขบัตรประชาชน")
        assert on_disk(town) == []
        row = FileWithdrawal.objects.of(town).get()
        assert (row.file, row.reason, row.withdrawn_by) == (file, "มีเลขบัตรประชาชน", orn)
        entry = Entry.objects.of(town).get(act="evidence.file_withdrawn")
        assert entry.facts == {"sha256": file.sha256}
        assert room(town).used == 0
        assert check_files(town).is_well
        with pytest.raises(Refused, match="ถูกถอนไปแล้ว"):
            withdraw_file(file=file, actor=orn, reason="อีกครั้ง")
    with pytest.raises(Refused, match="มีเลขบัตรประชาชน"):
        keep("b.pdf", PDF)
    assert on_disk(town) == []


def test_looking_at_all_files_finds_what_is_gone_changed_left_behind_or_nobodys(keep, town, orn):
    whole, gone, changed, withdrawn = (keep(f"{n}.png", picture("PNG", (n, 9))).file for n in (5, 6, 7, 8))
    where = folder(town)
    store.place(where, gone.sha256).unlink()
    path = store.place(where, changed.sha256)
    path.chmod(0o640)
    path.write_bytes(picture("PNG", (7, 9), "red"))
    stray = store.place(where, "ab" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    with tenant_scope(town):
        withdraw_file(file=withdrawn, actor=orn, reason="ภาพบุคคล")  # the transaction of this test is never done
        found = check_files(town)
    assert found.whole == 1
    assert (found.missing, found.changed) == ([gone.sha256], [changed.sha256])
    assert (found.left_behind, found.orphans) == ([withdrawn.sha256], ["ab" * 32])
    assert not found.is_well
    assert whole.sha256 not in {*found.missing, *found.changed}


def test_a_file_that_was_lost_is_mended_by_handing_it_in_again(keep, town):
    file = keep("a.pdf", PDF).file
    path = store.place(folder(town), file.sha256)
    path.chmod(0o640)
    path.write_bytes(b"spoilt")
    assert keep("a.pdf", PDF).file == file
    assert path.read_bytes() == PDF
