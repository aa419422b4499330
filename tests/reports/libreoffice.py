"""LibreOffice as a second opinion: it recalculates a workbook from its formulas alone.

By default LibreOffice believes the values stored in a file; a profile of its own tells it to recalculate
(OOXMLRecalcMode 0). So that nobody has to believe that either, every stored value is first replaced by -1.
"""

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed, so no workbook was recalculated (libreoffice-calc-nogui)."
)
SPOILED = "-1"
DIGITS = Decimal("1e-12")  # "the same to 12 digits", as the sheet คำอธิบาย defines it

_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
_FORMULA = re.compile(r'<c ([^>]*?)(?: t="\w+")?><f>(.*?)</f><v>[^<]*</v></c>', re.DOTALL)


def spoil(workbook: bytes) -> tuple[bytes, int]:
    """Return a workbook whose formulas all have -1 stored beside them, and how many there are."""
    count = 0
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as read, zipfile.ZipFile(spoiled, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, found = _FORMULA.subn(rf"<c \1><f>\2</f><v>{SPOILED}</v></c>", content.decode())
                assert found == text.count("<f>")
                content, count = text.encode(), count + found
            written.writestr(name, content)
    return spoiled.getvalue(), count


def recalculated(workbooks: Mapping[str, bytes], *, to: str = "xlsx") -> dict[str, bytes]:
    """Return the workbooks as LibreOffice writes them after recalculating, by the same names; one start for all."""
    assert SOFFICE is not None
    with tempfile.TemporaryDirectory(prefix="cfo-soffice-") as folder:
        profile, given, made = (Path(folder, name) for name in ("profile", "given", "made"))
        for each in (profile / "user", given, made):
            each.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_RECALCULATE)
        for name, workbook in workbooks.items():
            (given / f"{name}.xlsx").write_bytes(workbook)
        subprocess.run(
            [SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to,
             "--outdir", str(made), *(str(given / f"{name}.xlsx") for name in workbooks)],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        return {name: (made / f"{name}.{to}").read_bytes() for name in workbooks}


def same(one: object, other: object) -> bool:
    """Tell whether two values of cells agree: texts letter by letter, numbers to 12 digits; empty is ''."""
    if isinstance(one, bool | str) or isinstance(other, bool | str):
        return one == other
    first, second = Decimal(repr(one)), Decimal(repr(other))
    return abs(first - second) <= DIGITS * max(abs(first), abs(second))
