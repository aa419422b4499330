"""A table as it is pasted from Excel or LibreOffice: its cells, and headings as they are compared."""

import csv
import io
import re

from cfo_site import thai

LONGEST_CELL = 80


def rows_of(text: str, *, longest: int = LONGEST_CELL) -> list[list[str]]:
    """Return the cells of a table: by tabs as spreadsheets copy them, else by semicolons, bars or wide blanks."""
    text = thai.normalise(text.replace("\r\n", "\n").replace("\r", "\n"))
    if "\t" in text:
        try:
            cells = list(csv.reader(io.StringIO(text), delimiter="\t"))
        except csv.Error:
            cells = [line.split("\t") for line in text.split("\n")]
    else:
        cells = [re.split(r"\s*[;|]\s*|\s{2,}", line.strip()) for line in text.split("\n")]
    return [[re.sub(r"\s+", " ", cell).strip()[:longest] for cell in row] for row in cells]


def folded_heading(heading: str) -> str:
    """Return a heading as it is compared: no blanks, no points, small letters."""
    return re.sub(r"[\s.:_]", "", heading).lower()
