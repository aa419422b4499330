"""One test for all documents: page, grid, PDF, workbook and JSON of a year tell the same figures to the last digit.

The reference is the JSON document, recalculated by `python -m inventories.calc` in a process of its own. Each other
document is read as its reader gets it (text of the page, of the PDF; cells of the workbook after LibreOffice has
recalculated them from the formulas alone), and every figure found there must be the reference rounded to the places
that are printed there, nothing else. Without LibreOffice the values stored in the workbook are read.
"""

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
from django.conf import settings
from django.test import Client
from django.urls import reverse

from inventories.models import Inventory
from reports.exports.workbook import places
from tests.reports.agreeing_years import all_years
from tests.reports.libreoffice import SOFFICE, recalculated, spoil
from tests.reports.pdf_reading import by_poppler, by_pypdf

LABELS = {
    "1": "ประเภทที่ 1 ทางตรง",
    "2": "ประเภทที่ 2 ทางอ้อมจากพลังงาน",
    "1+2": "รวมประเภทที่ 1 และ 2",
    "3": "ประเภทที่ 3 ทางอ้อมอื่น ๆ",
    "1+2+3": "รวมประเภทที่ 1, 2 และ 3",
}
APART = ("separate", "biogenic")
NUMBER = r"(–|[\d,]+(?:\.\d+)?)"
UNKNOWN = "–"

Figures = dict[str, Decimal | None]  # kg or whole tonnes by name; None where the document says that nothing is known


@dataclass
class Reading:
    """What one document tells: kilograms with so many places (half even, or as people round), and whole tonnes."""

    places: int
    half_even: bool
    kg: Figures
    reported: Figures

    def rounded(self, kg: Decimal) -> Decimal:
        mode = ROUND_HALF_EVEN if self.half_even else ROUND_HALF_UP
        return kg.quantize(Decimal(1).scaleb(-self.places), mode)


def decimal(text: str) -> Decimal | None:
    return None if text == UNKNOWN else Decimal(text.replace(",", ""))


def kg_of(tonnes: str) -> Decimal | None:
    value = decimal(tonnes)
    return None if value is None else value * 1000


# --- JSON, the reference ---


