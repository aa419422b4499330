"""The memo as a word processor shows it: LibreOffice Writer makes a PDF, whose sheets are looked at."""

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from cfo_site.accounts.tenancy import tenant_scope
from inventories.exports.memo import memo
from inventories.selectors.collection import collections

from .divisions import clerk, finance

__all__ = ["clerk", "finance"]
SOFFICE = shutil.which("soffice")
WRITER = bool(SOFFICE) and Path(SOFFICE).resolve().with_name("libswlo.so").exists()


@pytest.mark.skipif(
    not WRITER, reason="LibreOffice Writer is not installed, so no memo was laid out (libreoffice-writer-nogui)."
)
def test_writer_lays_the_memo_out_on_a4_a_letter_and_a_sheet_for_each_division(tmp_path, town, year, finance, clerk):
    today = dt.date(2024, 3, 10)
    with tenant_scope(town):
        asked = collections(year, today=today)
        written = memo(year, asked, today=today, whole_year=True, thai_digits=True)
    (tmp_path / "memo.docx").write_bytes(written)
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf",
         "--outdir", tmp_path, tmp_path / "memo.docx"],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    pages = PdfReader(io.BytesIO((tmp_path / "memo.pdf").read_bytes())).pages
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]
    assert sizes == [(595, 842), (842, 595)] * 2  # points: nothing runs over onto a sheet of its own
