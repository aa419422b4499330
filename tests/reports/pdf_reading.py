"""Reading a PDF back as its readers do: text by pypdf and, where it is installed, by poppler; words with their places."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import pytest
from pypdf import PdfReader

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def by_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def by_poppler(pdf: bytes, *options: str) -> str:
    return _pdftotext(pdf, *options)


def glued(text: str) -> str:
    """A text without blanks: readers guess them, letters they must not guess."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Word:
    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    words: tuple[Word, ...]


def pages(pdf: bytes) -> list[Page]:
    """Each page with its words and where they stand, in points from the upper left corner."""
    text = re.sub("[\x00-\x08\x0b-\x1f]", "", _pdftotext(pdf, "-bbox"))
    result = []
    for number, page in enumerate(ET.fromstring(text).iter("{http://www.w3.org/1999/xhtml}page")):
        words = tuple(
            Word(number, word.text or "", *(float(word.get(side, "")) for side in ("xMin", "yMin", "xMax", "yMax")))
            for word in page.iter("{http://www.w3.org/1999/xhtml}word")
        )
        result.append(Page(float(page.get("width", "")), float(page.get("height", "")), words))
    return result


def _pdftotext(pdf: bytes, *options: str) -> str:
    run = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()