def reference(json_text: bytes, folder: Path) -> dict[str, object]:
    file = folder / "document.json"
    file.write_bytes(json_text)
    command = [sys.executable, "-m", "inventories.calc", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=settings.BASE_DIR)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def truth(result: Mapping[str, object]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """The exact kilograms and the whole tonnes of a result, totals and sources."""
    parts = {**result["scopes"], "1+2": result["scope_1_2"], "1+2+3": result["scope_1_2_3"]}
    kg = {key: Decimal(part["kgco2e"]) for key, part in parts.items()}
    kg["biogenic"] = Decimal(result["biogenic_co2_kg"])
    kg |= {source["id"]: Decimal(source["kgco2e"]) for source in result["sources"]}
    return kg, {key: Decimal(part["reported_tco2e"]) for key, part in parts.items()}


# --- pages ---


class Rows(HTMLParser):
    """The rows of all tables as lists of texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def of_page(page: str) -> Reading:
    """The page of the year: tonnes with six places, and whole tonnes."""
    kg: Figures = {}
    reported: Figures = {}
    table = page[page.index("ตารางยอดตามแบบสรุป Fr-05") :]
    for row in Rows(table[: table.index("</table>")]).rows:
        head = " ".join(row[0].split()) if row else ""
        name = next((key for key, label in LABELS.items() if head.removeprefix(f"{key} ") == label), None)
        if name is None and head.startswith("– "):
            name = "separate" if "ก๊าซนอก 7 ชนิด" in head else "biogenic"
        if name is None or len(row) < 3:
            continue
        kg[name] = kg_of(row[1].strip())
        if name != "biogenic":
            reported[name] = decimal(row[2].strip())
    return Reading(3, half_even=False, kg=kg, reported=reported)


def of_grid(page: str) -> Reading:
    """The grid: tonnes with two places under the scopes and beside each source."""
    sums = dict(re.findall(rf'id="sum-(1|2|3|all)">{NUMBER}<', page))
    kg: Figures = {key: kg_of(sums[key]) for key in "123"}
    kg["1+2+3"] = kg_of(sums["all"])
    for source, tonnes in re.findall(rf'id="t(\d+)".*?<small>{NUMBER} t</small>', page):
        kg[f"s{source}"] = kg_of(tonnes)
    return Reading(-1, half_even=False, kg=kg, reported={})


# --- PDF ---


def text_of(pdf: bytes) -> str:
    """The text as poppler reads it, which is quick; else as pypdf does. Blanks between words are guesses of both."""
    text = by_poppler(pdf, "-layout") if shutil.which("pdftotext") else by_pypdf(pdf)
    return re.sub(r"[^\S\n]+", " ", text)


def of_pdf(text: str) -> Reading:
    """The tables of totals: kilograms with six places, whole tonnes."""
    text = text[text.rindex("2. สรุปปริมาณการปล่อย") :]
    kg: Figures = {}
    reported: Figures = {}
    for key, label in {**LABELS, "separate": "การปล่อยที่รายงานแยก (CO2e)"}.items():
        found = re.search(rf"{re.escape(label)}\s(?:[^\d–]*\s)?{NUMBER} {NUMBER} {NUMBER}(?=\s)", text)
        assert found, label
        kg[key], reported[key] = decimal(found[1]), decimal(found[3])
        assert kg_of(found[2]) == kg[key], "kilograms and tonnes of the PDF differ"
    found = re.search(rf"คาร์บอนไดออกไซด์ชีวภาพ \(CO2\) {NUMBER} ", text)
    assert found
    kg["biogenic"] = decimal(found[1])
    return Reading(6, half_even=True, kg=kg, reported=reported)


def numbers_in(text: str) -> set[Decimal]:
    return {Decimal(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


# --- workbook ---


def of_workbook(workbook: bytes, names: Mapping[str, str]) -> Reading:
    """The sheets of totals and of sources; a cell is rounded to six places before it is compared (see คำอธิบาย)."""
    table = {
        name: pd.read_excel(io.BytesIO(workbook), sheet_name=name, header=places.HEAD_ROW, engine="calamine")
        for name in (places.SUMMARY, places.SOURCES)
    }
    totals = table[places.SUMMARY].head(7).set_index("ประเภท")
    labels = {**LABELS, "separate": "การปล่อยที่รายงานแยก", "biogenic": "คาร์บอนไดออกไซด์ชีวภาพ (กก. และตัน CO2)"}
    kg = {key: _cell(totals.loc[label, "kgCO2e ก่อนปัด"]) for key, label in labels.items()}
    reported = {key: _cell(totals.loc[label, "tCO2e ที่รายงาน"]) for key, label in labels.items() if key != "biogenic"}
    sources = table[places.SOURCES].set_index("แหล่งปล่อย")["รวม kgCO2e"]
    kg |= {source: _cell(sources[name]) for source, name in names.items()}
    return Reading(6, half_even=True, kg=kg, reported=reported)


def _cell(value: object) -> Decimal | None:
    if value == UNKNOWN or pd.isna(value):
        return None
    return Decimal(repr(float(value))).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)


# --- all of them ---


@dataclass
class Documents:
    """Everything of a year as it leaves the site."""

    page: str
    grid: str
    pdf: bytes
    workbook: bytes
    json: bytes


def downloaded(client: Client, year: Inventory) -> Documents:
    def got(name: str) -> bytes:
        response = client.get(reverse(name, args=[year.municipality.key, year.token]))
        assert response.status_code == 200, name
        return response.content

    return Documents(
        page=got("reports:year_overview").decode(),
        grid=got("inventories:grid").decode(),
        pdf=got("reports:year_pdf"),
        workbook=got("reports:year_xlsx"),
        json=got("reports:year_json"),
    )


def compared(documents: Documents, workbook: bytes, folder: Path) -> Iterator[tuple[str, str, object, object]]:
    """Every figure of every document: which document, which figure, what it says, what it must say."""
    kg, reported = truth(reference(documents.json, folder))
    names = {source["id"]: source["name"] for source in json.loads(documents.json)["sources"]}
    text = text_of(documents.pdf)
    readings = {
        "page": of_page(documents.page),
        "grid": of_grid(documents.grid),
        "PDF": of_pdf(text),
        "workbook": of_workbook(workbook, names),
    }
    for document, reading in readings.items():
        for figure, value in reading.kg.items():
            yield document, f"kg {figure}", value, None if value is None else reading.rounded(kg[figure])
            if value is None:  # nothing known: so it adds nothing
                yield document, f"kg {figure} unknown", Decimal(0), kg[figure]
        for figure, value in reading.reported.items():
            yield document, f"t {figure}", value, None if value is None else reported[figure]
    for figure in LABELS:  # what one of them does not know, none of them knows
        for document in ("page", "PDF"):
            unknown = readings[document].kg.get(figure) is None
            yield document, f"{figure} is unknown", unknown, readings["workbook"].kg[figure] is None
    printed = numbers_in(text)
    for source in names:
        value = readings["PDF"].rounded(kg[source])
        yield "PDF", f"kg {source}", value in printed, True


def test_every_document_of_a_year_tells_the_same_figures(town, orn, pim, sign_in, tmp_path):
    years, client = all_years(town, orn), sign_in(pim)
    documents = {name: downloaded(client, year) for name, year in years.items()}
    workbooks = {name.replace(" ", "-"): each.workbook for name, each in documents.items()}
    if SOFFICE is not None:
        workbooks = recalculated({name: spoil(workbook)[0] for name, workbook in workbooks.items()})
    frame = pd.DataFrame(
        [
            (name, *row)
            for name, each in documents.items()
            for row in compared(each, workbooks[name.replace(" ", "-")], tmp_path)
        ],
        columns=["year", "document", "figure", "told", "must be"],
    )
    same = [told == wanted for told, wanted in zip(frame["told"], frame["must be"], strict=True)]
    assert frame[[not each for each in same]].to_dict("records") == []
    found = frame.groupby(["year", "document"]).size().unstack()
    assert found.shape == (6, 4)
    assert found.min().min() >= 4 + 2  # totals and sources of the smallest grid
    assert found.loc["large"].min() > 10
    assert found.loc["large", ["grid", "PDF", "workbook"]].min() > 200
